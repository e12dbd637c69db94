"""UNHCR's yearly matrix of origin × country of asylum since 1951: stocks, and returns as flows; twice a year."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain
from operator import itemgetter

from tracker import countries
from tracker.errors import FetchError, ReadError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Qualifier, Source, Term
from tracker.sources._records import SEPARATOR, Record, pages, parsed, quoted
from tracker.web import Answer, Client

SOURCE = Source(
    name="unhcr_population",
    publisher="UNHCR",
    title="Refugee Population Statistics Database",
    url="https://www.unhcr.org/refugee-statistics/download/",
    base_url="https://api.unhcr.org/population/v1/",
    licence="CC BY 4.0",
    credit="UNHCR Refugee Population Statistics Database",
    cron="20 3 * * mon",
    full_every_days=7,
    at_least=100,
)

ROWS_A_PAGE = 10_000
FIRST_YEAR = 1951
ROUNDED = (0, 5)  # counts of 1 to 4 are published as one of these

# column → who, what happened, why; the returned_* columns are flows beside stocks
COLUMNS = {
    "refugees": (Population.REFUGEE, Term.REFUGEE, Cause.UNKNOWN, Measure.STOCK),
    "asylum_seekers": (Population.ASYLUM_SEEKER, Term.ASYLUM_SEEKER, Cause.UNKNOWN, Measure.STOCK),
    "returned_refugees": (Population.RETURNED_REFUGEE, Term.RETURNS, Cause.UNKNOWN, Measure.FLOW),
    "idps": (Population.IDP, Term.DISPLACED, Cause.CONFLICT, Measure.STOCK),
    "returned_idps": (Population.RETURNED_IDP, Term.RETURNS, Cause.UNKNOWN, Measure.FLOW),
    "stateless": (Population.STATELESS, Term.OTHER, Cause.UNKNOWN, Measure.STOCK),
    "ooc": (Population.OOC, Term.OTHER, Cause.UNKNOWN, Measure.STOCK),
    "oip": (Population.OIP, Term.DISPLACED, Cause.UNKNOWN, Measure.STOCK),
    "hst": (Population.HOST_COMMUNITY, Term.OTHER, Cause.UNKNOWN, Measure.STOCK),
}
FIELDS = {"year", *COLUMNS, *(f"{side}{part}" for side in ("coo", "coa") for part in ("", "_id", "_iso", "_name"))}
# A zero says something only where the column belongs to the row: inside a country, or across a border.
INSIDE = {"idps", "returned_idps", "hst", "ooc"}
ACROSS = {"refugees", "asylum_seekers", "returned_refugees", "stateless", "ooc", "oip"}


def fetch(client: Client, complete: bool) -> Iterator[Document]:
    """The whole matrix as one document, whatever is asked: the API knows no "since"."""
    query: dict[str, str | int] = {"cf_type": "ISO", "coo_all": "true", "coa_all": "true"}
    query |= {"yearFrom": FIRST_YEAR, "yearTo": datetime.now(UTC).year, "limit": ROWS_A_PAGE}
    content, retrieved_at = _all_pages(client, query)
    mid_years = {_as_of(year, retrieved_at) for year in (retrieved_at.year, retrieved_at.year - 1)}
    yield Document(
        url=client.address("population/", query),
        title=SOURCE.title,
        publisher=SOURCE.publisher,
        retrieved_at=retrieved_at,
        content=content,
        content_type="application/json-seq",
        language="en",
        covers=("population?", *(_prefix(day) for day in mid_years)),
    )


def read(document: Document) -> Iterator[Figure | Problem]:
    """Every count above zero; a zero only where the column belongs to the row and an earlier year had a number."""
    first: dict[tuple[str, str, str], int] = {}
    extra: set[str] = set()
    for row in _rows(document):
        extra |= row.keys() - FIELDS
        for column in COLUMNS:
            if _cell(row, column):
                key = (row["coo"], row["coa"], column)
                first[key] = min(row["year"], first.get(key, row["year"]))
    if extra:
        yield Problem(f"{document.url}: new fields, not read: {', '.join(sorted(extra))}")
    for row in _rows(document):
        belongs = INSIDE if row["coo"] == row["coa"] else ACROSS
        quote = quoted(row)
        for column in COLUMNS:
            value = _cell(row, column)
            since = first.get((row["coo"], row["coa"], column), 9999)
            if value or (value == 0 and column in belongs and since < row["year"]):
                yield figure(row, column, value, _as_of(row["year"], document.retrieved_at), quote)


def figure(row: Record, column: str, value: int, as_of: date, quote: str) -> Figure:
    """One cell of the matrix as a figure of the date given."""
    population, term, cause, measure = COLUMNS[column]
    origin, location = row["coo_iso"], row["coa_iso"]
    return Figure(
        value=value,
        qualifier=Qualifier.APPROXIMATELY if value in ROUNDED else Qualifier.EXACT,
        term=term,
        population=population,
        measure=measure,
        cause=cause,
        origin=(origin,) if countries.known(origin) else (),
        location=(location,) if countries.known(location) else (),
        origin_raw="" if countries.known(origin) else origin,
        location_raw="" if countries.known(location) else location,
        period_start=as_of if measure == Measure.STOCK else date(as_of.year, 1, 1),
        period_end=as_of,
        quote=quote,
        locator=f"{_prefix(as_of)}coo={origin}&coa={location}&year={as_of.year}&col={column}",
    )


def earlier(figure: Figure) -> Figure:
    """The same figure as one of 30 June: what a year's figures were when most of them change at once."""
    assert figure.period_end
    as_of = date(figure.period_end.year, 6, 30)
    locator = _prefix(as_of) + figure.locator.removeprefix(_prefix(figure.period_end))
    start = as_of if figure.measure == Measure.STOCK else figure.period_start
    return figure.model_copy(update={"period_start": start, "period_end": as_of, "locator": locator})


def _as_of(year: int, retrieved_at: datetime) -> date:
    """30 June until about 10 June of the next year, when 31 December's figures replace them under the same year."""
    return date(year, 6, 30) if retrieved_at.date() < date(year + 1, 6, 10) else date(year, 12, 31)


def _prefix(as_of: date) -> str:
    """How locators begin. A mid-year figure is another fact than the year-end one, not an older version of it."""
    return "population?" if as_of.month == 12 else f"mid-{as_of.year}/population?"


def _all_pages(client: Client, query: Mapping[str, str | int]) -> tuple[bytes, datetime]:
    content = BytesIO()  # gives its bytes away without a copy: there are 44 MB of them
    number, most = 0, 1
    while number < most:
        number += 1
        if (answer := client.get("population/", {**query, "page": number})) is None:
            raise FetchError(
                f"{client.address('population/')}: page {number} is said to be unchanged; it was never kept"
            )
        most = _pages_in_all(answer)
        content.write(SEPARATOR)
        content.write(answer.content)
        retrieved_at = answer.retrieved_at
    return content.getvalue(), retrieved_at


def _pages_in_all(answer: Answer) -> int:
    page = parsed(answer)
    if (
        not isinstance(page, dict)
        or not isinstance(page.get("maxPages"), int)
        or not isinstance(page.get("items"), list)
    ):
        raise FetchError(f"{answer.url}: the answer lacks its pages or items; try again later")
    if not page["items"]:
        raise FetchError(f"{answer.url}: the answer holds no rows, so nothing was stored or closed")
    return int(page["maxPages"])


def _rows(document: Document) -> Iterator[Record]:
    for row in chain.from_iterable(map(itemgetter("items"), pages(document.content))):  # never two pages in memory
        if not isinstance(row.get("year"), int) or not {"coo", "coa", "coo_iso", "coa_iso"} <= row.keys():
            raise ReadError(f"{document.url}: a row lacks its year or its countries: {quoted(row)[:200]}")
        yield row


def _cell(row: Record, column: str) -> int | None:
    """A count is a number, the text "0", or "-" for not collected ("*" in the older interface: withheld)."""
    cell = row.get(column)
    if isinstance(cell, int) and cell >= 0:
        return cell
    if cell == "0":
        return 0
    if cell in ("-", "*"):
        return None
    record = f"coo={row['coo_iso']}&coa={row['coa_iso']}&year={row['year']}"
    raise ReadError(f'{SOURCE.name}: {record}: {column} is {cell!r}; a count, "0" or "-" was due')
