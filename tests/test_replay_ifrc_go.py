"""IFRC GO's lists of the replay: what was recorded counts no displaced people."""

import json

from db.store import Store
from tests.loopback import SHARED, Bench, kept, replay
from tracker.sources import ifrc_go


def test_appeals_are_kept_and_none_of_their_targets_is_a_figure(store: Store) -> None:
    with replay() as urls:
        bench = Bench(ifrc_go, store, urls["ifrc_go"])
        run = bench.collect()
        assert bench.changes(run) == (0, 0, 0)
        assert run.documents == 1
    recorded = [
        row
        for file in (SHARED / "feeds" / "samples" / "ifrc_go").glob("appeal_*.json")
        for row in json.loads(file.read_bytes())["results"]
    ]
    assert recorded
    archive = kept(store)
    assert all(f'"code": "{row["code"]}"' in archive for row in recorded)
