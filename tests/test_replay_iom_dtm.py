"""IOM's recorded rounds: what `collect` stores is what a count straight from the recordings gives."""

import json
from collections import Counter, defaultdict
from typing import Any

import pytest

from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker.sources import iom_dtm as dtm

RECORDED = SHARED / "feeds" / "samples" / "iom_dtm"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_recorded_row_is_counted_once_at_its_level(store: Store) -> None:
    with replay() as urls:
        bench = Bench(dtm, store, urls["iom_dtm"], "any")
        run = bench.collect()
        assert (run.ok, run.notices) == (True, [])
        stored = bench.figures()
        assert bench.changes(bench.collect()) == (0, 0, 0)
    expected: dict[str, Any] = {}
    standing: dict[tuple[str, str], int] = {}
    for level in range(3):
        sums, rows = counted(level)
        expected |= {f"{level} sums": sums, f"{level} rows": rows}
        if level == 0:
            standing = best_of_day(sums)
    found: dict[str, Any] = {f"{level} {kind}": Counter() for level in range(3) for kind in ("sums", "rows")}
    for row in stored:
        record = json.loads(row["quote"])
        level = row["locator"][len("v3/displacement/admin")]
        if "&reason=" not in row["locator"]:
            found[f"{level} sums"][round_of(record)] += row["value"]
        if "rows" not in record:
            found[f"{level} rows"][record["numPresentIdpInd"]] += 1
    assert found == expected
    chosen = {
        (row["location"][0], str(row["period_end"])): row["value"] for row in stored if row["role"] == "recommended"
    }
    assert chosen == standing


def round_of(record: dict[str, Any]) -> tuple[Any, ...]:
    names = ("admin0Pcode", "operation", "reportingDate", "roundNumber", "assessmentType", "admin1Pcode", "admin2Pcode")
    return tuple(record.get(name) for name in names)


def counted(level: int) -> tuple[Counter[Any], Counter[int]]:
    """Per place and round the sum of its rows; and how often each value stands in a row of its own."""
    sums: Counter[Any] = Counter()
    rows: Counter[int] = Counter()
    for file in RECORDED.glob(f"admin{level}_*.json"):
        for record in json.loads(file.read_text())["result"]:
            sums[round_of(record)] += record["numPresentIdpInd"]
            rows[record["numPresentIdpInd"]] += 1
    return sums, rows


def best_of_day(sums: Counter[Any]) -> dict[tuple[str, str], int]:
    """BA before SA before ETT of one operation; then the greatest of the day."""
    by_day: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for (country, operation, day, _, assessment, *_), value in sums.items():
        rank = ("BA", "SA", "ETT").index(assessment)
        operations = by_day[country, day[:10]]
        operations[operation] = min(operations.get(operation, (9, 0)), (rank, value))
    return {day: max(value for _, value in operations.values()) for day, operations in by_day.items()}
