"""A sentence with its numbers and tagged words, and how to walk over it."""

from typing import Final

from tracker.extract.numbers import numbers
from tracker.extract.numbers.amounts import Number
from tracker.extract.sentences import CAPITAL, Sentence, Sentences
from tracker.extract.words.language import CORE, MONTH, Mention, tag
from tracker.extract.words.lexicon import Lexicon, Phrases

UNREAL: Final = frozenset({"modal", "negation"})
LONG: Final = 4  # letters; shorter words have no capital letter in titles
QUALIFYING: Final = frozenset({"qualifier", "article"})


class Reading:
    """A sentence with its numbers and tagged words; cover[i] is what stands at token i."""

    def __init__(
        self,
        lexicon: Lexicon,
        sentence: Sentence,
        numbers: list[Number],
        cover: list[Number | Mention | None],
        kinds: list[str],
    ) -> None:
        self.lexicon, self.sentence, self.numbers = lexicon, sentence, numbers
        self.cover, self.kinds = cover, kinds

    def kind(self, position: int) -> str:
        """The kind of what stands at a token: an entry's kind, "number", the mark itself, "word", or "end" outside."""
        return self.kinds[position] if 0 <= position < len(self.kinds) else "end"

    def mention(self, position: int) -> Mention | None:
        """The tagged phrase at a token."""
        item = self.cover[position] if 0 <= position < len(self.cover) else None
        return item if isinstance(item, Mention) else None

    def after(self, position: int) -> int:
        """The token after what stands here."""
        item = self.cover[position] if position < len(self.cover) else None
        return item.stop if item is not None else position + 1

    def before(self, position: int) -> int:
        """The last token before what stands here."""
        item = self.cover[position]
        return (item.first if item is not None else position) - 1


def read(lexicon: Lexicon, sentence: Sentence, phrases: Phrases, amounts: list[Number]) -> Reading:
    """A sentence with its amounts and all that the lexicon, or the part that tells of displacement, knows about it."""
    cover: list[Number | Mention | None] = [None] * len(sentence.words)
    kinds = [*sentence.kinds]
    taken = {number.first: number.stop for number in amounts}
    mentions = [each for each in tag(lexicon, phrases, sentence, taken, CORE) if not is_named(sentence, each)]
    items: list[tuple[Number | Mention, str]] = [(number, "number") for number in amounts]
    for item, kind in items + [(mention, mention.entry.kind) for mention in mentions]:
        for token in range(item.first, item.stop):
            cover[token], kinds[token] = item, kind
    kinds = with_conditions(lexicon, sentence, kinds)
    return Reading(lexicon, sentence, [each for each in amounts if cover[each.first] is each], cover, kinds)


def with_conditions(lexicon: Lexicon, sentence: Sentence, kinds: list[str]) -> list[str]:
    """S'il pleuvait encore, 3 000 personnes SERAIENT évacuées: without a condition, it is reported that they were."""
    hearsay, words = lexicon.grammar["hearsay"], sentence.words
    if hearsay.isdisjoint(words):
        return kinds
    first = next(at for at, word in enumerate(words) if word in hearsay)
    if "modal" not in kinds[:first] and lexicon.grammar["conditions"].isdisjoint(words):
        return kinds
    return ["modal" if word in hearsay else kind for word, kind in zip(words, kinds, strict=True)]


def is_named(sentence: Sentence, mention: Mention) -> bool:
    """May is a month, Prevention part of an agency's name, when it has a capital letter inside a sentence."""
    flags, first, stop = sentence.flags, mention.first, mention.stop
    if not first or not flags[first] & CAPITAL:
        return False
    title, after = is_title(sentence), flags[stop] if stop < len(flags) else 0
    if flags[first] & MONTH:
        day = sentence.words[first - 1]  # 31 May; but "3,000 May Lose Homes"
        return not title or sentence.kinds[first + 1 : first + 2] == ("number",) or (day.isdecimal() and len(day) < 3)
    return mention.entry.kind in UNREAL and bool((flags[first - 1] | after) & CAPITAL) and not title


def is_title(sentence: Sentence) -> bool:
    """Only short words have no capital letter."""
    words = zip(sentence.words, sentence.kinds, sentence.flags, strict=True)
    return all(len(word) < LONG or kind != "word" or flags & CAPITAL for word, kind, flags in words)


class Amounts(dict[int, list[Number]]):
    """The index of a sentence → its amounts, read when they are first asked for."""

    def __init__(self, lexicon: Lexicon, parts: Sentences) -> None:
        self.lexicon, self.parts = lexicon, parts

    def __missing__(self, index: int) -> list[Number]:
        return self.setdefault(index, numbers(self.lexicon, self.parts.at(index)))


class Readings(dict[int, Reading]):
    """The index of a sentence → the sentence with its amounts and words of displacement, read when first asked for."""

    def __init__(self, lexicon: Lexicon, parts: Sentences, amounts: Amounts) -> None:
        self.lexicon, self.parts, self.amounts = lexicon, parts, amounts

    def __missing__(self, index: int) -> Reading:
        return self.setdefault(index, read(self.lexicon, self.parts.at(index), self.lexicon.core, self.amounts[index]))


def after_qualifiers(reading: Reading, position: int) -> int:
    """The token after the qualifiers and articles that stand from a token on."""
    while reading.kind(position) in QUALIFYING:
        position = reading.after(position)
    return position


def before_qualifiers(reading: Reading, position: int) -> int:
    """The token before the qualifiers and articles that stand up to a token."""
    while reading.kind(position) in QUALIFYING:
        position = reading.before(position)
    return position


def is_owner(reading: Reading, position: int) -> bool:
    """19,000 of YELLOWKNIFE'S 20,600 inhabitants."""
    words = reading.sentence.words[position : position + 1]
    return position > 0 and bool(words) and reading.kind(position) == "word" and words[0].endswith(("'s", "s'"))


def is_shared(reading: Reading, position: int) -> bool:
    """300 DES 900 familles: "of" and an article in one word, before the number of the whole."""
    return is_of(reading, position) and reading.kind(reading.after(position)) == "number"


def is_of(reading: Reading, position: int) -> bool:
    """An article with "of" in it: des, dos, del."""
    return reading.kind(position) == "article" and reading.sentence.words[position] in reading.lexicon.grammar["of"]
