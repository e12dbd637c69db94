"""Words that point back to the figure before: of these, 300 …; the number had fallen to 122.1 million."""

from typing import Final

from tracker.extract.links.borrowed import PEOPLE, POINTING, is_planned, unit_for
from tracker.extract.links.paths import FREE, Case, Link
from tracker.extract.links.portions import HANDFUL, is_whole
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import Reading
from tracker.extract.numbers.amounts import Number
from tracker.extract.words.language import Mention
from tracker.extract.words.lexicon import Entry

PASSED: Final = FREE | {"label", ",", "preposition", "word", "subordinate"}  # between a pointer and its number
NOWHERE: Final = Entry("term")  # a pointer without a word of its own


def anaphoric(case: Case) -> Link | None:
    """Of these, 300 …; the number had slipped to 122.1 million: a word points back to the last figure."""
    counted, model = case.counted, case.model
    if model is None or (counted.unit and "dwelling" in {counted.unit, model.unit} and counted.unit != model.unit):
        return None
    if not counted.unit and (counted.number.value or HANDFUL) < HANDFUL:  # one of them a boy
        return None
    pointer = pointer_beside(case.reading, counted, model.unit)
    if pointer is None or (case.last is None and is_relative_pronoun(case.reading, pointer)):
        return None
    if case.is_fate or is_in_need(case) or is_planned(case) or points_elsewhere(case):
        return None
    return Link(
        counted,
        unit_for(model.term, counted.unit) or model.unit,
        Mention(model.term.entry, pointer.first, pointer.stop),
        "anaphor",
        model.predicate,
    )


def is_relative_pronoun(reading: Reading, pointer: Mention) -> bool:
    """Nets, of WHICH he had 400: what it points to stands in its own sentence."""
    return reading.sentence.words[pointer.stop - 1] in reading.lexicon.grammar["relatives"]


def points_elsewhere(case: Case) -> bool:
    """27 camps, of which 11 …; 178 people, 82 of them children: something else was counted in between."""
    begin, reading = case.last.quantity.stop if case.last else 0, case.reading
    if not case.last and is_aside(reading, case.counted):
        return True
    holds = reading.mention(case.counted.first - 1)
    if holds and holds.entry.role == "holds":  # 238 sites hold 210,000 of them
        return False
    between = [each for each in reading.numbers if begin <= each.first < case.counted.first]
    if between and case.last and paired_with(reading, case.last.quantity, between[0]):
        between = between[1:]
    if any(not (is_whole(reading, each) or is_fewer(each, case.counted.number)) for each in between):
        return True
    tokens = range(begin, case.counted.first)  # in 978 shelters; 776 of them
    return any(reading.sentence.kinds[token] == "number" and reading.mention(token) for token in tokens)


def paired_with(reading: Reading, counted: Quantity, other: Number) -> bool:
    """6,400 households (33,982 PEOPLE): the next number says the same of persons, or of families."""
    again = quantity(reading, other)
    enclosed = reading.kind(counted.stop) == "(" and again.first == counted.stop + 1
    return enclosed and {again.unit, counted.unit} == PEOPLE


def is_aside(reading: Reading, counted: Quantity) -> bool:
    """European monitors, 225 OF THEM, patrol the boundary: "them" are those named right before."""
    sentence, before, pointer = reading.sentence, counted.first - 2, reading.mention(counted.stop)
    thing = reading.mention(before) if before >= 0 else None
    site = thing is not None and thing.entry.role == "label"  # government shelters, 1,094 of them, house 191,692
    named = site or (before >= 0 and reading.kind(before) == "word" and not sentence.is_capital(before))
    return named and pointer is not None and reading.kind(before + 1) == reading.kind(pointer.stop) == ","


def is_fewer(one: Number, other: Number) -> bool:
    """In the SIX states, of whom 1,413,500 in Borno: a few things have no such part."""
    return 0 < (one.value or 0) < min(HANDFUL, other.value or 0)


def is_in_need(case: Case) -> bool:
    """A further 8,668 were confined: what is told of them is no displacement."""
    return case.right is not None and case.right.mention.entry.kind == "need" and case.right.cost <= 2


def goes_on(reading: Reading, counted: Quantity) -> bool:
    """Some 9,300 remain as of July; another 25,000 went west: the words of the figure before still hold."""
    words, grammar = reading.sentence.words, reading.lexicon.grammar
    following = words[counted.stop : counted.stop + 2]
    remain = any(word in grammar["remain_words"] for word in following)
    return remain or any(word in grammar["more"] for word in words[counted.first : counted.number.first])


def pointer_beside(reading: Reading, counted: Quantity, unit: str) -> Mention | None:
    """The words that point back, after the number (47,000 of them) or shortly before it (the number fell to 3,000)."""
    if reading.kind(counted.stop) == "anaphor":
        return reading.mention(counted.stop)
    if reading.kind(counted.number.stop) == "whole" and unit and counted.unit == unit:
        return Mention(NOWHERE, counted.number.first, counted.number.stop)
    if not counted.unit and goes_on(reading, counted):
        return Mention(NOWHERE, counted.number.first, counted.number.stop)
    position = counted.first - 1
    for _ in range(POINTING):
        kind = reading.kind(position)
        if kind == "anaphor":
            return reading.mention(position)
        dated = kind == "number" and reading.cover[position] is None  # the total since 10 May
        arrived = kind == "term" and (each := reading.mention(position)) and each.entry.role == "arrival"
        if not (dated or arrived or kind in PASSED):  # the number had REACHED 2,430
            return None
        position = reading.before(position)
    return None
