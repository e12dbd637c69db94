"""IDMC's yearly figures: what of each endpoint stands and what only supports it, whose dates and names are used."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, figures, kept, problems
from tracker.errors import ReadError
from tracker.model import Document, Figure
from tracker.sources import idmc_gidd as gidd
from tracker.sources._records import SEPARATOR

KEY = "a-secret-client"
ADDRESS = "https://helix-tools-api.idmcdb.org/external-api/gidd/"
PLACES = f"/{gidd.PLACES}"
CONFLICTS, DISASTERS, TOTALS, FEATURES = (
    json.loads((SAMPLES / "idmc_gidd" / f"{name}.json").read_text())
    for name in ("conflicts", "disasters", "displacements", "features")
)


def table(endpoint: str, rows: list[dict[str, Any]]) -> Document:
    pages = (
        SEPARATOR + json.dumps({"results": rows[:2]}).encode() + SEPARATOR + json.dumps({"results": rows[2:]}).encode()
    )
    return document(gidd, f"{ADDRESS}{endpoint}/", pages)


def geojson(features: list[dict[str, Any]], **more: Any) -> Document:
    whole = {"type": "FeatureCollection", "features": features, **more}
    return document(gidd, ADDRESS + gidd.PLACES, whole, content_type=gidd.GEOJSON)


def by_locator(given: Document) -> dict[str, Figure]:
    found = figures(gidd, given)
    named = {each.locator.removeprefix("gidd/"): each for each in found}
    assert len(named) == len(found), "two figures of one locator"
    return named


# locator → value, measure, cause, role, start, end
CELLS = [
    (
        table("conflicts", CONFLICTS[:5]),
        {
            "conflicts?iso3=SDN&year=2031&col=new_displacement": (
                "41200 flow conflict recommended 2031-01-01 2031-12-31"
            ),
            "conflicts?iso3=SDN&year=2031&col=total_displacement": (
                "905100 stock conflict recommended 2031-12-31 2031-12-31"
            ),
            # none found is a figure, null is none
            "conflicts?iso3=SDN&year=2032&col=new_displacement": "0 flow conflict recommended 2032-01-01 2032-12-31",
            "conflicts?iso3=SDN&year=2032&col=total_displacement": (
                "880300 stock conflict recommended 2032-12-31 2032-12-31"
            ),
            "conflicts?iso3=MLI&year=2032&col=new_displacement": "7300 flow conflict recommended 2032-01-01 2032-12-31",
            "conflicts?iso3=XKX&year=2032&col=total_displacement": (
                "15200 stock conflict recommended 2032-12-31 2032-12-31"
            ),
            "conflicts?iso3=AB9&year=2032&col=new_displacement": "4100 flow conflict recommended 2032-01-01 2032-12-31",
            "conflicts?iso3=AB9&year=2032&col=total_displacement": "0 stock conflict recommended 2032-12-31 2032-12-31",
        },
    ),
    (
        table("displacements", TOTALS[:2]),
        {  # the conflict half repeats `conflicts`, the flow of disasters is the sum of `disasters`
            "displacements?iso3=SDN&year=2032&col=conflict_new_displacement": (
                "0 flow conflict triangulation 2032-01-01 2032-12-31"
            ),
            "displacements?iso3=SDN&year=2032&col=conflict_total_displacement": (
                "880300 stock conflict triangulation 2032-12-31 2032-12-31"
            ),
            "displacements?iso3=SDN&year=2032&col=disaster_new_displacement": (
                "1200 flow disaster triangulation 2032-01-01 2032-12-31"
            ),
            "displacements?iso3=SDN&year=2032&col=disaster_total_displacement": (
                "650 stock disaster recommended 2032-12-31 2032-12-31"
            ),
            "displacements?iso3=PHL&year=2032&col=disaster_new_displacement": (
                "52018 flow disaster triangulation 2032-01-01 2032-12-31"
            ),
            "displacements?iso3=PHL&year=2032&col=disaster_total_displacement": (
                "2400 stock disaster recommended 2032-12-31 2032-12-31"
            ),
        },
    ),
    (
        table("disasters", DISASTERS[:1]),
        {
            "disasters?iso3=FJI&year=2032&event=Fiji%3A+Flood+-+Ba&start=2032-03-04&type=Flood&col=new_displacement": (
                "640 flow disaster recommended 2032-03-04 2032-03-09"
            )
        },
    ),
    (
        table("disasters", DISASTERS[2:3]),
        {  # over the turn of the year: the year. Its stock lacks other people and only supports
            "disasters?iso3=PHL&year=2032&event=Philippines%3A+Typhoon&start=2032-11-20"
            "&type=Typhoon%2FHurricane%2FCyclone&col=new_displacement": (
                "52000 flow disaster recommended 2032-01-01 2032-12-31"
            ),
            "disasters?iso3=PHL&year=2032&event=Philippines%3A+Typhoon&start=2032-11-20"
            "&type=Typhoon%2FHurricane%2FCyclone&col=total_displacement": (
                "310 stock disaster triangulation 2032-12-31 2032-12-31"
            ),
        },
    ),
]


@pytest.mark.parametrize(("given", "expected"), CELLS)
def test_each_column_is_a_figure_of_its_own_kind(given: Document, expected: dict[str, str]) -> None:
    found = {
        name: f"{each.value} {each.measure} {each.cause} {each.role} {each.period_start} {each.period_end}"
        for name, each in by_locator(given).items()
    }
    assert found == expected


def test_all_are_idps_inside_their_country_and_codes_that_iso_lacks_are_kept_as_they_are() -> None:
    found = by_locator(table("conflicts", CONFLICTS))
    for each in found.values():
        assert (each.population, each.term, each.unit, each.qualifier) == ("idp", "displaced", "person", "exact")
        assert each.origin == each.location
    abyei = found["conflicts?iso3=AB9&year=2032&col=new_displacement"]
    assert (abyei.location, abyei.location_raw, abyei.origin_raw) == ((), "AB9", "AB9")
    assert found["conflicts?iso3=XKX&year=2032&col=total_displacement"].location == ("XKX",)


DATES = [
    ("it ends before it starts", DISASTERS[3], "2032-01-01 2032-12-31"),
    ("no dates", DISASTERS[4], "2032-01-01 2032-12-31"),
    ("a day", DISASTERS[0] | {"end_date": "2032-03-04"}, "2032-03-04 2032-03-04"),
    ("it started in another year", DISASTERS[0] | {"start_date": "2031-12-30"}, "2032-01-01 2032-12-31"),
]


@pytest.mark.parametrize(("name", "row", "expected"), DATES, ids=[each[0] for each in DATES])
def test_rough_dates_fall_back_to_the_year(name: str, row: dict[str, Any], expected: str) -> None:
    each = figures(gidd, table("disasters", [row]))[0]
    assert f"{each.period_start} {each.period_end}" == expected


def test_events_without_a_number_are_told_apart_and_the_same_row_twice_is_one() -> None:
    values = {
        name.partition("&type=Flood")[2]: each.value
        for name, each in by_locator(table("disasters", DISASTERS[:2])).items()
    }
    assert values == {"&col=new_displacement": 640, "&n=2&col=new_displacement": 75}
    turned = table("disasters", [DISASTERS[1], DISASTERS[0], DISASTERS[1]])
    assert by_locator(turned) == by_locator(table("disasters", DISASTERS[:2]))


PARTS = {
    71: "96 flow disaster Bicol||13.2|123.5 2032-11-20 2032-11-22",  # persons, not the 20 households reported
    72: "300 stock disaster Bicol|Albay|13.3|123.7 2032-12-31 2032-12-31",  # the reporting date, not the source's
    73: "80 flow other Albay, Bicol, Philippines; Samar, Philippines||None|None 2032-01-01 2032-12-31",
    74: "9 flow conflict Bicol|Albay|13.3|123.7 2032-05-01 2032-05-01",
}


def test_figures_by_place_are_parts_that_only_support() -> None:
    found = by_locator(geojson(FEATURES[:4], readme="words", lastUpdated="2033-05-12"))
    assert {each.role for each in found.values()} == {"triangulation"}
    assert {
        int(name.partition("=")[2]): f"{each.value} {each.measure} {each.cause} "
        f"{each.admin1}|{each.admin2}|{each.latitude}|{each.longitude} {each.period_start} {each.period_end}"
        for name, each in found.items()
    } == PARTS
    assert found["disaggregation?id=71"].attribution == "A bureau; A cluster"


def without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != field}


def feature(**changes: Any) -> dict[str, Any]:
    return FEATURES[0] | {"properties": FEATURES[0]["properties"] | changes}


BROKEN = [
    ("renamed", table("conflicts", [without(CONFLICTS[0], "iso3")]), "2031: the field 'iso3' is missing"),
    ("text", table("conflicts", [CONFLICTS[0] | {"new_displacement": "12,345"}]), "new_displacement is '12,345'"),
    ("a year in words", table("conflicts", [CONFLICTS[0] | {"year": "last"}]), "year is 'last'"),
    ("word", table("disasters", [DISASTERS[0] | {"start_date_accuracy": "Fortnight"}]), "'Fortnight'; known are: Day"),
    ("a date", table("disasters", [DISASTERS[0] | {"end_date": "soon"}]), "FJI 2032 Fiji: Flood - Ba Flood: Invalid"),
    ("a column gone", table("displacements", [without(TOTALS[0], "disaster_total_displacement")]), "is missing"),
    ("category", geojson([feature(**{"Figure category": "Guests"})]), "Figure category is 'Guests'"),
    ("unit", geojson([feature(**{"Figure unit": "Tent"})]), "71: Figure unit is 'Tent'"),
    ("no properties", geojson([{"type": "Feature", "geometry": None}]), "'Figure unit' is missing"),
]


@pytest.mark.parametrize(("name", "given", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_row_that_cannot_be_read_is_named(name: str, given: Document, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        figures(gidd, given)


@pytest.mark.parametrize(
    "given",
    [
        table("conflicts", [row | {"mood": "new"} for row in CONFLICTS]),
        table("disasters", [row | {"mood": "new"} for row in DISASTERS]),
        table("displacements", [row | {"mood": "new"} for row in TOTALS]),
        geojson([row | {"mood": "new"} for row in FEATURES]),
    ],
)
def test_a_new_field_is_told_once(given: Document) -> None:
    (told,) = problems(gidd, given)
    assert "mood" in told


# --- with a server and a store -------------------------------------------------------------------------------------


def served(
    rows: list[dict[str, Any]], released: str = "2033-05-12", most: int = 3, **more: Any
) -> Callable[[str], Reply]:
    """An endpoint that serves at most three rows a page, and repeats the client id in its links."""

    def answer(path: str) -> Reply:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        start = int(query["offset"])
        page = rows[start : start + min(int(query["limit"]), most)]
        link = f"https://x.example/?client_id={query['client_id']}&client_id={query['client_id']}&offset={start + most}"
        whole = {"last_updated": released, "count": len(rows), "next": link, "previous": None, "results": page}
        return Reply(json.dumps(whole | more))

    return answer


@pytest.fixture
def bench(store: Store, web_server: WebServer, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The API with the samples, in pages of three rows."""
    monkeypatch.setattr(gidd, "ROWS_A_PAGE", 3)
    rows = {"/conflicts/": CONFLICTS, "/disasters/": DISASTERS, "/displacements/": TOTALS + more_totals()}
    web_server.replies = {path: served(each) for path, each in rows.items()}
    web_server.replies[PLACES] = Reply(json.dumps({"type": "FeatureCollection", "features": FEATURES}))
    return Bench(gidd, store, web_server.url, KEY)


def more_totals() -> list[dict[str, Any]]:
    return [TOTALS[0] | {"iso3": code} for code in ("BDI", "NPL", "PER")]


def offsets(server: WebServer, path: str) -> list[str]:
    asked = [urlsplit(each) for each, _ in server.asked]
    return [parse_qs(each.query)["offset"][0] for each in asked if each.path == path]


def test_all_pages_are_asked_once_and_the_client_id_is_nowhere_kept(bench: Bench, web_server: WebServer) -> None:
    run = bench.collect()
    assert (run.ok, run.documents, run.notices) == (True, 4, [])
    assert offsets(web_server, "/conflicts/") == ["0", "0", "3", "6"]  # which release, then all
    assert offsets(web_server, "/disasters/") == ["0", "3", "6", "9"]
    assert offsets(web_server, "/displacements/") == ["0", "3", "6"]
    assert len(web_server.asked) == 12
    assert KEY not in kept(bench.store)
    before = bench.figures()
    assert {row["published_at"] for row in before if "conflicts?" in row["locator"]} == {
        datetime(2033, 5, 12, tzinfo=UTC)
    }
    assert bench.changes(bench.collect()) == (0, 0, 0)
    assert bench.figures() == before


def test_what_is_new_is_one_row_until_another_release_is_out(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    web_server.asked.clear()
    assert bench.changes(bench.collect(complete=False)) == (0, 0, 0)
    assert len(web_server.asked) == 1
    revised = [CONFLICTS[0] | {"total_displacement": 905101}, *CONFLICTS[1:]]
    web_server.replies["/conflicts/"] = served(revised, "2034-05-14")
    for path, rows in (("/disasters/", DISASTERS), ("/displacements/", TOTALS + more_totals())):
        web_server.replies[path] = served(rows, "2034-05-14")
    assert bench.changes(bench.collect(complete=False)) == (0, 1, 0)


def test_a_row_that_is_gone_is_withdrawn(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    web_server.replies["/conflicts/"] = served(CONFLICTS[1:])
    assert bench.changes(bench.collect()) == (0, 0, 2)


def test_pages_without_order_are_asked_again_where_rows_came_twice(bench: Bench, web_server: WebServer) -> None:
    first = served([*CONFLICTS[:-1], CONFLICTS[0]])
    second = served(CONFLICTS)
    asked: list[str] = []

    def mixed(path: str) -> Reply:
        asked.append(path)
        return (first if len(asked) <= 4 else second)(path)

    web_server.replies["/conflicts/"] = mixed
    run = bench.collect()
    assert (run.ok, run.notices, len(asked)) == (True, [], 7)
    codes = {json.loads(row["quote"])["iso3"] for row in bench.figures() if "conflicts?" in row["locator"]}
    assert codes == {row["iso3"] for row in CONFLICTS}


def test_rows_that_repeat_for_good_are_told(bench: Bench, web_server: WebServer) -> None:
    web_server.replies["/conflicts/"] = served([*CONFLICTS, CONFLICTS[0]])
    run = bench.collect()
    assert run.ok
    assert "1 of 10 rows repeat others" in run.notices[0]


@pytest.mark.parametrize("path", ["/displacements/", "/disasters/"])
def test_what_never_had_rows_is_told_and_the_loss_of_rows_is_not_believed(
    bench: Bench, web_server: WebServer, path: str
) -> None:
    rows, web_server.replies[path] = web_server.replies[path], served([])
    run = bench.collect()
    assert run.ok
    assert f"{path}: the answer holds no rows" in run.notices[0]
    web_server.replies[path] = rows
    bench.collect()
    web_server.replies[path] = served([])
    run = bench.collect()
    assert not run.ok
    assert "no rows any more" in run.errors[0]


def test_figures_by_place_may_fail_without_harm(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    before = bench.figures()
    for body in ("<html>Just a moment...</html>", "[]"):
        web_server.replies[PLACES] = Reply(body)
        run = bench.collect()
        assert run.ok
        assert "by place could not be had" in run.notices[0]
        assert bench.figures() == before


CLOSE_NOTHING = [
    ("not registered", Reply('{"detail": "Client is not registered."}', 403), "Client is not registered"),
    ("no rows", served([]), "holds no rows"),
    ("a list where a page is due", Reply("[]"), "lacks its count or its results"),
    ("a page of HTML", Reply("<html>Just a moment...</html>"), "not JSON"),
    ("no release", served(CONFLICTS, last_updated=None), "of which release"),
    ("pages cut shorter than asked", served(CONFLICTS, most=2), "6 rows of 9 came"),
    ("far too little", served(CONFLICTS[:3]), "nothing was stored or closed"),
]


@pytest.mark.parametrize(("name", "reply", "words"), CLOSE_NOTHING, ids=[each[0] for each in CLOSE_NOTHING])
def test_an_answer_that_closes_nothing(bench: Bench, web_server: WebServer, name: str, reply: Any, words: str) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies["/conflicts/"] = reply
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert KEY not in run.errors[0]
    assert bench.figures() == before


def test_a_release_that_comes_out_while_it_is_read_is_left_for_the_next_time(
    bench: Bench, web_server: WebServer
) -> None:
    web_server.replies["/disasters/"] = served(DISASTERS, "2034-05-14")
    run = bench.collect()
    assert not run.ok
    assert "another release came out" in run.errors[0]
    assert run.documents == 1


def test_figures_are_of_days(bench: Bench) -> None:
    bench.collect()
    assert {row["period_end"] for row in bench.figures() if row["measure"] == "stock"} == {
        date(year, 12, 31) for year in (2030, 2031, 2032)
    }
