"""Wholes of which a part is told, and what each has: 80 percent of 25,000, of the 5,000 villagers 300, six each."""

from typing import Final

from tracker.extract.language import means
from tracker.extract.paths import Case, Path
from tracker.extract.quantities import is_owner

OPENED: Final = frozenset({"end", ",", ";", ":", "coordinate", "subordinate"})  # before what opens a clause


def is_portioned(case: Case) -> bool:
    """90 percent of the 2.3 million people ARE displaced; but half of the 1.2 million who have fled."""
    words, grammar = case.reading.sentence.words, case.reading.lexicon.grammar
    position = before_shared(case)
    position -= position > 0 and words[position] in grammar["of"]
    return position >= 0 and words[position] in grammar["portions"]


def is_relative(case: Case, best: Path) -> bool:
    """Half of the 1.2 million WHO have fled, of the 56,000 DISPLACED: what is told of the whole itself."""
    words, lexicon = case.reading.sentence.words, case.reading.lexicon
    if best.mention.first == case.counted.number.stop and best.mention.entry.role == "verb":
        return True
    own = means(lexicon, lexicon.core, words[best.mention.first], "light")  # "who have left" is one phrase
    return own or any(case.reading.kind(index) == "light" for index in range(case.counted.stop, best.mention.first))


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
    opened = opened or (reading.kind(position) == "article" and words[position] in reading.lexicon.grammar["of"])
    opened = opened or " ".join(words[begins : position + 1]) in reading.lexicon.grammar["shares"]
    if not opened or reading.kind(begins - 1) not in OPENED:
        return False
    stop = best.mention.stop + (reading.kind(best.mention.stop) == "qualifier")
    return any(
        best.mention.first > each.first > case.counted.number.first or each.first == stop for each in reading.numbers
    )


def is_each(case: Case) -> bool:
    """About six people EACH: not how many they all are; but 3,000 people each day."""
    words, grammar = case.reading.sentence.words, case.reading.lexicon.grammar
    for size in (1, 2):
        following = words[case.counted.stop + size : case.counted.stop + size + 1]
        if " ".join(words[case.counted.stop : case.counted.stop + size]) in grammar["each"]:
            return not any(word in grammar["uncounted_after"] for word in following)
    return False
