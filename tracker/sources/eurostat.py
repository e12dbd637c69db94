"""Eurostat's monthly figures of temporary protection and of asylum applications in the EU and EFTA (JSON-stat 2.0)."""

import json
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

import pycountry

from tracker import countries
from tracker.errors import FetchError, ReadError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Qualifier, Role, Source, Term
from tracker.sources._records import Record, figures, parsed, quoted, whole, whole_answer
from tracker.web import Answer, Client

SOURCE = Source(
    name="eurostat",
    publisher="Eurostat",
    title="Asylum and temporary protection statistics",
    url="https://ec.europa.eu/eurostat/databrowser/view/MIGR_ASYTPSM/default/table",
    base_url="https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data/",
    licence="re-use with the source named (Commission Decision 2011/833/EU); some non-EU data only non-commercially",
    credit="Eurostat (online data code as in the title of each document)",
    cron="40 10 * * *",
    full_every_days=30,
)


class Cube(NamedTuple):
    """One data set: what its cells count, since which year, and what is asked of its dimensions."""

    population: Population
    term: Term
    measure: Measure
    since: int
    asked: Mapping[str, str]


ALL = {"freq": "M", "unit": "PER", "sex": "T", "age": "TOTAL"}
CUBES = {
    "migr_asytpsm": Cube(Population.REFUGEE, Term.REFUGEE, Measure.STOCK, 2022, ALL),
    "migr_asytpfm": Cube(Population.REFUGEE, Term.REFUGEE, Measure.FLOW, 2022, ALL),
    # first-time applicants are people; the total counts a person again for a repeated application
    "migr_asyappctzm": Cube(
        Population.ASYLUM_SEEKER, Term.ASYLUM_SEEKER, Measure.FLOW, 2008, ALL | {"applicant": "FRST"}
    ),
}
TOTAL = "TOTAL"
AGGREGATES = {TOTAL, "EU27_2020", "EXT_EU27_2020"}  # stand beside their parts
NO_COUNTRY = {"UNK", "STLS", "RNC", "UK_OCT"}  # parts of the total like any citizenship
ISO2 = {"EL": "GR", "UK": "GB"}
KNOWN = set("version class label source updated value status id size dimension extension href link note role".split())


def fetch(client: Client, complete: bool) -> Iterator[Document | Problem]:
    """A document a data set and year, as a whole cube is refused; without `complete` the two years still revised."""
    failed: list[Problem] = []
    for dataset, cube in CUBES.items():
        this_year = datetime.now(UTC).year
        try:
            yield from _years(client, dataset, range(cube.since if complete else this_year - 1, this_year + 1))
        except FetchError as error:
            failed.append(Problem(str(error)))
    if len(failed) == len(CUBES):
        raise FetchError(
            f"all {len(CUBES)} data sets failed, the first: {failed[0].text}; if it lasts, Eurostat has renamed them: "
            f"look in its data browser ({SOURCE.url}) and report it"
        )
    yield from failed


def read(document: Document) -> Iterator[Figure | Problem]:
    """Every cell that is there; an absent one is no figure, not zero."""
    cube = json.loads(document.content)
    dataset = _dataset(document.url)
    if unknown := cube.keys() - KNOWN:
        yield Problem(f"{document.url}: new fields, not read: {', '.join(sorted(unknown))}")
    try:
        cells = list(_cells(cube, CUBES[dataset].asked))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        what = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
        raise ReadError(f"{document.url}: {what}") from error
    strange = {code for cell in cells for code in (cell["citizen"], cell["geo"]) if not _is_known(code)}
    if strange:
        yield Problem(f"{document.url}: codes nobody knows, kept aside from every sum: {', '.join(sorted(strange))}")
    in_parts = {(cell["geo"], cell["time"]) for cell in cells if _is_part(cell["citizen"])}

    def figure(cell: Record) -> Iterable[Figure]:
        if document.covers and not _locator(dataset, cell).startswith(document.covers):
            raise ValueError(f"time is {cell['time']!r}, which was not asked for")
        yield _figure(dataset, cell, in_parts)

    yield from figures(document, cells, lambda cell: _locator(dataset, cell), figure, cells[0].keys() if cells else ())


def _years(client: Client, dataset: str, years: Iterable[int]) -> Iterator[Document]:
    empty = True
    for year in years:
        query = {"format": "JSON", "lang": "EN", **CUBES[dataset].asked}
        answer = client.get(dataset, query | {"sinceTimePeriod": f"{year}-01", "untilTimePeriod": f"{year}-12"})
        if answer is None:
            empty = False
        elif document := _document(answer, dataset, year):
            empty = False
            yield document
    if empty:
        raise FetchError(f"{client.address(dataset)}: no cell at all, which is not believed: was a code renamed?")


def _document(answer: Answer, dataset: str, year: int) -> Document | None:
    """The year's cube, None if it is empty. Errors come with status 200 too, and once another cube's body did."""
    cube = parsed(answer)
    if not isinstance(cube, dict) or "error" in cube or "warning" in cube:
        said = answer.content[:200].decode("utf-8", "replace")
        raise FetchError(f"{_shown(answer)}: not the data asked for: {' '.join(said.split())}")
    served = (cube.get("extension") or {}).get("id", "a body without a name")
    if served.lower() != dataset:
        raise FetchError(f"{_shown(answer)}: {dataset} was asked for, {served} came")
    if not isinstance(cube.get("value", {}), dict | list):  # of every year: told once, here
        raise ReadError(f"{_shown(answer)}: value is {cube['value']!r}; numbers by index were due")
    if cube.get("value") in ({}, []):
        return None
    title = f"{cube.get('label', dataset)} (online data code: {dataset}), {year}"
    return whole_answer(
        answer, SOURCE.publisher, title, (f"{dataset}?time={year}-",), published_at=_updated(cube.get("updated"))
    )


def _shown(answer: Answer) -> str:
    """Where it came from, without the query."""
    return answer.url.split("?", 1)[0]


def _cells(cube: Mapping[str, Any], asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The cells of a JSON-stat 2.0 cube. An index counts row by row over all of `id`, the last dimension fastest."""
    if cube["class"] != "dataset" or cube["version"] != "2.0":
        raise ValueError(f"class {cube['class']!r}, version {cube['version']!r}: a JSON-stat 2.0 dataset was due")
    names, value, status = cube["id"], cube["value"], cube.get("status")
    codes = [_codes(cube["dimension"][name]["category"], size) for name, size in zip(names, cube["size"], strict=True)]
    if not isinstance(value, dict | list):
        raise TypeError(f"value is {value!r}; numbers by index were due")
    for flat, number in value.items() if isinstance(value, dict) else enumerate(value):
        if number is None:
            continue
        rest, at = int(flat), dict.fromkeys(names, 0)
        for name, known in zip(reversed(names), reversed(codes), strict=True):
            rest, at[name] = divmod(rest, len(known))
        if rest:
            raise ValueError(f"cell {flat} lies outside the cube")
        cell = {"label": cube["label"]} | {name: known[at[name]] for name, known in zip(names, codes, strict=True)}
        if wrong := [name for name, code in asked.items() if cell[name] != code]:
            raise ValueError(f"{wrong[0]} is {cell[wrong[0]]!r}, though only {asked[wrong[0]]!r} was asked for")
        yield cell | {"value": number, "flags": _flags(status, flat)}


def _codes(category: Mapping[str, Any], size: int) -> list[str]:
    """A dimension's codes in the order of their positions, whatever order they are written in."""
    index = category.get("index") or list(category["label"])
    codes = sorted(index, key=index.__getitem__) if isinstance(index, dict) else list(index)
    if len(codes) != size or (isinstance(index, dict) and sorted(index.values()) != list(range(size))):
        raise ValueError(f"{len(codes)} codes for a dimension of size {size}")
    return codes


def _flags(status: Any, flat: str | int) -> str:
    if isinstance(status, dict):
        return status.get(str(flat)) or ""
    if isinstance(status, list):
        return status[int(flat)] or ""
    return status or ""


def _figure(dataset: str, cell: Record, in_parts: Collection[tuple[str, str]]) -> Figure:
    kind, citizen, geo = CUBES[dataset], cell["citizen"], cell["geo"]
    origin, location = _iso3(citizen), _iso3(geo)
    start, end = _month(cell["time"])
    # a country's total stands only where it states none of its parts; a group of countries never does
    stands = _is_part(citizen) or (citizen == TOTAL and (geo, cell["time"]) not in in_parts)
    protected = kind.population == Population.REFUGEE
    return Figure(
        value=whole(cell, "value"),
        qualifier=Qualifier.APPROXIMATELY,  # rounded to the nearest 5: a 0 can be 1 or 2
        term=kind.term,
        population=kind.population,
        measure=kind.measure,
        cause=Cause.CONFLICT if protected and citizen == "UA" else Cause.UNKNOWN,
        origin=origin,
        location=location,
        origin_raw="" if origin else citizen,
        location_raw="" if location else geo,
        period_start=end if kind.measure == Measure.STOCK else start,
        period_end=end,
        quote=quoted(cell),
        locator=_locator(dataset, cell),
        role=Role.RECOMMENDED if stands and location else Role.TRIANGULATION,
    )


def _locator(dataset: str, cell: Record) -> str:
    codes = {name: code for name, code in cell.items() if name not in ("label", "time", "value", "flags")}
    return f"{dataset}?time={cell['time']}&" + "&".join(f"{name}={code}" for name, code in codes.items())


@cache
def _iso3(code: str) -> tuple[str, ...]:
    """Their two letters as ISO 3166-1 alpha-3; empty for what is no country."""
    if code == "XK":
        return (countries.KOSOVO,)
    found = pycountry.countries.get(alpha_2=ISO2.get(code, code)) if len(code) == 2 else None
    return (found.alpha_3,) if found else ()


def _is_part(citizen: str) -> bool:
    return citizen in NO_COUNTRY or bool(_iso3(citizen))


def _is_known(code: str) -> bool:
    return code in AGGREGATES or _is_part(code)


@cache
def _month(text: str) -> tuple[date, date]:
    first = datetime.strptime(text, "%Y-%m").date()
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _updated(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z") if text else None
    except ValueError:
        return None


def _dataset(url: str) -> str:
    return url.split("?", 1)[0].rsplit("/", 1)[-1]
