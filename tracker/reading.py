"""The figures of files a person has at hand: text or HTML, no database, no network."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker import text
from tracker.errors import ReadError
from tracker.extract import Found, extract

MOST_BYTES = 64 * 2**20
PDF = b"%PDF-"  # how such a file begins


@dataclass(frozen=True)
class Given:
    """A text and the figures found in it."""

    name: str
    text: str
    found: list[Found]


def read_file(name: str, published: date | None, language: str | None) -> Given:
    """The figures of a file, or of standard input for `-`. ReadError says why a file cannot be read."""
    content = _bytes(name)
    if content.startswith(PDF):
        raise ReadError(f"{name}: a PDF: read and store it with tracker collect --file {name}")
    if b"<" in content[:1000] and b">" in content[:5000] and name.lower().endswith((".html", ".htm", "-")):
        page = text.article(content, "text/html", name)
        published = published or (page.published_at and page.published_at.date())
        return Given(name, page.text, extract(page.text, published, language or page.language or None))
    words = _text(content, name)
    return Given(name, words, extract(words, published, language))


def as_json(given: Given) -> list[str]:
    """One JSON object a figure: the fields of a figure, `places`, `start` and `end` in the text given, and `file`."""
    return [
        json.dumps(
            found.figure.model_dump(mode="json")
            | {"places": found.places, "start": found.start, "end": found.end, "file": given.name},
            ensure_ascii=False,
        )
        for found in given.found
    ]


def marked(given: Given, found: Found) -> str:
    """The quote with what was recognised in it: `displaced [number more than 280,000] [unit people]`."""
    pieces, at = [], found.start
    for name, (start, end) in sorted(_inside(found).items(), key=lambda mark: mark[1]):
        if start >= at:
            pieces += [given.text[at:start], f"[{name} {given.text[start:end]}]"]
            at = end
    return " ".join("".join([*pieces, given.text[at : found.end]]).split())


def _inside(found: Found) -> Mapping[str, tuple[int, int]]:
    return {name: span for name, span in found.marks.items() if found.start <= span[0] and span[1] <= found.end}


def _bytes(name: str) -> bytes:
    try:
        content = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else _open(name)
    except OSError as error:
        raise ReadError(f"{name}: cannot be read: {error.strerror}") from error
    if len(content) > MOST_BYTES:
        raise ReadError(f"{name}: larger than {MOST_BYTES // 2**20} MB; split it")
    return content


def _open(name: str) -> bytes:
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _text(content: bytes, name: str) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in words:
            return words
    raise ReadError(f"{name}: not a text: give text or HTML (UTF-8, UTF-16 or Windows-1252)")


def in_words(found: Found) -> str:
    """A figure on one line: how many, who, stock or flow, from where to where, when, how sure."""
    figure = found.figure
    amount = f"{figure.value:,}" if figure.value is not None else f"{figure.value_low:,}–{figure.value_high:,}"
    what = f"{figure.qualifier} {amount} {figure.unit} {figure.term}: {figure.population} {figure.measure}"
    where = f"{';'.join(figure.origin) or '?'} → {';'.join(figure.location) or '?'}"
    when = f"{figure.period_start or '?'} to {figure.period_end or '?'}"
    return f"{what} {where}, {when}, confidence {figure.confidence:.2f}"
