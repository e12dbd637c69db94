"""Eurostat's cubes: which cells are figures, of whom, where and when; the numbers here are made up."""

import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, figures, problems, queries_of
from tracker.errors import ReadError
from tracker.model import Document
from tracker.sources import eurostat

PROTECTED = json.loads(SAMPLES.joinpath("eurostat", "migr_asytpsm.json").read_bytes())
APPLICATIONS = json.loads(SAMPLES.joinpath("eurostat", "migr_asyappctzm.json").read_bytes())


def cube(dataset: str = "migr_asytpsm", **changes: Any) -> Document:
    sample = APPLICATIONS if dataset == "migr_asyappctzm" else PROTECTED
    extension = {"id": dataset.upper()}
    return document(
        eurostat, f"https://statistics.example/data/{dataset}?x=1", sample | {"extension": extension} | changes
    )


def by_place(given: Document) -> dict[tuple[str, str, str], tuple[int | None, str]]:
    return {
        (
            ";".join(each.origin) or each.origin_raw,
            ";".join(each.location) or each.location_raw,
            f"{each.period_end:%Y-%m}",
        ): (each.value, each.role.value)
        for each in figures(eurostat, given)
    }


def test_every_cell_that_is_there_is_a_figure_and_no_other() -> None:
    assert by_place(cube()) == {
        ("TOTAL", "EU27_2020", "2031-01"): (9135, "triangulation"),
        ("TOTAL", "DEU", "2031-01"): (4010, "triangulation"),
        ("TOTAL", "GRC", "2031-01"): (2105, "triangulation"),
        ("TOTAL", "GRC", "2031-02"): (2200, "recommended"),  # none of its parts is stated
        ("EXT_EU27_2020", "DEU", "2031-01"): (4000, "triangulation"),
        ("UKR", "EU27_2020", "2031-01"): (8000, "triangulation"),
        ("UKR", "DEU", "2031-01"): (3900, "recommended"),
        ("UKR", "DEU", "2031-02"): (3950, "recommended"),
        ("UKR", "GRC", "2031-01"): (2100, "recommended"),
        ("XKX", "DEU", "2031-01"): (0, "recommended"),  # stated: it is there
        ("GBR", "GRC", "2031-01"): (5, "recommended"),
        ("STLS", "DEU", "2031-01"): (100, "recommended"),
    }


MEASURES = [
    # data set, population, term, measure, start, end, cause of Ukrainians
    ("migr_asytpsm", "refugee", "refugee", "stock", date(2031, 1, 31), date(2031, 1, 31), "conflict"),
    ("migr_asytpfm", "refugee", "refugee", "flow", date(2031, 1, 1), date(2031, 1, 31), "conflict"),
    ("migr_asyappctzm", "asylum_seeker", "asylum_seeker", "flow", date(2031, 1, 1), date(2031, 1, 31), "unknown"),
]


@pytest.mark.parametrize(("dataset", "population", "term", "measure", "start", "end", "cause"), MEASURES)
def test_a_data_set_counts(
    dataset: str, population: str, term: str, measure: str, start: date, end: date, cause: str
) -> None:
    each = next(one for one in figures(eurostat, cube(dataset)) if one.origin == ("UKR",))
    assert (each.population, each.term, each.measure, each.cause) == (population, term, measure, cause)
    assert (each.period_start, each.period_end) == (start, end)
    assert (each.unit, each.qualifier) == ("person", "approximately")


def test_the_locator_names_all_codes_and_the_quote_keeps_flags_and_label() -> None:
    each = next(one for one in figures(eurostat, cube()) if one.value == 3950)
    assert each.locator == "migr_asytpsm?time=2031-02&freq=M&unit=PER&citizen=UA&sex=T&age=TOTAL&geo=DE"
    quote = json.loads(each.quote)
    assert "temporary protection" in quote["label"]
    assert (quote["value"], quote["flags"]) == (3950, "bp")


def test_one_figure_in_the_sum_of_each_country_and_month() -> None:
    """What is recommended adds up to the country's total, as far as its parts are stated."""
    said = [each for each in figures(eurostat, cube()) if each.role == "recommended" and each.location == ("DEU",)]
    assert sum(each.value or 0 for each in said if each.period_end == date(2031, 1, 31)) == 4000


SHAPES = [
    ("value as a list", {"value": [None] * 12 + [70]}, {("UKR", "EU27_2020", "2031-01"): (70, "triangulation")}),
    ("one status for all", {"value": {"14": 70}, "status": "p"}, {("UKR", "DEU", "2031-01"): (70, "recommended")}),
    ("status as a list", {"value": {"14": 70}, "status": ["p"] * 36}, {("UKR", "DEU", "2031-01"): (70, "recommended")}),
    ("a missing cell with its flag", {"value": {}, "status": {"14": ":"}}, {}),
    ("a decimal without a fraction", {"value": {"14": 70.0}}, {("UKR", "DEU", "2031-01"): (70, "recommended")}),
]


@pytest.mark.parametrize(("name", "changes", "expected"), SHAPES, ids=[each[0] for each in SHAPES])
def test_a_shape_that_json_stat_allows(name: str, changes: dict[str, Any], expected: dict[Any, Any]) -> None:
    assert by_place(cube(**changes)) == expected


def other_dimension(name: str, **codes: int) -> dict[str, Any]:
    return {"dimension": PROTECTED["dimension"] | {name: {"label": name, "category": {"index": codes}}}}


BROKEN = [
    ("a number as text", {"value": {"14": "12,345"}}, "value is '12,345'"),
    ("all numbers as text", {"value": "12,345"}, "numbers by index"),
    ("another class", {"class": "collection"}, "class 'collection'"),
    ("a size that does not fit", {"size": [1, 1, 6, 1, 1, 2, 2]}, "codes for a dimension of size"),
    ("an index outside", {"value": {"36": 5}}, "outside the cube"),
    ("not the sex asked for", other_dimension("sex", F=0), "sex is 'F'"),
    ("not a month", other_dimension("time", **{"2031": 0, "2031-02": 1}), "2031"),
]


@pytest.mark.parametrize(("name", "changes", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_cube_that_cannot_be_read_is_named(name: str, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ReadError, match=words):
        figures(eurostat, cube(**changes))


@pytest.mark.parametrize("field", ["size", "id", "dimension", "value", "class"])
def test_a_field_that_is_gone_is_named(field: str) -> None:
    body = {name: value for name, value in PROTECTED.items() if name != field}
    with pytest.raises(ReadError, match=f"'{field}' is missing"):
        figures(eurostat, document(eurostat, "https://statistics.example/data/migr_asytpsm?x=1", body))


def test_a_new_field_is_told_and_the_rest_is_read() -> None:
    (told,) = problems(eurostat, cube(mood="new"))
    assert "mood" in told
    assert len(by_place(cube(mood="new"))) == 12


def test_a_code_nobody_knows_is_told_and_never_summed() -> None:
    given = cube(**other_dimension("geo", EU27_2020=0, XX_NEW=1, EL=2))
    assert "XX_NEW" in problems(eurostat, given)[0]
    assert {each.role.value for each in figures(eurostat, given) if each.location_raw == "XX_NEW"} == {"triangulation"}


# --- with a server and a store -------------------------------------------------------------------------------------


def serve(server: WebServer, year: int = 2031, **changes: Any) -> None:
    """The sample's cells under the year given; every other year is an empty cube."""
    body = json.loads(json.dumps(PROTECTED).replace("2031", str(year))) | changes

    def answer(path: str) -> Reply:
        url = urlsplit(path)
        dataset, query = url.path.rsplit("/", 1)[-1], parse_qs(url.query)
        asked = query["sinceTimePeriod"] == [f"{year}-01"] and query["untilTimePeriod"] == [f"{year}-12"]
        served = body if asked else body | {"value": {}}
        return Reply(json.dumps(served | {"extension": {"id": dataset.upper()}}))

    server.replies = {f"/data/{dataset}": answer for dataset in ("migr_asytpsm", "migr_asytpfm")}


THIS_YEAR = datetime.now(UTC).year


@pytest.fixture
def bench(store: Store, web_server: WebServer) -> Bench:
    serve(web_server, THIS_YEAR)
    return Bench(eurostat, store, f"{web_server.url}/data/")


def test_a_data_set_is_asked_year_by_year_and_a_second_time_changes_nothing(
    bench: Bench, web_server: WebServer
) -> None:
    run = bench.collect()
    assert bench.changes(run) == (24, 0, 0)
    (notice,) = run.notices
    assert "migr_asyappctzm: the server answered 404" in notice
    asked = queries_of(web_server, "migr_asytpsm")
    assert [query["sinceTimePeriod"] for query in asked] == [[f"{year}-01"] for year in range(2022, THIS_YEAR + 1)]
    assert all((query["sex"], query["age"], query["freq"]) == (["T"], ["TOTAL"], ["M"]) for query in asked)
    before = bench.figures()
    assert bench.changes(bench.collect()) == (0, 0, 0)
    assert bench.figures() == before


def test_what_is_new_is_asked_of_two_years_only(bench: Bench, web_server: WebServer) -> None:
    assert bench.changes(bench.collect(complete=False)) == (24, 0, 0)
    assert len(queries_of(web_server, "migr_asytpsm")) == 2


def test_a_revised_and_a_vanished_cell(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    value = {at: number for at, number in PROTECTED["value"].items() if at != "28"} | {"14": 3905}
    serve(web_server, THIS_YEAR, value=value)
    assert bench.changes(bench.collect()) == (0, 2, 2)  # in each of two data sets


def test_documents_carry_the_code_of_the_data_set_and_the_date_of_the_data(bench: Bench) -> None:
    bench.collect()
    row = bench.figures()[-1]
    assert "online data code: migr_asytpsm" in row["document_title"]
    assert row["document_url"].startswith("https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data/migr_")
    assert row["published_at"] == datetime(THIS_YEAR, 3, 5, 10, tzinfo=UTC)


FAULTS: list[tuple[str, Reply, str]] = [
    ("an error with status 200", Reply('{"error": [{"status": 400, "id": 150, "label": "no"}]}'), "not the data asked"),
    ("a warning instead of data", Reply('{"warning": {"status": 413, "label": "later"}}'), "not the data asked"),
    ("a page of HTML", Reply("<html>maintenance</html>"), "not JSON"),
    ("an empty list", Reply("[]"), "not the data asked"),
    ("another data set's body", Reply(json.dumps(PROTECTED | {"extension": {"id": "PRC_HICP"}})), "PRC_HICP came"),
    ("the retired service", Reply('{"migr_asytpsm": {"value": {}}}'), "a body without a name came"),
    ("no cell at all", Reply('{"value": {}, "extension": {"id": "MIGR_ASYTPSM"}}'), "no cell at all"),
]


@pytest.mark.parametrize(("name", "reply", "words"), FAULTS, ids=[each[0] for each in FAULTS])
def test_an_answer_that_closes_nothing(
    bench: Bench, web_server: WebServer, name: str, reply: Reply, words: str
) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies = {"/data/migr_asytpsm": reply}
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == before
