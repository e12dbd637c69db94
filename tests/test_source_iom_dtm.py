"""IOM's rounds: which sum is a place's figure, which rows are its parts, which one stands for its country that day."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, kept, queries_of
from tracker.errors import ReadError
from tracker.model import Figure, Problem
from tracker.sources import iom_dtm as dtm

FOLDER = SAMPLES / "iom_dtm"
KEY = "a-secret-key"
ADDRESS = "https://dtmapi.iom.int/v3/displacement/"
ROUND = "Admin0Pcode=TCD&operation=Lake+watch&round=4&assessment=BA"


def sample(level: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((FOLDER / f"admin{level}_TCD.json").read_text())["result"]
    return rows


def envelope(rows: list[dict[str, Any]], **more: Any) -> bytes:
    whole = {"result": rows, "statusCode": 200, "isSuccess": True, "errorMessages": [], "totalRecordsCount": len(rows)}
    return json.dumps(whole | more).encode()


def read(level: int, rows: list[dict[str, Any]]) -> list[Figure | Problem]:
    url = f"{ADDRESS}admin{level}?Admin0Pcode=TCD"
    return list(dtm.read(document(dtm, url, envelope(rows))))


def figures(level: int, rows: list[dict[str, Any]]) -> dict[str, Figure]:
    found = [each for each in read(level, rows) if isinstance(each, Figure)]
    named = {each.locator.removeprefix(f"v3/displacement/admin{level}?"): each for each in found}
    assert len(named) == len(found), "two figures of one locator"
    return named


# locator after the level → value, cause, role, qualifier
COUNTRY = {
    f"{ROUND}&date=2024-03-31": (1000, "unknown", "recommended"),  # rows of three reasons
    f"{ROUND}&date=2024-03-31&reason=Conflict&from=TD07": (700, "conflict", "triangulation"),
    f"{ROUND}&date=2024-03-31&reason=Natural+disaster&from=Not+available": (200, "disaster", "triangulation"),
    f"{ROUND}&date=2024-03-31&reason=Other+reason&from=Not+available": (100, "other", "triangulation"),
    # the same people by another method, and another operation of the same day
    f"{ROUND[:-2]}SA&date=2024-03-31": (640, "conflict", "triangulation"),
    "Admin0Pcode=TCD&operation=Flood+of+March&round=1&assessment=ETT&date=2024-03-31": (
        90,
        "disaster",
        "triangulation",
    ),
    # one row is both the round and its part: one figure
    "Admin0Pcode=TCD&operation=Lake+watch&round=5&assessment=BA&date=2024-09-30": (1200, "conflict", "recommended"),
    # zero is a count, and no reason is no cause
    "Admin0Pcode=TCD&operation=Lake+watch&round=0&assessment=BA&date=2023-12-31": (0, "unknown", "recommended"),
}


def test_a_country_has_one_figure_a_day_that_stands_and_parts_that_support_it() -> None:
    found = figures(0, sample(0))
    assert {name: (each.value, each.cause, each.role) for name, each in found.items()} == COUNTRY


def test_every_figure_is_a_stock_of_idps_inside_their_country() -> None:
    for each in figures(0, sample(0)).values():
        assert (each.population, each.measure, each.term, each.unit) == ("idp", "stock", "displaced", "person")
        assert each.origin == each.location == ("TCD",)
        assert each.period_start == each.period_end
    found = figures(0, sample(0))[f"{ROUND}&date=2024-03-31"]
    assert (found.period_end, found.attribution) == (date(2024, 3, 31), "IOM DTM, Lake watch, round 4")


@pytest.mark.parametrize("level", [1, 2])
def test_provinces_and_districts_never_stand_beside_their_country(level: int) -> None:
    found = figures(level, sample(level)).values()
    assert {each.role for each in found} == {"triangulation"}
    wholes = [
        each for each in found if "&reason=" not in each.locator and "Lake+watch&round=4&assessment=BA" in each.locator
    ]
    assert sum(each.value or 0 for each in wholes) == 1000


def test_places_carry_name_and_code_and_are_known_by_name_where_there_is_no_code() -> None:
    found = figures(2, sample(2))
    mamdi = found[f"{ROUND}&admin1=TD07&admin2=TD0701&date=2024-03-31"]
    assert (mamdi.value, mamdi.cause) == (650, "unknown")
    assert (mamdi.admin1, mamdi.admin1_pcode, mamdi.admin2, mamdi.admin2_pcode) == ("Lac", "TD07", "Mamdi", "TD0701")
    assert found[f"{ROUND}&admin1=TD07&admin2=Fouli&date=2024-03-31"].admin2_pcode == ""


def test_the_quote_of_a_sum_holds_all_its_rows() -> None:
    quote = json.loads(figures(0, sample(0))[f"{ROUND}&date=2024-03-31"].quote)
    assert quote["operation"] == "Lake watch"
    assert [row["numPresentIdpInd"] for row in quote["rows"]] == [700, 200, 100]
    quote = json.loads(figures(0, sample(0))[f"{ROUND[:-2]}SA&date=2024-03-31"].quote)
    assert quote == sample(0)[3]


REASONS = {
    "conflict": ["Conflict", "conflict", " Insecurity", "Conflict; Insecurity"],
    "disaster": ["Natural disaster", "NATURAL DISASTER"],
    "other": ["Other reason", "Conflict; Natural disaster", "Evictions"],
    "unknown": ["No reason for displacement reported", None, ""],
}


@pytest.mark.parametrize(("cause", "reason"), [(cause, each) for cause, all_ in REASONS.items() for each in all_])
def test_reasons_are_free_text(cause: str, reason: str | None) -> None:
    (found,) = figures(0, [sample(0)[0] | {"displacementReason": reason}]).values()
    assert found.cause == cause


def test_an_operation_is_one_whatever_its_case_and_spacing() -> None:
    rows = sample(0)[:3]
    rows[1]["operation"] = " lake  WATCH"
    wholes = [each.value for each in figures(0, rows).values() if "&reason=" not in each.locator]
    assert wholes == [1000]


def test_a_row_said_twice_counts_once() -> None:
    rows = sample(0)[:3]
    assert figures(0, [*rows, rows[0]]) == figures(0, rows)


def test_of_two_counts_of_one_row_neither_counts_and_the_sum_is_a_lower_bound() -> None:
    rows = sample(0)[:3]
    found = read(0, [*rows, rows[0] | {"numPresentIdpInd": 900}])
    headline = next(each for each in found if isinstance(each, Figure) and "&reason=" not in each.locator)
    assert (headline.value, headline.qualifier) == (300, "more_than_or_equal")
    (told,) = [each.text for each in found if isinstance(each, Problem)]
    assert "two counts for" in told
    assert "reason=Conflict" in told


def without(record: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != field}


BROKEN = [
    (
        "a field renamed",
        lambda row: without(row, "admin0Pcode") | {"admin0Pcode_v2": "TCD"},
        "'admin0Pcode' is missing",
    ),
    ("a number as text", lambda row: row | {"numPresentIdpInd": "12,345"}, "numPresentIdpInd is '12,345'"),
    ("no number", lambda row: row | {"numPresentIdpInd": None}, "numPresentIdpInd is None"),
    ("a count below zero", lambda row: row | {"numPresentIdpInd": -4}, "numPresentIdpInd is -4"),
    ("an unknown word", lambda row: row | {"assessmentType": "XX"}, "assessmentType is 'XX'; known are: BA, SA, ETT"),
    ("a date that is none", lambda row: row | {"reportingDate": "soon"}, "Invalid isoformat"),
]


@pytest.mark.parametrize(("name", "spoil", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_row_that_cannot_be_read_is_named(name: str, spoil: Any, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(0, [*sample(0)[1:], spoil(sample(0)[0])])


def test_a_new_field_is_told_once_and_the_rest_is_read() -> None:
    found = read(0, [row | {"mood": "new"} for row in sample(0)])
    assert len([each for each in found if isinstance(each, Problem) and "mood" in each.text]) == 1
    assert len([each for each in found if isinstance(each, Figure)]) == len(COUNTRY)


# --- with a server and a store -------------------------------------------------------------------------------------


def of_chad(rows: list[dict[str, Any]], **more: Any) -> Callable[[str], Reply]:
    """Rows for one country, none for the others."""
    return lambda path: Reply(envelope(rows, **more) if "Admin0Pcode=TCD" in path else envelope([]))


@pytest.fixture
def bench(store: Store, web_server: WebServer) -> Bench:
    """The API with the samples: two countries listed, one of them with rounds."""
    web_server.replies = {f"/admin{level}": of_chad(sample(level)) for level in range(3)}
    web_server.replies["/country-list"] = Reply((FOLDER / "country-list.json").read_bytes())
    return Bench(dtm, store, web_server.url, KEY)


def test_each_listed_country_is_asked_level_by_level_with_the_key_in_the_header(
    bench: Bench, web_server: WebServer
) -> None:
    run = bench.collect()
    assert (run.ok, run.documents, run.errors, run.notices) == (True, 3, [], [])
    levels = [f"/admin{level}?Admin0Pcode=TCD" for level in range(3)]
    # a country without rows has none in its provinces
    assert [path for path, _ in web_server.asked] == ["/country-list", "/admin0?Admin0Pcode=FJI", *levels]
    assert all(headers["Ocp-Apim-Subscription-Key"] == KEY for _, headers in web_server.asked)
    assert KEY not in kept(bench.store)
    assert bench.changes(bench.collect()) == (0, 0, 0)


def test_what_is_new_is_asked_since_last_year_and_closes_nothing(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    before = bench.figures()
    web_server.asked.clear()
    web_server.replies["/admin0"] = of_chad(sample(0)[-2:-1])
    assert bench.changes(bench.collect(complete=False)) == (0, 0, 0)
    asked = [parse_qs(urlsplit(path).query) for path, _ in web_server.asked[1:]]
    since = {query["Admin0Pcode"][0]: query.get("FromReportingDate", ["the beginning"])[0] for query in asked}
    assert since["FJI"] == "the beginning", "it was never read whole"
    assert date.fromisoformat(since["TCD"]).timetuple().tm_yday == 1
    assert bench.figures() == before


def test_a_vanished_row_is_withdrawn_and_its_round_summed_anew(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    web_server.replies["/admin0"] = of_chad(sample(0)[1:])
    assert bench.changes(bench.collect()) == (0, 1, 1)  # the round's sum; the row
    standing = {row["period_end"]: row["value"] for row in bench.figures() if row["role"] == "recommended"}
    assert standing[date(2024, 3, 31)] == 300


CLOSE_NOTHING = [
    ("no country listed", "/country-list", Reply(envelope([])), "no country is listed"),
    ("a country without its code", "/country-list", Reply(envelope([{"code": "TCD"}])), "lacks its admin0Pcode"),
    ("a list where an envelope is due", "/country-list", Reply(b"[]"), "lacks its result"),
    ("rows that are no records", "/admin1", Reply(envelope([3])), "are no records"),  # type: ignore[list-item]
    ("refused", "/country-list", Reply(status=401), "the server answered 401"),
    (
        "a failure that says 200",
        "/admin0",
        Reply(envelope([], isSuccess=False, errorMessages=["try later"])),
        "try later",
    ),
    ("no rows any more", "/admin0", Reply(envelope([])), "no rows any more"),
    ("cut rows", "/admin1", Reply(envelope(sample(1)[:3], totalRecordsCount=7)), "3 rows of 7"),
    ("a filter that is ignored", "/admin1", Reply(envelope([{"admin0Pcode": "KEN"}])), "rows of KEN came too"),
    ("a page of HTML", "/admin2", Reply(b"<html>Just a moment...</html>"), "not JSON"),
    (
        "a row that cannot be read",
        "/admin2",
        of_chad([{"admin0Pcode": "TCD"}]),
        "the field 'assessmentType' is missing",
    ),
    ("far too few rows", "/admin2", of_chad(sample(2)[:1]), "nothing was stored or closed"),
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


def test_one_country_that_fails_does_not_keep_the_others_out(bench: Bench, web_server: WebServer) -> None:
    web_server.replies["/admin0?Admin0Pcode=FJI"] = Reply(status=404)
    run = bench.collect()
    assert not run.ok
    assert "1 requests failed" in run.errors[0]
    assert "admin0" in run.errors[0]
    assert run.documents == 3


def test_a_service_that_is_down_is_not_asked_for_every_country(bench: Bench, web_server: WebServer) -> None:
    many = [{"admin0Name": code, "admin0Pcode": code} for code in ("AFG", "BEN", "CMR", "DJI", "ETH")]
    web_server.replies = {"/country-list": Reply(envelope(many))}
    assert not bench.collect().ok
    assert len(queries_of(web_server)) == 4
