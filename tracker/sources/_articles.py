"""What the sources of articles share: a page as a document, what its text says, and when it need not be asked again."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from tracker import text
from tracker.model import Document, Figure, Problem
from tracker.pdf import PAGE_BREAK
from tracker.web import Answer, Client

AGAIN = timedelta(days=1)  # corrections come late, but not within hours
PDF = "application/pdf"
EVERYTHING = ("char=",)  # what a text's locators begin with: it says all that is said at its address


def statements(document: Document) -> Iterator[Figure]:
    """The figures of a document's text; those of a PDF with page and span: `page=3&char=120,310`."""
    from tracker.extract import extract  # and its data: not for sources without news

    words, published = document.text or "", document.published_at and document.published_at.date()
    starts = list(accumulate((len(page) + len(PAGE_BREAK) for page in words.split(PAGE_BREAK)), initial=0))
    for found in extract(words, published, document.language or None):
        if document.content_type != PDF:
            yield found.figure
            continue
        page = bisect_right(starts, found.start)
        first = starts[page - 1]
        locator = f"page={page}&char={found.start - first},{found.end - first}"
        yield found.figure.model_copy(update={"locator": locator})


def asked_lately(client: Client, link: str) -> bool:
    """True if this address was asked within a day, whether it could be read or not."""
    known = client.known(link)
    return known is not None and datetime.now(UTC) - known.seen_at < AGAIN


def none_read(pages: Counter[str]) -> Iterator[Problem]:
    """What to say where each page that was asked is lost: the feed is well, and yet nothing that it leads to came."""
    if pages["lost"] and pages["lost"] == pages["asked"]:
        yield Problem(f"none of the {pages['lost']} articles asked for could be had", grave=True)


def from_page(page: Answer, told: Document) -> Document:
    """The document that was told of, as its page has it; what the page says of itself goes before what was told."""
    found = text.article(page.content, page.content_type, page.url)
    return replace(
        told,
        url=found.canonical,
        link=told.url,
        title=found.title or told.title,
        publisher=found.site or told.publisher,
        retrieved_at=page.retrieved_at,
        content=page.content,
        content_type=page.content_type,
        language=found.language or told.language,
        published_at=found.published_at or told.published_at,
        text=found.text,
        etag=page.etag,
        last_modified=page.last_modified,
        covers=EVERYTHING,
    )
