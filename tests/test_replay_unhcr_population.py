"""UNHCR's recorded matrix: every count that is a figure, counted straight from the table; both dates of a year."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import queries
from db.engine import open_engine
from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker import export
from tracker.model import Filter
from tracker.sources import unhcr_population as unhcr

RECORDED = SHARED / "feeds" / "samples" / "unhcr_population"
FULL = RECORDED / "population_full.csv.gz"
MID_YEAR = RECORDED / "population_year-2025_as-served-2026-03-30_midyear.csv.gz"
WORLD_2025 = {  # the sheet's check values, end of 2025
    "refugee": 28_461_306,
    "asylum_seeker": 8_998_097,
    "returned_refugee": 4_362_272,
    "idp": 64_239_352,
    "returned_idp": 10_308_567,
    "stateless": 4_477_220,
    "ooc": 2_957_025,
    "oip": 7_177_473,
    "host_community": 26_670_162,
}
POPULATION = {
    "refugees": "refugee",
    "asylum_seekers": "asylum_seeker",
    "returned_refugees": "returned_refugee",
    "idps": "idp",
    "returned_idps": "returned_idp",
    "stateless": "stateless",
    "ooc": "ooc",
    "oip": "oip",
    "hst": "host_community",
}


def counts(path: Path) -> Counter[tuple[str, str]]:
    """Year and population → sum of the table's cells, without the source's code."""
    summed: Counter[tuple[str, str]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for column, population in POPULATION.items():
                if row[column] not in ("-", "0"):
                    summed[row["year"], population] += int(row[column])
    return summed


def cells(path: Path) -> int:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return sum(row[column] not in ("-", "0") for row in csv.DictReader(lines) for column in POPULATION)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, dict[str, object]]]:
    """The mid-2025 table collected first, the full one after it, and the full one again."""
    folder = tmp_path_factory.mktemp("unhcr")
    engine = open_engine(f"sqlite:///{folder}/tracker.sqlite")
    seen: dict[str, object] = {}
    state = folder / "state.json"
    state.write_text(json.dumps({"faults": [], "vintage": ["midyear2025"]}))
    with replay("--state", str(state)) as urls:
        bench = Bench(unhcr, Store(engine), urls["unhcr_population"])
        seen["mid-year"] = bench.collect()
        state.write_text(json.dumps({"faults": [], "vintage": []}))
        seen["full"] = bench.collect()
        seen["export"] = exported(engine, folder / "before.csv")
        seen["again"] = bench.collect()
        seen["export again"] = exported(engine, folder / "after.csv")
    yield engine, seen
    engine.dispose()


def exported(engine: Engine, path: Path) -> bytes:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(export.csv_lines(queries.cited(engine, Filter(since=date(2024, 1, 1)))))
    return path.read_bytes()


def live(engine: Engine) -> dict[str, Counter[tuple[str, str]]]:
    """As-of day of the year → year and population → sum of live figures."""
    sums: dict[str, Counter[tuple[str, str]]] = {"12-31": Counter(), "06-30": Counter()}
    for row in queries.sums(engine, Filter()):
        if row["total"]:
            sums[f"{row['period_end']:%m-%d}"][f"{row['period_end']:%Y}", row["population"]] += row["total"]
    return sums


def test_every_world_total_is_the_tables(collected: tuple[Engine, dict]) -> None:
    engine, _ = collected
    stored = live(engine)["12-31"]
    assert stored == counts(FULL)
    assert {population: stored["2025", population] for population in WORLD_2025} == WORLD_2025
    assert stored["1951", "refugee"] == 2_116_011


def test_every_count_above_zero_is_a_figure(collected: tuple[Engine, dict]) -> None:
    engine, _ = collected
    values = [row["value"] for row in queries.cited(engine, Filter()) if f"{row['period_end']:%m}" == "12"]
    assert sum(value > 0 for value in values) == cells(FULL) == 207_639
    assert sum(value == 0 for value in values) == 47_798


def test_mid_2025_and_end_2025_both_stand_each_with_its_date(collected: tuple[Engine, dict]) -> None:
    engine, seen = collected
    assert live(engine)["06-30"] == counts(MID_YEAR)
    assert "another release of 2025-12-31" in seen["full"].notices[0]
    assert (seen["full"].figures_changed, seen["full"].figures_withdrawn) == (0, 0)


def test_again_is_nothing_new_and_the_same_export(collected: tuple[Engine, dict]) -> None:
    _, seen = collected
    again = seen["again"]
    assert (again.ok, again.figures_new, again.figures_changed, again.figures_withdrawn) == (True, 0, 0, 0)
    assert seen["export again"] == seen["export"]
