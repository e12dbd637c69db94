"""What each word of a language may begin, as flags that are worked out when the word is first met."""

from functools import cache

from tracker.extract.dates import opens
from tracker.extract.language import (
    AMOUNT,
    CLASS,
    CONTEXT,
    CORE,
    DATE,
    PLACE,
    REMEMBERED,
    TERM,
    fits,
    starting,
)
from tracker.extract.lexicon import Lexicon
from tracker.extract.places import openings
from tracker.extract.sentences import KINDS


class Known(dict[str, int]):
    """Word → flags: one look at each token of a text answers what may begin there."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __missing__(self, word: str) -> int:
        flags = flags_of(self.lexicon, word)
        if len(self) < REMEMBERED:
            self[word] = flags
        return flags


@cache
def known(lexicon: Lexicon) -> Known:
    """What is known of the words of a language."""
    return Known(lexicon)


def flags_of(lexicon: Lexicon, word: str) -> int:
    """What a word may begin; TERM: it may stand anywhere in a term."""
    tests = (
        (AMOUNT, word[0].isdecimal() or starting(lexicon, lexicon.amounts, word)),
        (TERM, any(string in word for string in lexicon.term_gate)),
        (CORE, starting(lexicon, lexicon.core, word)),
        (CONTEXT, starting(lexicon, lexicon.context, word)),
        (CLASS, any(fits(lexicon, f"@{name}", word) for name in lexicon.classes)),
        (DATE, opens(lexicon, word)),
        (PLACE, KINDS[word[0]] == "word" and openings(lexicon, word)),
    )
    return sum(flag for flag, holds in tests if holds)
