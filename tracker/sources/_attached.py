"""PDF files attached to a report: fetched, kept and read page by page, within bounds of size and number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker import pdf
from tracker.errors import SourceError
from tracker.model import Document, Problem
from tracker.sources._articles import PDF, asked_lately
from tracker.web import Answer, Client

MOST_FILES = 20  # a run; what is left over is for the next one
MOST_BYTES = 16 * 2**20  # a file: a report in words is a tenth of that, an atlas of maps is more

Wanted = tuple[str, Document]  # the address of a file, and the report it is attached to


def wanted(client: Client, files: Sequence[Mapping[str, Any]], report: Document) -> Iterator[Wanted]:
    """The PDF files of a report that are worth asking for, and were not asked for within a day."""
    for file in files:
        url = str(file.get("url") or "")
        size = str(file.get("filesize") or "")  # older answers write it as text
        small = not size.isdigit() or int(size) <= MOST_BYTES
        if url.lower().endswith(".pdf") and small and not asked_lately(client, url):
            yield url, report


def documents(client: Client, files: Sequence[Wanted]) -> Iterator[Document | Problem]:
    """The newest files, one document each; the others, and what cannot be had, are told."""
    bounded = Client(client.source, client.settings, client.known)
    bounded.most_bytes = MOST_BYTES
    for url, report in list(reversed(files))[:MOST_FILES]:
        try:
            answer = bounded.page(url)
        except SourceError as error:
            yield Problem(str(error))
            continue
        if answer:
            yield from _read(answer, url, report)
    if left := len(files[MOST_FILES:]):
        yield Problem(f"{left} more attached files are left for the next run")


def _read(answer: Answer, url: str, report: Document) -> Iterator[Document | Problem]:
    """One that cannot be read is kept all the same, and marked, so that it is not fetched each hour."""
    made = replace(
        report,
        url=answer.url,
        link=url,
        retrieved_at=answer.retrieved_at,
        content=answer.content,
        content_type=PDF,
        text="",
        etag=answer.etag,
        last_modified=answer.last_modified,
        covers=("page=",),
        note=f"attached to {report.url}",
    )
    try:
        yield replace(made, text=pdf.PAGE_BREAK.join(pdf.report(answer.content, url).pages))
    except SourceError as error:
        yield Problem(str(error))
        yield replace(made, note=f"could not be read ({error}); {made.note}", told=True)
