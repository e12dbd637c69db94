"""Eurostat's cells of the replay, counted without the source's code, against what was stored."""

import itertools
import json

from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker.sources import eurostat


def test_every_cell_served_is_stored_once(store: Store) -> None:
    folders = ("feeds/samples", "replay/extra")
    with replay(*(word for each in folders for word in ("--samples", str(SHARED / each)))) as urls:
        bench = Bench(eurostat, store, urls["eurostat"])
        run = bench.collect()
        assert run.ok, run.errors
        assert bench.changes(bench.collect()) == (0, 0, 0)
    expected = []
    for file in (SHARED / "replay" / "extra" / "eurostat").glob("migr_*.json"):
        cube = json.loads(file.read_bytes())
        codes = [
            sorted(cube["dimension"][name]["category"]["index"].items(), key=lambda i: i[1]) for name in cube["id"]
        ]
        for flat, point in enumerate(itertools.product(*codes)):
            if (value := cube["value"].get(str(flat))) is not None:
                place = dict(zip(cube["id"], (code for code, _ in point), strict=True))
                expected.append((place["citizen"], place["geo"], place["time"], value))
    quotes = [json.loads(each["quote"]) for each in bench.figures()]
    stored = [(quote["citizen"], quote["geo"], quote["time"], quote["value"]) for quote in quotes]
    assert sorted(stored) == sorted(expected)
    assert len(stored) == run.figures_new
