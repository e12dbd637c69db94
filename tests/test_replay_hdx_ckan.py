"""HDX's files of the replay, counted without the source's code, against what was stored."""

import csv
from collections import defaultdict

from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker.sources import hdx_ckan

FILES = SHARED / "feeds" / "samples" / "hdx_ckan"
CAUSES = {"conflict": "conflict", "insecurity": "conflict", "natural disaster": "disaster", "other reason": "other"}


def recorded(pattern: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for file in FILES.glob(pattern):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows += [row for row in csv.DictReader(lines) if not next(iter(row.values()), "").startswith("#")]
    return rows


def test_every_row_is_stored_once_and_a_second_time_nothing(store: Store) -> None:
    with replay() as urls:
        bench = Bench(hdx_ckan, store, urls["hdx_ckan"])
        run = bench.collect()
        assert run.ok, run.errors
        assert bench.changes(bench.collect()) == (0, 0, 0)
    stored = bench.figures()

    situations = sorted(int(row["Individuals"]) for row in recorded("resource_unhcr-situations*.csv"))
    assert situations == sorted(each["value"] for each in stored if each["population"] != "idp")

    rounds: dict[tuple[str, ...], int] = defaultdict(int)
    for row in recorded("resource_iom-dtm*.csv"):
        place = row["admin2Pcode"] or row["admin1Pcode"] or row["admin0Pcode"]
        cause = CAUSES.get(row["displacementReason"].lower(), "unknown")
        names = ("operation", "adminLevel", "reportingDate", "roundNumber", "assessmentType")
        rounds[(place, cause, *(row[name] for name in names))] += int(row["numPresentIdpInd"])
    assert sorted(rounds.values()) == sorted(each["value"] for each in stored if each["population"] == "idp")


def test_what_stands_adds_up_to_the_country_and_to_nothing_more(store: Store) -> None:
    with replay() as urls:
        bench = Bench(hdx_ckan, store, urls["hdx_ckan"])
        bench.collect()
    totals: dict[tuple[str, str, str], int] = defaultdict(int)
    methods: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in recorded("resource_iom-dtm*.csv"):
        methods[row["admin0Pcode"], row["operation"], row["reportingDate"]].add(row["assessmentType"])
    for row in recorded("resource_iom-dtm*.csv"):
        held = methods[row["admin0Pcode"], row["operation"], row["reportingDate"]]
        if row["adminLevel"] == "0" and row["assessmentType"] == ("BA" if "BA" in held else min(held)):
            totals[row["admin0Pcode"], row["reportingDate"][:10], ""] += int(row["numPresentIdpInd"])
    summed: dict[tuple[str, str, str], int] = defaultdict(int)
    for each in bench.figures():
        if each["population"] == "idp" and each["role"] == "recommended":
            summed[each["location"][0], f"{each['period_end']}", ""] += each["value"]
    assert dict(summed) == dict(totals)
