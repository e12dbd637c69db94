"""Whose place a place is: the clause that a figure stands in, and the places of a list with a number behind each."""

from typing import Final

from tracker.extract.facts.context import Around
from tracker.extract.links.paths import Link
from tracker.extract.places import Place
from tracker.extract.words.language import CLAUSE, MONTH, positions, stands

YEARS: Final = range(1900, 2100)  # Chad (2024)
LONGEST: Final = 4  # tokens of a number with its signs: (1.4 million)
LIST: Final = 8  # tokens between two places of a list: South Sudan (1,003,000) and the DRC


def clause(around: Around, link: Link) -> range:
    """The tokens of a figure's clause: Dadaab holds 230,000 | while Kakuma holds 294,000."""
    return clause_of(around, min(link.quantity.first, link.term.first), max(link.quantity.stop, link.term.stop))


def clause_of(around: Around, low: int, high: int) -> range:
    """The tokens of the clause around some tokens."""
    first, stop = 0, len(around.sentence.words)
    for index in openings(around):
        if index < low:
            first = index
        elif index >= high:
            stop = index
            break
    return range(first, stop)


def openings(around: Around) -> list[int]:
    """The tokens that open a clause."""
    if around.clauses is None:
        around.clauses = [index for index in positions(around.sentence, CLAUSE) if opens_clause(around, index)]
    return around.clauses


def is_free(around: Around, place: Place) -> bool:
    """A place whose clause has no number may be any figure's: 3,000 people fled | when floods hit Ayod."""
    tokens = clause_of(around, place.first, place.stop)
    return "number" not in around.sentence.kinds[tokens.start : tokens.stop]


def opens_clause(around: Around, index: int) -> bool:
    """While, whereas, but; a semicolon."""
    words, lexicon = around.sentence.words, around.lexicon
    if words[index] == ";":
        return True
    if around.sentence.kinds[index] != "word":
        return False
    return stands(lexicon, lexicon.core, words, index, "subordinate") > 0


def is_part(around: Around, place: Place) -> bool:
    """South Sudan (1,003,000): a number alone in parentheses after a place is the place's own."""
    words, kinds = around.sentence.words, around.sentence.kinds
    if words[place.stop : place.stop + 1] != ("(",) or kinds[place.stop + 1 : place.stop + 2] != ("number",):
        return False
    number, flags = words[place.stop + 1], around.sentence.flags
    if any(flag & MONTH for flag in flags[place.stop + 2 : place.stop + 3]):  # Chad (31 May)
        return False
    return ")" in words[place.stop : place.stop + LONGEST] and not (number.isdecimal() and int(number[:5]) in YEARS)


def part_before(around: Around, place: Place) -> Place | None:
    """The place before one of a list, which has its number behind it too."""
    before = [each for each in around.places if each.stop <= place.first and is_part(around, each)]
    return before[-1] if before and place.first - before[-1].stop <= LIST else None
