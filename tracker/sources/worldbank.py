"""World Bank's yearly country totals, re-published from UNHCR, UNRWA and IDMC; about quarterly."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tracker import countries
from tracker.errors import FetchError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Role, Source, Term
from tracker.sources._records import SEPARATOR, Record, figures, one_by_one, pages, parsed, quoted, whole
from tracker.web import Client

SOURCE = Source(
    name="worldbank",
    publisher="World Bank",
    title="World Development Indicators",
    url="https://data.worldbank.org/indicator/SM.POP.RHCR.EA",
    base_url="https://api.worldbank.org/v2/",
    licence="CC BY 4.0",
    credit="World Development Indicators, The World Bank; original source UNHCR, UNRWA or IDMC",
    cron="15 6 * * sun",
    full_every_days=30,
    at_least=1,
    pause=0.3,
)

ROWS_A_PAGE = 20_000  # 50 unless asked: the rest would silently be on further pages
GONE = "175"  # message: the indicator was deleted or archived, for good
STOCK, FLOW = Measure.STOCK, Measure.FLOW


class Indicator(NamedTuple):
    """What a code counts, and who counted it first."""

    population: Population
    term: Term
    measure: Measure
    cause: Cause
    attribution: str


_REFUGEES = Indicator(Population.REFUGEE, Term.REFUGEE, STOCK, Cause.UNKNOWN, "UNHCR")
_ASYLUM = Indicator(Population.ASYLUM_SEEKER, Term.ASYLUM_SEEKER, STOCK, Cause.UNKNOWN, "UNHCR")
_OIP = Indicator(Population.OIP, Term.DISPLACED, STOCK, Cause.UNKNOWN, "UNHCR")
_PALESTINE = Indicator(Population.REFUGEE, Term.REFUGEE, STOCK, Cause.CONFLICT, "UNRWA")
_IDPS = Indicator(Population.IDP, Term.DISPLACED, STOCK, Cause.CONFLICT, "IDMC")
# The earlier SM.POP.REFG, SM.POP.REFG.OR and VC.IDP.TOCV are withdrawn. `.EA` is by country of asylum, `.EO` by origin.
INDICATORS = {
    "SM.POP.RHCR.EA": _REFUGEES,
    "SM.POP.RHCR.EO": _REFUGEES,
    "SM.POP.RRWA.EA": _PALESTINE,
    "SM.POP.RRWA.EO": _PALESTINE,
    "SM.POP.ASYS.EA": _ASYLUM,
    "SM.POP.ASYS.EO": _ASYLUM,
    "SM.POP.OPIP.EA": _OIP,
    "SM.POP.OPIP.EO": _OIP,
    "SM.POP.IDPC": _IDPS,
    "SM.POP.FDIP": Indicator(Population.DISPLACED, Term.DISPLACED, STOCK, Cause.UNKNOWN, "UNHCR, UNRWA and IDMC"),
    "VC.IDP.NWCV": _IDPS._replace(measure=FLOW),  # movements, not people
    "VC.IDP.NWDS": _IDPS._replace(measure=FLOW, cause=Cause.DISASTER),
}
# Whose own feed makes a repetition a mere support. UNRWA's go with UNHCR's: half a sum of refugees must not stand.
FEEDS = {"UNHCR": "unhcr_population", "UNRWA": "unhcr_population", "IDMC": "idmc_gidd"}
NEEDS_KEY = {"idmc_gidd"}
STANDS = "no feed of the original source is on"

FIELDS = {"indicator", "country", "countryiso3code", "date", "value", "unit", "obs_status", "decimal", "footnote"}
COUNTRY_FIELDS = set(
    "id iso2Code name region adminregion incomeLevel lendingType capitalCity longitude latitude".split()
)


class Refused(FetchError):
    """A message with status 200; `number` is the service's own."""

    def __init__(self, text: str, number: str) -> None:
        super().__init__(text)
        self.number = number


def fetch(client: Client, complete: bool) -> Iterator[Document | Problem]:
    """All years of each indicator; or, asked for what is new, one row, and all only of a newer database."""
    newest = "" if complete else _newest(client)
    codes = [code for code in INDICATORS if not (newest and _read_before(client, code, newest))]
    if codes:
        listed, _ = _all_pages(client, "country")
        yield from one_by_one(codes, lambda code: _documents(client, code, listed))


def read(document: Document) -> Iterator[Figure | Problem]:
    """A row is a figure, unless its value is null or it is of no country but of a region or an income group."""
    code = urlsplit(document.url).path.rpartition("/")[2]
    listed, *rest = pages(document.content)
    found: dict[str, Record] = {}

    def keep(record: Record) -> Iterator[Figure]:
        if record["region"]["id"] != "NA":  # not "Namibia": not available, as it is an aggregate
            found[record["id"]] = record
        yield from ()

    yield from figures(document, listed[1], lambda record: f"country {record.get('id')}", keep, COUNTRY_FIELDS)
    role = Role.RECOMMENDED if STANDS in document.note and _may_stand(code) else Role.TRIANGULATION
    rows = (row for page in rest for row in page[1] or ())
    yield from figures(document, rows, _name, lambda record: _figures(record, code, found, role), FIELDS)


def _path(code: str) -> str:
    return f"country/all/indicator/{code}"


def _address(client: Client, code: str) -> str:
    return client.address(_path(code), {"format": "json"})


def _read_before(client: Client, code: str, updated: str) -> bool:
    known = client.known(_address(client, code))
    return known is not None and known.note == _note(client, code, updated)


def _note(client: Client, code: str, updated: str) -> str:
    """Which database, and whether the figures repeat a feed that is on: `read` needs it for their role."""
    feed = FEEDS.get(INDICATORS[code].attribution, "unhcr_population")
    own = client.settings.source(feed)
    is_on = own.enabled and (feed not in NEEDS_KEY or own.key)
    return f"database of {updated}" + ("" if is_on else f"; {STANDS}")


def _may_stand(code: str) -> bool:
    """Not the same people by origin instead of asylum, and not the total of the others."""
    return not code.endswith(".EO") and code != "SM.POP.FDIP"


def _newest(client: Client) -> str:
    """Of which day the database is; empty if the indicator asked is gone: then all are asked."""
    try:
        return str(_page(client, _path(next(iter(INDICATORS))), 1, rows=1)[1][0]["lastupdated"])
    except Refused:
        return ""


def _documents(client: Client, code: str, listed: bytes) -> Iterator[Document | Problem]:
    url = _address(client, code)
    try:
        content, meta = _all_pages(client, _path(code))
    except Refused as error:
        if error.number != GONE:
            raise
        yield Problem(str(error))
        return
    if not meta["total"]:
        if client.known(url):
            raise FetchError(f"{url}: the answer holds no rows any more, so nothing was closed")
        yield Problem(f"{url}: the answer holds no rows")
        return
    updated = meta["lastupdated"]
    yield Document(
        url=url,
        title=f"{SOURCE.title}: {code}",
        publisher=SOURCE.publisher,
        retrieved_at=datetime.now(UTC),
        content=listed + content,
        content_type="application/json-seq",
        language="en",
        published_at=datetime.fromisoformat(updated).replace(tzinfo=UTC) if updated else None,
        covers=(f"indicator={code}&",),
        note=_note(client, code, updated),
    )


def _all_pages(client: Client, path: str) -> tuple[bytes, Record]:
    """All pages as they came, and what the first says of itself. There is one, unless the database has grown much."""
    content, (meta, rows) = _page(client, path, 1)
    came, total = len(rows), meta["total"]
    for number in range(2, meta["pages"] + 1):
        more, (_, rows) = _page(client, path, number)
        content, came = content + more, came + len(rows)
    if came != total:
        raise FetchError(f"{client.address(path)}: {came} rows of {total} came, nothing of it is stored")
    if path == "country" and not came:
        raise FetchError(f"{client.address(path)}: no country is listed, so nothing was stored or closed")
    return content, meta


def _page(client: Client, path: str, number: int, rows: int = ROWS_A_PAGE) -> tuple[bytes, tuple[Record, list[Record]]]:
    """A page as it came, and its two parts. Errors come with status 200, as a list of one."""
    answer = client.get(path, {"format": "json", "per_page": rows, "page": number})
    page = parsed(answer) if answer else None
    if answer and isinstance(page, list) and len(page) == 1 and isinstance(page[0], dict) and page[0].get("message"):
        said = page[0]["message"][0]
        raise Refused(f"{client.address(path)}: the service says {said.get('value')}", str(said.get("id")))
    if not answer or not isinstance(page, list) or len(page) != 2 or not isinstance(page[0], dict):
        raise FetchError(f"{client.address(path)}: the answer lacks its two parts; try again later")
    if not all(isinstance(row, dict) for row in page[1] or ()):
        raise FetchError(f"{client.address(path)}: the answer's rows are no records; try again later")
    try:
        meta = {field: int(page[0].get(field) or 0) for field in ("pages", "total")}
        updated = page[0].get("lastupdated") and f"{date.fromisoformat(page[0]['lastupdated'])}"
    except (TypeError, ValueError) as error:
        raise FetchError(f"{client.address(path)}: the answer does not say how much there is, and of when") from error
    return SEPARATOR + answer.content, ({**meta, "lastupdated": updated or ""}, page[1] or [])


def _name(record: Record) -> str:
    return " ".join(str(record.get(field)) for field in ("countryiso3code", "date"))


def _figures(record: Record, code: str, found: Mapping[str, Record], role: Role) -> Iterator[Figure]:
    iso3, year = record["countryiso3code"], int(record["date"])
    if record["indicator"]["id"] != code:
        raise ValueError(f"the indicator is {record['indicator']['id']}; {code} was asked")
    if record["value"] is None or iso3 not in found:
        return
    kind = INDICATORS[code]
    yield Figure(
        value=whole(record, "value"),
        **kind._asdict(),
        **_sides(iso3, code, kind.population),
        period_start=date(year, 12, 31) if kind.measure == STOCK else date(year, 1, 1),
        period_end=date(year, 12, 31),
        quote=quoted(record),
        locator=f"indicator={code}&country={iso3}&date={year}",
        role=role,
    )


def _sides(iso3: str, code: str, population: Population) -> dict[str, Any]:
    """By origin, by country of asylum, or inside a country, where it is both."""
    sides = ["origin"] if code.endswith(".EO") else ["location"]
    sides = ["origin", "location"] if population == Population.IDP else sides
    return dict.fromkeys(sides, (iso3,)) if countries.known(iso3) else {f"{side}_raw": iso3 for side in sides}
