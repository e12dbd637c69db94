"""Reports and articles at hand as documents: PDF page by page, saved pages, plain text; read by the extractor."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from tracker import pdf, text
from tracker.at_hand import files
from tracker.model import Document
from tracker.pdf import PAGE_BREAK

UNSAID = "publisher not stated"
TYPES = {files.PDF: "application/pdf", files.PAGE: "text/html", files.TEXT: "text/plain"}


@dataclass(frozen=True)
class Said:
    """What a person says of the documents at hand, where these do not say it themselves; empty: nothing."""

    publisher: str = ""
    title: str = ""
    published: date | None = None
    shrunk: bool = False  # a table has lost most of its rows, and rightly so

    @property
    def published_at(self) -> datetime | None:
        """The beginning of the day, UTC."""
        return datetime.combine(self.published, time(), UTC) if self.published else None


def document(file: files.Named, said: Said, now: datetime) -> Document:
    """The document that a file holds, with its readable text. ReadError says why it cannot be read."""
    content = files.content(file)
    kind = files.kind(file.name, content)
    about = _read(content, kind, file.name)
    return Document(
        url=f"file:{file.name}",
        title=said.title or about.title or file.name,
        publisher=said.publisher or about.site or UNSAID,
        retrieved_at=now,
        content=content,
        content_type=TYPES[kind],
        language=about.language,
        published_at=said.published_at or about.published_at,
        text=about.text,
        covers=("char=", "page="),
    )


def _read(content: bytes, kind: str, name: str) -> text.Article:
    if kind == files.PDF:
        report = pdf.report(content, name)
        return text.Article(PAGE_BREAK.join(report.pages), report.title, "", "", report.created_at, "")
    if kind == files.PAGE:
        return text.article(content, "text/html", name)
    return text.Article(text.clean(files.decoded(name, content)), "", "", "", None, "")
