"""ReliefWeb, OCHA's library of humanitarian reports: documents that the extractor reads, no figures of its own."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker import text
from tracker.errors import FetchError, ReadError
from tracker.model import Document, Figure, Listing, Problem, Source
from tracker.sources._articles import EVERYTHING, statements
from tracker.sources._attached import Wanted, documents, wanted
from tracker.sources._records import Record, parsed
from tracker.web import Answer, Client

SOURCE = Source(
    name="reliefweb",
    publisher="ReliefWeb",
    title="Reports",
    url="https://apidoc.reliefweb.int/",
    base_url="https://api.reliefweb.int/v2/",
    licence="each report belongs to its source: one sentence is quoted with its link, nothing is re-published",
    credit="the source of each report, via ReliefWeb (OCHA)",
    cron="10 * * * *",
    full_every_days=1,
    at_least=0,
    pause=1.0,
    articles=True,
)

KEY = "appname"  # a name that OCHA has approved; without one the open RSS is read
RSS = "updates/rss.xml"
SITE = "https://reliefweb.int/"
VERSION = "/v2"  # of the API, under which a test's RSS does not lie
WORDS = "displaced OR displacement OR evacuated OR refugees OR returnees"
READ = "title url url_alias date source language headline body file".split()
ASKED = [
    *"title url url_alias date.original date.created source.name language.code".split(),
    "headline.summary",
    "body",
]
ASKED += ["file.url", "file.filesize"]
MOST = 1000  # reports a page
RECENT, ALL = timedelta(days=2), timedelta(days=30)
ABSTRACT = 300  # characters; a shorter text beside a file is a covering note
IN_A_FILE = "an abstract only: the report is in an attached file"
FROM_RSS = "as its RSS has it: dated by its posting, perhaps an abstract"
TAGS = re.compile(
    r"""
    <div \s class="tag \s (?P<kind> country | source )"> \s*
    (?: Countr(?:y|ies) | Sources? ) : \s*
    (?P<names> [^<]* )
    </div>
    """,
    re.VERBOSE,
)


def fetch(client: Client, complete: bool) -> Iterator[Document | Listing | Problem]:
    """Reports of the last month, or those changed of late; without an approved name the newest twenty of the RSS."""
    if client.own.key:
        api = Client(replace(client.source, key=KEY), client.settings, client.known)
        yield from _from_api(api, complete)
    else:
        yield from _from_rss(_site(client))


def read(document: Document) -> Iterator[Figure]:
    """The figures of the report's text."""
    return statements(document)


def _from_api(client: Client, complete: bool) -> Iterator[Document | Problem]:
    since = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - (ALL if complete else RECENT)
    field = "date.created" if complete else "date.changed"
    query: dict[str, str | int] = {
        "query[value]": WORDS,
        "query[operator]": "OR",
        "filter[field]": field,
        "filter[value][from]": since.isoformat(),
        "sort[0]": f"{field}:asc",
        "limit": MOST,
        **{f"fields[include][{at}]": name for at, name in enumerate(ASKED)},
    }
    offset, total, strange, bad = 0, 1, set[str](), list[str]()
    attached: list[Wanted] = []
    while offset < total:
        answer = client.get("reports", query | {"offset": offset})
        rows, total = _rows(answer, client.address("reports"))
        for row in rows:
            try:
                strange |= row.keys() - {"id", "score", "href", "fields"}
                yield (report := _report(row, answer))
                if report.note == IN_A_FILE:
                    attached += wanted(client, row["fields"]["file"], report)
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                what = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
                bad.append(f"{client.address('reports')}: report {row.get('id')}: {what}")
        offset += len(rows)
    yield from documents(client, attached)
    if strange:
        yield Problem(f"{client.address('reports')}: new fields, not read: {', '.join(sorted(strange))}")
    if bad:
        raise ReadError(f"{bad[0]}" + (f" (and {len(bad) - 1} more reports)" if len(bad) > 1 else ""))


def _rows(answer: Answer | None, address: str) -> tuple[list[dict[str, Any]], int]:
    page = parsed(replace(answer, url=address)) if answer else None
    if (
        not isinstance(page, dict)
        or not isinstance(page.get("data"), list)
        or not isinstance(page.get("totalCount"), int)
    ):
        raise FetchError(f"{address}: the answer lacks its data or total; try again later")
    if not page["data"]:
        raise FetchError(f"{address}: the answer holds no reports, which is not believed")
    return page["data"], page["totalCount"]


def _report(row: Record, answer: Answer | None) -> Document:
    """One report. Countries and disasters it is tagged with are no places or causes of a figure."""
    assert answer
    fields: Mapping[str, Any] = row["fields"]
    if not str(row["id"]).isdigit():
        raise ValueError(f"id is {row['id']!r}; a number was due")
    if not isinstance(row.get("score", 0), int | float):
        raise TypeError(f"score is {row['score']!r}; a number was due")
    kept = {name: fields[name] for name in READ if name in fields}
    headline, body = (fields.get("headline") or {}).get("summary") or "", fields.get("body") or ""
    dates, languages = fields.get("date") or {}, [each.get("code", "") for each in fields.get("language", [])]
    return Document(
        url=fields.get("url_alias") or fields["url"],
        title=fields["title"],
        publisher=", ".join(each["name"] for each in fields.get("source", [])) or SOURCE.publisher,
        retrieved_at=answer.retrieved_at,
        content=json.dumps({"id": str(row["id"]), **kept}, ensure_ascii=False).encode(),
        content_type="application/json",
        language=languages[0] if len(languages) == 1 else "",
        published_at=_moment(dates.get("original") or dates.get("created")),
        text=text.clean("\n\n".join(each for each in (fields["title"], headline, body) if each)),
        covers=EVERYTHING,
        note=IN_A_FILE if fields.get("file") and len(body) < ABSTRACT else "",
    )


def _from_rss(client: Client) -> Iterator[Document | Listing]:
    answer = client.get(RSS, {"search": WORDS, "country_slug": 0})
    if answer is None:
        return
    if b"<rss" in answer.content[:1000] and not answer.content.rstrip().endswith(b"</rss>"):
        raise FetchError(f"{client.address(RSS)}: the feed is cut off, nothing of it was stored")
    items = text.items(answer.content, client.address(RSS))
    if not items:
        raise ReadError(f"{client.address(RSS)}: the feed has no items, which is not believed")
    if not any(item.published_at for item in items):
        raise ReadError(f"{client.address(RSS)}: no item has a date: was its element renamed?")
    for item in items:
        said = {tag["kind"]: tag["names"].strip() for tag in TAGS.finditer(item.body)}
        yield Document(
            url=item.link,
            title=item.title or item.link,
            publisher=said.get("source") or SOURCE.publisher,
            retrieved_at=answer.retrieved_at,
            content=item.body.encode("utf-8", "replace"),
            content_type="text/html",
            published_at=item.published_at,
            text=f"{item.title}\n\n{text.plain(TAGS.sub('', item.body))}",
            covers=EVERYTHING,
            note=FROM_RSS,
        )
    yield Listing(answer.url, answer.etag, answer.last_modified, answer.retrieved_at)


def _site(client: Client) -> Client:
    """The same client for the site, whose RSS lies beside the API."""
    own = client.own.model_copy(update={"base_url": client.own.base_url.rstrip("/").removesuffix(VERSION)})
    settings = client.settings.model_copy(update={"sources": client.settings.sources | {SOURCE.name: own}})
    return Client(replace(client.source, base_url=SITE), settings, client.known)


def _moment(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None
