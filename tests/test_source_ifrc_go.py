"""Field reports of Red Cross and Red Crescent Societies: three estimates of the same people; all of it made up."""

import json
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, figures, kept, problems, queries_of
from tracker import text
from tracker.errors import ReadError
from tracker.model import Document, Figure
from tracker.sources import ifrc_go

REPORTS = json.loads(SAMPLES.joinpath("ifrc_go", "field_reports.json").read_bytes())
APPEAL = {"id": "9", "code": "MDRXX001", "name": "Invented appeal", "atype": 0, "status": 1, "num_beneficiaries": 30000}


def reports(*rows: dict[str, Any], path: str = "field-report") -> Document:
    return document(ifrc_go, f"https://go.example/api/v2/{path}/?limit=200", b"\x1e" + json.dumps(rows).encode())


def read(*changes: dict[str, Any]) -> list[Figure]:
    return figures(ifrc_go, reports(*(REPORTS[0] | {"id": 100 + at} | each for at, each in enumerate(changes))))


ESTIMATES = [
    # of the Red Cross, the government, others → what each figure is
    (500, 650, 700, [(500, "recommended"), (650, "triangulation"), (700, "triangulation")]),
    (None, 650, 700, [(650, "recommended"), (700, "triangulation")]),
    (None, None, 700, [(700, "recommended")]),
    (None, None, None, []),
    (0, 650, None, [(0, "triangulation"), (650, "recommended")]),
    (0, None, None, [(0, "triangulation")]),  # older forms wrote 0 for empty
    (0, 0, None, [(0, "recommended"), (0, "triangulation")]),
]


@pytest.mark.parametrize(("own", "government", "other", "expected"), ESTIMATES)
def test_one_estimate_stands_the_others_support_it(own: Any, government: Any, other: Any, expected: list[Any]) -> None:
    said = read({"num_displaced": own, "gov_num_displaced": government, "other_num_displaced": other})
    assert [(each.value, each.role.value) for each in said] == expected


def test_each_estimate_says_whose_it_is() -> None:
    said = {each.locator: each.attribution for each in read({"id": 42})}
    assert said == {
        "field-report/42#num_displaced": "IFRC / National Society",
        "field-report/42#gov_num_displaced": "Government",
        "field-report/42#other_num_displaced": "Invented Relief Agency",
    }


ONE = "<p>A river rose at night.</p><p>The water displaced 2,300 people in Biobio on 3&nbsp;May 2031.</p>"
TWO = ONE + "<p>Some 400 families sleep in shelters.</p>"
UNSTATED = dict.fromkeys(ifrc_go.COLUMNS)
NARRATIVES = [
    # columns, narrative → values and roles of what the narrative says
    ("no column, one thing said", UNSTATED, ONE, [(2300, "recommended")]),
    ("no column, two things said", UNSTATED, TWO, [(2300, "triangulation"), (400, "triangulation")]),
    ("a column stands for the report", {}, ONE, [(2300, "triangulation")]),
    ("early warning", UNSTATED | {"status": 8}, ONE, []),
    ("nothing told", UNSTATED, None, []),
    ("no figure told", UNSTATED, "<p>Volunteers hand out water.</p>", []),
]


def narrated(*changes: dict[str, Any]) -> list[Figure]:
    return [each for each in read(*changes) if "#description" in each.locator]


@pytest.mark.parametrize(("name", "columns", "narrative", "expected"), NARRATIVES, ids=[row[0] for row in NARRATIVES])
def test_a_narrative_supports_the_columns_and_stands_only_where_it_alone_says_one_thing(
    name: str, columns: dict[str, Any], narrative: str | None, expected: list[Any]
) -> None:
    said = narrated(columns | {"description": narrative})
    assert [(each.value, each.role.value) for each in said] == expected


def test_of_the_narratives_of_an_event_the_newest_stands_and_none_beside_a_column() -> None:
    told, later = UNSTATED | {"description": ONE}, {"sit_fields_date": "2031-05-20T00:00:00Z", "fr_num": 2}
    assert [each.role.value for each in narrated(told, told | later)] == ["triangulation", "recommended"]
    assert [each.role.value for each in narrated({"fr_num": 1}, told | later)] == ["triangulation"]


def test_a_figure_of_a_narrative_quotes_its_sentence() -> None:
    (each,) = narrated({"id": 42, "description": ONE})
    name, _, span = each.locator.partition("#description&char=")
    start, end = map(int, span.partition("&")[0].split(","))
    assert name == "field-report/42"
    assert text.plain(ONE)[start:end] == each.quote == "The water displaced 2,300 people in Biobio on 3 May 2031."
    assert (each.cause, each.attribution, each.location) == ("disaster", "IFRC / National Society", ("CHL",))
    assert 0 < each.confidence < 1


UPDATES = [
    ("a later date", {"fr_num": 2, "sit_fields_date": "2031-05-20T00:00:00Z"}, "triangulation"),
    ("the same date, a later number", {"fr_num": 2}, "triangulation"),
    ("an earlier date", {"fr_num": 2, "sit_fields_date": "2031-05-02T00:00:00Z"}, "recommended"),
    ("another event", {"event": 11, "fr_num": 2}, "recommended"),
    ("early warning", {"status": 8, "fr_num": 2, "sit_fields_date": "2031-05-20T00:00:00Z"}, "recommended"),
    ("nothing stated", dict.fromkeys(ifrc_go.COLUMNS) | {"fr_num": 2}, "recommended"),
]


@pytest.mark.parametrize(("name", "update", "expected"), UPDATES, ids=[each[0] for each in UPDATES])
def test_the_newest_report_of_an_event_stands(name: str, update: dict[str, Any], expected: str) -> None:
    first = next(each for each in read({}, update) if each.locator == "field-report/100#num_displaced")
    assert first.role == expected


def test_reports_without_an_event_stand_alone() -> None:
    assert [each.role.value for each in read({"event": None}, {"event": None}) if each.value == 500] == [
        "recommended"
    ] * 2


KINDS = [
    # disaster type → cause, population, origin
    (12, "disaster", "idp", ("CHL",)),
    (7, "conflict", "idp", ("CHL",)),
    (6, "conflict", "idp", ("CHL",)),
    (1, "other", "idp", ("CHL",)),
    (13, "unknown", "idp", ("CHL",)),
    (None, "unknown", "idp", ("CHL",)),
    (5, "unknown", "displaced", ()),  # perhaps refugees or migrants
    ({"id": 5, "name": "Population Movement"}, "unknown", "displaced", ()),  # older answers nest it
]


@pytest.mark.parametrize(("dtype", "cause", "population", "origin"), KINDS)
def test_a_disaster_type_means(dtype: Any, cause: str, population: str, origin: tuple[str, ...]) -> None:
    each = read({"dtype": dtype})[0]
    assert (each.cause, each.population, each.origin, each.location) == (cause, population, origin, ("CHL",))
    assert (each.measure, each.term, each.unit) == ("stock", "displaced", "person")
    assert each.confidence == 1  # a structured feed; that GO leaves stock or flow unsaid is no measured doubt


CHILE = {"id": 47, "name": "Chile", "iso3": "CHL"}
CLUSTER = {"id": 400, "name": "Southern Cone Cluster", "iso3": None}
PLACES = [
    ("ids with details", {}, ("CHL",), "", "Biobio"),
    ("nested", {"countries": [CHILE], "districts": []}, ("CHL",), "", ""),
    (
        "several countries: one figure of none",
        {"countries": [CHILE, CLUSTER]},
        (),
        "Chile; Southern Cone Cluster",
        "Biobio",
    ),
    ("a cluster has no code", {"countries": [CLUSTER]}, (), "Southern Cone Cluster", "Biobio"),
    ("several districts", {"districts": [{"name": "A"}, {"name": "B"}]}, ("CHL",), "", ""),
]


@pytest.mark.parametrize(("name", "changes", "location", "raw", "admin1"), PLACES, ids=[each[0] for each in PLACES])
def test_a_place(name: str, changes: dict[str, Any], location: tuple[str, ...], raw: str, admin1: str) -> None:
    each = read(changes)[0]
    assert (each.location, each.location_raw, each.admin1) == (location, raw, admin1)


DATES = [
    ({}, date(2031, 5, 4)),
    ({"sit_fields_date": None}, date(2031, 5, 6)),
    ({"sit_fields_date": None, "report_date": None}, None),
]


@pytest.mark.parametrize(("changes", "expected"), DATES)
def test_the_date_of_the_figures_not_of_the_record(changes: dict[str, Any], expected: date | None) -> None:
    each = read(changes)[0]
    assert (each.period_start, each.period_end) == (expected, expected)


BROKEN = [
    ({"num_displaced": "12,345"}, "num_displaced is '12,345'"),
    ({"num_displaced": 1.5}, "num_displaced is 1.5"),
    ({"status": 77}, "status is 77"),
    ({"dtype": 999}, "dtype is 999"),
    ({"visibility": 1}, "visibility is 1"),
    ({"sit_fields_date": "soon"}, "soon"),
]


@pytest.mark.parametrize(("changes", "words"), BROKEN)
def test_a_report_that_cannot_be_read_is_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ReadError, match=f"field-report/101: .*{words}"):
        read({}, changes)


@pytest.mark.parametrize("field", ["num_displaced", "countries", "status", "dtype", "sit_fields_date", "visibility"])
def test_a_field_that_is_gone_is_named(field: str) -> None:
    row = {name: value for name, value in REPORTS[0].items() if name != field}
    with pytest.raises(ReadError, match=f"field-report/1: the field '{field}' is missing"):
        figures(ifrc_go, reports(row))


def test_a_new_field_is_told_once() -> None:
    rows = [{name: value for name, value in row.items() if name not in ifrc_go.PERSONAL} for row in REPORTS[:2]]
    (told,) = problems(ifrc_go, reports(*(row | {"mood": "new"} for row in rows)))
    assert told.startswith("new fields, not read: mood (first in ")


def test_an_appeal_counts_nobody() -> None:
    assert figures(ifrc_go, reports(APPEAL, path="appeal")) == []


@pytest.mark.parametrize("changes", [{"atype": "other"}, {"status": 9}, {"num_beneficiaries": "12,345"}])
def test_an_appeal_that_cannot_be_read_is_named(changes: dict[str, Any]) -> None:
    with pytest.raises(ReadError, match=f"appeal/9: {next(iter(changes))} is"):
        figures(ifrc_go, reports(APPEAL | changes, path="appeal"))


# --- with a server and a store -------------------------------------------------------------------------------------


def serve(server: WebServer, rows: list[dict[str, Any]], appeals: list[dict[str, Any]], most: int = 200) -> None:
    """Lists in pages of at most `most` rows, whatever limit is asked."""

    def answer(path: str) -> Reply:
        query, held = parse_qs(urlsplit(path).query), rows if "field-report" in path else appeals
        start = int(query.get("offset", ["0"])[0])
        return Reply(json.dumps({"count": len(held), "next": None, "results": held[start : start + most]}))

    server.replies = {"/api/v2/field-report/": answer, "/api/v2/appeal/": answer}


@pytest.fixture
def bench(store: Store, web_server: WebServer) -> Bench:
    serve(web_server, REPORTS, [APPEAL])
    return Bench(ifrc_go, store, f"{web_server.url}/api/v2/")


def test_what_is_stored_of_the_sample_and_a_second_time_nothing(bench: Bench, web_server: WebServer) -> None:
    assert bench.changes(bench.collect()) == (7, 0, 0)
    said = {each["locator"]: (each["value"], each["role"]) for each in bench.figures()}
    assert said == {
        "field-report/1#num_displaced": (500, "triangulation"),
        "field-report/1#gov_num_displaced": (650, "triangulation"),
        "field-report/1#other_num_displaced": (700, "triangulation"),
        "field-report/2#gov_num_displaced": (800, "recommended"),
        "field-report/3#num_displaced": (0, "triangulation"),
        "field-report/5#num_displaced": (1200, "recommended"),
        "field-report/6#num_displaced": (300, "recommended"),
    }
    assert len(web_server.asked) == 2
    assert bench.changes(bench.collect()) == (0, 0, 0)


def test_who_wrote_and_what_is_not_public_is_never_kept(bench: Bench, store: Store) -> None:
    bench.collect()
    for words in ("Maria", "invented.example", "555-0100", "m.invented", "77777"):
        assert words not in kept(store)


def test_pages_shorter_than_asked_are_followed_until_the_count(bench: Bench, web_server: WebServer) -> None:
    serve(web_server, REPORTS, [], most=3)
    assert bench.changes(bench.collect()) == (7, 0, 0)
    asked = queries_of(web_server, "field-report")
    assert [query.get("offset") for query in asked] == [None, ["3"], ["6"]]
    assert {query["limit"][0] for query in asked} == {"200"}


def test_a_report_that_is_gone_is_withdrawn_by_a_complete_read_only(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    serve(web_server, [row for row in REPORTS if row["id"] != 6], [APPEAL])
    assert bench.changes(bench.collect(complete=False)) == (0, 0, 0)
    assert {"updated_at__gte", "ordering"} <= queries_of(web_server)[-1].keys()
    assert bench.changes(bench.collect()) == (0, 0, 1)


def test_without_reports_the_appeals_are_read_and_nothing_is_closed(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    serve(web_server, [], [APPEAL])
    run = bench.collect()
    assert bench.changes(run) == (0, 0, 0)
    assert "no reports" in run.notices[0]


FAULTS = [
    ("nothing at all", Reply('{"count": 0, "next": null, "results": []}'), "no reports and no appeals"),
    ("an empty list", Reply("[]"), "lacks its count or results"),
    ("a page of HTML", Reply("<html>wait</html>"), "not JSON"),
    ("fewer than it counts", Reply('{"count": 7, "next": null, "results": []}'), "0 of 7 records came"),
    ("another shape", Reply('{"detail": "throttled"}'), "lacks its count or results"),
]


@pytest.mark.parametrize(("name", "reply", "words"), FAULTS, ids=[each[0] for each in FAULTS])
def test_an_answer_that_closes_nothing(
    bench: Bench, web_server: WebServer, name: str, reply: Reply, words: str
) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies = {"/api/v2/field-report/": reply, "/api/v2/appeal/": reply}
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == before
