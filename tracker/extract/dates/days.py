"""A written date, of which any part may be missing, and the days it may mean."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from tracker.extract.numbers.amounts import SCALES, component
from tracker.extract.sentences import Sentence
from tracker.extract.words.by_word import REMEMBERED
from tracker.extract.words.language import forms, means
from tracker.extract.words.lexicon import Lexicon

YEAR: Final = re.compile(r"(?:19|20)\d\d$")
YEAR_LONG: Final = 365  # days
SHORT: Final = re.compile(r"\d{1,2}")
NUMERIC: Final = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)")
PhraseTable = Mapping[str, tuple[tuple[str, ...], ...]]


class Day(NamedTuple):
    """A date as written: any part may be missing. `edge` is start, middle or end of the month or year."""

    first: int
    stop: int
    year: int | None
    month: int | None
    day: int | None
    edge: str  # start · middle · end, or months of the year: 1-6


class When(NamedTuple):
    """A date in a sentence: tokens first … stop-1; of `since` the end is the publication date."""

    first: int
    stop: int
    start: date | None
    end: date | None
    kind: str  # on · span · since · as_of · relative · now


def is_year(when: When) -> bool:
    """In 2024, last year: a whole year."""
    return when.start is not None and when.end is not None and (when.end - when.start).days >= YEAR_LONG - 1


def word(sentence: Sentence, position: int) -> str:
    return sentence.words[position] if 0 <= position < len(sentence.words) else ""


def phrase(sentence: Sentence, position: int, table: PhraseTable) -> int:
    """The token after the longest phrase of a table that stands at a token, else the token itself."""
    words = sentence.words
    for each in table.get(words[position], ()) if 0 <= position < len(words) else ():
        if len(each) == 1 or words[position : position + len(each)] == each:
            return position + len(each)
    return position


def phrase_before(sentence: Sentence, first: int, table: PhraseTable) -> int:
    """Where the longest phrase that ends before a token begins, else the token itself."""
    for each in table.get(word(sentence, first - 1), ()):
        begin = first - len(each)
        if begin >= 0 and sentence.words[begin:first] == each:
            return begin
    return first


def day_at(lexicon: Lexicon, sentence: Sentence, first: int) -> Day | None:
    """A written date that begins at a token: 12 May 2015, May 12th, mid-May, the end of 2024, 2015, 12/05/2015."""
    position, edge = edge_at(lexicon, sentence, first)
    numeric = NUMERIC.fullmatch(word(sentence, position))
    if numeric:
        return Day(first, position + 1, int(numeric["year"]), int(numeric["month"]), int(numeric["day"]), "")
    if word(sentence, position + 1) == word(sentence, position + 3) == "-" and (
        day := hyphened(sentence, first, position)
    ):
        return day
    return day_month(lexicon, sentence, first, position, edge) or year_alone(lexicon, sentence, first, position, edge)


def hyphened(sentence: Sentence, first: int, position: int) -> Day | None:
    """2019-12-31; 31-12-2019."""
    parts = [word(sentence, position + step) for step in (0, 2, 4)]
    year, month, day = parts if YEAR.match(parts[0]) else reversed(parts)
    if not (YEAR.match(year) and SHORT.fullmatch(month) and SHORT.fullmatch(day)):
        return None
    return Day(first, position + 5, int(year), int(month), int(day), "")


def edge_at(lexicon: Lexicon, sentence: Sentence, first: int) -> tuple[int, str]:
    """The end of, early, mid: the token after it, and which."""
    written = word(sentence, first)
    opening = next((form for form in (written, *forms(lexicon, written)) if form in lexicon.dates["edges"]), written)
    for edge, words in lexicon.dates["edges"].get(opening, ()):
        stop = first + len(words)
        if sentence.words[first + 1 : stop] == words[1:]:
            stop += "-" not in edge and word(sentence, stop) == "-"
            return phrase(sentence, stop, lexicon.dates["links"]), edge
    return first, ""


def day_month(lexicon: Lexicon, sentence: Sentence, first: int, position: int, edge: str) -> Day | None:
    """12 May 2015, the 12th of May, May 12, 2015, May 2015, May."""
    day, position = small_number(lexicon, sentence, position)
    edge = "middle" if word(sentence, position).startswith("mid-") else edge
    month, position = month_at(lexicon, sentence, position)
    if month is None:
        return None
    position += word(sentence, position) == "."
    other, stop = month_at(lexicon, sentence, position + 1)
    if word(sentence, position) == "/" and other == month:  # of two calendars
        position = stop
    if day is None and component(lexicon, sentence, position + 1, SCALES) is None:  # in October 13 thousand
        day, position = small_number(lexicon, sentence, position)
    after = phrase(sentence, position, lexicon.dates["links"])
    after += word(sentence, after) == ","
    year = year_of(word(sentence, after))
    return Day(first, after + 1 if year else position, year, month, day, edge)


def small_number(lexicon: Lexicon, sentence: Sentence, first: int) -> tuple[int | None, int]:
    """A day of the month and the token after it and its ordinal ending; None and the same token where there is none."""
    written = word(sentence, first)
    if not (written.isdecimal() and 1 <= int(written[:3]) <= 31 and len(written) <= 2):
        return None, first
    position = first + 1
    position += word(sentence, position) in lexicon.dates["ordinals"]
    linked = phrase(sentence, position, lexicon.dates["links"])
    return int(written), position if month_at(lexicon, sentence, linked)[0] is None else linked


def month_at(lexicon: Lexicon, sentence: Sentence, position: int) -> tuple[int | None, int]:
    """A month at a token, some of which have two words (تشرين الأول), and the token after it."""
    written = word(sentence, position)
    if lexicon.dates["double_months"] and (month := month_of(lexicon, f"{written} {word(sentence, position + 1)}")):
        return month, position + 2
    return month_of(lexicon, written), position + 1


@lru_cache(REMEMBERED)
def month_of(lexicon: Lexicon, written: str) -> int | None:
    months = lexicon.dates["months"]
    return next((months[form] for form in forms(lexicon, written) if form in months), None)


def year_of(written: str) -> int | None:
    return int(written) if YEAR.match(written) else None


def year_alone(lexicon: Lexicon, sentence: Sentence, first: int, position: int, edge: str) -> Day | None:
    """2015 after "in", "since" and their like; the 2009 earthquake."""
    year = year_of(word(sentence, position))
    before, after = word(sentence, first - 1), word(sentence, position + 1)
    dated = any(form in lexicon.dates["year_after"] for form in forms(lexicon, before)) if before else False
    opens = first == 0 and after in (":", ";")  # a line of a table
    if year is None or not (edge or opens or dated or means(lexicon, lexicon.context, after, "cause")):
        return None
    return Day(first, position + 1, year, month_of(lexicon, word(sentence, position - 1)), None, edge)


def resolve(day: Day, published: date | None, year: int | None) -> tuple[date, date] | None:
    """First and last day meant; a missing year is the last one in which the date had come by publication."""
    year = day.year or year or year_before(day, published)
    if year is None or not 1 <= (day.month or 1) <= 12:
        return None
    if "-" in day.edge and day.month:  # the first half of May
        return None
    start_month, end_month = (day.month, day.month) if day.month else months_of(day.edge)
    last = calendar.monthrange(year, end_month)[1]
    first_day, last_day = (day.day, day.day) if day.day else (1, last)
    if day.month and not day.day and day.edge:
        first_day, last_day = {"start": (1, 10), "middle": (15, 15), "end": (21, last)}[day.edge]
    try:
        return date(year, start_month, first_day), date(year, end_month, last_day)
    except ValueError:
        return None


def months_of(edge: str) -> tuple[int, int]:
    """The first and the last month of a part of the year; of the whole year for ""."""
    first, _, last = {"start": "1-3", "middle": "6-6", "end": "12-12"}.get(edge, edge or "1-12").partition("-")
    return int(first), int(last)


def year_before(day: Day, published: date | None) -> int | None:
    if published is None or day.month is None:
        return None
    return published.year - ((day.month, day.day or 1) > (published.month, published.day))


def bare_day(lexicon: Lexicon, sentence: Sentence, first: int) -> Day | None:
    """The 11 of "11–23 May", or "early" of "early and mid-June"."""
    day, stop = small_number(lexicon, sentence, first)
    if day:
        return Day(first, stop, None, None, day, "")
    stop, edge = edge_at(lexicon, sentence, first)
    if edge:
        return Day(first, stop, None, None, None, edge)
    year = year_of(word(sentence, first))
    return Day(first, first + 1, year, None, None, "") if year else None


def bare_year(sentence: Sentence, low: Day) -> Day | None:
    """The 08 of "2007-08"."""
    written = word(sentence, low.stop + 1)
    if low.year is None or low.month or not (written.isdecimal() and len(written) == 2):
        return None
    return Day(low.stop + 1, low.stop + 2, low.year // 100 * 100 + int(written), None, None, "")
