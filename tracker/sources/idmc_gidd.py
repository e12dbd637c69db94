"""IDMC's validated yearly figures: internal displacements (flow) and IDPs (stock at year end); one release a year."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from tracker import countries
from tracker.errors import FetchError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Role, Source, Term
from tracker.sources._records import SEPARATOR, Record, figures, pages, parsed, quoted, whole, word
from tracker.web import Client

SOURCE = Source(
    name="idmc_gidd",
    publisher="IDMC",
    title="Global Internal Displacement Database",
    url="https://www.internal-displacement.org/database/displacement-data/",
    base_url="https://helix-tools-api.idmcdb.org/external-api/gidd/",
    licence="CC BY-NC 4.0 (exports), CC BY-NC-SA 3.0 IGO (the service), CC BY-IGO (its copy on HDX): "
    "not for commercial use until IDMC says",
    credit="Internal Displacement Monitoring Centre. Global Internal Displacement Database. IDMC",
    cron="50 3 * * wed",
    full_every_days=90,
    at_least=10,
    key="client_id",
    pause=1.0,
)

ROWS_A_PAGE = 100  # more is cut to this without a word
GEOJSON = "application/geo+json"
PLACES = "disaggregations/disaggregation-geojson/"

Columns = Mapping[str, tuple[Measure, Cause, Role]]
FLOW, STOCK = Measure.FLOW, Measure.STOCK
CONFLICT, DISASTER = Cause.CONFLICT, Cause.DISASTER
STANDS, SUPPORTS = Role.RECOMMENDED, Role.TRIANGULATION
# Endpoint → column → what it counts. Rounded columns are for show. One endpoint stands for a fact, the others support:
# stocks of disaster rows lack the people still displaced by older disasters, so only the yearly totals hold them.
COLUMNS: dict[str, Columns] = {
    "conflicts": {"new_displacement": (FLOW, CONFLICT, STANDS), "total_displacement": (STOCK, CONFLICT, STANDS)},
    "displacements": {
        "conflict_new_displacement": (FLOW, CONFLICT, SUPPORTS),
        "conflict_total_displacement": (STOCK, CONFLICT, SUPPORTS),
        "disaster_new_displacement": (FLOW, DISASTER, SUPPORTS),
        "disaster_total_displacement": (STOCK, DISASTER, STANDS),
    },
    "disasters": {"new_displacement": (FLOW, DISASTER, STANDS), "total_displacement": (STOCK, DISASTER, SUPPORTS)},
}
HAZARDS = {
    f"hazard_{kind}{name}" for kind in ("category", "sub_category", "type", "sub_type") for name in ("", "_name")
}
EVENT = (
    "event_name start_date start_date_accuracy end_date end_date_accuracy event_codes event_codes_type glide_numbers"
)
PLACE_FIELDS = """ID|ISO3|Country|Geographical region|Figure cause|Year|Figure category|Figure unit|
Reported figures|Household size|Total figures|Hazard category|Hazard sub category|Hazard type|Hazard sub type|
Violence type|Start date|Start date accuracy|End date|End date accuracy|Stock date|Stock date accuracy|
Stock reporting date|Publishers|Sources|Sources type|Event ID|Event name|Event cause|Event main trigger|
Event start date|Event end date|Event start date accuracy|Event end date accuracy|Is housing destruction|
Event codes (Code:Type)|Locations name|Locations accuracy|Locations type|Displacement occurred"""
FIELDS: dict[str, set[str]] = {
    endpoint: {"iso3", "country_name", "year", *columns, *(f"{column}_rounded" for column in columns)}
    for endpoint, columns in COLUMNS.items()
}
FIELDS["disasters"] |= HAZARDS | set(EVENT.split())
FIELDS["disaggregation-geojson"] = {"type", "id", "geometry", "properties", *PLACE_FIELDS.replace("\n", "").split("|")}
ACCURACIES = dict.fromkeys(("Day", "Week", "Month", "Year", ""))
CATEGORIES = {"Internal Displacements": FLOW, "IDPs": STOCK}
UNITS = dict.fromkeys(("Person", "Household"))
CAUSES = {"Conflict": CONFLICT, "Disaster": DISASTER}  # anything else: other


def fetch(client: Client, complete: bool) -> Iterator[Document | Problem]:
    """Everything; or, asked for what is new, only what was not yet read of the present release."""
    release = _page(client, "conflicts/", 0, 1)["last_updated"]
    for endpoint in ("conflicts/", "disasters/", "displacements/", PLACES):
        known = client.known(client.address(endpoint))
        if complete or known is None or known.note != _note(release):
            yield from _places(client, release) if endpoint == PLACES else _table(client, endpoint, release)


def read(document: Document) -> Iterator[Figure | Problem]:
    """One row, up to four figures. The same row served twice is one: pages have no order."""
    endpoint = urlsplit(document.url).path.rstrip("/").rpartition("/")[2]
    seen: Counter[str] = Counter()

    def read_one(record: Record) -> Iterator[Figure]:
        columns = COLUMNS.get(endpoint)
        return _of_year(record, columns, seen, endpoint) if columns else _of_place(record, seen)

    return figures(document, _rows(document), _name, read_one, FIELDS[endpoint])


def _note(release: str) -> str:
    return f"release of {release}"


def _table(client: Client, endpoint: str, release: str) -> Iterator[Document | Problem]:
    """All pages of an endpoint; as pages have no order, again if rows came twice, maybe in place of others."""
    url, name = client.address(endpoint), endpoint.strip("/")
    got = _all_pages(client, endpoint)
    if not (count := got[0]["count"]):
        yield _nothing(client, endpoint)
        return
    if _different(got) < count:
        got += _all_pages(client, endpoint)
    if (doubled := count - _different(got)) > 0:
        yield Problem(f"{url}: {doubled} of {count} rows repeat others, also when asked again")
    if {page["last_updated"] for page in got} != {release}:
        raise FetchError(f"{url}: another release came out while it was read; try again")
    # without `next` and `previous`, which repeat the client id
    content = b"".join(SEPARATOR + json.dumps({"results": page["results"]}).encode() for page in got)
    published = datetime.fromisoformat(release).replace(tzinfo=UTC)
    made = {"content": content, "content_type": "application/json-seq", "published_at": published}
    yield _document(url, name, release, retrieved_at=datetime.now(UTC), **made)


def _document(url: str, name: str, release: str, **came: Any) -> Document:
    title, covers = f"{SOURCE.title}: {name}", (f"gidd/{name}?",)
    return Document(
        url=url, title=title, publisher=SOURCE.publisher, language="en", covers=covers, note=_note(release), **came
    )


def _all_pages(client: Client, endpoint: str) -> list[dict[str, Any]]:
    got = [_page(client, endpoint, 0, ROWS_A_PAGE)]
    count = got[0]["count"]
    got += [_page(client, endpoint, offset, ROWS_A_PAGE) for offset in range(ROWS_A_PAGE, count, ROWS_A_PAGE)]
    if (came := sum(len(page["results"]) for page in got)) != count:
        raise FetchError(f"{client.address(endpoint)}: {came} rows of {count} came, nothing of it is stored")
    return got


def _different(got: list[dict[str, Any]]) -> int:
    return len({quoted(row) for page in got for row in page["results"]})


def _page(client: Client, endpoint: str, offset: int, limit: int) -> dict[str, Any]:
    url, answer = client.address(endpoint), client.get(endpoint, {"limit": limit, "offset": offset})
    page = parsed(answer) if answer else None
    if not isinstance(page, dict) or not isinstance(page.get("count"), int) or not _are_records(page.get("results")):
        raise FetchError(f"{url}: the answer lacks its count or its results; try again later")
    if not page["count"] and endpoint == "conflicts/":
        raise FetchError(f"{url}: the answer holds no rows, so nothing was stored or closed")
    try:
        page["count"] and date.fromisoformat(page["last_updated"])
    except (KeyError, TypeError, ValueError) as error:
        raise FetchError(f"{url}: the answer does not say of which release it is; try again later") from error
    return page


def _are_records(rows: Any) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _nothing(client: Client, endpoint: str) -> Problem:
    """No rows: believed of what never had any, and told."""
    url = client.address(endpoint)
    if client.known(url):
        raise FetchError(f"{url}: the answer holds no rows any more, so nothing was closed")
    return Problem(f"{url}: the answer holds no rows")


def _places(client: Client, release: str) -> Iterator[Document | Problem]:
    """The figures behind the totals, with their places. They only support: without them the source is still whole."""
    try:
        answer = client.get(PLACES)
        found = parsed(answer) if answer else None
    except FetchError as error:
        yield Problem(f"figures by place could not be had: {error}")
        return
    if answer is None:
        return
    if not isinstance(found, dict) or not _are_records(found.get("features")):
        yield Problem(f"{answer.url}: the answer lacks its features; figures by place could not be had")
    elif not found["features"]:
        yield _nothing(client, PLACES)
    else:
        came = {"content": answer.content, "content_type": GEOJSON, "retrieved_at": answer.retrieved_at}
        validators = {"etag": answer.etag, "last_modified": answer.last_modified}
        yield _document(answer.url, "disaggregation", release, **came, **validators)


def _rows(document: Document) -> Iterator[Record]:
    """Each row once, in an order that does not depend on the pages: rows of one name are told apart by it."""
    if document.content_type == GEOJSON:
        for feature in json.loads(document.content)["features"]:
            yield {**feature, **(feature.get("properties") or {})}
        return
    rows = {quoted(row): row for page in pages(document.content) for row in page["results"]}
    yield from (rows[text] for text in sorted(rows))


def _name(record: Record) -> str:
    known = ("ID", "iso3", "year", "event_name", "hazard_sub_type_name")
    return " ".join(str(record[field]) for field in known if record.get(field) is not None)


def _of_year(record: Record, columns: Columns, seen: Counter[str], endpoint: str) -> Iterator[Figure]:
    """A country and year, or a country, year and event: a figure for each column that is not null. 0 is none found."""
    key = {"iso3": record["iso3"], "year": whole(record, "year")}
    start, end = date(record["year"], 1, 1), date(record["year"], 12, 31)
    if endpoint == "disasters":
        key |= {"event": record["event_name"], "start": record["start_date"], "type": record["hazard_sub_type_name"]}
        start, end = _event_dates(record, start, end)
    locator = _told_apart(f"gidd/{endpoint}?{urlencode(key)}", seen)
    for column, (measure, cause, role) in columns.items():
        if record[column] is not None:
            year_end = date(record["year"], 12, 31)
            yield Figure(
                value=whole(record, column),
                term=Term.DISPLACED,
                population=Population.IDP,
                measure=measure,
                cause=cause,
                **_country(record["iso3"]),
                period_start=start if measure == FLOW else year_end,
                period_end=end if measure == FLOW else year_end,
                attribution=SOURCE.publisher,
                quote=quoted(record),
                locator=f"{locator}&col={column}",
                role=role,
            )


def _told_apart(locator: str, seen: Counter[str]) -> str:
    """Events have no number: rows that agree in all that names them are counted."""
    seen[locator] += 1
    return locator if seen[locator] == 1 else f"{locator}&n={seen[locator]}"


def _event_dates(record: Record, first: date, last: date) -> tuple[date, date]:
    """The event's, where they are sane and within its year; else the year, as one in forty ends before it starts."""
    for field in ("start_date_accuracy", "end_date_accuracy"):
        word(ACCURACIES, {field: record[field] or ""}, field)
    start, end = (date.fromisoformat(record[field] or "0001-01-01") for field in ("start_date", "end_date"))
    return (start, end) if first <= start <= end <= last else (first, last)


def _country(code: str) -> dict[str, Any]:
    """Inside a country: it is where they are and where they come from."""
    if countries.known(code):
        return {"origin": (code,), "location": (code,)}
    return {"origin_raw": code, "location_raw": code}


def _of_place(record: Record, seen: Counter[str]) -> Iterator[Figure]:
    """A part of some total, in persons (`Total figures`) also where households were reported."""
    word(UNITS, record, "Figure unit")
    measure = word(CATEGORIES, record, "Figure category")
    start, end = _place_dates(record, measure)
    points, names = record["geometry"]["coordinates"], record.get("Locations name") or []
    longitude, latitude = points[0] if len(points) == 1 else (None, None)
    admin1, admin2 = _admin(names, record.get("Locations accuracy") or [])
    yield Figure(
        value=whole(record, "Total figures"),
        term=Term.DISPLACED,
        population=Population.IDP,
        measure=measure,
        cause=CAUSES.get(record["Figure cause"], Cause.OTHER),
        **_country(record["ISO3"]),
        latitude=latitude,
        longitude=longitude,
        admin1=admin1,
        admin2=admin2,
        period_start=start,
        period_end=end,
        attribution="; ".join(record.get("Sources") or [SOURCE.publisher]),
        quote=quoted(record),
        locator=_told_apart(f"gidd/disaggregation?id={whole(record, 'ID')}", seen),
        role=SUPPORTS,
    )


def _place_dates(record: Record, measure: Measure) -> tuple[date, date]:
    """Start and end; for a stock the reporting date, as `Stock date` is the source's own. The year where they lack."""
    year = whole(record, "Year")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if measure == STOCK:
        day = record.get("Stock reporting date")
        return (date.fromisoformat(day),) * 2 if day else (last, last)
    start, end = (record.get(field) for field in ("Start date", "End date"))
    days = [date.fromisoformat(day) for day in (start or end, end or start) if day]
    return (days[0], days[1]) if days and days[0] <= days[1] else (first, last)


def _admin(names: list[str], accuracies: list[str]) -> tuple[str, str]:
    """Admin 1 and 2 of a single place, by its accuracy; several places stay one figure, named as they are written."""
    if len(names) != 1:
        return "; ".join(names), ""
    place = names[0].split(", ")[:-1] or names  # the last is the country
    if len(place) == 1 or "ADM1" in "".join(accuracies):
        return place[0], ""
    return place[-1], place[0] if "ADM2" in "".join(accuracies) else "".join(place[-2:-1][: len(place) - 2])
