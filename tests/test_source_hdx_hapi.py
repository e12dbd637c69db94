"""HAPI's rows: which group is which population, which level stands for a country, what is no figure at all."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, figures, kept, problems
from tracker.errors import ReadError
from tracker.model import Document, Figure
from tracker.sources import hdx_hapi as hapi
from tracker.sources._records import SEPARATOR

KEY = base64.b64encode(b"tracker:desk@ngo.example").decode()
ADDRESS = "https://hapi.humdata.org/api/v2/affected-people/"
ROWS: dict[str, list[dict[str, Any]]] = {
    theme: json.loads((SAMPLES / "hdx_hapi" / f"{name}.json").read_text())
    for theme, name in ((hapi.IDPS, "idps"), (hapi.REFUGEES, "refugees"), (hapi.RETURNEES, "returnees"))
}


def answer(theme: str, rows: list[dict[str, Any]]) -> Document:
    return document(hapi, f"{ADDRESS}{theme}?x=1", SEPARATOR + json.dumps({"data": rows}).encode())


def by_locator(theme: str, rows: list[dict[str, Any]]) -> dict[str, Figure]:
    found = figures(hapi, answer(theme, rows))
    named = {each.locator.removeprefix(f"{theme}?"): each for each in found}
    assert len(named) == len(found), "two figures of one locator"
    return named


CHAD = "year=2024&location=TCD"
WATCH = "operation=Lake+watch&assessment=BA&round=3&date=2024-03-31"
LATER = "operation=Lake+watch&assessment=BA&round=4&date=2024-09-30"
IDPS = {
    f"level=0&{CHAD}&{WATCH}": (1000, "recommended"),
    # the same people by another method, and another operation of the same day
    f"level=0&{CHAD}&{WATCH.replace('BA', 'SA')}": (640, "triangulation"),
    f"level=0&{CHAD}&operation=Flood+of+March&assessment=ETT&round=1&date=2024-03-31": (90, "triangulation"),
    f"level=0&{CHAD}&{LATER}": (1200, "recommended"),
    "level=0&year=2023&location=TCD&operation=Lake+watch&assessment=BA&round=2&date=2023-12-31": (0, "recommended"),
    "level=0&year=2024&location=NER&operation=Desert+watch&assessment=BA&round=9&date=2024-03-31": (500, "recommended"),
    # levels are totals of their own: they support, whatever their country says
    f"level=1&{CHAD}&admin1=TCD07&as1=Lac&{WATCH}": (1000, "triangulation"),
    f"level=1&{CHAD}&admin1=TCD07&as1=Lac&{LATER}": (1200, "triangulation"),
    f"level=2&{CHAD}&admin1=TCD07&admin2=TCD0701&as1=Lac&as2=Mamdi&{WATCH}": (650, "triangulation"),
    f"level=2&{CHAD}&admin1=TCD07&as1=Lac&as2=Fouli&{WATCH}": (350, "triangulation"),
    f"level=2&{CHAD}&admin1=TCD07&as1=Lac&{LATER}": (1200, "triangulation"),
}


def test_one_figure_a_day_stands_for_a_country() -> None:
    found = by_locator(hapi.IDPS, ROWS[hapi.IDPS])
    assert {name: (each.value, each.role) for name, each in found.items()} == IDPS


def test_rounds_are_stocks_of_idps_whose_cause_nobody_says() -> None:
    for each in by_locator(hapi.IDPS, ROWS[hapi.IDPS]).values():
        assert (each.population, each.measure, each.term, each.cause) == ("idp", "stock", "displaced", "unknown")
        assert each.origin == each.location != ()
        assert each.period_start == each.period_end
    place = by_locator(hapi.IDPS, ROWS[hapi.IDPS])[f"level=2&{CHAD}&admin1=TCD07&as1=Lac&as2=Fouli&{WATCH}"]
    assert (place.admin1, place.admin1_pcode, place.admin2, place.admin2_pcode) == ("Lac", "TCD07", "Fouli", "")
    assert place.attribution == "IOM DTM, Lake watch, round 3"


PAIR = "year=2023&origin=SDN&asylum=TCD"
INSIDE = "year=2023&origin=SDN&asylum=SDN"
GROUPS = {
    hapi.REFUGEES: {
        f"{PAIR}&group=REF": "700 refugee refugee stock recommended 2023-12-31",
        f"{PAIR}&group=ROC": "40 refugee refugee stock recommended 2023-12-31",
        f"{PAIR}&group=ASY": "25 asylum_seeker asylum_seeker stock recommended 2023-12-31",
        f"{PAIR}&group=OIP": "6 oip other stock recommended 2023-12-31",
        f"{PAIR}&group=STA": "11 stateless other stock recommended 2023-12-31",
        f"{PAIR}&group=OOC": "12 ooc other stock recommended 2023-12-31",
        f"{INSIDE}&group=HST": "13 host_community other stock recommended 2023-12-31",
        f"{INSIDE}&group=IOC": "900 idp displaced stock triangulation 2023-12-31",
        "year=2016&origin=XKX&asylum=TCD&group=REF": "0 refugee refugee stock recommended 2016-12-31",
        "year=2023&origin=TIB&asylum=TCD&group=REF": "80 refugee refugee stock recommended 2023-12-31",
    },
    hapi.RETURNEES: {
        f"{INSIDE}&group=RET": "55 returned_refugee returns flow recommended 2023-01-01",
        f"{INSIDE}&group=RDP": "66 returned_idp returns flow recommended 2023-01-01",
        f"{INSIDE}&group=RRI": "7 returned_refugee returns flow recommended 2023-01-01",
    },
}


@pytest.mark.parametrize("theme", GROUPS)
def test_each_group_is_its_own_population_and_parts_by_sex_and_age_are_no_figures(theme: str) -> None:
    found = by_locator(theme, ROWS[theme])
    assert {
        name: f"{each.value} {each.population} {each.term} {each.measure} {each.role} {each.period_start}"
        for name, each in found.items()
    } == GROUPS[theme]
    assert {f"{each.period_end:%m-%d}" for each in found.values()} == {"12-31"}


def test_codes_that_iso_lacks_are_kept_as_they_are() -> None:
    found = by_locator(hapi.REFUGEES, ROWS[hapi.REFUGEES])["year=2023&origin=TIB&asylum=TCD&group=REF"]
    assert (found.origin, found.origin_raw, found.location) == ((), "TIB", ("TCD",))


def test_a_row_on_two_pages_is_one() -> None:
    rows = ROWS[hapi.IDPS]
    assert by_locator(hapi.IDPS, [*rows, rows[0]]) == by_locator(hapi.IDPS, rows)


def without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != field}


FIRST, PERSON = ROWS[hapi.IDPS][0], ROWS[hapi.REFUGEES][0]
BROKEN = [
    ("a field renamed", hapi.IDPS, without(FIRST, "location_code"), "the field 'location_code' is missing"),
    ("a number as text", hapi.IDPS, FIRST | {"population": "12,345"}, "TCD Lake watch BA 3 .*population is '12,345'"),
    ("no number", hapi.IDPS, FIRST | {"population": None}, "population is None"),
    (
        "an unknown method",
        hapi.IDPS,
        FIRST | {"assessment_type": "XX"},
        "assessment_type is 'XX'; known are: BA, SA, ETT",
    ),
    ("two counts of one round", hapi.IDPS, FIRST | {"population": 7}, "population is 7 here and 1000 in another row"),
    ("an unknown group", hapi.REFUGEES, PERSON | {"population_group": "NEW"}, "population_group is 'NEW'"),
    ("an unknown gender", hapi.REFUGEES, PERSON | {"gender": "y"}, "gender is 'y'"),
    ("a number as text", hapi.RETURNEES, PERSON | {"population": "12,345"}, "population is '12,345'"),
    ("no period", hapi.RETURNEES, PERSON | {"reference_period_end": None}, "reference_period|NoneType"),
]


@pytest.mark.parametrize(("name", "theme", "row", "words"), BROKEN, ids=[f"{each[1]}: {each[0]}" for each in BROKEN])
def test_a_row_that_cannot_be_read_is_named(name: str, theme: str, row: dict[str, Any], words: str) -> None:
    with pytest.raises(ReadError, match=words):
        figures(hapi, answer(theme, [FIRST, row] if theme == hapi.IDPS else [row]))


@pytest.mark.parametrize("theme", list(ROWS))
def test_a_new_field_is_told_once(theme: str) -> None:
    (told,) = problems(hapi, answer(theme, [row | {"mood": "new"} for row in ROWS[theme]]))
    assert "mood" in told


# --- with a server and a store -------------------------------------------------------------------------------------


def served(path: str) -> Reply:
    """The service: known filters, limit and offset; no total, no link to the next page."""
    url = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    rows = [row for row in ROWS[url.path.rpartition("/")[2]] if meets(row, query)]
    start = int(query["offset"])
    return Reply(json.dumps({"data": rows[start : start + int(query["limit"])]}))


def meets(row: dict[str, Any], query: dict[str, str]) -> bool:
    equal = all(str(row[name]) == query[name] for name in ("admin_level", "gender", "age_range") if name in query)
    late = row["reference_period_end"][:10] >= query.get("start_date", "")
    return equal and late and row["reference_period_start"][:10] <= query.get("end_date", "9")


@pytest.fixture
def bench(store: Store, web_server: WebServer, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The service with the samples, in pages of three rows."""
    monkeypatch.setattr(hapi, "ROWS_A_PAGE", 3)
    web_server.replies = {f"/affected-people/{theme}": served for theme in ROWS}
    return Bench(hapi, store, web_server.url, KEY)


def asked(server: WebServer, **wanted: str) -> list[str]:
    queries = [parse_qs(urlsplit(path).query) for path, _ in server.asked]
    return [each["offset"][0] for each in queries if all(each.get(name) == [value] for name, value in wanted.items())]


def test_each_theme_is_asked_to_its_last_page_with_the_identifier_in_the_header(
    bench: Bench, web_server: WebServer
) -> None:
    run = bench.collect()
    assert (run.ok, run.notices) == (True, [])
    assert run.figures_new == len(IDPS) + sum(map(len, GROUPS.values()))
    assert asked(web_server, admin_level="0") == [
        "0",
        "3",
        "6",
    ]  # six rows: only the empty page tells that they are all
    assert asked(web_server, admin_level="1") == ["0"]
    assert asked(web_server, admin_level="2", start_date="2021-01-01", end_date="2025-12-31") == ["0", "3"]
    assert asked(web_server, gender="all", age_range="all", start_date="2016-01-01") == ["0"]
    assert all(headers["X-HDX-HAPI-APP-IDENTIFIER"] == KEY for _, headers in web_server.asked)
    assert all(KEY not in path for path, _ in web_server.asked)
    assert KEY not in kept(bench.store)
    before = bench.figures()
    assert bench.changes(bench.collect()) == (0, 0, 0)
    assert bench.figures() == before


def test_what_is_new_is_asked_since_last_year_and_closes_no_round(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    before = bench.figures()
    web_server.asked.clear()
    assert bench.changes(bench.collect(complete=False)) == (0, 0, 0)
    assert len(web_server.asked) <= 6
    assert bench.figures() == before


@pytest.mark.parametrize(("theme", "at"), [(hapi.IDPS, 1), (hapi.IDPS, 8), (hapi.REFUGEES, 1), (hapi.RETURNEES, 2)])
def test_a_row_that_is_gone_is_withdrawn(bench: Bench, monkeypatch: pytest.MonkeyPatch, theme: str, at: int) -> None:
    bench.collect()
    monkeypatch.setitem(ROWS, theme, ROWS[theme][:at] + ROWS[theme][at + 1 :])
    assert bench.changes(bench.collect()) == (0, 0, 1)


def test_a_theme_without_rows_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROWS, hapi.REFUGEES, [])
    run = bench.collect()
    assert run.ok
    assert run.notices == [f"{ADDRESS}{hapi.REFUGEES}: the answers hold no rows"]


EVERYTHING = Reply(json.dumps({"data": ROWS[hapi.REFUGEES][-1:]}))
CLOSE_NOTHING = [
    ("a bad identifier", hapi.IDPS, Reply('{"error": "Invalid app identifier"}', 403), "Invalid app identifier"),
    ("no rows", hapi.IDPS, Reply('{"data": []}'), "holds no rows"),
    ("no rows any more", hapi.RETURNEES, Reply('{"data": []}'), "holds no rows"),
    ("an error that says 200", hapi.IDPS, Reply('{"error": "x"}'), "lacks its data"),
    ("a list where an envelope is due", hapi.IDPS, Reply("[]"), "lacks its data"),
    ("a page of HTML", hapi.RETURNEES, Reply("<html>Just a moment...</html>"), "not JSON"),
    ("a filter that is ignored", hapi.REFUGEES, EVERYTHING, "a row is not what was asked"),
    ("far too few rows", hapi.RETURNEES, Reply(json.dumps({"data": ROWS[hapi.RETURNEES][:1]})), "nothing was stored"),
]


@pytest.mark.parametrize(("name", "theme", "reply", "words"), CLOSE_NOTHING, ids=[each[0] for each in CLOSE_NOTHING])
def test_an_answer_that_closes_nothing(
    bench: Bench, web_server: WebServer, name: str, theme: str, reply: Reply, words: str
) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies[f"/affected-people/{theme}"] = reply
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == before
