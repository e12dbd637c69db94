"""What is seen around a number that no rule tells of: names of features, the same in every language."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tracker.extract.links.paths import Link
from tracker.extract.links.quantities import Quantity
from tracker.extract.links.reading import Reading
from tracker.extract.words.language import CAUSE, EVERYDAY, STATE, TERM, Mention
from tracker.terms import Qualifier

NEAR: Final = 3  # phrases on either side of a number that are looked at
BESIDE: Final = 5  # tokens
STEPS: Final = (0, 2, 6)  # tokens to a term: beside it, near, in sight, far
MOST: Final = 5  # figures of a text that are told apart
PARTS: Final = (10, 20, 40)  # tokens of a sentence: short, …, long
ROUND: Final = 100
EXACT: Final = Qualifier.EXACT
CROSSED: Final = frozenset(
    {"number", ",", ";", ":", "(", "fate", "need", "modal", "negation", "other"}
    | {"be", "have", "stock", "subordinate", "coordinate"}
)
HELD: Final = frozenset(
    {"fate", "need", "modal", "negation", "other", "pretence", "elsewhere", "label", "counter", "anaphor"}
    | {"comparison", "difference", "stock", "have", "be"}
)


class Told(NamedTuple):
    """The figures that rules found beside a number."""

    here: list[Link]  # in its sentence
    before: list[Link]  # in the sentence before
    after: bool  # any in the sentence behind
    units: frozenset[str]  # those of the whole text
    many: int  # in the whole text


def features(reading: Reading, counted: Quantity, told: Told, opens: bool) -> list[str]:
    """All that holds of one number; `opens`: its sentence opens a paragraph."""
    unit = counted.unit or "none"
    return [
        *of_number(counted, unit),
        *of_neighbours(reading, counted, unit),
        *of_terms(reading, counted, unit),
        *of_sentence(reading, counted, opens),
        *of_figures(reading, counted, told, unit),
    ]


def of_number(counted: Quantity, unit: str) -> Iterator[str]:
    """How it is written and what it counts."""
    value = counted.number.value or counted.number.low or 1
    yield f"unit {unit}"
    yield f"digits {len(str(value))}"
    if counted.noun:
        yield "has noun"
    if counted.nationalities:
        yield "nationality"
    if counted.inside:
        yield f"inside {counted.inside.entry.role}"
    if counted.number.value is None:
        yield "vague"
    if value % ROUND == 0:
        yield "round"
    if counted.qualifier is not EXACT:
        yield "qualified"


def of_neighbours(reading: Reading, counted: Quantity, unit: str) -> Iterator[str]:
    """What stands right before and behind it."""
    first, stop = counted.first, counted.stop
    before, behind = reading.kind(first - 1), reading.kind(stop)
    yield f"{unit} behind {before}"
    yield f"{unit} before {behind}"
    for step in range(1, NEAR + 1):
        yield f"{step} before: {reading.kind(first - step)}"
        yield f"{step} behind: {reading.kind(stop + step - 1)}"
    yield f"before: {reading.kind(first - 2)} {before}"
    yield f"behind: {behind} {reading.kind(reading.after(stop)) if behind != 'end' else 'end'}"
    if reading.sentence.kinds[counted.number.first] != "number":
        yield "in words"
    if first > 0 and reading.sentence.is_capital(first - 1):
        yield "behind a name"
    if behind != "end" and reading.sentence.is_capital(stop):
        yield "before a name"


def of_terms(reading: Reading, counted: Quantity, unit: str) -> Iterator[str]:
    """The nearest terms on both sides, and what stands between."""
    before, behind = term_before(reading, counted.first), term_behind(reading, counted.stop)
    for side, term, first, stop in (
        ("left", before, before.stop if before else 0, counted.first),
        ("right", behind, counted.stop, behind.first if behind else 0),
    ):
        if term is None:
            yield f"{side} no term"
            continue
        near = sum(stop - first > step for step in STEPS)
        yield f"{side} {term.entry.role}"
        yield f"{side} {term.entry.name}"
        yield f"{side} near {near}"
        yield f"{side} {term.entry.role} near {near}"
        yield f"{side} {term.entry.role} of {unit}"
        for kind in CROSSED.intersection(reading.kinds[first:stop]):
            yield f"{side} over {kind}"


def term_before(reading: Reading, position: int) -> Mention | None:
    """The last term that ends before a token."""
    mentions = (reading.mention(at) for at in range(position - 1, -1, -1))
    return next((each for each in mentions if each and each.entry.kind == "term" and each.stop <= position), None)


def term_behind(reading: Reading, position: int) -> Mention | None:
    """The first term from a token on."""
    mentions = (reading.mention(at) for at in range(position, len(reading.cover)))
    return next((each for each in mentions if each and each.entry.kind == "term" and each.first >= position), None)


def of_sentence(reading: Reading, counted: Quantity, opens: bool) -> Iterator[str]:
    """What its sentence holds, and where in it the number stands."""
    kinds, holds = reading.kinds, reading.sentence.holds
    for kind in HELD.intersection(kinds):
        yield f"with {kind}"
    for kind in HELD.intersection(kinds[max(counted.first - BESIDE, 0) : counted.first]):
        yield f"soon behind {kind}"
    for kind in HELD.intersection(kinds[counted.stop : counted.stop + BESIDE]):
        yield f"soon before {kind}"
    for name, flag in (("term word", TERM), ("everyday word", EVERYDAY), ("cause", CAUSE), ("verb", STATE)):
        if holds & flag:
            yield f"with {name}"
    yield f"length {sum(len(kinds) > part for part in PARTS)}"
    if opens:
        yield "opens"
    if reading.numbers[0] is counted.number:
        yield "first number"
    if counted.stop >= len(kinds) - 1:
        yield "at the end"


def of_figures(reading: Reading, counted: Quantity, told: Told, unit: str) -> Iterator[str]:
    """What rules found beside it."""
    value = counted.number.value or counted.number.low or 1
    yield f"figures {min(told.many, MOST)}"
    for name, holds in (("here", told.here), ("before", told.before), ("after", told.after)):
        if holds:
            yield f"figures {name}"
    if unit in told.units:
        yield "unit told"
    for link in told.before:
        if link.unit == unit:
            yield "unit told before"
        if (link.quantity.number.value or 0) > value:
            yield "part of before"
    last = next((link for link in reversed(told.here) if link.quantity.stop <= counted.first), None)
    if last is None:
        return
    yield "behind a figure"
    if last.unit == unit:
        yield "behind one of its unit"
    if (last.quantity.number.value or 0) > value:
        yield "behind a larger one"
    for kind in set(reading.kinds[last.quantity.stop : counted.first]):
        yield f"figure, {kind}"
