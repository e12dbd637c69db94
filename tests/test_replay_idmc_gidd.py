"""IDMC's recorded pages: what `collect` stores is what a count straight from the recordings gives."""

import json
from collections import Counter
from typing import Any

import pytest

from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker.sources import idmc_gidd as gidd

RECORDED = SHARED / "feeds" / "samples" / "idmc_gidd"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_recorded_cell_that_is_not_null_is_stored_once(store: Store) -> None:
    with replay() as urls:
        bench = Bench(gidd, store, urls["idmc_gidd"], "any")
        assert bench.collect().ok
        stored = bench.figures()
        assert bench.changes(bench.collect()) == (0, 0, 0)
    found: Counter[Any] = Counter()
    for row in stored:
        endpoint = row["locator"].partition("?")[0].removeprefix("gidd/")
        found[endpoint, row["measure"], row["role"], row["value"]] += 1
    assert found == expected_cells() + expected_places()


def expected_cells() -> Counter[Any]:
    """Cells of distinct rows: a recorded page repeats a row of another."""
    expected: Counter[Any] = Counter()
    for endpoint in ("conflicts", "disasters"):
        texts = {json.dumps(row) for file in RECORDED.glob(f"{endpoint}_*.json") for row in rows_of(file)}
        for row in map(json.loads, texts):
            role = "recommended" if endpoint == "conflicts" else "triangulation"
            if row["new_displacement"] is not None:
                expected[endpoint, "flow", "recommended", row["new_displacement"]] += 1
            if row["total_displacement"] is not None:
                expected[endpoint, "stock", role, row["total_displacement"]] += 1
    return expected


def rows_of(file: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text())["results"]
    return rows


def expected_places() -> Counter[Any]:
    expected: Counter[Any] = Counter()
    for file in RECORDED.glob("*.geojson"):
        for feature in json.loads(file.read_text())["features"]:
            said = feature["properties"]
            measure = "stock" if said["Figure category"] == "IDPs" else "flow"
            expected["disaggregation", measure, "triangulation", said["Total figures"]] += 1
    return expected
