"""GDELT's search of the world's news, which finds articles: each is fetched and read by the extractor."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from requests.adapters import HTTPAdapter

from tracker.errors import FetchError, ReadError, SourceError
from tracker.model import Document, Figure, Listing, Problem, Source
from tracker.sources._articles import asked_lately, from_page, none_read, statements
from tracker.sources._records import Record, word
from tracker.web import Answer, Client

SOURCE = Source(
    name="gdelt_doc",
    publisher="news outlets, found by the GDELT Project",
    title="Articles",
    url="https://www.gdeltproject.org/",
    base_url="https://api.gdeltproject.org/api/v2/doc/doc",
    licence="each publisher keeps its rights: one sentence is quoted with its link, nothing is re-published",
    credit="found by the GDELT Project (https://www.gdeltproject.org/)",
    cron="35 */2 * * *",
    at_least=0,
    pause=1.0,
    articles=True,
)

QUERY = '(displaced OR evacuated OR displacement OR "fled their homes") (people OR families OR residents OR refugees)'
MOST = 250  # rows an answer; with so many the rest is lost
GRAIN = timedelta(minutes=15)
RECENT, ALL = timedelta(hours=3), timedelta(hours=24)
MOST_CALLS = 8  # a cycle: the service punishes who keeps asking
BETWEEN_CALLS = 6.0  # seconds
SHOWN = 200  # characters of an error that comes as prose
FIELDS = set("url url_mobile title seendate socialimage domain language sourcecountry".split())
ILLEGAL_ESCAPE = re.compile(r"""\\ (?: (?P<legal> ["\\/bfnrt] | u[0-9a-fA-F]{4} ) | )""", re.VERBOSE)
DEFECTS = re.compile(
    r"""
    (?<= \w ) : (?: 443 | 80 ) (?= / )      # the port, written out
    | (?: %20 | \s )+ title= .* $           # a stray attribute
    """,
    re.VERBOSE,
)
LANGUAGES = dict(
    each.split("=")
    for each in """Afrikaans=af Albanian=sq Arabic=ar Armenian=hy Azerbaijani=az Bengali=bn Bosnian=bs Bulgarian=bg
    Catalan=ca Chinese=zh Croatian=hr Czech=cs Danish=da Dutch=nl English=en Estonian=et Finnish=fi French=fr
    Galician=gl Georgian=ka German=de Greek=el Gujarati=gu Hebrew=he Hindi=hi Hungarian=hu Icelandic=is Indonesian=id
    Italian=it Japanese=ja Kannada=kn Kazakh=kk Korean=ko Latvian=lv Lithuanian=lt Macedonian=mk Malay=ms Malayalam=ml
    Marathi=mr Mongolian=mn Nepali=ne Norwegian=no NorwegianNynorsk=nn Persian=fa Polish=pl Portuguese=pt Punjabi=pa
    Romanian=ro Russian=ru Serbian=sr Sinhalese=si Slovak=sk Slovenian=sl Somali=so Spanish=es Swahili=sw Swedish=sv
    Tamil=ta Telugu=te Thai=th Tibetan=bo Turkish=tr Ukrainian=uk Urdu=ur Vietnamese=vi""".split()
) | {"": ""}


def fetch(client: Client, complete: bool) -> Iterator[Document | Listing | Problem]:
    """The articles of the last day, or hours, that were not asked for within a day; each is asked for once."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    end = now - timedelta(minutes=now.minute % 15)
    yield _our_turn(client)
    rows, problems = _rows(_patient(client), end - (ALL if complete else RECENT), end)
    yield from problems
    titles: set[str] = set()
    strange: set[str] = set()
    bad: list[str] = []
    pages: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        try:
            told = _told(row)
            strange |= row.keys() - FIELDS
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            what = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
            bad.append(f"{client.address('')}: article {number} ({row.get('domain')}): {what}")
            continue
        same = re.sub(r"\W+", "", told.title).casefold()  # one agency's text stands on many sites
        if same not in titles and not asked_lately(client, told.url):
            yield from _article(client, told, pages)
        titles |= {same} - {""}
    yield from none_read(pages)
    if strange:
        yield Problem(f"{client.address('')}: new fields, not read: {', '.join(sorted(strange))}")
    if bad:
        raise ReadError(bad[0] + (f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""))


def read(document: Document) -> Iterator[Figure]:
    """The figures of the article's text."""
    return statements(document)


def _our_turn(client: Client) -> Listing:
    """Wait until the last call, which may be another run's, is long enough ago; note that we ask now."""
    if last := client.known(SOURCE.base_url):
        time.sleep(max(0.0, BETWEEN_CALLS - max(0.0, (datetime.now(UTC) - last.seen_at).total_seconds())))
    return Listing(SOURCE.base_url, "", "", datetime.now(UTC))


def _patient(client: Client) -> Client:
    """A client that waits long between calls and never asks twice: a refused one is not pressed."""
    patient = Client(replace(client.source, pause=BETWEEN_CALLS), client.settings, client.known)
    for scheme in ("http://", "https://"):
        patient.session.mount(scheme, HTTPAdapter(max_retries=0))
    return patient


def _rows(client: Client, start: datetime, end: datetime) -> tuple[list[Record], list[Problem]]:
    """The articles first seen from start to end. A window that is full is asked again in halves, within limits."""
    windows, rows, problems, calls = [(start, end)], list[Record](), list[Problem](), 0
    while windows:
        first, last = windows.pop()
        try:
            found = _window(client, first, last)
        except FetchError as error:
            if not calls:
                raise
            problems.append(Problem(f"{error}; what was found before is read"))
            break
        calls += 1
        if len(found) < MOST:
            rows += found
            continue
        half = GRAIN * ((last - first) / 2 // GRAIN)
        if half and calls + len(windows) + 2 <= MOST_CALLS:
            windows += [(first, first + half), (first + half, last)]
            continue
        rows += found
        problems.append(
            Problem(f"{client.address('')}: more than {MOST} articles from {first} to {last}, the rest is lost")
        )
    if not rows:
        raise FetchError(f"{client.address('')}: no article in {end - start}, which is not believed")
    return rows, problems


def _window(client: Client, start: datetime, end: datetime) -> list[Record]:
    query: dict[str, str | int] = {"query": QUERY, "mode": "artlist", "format": "json", "maxrecords": MOST}
    query |= {"startdatetime": f"{start:%Y%m%d%H%M%S}", "enddatetime": f"{end:%Y%m%d%H%M%S}", "sort": "datedesc"}
    answer = client.get(client.base, query)  # the address ends without a slash
    body = _body(answer) if answer else {}
    rows = body.get("articles", []) if isinstance(body, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FetchError(f"{client.address('')}: the answer is no list of articles")
    return rows


def _body(answer: Answer) -> Any:
    """The answer as JSON, mended where titles break it. Errors come as prose with status 200."""
    content = answer.content.decode("utf-8", "replace")
    if "json" in answer.content_type:
        mended = ILLEGAL_ESCAPE.sub(lambda found: found[0] if found["legal"] else r"\\", content)
        for attempt in (content, mended):
            try:
                return json.loads(attempt, strict=False)
            except (ValueError, RecursionError):
                continue
    raise FetchError(f"{SOURCE.base_url}: not a list of articles but: {' '.join(content[:SHOWN].split())}")


def _told(row: Record) -> Document:
    """An article as GDELT tells of it. When it was first seen is no date of publication, and no place is taken."""
    seen = datetime.strptime(row["seendate"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    link = DEFECTS.sub("", row["url"].strip())
    return Document(
        url=link,
        title=re.sub(r"\s+([;:,.?!])", r"\1", " ".join(row["title"].split())),
        publisher=row["domain"],
        retrieved_at=datetime.now(UTC),
        content=json.dumps(row, ensure_ascii=False).encode(),
        content_type="application/json",
        language=word(LANGUAGES, row, "language"),
        text="",
        note=f"found by GDELT, first seen {seen:%Y-%m-%d %H:%M} UTC",
    )


def _article(client: Client, told: Document, pages: Counter[str]) -> Iterator[Document | Problem]:
    """The article's page. One that cannot be read is kept as told, and marked: paywalls and refusals are normal."""
    pages["asked"] += 1
    try:
        page = client.page(told.url)
        if page is not None:
            yield from_page(page, told)
    except SourceError as error:
        pages["lost"] += 1
        yield Problem(str(error))
        if client.known(told.url) is None:
            yield replace(told, note=f"could not be read ({error}); {told.note}", told=True)
