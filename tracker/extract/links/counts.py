"""Counts told far from what they count: the number of those who fled has reached 11,553; most of all, that is 6.7."""

from typing import Final

from tracker.extract.links.borrowed import PEOPLE, names_part, unit_for
from tracker.extract.links.labels import UNTOLD, term_before
from tracker.extract.links.paths import Case, Link
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import Reading
from tracker.extract.words.language import Mention

APART: Final = frozenset({",", ";", ":", "coordinate", "be", "have"})  # between a count and what it does not count
TOLD_OF: Final = frozenset({"people", "modifier", "verb", "subject", "state"})  # roles of what people do
UNNAMED: Final = PEOPLE | {""}  # people, or no noun at all
NAMED: Final = 8  # tokens from "the number of" to what they did


def numbered(case: Case) -> Link | None:
    """Bringing to 4.6 million the number of displaced people."""
    position, reading = case.counted.stop, case.reading
    if case.counted.unit not in UNNAMED or reading.kind(position) != "counter":
        return None
    term = reading.mention(reading.after(position))
    people = term is not None and term.entry.kind == "term" and term.entry.role == "people"
    unit = case.counted.unit or "person"
    return Link(case.counted, unit, term, "label") if term and people and not case.is_hypothetical else None


def counted_up(case: Case) -> Link | None:
    """The number of people who left their homes because of the eruption has reached 11,553: the only number."""
    reading, counted = case.reading, case.counted
    mentions = [mention for at in range(counted.first) if (mention := reading.mention(at))]
    terms = (each for each in reversed(mentions) if each.entry.kind == "term" and counter_of(reading, each) >= 0)
    term = next(terms, None)
    if term is None or counted.unit not in UNNAMED or not is_first(reading, counted):
        return None
    begin = counter_of(reading, term)
    changed = reading.sentence.words[counted.first - 1] in reading.lexicon.numbers["not_ranges"]
    if changed or not UNTOLD.isdisjoint(reading.kinds[begin : counted.first]) or reading.kind(counted.stop) == "word":
        return None
    units = (each.entry.name for each in mentions if each.entry.kind == "unit" and each.first >= begin)
    unit = counted.unit or next(units, "person")
    return Link(counted, unit_for(term, unit), term, "label") if unit in PEOPLE else None


def counter_of(reading: Reading, term: Mention) -> int:
    """Where THE NUMBER OF displaced people begins; -1 where nothing says that they are counted."""
    if reading.sentence.words[term.first] in reading.lexicon.grammar["heads"]:  # the total NUMBER OF DISPLACED people
        return term.first
    counter = next((at for at in range(term.first, -1, -1) if reading.kind(at) == "counter"), -1)
    between = reading.kinds[counter : term.first]
    counted = len(between) <= NAMED and APART.isdisjoint(between) and term.entry.role in TOLD_OF
    return counter if counter >= 0 and counted else -1


def is_first(reading: Reading, counted: Quantity) -> bool:
    """No number of people or homes stands before: in the FIVE districts."""
    before = (number for number in reading.numbers if number.stop <= counted.first)
    return all(quantity(reading, number).unit == "other" for number in before)


def explained(case: Case) -> Link | None:
    """The most displaced people of all because of a war, that is 6.7 million: who they are stands before."""
    reading, counted = case.reading, case.counted
    words = reading.sentence.words[max(counted.first - 1, 0) : counted.number.first]
    rolled = words[:1] == (":",) and not counted.unit and names_part(reading, counted)  # refugees: 943 in Benin
    told = rolled or not reading.lexicon.grammar["that_is"].isdisjoint(words)
    if counted.unit not in UNNAMED or not told or case.is_fate:
        return None
    term = term_before(reading, counted.first - 1) if not case.is_hypothetical else None
    return Link(counted, counted.unit or "person", term, "label") if term and term.entry.role == "people" else None
