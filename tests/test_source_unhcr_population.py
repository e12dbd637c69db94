"""UNHCR's matrix: which cells are figures, of which date; the numbers here are made up."""

import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from db import queries
from db.store import Store
from tests.conftest import Reply, WebServer
from tracker.collect import Run, collect
from tracker.errors import ReadError
from tracker.model import Document, Figure, Filter, Problem
from tracker.settings import Settings, SourceSettings
from tracker.sources import unhcr_population as unhcr
from tracker.web import Client

NOTHING = dict.fromkeys(unhcr.COLUMNS, "0") | {"oip": "-"}
CODES = {"SYR": "SYR", "TUR": "TUR", "DEU": "GFR", "SDN": "SUD", "XXA": "STA", "UNK": "UKN"}


def row(year: int, origin: str, asylum: str, **counts: object) -> dict[str, object]:
    sides = {}
    for side, code in (("coo", origin), ("coa", asylum)):
        sides |= {side: CODES[code], f"{side}_iso": code, f"{side}_id": 1, f"{side}_name": f"Land of {code} "}
    return {"year": year} | sides | NOTHING | counts


def page(rows: list[dict[str, object]], pages: int = 1) -> str:
    return json.dumps({"page": 1, "short-url": "x", "maxPages": pages, "total": [], "items": rows})


def document(rows: list[dict[str, object]], retrieved: datetime = datetime(2026, 11, 22, tzinfo=UTC)) -> Document:
    content = unhcr.SEPARATOR + page(rows).encode()
    return Document(url="u", title="t", publisher="p", retrieved_at=retrieved, content=content)


def read(rows: list[dict[str, object]], *retrieved: datetime) -> list[Figure]:
    return [each for each in unhcr.read(document(rows, *retrieved)) if isinstance(each, Figure)]


CELLS = [
    ("a count", row(2025, "SYR", "TUR", refugees=300), [("refugee", "stock", 300, "exact")]),
    ("not collected", row(2025, "SYR", "TUR", oip="-"), []),
    ("withheld in the older interface", row(2025, "SYR", "TUR", refugees="*"), []),
    (
        "rounded: may be three, four or five",
        row(2025, "SYR", "TUR", refugees=5),
        [("refugee", "stock", 5, "approximately")],
    ),
    ("zero that never was a number", row(2025, "SYR", "TUR"), []),
    (
        "returns are a flow beside stocks",
        row(2025, "SYR", "TUR", returned_refugees=40),
        [("returned_refugee", "flow", 40, "exact")],
    ),
    (
        "several populations in one row",
        row(2025, "SDN", "SDN", idps=90, returned_idps=20, hst=70),
        [
            ("host_community", "stock", 70, "exact"),
            ("idp", "stock", 90, "exact"),
            ("returned_idp", "flow", 20, "exact"),
        ],
    ),
    ("stateless people have no origin", row(2025, "XXA", "DEU", stateless=60), [("stateless", "stock", 60, "exact")]),
]


@pytest.mark.parametrize(("name", "given", "expected"), CELLS, ids=[each[0] for each in CELLS])
def test_a_row_gives(name: str, given: dict, expected: list) -> None:
    said = [(each.population, each.measure, each.value, each.qualifier) for each in read([given])]
    assert sorted(said) == expected


ZEROS = [
    ("after a number it is a figure", {2023: 300, 2024: "0", 2025: "0"}, {2023: 300, 2024: 0, 2025: 0}),
    ("before the first number it may mean not counted", {2022: "0", 2023: 300}, {2023: 300}),
    ("never a number", {2022: "0", 2023: "0"}, {}),
]


@pytest.mark.parametrize(("name", "years", "expected"), ZEROS, ids=[each[0] for each in ZEROS])
def test_a_zero(name: str, years: dict, expected: dict) -> None:
    figures = read([row(year, "SYR", "TUR", refugees=count) for year, count in years.items()])
    assert {each.period_end.year: each.value for each in figures if each.period_end} == expected


def test_a_zero_says_nothing_where_its_column_does_not_belong_to_the_row() -> None:
    rows = [row(2023, "SDN", "SDN", refugees=10), row(2024, "SDN", "SDN", refugees="0")]
    assert [each.value for each in read(rows)] == [10]


DATES = [
    # retrieved, year, as-of date of a stock, start of a flow
    (datetime(2026, 11, 22, tzinfo=UTC), 2025, date(2025, 12, 31), date(2025, 1, 1)),
    (datetime(2026, 11, 22, tzinfo=UTC), 2026, date(2026, 6, 30), date(2026, 1, 1)),
    (datetime(2026, 6, 9, tzinfo=UTC), 2025, date(2025, 6, 30), date(2025, 1, 1)),
    (datetime(2026, 6, 10, tzinfo=UTC), 2025, date(2025, 12, 31), date(2025, 1, 1)),
    (datetime(2026, 3, 1, tzinfo=UTC), 1951, date(1951, 12, 31), date(1951, 1, 1)),
]


@pytest.mark.parametrize(("retrieved", "year", "as_of", "start"), DATES)
def test_one_year_has_two_dates(retrieved: datetime, year: int, as_of: date, start: date) -> None:
    stock, flow = read([row(year, "SYR", "TUR", refugees=300, returned_refugees=40)], retrieved)
    assert (stock.period_start, stock.period_end) == (as_of, as_of)
    assert (flow.period_start, flow.period_end) == (start, as_of)


PLACES = [
    ("ISO codes", row(2025, "SYR", "DEU", refugees=9), ("SYR",), ("DEU",), "", ""),
    ("origin unknown", row(2025, "UNK", "TUR", refugees=9), (), ("TUR",), "UNK", ""),
    ("stateless", row(2025, "XXA", "TUR", stateless=9), (), ("TUR",), "XXA", ""),
]


@pytest.mark.parametrize(
    ("name", "given", "origin", "location", "raw", "raw2"), PLACES, ids=[each[0] for each in PLACES]
)
def test_places(name: str, given: dict, origin: tuple, location: tuple, raw: str, raw2: str) -> None:
    (figure,) = read([given])
    assert (figure.origin, figure.location, figure.origin_raw, figure.location_raw) == (origin, location, raw, raw2)


def test_the_locator_names_the_record_and_the_quote_is_the_record() -> None:
    given = row(2023, "SYR", "TUR", refugees=300)
    (figure,) = read([given])
    assert figure.locator == "population?coo=SYR&coa=TUR&year=2023&col=refugees"
    assert json.loads(figure.quote) == given


BROKEN = [
    ("a number as text", row(2025, "SYR", "TUR", refugees="12,345"), "refugees is '12,345'"),
    ("a count below zero", row(2025, "SYR", "TUR", refugees=-3), "refugees is -3"),
    ("a column gone", {k: v for k, v in row(2025, "SYR", "TUR").items() if k != "refugees"}, "refugees is None"),
    (
        "a country gone",
        {k: v for k, v in row(2025, "SYR", "TUR").items() if k != "coa_iso"},
        "lacks its year or its countries",
    ),
]


@pytest.mark.parametrize(("name", "given", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_record_that_cannot_be_read_is_named(name: str, given: dict, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read([row(2025, "SDN", "SDN", idps=3), given])


def test_a_new_field_is_told_once_and_the_rest_is_read() -> None:
    rows = [row(2024, "SYR", "TUR", refugees=1, mood="new"), row(2025, "SYR", "TUR", refugees=2, mood="new")]
    told = [each for each in unhcr.read(document(rows)) if isinstance(each, Problem)]
    assert len(told) == 1
    assert "mood" in told[0].text
    assert len(read(rows)) == 2


# --- with a server and a store -------------------------------------------------------------------------------------

PATH = "/population/"


def collected(store: Store, server: WebServer) -> Run:
    settings = Settings(sources={"unhcr_population": SourceSettings(base_url=server.url)})
    client = Client(unhcr.SOURCE, settings, store.archived)
    client.source = type(unhcr.SOURCE)(**{**vars(unhcr.SOURCE), "pause": 0.0})
    return collect(unhcr, client, store, "reader", True)


def serve(server: WebServer, *pages: list[dict[str, object]]) -> None:
    def answer(path: str) -> Reply:
        number = int(path.partition("&page=")[2])
        return Reply(page(pages[number - 1], len(pages)))

    server.replies[PATH] = answer


def many(year: int, value: int, count: int = 120) -> list[dict[str, object]]:
    """Enough rows to be believed: one origin, many pairs of made-up size."""
    from tracker import countries

    codes = [code for code in countries.codes() if code not in ("SYR", "XKX")][:count]
    CODES.update({code: code for code in codes})
    return [row(year, "SYR", code, refugees=value + 10 * number) for number, code in enumerate(codes)]


def totals(store: Store) -> dict[date, int]:
    counted: Counter[date] = Counter()
    for each in queries.sums(store.engine, Filter(population=("refugee",))):
        counted[each["period_end"]] += each["total"]
    return dict(counted)


def test_all_pages_are_asked_with_both_years_and_stored_as_one_document(store: Store, web_server: WebServer) -> None:
    serve(web_server, many(2023, 100), many(2024, 200))
    run = collected(store, web_server)
    assert (run.ok, run.documents, run.figures_new, run.errors) == (True, 1, 240, [])
    assert len(web_server.asked) == 2
    assert all("yearFrom=1951" in path and "yearTo=" in path and "cf_type=ISO" in path for path, _ in web_server.asked)


def test_a_second_collection_changes_nothing(store: Store, web_server: WebServer) -> None:
    serve(web_server, many(2024, 200))
    collected(store, web_server)
    before = list(queries.cited(store.engine, Filter()))
    run = collected(store, web_server)
    assert (run.ok, run.figures_new, run.figures_changed, run.figures_withdrawn) == (True, 0, 0, 0)
    assert list(queries.cited(store.engine, Filter())) == before


def test_when_most_of_a_year_changes_at_once_both_releases_stand_each_with_its_date(
    store: Store, web_server: WebServer
) -> None:
    earlier, later = many(2025, 100), many(2025, 101)
    serve(web_server, many(2024, 50) + earlier)
    collected(store, web_server)
    serve(web_server, many(2024, 50) + later)
    run = collected(store, web_server)
    assert run.figures_withdrawn == 0
    assert "another release of 2025-12-31" in run.notices[0]
    assert totals(store) == {
        date(2024, 12, 31): sum(int(str(each["refugees"])) for each in many(2024, 50)),
        date(2025, 6, 30): sum(int(str(each["refugees"])) for each in earlier),
        date(2025, 12, 31): sum(int(str(each["refugees"])) for each in later),
    }


def test_a_few_changes_are_corrections(store: Store, web_server: WebServer) -> None:
    serve(web_server, many(2025, 100))
    collected(store, web_server)
    serve(web_server, [*many(2025, 100)[:-10], *many(2025, 101)[-10:]])
    run = collected(store, web_server)
    assert (run.figures_new, run.figures_changed, run.notices) == (0, 10, [])
    assert list(totals(store)) == [date(2025, 12, 31)]


ANSWERS_THAT_CLOSE_NOTHING = [
    ("no rows", page([], 0), "no rows"),
    ("a page of HTML", "<!DOCTYPE html><title>Just a moment...</title>", "not JSON"),
    ("cut off", page(many(2025, 100))[:-300], "not JSON"),
    ("another shape", "[]", "lacks its pages or items"),
    ("far too little", page(many(2025, 100, count=20)), "nothing was stored or closed"),
]


@pytest.mark.parametrize(
    ("name", "body", "words"), ANSWERS_THAT_CLOSE_NOTHING, ids=[e[0] for e in ANSWERS_THAT_CLOSE_NOTHING]
)
def test_an_answer_that_closes_nothing(store: Store, web_server: WebServer, name: str, body: str, words: str) -> None:
    serve(web_server, many(2025, 100))
    collected(store, web_server)
    before = totals(store)
    web_server.replies[PATH] = Reply(body)
    run = collected(store, web_server)
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert totals(store) == before
