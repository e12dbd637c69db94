"""Pages and feeds as text: HTML → readable text and what the page says of itself; RSS and Atom → items."""

import re
from calendar import timegm
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from tracker.errors import ReadError

if TYPE_CHECKING:  # both take long to import: each where it is needed
    from feedparser import FeedParserDict
    from lxml import etree

# NUL (PostgreSQL takes none) and lone surrogates (UTF-8 has none) never get into a text, so that its spans stay true.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Menus and footers: on a short page they would be let through, with headlines of other articles.
NOT_READ = ["//nav", "//footer", "//*[@role='navigation' or @role='contentinfo']"]


class Article(NamedTuple):
    """A page's readable text and what the page says of itself; empty where it says nothing."""

    text: str
    title: str
    site: str
    language: str
    published_at: datetime | None
    canonical: str


class Item(NamedTuple):
    """One entry of a feed."""

    key: str
    link: str
    title: str
    body: str  # HTML, or empty
    published_at: datetime | None
    changed_at: datetime | None


def article(content: bytes, content_type: str, url: str) -> Article:
    """Read a page. ReadError if it is no HTML or text, or has no readable text."""
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document as Extracted

    if "html" not in content_type and b"<" not in content[:1000]:
        if "text" not in content_type and b"\x00" in content[:1000]:
            raise ReadError(f"{url}: neither a page nor a text ({content_type or 'no type given'})")
        return Article(clean(content.decode("utf-8", "replace")), "", "", "", None, url)
    tree = load_html(content)
    if tree is None:
        raise ReadError(f"{url}: the page has no readable text")
    found = bare_extraction(tree, url=url, include_comments=False, with_metadata=True, prune_xpath=NOT_READ)
    if not isinstance(found, Extracted) or not found.text:
        raise ReadError(f"{url}: the page has no readable text")
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    return Article(
        text=clean(found.text).replace(
            "\n", "\n\n"
        ),  # a line is a block: a heading is no part of the sentence below it
        title=clean(found.title or ""),
        site=clean(found.sitename or ""),
        language=language,
        published_at=_moment(found.date),
        canonical=_canonical(tree, url),
    )


def items(content: bytes, url: str) -> list[Item]:
    """The entries of an RSS or Atom feed; ReadError if it is none. One without a link is left out: it leads nowhere."""
    import feedparser

    feed = feedparser.parse(content, sanitize_html=True, resolve_relative_uris=False)
    if not feed.get("version"):
        raise ReadError(f"{url}: the answer is neither RSS nor Atom")
    if not content.rstrip().endswith(b">") or b"</" not in content[-40:]:
        raise ReadError(f"{url}: the feed is cut off, nothing of it was read")
    return [
        Item(
            key=entry.get("id") or entry["link"],
            link=without_login(urljoin(url, entry["link"])),
            title=plain(entry.get("title", "")),
            body=_body(entry),
            published_at=_stamp(entry, "published_parsed"),
            changed_at=_stamp(entry, "updated_parsed"),
        )
        for entry in feed.entries
        if entry.get("link")
    ]


def without_login(url: str) -> str:
    """The address without user and password, which would be stored and cited with it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def plain(html: str) -> str:
    """A fragment of HTML, perhaps escaped twice, as text on few lines."""
    text = re.sub(r"<(?:br|/p|/div|/li|/h\d)\b[^>]*>", "\n", unescape(html), flags=re.IGNORECASE)
    text = unescape(re.sub(r"<[^>]{0,1000}>", "", text))
    return clean("\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def clean(text: str) -> str:
    """The text without what no database can keep."""
    return UNSTORABLE.sub("", text)


def _body(entry: "FeedParserDict") -> str:
    bodies: list[str] = [entry.get("summary", ""), *(each.get("value", "") for each in entry.get("content", []))]
    return max(bodies, key=len)


def _stamp(entry: "FeedParserDict", name: str) -> datetime | None:
    moment = entry[name] if dict.__contains__(entry, name) else None  # feedparser would answer with another date
    try:
        return datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None


def _moment(day: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    except ValueError:
        return None


def _canonical(tree: "etree._Element", url: str) -> str:
    """The page's own name for itself, if on its own host (another host's could be a lie); no tracking parameters."""
    from courlan import normalize_url

    links = tree.xpath('//link[@rel="canonical"]/@href')
    named = urljoin(url, str(links[0])) if isinstance(links, list) and links else url
    same = urlsplit(named).netloc.removeprefix("www.") == urlsplit(url).netloc.removeprefix("www.")
    return str(normalize_url(named if same else url))
