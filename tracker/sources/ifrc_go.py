"""IFRC GO: first reports of Red Cross and Red Crescent Societies on an event, and their appeals; around the clock."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tracker import countries, text
from tracker.errors import FetchError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Role, Source, Term
from tracker.sources._records import SEPARATOR, Record, figures, pages, parsed, quoted, whole
from tracker.web import Answer, Client

SOURCE = Source(
    name="ifrc_go",
    publisher="IFRC GO",
    title="Field reports",
    url="https://go.ifrc.org/",
    base_url="https://goadmin.ifrc.org/api/v2/",
    licence="CC BY-IGO (its sets on HDX); GO's own terms ask for non-commercial use",
    credit="IFRC GO, the database of the International Federation of Red Cross and Red Crescent Societies",
    cron="25 */6 * * *",
    full_every_days=7,
    prose=True,
)

ROWS_A_PAGE = 200
WINDOW = timedelta(days=90)  # reports of one event are updated for weeks, and the newest must be read beside the others
EVERYTHING: Mapping[str, str | int] = {"ordering": "created_at"}
PUBLIC = 3  # visibility
PERSONAL = {"contacts", "user", "user_details"}  # never archived

# three estimates of the same people, the preferred first; whose they are
COLUMNS = {"num_displaced": "IFRC / National Society", "gov_num_displaced": "Government", "other_num_displaced": ""}
COUNTS = ("affected", "injured", "dead", "missing", "assisted", "potentially_affected", "highest_risk")
FIELDS = {
    *COLUMNS,
    *(f"{whose}num_{what}" for whose in ("", "gov_", "other_") for what in COUNTS),
    *"id fr_num title summary description status status_display dtype dtype_details event event_details".split(),
    *"countries countries_details districts districts_details regions regions_details affected_pop_centres".split(),
    *"gov_affected_pop_centres other_affected_pop_centres sit_fields_date start_date report_date created_at".split(),
    *"updated_at recent_affected sources other_sources visibility visibility_display is_covid_report".split(),
}
APPEAL_FIELDS = set(
    "aid id code name dtype atype atype_display status status_display sector num_beneficiaries amount_requested "
    "amount_funded start_date end_date real_data_update created_at modified_at event needs_confirmation country "
    "region".split()
)
EARLY = 8  # people expected, not displaced
STATUSES = (0, 2, 3, EARLY, 9, 10)
APPEAL_TYPES = APPEAL_STATUSES = (0, 1, 2, 3)
POPULATION_MOVEMENT = 5  # may be refugees or migrants as well
CAUSES: dict[int | None, Cause] = {
    **dict.fromkeys((6, 7), Cause.CONFLICT),
    **dict.fromkeys((POPULATION_MOVEMENT, 13, None), Cause.UNKNOWN),
    **dict.fromkeys((2, 4, 8, 11, 12, 14, 15, 19, 20, 23, 24, 27), Cause.DISASTER),
    **dict.fromkeys((1, 21, 54, 57, 62, 66, 67, 68), Cause.OTHER),
}


def fetch(client: Client, complete: bool) -> Iterator[Document | Problem]:
    """Field reports, all or those updated of late; of appeals, which count no displaced people, a complete list."""
    since = f"{datetime.now(UTC) - WINDOW:%Y-%m-%dT00:00:00Z}"
    recent: dict[str, str | int] = {"ordering": "updated_at", "updated_at__gte": since}
    reports = _document(client, "field-report/", "Field reports", EVERYTHING if complete else recent)
    appeals = _document(client, "appeal/", "Appeals", {}) if complete else None
    if complete and not reports and not appeals:
        raise FetchError(
            f"{client.address('field-report/')}: no reports and no appeals, so nothing was stored or closed"
        )
    if complete and not reports:
        yield Problem(f"{client.address('field-report/')}: no reports, so nothing was stored or closed")
    yield from (each for each in (reports, appeals) if each)


def read(document: Document) -> Iterator[Figure | Problem]:
    """Of a field report each estimate that it states, in its columns and in its narrative.

    Of an appeal nothing: its beneficiaries are a plan's target.
    """
    records = {record.get("id"): record for page in pages(document.content) for record in page}.values()
    if "/appeal/" in document.url:
        yield from figures(document, records, lambda record: f"appeal/{record.get('id')}", _checked, APPEAL_FIELDS)
        return
    newest: dict[Any, tuple[bool, str, int]] = {}  # of each event: a report with a number goes before one without

    def ranked(record: Record) -> Iterator[Figure]:
        if record["status"] != EARLY:
            rank = (bool(_stands(record)), *_rank(record))
            newest[_event(record)] = max(newest.get(_event(record), rank), rank)
        yield from ()

    def read_one(record: Record) -> Iterator[Figure]:
        is_newest = (bool(_stands(record)), *_rank(record)) == newest.get(_event(record))
        yield from _figures(record, is_newest)
        yield from _told(record, is_newest)

    yield from figures(document, records, _name, ranked, FIELDS)
    yield from (each for each in figures(document, records, _name, read_one, FIELDS) if isinstance(each, Figure))


def _document(client: Client, path: str, title: str, asked: Mapping[str, str | int]) -> Document | None:
    """All pages of one list, without what is not public and who wrote it; None if the list is empty."""
    content, offset, count, answer = bytearray(), 0, 1, None
    query = {"format": "json", "limit": ROWS_A_PAGE, **asked}
    while offset < count:
        if (answer := client.get(path, query | ({"offset": offset} if offset else {}))) is None:
            raise FetchError(f"{client.address(path)}: said to be unchanged; it was never kept")
        rows, count = _rows(answer)
        if not rows and count:
            raise FetchError(f"{client.address(path)}: {offset} of {count} records came, then none")
        offset += len(rows)
        public = [_impersonal(row) for row in rows if row.get("visibility", PUBLIC) == PUBLIC]
        content += SEPARATOR + json.dumps(public, ensure_ascii=False).encode()
    if answer is None or not offset:
        return None
    return Document(
        url=client.address(path, query),
        title=title,
        publisher=SOURCE.publisher,
        retrieved_at=answer.retrieved_at,
        content=bytes(content),
        content_type="application/json-seq",
        covers=(path,) if asked == EVERYTHING else (),
    )


def _rows(answer: Answer) -> tuple[list[dict[str, Any]], int]:
    page = parsed(answer)
    if (
        not isinstance(page, dict)
        or not isinstance(page.get("count"), int)
        or not isinstance(page.get("results"), list)
    ):
        raise FetchError(f"{answer.url.split('?')[0]}: the answer lacks its count or results; try again later")
    return page["results"], page["count"]


def _impersonal(value: Any) -> Any:
    """A record, or a part of it, without contacts and users."""
    if isinstance(value, dict):
        return {name: _impersonal(each) for name, each in value.items() if name not in PERSONAL}
    return [_impersonal(each) for each in value] if isinstance(value, list) else value


def _checked(appeal: Record) -> Iterator[Figure]:
    _known(appeal["atype"], APPEAL_TYPES, "atype")
    _known(appeal["status"], APPEAL_STATUSES, "status")
    if appeal["num_beneficiaries"] is not None:
        whole(appeal, "num_beneficiaries")
    if appeal["id"] is None:
        raise ValueError("id is null")
    yield from ()


def _figures(record: Record, newest: bool) -> Iterator[Figure]:
    """Each estimate stated; of the newest report of the event the preferred one is recommended."""
    dtype, place = _dtype(record), _places(record, "countries")
    _known(record["status"], STATUSES, "status")
    _known(record["visibility"], (PUBLIC,), "visibility")
    _known(dtype, CAUSES, "dtype")
    if record["status"] == EARLY:
        return
    mover = dtype == POPULATION_MOVEMENT
    code = place[0].get("iso3") if len(place) == 1 else None
    location = (code,) if code and countries.known(code) else ()
    districts, as_of = _places(record, "districts"), _as_of(record)
    stands = _stands(record)
    quote = quoted({name: value for name, value in record.items() if name != "description"})
    for column, attribution in COLUMNS.items():
        if record[column] is None:
            continue
        yield Figure(
            value=whole(record, column),
            term=Term.DISPLACED,
            population=Population.DISPLACED if mover else Population.IDP,
            measure=Measure.STOCK,
            cause=CAUSES[dtype],
            origin=() if mover else location,
            location=location,
            location_raw="" if location else "; ".join(each["name"] for each in place),
            admin1=districts[0]["name"] if len(districts) == 1 else "",
            period_start=as_of,
            period_end=as_of,
            attribution=attribution or record.get("other_sources") or "",
            quote=quote,
            locator=f"{_name(record)}#{column}",
            role=Role.RECOMMENDED if newest and column == stands else Role.TRIANGULATION,
        )


def _told(record: Record, newest: bool) -> Iterator[Figure]:
    """What the narrative says. It stands for the report only where no column does and it says a single thing.

    What else it says supports the columns: a sum must never hold both, nor a total beside its parts.
    """
    from tracker.extract import extract

    if record["status"] == EARLY or not record.get("description"):
        return
    as_of = _as_of(record)
    found = {
        (number, each.figure.population, each.figure.measure): each
        for each in extract(text.plain(record["description"]), as_of)
        if (number := each.marks.get("number", (each.start, each.end)))
    }
    stands = newest and not _stands(record) and len(found) == 1
    for (number, _, _), each in found.items():
        said = each.figure
        filled: dict[str, Any] = {
            "locator": f"{_name(record)}#description&{said.locator}&number={number[0]},{number[1]}",
            "role": Role.RECOMMENDED if stands else Role.TRIANGULATION,
            "attribution": said.attribution or COLUMNS["num_displaced"],
        }
        if said.cause == Cause.UNKNOWN:
            filled["cause"] = CAUSES[_dtype(record)]
        yield said.model_copy(update=filled)


def _stands(record: Record) -> str:
    """The estimate that stands for the report; a zero, which older forms wrote for empty, only if another agrees."""
    stated = {column: whole(record, column) for column in COLUMNS if record[column] is not None}
    zeros = [column for column, value in stated.items() if not value]
    standing = [column for column, value in stated.items() if value] or (zeros if len(zeros) > 1 else [])
    return standing[0] if standing and record["status"] != EARLY else ""


def _event(record: Record) -> tuple[Any, ...]:
    """What the reports that restate one running number share; a report without an event stands alone."""
    names = tuple(sorted(each["name"] for each in _places(record, "countries")))
    return ("event", record["event"], names) if record["event"] else ("report", record["id"])


def _rank(record: Record) -> tuple[str, int]:
    return f"{_as_of(record) or ''}", record["fr_num"] or 0


def _as_of(record: Record) -> date | None:
    """The day the figures are of, else the day of the report."""
    text = record["sit_fields_date"] or record["report_date"]
    return date.fromisoformat(text[:10]) if text else None


def _dtype(record: Record) -> int | None:
    """The disaster type's id: older answers nest it."""
    dtype: Any = record["dtype"]
    number: int | None = dtype["id"] if isinstance(dtype, dict) else dtype
    return number


def _known(code: int | None, codes: Collection[int | None], field: str) -> None:
    if code not in codes:
        raise ValueError(f"{field} is {code!r}; known are: {', '.join(map(str, codes))}")


def _places(record: Record, field: str) -> list[Record]:
    """Countries or districts in full: older answers nest them, newer ones give ids and the details beside."""
    nested = record[field] or []
    return list(nested if all(isinstance(each, dict) for each in nested) else record[f"{field}_details"])


def _name(record: Record) -> str:
    return f"field-report/{record.get('id')}"
