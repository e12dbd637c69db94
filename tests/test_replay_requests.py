"""What the request log of the replayed feeds shows: no request too many, conditional where it can be, no key kept."""

import base64
import json
import time
from pathlib import Path

import pytest

from db.engine import open_engine
from db.store import Store
from tests.loopback import Bench, kept, replay
from tracker.sources import SOURCES, gdelt_doc

KEY = base64.b64encode(b"invented:mail@desk.example").decode()
ASKED = {
    # source → requests of a complete run, and how many of them the second run asks in vain: unchanged
    "eurostat": (3, 0),  # three data sets, none of which is recorded: each is given up at its first year
    "gdelt_doc": (1, 0),
    "hdx_ckan": (4, 2),  # two sets, each in the catalogue and as a file
    "hdx_hapi": (15, 0),  # each theme by level, the lowest by windows of years
    "idmc_gidd": (16, 0),  # pages of 100; disasters twice, as one of the rows repeats
    "idmc_idu": (2, 0),  # a redirect and what it leads to
    "ifrc_go": (2, 0),
    "iom_dtm": (56, 0),  # the list of countries, and each of them; only where there are rows, the levels below
    "reliefweb": (1, 0),
    "unhcr_odp": (35, 0),  # a query each: 33 hosts and two of situations
    "worldbank": (13, 0),  # the list of countries, and each indicator
}


@pytest.mark.parametrize("name", ASKED)
def test_requests_of_two_complete_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gdelt_doc, "BETWEEN_CALLS", 5.5)
    log = tmp_path / "requests.jsonl"
    engine = open_engine(f"sqlite:///{tmp_path}/tracker.sqlite")
    with replay("--log", str(log)) as urls:
        bench = Bench(SOURCES[name], Store(engine), urls[name], KEY)
        runs = []
        for _ in range(2):
            before = len(log.read_text().splitlines()) if log.exists() else 0
            bench.collect()
            time.sleep(0.5)  # the log is written after the answer
            runs.append([json.loads(line) for line in log.read_text().splitlines()[before:]])
    first, second = runs
    unchanged = [each for each in second if each["status"] == 304]
    assert (len(first), len(unchanged)) == ASKED[name]
    assert len(second) <= len(first)
    assert {each["user-agent"].partition("/")[0] for each in (*first, *second)} == {"displacement-tracker"}
    assert KEY not in kept(bench.store)
    assert "desk.example" not in kept(bench.store)
    engine.dispose()
