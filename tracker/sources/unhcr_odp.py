"""UNHCR's Operational Data Portal: newest counts per host and origin, and of situations; each working day."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pycountry

from tracker import countries
from tracker.errors import FetchError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Qualifier, Role, Source, Term, Unit
from tracker.sources._records import Record, figures, one_by_one, parsed, quoted, whole_answer, word
from tracker.web import Client

SOURCE = Source(
    name="unhcr_odp",
    publisher="UNHCR",
    title="Operational Data Portal",
    url="https://data.unhcr.org/",
    base_url="https://data.unhcr.org/population/",
    licence="CC BY-IGO (its copy on HDX); the portal's own terms are not known",
    credit="UNHCR Operational Data Portal",
    cron="10 7 * * 1-5",
    pause=1.0,
)

# Hosts in the portal's own numbering, each with refugees and asylum-seekers (collections 4 and 29); and single groups
# of situations. Numbers change when a page is rebuilt: the setting `outlets` takes other queries in place of these.
HOSTS = """589 594 349 399 410 509 535 633 637 639 643 684 697 699 723 726 745 587 160 178 719 192 259 295 217 220 151
578 486 686 689 761 762""".split()
SITUATIONS = (
    "get/sublocation?sv_id=54&population_group=5459,5478&forcesublocation=0&fromDate=1900-01-01",
    "get/timeseries?sv_id=54&population_group=5478&frequency=day&fromDate=1900-01-01",
)
QUERIES = [*(f"get/origin?geo_id={host}&population_collection=4,29" for host in HOSTS), *SITUATIONS]

TYPES: dict[str, tuple[Population, Term] | None] = {
    "REF": (Population.REFUGEE, Term.REFUGEE),
    "ROC": (Population.REFUGEE, Term.REFUGEE),
    "ASY": (Population.ASYLUM_SEEKER, Term.ASYLUM_SEEKER),
    "IDP": (Population.IDP, Term.DISPLACED),
    "RET": (Population.RETURNED_REFUGEE, Term.RETURNS),
    "RDP": (Population.RETURNED_IDP, Term.RETURNS),
    "STA": (Population.STATELESS, Term.OTHER),
    "OOC": (Population.OOC, Term.OTHER),
    "": None,  # null
}
MIXED = (Population.DISPLACED, Term.DISPLACED)  # groups of several kinds in one count, or a group of no known kind
TYPE_IN_NAME = re.compile(
    r"""
      (?P<RET> return )                       # before refugees: "refugee returnees"
    | (?P<IDP> \b idps? \b | internally )
    | (?P<ASY> asylum [ -] seeker )
    | (?P<REF> refugee )
    """,
    re.VERBOSE | re.IGNORECASE,
)
SERIES_OF = {"5478": (Population.REFUGEE, Term.REFUGEE, "UKR")}  # group of a time series, which does not say itself

# UNHCR's codes that are not ISO's, each followed by ISO's. "AUS" is Austria.
CODES = """ALGDZA ANGAGO ANTATG AULAUS AUSAUT BAHBHR BARBRB BZEBLZ BERBMU BHUBTN BSNBIH BOTBWA BVIVGB BRUBRN BULBGR
BKFBFA CVICPV CAMKHM CAYCYM CARCAF CHDTCD CHICHN COICOM COBCOG COSCRI ICOCIV KRNPRK DENDNK DJBDJI AREEGY
SALSLV EGUGNQ ERTERI SWASWZ FIJFJI FGUGUF FPOPYF GAMGMB GFRDEU GREGRC GRNGRD GUAGTM GUIGIN HAIHTI HONHND
ICEISL INSIDN IREIRL KUWKWT LEBLBN LESLSO MADMDG MLWMWI MLSMYS MTAMLT MARMTQ MAUMRT MTSMUS MORMAR MYAMMR
NEPNPL NETNLD FNCNCL NGRNER NIGNGA MCDMKD PARPRY PHIPHL PORPRT PUEPRI ROMROU STKKNA WESWSM SMASMR SEYSYC
SINSGP SOLSLB RSAZAF SPAESP GAZPSE SUDSDN SWICHE TMPTLS TOGTGO TRTTTO TCITCA UAEARE TANTZA URUURY VANVUT
SRVVNM WSHESH ZAMZMB ZIMZWE"""
ISO3 = {pair[:3]: pair[3:] for pair in CODES.split()}
NAMES = {  # as the portal writes them, where ISO's lists do not know the name
    "Serbia and Kosovo: S/RES/1244 (1999)": ("SRB", "XKX"),
    "Kosovo": ("XKX",),
    "Democratic Republic of the Congo": ("COD",),
    "Republic of the Congo": ("COG",),
    "Republic of Korea": ("KOR",),
    "State of Palestine": ("PSE",),
    "Turkey": ("TUR",),
    "Cote d'Ivoire": ("CIV",),
    "Netherlands": ("NLD",),
    "China, Hong Kong SAR": ("HKG",),
    "China, Macao SAR": ("MAC",),
}

PLACE = (
    "geomaster_name geomaster_id admin_level centroid_lon centroid_lat source date month year individuals households"
)
GROUP = (
    "pop_accommodation_code pop_accommodation_name pop_data_type_code pop_data_type_name pop_type_code pop_type_name "
    "pop_frequency_name pop_frequency_code pop_frequency_cumulative pop_frequency_cumulative_code "
    "pop_origin_name pop_origin_code"
)
AGES = {f"{sex}_{age}" for sex in ("male", "female") for age in ("04", "511", "1217", "1859", "60", "total", "hhs")}
INTERNAL = "id geomaster_id1 min_master_depth numRecords master_record master_depth master_id"
FIELDS = {
    "origin": AGES
    | set(f"{PLACE} {GROUP} {INTERNAL} population_groups population_group_id children_total uac_total".split()),
    "sublocation": set(
        f"{PLACE} {INTERNAL} lat_max lon_max lat_min lon_min individuals_type demography_type published "
        "numChildren color population_groups_concat population_group_id population_groups".split()
    ),
    "timeseries": {"data_date", "unix_timestamp", "individuals"},
}


def fetch(client: Client, complete: bool) -> Iterator[Document]:
    """Each host and situation; only the present is served, so nothing is asked "since"."""
    brought = 0
    queries = [_query(each) for each in client.own.outlets or QUERIES]
    for document in one_by_one(queries, lambda each: _documents(client, *each)):
        brought += 1
        yield document
    if not brought and not any(client.known(client.address(*each)) for each in queries):
        raise FetchError(f"{SOURCE.base_url}: no host and no situation has any rows, so nothing was stored or closed")


def read(document: Document) -> Iterator[Figure | Problem]:
    """One row is one figure, and one more of households where they are known."""
    endpoint, asked = _asked(document)
    page = json.loads(document.content)
    readers = {"origin": _of_host, "sublocation": _of_place, "timeseries": _of_day}
    # a time series says once who counted
    source = page["data"].get("source") or "" if endpoint == "timeseries" else None
    asked |= {"source": ", ".join(map(str, source)) if isinstance(source, list) else source} if source else {}
    yield from figures(document, _rows(page), _name, lambda row: readers[endpoint](row, asked), FIELDS[endpoint])


def _query(text: str) -> tuple[str, dict[str, str]]:
    path, _, query = text.partition("?")
    return path, dict(parse_qsl(query))


def _asked(document: Document) -> tuple[str, dict[str, str]]:
    url = urlsplit(document.url)
    return url.path.rpartition("/")[2], dict(parse_qsl(url.query))


def _documents(client: Client, path: str, params: dict[str, str]) -> Iterator[Document]:
    """A challenge page, or an answer without data, is an outage and never "no refugees"."""
    if (answer := client.get(path, params)) is None:
        return
    page = parsed(answer)
    rows = _rows(page) if isinstance(page, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FetchError(f"{answer.url}: the answer lacks its data; try again later")
    if not rows and client.known(answer.url):
        raise FetchError(f"{answer.url}: no rows any more, which is not believed; nothing was closed")
    if rows:
        named = page.get("situation_view_name") or rows[0].get("geomaster_name") or ""
        covers = tuple(sorted({_fact(path.removeprefix("get/"), params, row) for row in rows}))
        yield whole_answer(answer, SOURCE.publisher, f"{SOURCE.title}: {named}", covers)


def _rows(page: Any) -> Any:
    data = page.get("data")
    return data.get("timeseries") if isinstance(data, dict) else data


def _fact(endpoint: str, asked: dict[str, str], row: Record) -> str:
    """What a row is about, without its groups. Earlier dates are history; of its own date a row says everything."""
    if endpoint == "timeseries":
        return f"get/timeseries?{urlencode({name: asked[name] for name in sorted(asked) if name in SUBJECT})}&"
    about: dict[str, Any] = {name: asked[name] for name in SUBJECT if name in asked}
    if endpoint == "origin":
        about["origin"] = row.get("pop_origin_code") or row.get("pop_origin_name") or ""
    else:
        about["place"] = row.get("geomaster_id")
    return f"get/{endpoint}?{urlencode(about | {'date': row.get('date')})}&"


SUBJECT = ("geo_id", "sv_id", "population_group")


def _name(row: Record) -> str:
    known = ("geomaster_name", "pop_origin_code", "date", "data_date")
    return " ".join(str(row[field]) for field in known if row.get(field) is not None)


def _of_host(row: Record, asked: dict[str, str]) -> Iterator[Figure]:
    """A host's people of one origin, summed by the portal over groups whose names alone tell their kind."""
    of_one = _type(row)  # of one of the groups only
    ids, names = (re.split(r",\s*", str(row[field])) for field in ("population_group_id", "population_groups"))
    if len(ids) == 1:
        kinds = {_kind(row["population_groups"]) or of_one}
    else:
        kinds = {_kind(name) for name in names} if len(names) == len(ids) else {None}
    yield from _counted(row, _fact("origin", asked, row), ids, kinds, row["population_groups"], row["pop_origin_code"])


def _of_place(row: Record, asked: dict[str, str]) -> Iterator[Figure]:
    """A place of a situation; each of its groups says of which kind and origin it is."""
    groups = row["population_groups"]
    kinds = {_type(group) or _kind(group["name"]) for group in groups}
    origins = {group["pop_origin_code"] for group in groups}
    origin = origins.pop() if len(origins) == 1 else None
    ids, names = [str(group["id"]) for group in groups], row["population_groups_concat"]
    for figure in _counted(row, _fact("sublocation", asked, row), ids, kinds, names, origin):
        # several groups overlap: the same people newly arrived, registered and ever counted
        yield figure if len(groups) == 1 else figure.model_copy(update={"role": Role.TRIANGULATION})


def _of_day(row: Record, asked: dict[str, str]) -> Iterator[Figure]:
    """A situation's total, beside which its places stand."""
    population, term, origin = word(SERIES_OF, asked, "population_group")
    day = date.fromisoformat(row["data_date"])
    yield Figure(
        value=_count(row, "individuals"),
        term=term,
        population=population,
        measure=Measure.STOCK,
        cause=Cause.UNKNOWN,
        origin=(origin,),
        period_start=day,
        period_end=day,
        attribution=asked.get("source", ""),
        quote=quoted(row),
        locator=f"{_fact('timeseries', asked, row)}date={day}",
        role=Role.TRIANGULATION,
    )


def _counted(
    row: Record, fact: str, ids: list[str], kinds: set[Any], names: str, origin: str | None
) -> Iterator[Figure]:
    """Persons, and households where they are known: "0" is never none."""
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    names = str(names or "")
    crossings = "crossing" in names.lower()  # movements over a border, never people who are there
    population, term = MIXED if crossings or kind is None else kind
    day, inside = date.fromisoformat(row["date"]), row["admin_level"] == "Country"
    said = {
        "term": term,
        "population": population,
        "measure": Measure.FLOW if crossings else Measure.STOCK,
        "cause": Cause.UNKNOWN,
        "qualifier": Qualifier.APPROXIMATELY if "estimated" in names.lower() else Qualifier.EXACT,
        **_places(row, origin),
        "period_start": None if crossings else day,
        "period_end": day,
        "attribution": row["source"] or "",
        "quote": quoted(row),
    }
    locator = f"{fact}groups={'-'.join(sorted(ids, key=int))}"
    role = Role.RECOMMENDED if inside else Role.TRIANGULATION
    yield Figure.model_validate(said | {"value": _count(row, "individuals"), "locator": locator, "role": role})
    if row["households"] and (households := _count(row, "households")):
        same = {"value": households, "unit": Unit.HOUSEHOLD, "locator": f"{locator}&unit=household"}
        yield Figure.model_validate(said | same | {"role": Role.TRIANGULATION})


def _places(row: Record, origin: str | None) -> dict[str, Any]:
    code = ISO3.get(origin or "", origin or "")
    found: dict[str, Any] = {"origin": (code,)} if countries.known(code) else {"origin_raw": origin or ""}
    if row["admin_level"] != "Country":
        centre = {"latitude": float(row["centroid_lat"]), "longitude": float(row["centroid_lon"])}
        return found | centre | {"admin1": row["geomaster_name"]}
    host = _host(row["geomaster_name"] or "")
    return found | ({"location": host} if host else {"location_raw": row["geomaster_name"] or ""})


def _host(name: str) -> tuple[str, ...]:
    """A country by the portal's name for it, which shortens some words and adds others in parentheses."""
    name = name.strip()
    long = name.replace("Rep.", "Republic").replace("Dem.", "Democratic")
    for each in (name, long, re.sub(r"\s*\(.*\)", "", long)):
        if each in NAMES:
            return NAMES[each]
        try:
            return (pycountry.countries.lookup(each).alpha_3,)
        except LookupError:
            continue
    return ()


def _type(group: Record) -> tuple[Population, Term] | None:
    return word(TYPES, {"pop_type_code": group["pop_type_code"] or ""}, "pop_type_code")


def _kind(name: str | None) -> tuple[Population, Term] | None:
    kinds = {str(found.lastgroup) for found in TYPE_IN_NAME.finditer(name or "")}
    kinds = {"RET"} if "RET" in kinds else kinds
    return TYPES[kinds.pop()] if len(kinds) == 1 else None


def _count(row: Record, field: str) -> int:
    """A whole number, written as text or as a number."""
    if not re.fullmatch(r"\d+", str(row[field])) or isinstance(row[field], bool):
        raise ValueError(f"{field} is {row[field]!r}; a whole number was due")
    return int(row[field])
