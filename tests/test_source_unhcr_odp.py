"""UNHCR's portal: of whom a row is when it adds up groups, which country a name is, and what of it stays history."""

import json
from typing import Any

import pytest

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, figures, problems
from tracker.errors import ReadError
from tracker.model import Document, Figure
from tracker.sources import unhcr_odp as odp

ADDRESS = "https://data.unhcr.org/population/"
HOST, PLACES, SERIES = (
    json.loads((SAMPLES / "unhcr_odp" / f"{name}.json").read_text()) for name in ("origin", "sublocation", "timeseries")
)
OF_HOST = "get/origin?geo_id=11&population_collection=4%2C29"
OF_PLACES = "get/sublocation?sv_id=54&population_group=5459%2C5478&forcesublocation=0&fromDate=1900-01-01"
OF_SERIES = "get/timeseries?sv_id=54&population_group=5478&frequency=day&fromDate=1900-01-01"


def answer(address: str, page: dict[str, Any]) -> Document:
    return document(odp, ADDRESS + address, page)


def host(*rows: dict[str, Any]) -> Document:
    return answer(OF_HOST, HOST | {"data": list(rows)})


def by_locator(given: Document) -> dict[str, Figure]:
    found = figures(odp, given)
    named = {each.locator: each for each in found}
    assert len(named) == len(found), "two figures of one locator"
    return named


# locator → value, unit, population, measure, qualifier, role, origin, location
ROWS = {
    "get/origin?geo_id=11&origin=SUD&date=2032-06-30&groups=9-14-22": (
        "7300 person displaced stock exact recommended SDN TCD"  # refugees, asylum-seekers and a list of no kind
    ),
    "get/origin?geo_id=11&origin=SUD&date=2032-06-30&groups=9-14-22&unit=household": (
        "1500 household displaced stock exact triangulation SDN TCD"
    ),
    "get/origin?geo_id=11&origin=CAR&date=2032-05-31&groups=31": "410 person refugee stock exact recommended CAF TCD",
    "get/origin?geo_id=11&origin=CAR&date=2032-05-31&groups=31&unit=household": (
        "90 household refugee stock exact triangulation CAF TCD"
    ),
    "get/origin?geo_id=11&origin=VAR&date=2032-05-31&groups=32": (
        "58 person asylum_seeker stock exact recommended (VAR) TCD"  # "0" households are not known ones
    ),
    "get/origin?geo_id=11&origin=NIG&date=2032-05-31&groups=33-34": (
        "21 person refugee stock approximately recommended NGA TCD"  # two groups of one kind
    ),
    "get/origin?geo_id=11&origin=&date=2032-05-31&groups=35": "3 person displaced stock exact recommended () TCD",
    "get/origin?geo_id=11&origin=CHD&date=2032-02-14&groups=36": (
        "0 person asylum_seeker stock exact recommended TCD TCD"  # no IDPs, though origin and host are one
    ),
    "get/sublocation?sv_id=54&population_group=5459%2C5478&place=101&date=2032-08-01&groups=5478": (
        "880 person refugee stock exact recommended UKR MDA"
    ),
    "get/sublocation?sv_id=54&population_group=5459%2C5478&place=102&date=2032-08-03&groups=5478": (
        "140 person refugee stock exact recommended UKR SRB;XKX"  # one count of two
    ),
    "get/sublocation?sv_id=54&population_group=5459%2C5478&place=103&date=2032-08-03&groups=5459-5478": (
        "61 person displaced stock exact triangulation UKR IRN"  # groups may count the same people
    ),
    "get/sublocation?sv_id=54&population_group=5459%2C5478&place=104&date=2032-08-03&groups=5478": (
        "17 person refugee stock exact triangulation UKR ()"
    ),
    "get/sublocation?sv_id=54&population_group=5459%2C5478&place=105&date=2032-08-03&groups=5457": (
        "9000 person displaced flow exact recommended UKR POL"  # crossings are no refugees
    ),
    "get/timeseries?population_group=5478&sv_id=54&date=2032-07-25": (
        "900 person refugee stock exact triangulation UKR ()"  # the total beside its places
    ),
    "get/timeseries?population_group=5478&sv_id=54&date=2032-08-03": (
        "1081 person refugee stock exact triangulation UKR ()"
    ),
}


def test_what_each_row_says() -> None:
    found = {}
    for given in (answer(OF_HOST, HOST), answer(OF_PLACES, PLACES), answer(OF_SERIES, SERIES)):
        assert problems(odp, given) == []
        found |= by_locator(given)
    said = {
        name: f"{each.value} {each.unit} {each.population} {each.measure} {each.qualifier} {each.role} "
        f"{';'.join(each.origin) or f'({each.origin_raw})'} {';'.join(each.location) or f'({each.location_raw})'}"
        for name, each in found.items()
    }
    assert said == ROWS


def test_dates_and_who_counted_are_the_rows_own() -> None:
    found = by_locator(answer(OF_HOST, HOST))
    each = found["get/origin?geo_id=11&origin=CAR&date=2032-05-31&groups=31"]
    assert (f"{each.period_start}", f"{each.period_end}", each.cause) == ("2032-05-31", "2032-05-31", "unknown")
    assert each.attribution == "UNHCR, a ministry"
    assert figures(odp, answer(OF_SERIES, SERIES))[0].attribution == "UNHCR, Governments"
    crossings = figures(odp, answer(OF_PLACES, PLACES))[-1]
    assert (crossings.period_start, f"{crossings.period_end}") == (None, "2032-08-03")


def test_a_place_below_its_country_keeps_its_name_and_its_point() -> None:
    found = figures(odp, answer(OF_PLACES, PLACES))[3]
    assert (found.admin1, found.latitude, found.longitude) == ("Centre by the river", 48.9, 31.1)


KINDS = [
    ("refugee", "Registered refugees from Chad", "1", "REF"),
    ("refugee", "Refugees - 2031, Refugees - 2032", "1, 2", "ASY"),
    ("refugee", "Refugees from Chad, and Sudan", "1", "REF"),
    ("asylum_seeker", "Asylum seekers", "1", "ASY"),
    ("asylum_seeker", "Asylum-Seekers A, asylum seekers B", "1, 2", "REF"),
    ("idp", "IDPs in the east", "1", "IDP"),
    ("returned_refugee", "Refugee returnees, Returned refugees", "1, 2", "REF"),
    ("refugee", "People in a camp", "1", "REF"),
    ("displaced", "People in a camp, Refugees", "1, 2", "REF"),
    ("displaced", "Refugees, Asylum-seekers", "1, 2", "REF"),
    ("displaced", "Urban refugees, asylum seekers, others", "1, 2", "REF"),
    ("displaced", "Refugees and asylum-seekers", "1", None),
]


@pytest.mark.parametrize(("population", "names", "ids", "code"), KINDS)
def test_the_kind_of_people_is_read_off_the_groups(population: str, names: str, ids: str, code: str | None) -> None:
    row = HOST["data"][1] | {"population_groups": names, "population_group_id": ids, "pop_type_code": code}
    assert figures(odp, host(row))[0].population == population


NAMES = {
    "COD": ["Dem. Rep. of the Congo", "Democratic Republic of the Congo"],
    "SYR": ["Syrian Arab Rep.", "Syrian Arab Republic"],
    "TZA": ["United Rep. of Tanzania"],
    "AFG": ["Afghanistan (Islamic Republic of)"],
    "IRN": ["Iran (Islamic Rep. of)"],
    "CZE": ["Czech Republic", "Czechia"],
    "TUR": ["Türkiye", "Turkey"],
    "GBR": ["United Kingdom"],
    "SSD": [" South Sudan"],
}


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in NAMES.items() for name in names])
def test_hosts_are_known_by_the_portals_names(code: str, name: str) -> None:
    assert figures(odp, host(HOST["data"][1] | {"geomaster_name": name}))[0].location == (code,)


def test_a_name_nobody_knows_is_kept_as_it_is() -> None:
    found = figures(odp, host(HOST["data"][1] | {"geomaster_name": "Other", "pop_origin_code": "TIB"}))[0]
    assert (found.location, found.location_raw, found.origin, found.origin_raw) == ((), "Other", (), "TIB")


def without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != field}


FIRST, PLACE, POINT = HOST["data"][0], PLACES["data"][0], SERIES["data"]["timeseries"][0]
STRANGE = [PLACE["population_groups"][0] | {"pop_type_code": "XX"}]
BROKEN = [
    ("a field renamed", host(without(FIRST, "individuals")), "Chad SUD 2032-06-30: the field 'individuals' is missing"),
    ("a number as text", host(FIRST | {"individuals": "12,345"}), "individuals is '12,345'"),
    ("no number", host(FIRST | {"individuals": None}), "individuals is None"),
    ("an unknown kind", host(FIRST | {"pop_type_code": "XX"}), "pop_type_code is 'XX'; known are: REF"),
    ("no date", host(FIRST | {"date": None}), "Chad SUD: "),
    (
        "an unknown kind of group",
        answer(OF_PLACES, PLACES | {"data": [PLACE | {"population_groups": STRANGE}]}),
        "pop_type_code is 'XX'",
    ),
    (
        "a series that does not say of whom",
        answer(OF_SERIES.replace("5478", "77"), SERIES),
        "population_group is '77'; known are: 5478",
    ),
    (
        "a point without its number",
        answer(OF_SERIES, SERIES | {"data": {"timeseries": [without(POINT, "individuals")], "source": ""}}),
        "2032-07-25: the field 'individuals' is missing",
    ),
]


@pytest.mark.parametrize(("name", "given", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_row_that_cannot_be_read_is_named(name: str, given: Document, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        figures(odp, given)


@pytest.mark.parametrize(("address", "page"), [(OF_HOST, HOST), (OF_PLACES, PLACES)])
def test_a_new_field_is_told_once(address: str, page: dict[str, Any]) -> None:
    (told,) = problems(odp, answer(address, page | {"data": [row | {"mood": "new"} for row in page["data"]]}))
    assert "mood" in told


# --- with a server and a store -------------------------------------------------------------------------------------


def served(page: dict[str, Any]) -> Reply:
    return Reply(json.dumps(page))


@pytest.fixture
def bench(store: Store, web_server: WebServer, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The portal with the samples: two hosts, one of them empty, and a situation."""
    queries = ["get/origin?geo_id=11&population_collection=4,29", "get/origin?geo_id=12&population_collection=4,29"]
    monkeypatch.setattr(odp, "QUERIES", [*queries, *odp.SITUATIONS])
    web_server.replies = {
        "/get/origin": served({"data": []}),
        f"/{OF_HOST}": served(HOST),
        "/get/sublocation": served(PLACES),
        "/get/timeseries": served(SERIES),
    }
    return Bench(odp, store, web_server.url)


def test_each_host_and_situation_is_asked_once(bench: Bench, web_server: WebServer) -> None:
    run = bench.collect()
    assert (run.ok, run.documents, run.figures_new, run.notices) == (True, 3, len(ROWS), [])
    assert [path for path, _ in web_server.asked] == [
        f"/{OF_HOST}",
        f"/{OF_HOST.replace('11', '12')}",
        f"/{OF_PLACES}",
        f"/{OF_SERIES}",
    ]
    before = bench.figures()
    assert bench.changes(bench.collect()) == (0, 0, 0)
    assert bench.figures() == before


def test_hosts_are_those_that_are_polled_in_public() -> None:
    assert len(odp.HOSTS) == len(set(odp.HOSTS)) == 33
    assert len(odp.QUERIES) == 35


FIRST_FACT = "get/origin?geo_id=11&origin=SUD&date=2032-06-30&groups=9-14-22"
MOVES = [
    ("a later date: the earlier one is history", {"date": "2032-07-31"}, (2, 0, 0)),
    ("another count of the same date corrects", {"individuals": "7301"}, (0, 1, 0)),
    ("other groups at the same date replace", {"population_group_id": "9, 14, 23"}, (2, 0, 2)),
]


@pytest.mark.parametrize(("name", "change", "expected"), MOVES, ids=[each[0] for each in MOVES])
def test_only_the_present_is_served(
    bench: Bench, web_server: WebServer, name: str, change: dict[str, str], expected: tuple[int, int, int]
) -> None:
    bench.collect()
    web_server.replies[f"/{OF_HOST}"] = served(HOST | {"data": [FIRST | change, *HOST["data"][1:]]})
    assert bench.changes(bench.collect()) == expected


def test_a_point_that_is_gone_from_a_series_is_withdrawn(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    web_server.replies["/get/timeseries"] = served(SERIES | {"data": {"timeseries": [POINT], "source": ["UNHCR"]}})
    assert bench.changes(bench.collect()) == (0, 1, 1)


CLOSE_NOTHING = [
    ("a challenge page", f"/{OF_HOST}", Reply("<html>Just a moment...</html>"), "not JSON"),
    ("refused", f"/{OF_HOST}", Reply(status=403), "the server answered 403"),
    ("no data", f"/{OF_HOST}", Reply("{}"), "lacks its data"),
    ("an empty list", "/get/sublocation", Reply("[]"), "lacks its data"),
    ("no rows any more", "/get/sublocation", served({"data": []}), "no rows any more"),
    ("an empty series", "/get/timeseries", served({"data": {"timeseries": []}}), "no rows any more"),
    ("a row that cannot be read", "/get/sublocation", served({"data": [{"date": 1}]}), "is missing"),
]


@pytest.mark.parametrize(("name", "path", "reply", "words"), CLOSE_NOTHING, ids=[each[0] for each in CLOSE_NOTHING])
def test_an_answer_that_closes_nothing(
    bench: Bench, web_server: WebServer, name: str, path: str, reply: Reply, words: str
) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies[path] = reply
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == before


def test_a_portal_where_everything_is_empty_is_not_believed(bench: Bench, web_server: WebServer) -> None:
    web_server.replies = {f"/get/{each}": served({"data": []}) for each in ("origin", "sublocation", "timeseries")}
    run = bench.collect()
    assert not run.ok
    assert "no host and no situation has any rows" in run.errors[0]
