"""World Bank's recordings hold no displacement indicator: the replay's empty answers are told, nothing is stored."""

import pytest

from db.store import Store
from tests.loopback import Bench, replay
from tracker.sources import worldbank


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_indicators_without_rows_are_told(store: Store) -> None:
    with replay() as urls:
        bench = Bench(worldbank, store, urls["worldbank"])
        run = bench.collect()
        assert bench.changes(run) == (0, 0, 0)
    assert len(run.notices) == len(worldbank.INDICATORS)
    assert all("holds no rows" in each for each in run.notices)
