"""Measures how often each kind of evidence is right on gold, and writes what the extractor gives as `confidence`.

python -m tests.calibrate_extract

A figure is right when the gold has its amount and unit at its place; what the gold calls optional counts neither way.
The table holds the lower end of the 95 % interval (Wilson) of the share that is right, so that a kind seldom seen is
not believed blindly.
"""

import argparse
import json
import math
from collections import Counter
from datetime import date
from pathlib import Path

import tracker.extract
from tests.gold_score import GOLD, Record, documents, pairs
from tracker.extract import extract
from tracker.extract.facts.confidence import measured

Z = 1.96
SELDOM = 10  # figures
UNSURE = 0.45
TABLE = Path(tracker.extract.__file__).parent / "data" / "confidence.json"


def main() -> None:
    """Counts, writes the table, and prints it."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    kinds, likely = list(measured()), measured()["likely"]
    right, wrong = Counter[str](), Counter[str]()
    for path in sorted(GOLD.glob("*.jsonl")):
        for document in documents(path.stem):
            count(document, right, wrong)
    table = {kind: believed(right[kind], right[kind] + wrong[kind]) for kind in kinds}
    table["likely"] = likely  # as tests/train_likely.py measured it, on gold that was not learned from
    TABLE.write_text(json.dumps(table, indent=1) + "\n")
    for kind in kinds:
        print(f"| {kind} | {right[kind] + wrong[kind]} | {right[kind]} | {table[kind]:.2f} |")


def believed(right: int, everything: int) -> float:
    """The confidence of a kind of evidence: of one that is hardly ever seen, less than a half."""
    measured_rate = round(lower_end(right, everything), 2)
    return measured_rate if everything >= SELDOM else min(measured_rate, UNSURE)


def lower_end(right: int, everything: int) -> float:
    """The lower end of Wilson's 95 % interval for a share."""
    if not everything:
        return 0.0
    share, spread = right / everything, Z * Z / everything
    root = math.sqrt(share * (1 - share) / everything + spread / (4 * everything))
    return (share + spread / 2 - Z * root) / (1 + spread)


def count(document: Record, right: Counter[str], wrong: Counter[str]) -> None:
    """Adds the figures of one document."""
    published = date.fromisoformat(document["published"][:10]) if document["published"] else None
    found = extract(document["text"], published)
    records = [each.figure.model_dump(mode="json") | number_span(each.marks["number"]) for each in found]
    matched = {got: gold for gold, got in pairs(document["gold"], records).items()}
    for index, each in enumerate(found):
        if index not in matched:
            wrong[each.evidence] += 1
        elif not document["gold"][matched[index]].get("optional"):
            right[each.evidence] += 1


def number_span(span: tuple[int, int]) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


if __name__ == "__main__":
    main()
