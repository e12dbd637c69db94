"""The statements of a text: which numbers count displaced people or homes, sentence by sentence."""

import re
from collections.abc import Iterator, Set
from typing import Final, NamedTuple

from tracker.extract.facts.context import surroundings
from tracker.extract.likely import likely
from tracker.extract.links import last_of, links
from tracker.extract.links.labels import ANNOUNCED, announcement
from tracker.extract.links.paths import Link, Statement
from tracker.extract.links.quantities import Quantity
from tracker.extract.links.reading import Amounts, Reading, Readings, read
from tracker.extract.numbers.amounts import Number
from tracker.extract.sentences import BULLETS, Sentence, Sentences
from tracker.extract.words.language import AMOUNT, EVERYDAY, HINT, STATE, TERM, stands, tag
from tracker.extract.words.lexicon import Lexicon

COUNTED: Final = frozenset({"person", "household", "dwelling", "home"})
NEAR: Final = 2  # sentences before
LINE: Final = 16  # tokens of a line that may go on: Fully damaged: 410 / Partially damaged: 1,370
POINTER: Final = 10  # tokens from the beginning to "that number"
COMPARED: Final = 2  # token of "down from" in "this is down from"
MARGIN: Final = 8  # characters before an item in which its bullet stands
ROLL: Final = re.compile(r"[^\W\d_][^\d\n():;,.]{0,40}\(\s*\d")  # Shabwah (46 households) – Ataq (14)
ITEM: Final = re.compile(rf"\s*(?:[-–—*o{''.join(BULLETS)}]|(?:\d{{1,2}}|[a-zA-Z])[.)]\s)")


def statements(lexicon: Lexicon, parts: Sentences) -> list[Statement]:
    """All statements in order, repeated ones too, except in sentences repeated word for word."""
    rules = ruled(lexicon, parts)
    found = [*rules.found, *likely(parts, rules.open, rules.readings, rules.found)]
    return sorted(found, key=lambda each: (each[0], each[1].quantity.number.first))


class Ruled(NamedTuple):
    """What rules say of a text."""

    found: list[Statement]
    open: list[int]  # the sentences whose other numbers may yet be figures
    readings: Readings


def ruled(lexicon: Lexicon, parts: Sentences) -> Ruled:
    """The statements that rules find.

    Once a text speaks of people who fled, everyday words of moving and staying tell of them too.
    """
    indexes = list(once_each(parts))
    paid = frozenset(paid_lines(lexicon, parts, indexes))
    amounts = Amounts(lexicon, parts)
    readings = Readings(lexicon, parts, amounts)
    found = list(told(lexicon, parts, indexes, readings, paid))
    fled = {index for index, link in found if link.unit != "dwelling" or link.term.entry.name == "destroyed_housing"}
    known = {(index, link.quantity.number.first) for index, link in found}
    found += hinted(lexicon, parts, indexes, amounts, fled, known)
    return Ruled(found, [index for index in indexes if index not in paid], readings)


def once_each(parts: Sentences) -> Iterator[int]:
    """The sentences, each once."""
    seen = set[str]()
    for index, span in enumerate(parts.spans):
        quote = parts.text[span.start : span.end]
        if quote not in seen:
            seen.add(quote)
            yield index


def told(
    lexicon: Lexicon, parts: Sentences, indexes: list[int], readings: Readings, paid: Set[int]
) -> Iterator[Statement]:
    """What is stated in words of displacement; the lines that are `paid` count money, or staff."""
    last: Link | None = None
    head: Link | None = None
    for index in indexes:
        sentence, opens = parts.at(index), parts.spans[index].opens
        lines_on = last is not None and last.unit == "dwelling" and len(sentence.words) <= LINE
        earlier, last = (last if lines_on or not opens or points_back(lexicon, sentence) else None), None
        head = head if goes_on(parts, index, head) else None
        if may_state(sentence, earlier or head) and readings.amounts[index]:
            reading = readings[index]
            lists = is_item(parts.text, parts.spans[index].start) if is_announced(head) else opens
            linked = links(reading, earlier, head if lists else None)
            if index in paid:
                linked = [link for link in linked if not is_line(reading, link)]
            yield from ((index, link) for link in linked)
            last = last_of(linked)
            if last and last.evidence == "label" and opens and not is_announced(head):
                head = last
        elif sentence.words[-1:] == (":",):  # 4,386 houses are destroyed. Tafea took the hardest blow: / …
            last = earlier
        if sentence.words[-1:] == (":",) and sentence.holds & TERM:
            head = announcement(readings[index]) or head


def paid_lines(lexicon: Lexicon, parts: Sentences, indexes: list[int]) -> Iterator[int]:
    """The sentences below a heading of money or staff, up to the next heading."""
    measured = False
    for index in indexes:
        if parts.spans[index].opens and not parts.at(index).holds & AMOUNT:
            measured = measures(lexicon, parts.at(index))
        if measured:
            yield index


def measures(lexicon: Lexicon, sentence: Sentence) -> bool:
    """BUDGET (USD), refugee programme funding: a heading over lines of what is paid for people."""
    words = lexicon.grammar["measures"]
    told = words if sentence.holds & TERM else words & lexicon.grammar["uncounted_before"]  # all, or currencies alone
    return not told.isdisjoint(sentence.words)


def is_line(reading: Reading, link: Link) -> bool:
    """Refugees: 450,000; Uganda 18: a line of a list, no sentence."""
    told = link.evidence in ("label", "listed")
    return told and (reading.kind(link.quantity.first - 1) == ":" or not reading.sentence.holds & STATE)


def points_back(lexicon: Lexicon, sentence: Sentence) -> bool:
    """Nine months later, THAT NUMBER fell to 268; this is DOWN FROM 34,173: a paragraph that goes on from another."""
    words, heads = sentence.words, lexicon.grammar["heads"]
    for begin in range(min(POINTER, len(words))):
        stop = stands(lexicon, lexicon.core, words, begin, "anaphor")
        if stop and not heads.isdisjoint(words[begin:stop]):
            return True
    return len(words) > COMPARED and stands(lexicon, lexicon.core, words, COMPARED, "comparison") > COMPARED + 1


def goes_on(parts: Sentences, index: int, head: Link | None) -> bool:
    """Whether what stands above lines still holds: a label for lines, an announcement for items and what follows."""
    opens = parts.spans[index].opens
    if not is_announced(head):
        return opens
    return not opens or is_item(parts.text, parts.spans[index].start)


def is_announced(head: Link | None) -> bool:
    """The head of a list, not a label with a number of its own."""
    return head is not None and head.evidence == ANNOUNCED


def is_item(text: str, start: int) -> bool:
    """A bullet, a dash or a number opens the line, or stands right before it; or a name with a number in brackets."""
    begin = text.rfind("\n", max(start - MARGIN, 0), start) + 1
    return bool(begin and (ITEM.match(text, begin) or ROLL.match(text, begin)))


def may_state(sentence: Sentence, earlier: Link | None) -> bool:
    """Cheap: a digit or a number word, and a word that terms have or a figure or a heading just before."""
    return bool(sentence.holds & AMOUNT and (earlier or sentence.holds & TERM))


def hinted(
    lexicon: Lexicon,
    parts: Sentences,
    indexes: list[int],
    amounts: Amounts,
    fled: Set[int],
    known: Set[tuple[int, int]],
) -> Iterator[Statement]:
    """What else is stated in everyday words, where the text counts people who fled (`fled`) or near what people flee.

    `known` are the sentences and first tokens of the numbers that are told already.
    """
    once = set(indexes)
    for index in indexes:
        sentence = parts.at(index)
        if not (sentence.holds & AMOUNT and sentence.holds & HINT):
            continue
        if not (fled or flight_near(lexicon, parts, once.intersection(range(index - NEAR, index + 2)))):
            continue
        new = {each.first for each in amounts[index] if (index, each.first) not in known}
        if not new or not has_hint(lexicon, sentence, amounts[index]):
            continue
        sure = False
        for link in links(read(lexicon, sentence, lexicon.hinted, amounts[index]), None):
            follows = sure and link.evidence in ("listed", "anaphor")  # took in 10,400 people, up from 6,000
            sure = follows or is_named(link.quantity) or not fled.isdisjoint((index, index - 1))
            if link.quantity.number.first not in new:
                continue
            if link.term.entry.hint and sure and (link.unit != "dwelling" or link.term.entry.name == "evacuated"):
                yield index, Link(link.quantity, link.unit, link.term, "hinted", link.predicate, link.is_pair)


def has_hint(lexicon: Lexicon, sentence: Sentence, amounts: list[Number]) -> bool:
    """Cheap: whether a sentence with amounts holds everyday words of moving or staying."""
    return bool(tag(lexicon, lexicon.hints, sentence, {each.first: each.stop for each in amounts}, EVERYDAY))


def is_named(counted: Quantity) -> bool:
    """People by a noun or a nationality, or as a vague amount: tens of thousands."""
    return counted.unit in COUNTED or bool(counted.nationalities) or counted.number.value is None


def flight_near(lexicon: Lexicon, parts: Sentences, beside: Set[int]) -> bool:
    """Something that by itself makes people flee is named in one of these sentences."""
    named = (mention.entry for each in beside for mention in surroundings(lexicon, parts.at(each)))
    return any(entry.kind == "cause" and entry.role != "weak" for entry in named)
