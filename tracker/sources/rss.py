"""News and agency feeds (RSS 2.0, Atom): each item leads to an article, fetched, kept and read by the extractor."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker import text
from tracker.errors import FetchError, ReadError, SourceError
from tracker.model import Document, Figure, Listing, Problem, Source
from tracker.sources._articles import EVERYTHING, asked_lately, from_page, none_read, statements
from tracker.web import Answer, Client

SOURCE = Source(
    name="rss",
    publisher="news outlets and agencies",
    title="Articles",
    url="https://news.un.org/en/rss-feeds",
    base_url="",
    licence="each publisher keeps its rights: one sentence is quoted with its link, nothing is re-published",
    credit="as each figure's citation says",
    cron="*/45 * * * *",
    at_least=0,
    pause=1.0,
    articles=True,
)

SUMMARY = "summary only: the article itself could not be read"


class Outlet(NamedTuple):
    """Whose feed it is, where, and the language of its articles where known."""

    name: str
    address: str
    language: str


def outlets(addresses: list[str]) -> list[Outlet]:
    """The outlets at these addresses, or the default list; unlisted ones are named by their host."""
    listed = tomllib.loads(resources.files(__package__).joinpath("outlets.toml").read_text(encoding="utf-8"))["outlet"]
    known = {row["address"]: Outlet(row["name"], row["address"], row["language"]) for row in listed}
    on = [row["address"] for row in listed if not row.get("off")]
    return [known.get(each) or Outlet(urlsplit(each).netloc, each, "") for each in addresses or on]


def fetch(client: Client, complete: bool) -> Iterator[Document | Listing | Problem]:
    """Each outlet's articles, then the outlet's listing; an outlet that fails is a problem, all of them an error."""
    asked = outlets(client.own.outlets)
    failed: list[Problem] = []
    pages: Counter[str] = Counter()
    for outlet in asked:
        try:
            yield from _articles(client, outlet, complete, pages)
        except SourceError as error:
            failed.append(Problem(f"{outlet.name}: {error}"))
    if len(failed) == len(asked):
        raise FetchError(f"all {len(asked)} outlets failed, the first: {failed[0].text}")
    yield from failed
    yield from none_read(pages)


def read(document: Document) -> Iterator[Figure]:
    """The figures of the article's text."""
    return statements(document)


def _articles(
    client: Client, outlet: Outlet, complete: bool, pages: Counter[str]
) -> Iterator[Document | Listing | Problem]:
    answer = client.get(outlet.address)
    if answer is None:
        return
    items = text.items(answer.content, outlet.address)
    if not items:
        raise ReadError(f"{outlet.address}: the feed has no items, which is not believed")
    if not any(item.published_at or item.changed_at for item in items):
        raise ReadError(f"{outlet.address}: none of its {len(items)} items has a date: the feed's form has changed")
    for item in items:
        if not complete and _fresh(client, item):
            continue
        told = _told(item, outlet)
        pages["asked"] += 1
        try:
            if page := client.page(item.link):
                yield _article(page, told)
        except SourceError as error:
            pages["lost"] += 1
            yield Problem(str(error))
            if item.body and client.known(item.link) is None:
                yield told
    yield Listing(answer.url, answer.etag, answer.last_modified, answer.retrieved_at)


def _fresh(client: Client, item: text.Item) -> bool:
    """True if the article was read lately, as an article, and its feed has told of no change since."""
    known, changed = client.known(item.link), item.changed_at or item.published_at
    if known is None or known.note or not asked_lately(client, item.link):
        return False
    return changed is None or changed < known.seen_at


def _told(item: text.Item, outlet: Outlet) -> Document:
    """What the feed itself says of an article."""
    return Document(
        url=item.link,
        title=item.title or item.link,
        publisher=outlet.name,
        retrieved_at=datetime.now(UTC),
        content=item.body.encode("utf-8", "replace"),
        content_type="text/html",
        language=outlet.language,
        published_at=item.published_at,
        text=text.plain(item.body),
        covers=EVERYTHING,
        note=SUMMARY,
        told=True,
    )


def _article(page: Answer, told: Document) -> Document:
    """The article itself; title, outlet and date as its feed has them, which are cleaner than what pages say."""
    found = from_page(page, told)
    published = told.published_at or found.published_at
    return replace(found, title=told.title, publisher=told.publisher, published_at=published, note="", told=False)
