"""The portal's recorded rows: what `collect` stores is what a count straight from the recordings gives."""

import json
from collections import Counter
from typing import Any

import pytest

from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker.sources import unhcr_odp as odp

RECORDED = SHARED / "feeds" / "samples" / "unhcr_odp"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_row_of_the_queries_asked_is_stored_once(store: Store) -> None:
    with replay() as urls:
        bench = Bench(odp, store, urls["unhcr_odp"])
        run = bench.collect()
        assert (run.ok, run.notices) == (True, [])
        stored = bench.figures()
        assert bench.changes(bench.collect()) == (0, 0, 0)
    found = Counter((row["unit"], str(row["period_end"]), row["value"]) for row in stored)
    assert found == recorded()


def recorded() -> Counter[Any]:
    """Hosts with collections 4 and 29, and the situation whose single groups are asked; no overlapping bundles."""
    expected: Counter[Any] = Counter()
    files = [*RECORDED.glob("get-origin_*collection-4-29.json"), *RECORDED.glob("get-sublocation_sv-54_*.json")]
    for file in files:
        for row in json.loads(file.read_text())["data"]:
            expected["person", row["date"], int(row["individuals"])] += 1
            if int(row["households"] or 0):
                expected["household", row["date"], int(row["households"])] += 1
    for file in RECORDED.glob("get-timeseries_sv-54_*.json"):
        for point in json.loads(file.read_text())["data"]["timeseries"]:
            expected["person", point["data_date"], point["individuals"]] += 1
    return expected
