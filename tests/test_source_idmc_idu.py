"""IDMC's updates: one record, one figure, its role, its term from the header, its dates; records are made up."""

import json
from datetime import UTC, date, datetime

import pytest

from db import queries
from db.store import Store
from tests.conftest import Reply, WebServer
from tracker.collect import Run, collect
from tracker.errors import ReadError
from tracker.model import Document, Figure, Filter, Problem
from tracker.settings import Settings, SourceSettings
from tracker.sources import idmc_idu
from tracker.web import Client

RECORD = {
    "id": 900001,
    "country": "Chad",
    "iso3": "TCD",
    "latitude": 12.1,
    "longitude": 15.0,
    "centroid": "[12.1, 15.0]",
    "role": "Recommended figure",
    "displacement_type": "Disaster",
    "qualifier": "total",
    "figure": 410,
    "displacement_date": "2026-08-03",
    "displacement_start_date": "2026-08-01",
    "displacement_end_date": "2026-08-03",
    "year": 2026,
    "event_id": 77,
    "event_name": "Chad: Flood",
    "event_codes": "",
    "event_code_types": "",
    "event_start_date": "2026-08-01",
    "event_end_date": "2026-08-03",
    "category": "Weather related",
    "subcategory": "Hydrological",
    "type": "Flood",
    "subtype": "Flood",
    "standard_popup_text": "<b>Chad: 410 displacements (evacuated), 01 August - 03 August</b> <br> Words.",
    "standard_info_text": "<b> Chad:      410 displacements (evacuated), 01 August    - 03 August    </b>",
    "old_id": None,
    "sources": "Local Authorities",
    "source_url": "",
    "locations_name": "Mao, Kanem, Chad",
    "locations_coordinates": "14.1, 15.3",
    "locations_accuracy": "District/Zone/Department (ADM2)",
    "locations_type": "Origin",
    "displacement_occurred": None,
    "created_at": "2026-08-04T10:00:00Z",
}


def record(**more: object) -> dict[str, object]:
    return RECORD | more


def header(word: str) -> dict[str, str]:
    return {"standard_info_text": f"<b> Chad:  410 displacements{word}, 01 August   - 03 August </b>"}


def document(records: list[dict[str, object]]) -> Document:
    content = json.dumps(records).encode()
    return Document(url="u", title="t", publisher="p", retrieved_at=datetime(2026, 9, 1, tzinfo=UTC), content=content)


def read(**more: object) -> Figure:
    (figure,) = idmc_idu.read(document([record(**more)]))
    assert isinstance(figure, Figure)
    return figure


SAID = [
    ("a recommended figure", {}, {"value": 410, "role": "recommended", "measure": "flow", "population": "idp"}),
    ("a triangulation supports, it is not added", {"role": "Triangulation"}, {"role": "triangulation"}),
    ("records of 2023 have no role", {"role": ...}, {"role": "recommended"}),
    ("a total", {"qualifier": "total"}, {"qualifier": "exact"}),
    ("an estimate", {"qualifier": "approximately"}, {"qualifier": "approximately"}),
    ("an older word", {"qualifier": "more than"}, {"qualifier": "more_than_or_equal"}),
    ("a newer word", {"qualifier": "less than or equal to"}, {"qualifier": "less_than_or_equal"}),
    ("conflict", {"displacement_type": "Conflict"}, {"cause": "conflict"}),
    ("disaster", {"displacement_type": "Disaster"}, {"cause": "disaster"}),
    ("any other cause", {"displacement_type": "Development"}, {"cause": "other"}),
    ("the term stands in the header", header(" (in relief camp)"), {"term": "in_relief_camp"}),
    ("no term", header(""), {"term": "displaced"}),
    ("an empty term", header(" ()"), {"term": "displaced"}),
    ("returns are other people", header(" (returns)"), {"term": "returns", "population": "returned_idp"}),
    ("a place of admin 2", {}, {"admin1": "Kanem", "admin2": "Mao"}),
    (
        "a place of admin 1",
        {"locations_name": "Kanem, Chad", "locations_accuracy": "State/Region/Province (ADM1)"},
        {"admin1": "Kanem", "admin2": ""},
    ),
    (
        "several places stay one figure",
        {"locations_name": "Mao, Kanem, Chad; Bol, Lac, Chad"},
        {"value": 410, "admin1": "Mao, Kanem, Chad; Bol, Lac, Chad", "admin2": ""},
    ),
    ("the period", {}, {"period_start": date(2026, 8, 1), "period_end": date(2026, 8, 3)}),
    ("only an end", {"displacement_start_date": None}, {"period_start": date(2026, 8, 3)}),
    (
        "a timestamp is no day",
        {"displacement_start_date": "2026-07-31T12:00:00.000Z", "displacement_end_date": "2026-07-31T12:00:00.000Z"},
        {"period_start": None, "period_end": None},
    ),
    ("Abyei has no ISO code", {"iso3": "AB9"}, {"location": (), "location_raw": "AB9", "origin_raw": "AB9"}),
    ("Kosovo has one of ours", {"iso3": "XKX"}, {"location": ("XKX",), "location_raw": ""}),
    ("who said so", {}, {"attribution": "Local Authorities"}),
    ("the record", {}, {"locator": "id=900001"}),
]


@pytest.mark.parametrize(("name", "given", "expected"), SAID, ids=[each[0] for each in SAID])
def test_a_record_says(name: str, given: dict, expected: dict) -> None:
    kept = {field: value for field, value in record(**given).items() if value is not ...}
    (figure,) = idmc_idu.read(document([kept]))
    assert {field: getattr(figure, field) for field in expected} == expected


BROKEN = [
    ("a field renamed", {"iso3": ...}, "'iso3' is missing"),
    ("a number as text", {"figure": "12,345"}, "figure is '12,345'"),
    ("a role nobody knows", {"role": "Best guess"}, "role is 'Best guess'"),
    ("a qualifier nobody knows", {"qualifier": "or so"}, "qualifier is 'or so'"),
    ("a term nobody knows", header(" (beamed up)"), "term in the header is 'beamed up'"),
    ("a day that is none", {"displacement_end_date": "2026-13-01"}, "month"),
    ("a count below zero", {"figure": -4}, "value"),
]


@pytest.mark.parametrize(("name", "given", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_record_that_cannot_be_read_is_named(name: str, given: dict, words: str) -> None:
    kept = {field: value for field, value in record(**given).items() if value is not ...}
    with pytest.raises(ReadError, match=r"id=900001: .*") as caught:
        list(idmc_idu.read(document([record(id=1), kept])))
    assert words in str(caught.value)


def test_a_new_field_is_told_once() -> None:
    given = document([record(id=number, mood="new") for number in (1, 2)])
    told = [each.text for each in idmc_idu.read(given) if isinstance(each, Problem)]
    assert len(told) == 1
    assert "mood" in told[0]


# --- with a server and a store -------------------------------------------------------------------------------------


def collected(store: Store, server: WebServer, complete: bool = True) -> Run:
    settings = Settings(sources={"idmc_idu": SourceSettings(base_url=server.url, key="geheim")}, allow_loopback=True)
    return collect(idmc_idu, Client(idmc_idu.SOURCE, settings, store.archived), store, "reader", complete)


def serve(server: WebServer, records: list[dict[str, object]], path: str = "/idus/all/") -> None:
    signed = "/storage/dump.json"
    server.replies[path] = Reply(status=302, headers={"Location": f"{server.url}{signed}?signature=s3cret"})
    server.replies[signed] = Reply(json.dumps(records))


def values(store: Store) -> dict[str, int]:
    return {row["locator"]: row["value"] for row in queries.cited(store.engine, Filter())}


def test_the_dump_behind_the_redirect_is_stored_without_key_or_signature(store: Store, web_server: WebServer) -> None:
    serve(web_server, [record()])
    assert collected(store, web_server).ok
    (row,) = queries.cited(store.engine, Filter())
    assert row["document_url"] == "https://helix-tools-api.idmcdb.org/external-api/idus/all/"
    stored = " ".join(map(str, row.values()))
    assert "geheim" not in stored
    assert "s3cret" not in stored


def test_only_recommended_figures_are_summed(store: Store, web_server: WebServer) -> None:
    serve(web_server, [record(id=1), record(id=2, figure=30), record(id=3, figure=405, role="Triangulation")])
    collected(store, web_server)
    assert [row["total"] for row in queries.sums(store.engine, Filter())] == [440]
    assert len(values(store)) == 3


def test_gone_from_everything_is_withdrawn_gone_from_the_window_is_not(store: Store, web_server: WebServer) -> None:
    serve(web_server, [record(id=number) for number in (1, 2, 3)])
    collected(store, web_server)
    serve(web_server, [record(id=1, figure=500)], "/idus/last-180-days/")
    run = collected(store, web_server, complete=False)
    assert (run.figures_changed, run.figures_withdrawn) == (1, 0)
    serve(web_server, [record(id=1, figure=500), record(id=2)])
    run = collected(store, web_server)
    assert (run.figures_changed, run.figures_withdrawn) == (0, 1)
    assert values(store) == {"id=1": 500, "id=2": 410}


CLOSES_NOTHING = [
    ("no dump yet", Reply("[]", 404), "answered 404"),
    ("dump pending", Reply("[]", 202), "answered 202"),
    ("an empty array", Reply("[]"), "no records"),
    ("another shape", Reply('{"detail": "later"}'), "no records"),
    ("a page", Reply("<!DOCTYPE html>"), "not JSON"),
    ("not registered", Reply('{"detail": "Client is not registered."}', 403), "Client is not registered"),
]


@pytest.mark.parametrize(("name", "reply", "words"), CLOSES_NOTHING, ids=[each[0] for each in CLOSES_NOTHING])
def test_an_answer_that_closes_nothing(
    store: Store, web_server: WebServer, name: str, reply: Reply, words: str
) -> None:
    serve(web_server, [record()])
    collected(store, web_server)
    web_server.replies["/idus/all/"] = reply
    run = collected(store, web_server)
    assert not run.ok
    assert words in run.errors[0]
    assert "geheim" not in run.errors[0]
    assert values(store) == {"id=900001": 410}
