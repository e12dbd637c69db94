"""What each word of a language may begin, as flags that are worked out when the word is first met."""

from functools import cache, lru_cache, partial
from sys import intern
from typing import Final

from tracker.extract.dates import opens
from tracker.extract.numbers.hyphens import apart
from tracker.extract.overview import cause_of
from tracker.extract.places import openings
from tracker.extract.sentences import CAPITAL, KINDS, Piece, cut
from tracker.extract.words.by_word import REMEMBERED
from tracker.extract.words.language import (
    AMOUNT,
    CAUSE,
    CLASS,
    CLAUSE,
    CONTEXT,
    CORE,
    DATE,
    EVERYDAY,
    HINT,
    MONTH,
    PLACE,
    STATE,
    TERM,
    WALL,
    is_one_of,
    starting,
)
from tracker.extract.words.lexicon import Lexicon

PIECES: Final = 32768  # remembered for each language
STATES: Final = frozenset({"be", "have", "term", "fate"})
WALLS: Final = frozenset(",;:–—(")
LONGEST: Final = 30  # letters of a piece that is remembered: a word with its signs


class Known(dict[str, Piece]):
    """What stands between blanks → its tokens: one look answers all questions about common words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __missing__(self, written: str) -> Piece:
        piece = cut(apart(self.lexicon, written), partial(flags_of, self.lexicon))
        if len(written) <= LONGEST:
            if len(self) >= PIECES:
                self.clear()
            self[intern(written)] = piece  # most pieces are a word, which is the same object then
        return piece


@cache
def known(lexicon: Lexicon) -> Known:
    """What is known of the words of a language."""
    return Known(lexicon)


def flags_of(lexicon: Lexicon, written: str, word: str) -> int:
    """How a token is written and what it may begin."""
    upper = written[0].isupper()
    capital = upper or ("'" in written and written.partition("'")[2][:1].isupper())
    may_be_name = KINDS[written[0]] == "word" and (upper or "'" in word or not lexicon.grammar["capitals"])
    place = PLACE if may_be_name and openings.of(lexicon, word) else 0
    return word_flags(lexicon, word) | place | (CAPITAL if capital else 0)


@lru_cache(REMEMBERED)
def word_flags(lexicon: Lexicon, word: str) -> int:
    """What a word may begin; TERM: it may stand anywhere in a term."""
    tests = (
        (AMOUNT, word[0].isdecimal() or starting(lexicon, lexicon.amounts, word)),
        (TERM, is_one_of(lexicon, lexicon.term_words, word)),
        (HINT, is_one_of(lexicon, lexicon.hint_words, word)),
        (EVERYDAY, starting(lexicon, lexicon.hints, word)),
        (CORE, starting(lexicon, lexicon.hinted, word)),
        (CONTEXT, starting(lexicon, lexicon.context, word)),
        (CLASS, any(is_one_of(lexicon, patterns, word) for patterns in lexicon.classes.values())),
        (DATE, opens.of(lexicon, word)),
        (MONTH, word in lexicon.dates["months"]),
        (CLAUSE, word == ";" or "subordinate" in {each.entry.kind for each in starting(lexicon, lexicon.core, word)}),
        (STATE, any(each.entry.kind in STATES and not each.rest for each in starting(lexicon, lexicon.core, word))),
        (CAUSE, cause_of.of(lexicon, word)),
        (WALL, word[0].isdecimal() or word in WALLS),
    )
    return sum(flag for flag, holds in tests if holds)
