"""Scores the extractor on the gold of this project: what it finds, what it invents, how right each field is.

python -m tests.gold_score [--split dev|held] [--errors] [--pin [--allow-regression]]
"""

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from tracker.extract import extract

GOLD = Path(__file__).parent / "gold"
LANGUAGES = sorted(path.stem for path in GOLD.glob("*.jsonl"))
FLOORS = GOLD / "floors.json"
WORDS = ("term", "population", "measure", "cause", "qualifier")
FIELDS = (*WORDS, "country", "month", "day")
RATES = ("precision", "recall", "f1")
Record = dict[str, Any]


def documents(language: str) -> list[Record]:
    return [json.loads(line) for line in (GOLD / f"{language}.jsonl").read_text("utf-8").splitlines()]


def read(document: Record) -> list[Record]:
    """What the extractor says of a document, as plain records; the span is the number's, not the sentence's."""
    published = date.fromisoformat(document["published"]) if document["published"] else None
    found = extract(document["text"], published, document["lang"])
    spans = [dict(zip(("start", "end"), each.marks.get("number", each[1:3]), strict=True)) for each in found]
    return [each.figure.model_dump(mode="json") | span for each, span in zip(found, spans, strict=True)]


def bounds(record: Record) -> tuple[int, int]:
    """The least and the greatest number a record may mean."""
    stated = [record[name] for name in ("value_low", "value", "value_high") if record[name] is not None]
    return min(stated), max(stated)


def answers(wanted: Record, name: str) -> list[Any]:
    return [wanted[name], *(wanted["accept"] or {}).get(name, [])]


def fits(wanted: Record, got: Record) -> bool:
    """The same unit, some of the same words, and the same amount: a number, two ends, or some part of an interval."""
    (low, high), (least, most) = bounds(wanted), bounds(got)
    same = {"exact": got["value"] == wanted["value"], "range": (low, high) == (least, most)}
    near = got["start"] < wanted["end"] and wanted["start"] < got["end"]
    return near and got["unit"] in answers(wanted, "unit") and same.get(wanted["kind"], least <= high and low <= most)


def verdicts(wanted: Record, got: Record) -> dict[str, bool]:
    """Field → right or wrong, for the fields that the gold knows."""
    out = {name: got[name] in answers(wanted, name) for name in WORDS if wanted[name] is not None}
    if countries := wanted["location"] or wanted["origin"]:
        out["country"] = set(countries) <= {*got["location"], *got["origin"]}
    if ends := {name: wanted[name] for name in ("period_start", "period_end") if wanted[name]}:
        out["month"] = all((got[name] or "")[:7] == day[:7] for name, day in ends.items())
        out["day"] = all(got[name] == day for name, day in ends.items())
    return out


def pairs(gold: list[Record], found: list[Record]) -> dict[int, int]:
    """One to one, required before optional, firm before vague, better read before nearer: index of gold → of found."""
    possible = [
        (g["optional"], g["kind"] == "vague", -sum(verdicts(g, p).values()), abs(g["start"] - p["start"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(found)
        if fits(g, p)
    ]
    taken: dict[int, int] = {}
    for *_, i, j in sorted(possible):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def judge(document: Record, found: list[Record]) -> tuple[Counter[str], list[str]]:
    """Counts for one document, and its errors in words. A fact is found once, at whichever of its mentions."""
    gold, name, count, errors = document["gold"], document["id"], Counter[str](), list[str]()
    matched, facts = pairs(gold, found), dict[Any, list[int]]()
    for i, wanted in enumerate(gold):
        facts.setdefault(wanted["group"] or i, []).append(i)
    for mentions in facts.values():
        if all(gold[i]["optional"] for i in mentions):
            continue
        hits = [(verdicts(gold[i], found[matched[i]]), gold[i]) for i in mentions if i in matched]
        best, wanted = max(hits, key=lambda hit: sum(hit[0].values()), default=({}, gold[mentions[0]]))
        count.update({"facts": 1, "found": bool(hits)})
        count.update(f"{field} asked" for field in best)
        count.update(f"{field} right" for field, right in best.items() if right)
        wrong = ", ".join(field for field, right in best.items() if not right)
        if wrong or not hits:
            errors.append(f"{wrong or 'MISSED'} {name} {bounds(wanted)} {wanted['term']} | {wanted['quote'][:150]}")
    invented = [got for j, got in enumerate(found) if j not in matched.values()]
    errors += [f"INVENTED {name} {bounds(got)} {got['term']} | {got['quote'][:150]}" for got in invented]
    count["invented"] = len(invented)
    if all(wanted["optional"] for wanted in gold):
        count.update({"empty words": len(document["text"].split()), "empty invented": len(invented)})
    return count, errors


def judge_all(language: str, split: str | None = None) -> tuple[Counter[str], list[str]]:
    judged = [judge(each, read(each)) for each in documents(language) if split in (None, each["split"])]
    return sum((count for count, _ in judged), Counter[str]()), [error for _, errors in judged for error in errors]


def rates(count: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1, cut to three decimals."""
    facts, found, stated = count["facts"], count["found"], count["found"] + count["invented"]
    parts = found / max(1, stated), found / max(1, facts), 2 * found / max(1, facts + stated)
    return {name: int(1000 * rate) / 1000 for name, rate in zip(RATES, parts, strict=True)}


def line(name: str, count: Counter[str]) -> str:
    shares = [*rates(count).values(), *(count[f"{each} right"] / max(1, count[f"{each} asked"]) for each in FIELDS)]
    alarms = 1000 * count["empty invented"] / max(1, count["empty words"])
    return f"{name:4}{count['facts']:6}" + "".join(f"{100 * share:11.1f}" for share in shares) + f"{alarms:11.2f}"


def pin(scores: dict[str, dict[str, float]], lower_too: bool) -> None:
    """Write the floors. A floor falls only on purpose."""
    old = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    fallen = [f"{each} {name}" for each in old for name in RATES if scores[each][name] < old[each][name]]
    if fallen and not lower_too:
        sys.exit(f"{FLOORS.name}: would fall: {', '.join(fallen)}; say --allow-regression if that is meant")
    FLOORS.write_text(json.dumps(scores, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "held"), help="this part of the gold only")
    for flag in ("--errors", "--pin", "--allow-regression"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    results = {each: judge_all(each, None if options.pin else options.split) for each in LANGUAGES}
    if options.errors:
        print(*(error for _, errors in results.values() for error in errors), sep="\n")
    print(f"{'':4}{'facts':>6}" + "".join(f"{name:>11}" for name in (*RATES, *FIELDS)) + f"{'FA/1000w':>11}")
    print(*(line(each, count) for each, (count, _) in results.items()), sep="\n")
    print(line("all", sum((count for count, _ in results.values()), Counter[str]())))
    if options.pin:
        pin({each: rates(count) for each, (count, _) in results.items()}, options.allow_regression)


if __name__ == "__main__":
    main()
