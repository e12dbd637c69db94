"""One amount from as many tokens as belong to it: digits in every grouping, words, scales, vague amounts."""

import re
from functools import lru_cache
from typing import Final

from tracker.extract.sentences import Sentence
from tracker.extract.words.by_word import REMEMBERED
from tracker.extract.words.language import AMOUNT, Mention, Opening, longest, parts, starting
from tracker.extract.words.lexicon import Lexicon

HIGHEST: Final = 500_000_000  # people; far more than were ever displaced
GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:([,.' ])\d{3}(?:\1\d{3})*|, 000)|[1-9]\d?(?:,\d\d)+,\d{3}")
PLAIN: Final = re.compile(r"\d+(?:[.,]\d+)?")
WRITTEN_OUT: Final = 100_000  # digits that need no scale
LONGEST: Final = 16  # tokens of one amount
SCORES: Final = frozenset({60, 80})  # from which French counts on to nineteen more
TENS: Final = range(20, 100, 10)
HUNDRED: Final = 100
SHORT_SCALE: Final = 1  # letter; "k" and "m" are scales only when they touch their number
WORD: Final = frozenset({"word"})
BARE: Final = frozenset({"bare"})
SCALES: Final = frozenset({"scale", "bare"})
EXACT: Final = WORD | SCALES | {"fraction", "article"}
OPENING: Final = EXACT | {"vague"}
JOINED: Final = WORD | SCALES
MORE: Final = SCALES | {"half"}


class Number:
    """An amount: tokens first … stop-1. Bounds alone are a vague amount or a range."""

    def __init__(
        self,
        first: int,
        stop: int,
        value: int | None,
        low: int | None = None,
        high: int | None = None,
        scale: float = 1,
    ) -> None:
        self.first, self.stop = first, stop
        self.value, self.low, self.high = value, low, high
        self.scale = scale


class Sum:
    """An amount while its words are read: what has its scale, what waits for one, and what came last."""

    def __init__(self, total: float, waiting: float | None, scale: float, last: str, stop: int) -> None:
        self.total, self.waiting, self.scale = total, waiting, scale
        self.last, self.stop = last, stop

    def with_waiting(self, waiting: float, last: str, stop: int) -> "Sum":
        """The same with another word of what waits for its scale."""
        return Sum(self.total, waiting, self.scale, last, stop)


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
    if position >= len(sentence.words) or not sentence.flags[position] & AMOUNT:
        return None
    candidates = openings(lexicon, sentence.words[position], kinds)
    return longest(candidates, sentence.words, position, {}) if candidates else None


@lru_cache(REMEMBERED)
def openings(lexicon: Lexicon, word: str, kinds: frozenset[str]) -> tuple[Opening, ...]:
    """The number words of these kinds that a word may begin; "of a hundred" in one word (بالمئة) is a share."""
    if word in lexicon.grammar["uncounted_after"] and word not in lexicon.amounts.exact:
        return ()
    phrases = starting(lexicon, lexicon.amounts, word)
    return tuple(Opening(1, parts(lexicon, each.rest), each.entry) for each in phrases if each.entry.kind in kinds)


def exact(lexicon: Lexicon, sentence: Sentence, first: int) -> Number | None:
    """One whole number, from as many tokens as belong to it."""
    so_far: Sum | None = begin(lexicon, sentence, first)
    while (
        so_far
        and so_far.stop < first + LONGEST
        and may_go_on(lexicon, sentence, so_far.stop)
        and not is_other_end(lexicon, sentence, first, so_far.stop)
    ):
        longer = go_on(lexicon, sentence, so_far)
        if longer is None or (so_far.last == "scale" and is_time(lexicon, sentence, so_far.stop, longer.stop)):
            break
        so_far = longer
    if so_far is None or so_far.last in ("article", "fraction"):
        return None
    value = so_far.total + (so_far.waiting or 0)
    if not 0 < value <= HIGHEST:
        return None
    whole = int(value + 0.5)
    return Number(first, so_far.stop, whole, scale=so_far.scale) if abs(value - whole) <= 1e-6 else None


def is_time(lexicon: Lexicon, sentence: Sentence, first: int, stop: int) -> bool:
    """Contra 2 milhões UM ANO antes: a number of its own, unless a word joins it (mil e um dias)."""
    following = sentence.words[stop] if stop < len(sentence.words) else ""
    return following in lexicon.dates["period"] and sentence.words[first] not in lexicon.numbers["joiners"]


def may_go_on(lexicon: Lexicon, sentence: Sentence, position: int) -> bool:
    """Cheap: whether a word of amounts stands at a token, or one that joins two."""
    if position >= len(sentence.words):
        return False
    word = sentence.words[position]
    return bool(sentence.flags[position] & AMOUNT) or word == "," or word in lexicon.numbers["joiners"]


def is_other_end(lexicon: Lexicon, sentence: Sentence, first: int, position: int) -> bool:
    """بين ألفين وثلاثة آلاف: after "between", the "and" written on to a number opens the other end of a range."""
    if not first or sentence.words[first - 1] not in lexicon.numbers["range_openers"]:
        return False
    glued = [each for each in lexicon.numbers["range_closers"] if each in lexicon.grammar["prefixes"]]
    return any(sentence.words[position].startswith(each) for each in glued)


def begin(lexicon: Lexicon, sentence: Sentence, first: int) -> Sum | None:
    """The first digits or word of an amount."""
    if sentence.kinds[first] == "number":
        scaled = component(lexicon, sentence, first + 1, SCALES)
        value = literal(sentence.words[first], bool(scaled and touches(sentence, scaled)))
        return None if value is None else Sum(0, value, float("inf"), "digits", first + 1)
    opening = component(lexicon, sentence, first, EXACT)
    if opening is None or opening.entry.kind == "scale":
        return None
    dual = opening.entry.kind == "word" and is_joined(lexicon, sentence, opening.stop)
    opening = (component(lexicon, sentence, first, BARE) if dual else None) or opening
    value = float(opening.entry.name)
    if opening.entry.kind != "bare":
        return Sum(0, value, float("inf"), opening.entry.kind, opening.stop)
    if value < 1000:
        return Sum(0, value, float("inf"), "word", opening.stop)
    return Sum(value, None, value, "scale", opening.stop)


def is_joined(lexicon: Lexicon, sentence: Sentence, position: int) -> bool:
    """ألفا ومئتي: "and", written on to a number word, follows; ألفا is two thousand only before what is counted."""
    joiners = lexicon.numbers["joiners"] & lexicon.grammar["prefixes"]
    if not joiners or position >= len(sentence.words) or not sentence.flags[position] & AMOUNT:
        return False
    return sentence.words[position].startswith(tuple(joiners))


@lru_cache(REMEMBERED)
def literal(word: str, scaled: bool) -> float | None:
    """Digits as a number: 280,000 → 280000, 1,4 → 1.4, None for 12:30 or 3.1.2. Three decimals need a scale."""
    after, comma, before = word.partition("ر")  # written from right to left
    if comma:
        return float(f"{before}.{after}") if scaled else None
    if GROUPED.fullmatch(word) and not (scaled and re.fullmatch(r"\d{1,3}[.,]\d{3}", word)):
        return float(re.sub(r"\D", "", word))
    if PLAIN.fullmatch(word) and (scaled or word.isdecimal()):  # nobody counts 12.00 people
        return float(word.replace(",", "."))
    return None


def touches(sentence: Sentence, scale: Mention) -> bool:
    """A scale of one or two letters must touch its number: 1.2m, but not 300 m."""
    return len(sentence.words[scale.first]) > SHORT_SCALE or sentence.is_glued(scale.first)


def go_on(lexicon: Lexicon, sentence: Sentence, so_far: Sum) -> Sum | None:
    """The amount with its next word, or None where it has no next word."""
    if sentence.kinds[so_far.stop] == "number":
        return next_digits(sentence, so_far, so_far.stop)
    if is_clitic_of_digits(lexicon, sentence, so_far.stop):
        return next_digits(sentence, so_far, so_far.stop + 1)
    found = component(lexicon, sentence, so_far.stop, MORE)
    found = found or component(lexicon, sentence, so_far.stop, WORD)
    if found is None and sentence.words[so_far.stop] in lexicon.numbers["joiners"]:
        found = component(lexicon, sentence, so_far.stop + 1, JOINED)
        found = found if found and may_join(lexicon, so_far, found) else None
    if found is None and sentence.words[so_far.stop] == ",":
        return after_comma(lexicon, sentence, so_far)
    if found is None or (found.entry.kind != "half" and not touches(sentence, found)):
        return None
    value, kind = float(found.entry.name), found.entry.kind
    if kind == "half":
        return half_more(so_far, found.stop)
    alone = kind == "bare" and so_far.waiting is None and value < 1000  # un million CENT mille
    return next_word(so_far, value, found.stop) if alone or kind == "word" else next_scale(so_far, value, found.stop)


def after_comma(lexicon: Lexicon, sentence: Sentence, so_far: Sum) -> Sum | None:
    """Three million, twenty-one thousand, two hundred and five: a smaller amount behind a scale and a comma, in words.

    Nobody goes on with less than a hundred: "two thousand, sixty and three" are three amounts.
    """
    first = so_far.stop + 1
    if so_far.last != "scale" or sentence.words[so_far.stop] != "," or not is_word(lexicon, sentence, first):
        return None
    less = exact(lexicon, sentence, first)
    if less is None or not HUNDRED <= (less.value or 0) < so_far.scale:
        return None
    return Sum(so_far.total + (less.value or 0), None, HUNDRED, "scale", less.stop)


def is_word(lexicon: Lexicon, sentence: Sentence, position: int) -> bool:
    """Whether an amount in words may begin at a token."""
    return position < len(sentence.words) and component(lexicon, sentence, position, EXACT) is not None


def may_join(lexicon: Lexicon, so_far: Sum, found: Mention) -> bool:
    """One hundred AND five; treinta Y cinco; but not "five and six families".

    Five AND FORTY (خمسة و أربعون), where "and" is written on to the next word, if not by mistake.
    """
    waiting, small = so_far.waiting or 0, found.entry.kind == "word"
    tens = waiting >= 20 and waiting % 10 == 0
    clitic = not lexicon.numbers["joiners"].isdisjoint(lexicon.grammar["prefixes"])
    turned = clitic and 0 < waiting % 100 < 10 and int(found.entry.name) in TENS if small else False
    return so_far.last in ("scale", "hundred") or (so_far.last == "word" and small and (tens or turned))


def is_clitic_of_digits(lexicon: Lexicon, sentence: Sentence, position: int) -> bool:
    """مليون و200 ألف: "and", written on to the digits."""
    if sentence.words[position] not in lexicon.numbers["joiners"] or position + 1 >= len(sentence.words):
        return False
    return sentence.kinds[position + 1] == "number" and sentence.is_glued(position + 1)


def next_digits(sentence: Sentence, so_far: Sum, position: int) -> Sum | None:
    """Siete mil 76: digits may follow a scale that is larger."""
    value = literal(sentence.words[position], False)
    if so_far.last != "scale" or so_far.waiting is not None or value is None or not value < min(so_far.scale, 1000):
        return None
    return so_far.with_waiting(value, "digits", position + 1)


def half_more(so_far: Sum, stop: int) -> Sum | None:
    """Deux millions et demi; three and a half thousand."""
    if so_far.last == "scale":
        return Sum(so_far.total + so_far.scale / 2, so_far.waiting, so_far.scale, so_far.last, stop)
    if so_far.last == "hundred" and so_far.waiting in (10, 12, 100):  # uma centena e meia
        return so_far.with_waiting(so_far.waiting * 1.5, so_far.last, stop)
    if so_far.last != "word" or so_far.waiting is None:
        return None
    return so_far.with_waiting(so_far.waiting + 0.5, so_far.last, stop)


def next_scale(so_far: Sum, value: float, stop: int) -> Sum | None:
    """Two HUNDRED fifty THOUSAND: a hundred multiplies what waits, a larger scale completes it.

    What would be too many (1,694,418 MILLION) has its scale by mistake.
    """
    if so_far.last == "digits" and (so_far.waiting or 0) >= WRITTEN_OUT and value >= WRITTEN_OUT:
        return so_far.with_waiting(so_far.waiting or 0, "digits", stop)
    if so_far.waiting is None:
        larger = so_far.last == "scale" and so_far.total == so_far.scale < value and so_far.scale >= 1000
        return Sum(so_far.total * value, None, value, "scale", stop) if larger else None
    if value < 1000:
        if so_far.waiting >= 100:
            return None
        return so_far.with_waiting(so_far.waiting * value, "hundred", stop)
    if value >= so_far.scale:
        return None
    return Sum(so_far.total + so_far.waiting * value, None, value, "scale", stop)


def next_word(so_far: Sum, value: float, stop: int) -> Sum | None:
    """Twenty FIVE, hundred FIVE, million FIVE, soixante QUINZE; Arabic says five-and-TWENTY."""
    waiting = so_far.waiting
    if waiting is None:
        return so_far.with_waiting(value, "word", stop) if value < so_far.scale else None
    units = waiting % 10 == 0 and waiting % 100 >= 10 and value < 10
    teens = waiting % 100 in SCORES and 10 <= value < 20
    fits = (waiting % 100 == 0 and value < 100) or units or teens
    turned = 0 < waiting % 100 < 10 and value in TENS
    if so_far.last not in ("word", "hundred") or not (fits or turned):
        return None
    return so_far.with_waiting(waiting + value, "word", stop)
