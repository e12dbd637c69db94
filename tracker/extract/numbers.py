"""Amounts in a sentence: digits in every grouping, words, scales, vague amounts and ranges; never dates, money or measures."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tracker.extract.language import AMOUNT, Lexicon, Mention, longest, positions, starting
from tracker.extract.sentences import Sentence

LARGEST_SHARE = 10  # of "nine out of ten"
HIGHEST = 500_000_000  # people; far more than were ever displaced
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,.' ])\d{3}(?:\1\d{3})*|, 000)|[1-9]\d?(?:,\d\d)+,\d{3}")
PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST = 12  # tokens of one amount
SHORT_SCALE = 1  # letter; "k" and "m" are scales only when they touch their number
OPENING = frozenset({"vague", "fraction", "word", "bare", "article", "scale"})
GOING_ON = frozenset({"word", "scale", "bare", "half"})


class Number(NamedTuple):
    """An amount: tokens first … stop-1. Bounds alone are a vague amount or a range."""

    first: int
    stop: int
    value: int | None
    low: int | None = None
    high: int | None = None
    scale: float = 1


class Sum(NamedTuple):
    """An amount while its words are read: the part that has its scale, the part that waits for one, and what came last."""

    total: float
    waiting: float | None
    scale: float
    last: str
    stop: int


def numbers(lexicon: Lexicon, sentence: Sentence) -> list[Number]:
    """The amounts of a sentence in order, without those that cannot be counts of people or homes."""
    found: list[Number] = []
    free, words, articles = 0, sentence.words, lexicon.numbers["articles"]
    openings = positions(lexicon, words, AMOUNT)
    for position in openings:
        lone_article = words[position] in articles and position + 1 not in openings
        number = number_at(lexicon, sentence, position) if position >= free and not lone_article else None
        if number:
            free = number.stop
            if is_count(lexicon, sentence, number):
                found.append(number)
    return joined_ranges(lexicon, sentence, without_shares(lexicon, sentence, found))


def number_at(lexicon: Lexicon, sentence: Sentence, position: int) -> Number | None:
    """The amount that begins at a token, if one does."""
    digits = sentence.kinds[position] == "number"
    opening = None if digits else component(lexicon, sentence, position, OPENING)
    if opening and opening.entry.kind == "vague":
        low, high = map(int, opening.entry.name.split())
        return Number(position, opening.stop, None, low, high)
    return exact(lexicon, sentence, position)


def component(lexicon: Lexicon, sentence: Sentence, position: int, kinds: frozenset[str]) -> Mention | None:
    """The number word of one of these kinds at a token."""
    if position >= len(sentence.words):
        return None
    phrases = starting(lexicon, lexicon.amounts, sentence.words[position])
    fitting = tuple(phrase for phrase in phrases if phrase.entry.kind in kinds)
    return longest(lexicon, fitting, sentence.words, position, {}) if fitting else None


def exact(lexicon: Lexicon, sentence: Sentence, first: int) -> Number | None:
    """One whole number, from as many tokens as belong to it."""
    so_far: Sum | None = begin(lexicon, sentence, first)
    while so_far and so_far.stop < min(len(sentence.words), first + LONGEST):
        longer = go_on(lexicon, sentence, so_far)
        if longer is None:
            break
        so_far = longer
    if so_far is None or so_far.last in ("article", "fraction"):
        return None
    value = so_far.total + (so_far.waiting or 0)
    if abs(value - round(value)) > 1e-6 or not 0 < value <= HIGHEST:
        return None
    return Number(first, so_far.stop, round(value), scale=so_far.scale)


def begin(lexicon: Lexicon, sentence: Sentence, first: int) -> Sum | None:
    """The first digits or word of an amount."""
    if sentence.kinds[first] == "number":
        scaled = component(lexicon, sentence, first + 1, frozenset({"scale", "bare"}))
        value = literal(sentence.words[first], bool(scaled and touches(sentence, scaled)))
        return None if value is None else Sum(0, value, float("inf"), "digits", first + 1)
    opening = component(lexicon, sentence, first, OPENING - {"vague"})
    if opening is None or opening.entry.kind == "scale":
        return None
    value = float(opening.entry.name)
    if opening.entry.kind != "bare":
        return Sum(0, value, float("inf"), opening.entry.kind, opening.stop)
    if value < 1000:
        return Sum(0, value, float("inf"), "word", opening.stop)
    return Sum(value, None, value, "scale", opening.stop)


def literal(word: str, scaled: bool) -> float | None:
    """Digits as a number: 280,000 → 280000, 1,4 → 1.4; None for 12:30 or 3.1.2. Three decimals need a scale: 1.234 million."""
    if GROUPED.fullmatch(word) and not (scaled and re.fullmatch(r"\d{1,3}[.,]\d{3}", word)):
        return float(re.sub(r"\D", "", word))
    if PLAIN.fullmatch(word):
        return float(word.replace(",", "."))
    return None


def touches(sentence: Sentence, scale: Mention) -> bool:
    """A scale of one or two letters must touch its number: 1.2m, but not 300 m."""
    length = sentence.ends[scale.first] - sentence.starts[scale.first]
    return length > SHORT_SCALE or sentence.ends[scale.first - 1] == sentence.starts[scale.first]


def go_on(lexicon: Lexicon, sentence: Sentence, so_far: Sum) -> Sum | None:
    """The amount with its next word, or None where it has no next word."""
    if sentence.kinds[so_far.stop] == "number":
        return next_digits(sentence, so_far)
    found = component(lexicon, sentence, so_far.stop, GOING_ON - {"word"})
    found = found or component(lexicon, sentence, so_far.stop, frozenset({"word"}))
    if found is None and sentence.words[so_far.stop] in lexicon.numbers["joiners"]:
        found = component(lexicon, sentence, so_far.stop + 1, GOING_ON - {"half"})
        found = found if found and may_join(so_far, found) else None
    if found is None or not touches(sentence, found):
        return None
    value, kind = float(found.entry.name), found.entry.kind
    if kind == "half":
        return half_more(so_far, found.stop)
    return next_scale(so_far, value, found.stop) if kind != "word" else next_word(so_far, value, found.stop)


def may_join(so_far: Sum, found: Mention) -> bool:
    """One hundred AND five; treinta Y cinco; but not "five and six families"."""
    tens = so_far.waiting is not None and so_far.waiting >= 20 and so_far.waiting % 10 == 0
    return so_far.last in ("scale", "hundred") or (tens and so_far.last == "word" and found.entry.kind == "word")


def next_digits(sentence: Sentence, so_far: Sum) -> Sum | None:
    """Siete mil 76: digits may follow a scale that is larger."""
    value = literal(sentence.words[so_far.stop], False)
    if so_far.last != "scale" or so_far.waiting is not None or value is None or not value < so_far.scale <= 1000:
        return None
    return so_far._replace(waiting=value, last="digits", stop=so_far.stop + 1)


def half_more(so_far: Sum, stop: int) -> Sum | None:
    """Deux millions et demi; three and a half thousand."""
    if so_far.last == "scale":
        return so_far._replace(total=so_far.total + so_far.scale / 2, stop=stop)
    if so_far.last != "word" or so_far.waiting is None:
        return None
    return so_far._replace(waiting=so_far.waiting + 0.5, stop=stop)


def next_scale(so_far: Sum, value: float, stop: int) -> Sum | None:
    """Two HUNDRED fifty THOUSAND: a hundred multiplies what waits, a larger scale completes it."""
    if so_far.waiting is None:
        larger = so_far.last == "scale" and so_far.total == so_far.scale < value and so_far.scale >= 1000
        return Sum(so_far.total * value, None, value, "scale", stop) if larger else None
    if value < 1000:
        if so_far.waiting >= 100:
            return None
        return so_far._replace(waiting=so_far.waiting * value, last="hundred", stop=stop)
    if value >= so_far.scale:
        return None
    return Sum(so_far.total + so_far.waiting * value, None, value, "scale", stop)


def next_word(so_far: Sum, value: float, stop: int) -> Sum | None:
    """Twenty FIVE, hundred FIVE, million FIVE; Arabic says five-and-TWENTY."""
    waiting = so_far.waiting
    if waiting is None:
        return so_far._replace(waiting=value, last="word", stop=stop) if value < so_far.scale else None
    fits = (waiting % 100 == 0 and value < 100) or (waiting % 10 == 0 and waiting % 100 >= 20 and value < 10)
    turned = waiting < 10 and value in range(20, 100, 10)
    if so_far.last not in ("word", "hundred") or not (fits or turned):
        return None
    return so_far._replace(waiting=waiting + value, last="word", stop=stop)


def is_count(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """False for what is written like an amount but counts no people: dates, money, measures, names with numbers."""
    return not (
        is_article(lexicon, sentence, number)
        or has_measure(lexicon, sentence, number)
        or is_part_of_a_name(sentence, number)
        or is_in_a_row(sentence, number)
        or is_date(lexicon, sentence, number)
        or is_year(lexicon, sentence, number)
    )


def is_article(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Una familia: an article, not a count."""
    return number.stop - number.first == 1 and sentence.words[number.first] in lexicon.numbers["articles"]


def has_measure(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """A unit of measure or money before or after: $6 million, 15 km, 42 per cent, aged 45."""
    before = sentence.words[number.first - 1] if number.first else ""
    after, then = [*sentence.words[number.stop : number.stop + 2], "", ""][:2]
    if f"{after} {then}" in lexicon.grammar["uncounted_after"]:
        return True
    digits = sentence.kinds[number.first] == "number"
    if digits and (before in lexicon.grammar["uncounted_before"] or before.endswith("$")):
        return True
    return (digits and is_glued(sentence, number.stop)) or after.partition("-")[0] in lexicon.grammar["uncounted_after"]


def is_glued(sentence: Sentence, position: int) -> bool:
    """Whether a word touches the token before it, or touches a hyphen that does: 14th, 13-year."""
    if position + 1 < len(sentence.words) and sentence.words[position] == "-":
        position += 1 if sentence.starts[position] == sentence.ends[position - 1] else 0
    if position >= len(sentence.words) or sentence.kinds[position] != "word":
        return False
    return sentence.starts[position] == sentence.ends[position - 1]


def is_part_of_a_name(sentence: Sentence, number: Number) -> bool:
    """COVID-19, Sh2,323,820: digits that touch letters or digits across a sign."""
    first = number.first
    if first < 2 or sentence.kinds[first] != "number" or sentence.kinds[first - 1] != "mark":
        return False
    touching = (
        sentence.ends[first - 1] == sentence.starts[first] and sentence.ends[first - 2] == sentence.starts[first - 1]
    )
    sign = sentence.words[first - 1]
    after_digits = sentence.words[first - 2][-1].isdecimal()
    return touching and ((sign in ",.:/'" and after_digits) or (sign == "-" and sentence.kinds[first - 2] == "word"))


def is_in_a_row(sentence: Sentence, number: Number) -> bool:
    """A telephone number: digits beside digits with nothing between, unless one of them is a year."""
    if sentence.kinds[number.first] != "number":
        return False
    beside = [index for index in (number.first - 1, number.stop) if 0 <= index < len(sentence.kinds)]
    return any(sentence.kinds[index] == "number" and not YEAR.fullmatch(sentence.words[index]) for index in beside)


def is_date(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """A day of a month on either side, over the words of a span of days: 11–23 May, July 20 to 25, 21 de julio."""
    if number.value is None or number.value > 31 or number.stop - number.first > 1:
        return False
    words = sentence.words

    def reaches(positions: Iterator[int]) -> bool:
        for position in positions:
            if words[position].rstrip(".") in lexicon.dates["months"]:
                return True
            if words[position] not in lexicon.dates["within"] and sentence.kinds[position] != "number":
                return False
        return False

    after = reaches(iter(range(number.stop, min(number.stop + 5, len(words)))))
    before = reaches(iter(range(number.first - 1, max(number.first - 4, -1), -1)))
    return after or (before and not begins(lexicon, sentence, number.stop, "unit"))


def is_year(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Four digits like 2015, unless people follow and no word before says that it is a date."""
    if not YEAR.fullmatch(sentence.words[number.first]) or number.stop - number.first > 1:
        return False
    before = sentence.words[number.first - 1] if number.first else ""
    dated = before in lexicon.dates["year_after"] or before.rstrip(".") in lexicon.dates["months"]
    return dated or not begins(lexicon, sentence, number.stop, "unit")


def begins(lexicon: Lexicon, sentence: Sentence, position: int, kind: str) -> bool:
    """Whether a core entry of a kind begins at a token."""
    if position >= len(sentence.words):
        return False
    return any(
        phrase.entry.kind == kind and not phrase.rest
        for phrase in starting(lexicon, lexicon.core, sentence.words[position])
    )


def without_shares(lexicon: Lexicon, sentence: Sentence, found: list[Number]) -> list[Number]:
    """One in five, nine out of ten, six déplacés sur dix: both numbers go."""
    shares: set[int] = set()
    for few, many in pairwise(found):
        between = " ".join(sentence.words[few.stop : many.first])
        small = few.value is not None and many.value is not None and few.value < many.value <= LARGEST_SHARE
        if small and any(between == link or between.endswith(f" {link}") for link in lexicon.grammar["shares"]):
            shares |= {few.first, many.first} if many.first - few.stop <= 3 else set()
    return [number for number in found if number.first not in shares]


def joined_ranges(lexicon: Lexicon, sentence: Sentence, found: list[Number]) -> list[Number]:
    """Two amounts that are the ends of one range become one; all others stay."""
    result: list[Number] = []
    for number in found:
        joined = result and range_of(lexicon, sentence, result[-1], number)
        if joined:
            result[-1] = joined
        else:
            result.append(number)
    return result


def range_of(lexicon: Lexicon, sentence: Sentence, low: Number, high: Number) -> Number | None:
    """40,000 to 50,000; 3-5 million; between 3 and 5; but not "rose from 3 to 5"."""
    if low.value is None or high.value is None or high.first != low.stop + 1:
        return None
    before = sentence.words[low.first - 1] if low.first else ""
    link, table = sentence.words[low.stop], lexicon.numbers
    opened = before in table["range_openers"]
    changed = before in table["not_ranges"] and low.first > 1 and sentence.kinds[low.first - 2] == "word"
    if changed or not (link in table["ranges"] or (opened and link in table["range_closers"])):
        return None
    start = low.value * high.scale if low.scale == float("inf") != high.scale and low.value < 1000 else low.value
    if not start < high.value:
        return None
    return Number(low.first, high.stop, None, round(start), high.value)
