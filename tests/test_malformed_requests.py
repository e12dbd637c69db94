"""What is no request of our page is refused quietly: 400, never 500, and nothing in the log."""

import json
import logging
from typing import Any

import pytest
from sqlalchemy import Engine

from dash_app.app import create_app

TABLE = "..sources-table.data...data-to.children.."
TICK = {"id": "tick", "property": "n_intervals", "value": 1}
MALFORMED: list[tuple[str, Any]] = [
    ("a list", []),
    ("a number", 1),
    ("null", None),
    ("an empty object", {}),
    ("an output nobody has", {"output": "x.y"}),
    ("an output of another kind", {"output": 5, "inputs": []}),
    ("no inputs", {"output": TABLE}),
    ("inputs of another kind", {"output": TABLE, "inputs": "abc", "outputs": 1, "changedPropIds": 3}),
    ("an input without a property", {"output": TABLE, "inputs": [{"id": "tick"}]}),
    ("a state of another kind", {"output": TABLE, "inputs": [TICK], "changedPropIds": ["a"], "state": 5}),
]


@pytest.mark.parametrize(("name", "body"), MALFORMED, ids=[each[0] for each in MALFORMED])
def test_a_malformed_request(engine: Engine, caplog: pytest.LogCaptureFixture, name: str, body: Any) -> None:
    asked = create_app(engine).server.test_client()
    with caplog.at_level(logging.INFO):
        answer = asked.post("/_dash-update-component", data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"]
    assert not caplog.records


def test_a_nest_of_lists_is_refused_too(engine: Engine) -> None:
    asked = create_app(engine).server.test_client()
    answer = asked.post("/_dash-update-component", data=b"[" * 100_000, content_type="application/json")
    assert answer.status_code == 400


def test_a_request_of_the_page_is_answered(engine: Engine) -> None:
    asked = create_app(engine).server.test_client()
    body = {
        "output": TABLE,
        "outputs": [{"id": "sources-table", "property": "data"}, {"id": "data-to", "property": "children"}],
        "inputs": [TICK, {"id": "view", "property": "data", "value": ""}],
        "changedPropIds": ["tick.n_intervals"],
        "state": [],
    }
    assert asked.post("/_dash-update-component", json=body).status_code == 200
