"""The amounts of a sentence that may count people or homes: no dates, money, measures, shares or names; and ranges."""

import re
from typing import Final

from tracker.extract.numbers.amounts import Number, component, is_other_end, number_at
from tracker.extract.numbers.names import (
    YEAR,
    begins,
    is_footnote,
    is_in_a_row,
    is_name_in_brackets,
    is_numbered,
    is_part_of_a_name,
    is_part_of_a_place,
)
from tracker.extract.numbers.shares import is_of_each, is_one_in, is_one_of, is_shared, is_times, without_shares
from tracker.extract.sentences import Sentence
from tracker.extract.words.language import AMOUNT, forms, positions, stands
from tracker.extract.words.lexicon import Lexicon

THOUSANDS: Final = re.compile(r"\d{3}")
LONGEST_QUALIFIER: Final = 3  # tokens
SLIPPED: Final = 3  # tokens of 99, 313
OLDEST: Final = 110  # years
PHRASES: Final = frozenset({"fraction", "vague"})  # of which an article may be the first word
NOTED_YEAR: Final = re.compile(r"(?:19|20)\d\d\d")
SIGN: Final = "x"  # behind a count, as armies write in every language: 2,333x persons
LAST_DAY: Final = 31
LAST_MARK: Final = 30  # of a list whose items are numbered
LAST_YEAR: Final = 2099  # that YEAR matches
WIDEST: Final = 5  # times the lower end of a range


def numbers(lexicon: Lexicon, sentence: Sentence) -> list[Number]:
    """The amounts of a sentence in order, without those that cannot be counts of people or homes."""
    found: list[Number] = []
    free, words, articles = 0, sentence.words, lexicon.numbers["articles"]
    openings = positions(sentence, AMOUNT)
    for position in openings:
        alone = words[position] in articles and position + 1 not in openings
        lone_article = alone and component(lexicon, sentence, position, PHRASES) is None  # un cuarto de millón
        number = number_at(lexicon, sentence, position) if position >= free and not lone_article else None
        number = number and (slipped(lexicon, sentence, number, found) or number)
        if number:
            free = number.stop + 2 * (
                " ".join(words[number.stop : number.stop + 2]) in lexicon.grammar["uncounted_after"]
            )
            if free == number.stop and is_count(lexicon, sentence, number):
                found.append(number)
    found = [each for each in found if not is_repeated(sentence, each, found)]
    counts = [each for each in without_shares(lexicon, sentence, found) if not is_one_of(lexicon, sentence, each)]
    return joined_ranges(lexicon, sentence, counts)


def is_repeated(sentence: Sentence, number: Number, found: list[Number]) -> bool:
    """Two (2) locations: the same number once more."""
    words, first, stop = sentence.words, number.first, number.stop
    if words[first - 1 : first] != ("(",) or words[stop : stop + 1] != (")",):
        return False
    return any(each.stop == first - 1 and each.value == number.value for each in found)


def slipped(lexicon: Lexicon, sentence: Sentence, number: Number, found: list[Number]) -> Number | None:
    """More than 99, 313 people: a blank that slipped in behind the comma; behind a qualifier, an "or", or once more."""
    first, words = number.first, sentence.words
    if number.stop != first + 1 or not (words[first].isdecimal() and 0 < (number.value or 0) < 1000):
        return None
    thousands = words[first + 1 : first + 3]
    if len(thousands) < 2 or thousands[0] != "," or not THOUSANDS.fullmatch(thousands[1]):
        return None
    again = any(each.stop - each.first == SLIPPED for each in found)
    other = first > 1 and words[first - 1] in lexicon.numbers["ranges"] and sentence.kinds[first - 2] == "word"
    told = first > 0 and not lexicon.grammar["that_is"].isdisjoint(forms(lexicon, words[first - 1]))
    if not (again or other or told or is_qualified(lexicon, sentence, first)):
        return None
    return Number(first, first + SLIPPED, (number.value or 0) * 1000 + int(thousands[1]))


def is_qualified(lexicon: Lexicon, sentence: Sentence, first: int) -> bool:
    """A qualifier stands before a number: more than, up to."""
    before = range(max(first - LONGEST_QUALIFIER, 0), first)
    return any(stands(lexicon, lexicon.core, sentence.words, at, "qualifier") == first for at in before)


def is_count(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """False for what is written like an amount but counts no people: dates, money, measures, names with numbers."""
    return not (
        has_measure(lexicon, sentence, number)
        or is_part_of_a_name(sentence, number)
        or is_footnote(sentence, number)
        or is_in_a_row(sentence, number)
        or is_noted_year(lexicon, sentence, number)
        or (0 < (number.value or 0) <= LAST_YEAR and is_something_small(lexicon, sentence, number))
    )


def is_something_small(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """What only numbers up to those of years can be."""
    return (
        is_article(lexicon, sentence, number)
        or is_numbered(lexicon, sentence, number)
        or is_weekday(lexicon, sentence, number)
        or is_one_in(lexicon, sentence, number)
        or is_shared(lexicon, sentence, number)
        or is_times(lexicon, sentence, number)
        or is_of_each(lexicon, sentence, number)
        or is_age(lexicon, sentence, number)
        or is_part_of_a_place(lexicon, sentence, number)
        or is_name_in_brackets(sentence, number)
        or is_date(lexicon, sentence, number)
        or is_day(lexicon, sentence, number)
        or is_year(lexicon, sentence, number)
    )


def is_article(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Una familia: an article, not a count."""
    return number.stop - number.first == 1 and sentence.words[number.first] in lexicon.numbers["articles"]


def is_weekday(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """يوم الاثنين: Monday is "the second" in Arabic."""
    return sentence.words[number.first] in lexicon.dates["weekdays"]


def has_measure(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """A unit of measure or money before or after: $6 million, 15 km, 42 per cent, aged 45."""
    before = sentence.words[number.first - 1] if number.first else ""
    after = sentence.words[number.stop] if number.stop < len(sentence.words) else ""
    digits = sentence.kinds[number.first] == "number"
    if digits and (before in lexicon.grammar["uncounted_before"] or before.endswith("$")):
        return True
    measures = lexicon.grammar["uncounted_after"]
    dotted = " ".join(sentence.words[number.stop : number.stop + 3]) if len(after) == 1 else ""  # 6 a.m.
    counted = any(begins(lexicon, sentence, at, "unit") for at in (number.stop, number.stop + (after == SIGN)))
    glued = digits and is_glued(sentence, number.stop) and not counted  # 2,333x persons
    return glued or after.partition("-")[0] in measures or dotted in measures


def is_glued(sentence: Sentence, position: int) -> bool:
    """Whether a word touches the token before it, or touches a hyphen that does: 14th, 13-year."""
    if position + 1 < len(sentence.words) and sentence.words[position] == "-":
        position += sentence.is_glued(position)
    if position >= len(sentence.words) or sentence.kinds[position] != "word":
        return False
    return sentence.is_glued(position)


def is_age(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Mama Terngu, 67, said: a number alone between commas after a name, no item of a list."""
    first, stop, words = number.first, number.stop, sentence.words
    if (number.value or OLDEST) >= OLDEST or first < 2:
        return False
    if " ".join(words[first - 2 : first]) in lexicon.grammar["ages"]:  # her mother, of 88; a los siete
        return not any(begins(lexicon, sentence, stop, kind) for kind in ("unit", "term"))
    if words[first - 1] in lexicon.grammar["at_age"] and not lexicon.grammar["alone"].isdisjoint(
        words[:first]
    ):  # she fled Aleppo at 17
        return sentence.is_capital(first - 2)
    if words[first - 1] != "," or stop >= len(words):
        return False
    named = sentence.kinds[first - 2] == "word" and sentence.is_capital(first - 2)
    ends = words[stop] == "." or (words[stop] == "," and sentence.kinds[min(stop + 1, len(words) - 1)] == "word")
    return lexicon.grammar["capitals"] and named and ends and stop - first == 1


def is_date(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """A day of a month on either side, over the words of a span of days: 11–23 May, July 20 to 25, 21 de julio."""
    if number.value is None or number.value > 31 or number.stop - number.first > 1:
        return False
    after = range(number.stop, min(number.stop + 5, len(sentence.words)))
    before = range(number.first - 1, max(number.first - 4, -1), -1)
    if reaches_month(lexicon, sentence, after):
        return True
    return reaches_month(lexicon, sentence, before) and not begins(lexicon, sentence, number.stop, "unit")


def reaches_month(lexicon: Lexicon, sentence: Sentence, positions: range) -> bool:
    """A month stands at the first of these tokens that is no other part of a date."""
    words, months, within = sentence.words, lexicon.dates["months"], lexicon.dates["within"]
    for position in positions:
        if words[position].rstrip(".") in months or " ".join(words[position : position + 2]) in months:
            return True
        if words[position] == "." and sentence.is_glued(position):  # Oct. 20
            continue
        if words[position] not in within and sentence.kinds[position] != "number":
            return False
    return False


def is_day(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """À partir DU 23, les affrontements …; domingo, 12: a day of a month that is not named."""
    words, first, stop = sentence.words, number.first, number.stop
    after = words[stop] if stop < len(words) else "."
    if not words[first].isdecimal() or not 0 < (number.value or 0) <= LAST_DAY or after not in ",.;)":
        return False
    before = first - 1 - (first > 1 and words[first - 1] in ",(")  # sábado (11)
    if first and words[before] in lexicon.dates["weekdays"]:
        return True
    if first > 3 and words[first - 3] == "(" and words[first - 4] in lexicon.dates["weekdays"]:  # sábado (27 e 28)
        return True
    return first > 1 and " ".join(words[first - 2 : first]) in lexicon.grammar["day_after"]


def is_year(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Four digits like 2015, unless people follow and no word before says that it is a date."""
    if not YEAR.fullmatch(sentence.words[number.first]) or number.stop - number.first > 1:
        return False
    before = sentence.words[number.first - 1] if number.first else ""
    dated = before in lexicon.dates["year_after"] or before.rstrip(".") in lexicon.dates["months"]
    if dated and begins(lexicon, sentence, number.stop, "unit") and is_qualified(lexicon, sentence, number.first):
        return False  # up to 2000 people
    return dated or not begins(lexicon, sentence, number.stop, "unit")


def is_noted_year(lexicon: Lexicon, sentence: Sentence, number: Number) -> bool:
    """Displaced in 20211: a year, and the number of a footnote."""
    before = sentence.words[number.first - 1] if number.first else ""
    if not NOTED_YEAR.fullmatch(sentence.words[number.first]) or before not in lexicon.dates["year_after"]:
        return False
    return not begins(lexicon, sentence, number.stop, "unit")


def joined_ranges(lexicon: Lexicon, sentence: Sentence, found: list[Number]) -> list[Number]:
    """Two amounts that are the ends of one range become one; all others stay."""
    result: list[Number] = []
    for number in found:
        joined = result and range_of(lexicon, sentence, result[-1], number)
        if joined:
            result[-1] = joined
            continue
        if result and is_change(lexicon, sentence, result[-1], number):
            low = result[-1]
            scaled = round((low.value or 0) * scale_of_both(low, number))
            result[-1] = Number(low.first, low.stop, scaled, scale=low.scale)
        result.append(number)
    return result


def is_change(lexicon: Lexicon, sentence: Sentence, low: Number, high: Number) -> bool:
    """From 4 to 6 MILLION: the scale is that of both."""
    words, change = sentence.words, lexicon.grammar["change"]
    return low.value is not None and high.first == low.stop + 1 and {words[low.first - 1], words[low.stop]} <= change


def range_of(lexicon: Lexicon, sentence: Sentence, low: Number, high: Number) -> Number | None:
    """40,000 to 50,000; 3-5 million; between 3 and 5; but not "rose from 3 to 5"."""
    glued = high.first == low.stop and is_other_end(lexicon, sentence, low.first, high.first)
    if low.value is None or high.value is None or (high.first != low.stop + 1 and not glued):
        return None
    before = sentence.words[low.first - 1] if low.first else ""
    link, table = sentence.words[low.stop], lexicon.numbers
    opened = before in table["range_openers"]
    if is_marker(sentence, low, high):
        return None
    if glued and low.value < high.value:
        return Number(low.first, high.stop, None, low.value, high.value)
    changed = before in table["not_ranges"] and low.first > 1 and sentence.kinds[low.first - 2] == "word"
    if changed or not (link in table["ranges"] or (opened and link in table["range_closers"])):
        return None
    start = low.value * scale_of_both(low, high)
    if not start < high.value:
        return None
    return Number(low.first, high.stop, None, round(start), high.value)


def is_marker(sentence: Sentence, low: Number, high: Number) -> bool:
    """2- 30 tents damaged: a small number with its dash opens the line, a blank behind them."""
    touches = sentence.is_glued(low.stop) and not sentence.is_glued(high.first)
    return low.first == 0 and low.stop == 1 and touches and 0 < (low.value or 0) <= LAST_MARK


def scale_of_both(low: Number, high: Number) -> float:
    """3 to 5 MILLION; 10-12,000, where the thousands that the second writes out are meant of the first too."""
    least, most = low.value or 0, high.value or 0
    if low.scale != float("inf") or least >= 1000:
        return 1
    if high.scale != float("inf"):
        return high.scale
    written_out = most % 1000 == 0 and least * 1000 < most < least * 1000 * WIDEST
    return 1000 if written_out else 1
