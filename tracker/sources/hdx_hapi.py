"""HDX HAPI: others' figures in one shape: IOM's IDPs per round, UNHCR's refugees and returnees per year; weekly."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from tracker import countries
from tracker.errors import FetchError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Role, Source, Term
from tracker.sources._records import SEPARATOR, Record, figures, pages, parsed, quoted, whole, word
from tracker.web import Client

SOURCE = Source(
    name="hdx_hapi",
    publisher="OCHA Centre for Humanitarian Data",
    title="HDX Humanitarian API, affected people",
    url="https://data.humdata.org/hapi",
    base_url="https://hapi.humdata.org/api/v2/",
    licence="IDPs: © IOM, non-commercial use with credit; refugees and returnees: CC BY",
    credit="International Organization for Migration (IOM), Displacement Tracking Matrix; UNHCR; through HDX HAPI",
    cron="30 5 * * thu",
    full_every_days=30,
    at_least=1,
    key="X-HDX-HAPI-APP-IDENTIFIER",  # base64 of application:mail; as a header it stays out of logs
    key_in_header=True,
    pause=1.0,
)

ROWS_A_PAGE = 10_000
IDPS, REFUGEES, RETURNEES = "idps", "refugees-persons-of-concern", "returnees"
FIRST_YEAR, BLOCK = 2001, 5  # what has many rows is asked in blocks of years, as HDX cuts its own files

ASSESSMENTS = {"BA": 0, "SA": 1, "ETT": 2}  # the wider method first
STOCK, FLOW = Measure.STOCK, Measure.FLOW
GROUPS: dict[str, tuple[Population, Term, Measure] | None] = {
    "REF": (Population.REFUGEE, Term.REFUGEE, STOCK),
    "ROC": (Population.REFUGEE, Term.REFUGEE, STOCK),  # in a refugee-like situation: others than REF
    "ASY": (Population.ASYLUM_SEEKER, Term.ASYLUM_SEEKER, STOCK),
    "OIP": (Population.OIP, Term.OTHER, STOCK),
    "STA": (Population.STATELESS, Term.OTHER, STOCK),
    "OOC": (Population.OOC, Term.OTHER, STOCK),
    "HST": (Population.HOST_COMMUNITY, Term.OTHER, STOCK),
    "IOC": (Population.IDP, Term.DISPLACED, STOCK),
    "RET": (Population.RETURNED_REFUGEE, Term.RETURNS, FLOW),
    "RRI": (Population.RETURNED_REFUGEE, Term.RETURNS, FLOW),
    "RDP": (Population.RETURNED_IDP, Term.RETURNS, FLOW),
    "RST": None,  # resettled and naturalised people are none of our populations
    "NAT": None,
}
GENDERS = dict.fromkeys("f m x u o all".split())
AGES = dict.fromkeys("all 0-4 5-11 12-17 18-59 60+".split())
PLACES = {
    "admin1": "admin1_code",
    "admin2": "admin2_code",
    "as1": "provider_admin1_name",
    "as2": "provider_admin2_name",
}
ADMIN = tuple(
    f"{who}admin{level}_{what}" for who, what in (("", "code"), ("", "name"), ("provider_", "name")) for level in "12"
)
FIELDS = {
    IDPS: set(ADMIN)
    | set(
        "resource_hdx_id location_ref location_code location_name has_hrp in_gho admin1_ref admin2_ref admin_level "
        "reporting_round assessment_type operation population reference_period_start reference_period_end".split()
    ),
    REFUGEES: {
        f"{side}_{what}"
        for side in ("origin", "asylum")
        for what in ("location_ref", "location_code", "location_name", "has_hrp", "in_gho")
    }
    | set(
        "resource_hdx_id population_group gender age_range min_age max_age population "
        "reference_period_start reference_period_end".split()
    ),
}
FIELDS[RETURNEES] = FIELDS[REFUGEES]


class Query(NamedTuple):
    """One complete answer: what is asked, how every row must agree with it, which locators it covers."""

    theme: str
    params: Mapping[str, str | int]
    covers: tuple[str, ...]


def fetch(client: Client, complete: bool) -> Iterator[Document | Problem]:
    """Everything; or IDPs since last year, and the years that may still change."""
    this_year = datetime.now(UTC).year
    blocks = [(year, year + BLOCK - 1) for year in range(FIRST_YEAR, this_year + 1, BLOCK)]
    found = set()
    for query in _everything(blocks) if complete else _recent(blocks[-1:], this_year - 1):
        for document in _document(client, query):
            found.add(query.theme)
            yield document
    for theme in FIELDS.keys() - found if complete else ():
        yield Problem(f"{client.address('affected-people/' + theme)}: the answers hold no rows")


def read(document: Document) -> Iterator[Figure | Problem]:
    """The rows of a theme; of refugees and returnees only the totals: parts by sex and age do not add up to them."""
    theme = urlsplit(document.url).path.rpartition("/")[2]
    rows = list(_rows(document))
    standing = _standing(rows) if theme == IDPS else set()
    seen: dict[str, int | None] = {}

    def read_one(record: Record) -> Iterator[Figure]:
        for figure in _of_round(record, standing) if theme == IDPS else _of_year(record, theme):
            if figure.locator not in seen:  # rows may repeat from page to page
                yield figure
            if seen.setdefault(figure.locator, figure.value) != figure.value:
                raise ValueError(f"population is {figure.value} here and {seen[figure.locator]} in another row")

    return figures(document, rows, _name, read_one, FIELDS[theme])


def _everything(blocks: list[tuple[int, int]]) -> Iterator[Query]:
    for level in (0, 1):
        yield Query(IDPS, {"admin_level": level}, (f"{IDPS}?level={level}&",))
    for first, last in blocks:
        yield _of_years(IDPS, {"admin_level": 2}, f"{IDPS}?level=2", first, last)
    yield from _of_unhcr(blocks)


def _recent(blocks: list[tuple[int, int]], since: int) -> Iterator[Query]:
    for level in (0, 1, 2):
        yield Query(IDPS, {"admin_level": level, "start_date": f"{since}-01-01"}, ())
    yield from _of_unhcr(blocks)


def _of_unhcr(blocks: list[tuple[int, int]]) -> Iterator[Query]:
    totals: dict[str, str | int] = {"gender": "all", "age_range": "all"}
    for first, last in blocks:
        yield _of_years(REFUGEES, totals, f"{REFUGEES}?", first, last)
    yield Query(RETURNEES, totals, (f"{RETURNEES}?",))


def _of_years(theme: str, params: Mapping[str, str | int], prefix: str, first: int, last: int) -> Query:
    join = "" if prefix.endswith("?") else "&"
    years = {"start_date": f"{first}-01-01", "end_date": f"{last}-12-31"}
    return Query(theme, {**params, **years}, tuple(f"{prefix}{join}year={year}&" for year in range(first, last + 1)))


def _document(client: Client, query: Query) -> Iterator[Document]:
    """All pages of a query. No rows are believed only of what never had any."""
    path = f"affected-people/{query.theme}"
    url = client.address(path, query.params)
    got: list[list[Record]] = []
    while not got or len(got[-1]) == ROWS_A_PAGE:  # there is no total: a page that is not full is the last
        got.append(_page(client, path, {**query.params, "limit": ROWS_A_PAGE, "offset": len(got) * ROWS_A_PAGE}))
    if strange := next((row for rows in got for row in rows if not _as_asked(row, query.params)), None):
        raise FetchError(f"{url}: a row is not what was asked, the filter is ignored: {quoted(strange)[:200]}")
    if got[0]:
        yield Document(
            url=url,
            title=f"{SOURCE.title}: {query.theme}",
            publisher=SOURCE.publisher,
            retrieved_at=datetime.now(UTC),
            content=b"".join(SEPARATOR + json.dumps({"data": rows}).encode() for rows in got),
            content_type="application/json-seq",
            language="en",
            covers=query.covers,
        )
    elif query.params == {"admin_level": 0} or client.known(url):
        raise FetchError(f"{url}: the answer holds no rows, so nothing was stored or closed")


def _page(client: Client, path: str, params: Mapping[str, str | int]) -> list[Record]:
    answer = client.get(path, params)
    page = parsed(answer) if answer else None
    rows = page.get("data") if isinstance(page, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FetchError(f"{client.address(path)}: the answer lacks its data; try again later")
    return rows


def _as_asked(row: Record, params: Mapping[str, str | int]) -> bool:
    """A parameter that the service does not know is ignored, and the answer is the whole world."""
    equal = all(
        row.get(name, params[name]) == params[name] for name in ("admin_level", "gender", "age_range") if name in params
    )
    end, start = (str(row.get(f"reference_period_{what}") or "") for what in ("end", "start"))
    after, before = str(params.get("start_date", "")), str(params.get("end_date", "9999"))
    return equal and (not end or end[:10] >= after) and (not start or start[:10] <= before)


def _rows(document: Document) -> Iterator[Record]:
    for page in pages(document.content):
        yield from page["data"]


def _name(record: Record) -> str:
    known = (
        *("location_code", "admin1_code", "admin2_code", "operation", "assessment_type", "reporting_round"),
        *("origin_location_code", "asylum_location_code", "population_group", "gender", "age_range"),
        "reference_period_end",
    )
    return " ".join(str(record[field]) for field in known if record.get(field) is not None)


def _standing(rows: Iterable[Record]) -> set[str]:
    """Names of the rows that stand for their country: one a day, as nothing says that two count other people.

    Of one operation the widest method and the newest round; of several operations the one that found most.
    """
    of_operation: dict[Any, Record] = {}
    of_day: dict[Any, Record] = {}
    countrywide = [row for row in rows if row.get("admin_level") == 0 and isinstance(row.get("population"), int)]
    for row in sorted(countrywide, key=_method):
        of_operation.setdefault((_place_and_day(row), str(row.get("operation")).casefold()), row)
    for row in sorted(of_operation.values(), key=lambda row: (-row["population"], str(row.get("operation")))):
        of_day.setdefault(_place_and_day(row), row)
    return {_name(row) for row in of_day.values()}


def _method(row: Record) -> tuple[int, int]:
    number = row.get("reporting_round")
    return ASSESSMENTS.get(str(row.get("assessment_type")), 9), -number if isinstance(number, int) else 0


def _place_and_day(row: Record) -> tuple[Any, Any]:
    return row.get("location_code"), row.get("reference_period_end")


def _of_round(record: Record, standing: set[str]) -> Iterator[Figure]:
    """IDPs present at a round. Each level is a total of its own: the country's stands, the levels below support it."""
    day, level = _day(record, "reference_period_end"), whole(record, "admin_level")
    word(ASSESSMENTS, record, "assessment_type")
    said = {field: (record[field] or "").strip() for field in ADMIN}
    what = {"operation": record["operation"], "assessment": record["assessment_type"]}
    what |= {"round": whole(record, "reporting_round"), "date": day}
    places = {name: said[field] for name, field in PLACES.items() if said[field]}
    where = {"level": level, "year": day.year, "location": record["location_code"], **places}
    yield Figure(
        value=whole(record, "population"),
        term=Term.DISPLACED,
        population=Population.IDP,
        measure=STOCK,
        cause=Cause.UNKNOWN,  # HDX sums it away
        **_sides(record["location_code"], record["location_code"]),
        admin1=said["admin1_name"] or said["provider_admin1_name"],
        admin1_pcode=said["admin1_code"],
        admin2=said["admin2_name"] or said["provider_admin2_name"],
        admin2_pcode=said["admin2_code"],
        period_start=day,
        period_end=day,
        attribution=f"IOM DTM, {record['operation']}, round {record['reporting_round']}",
        quote=quoted(record),
        locator=f"{IDPS}?{urlencode(where | what)}",
        role=Role.RECOMMENDED if level == 0 and _name(record) in standing else Role.TRIANGULATION,
    )


def _of_year(record: Record, theme: str) -> Iterator[Figure]:
    """A group of people of one origin in one country of asylum; none for a part by sex or age."""
    word(GENDERS, record, "gender")
    word(AGES, record, "age_range")
    group = word(GROUPS, record, "population_group")
    if group is None or (record["gender"], record["age_range"]) != ("all", "all"):
        return
    population, term, measure = group
    start, end = _day(record, "reference_period_start"), _day(record, "reference_period_end")
    origin, asylum = record["origin_location_code"], record["asylum_location_code"]
    key = {"year": end.year, "origin": origin, "asylum": asylum, "group": record["population_group"]}
    yield Figure(
        value=whole(record, "population"),
        term=term,
        population=population,
        measure=measure,
        cause=Cause.UNKNOWN,
        **_sides(origin, asylum),
        period_start=end if measure == STOCK else start,
        period_end=end,
        attribution="UNHCR",
        quote=quoted(record),
        locator=f"{theme}?{urlencode(key)}",
        # UNHCR's count of IDPs is narrower than IDMC's and IOM's
        role=Role.TRIANGULATION if population == Population.IDP else Role.RECOMMENDED,
    )


def _day(record: Record, field: str) -> date:
    return date.fromisoformat(record[field][:10])


def _sides(origin: str, location: str) -> dict[str, Any]:
    sides: dict[str, Any] = {}
    for side, code in (("origin", origin), ("location", location)):
        sides |= {side: (code,)} if countries.known(code) else {f"{side}_raw": code}
    return sides
