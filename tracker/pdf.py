"""The text of PDF files, page by page, within limits: a PDF can hold far more than its size says."""

import io
import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import ReadError
from tracker.text import clean

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 1000
MOST_DRAWN = 4 * 2**20  # bytes of a page's drawing orders, unpacked; a page of text has a hundredth of that
MOST_DRAWN_IN_ALL = 32 * 2**20  # of all pages, which may share one stream: a third of a MB takes a second
MOST_TEXT = 8 * 2**20  # characters of all pages
PAGE_BREAK = "\n\f\n"  # between two pages of the kept text; an empty line for who reads on
HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[a-zà-öø-ÿ])")
LOOSE = re.compile(r"[^\S\n]+")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it has to say of a broken file, our one line says


class Report(NamedTuple):
    """The text of each page, from the first, and what the file says of itself; empty where it says nothing."""

    pages: list[str]
    title: str
    created_at: datetime | None


def report(content: bytes, name: str) -> Report:
    """Read a PDF. ReadError if it is locked, broken, too large, or only pictures of text."""
    from pypdf import PdfReader

    try:
        opened = PdfReader(io.BytesIO(content))
        if opened.is_encrypted and not _unlocked(opened):
            raise ReadError(f"{name}: the PDF is locked; print it to a new PDF and give that")
        if len(opened.pages) > MOST_PAGES:
            raise ReadError(f"{name}: more than {MOST_PAGES:,} pages; split it")
        pages = _pages(opened, name)
        about = opened.metadata
        title, created = (about.title, about.creation_date) if about else (None, None)
    except ReadError:
        raise
    except Exception as error:  # a broken PDF can raise anything at all, and the other files must still be read
        raise ReadError(f"{name}: a broken PDF, not read: {type(error).__name__}") from error
    if not any(page.strip() for page in pages):
        raise ReadError(f"{name}: the PDF has no text, only pictures (a scan?); run it through text recognition first")
    return Report(pages, clean(str(title or "")).strip(), created and created.replace(tzinfo=created.tzinfo or UTC))


def _unlocked(opened: "PdfReader") -> bool:
    """True if the PDF opens without a password, by a cipher that needs no further library."""
    from pypdf.errors import DependencyError

    try:
        return bool(opened.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _pages(opened: "PdfReader", name: str) -> list[str]:
    pages: list[str] = []
    drawn = 0
    for number, page in enumerate(opened.pages, 1):
        contents = page.get_contents()
        size = len(contents.get_data()) if contents is not None else 0
        drawn += size
        if size > MOST_DRAWN or drawn > MOST_DRAWN_IN_ALL:
            raise ReadError(
                f"{name}: page {number} unpacks to more than we take, {size:,} bytes; give the PDF without it"
            )
        pages.append(_text(page))
    if sum(map(len, pages)) > MOST_TEXT:
        raise ReadError(f"{name}: more than {MOST_TEXT // 2**20} million characters; split it")
    return pages


def _text(page: "PageObject") -> str:
    """The words of a page; a word cut at the end of a line is whole again, blanks are single."""
    lines = [LOOSE.sub(" ", line).strip() for line in clean(page.extract_text()).replace("\f", "\n").splitlines()]
    return HYPHENATED.sub("", "\n".join(lines)).strip()
