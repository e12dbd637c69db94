"""Confidence: how often each kind of evidence was right on gold, as tests/calibrate_extract.py measured it."""

import json
from functools import cache
from importlib import resources


@cache
def measured() -> dict[str, float]:
    """Kind of evidence → the share of right figures among those it found.

    inside: the term is in the noun phrase (3,000 refugees) · next: a predicate beside it (3,000 people fled) ·
    distant: a predicate farther off · label: Evacuated: 3,000 · listed: …, 300 in Goma · anaphor: of these, 300 ·
    flourish: a vague amount without place or date.
    """
    table: dict[str, float] = json.loads((resources.files("tracker.extract") / "data" / "confidence.json").read_text())
    return table


def confidence(evidence: str) -> float:
    """The measured precision of a kind of evidence."""
    return measured()[evidence]
