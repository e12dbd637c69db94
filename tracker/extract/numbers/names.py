"""Numbers that are names or parts of them: COVID-19, round 6, Rusayo 2, a footnote, a telephone."""

import re
from typing import Final

from tracker.extract.numbers.amounts import Number
from tracker.extract.sentences import Sentence
from tracker.extract.words.language import means
from tracker.extract.words.lexicon import Lexicon

YEAR: Final = re.compile(r"(?:19|20)\d\d")
SPOKEN: Final = frozenset({"word", "number"})
LAST_NAMED: Final = 9  # of Rusayo 1, Rusayo 2 …
SHORT: Final = 2  # digits of a number that names
ROW: Final = 40  # tokens of a row of names at most
NAMES: Final = 3  # that make a row


def is_numbered(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Round 6, تقرير رقم (8): the number is a name."""
    before = number.first - 1 - (number.first > 1 and sentence.words[number.first - 1] == "(")
    return before >= 0 and sentence.words[before] in lexicon.grammar["numbered"]


def is_name_in_brackets(sentence: Sentence, number: Number) -> bool:
    """[2] Displaced were 1,050 people; regions (1, 2, 3, 4A, BARMM): a note, or one of a row of short numbers alone."""
    words, first, stop = sentence.words, number.first, number.stop
    if words[first - 1 : first] == ("[",) and words[stop : stop + 1] == ("]",):
        return True
    begin = first
    while begin > max(first - ROW, 0) and is_of_row(sentence, begin - 1):
        begin -= 1
    if not begin or words[begin - 1] != "(":
        return False
    while stop < min(first + ROW, len(words)) and is_of_row(sentence, stop):
        stop += 1
    ends = words[stop : stop + 1] == (")",) or words[stop - 1] == ","
    return ends and sum(kind == "number" for kind in sentence.kinds[begin:stop]) >= NAMES


def is_of_row(sentence: Sentence, position: int) -> bool:
    """A short number, a comma, or a letter that touches its number: 4A, 5."""
    kind, word = sentence.kinds[position], sentence.words[position]
    return word == "," or (kind == "number" and len(word) <= SHORT) or (kind == "word" and sentence.is_glued(position))


def is_part_of_a_name(sentence: Sentence, number: Number) -> bool:
    """COVID-19, Sh2,323,820: digits that touch letters or digits across a sign."""
    first = number.first
    if first < 2 or sentence.kinds[first] != "number" or sentence.kinds[first - 1] in SPOKEN:
        return False
    touching = sentence.is_glued(first) and sentence.is_glued(first - 1)
    sign = sentence.words[first - 1]
    after_digits = sentence.words[first - 2][-1].isdecimal()
    return touching and ((sign in ",.:/'" and after_digits) or (sign == "-" and sentence.kinds[first - 2] == "word"))


def is_part_of_a_place(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Moved to RUSAYO 2: a digit right after the name of a place, before no noun of its own."""
    first, stop, words = number.first, number.stop, sentence.words
    if not lexicon.grammar["capitals"] or not words[first].isdecimal() or (number.value or 0) > LAST_NAMED:
        return False
    name = first - 1
    while name > 0 and sentence.kinds[name] == "word" and sentence.is_capital(name):
        name -= 1
    ends = stop >= len(words) or sentence.kinds[stop] not in SPOKEN or begins(lexicon, sentence, stop, "preposition")
    return ends and 0 < name < first - 1 and words[name] in lexicon.grammar["place_after"]


def is_footnote(sentence: Sentence, number: Number) -> bool:
    """They lost their homes,4 and died.12: digits that touch the mark behind a word."""
    first = number.first
    if first < 2 or number.stop != first + 1 or len(sentence.words[first]) > 2 or sentence.words[first - 1] not in ",.":
        return False
    touching = sentence.is_glued(first) and sentence.is_glued(first - 1)
    return touching and sentence.kinds[first - 2] == "word"


def is_in_a_row(sentence: Sentence, number: Number) -> bool:
    """A telephone number: digits beside digits with nothing between, unless one of them is a year."""
    if sentence.kinds[number.first] != "number":
        return False
    beside = [index for index in (number.first - 1, number.stop) if 0 <= index < len(sentence.kinds)]
    return any(sentence.kinds[index] == "number" and not YEAR.fullmatch(sentence.words[index]) for index in beside)


def begins(lexicon: Lexicon, sentence: Sentence, position: int, kind: str) -> bool:
    """Whether a core entry of a kind begins at a token."""
    return position < len(sentence.words) and means(lexicon, lexicon.core, sentence.words[position], kind)
