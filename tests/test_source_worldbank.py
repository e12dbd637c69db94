"""World Bank's rows: which code counts whom, which rows are of no country, and when a repetition may stand."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, figures, problems
from tracker.errors import ReadError
from tracker.model import Archived, Document
from tracker.settings import Settings, SourceSettings
from tracker.sources import worldbank
from tracker.sources._records import SEPARATOR
from tracker.web import Client

ADDRESS = "https://api.worldbank.org/v2/country/all/indicator/"
COUNTRIES, ROWS = (json.loads((SAMPLES / "worldbank" / f"{name}.json").read_text()) for name in ("countries", "rows"))
STANDS = f"database of 2033-07-01; {worldbank.STANDS}"


def rows_of(code: str, rows: list[dict[str, Any]] = ROWS) -> list[dict[str, Any]]:
    return [row | {"indicator": {"id": code, "value": "People of some kind"}} for row in rows]


def page(rows: list[dict[str, Any]], **more: Any) -> bytes:
    meta = {"page": 1, "pages": 1, "per_page": 20000, "total": len(rows), "lastupdated": "2033-07-01"}
    return json.dumps([meta | more, rows or None]).encode()


def answer(code: str, rows: list[dict[str, Any]] | None = None, note: str = "") -> Document:
    content = SEPARATOR + page(COUNTRIES) + SEPARATOR + page(rows_of(code) if rows is None else rows)
    return document(worldbank, f"{ADDRESS}{code}?format=json", content, note=note)


KINDS = {
    "SM.POP.RHCR.EA": "refugee refugee stock unknown UNHCR recommended -|TCD",
    "SM.POP.RHCR.EO": "refugee refugee stock unknown UNHCR triangulation TCD|-",  # the same people, by origin
    "SM.POP.RRWA.EA": "refugee refugee stock conflict UNRWA recommended -|TCD",
    "SM.POP.RRWA.EO": "refugee refugee stock conflict UNRWA triangulation TCD|-",
    "SM.POP.ASYS.EA": "asylum_seeker asylum_seeker stock unknown UNHCR recommended -|TCD",
    "SM.POP.ASYS.EO": "asylum_seeker asylum_seeker stock unknown UNHCR triangulation TCD|-",
    "SM.POP.OPIP.EA": "oip displaced stock unknown UNHCR recommended -|TCD",
    "SM.POP.OPIP.EO": "oip displaced stock unknown UNHCR triangulation TCD|-",
    "SM.POP.IDPC": "idp displaced stock conflict IDMC recommended TCD|TCD",
    "SM.POP.FDIP": "displaced displaced stock unknown UNHCR, UNRWA and IDMC triangulation -|TCD",  # a total
    "VC.IDP.NWCV": "idp displaced flow conflict IDMC recommended TCD|TCD",
    "VC.IDP.NWDS": "idp displaced flow disaster IDMC recommended TCD|TCD",
}


@pytest.mark.parametrize("code", KINDS)
def test_each_code_counts_its_own_people(code: str) -> None:
    each = figures(worldbank, answer(code, note=STANDS))[0]
    places = "|".join(";".join(place) or "-" for place in (each.origin, each.location))
    said = f"{each.population} {each.term} {each.measure} {each.cause} {each.attribution} {each.role} {places}"
    assert said == KINDS[code]
    assert set(KINDS) == set(worldbank.INDICATORS)
    assert {each.role for each in figures(worldbank, answer(code, note="database of 2033-07-01"))} == {"triangulation"}


def test_rows_of_regions_and_groups_and_nulls_are_no_figures_and_zero_is_one() -> None:
    found = {
        each.locator: (each.value, each.location, each.location_raw)
        for each in figures(worldbank, answer("SM.POP.RHCR.EA"))
    }
    assert found == {
        "indicator=SM.POP.RHCR.EA&country=TCD&date=2032": (4100, ("TCD",), ""),
        "indicator=SM.POP.RHCR.EA&country=TCD&date=2031": (3900, ("TCD",), ""),
        "indicator=SM.POP.RHCR.EA&country=NAM&date=2032": (0, ("NAM",), ""),
        "indicator=SM.POP.RHCR.EA&country=XKX&date=2032": (17, ("XKX",), ""),
        "indicator=SM.POP.RHCR.EA&country=CHI&date=2032": (5, (), "CHI"),
    }


@pytest.mark.parametrize(("code", "start"), [("SM.POP.IDPC", date(2032, 12, 31)), ("VC.IDP.NWDS", date(2032, 1, 1))])
def test_stocks_are_of_the_last_day_and_flows_of_the_year(code: str, start: date) -> None:
    each = figures(worldbank, answer(code))[0]
    assert (each.period_start, each.period_end) == (start, date(2032, 12, 31))


def without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != field}


FIRST = rows_of("SM.POP.IDPC")[0]
BROKEN = [
    ("a field renamed", without(FIRST, "countryiso3code"), "None 2032: the field 'countryiso3code' is missing"),
    ("a number as text", FIRST | {"value": "12,345"}, "TCD 2032: value is '12,345'; a whole number was due"),
    ("half a person", FIRST | {"value": 3.5}, "value is 3.5"),
    ("a date that is no year", FIRST | {"date": "2032Q1"}, "TCD 2032Q1: invalid literal"),
    ("another indicator", rows_of("FP.CPI.TOTL.ZG")[0], "FP.CPI.TOTL.ZG; SM.POP.IDPC was asked"),
]


@pytest.mark.parametrize(("name", "row", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_row_that_cannot_be_read_is_named(name: str, row: dict[str, Any], words: str) -> None:
    with pytest.raises(ReadError, match=words):
        figures(worldbank, answer("SM.POP.IDPC", [row]))


def test_a_country_without_its_region_is_named() -> None:
    content = SEPARATOR + page([without(COUNTRIES[0], "region")]) + SEPARATOR + page(rows_of("SM.POP.IDPC"))
    with pytest.raises(ReadError, match="country NAM: the field 'region' is missing"):
        figures(worldbank, document(worldbank, f"{ADDRESS}SM.POP.IDPC", content))


def test_a_new_field_is_told_once() -> None:
    (told,) = problems(worldbank, answer("SM.POP.IDPC", [row | {"mood": "new"} for row in rows_of("SM.POP.IDPC")]))
    assert "mood" in told


# --- with a server and a store -------------------------------------------------------------------------------------


def message(number: str, text: str) -> Reply:
    return Reply(json.dumps([{"message": [{"id": number, "key": "k", "value": text}]}]))


def served(code: str, rows: list[dict[str, Any]] = ROWS, most: int = 6, **more: Any) -> Callable[[str], Reply]:
    """An indicator, in pages of six rows at most."""

    def answer(path: str) -> Reply:
        query = parse_qs(urlsplit(path).query)
        if query.get("format") != ["json"]:
            return Reply("<?xml version='1.0'?><wb:data/>")
        size, number = min(int(query["per_page"][0]), most), int(query["page"][0])
        part = rows_of(code, rows[(number - 1) * size : number * size])
        return Reply(page(part, **({"total": len(rows), "pages": -(-len(rows) // size), "per_page": str(size)} | more)))

    return answer


@pytest.fixture
def bench(store: Store, web_server: WebServer) -> Bench:
    """The service with the sample under every code."""
    web_server.replies = {f"/country/all/indicator/{code}": served(code) for code in KINDS}
    web_server.replies["/country"] = Reply(page(COUNTRIES, lastupdated=None))
    return Bench(worldbank, store, web_server.url)


def test_every_indicator_is_asked_to_its_last_page(bench: Bench, web_server: WebServer) -> None:
    run = bench.collect()
    assert (run.ok, run.documents, run.figures_new, run.notices) == (True, 12, 60, [])
    pages = [parse_qs(urlsplit(path).query)["page"][0] for path, _ in web_server.asked]
    assert pages == ["1"] + ["1", "2"] * 12
    assert all("per_page=20000" in path and "format=json" in path for path, _ in web_server.asked)
    before = bench.figures()
    assert {row["published_at"] for row in before} == {datetime(2033, 7, 1, tzinfo=UTC)}
    assert before[0]["document_url"].startswith(ADDRESS)
    assert bench.changes(bench.collect()) == (0, 0, 0)
    assert bench.figures() == before


def test_what_is_new_is_one_row_until_the_database_is_newer(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    web_server.asked.clear()
    assert bench.changes(bench.collect(complete=False)) == (0, 0, 0)
    assert len(web_server.asked) == 1
    revised = [ROWS[0] | {"value": 4101}, *ROWS[1:]]
    for code in KINDS:
        web_server.replies[f"/country/all/indicator/{code}"] = served(code, revised, lastupdated="2033-10-01")
    assert bench.changes(bench.collect(complete=False)) == (0, 12, 0)


def test_a_value_that_is_gone_is_withdrawn(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    web_server.replies["/country/all/indicator/SM.POP.IDPC"] = served(
        "SM.POP.IDPC", [ROWS[0] | {"value": None}, *ROWS[1:]]
    )
    assert bench.changes(bench.collect()) == (0, 0, 1)


def test_a_withdrawn_indicator_is_told_and_the_others_are_read(bench: Bench, web_server: WebServer) -> None:
    web_server.replies["/country/all/indicator/SM.POP.RHCR.EA"] = message("175", "deleted or archived")
    for complete in (True, False):
        run = bench.collect(complete)
        assert (run.ok, run.documents) == (True, 11)
        assert "SM.POP.RHCR.EA: the service says deleted or archived" in run.notices[0]


FEEDS = [
    ({}, "SM.POP.RHCR.EA", False),  # UNHCR's own feed needs no key: it is on
    ({}, "SM.POP.RRWA.EA", False),
    ({}, "SM.POP.IDPC", True),  # IDMC's waits for a key
    ({"idmc_gidd": SourceSettings(key="k")}, "SM.POP.IDPC", False),
    ({"idmc_gidd": SourceSettings(key="k", enabled=False)}, "VC.IDP.NWDS", True),
    ({"unhcr_population": SourceSettings(enabled=False)}, "SM.POP.ASYS.EA", True),
]


@pytest.mark.parametrize(("sources", "code", "stands"), FEEDS)
def test_a_repetition_stands_only_where_no_feed_of_the_original_is_on(
    web_server: WebServer, sources: dict[str, SourceSettings], code: str, stands: bool
) -> None:
    web_server.replies = {f"/country/all/indicator/{code}": served(code), "/country": Reply(page(COUNTRIES))}
    settings = Settings(sources={"worldbank": SourceSettings(base_url=web_server.url), **sources})
    nobody: Callable[[str], Archived | None] = lambda _: None  # noqa: E731
    listed = SEPARATOR + page(COUNTRIES)
    (made,) = worldbank._documents(Client(worldbank.SOURCE, settings, nobody), code, listed)
    assert isinstance(made, Document)
    assert {each.role for each in figures(worldbank, made)} == {"recommended" if stands else "triangulation"}


INDICATOR = "/country/all/indicator/SM.POP.IDPC"
CLOSE_NOTHING = [
    ("too many requests, status 200", INDICATOR, message("105", "Service unavailable"), "Service unavailable"),
    ("an invalid value", INDICATOR, message("120", "not valid"), "not valid"),
    ("no rows any more", INDICATOR, Reply(page([], page=0, pages=0)), "no rows any more"),
    ("cut rows", INDICATOR, served("SM.POP.IDPC", total=99), "10 rows of 99 came"),
    ("no country listed", "/country", Reply(page([])), "no country is listed"),
    ("a list of nothing", "/country", Reply("[]"), "lacks its two parts"),
    ("XML", "/country", Reply("<?xml version='1.0'?><wb:data/>"), "not JSON"),
    ("no number of pages", "/country", Reply(page(COUNTRIES, pages="some")), "how much there is"),
    ("far too few rows", INDICATOR, served("SM.POP.IDPC", ROWS[:1]), "nothing was stored or closed"),
]


@pytest.mark.parametrize(("name", "path", "reply", "words"), CLOSE_NOTHING, ids=[each[0] for each in CLOSE_NOTHING])
def test_an_answer_that_closes_nothing(
    bench: Bench, web_server: WebServer, name: str, path: str, reply: Any, words: str
) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies[path] = reply
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == before
