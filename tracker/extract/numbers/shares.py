"""Numbers that tell a share or how many each has, and count nobody: one in 67, a mother of five, families of six."""

from itertools import pairwise
from typing import Final

from tracker.extract.numbers.amounts import Number
from tracker.extract.sentences import Sentence
from tracker.extract.words.language import means
from tracker.extract.words.lexicon import Lexicon

LARGEST_SHARE: Final = 10  # of "nine out of ten"
LARGEST_FAMILY: Final = 20
LONGEST_THING: Final = 4  # words of "one water point"


def is_one_of(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """She is one of 20,000 refugees; una de las casas."""
    after = sentence.words[number.stop] if number.stop < len(sentence.words) else ""
    return number.value == 1 and after in lexicon.grammar["of"]


def is_one_in(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Un sur CINQ, un déplacé sur DEUX, una de cada 67 personas: a share whose one is an article."""
    words, first, shares = sentence.words, number.first, lexicon.grammar["shares"]
    link = next((size for size in (1, 2) if first > size and " ".join(words[first - size : first]) in shares), 0)
    if not link:
        return False
    ones = lexicon.numbers["articles"] & lexicon.numbers["words"].keys()
    near = words[max(first - link - 2, 0) : first - link]
    if not lexicon.numbers["articles"]:  # شخص من كل 70: a script without articles
        return bool(near) and is_unit(lexicon, near[-1])
    few = (number.value or 0) <= LARGEST_SHARE
    if len(near) == 2 and is_unit(lexicon, near[0]) and first - link > 2:  # une personne déplacée sur 70
        near = words[first - link - 3 : first - link - 1]
    return not ones.isdisjoint(near if few else near[:1] if is_unit(lexicon, near[-1]) else near[-1:])


def is_times(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Multiplied by SEVEN: how many times as many."""
    return " ".join(sentence.words[max(number.first - 2, 0) : number.first]) in lexicon.grammar["times"]


def is_shared(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """One toilet FOR 115 people, una ducha POR CADA 48: how many share a thing."""
    words, first = sentence.words, number.first
    while first > 1 and words[first - 1] in lexicon.grammar["shared"]:
        first -= 1
    link = next(
        (size for size in (2, 1) if " ".join(words[max(first - size, 0) : first]) in lexicon.grammar["ratios"]), 0
    )
    if link and not lexicon.numbers["articles"]:  # مرحاض لكل 120
        return True
    thing = first - link
    while link and thing > max(first - link - LONGEST_THING, 0) and sentence.kinds[thing - 1] == "word":
        thing -= 1
        if lexicon.numbers["words"].get(words[thing]) == 1:
            return thing < first - link - 1
    return False


def is_unit(lexicon: Lexicon, word: str) -> bool:
    """Whether a word alone names what is counted: person, family."""
    return means(lexicon, lexicon.core, word, "unit")


def is_of_each(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Families of SIX, a mother of FIVE, an average of SEVEN members: how many each of them has."""
    words, first, grammar = sentence.words, number.first, lexicon.grammar
    if not first or (number.value or LARGEST_FAMILY) >= LARGEST_FAMILY:
        return False
    while first > 1 and words[first - 1] in grammar["shared"]:  # families of about six
        first -= 1
    if " ".join(words[max(first - 2, 0) : first]) in grammar["averages"]:
        return True
    related = words[first - 2 : first - 1] if words[first - 1] in grammar["of"] else words[first - 1 : first]
    return not grammar["kin"].isdisjoint(related)


def without_shares(lexicon: Lexicon, sentence: Sentence, found: list[Number]) -> list[Number]:
    """One in 67, nine out of ten, six déplacés sur dix: both numbers go."""
    shares: set[int] = set()
    for few, many in pairwise(found):
        between = " ".join(sentence.words[few.stop : many.first])
        small = few.value is not None and many.value is not None and few.value < many.value
        small = small and (few.value == 1 or (many.value or 0) <= LARGEST_SHARE)
        if small and any(between == link or between.endswith(f" {link}") for link in lexicon.grammar["shares"]):
            shares |= {few.first, many.first} if many.first - few.stop <= 3 else set()
    return [number for number in found if number.first not in shares]
