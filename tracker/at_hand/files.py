"""Files on a desk: found, read within limits, told apart by what is in them, and named without this machine's path."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tracker.errors import ReadError, SettingsError

MOST_BYTES = 64 * 2**20
HIDDEN = (".", "~$")  # how the names of files begin that nobody meant: of the system, of an office program
TABLE, PDF, PAGE, TEXT = "table", "pdf", "page", "text"
ENDINGS = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".xlsx"), TABLE),
    **dict.fromkeys((".html", ".htm", ".xhtml"), PAGE),
    **dict.fromkeys((".txt", ".text", ".md"), TEXT),
    ".pdf": PDF,
}
FOREIGN = {  # first bytes → what to do with a file that we do not read
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as XLSX, CSV or PDF",
    b"{\\rtf": "an RTF file; save it as PDF or text",
    b"\x1f\x8b": "a packed file; unpack it",
}
UNSAFE = re.compile(r"[%?#&\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Named(NamedTuple):
    """A file and the name its figures cite: below the folder given, with `/`, on every machine alike."""

    path: Path
    name: str


def named(given: Iterable[Path]) -> list[Named]:
    """The files given, and every file in the folders given. SettingsError if two of them have one name."""
    found: dict[str, Path] = {}
    for each in (file for path in given for file in _below(path)):
        if found.setdefault(each.name, each.path) != each.path:
            raise SettingsError(f"two files are named {each.name}: rename one, as a name tells whose figures they are")
    return [Named(path, name) for name, path in found.items()]


def content(file: Named) -> bytes:
    """The bytes of a file. ReadError if it cannot be had or is too large or empty."""
    try:
        with file.path.open("rb") as opened:
            found = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise ReadError(f"{file.name}: cannot be read: {error.strerror}") from error
    if len(found) > MOST_BYTES:
        raise ReadError(f"{file.name}: larger than {MOST_BYTES // 2**20} MB; split it")
    if not found.strip(b"\0 \t\r\n"):
        raise ReadError(f"{file.name}: the file is empty")
    return found


def kind(name: str, found: bytes) -> str:
    """What a file is: by its first bytes, else by the ending of its name. ReadError if it is none of ours."""
    for begin, what in FOREIGN.items():
        if found.startswith(begin):
            raise ReadError(f"{name}: {what}")
    if b"%PDF-" in found[:1024]:
        return PDF
    if found.startswith(b"PK\x03\x04"):
        return TABLE
    if (told := ENDINGS.get(Path(name).suffix.lower())) in (TABLE, PAGE, TEXT):
        return PAGE if told == TABLE and _is_page(found) else told
    raise ReadError(f"{name}: its kind is not known; its name should end in one of {' '.join(ENDINGS)}")


def decoded(name: str, found: bytes) -> str:
    """A text as its bytes say: UTF-8, UTF-16 with its mark, else Windows-1252. ReadError if it is no text."""
    for encoding in ("utf-16",) if found[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            words = found.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in words:
            return words
    raise ReadError(f"{name}: not a text (UTF-8, UTF-16 or Windows-1252)")


def _below(path: Path) -> Iterator[Named]:
    if not path.is_dir():
        yield Named(path, _safe(path.name))
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(each for each in folders if not each.startswith(HIDDEN))
        for each in sorted(each for each in files if not each.startswith(HIDDEN)):
            file = Path(folder, each)
            yield Named(file, _safe(file.relative_to(path).as_posix()))


def _safe(name: str) -> str:
    """A name in which `?`, `&` and `#` are signs of a locator, and nothing is hidden from the eye."""
    return UNSAFE.sub(lambda sign: quote(sign.group(), errors="surrogateescape"), name)


def _is_page(found: bytes) -> bool:
    return re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)", found[:1000], re.IGNORECASE) is not None
