"""Numbers that no rule tells of but that look like figures, by weights that tests/train_likely.py learned from gold."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from math import exp
from typing import Final, NamedTuple

from tracker.extract.likely.features import Told, features, term_before, term_behind
from tracker.extract.links import last_of
from tracker.extract.links.borrowed import unit_for
from tracker.extract.links.denial import denied
from tracker.extract.links.nobody import counts_nobody
from tracker.extract.links.paths import Link, Statement
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import Reading, Readings
from tracker.extract.sentences import Sentences
from tracker.extract.words.language import AMOUNT, TERM, Mention

OTHER_FATES: Final = frozenset({"need", "fate", "pretence", "difference"})
PARTED: Final = 3  # tokens from a part to the words that point back to its whole
LIKELY: Final = 0.6  # probability from which a number is taken for a figure


class Candidate(NamedTuple):
    """A number that no rule tells of, with the figures beside it and what is seen around it."""

    sentence: int  # its index
    reading: Reading
    counted: Quantity
    model: Link | None  # the figure before it
    features: list[str]


class Weights(NamedTuple):
    """A logistic regression: the log odds are the bias and the sum of the weights of the features that hold."""

    bias: float
    of: dict[str, float]


@cache
def weights() -> Weights:
    """Those in data/likely.json."""
    text = (resources.files("tracker.extract") / "data" / "likely.json").read_text()
    table: dict[str, float] = json.loads(text)
    return Weights(table.pop("bias"), table)


def chance(known: Weights, names: list[str]) -> float:
    """How probable it is that a number is a figure."""
    return 1 / (1 + exp(-known.bias - sum(known.of.get(name, 0.0) for name in names)))


def likely(parts: Sentences, indexes: Iterable[int], readings: Readings, told: list[Statement]) -> Iterator[Statement]:
    """The statements of numbers that look like figures, in some sentences of a text of which rules tell something."""
    known = weights()
    for each in candidates(parts, indexes, readings, told):
        link = linked(each) if chance(known, each.features) >= LIKELY else None
        if link:
            yield each.sentence, link


def candidates(
    parts: Sentences, indexes: Iterable[int], readings: Readings, told: list[Statement]
) -> Iterator[Candidate]:
    """The numbers of people or homes that no rule tells of, near words or figures of displacement."""
    by_sentence = defaultdict[int, list[Link]](list)
    for index, link in told:
        by_sentence[index].append(link)
    units = frozenset(link.unit for _, link in told)
    for index in indexes if told else ():
        holds = parts.at(index).holds
        near = holds & TERM or index in by_sentence or index - 1 in by_sentence
        if not (holds & AMOUNT and near and readings.amounts[index]):
            continue
        here, before = by_sentence.get(index, []), by_sentence.get(index - 1, [])
        beside = Told(here, before, index + 1 in by_sentence, units, len(told))
        yield from in_sentence(index, readings[index], beside, parts.spans[index].opens)


def in_sentence(index: int, reading: Reading, told: Told, opens: bool) -> Iterator[Candidate]:
    """The candidates of one sentence."""
    known = {link.quantity.number.first for link in told.here}
    if len(known) >= len(reading.numbers):
        return
    unsaid = denied(reading)
    for number in reading.numbers:
        if number.first in known or number.first in unsaid:
            continue
        counted = quantity(reading, number)
        if may_count(reading, counted, told):
            model = last_of([link for link in told.here if link.quantity.stop <= counted.first]) or last_of(told.before)
            yield Candidate(index, reading, counted, model, features(reading, counted, told, opens))


def may_count(reading: Reading, counted: Quantity, told: Told) -> bool:
    """No number of other things, of people who did not flee, or of a whole."""
    other = counted.unit == "other" or counts_nobody(reading, counted)
    return not (other or has_part(reading, counted, told) or befell(reading, counted))


def befell(reading: Reading, counted: Quantity) -> bool:
    """8,680 families AFFECTED; were KILLED: what befell them stands right beside, and is another thing."""
    behind = counted.stop
    while reading.kind(behind) in ("be", "have"):
        behind = reading.after(behind)
    return not OTHER_FATES.isdisjoint((reading.kind(behind), reading.kind(counted.first - 1)))


def has_part(reading: Reading, counted: Quantity, told: Told) -> bool:
    """The town has 20,000 PEOPLE, of whom 3,000 fled; assessed 225 HOMES, and 30 are unfit: a rule tells of the part.

    European monitors, 225 OF THEM: words that point back to people of whom no rule tells.
    """
    if reading.kind(counted.stop) == "anaphor":
        return True
    part = next((link for link in told.here if link.quantity.first >= counted.stop), None)
    if part is None:
        return False
    between = range(counted.number.stop, part.quantity.number.first)
    if any(each.first in between for each in reading.numbers):
        return False
    pointed = "anaphor" in reading.kinds[counted.stop : part.quantity.first + PARTED]
    return pointed or (not part.quantity.noun and part.unit == counted.unit == "dwelling")


def linked(candidate: Candidate) -> Link | None:
    """A number with the nearest term that fits it, else with that of the figure before; None where there is neither."""
    counted, model = candidate.counted, candidate.model
    term = nearest(candidate.reading, counted)
    if term is None and model and (model.unit == "dwelling") == (counted.unit == "dwelling"):
        term = Mention(model.term.entry, counted.number.first, counted.number.stop)
    if term is None:
        return None
    borrowed = model.unit if model and model.unit != "dwelling" else "person"
    unit = unit_for(term, counted.unit) or ("dwelling" if term.entry.role == "dwelling" else borrowed)
    return Link(counted, unit, term, "likely")


def nearest(reading: Reading, counted: Quantity) -> Mention | None:
    """The term of its noun phrase, else the nearest that can be said of its unit."""
    if counted.inside:
        return counted.inside
    sides = (term_before(reading, counted.first), term_behind(reading, counted.stop))
    fitting = [each for each in sides if each and fits(each, counted.unit)]
    return min(fitting, key=lambda each: max(counted.first - each.stop, each.first - counted.stop), default=None)


def fits(term: Mention, unit: str) -> bool:
    """Homes are destroyed, people flee."""
    return unit in ("", "home") or (term.entry.role == "dwelling") == (unit == "dwelling")
