"""Wholes of which a part is told, and what each has: 80 percent of 25,000, of the 5,000 villagers 300, six each."""

from typing import Final

from tracker.extract.links.paths import Case, Path, walk_right
from tracker.extract.links.quantities import Quantity
from tracker.extract.links.reading import Reading, before_qualifiers, is_of, is_owner, is_shared
from tracker.extract.numbers.amounts import Number
from tracker.extract.words.language import Mention

PART_OF: Final = frozenset({"whole", "anaphor"})  # after the number of a part
OTHERS: Final = frozenset({"coordinate", "number", "subordinate", ",", ";"})  # before what is told of others
LATER: Final = 6.0  # how far from a participle after a noun what people did next may be
OPENED: Final = frozenset({"end", ",", ";", ":", "coordinate", "subordinate"})  # before what opens a clause
HANDFUL: Final = 10  # people; fewer of many are examples
MANY: Final = 1000  # people


def is_portioned(case: Case) -> bool:
    """90 percent of the 2.3 million people ARE displaced; but half of the 1.2 million who have fled."""
    words, grammar = case.reading.sentence.words, case.reading.lexicon.grammar
    position = before_shared(case)
    position -= position > 0 and words[position] in grammar["of"]
    return position >= 0 and words[position] in grammar["portions"]


def is_relative(case: Case, best: Path) -> bool:
    """Half of the 1.2 million WHO have fled, of the 56,000 DISPLACED: what is told of the whole itself."""
    if best.mention.first == case.counted.number.stop and best.mention.entry.role == "verb":
        return True
    between = range(case.counted.stop, best.mention.first + 1)  # "who have left" is one phrase
    return any(opens_relative(case.reading, position) for position in between)


def opens_relative(reading: Reading, position: int) -> bool:
    """Who, which: what follows is told of the noun before."""
    grammar, words = reading.lexicon.grammar, reading.sentence.words[position : position + 1]
    return not (grammar["who"].isdisjoint(words) and grammar["relatives"].isdisjoint(words))


def before_shared(case: Case) -> int:
    """The token before a number with its articles, qualifiers and owner: 80 percent OF the town's 25,000."""
    words, shared = case.reading.sentence.words, case.reading.lexicon.grammar["shared"]
    position = case.counted.number.first - 1
    while position > 0 and (words[position] in shared or is_owner(case.reading, position)):
        position -= 1
    return position


def is_whole_before(case: Case, best: Path) -> bool:
    """OF THE 5,000 villagers 300 fled: what opens a clause with "of" is the whole of the next number.

    That number stands before what is told of it, or, where verbs come first, right after.
    """
    reading, position = case.reading, before_shared(case)
    mention = reading.mention(position)
    begins = mention.first if mention else position
    words = reading.sentence.words
    opened = reading.kind(position) in ("whole", "of")
    opened = opened or is_of(reading, position)
    opened = opened or " ".join(words[begins : position + 1]) in reading.lexicon.grammar["shares"]
    if not opened or reading.kind(begins - 1) not in OPENED:
        return False
    stop = best.mention.stop + (reading.kind(best.mention.stop) == "qualifier")
    return any(
        best.mention.first > each.first > case.counted.number.first or each.first == stop for each in reading.numbers
    )


def is_each(reading: Reading, counted: Quantity) -> bool:
    """About six people EACH: not how many they all are; but 3,000 people each day."""
    words, grammar = reading.sentence.words, reading.lexicon.grammar
    for stop in (counted.stop + 1, counted.stop + 2):
        if " ".join(words[counted.stop : stop]) in grammar["each"]:
            return not any(word in grammar["uncounted_after"] for word in words[stop : stop + 1])
    return False


def is_whole(reading: Reading, number: Number) -> bool:
    """The 40,000 of "12,000 of the 40,000 residents fled"."""
    before = before_qualifiers(reading, number.first - 1)
    before -= is_owner(reading, before)
    if reading.kind(before) == "number" and is_shared(reading, before + 1):  # 300 des 900 familles
        return True
    return reading.kind(before) in ("whole", "of") and reading.kind(reading.before(before)) == "number"


def tells_itself(reading: Reading, whole: Quantity) -> bool:
    """Seventy-eight of the 310 REFUGEES, of the 310 people WHO FLED: what is told of the whole itself.

    Two of the 200,000 PEOPLE displaced are examples of them.
    """
    if any(is_example(reading, number) for number in reading.numbers if number.stop <= whole.first):
        return True
    if whole.inside:
        return whole.inside.entry.role in ("people", "modifier")
    return whole.noun is not None and opens_relative(reading, whole.stop)


def is_example(reading: Reading, number: Number) -> bool:
    """Just TWO of the 200,000 people displaced."""
    if not 0 < (number.value or 0) < HANDFUL or reading.kind(number.stop) != "whole":
        return False
    whole = next((each for each in reading.numbers if each.first >= number.stop), None)
    return whole is not None and (whole.value or 0) >= MANY


def told_of_part(case: Case, best: Path) -> Path:
    """765,000 of those uprooted HAD GONE HOME, 78 of the 310 who fled DIED: what follows what is told of the whole."""
    reading, counted, verb = case.reading, case.counted, best.mention
    if best.side == "left" or reading.kind(counted.number.stop) not in PART_OF:
        return best
    beside = verb.first == (counted.stop if counted.noun else reading.after(counted.number.stop))
    if not opens_relative(reading, counted.stop) and not (beside and verb.entry.role == "verb"):
        return best
    later = told_behind(case, verb)
    return later if later and later.cost <= LATER and later.mention.entry.kind != "need" else best


def told_behind(case: Case, verb: Mention) -> Path | None:
    """What else is told of the same people behind a verb, before others are spoken of."""
    later = walk_right(case.reading, case.counted, case.model, verb.stop)
    kinds = {case.reading.kind(index) for index in range(verb.stop, later.mention.first)} if later else set()
    return later if kinds.isdisjoint(OTHERS) else None


def is_lost(case: Case) -> bool:
    """520 displaced people sheltering in schools LOST THEIR LIVES."""
    right = case.right
    if right is None or right.cost > 0 or right.mention.entry.kind != "term":
        return False
    later = told_behind(case, right.mention)
    return later is not None and later.is_fate
