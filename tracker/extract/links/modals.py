"""Modals: what could, should or may yet happen, over a few words, an infinitive, or an "and" before a bare verb."""

from functools import lru_cache
from typing import Final

from tracker.extract.links.reading import UNREAL, Reading
from tracker.extract.words.by_word import REMEMBERED
from tracker.extract.words.language import Mention
from tracker.extract.words.lexicon import Lexicon

PREDICATES: Final = frozenset({"term", "fate", "need"})
WINDOW: Final = 5  # tokens before a phrase in which a modal governs it
STATEMENT: Final = frozenset({"term", "fate", "number", "subordinate", "end", ";", ",", ":", "have"})
CLAUSES: Final = frozenset({"subordinate", ";", ":", "."})  # before these another clause has ended
CLAUSE: Final = frozenset(
    {"end", "term", "fate", "number", "subordinate", "coordinate", ";", ",", ".", "relative", "be", "have"}
)


def governed(reading: Reading, mention: Mention) -> bool:
    """A modal before the predicate, a bare infinitive, or a verb that goes on after one."""
    return is_infinitive(reading, mention) or modal_before(reading, mention.first) or is_carried(reading, mention)


def is_infinitive(reading: Reading, mention: Mention) -> bool:
    """Planned to evacuate, in order to evacuate; but not what is forced to happen, nor procédé À L'ÉVACUATION DE."""
    before = reading.mention(mention.first - 1)
    if before is None or mention.entry.role == "noun" or forced(reading, mention.first):
        return False
    return " ".join(reading.sentence.words[before.first : before.stop]) in reading.lexicon.grammar["infinitives"]


def is_carried(reading: Reading, mention: Mention) -> bool:
    """Could leave 3,000 homeless AND DAMAGE 200 houses: a bare verb after one that a modal governs."""
    first = mention.first - (reading.kind(mention.first - 1) == "be")
    if not is_bare(reading.lexicon, reading.sentence.words[first]) or forced(reading, first):
        return False
    for position in range(first - 1, -1, -1):
        kind, earlier = reading.kind(position), reading.mention(position)
        if kind in CLAUSES:
            return False
        if kind in UNREAL or (earlier and kind == "term" and is_infinitive(reading, earlier)):
            return True
    return False


@lru_cache(REMEMBERED)
def is_bare(lexicon: Lexicon, word: str) -> bool:
    """Displace, be; déplacer, desplazar: a verb that tells no time by itself."""
    bare = lexicon.grammar["bare"]
    return word in bare or any(each[0] == "*" and word.endswith(each[1:]) for each in bare)


def forced(reading: Reading, position: int) -> bool:
    """Forced the island to evacuate: the infinitive came true."""
    return any(reading.kind(index) == "forcing" for index in range(max(0, position - 6), position))


def modal_before(reading: Reading, position: int) -> bool:
    """A modal governs what begins here: a few words back, over no comma and no other statement."""
    for _ in range(WINDOW):
        position = reading.before(position) if position else -1
        kind = reading.kind(position)
        could_have = kind == "have" and reading.kind(reading.before(position) if position else -1) in UNREAL
        if kind in UNREAL or could_have:
            return True
        if kind in STATEMENT:
            return False
    return False


def modal_after(reading: Reading, position: int) -> bool:
    """A modal right after the noun phrase, over a few words: 2 million IDPs at home, IDPs and residents may follow."""
    if reading.kind(position) == "coordinate" and reading.kind(reading.after(position)) in ("unit", "word"):
        position = reading.after(reading.after(position))
    for _ in range(3):
        kind = reading.kind(position)
        if kind == "modal":
            return True
        if kind in CLAUSE:
            return kind == "be" and reading.kind(reading.after(position)) == "modal"
        position = reading.after(position)
    return False
