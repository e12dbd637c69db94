"""HAPI's rows as HDX publishes them in files: what `collect` stores is what a count straight from the files gives."""

import base64
import csv
from collections import Counter
from typing import Any

import pytest

from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker.sources import hdx_hapi as hapi

RECORDED = SHARED / "feeds" / "samples" / "hdx_hapi"
KEY = base64.b64encode(b"tracker:desk@ngo.example").decode()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_row_that_is_a_figure_is_stored_once(store: Store) -> None:
    with replay() as urls:
        bench = Bench(hapi, store, urls["hdx_hapi"], KEY)
        run = bench.collect()
        assert run.ok
        assert [each.rpartition("/")[2] for each in run.notices] == [f"{hapi.REFUGEES}: the answers hold no rows"]
        stored = bench.figures()
        assert bench.changes(bench.collect()) == (0, 0, 0)
    found: Counter[Any] = Counter()
    for row in stored:
        place = row["admin2_pcode"] or row["admin1_pcode"] or row["location"][0]
        found[row["population"], place, str(row["period_end"]), row["value"]] += 1
    assert found == rows_of_idps() + rows_of_returnees()
    idps = [row for row in stored if row["population"] == "idp" and row["role"] == "recommended"]
    assert len({(row["location"], row["period_end"]) for row in idps}) == len(idps)


def table(theme: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for file in RECORDED.glob(f"{theme}_*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows += [row for row in csv.DictReader(lines) if not row["error"]]
    return rows


def rows_of_idps() -> Counter[Any]:
    return Counter(
        (
            "idp",
            row["admin2_code"] or row["admin1_code"] or row["location_code"],
            row["reference_period_end"],
            int(row["population"]),
        )
        for row in table("idps")
    )


def rows_of_returnees() -> Counter[Any]:
    populations = {"RET": "returned_refugee", "RDP": "returned_idp"}
    return Counter(
        (
            populations[row["population_group"]],
            row["asylum_location_code"],
            row["reference_period_end"],
            int(row["population"]),
        )
        for row in table("returnees")
        if (row["gender"], row["age_range"]) == ("all", "all")
    )
