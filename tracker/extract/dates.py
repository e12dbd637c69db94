"""When: the dates a sentence names, alone or relative to the publication date, each as a span of days."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from tracker.extract.amounts import component
from tracker.extract.by_word import ByWord
from tracker.extract.days import (
    NUMERIC,
    YEAR,
    Day,
    bare_day,
    bare_year,
    day_at,
    edge_at,
    month_of,
    phrase,
    phrase_before,
    resolve,
    word,
)
from tracker.extract.language import AMOUNT, DATE, forms, positions, starting
from tracker.extract.lexicon import Lexicon
from tracker.extract.sentences import Sentence

MONTH_LONG: Final = 30  # days
YEAR_LONG: Final = 365  # days
SINCE_WORDS: Final = 8  # between "since" and its date
NAMING, BEGINNING, COUNTING = "naming", "beginning", "counting"
COUNTS: Final = frozenset({"word"})


class When(NamedTuple):
    """A date in a sentence: tokens first … stop-1; of `since` the end is the publication date."""

    first: int
    stop: int
    start: date | None
    end: date | None
    kind: str  # on · span · since · as_of · relative


def is_year(when: When) -> bool:
    """In 2024, last year: a whole year."""
    return when.start is not None and when.end is not None and (when.end - when.start).days >= YEAR_LONG - 1


def dates(lexicon: Lexicon, sentence: Sentence, published: date | None, year: int | None = None) -> list[When]:
    """The dates of a sentence in order; `year` is the text's, for dates without one where nothing was published."""
    found: list[When] = []
    position = 0
    for opening in positions(sentence, DATE):
        if opening < position:
            continue
        when = date_at(lexicon, sentence, opening, published, year)
        if when is None and published is None and found:
            when = counted_from(lexicon, sentence, opening, found, year)
        elif when and when.kind == "relative" and (day := told_before(lexicon, sentence, when, found)):
            when = date_at(lexicon, sentence, opening, day, year) or when
        if when:
            found.append(when)
            position = when.stop
    return found


def counted_from(
    lexicon: Lexicon, sentence: Sentence, opening: int, found: list[When], year: int | None
) -> When | None:
    """A year earlier, than a date named before it in a text that nobody dated."""
    when = date_at(lexicon, sentence, opening, found[-1].end, year) if found[-1].end else None
    return when if when and when.kind == "relative" and told_before(lexicon, sentence, when, found) else None


def told_before(lexicon: Lexicon, sentence: Sentence, when: When, found: list[When]) -> date | None:
    """The day from which "a year earlier" counts: a date named before it, where it is not "a year ago"."""
    earlier = word(sentence, when.stop - 1) in lexicon.dates["earlier"]
    return next((each.end for each in reversed(found) if each.kind in ("on", "as_of")), None) if earlier else None


def date_at(lexicon: Lexicon, sentence: Sentence, first: int, published: date | None, year: int | None) -> When | None:
    """The date that begins at a token, if one does."""
    how = opens.of(lexicon, sentence.words[first])
    if how == COUNTING:
        counts = lexicon.dates["period"].get(word(sentence, first + 1))
        return ago(lexicon, sentence, first, published) if counts and published else None
    if how == BEGINNING and phrase(sentence, first, lexicon.dates["opening"]) == first:
        return None
    day = day_at(lexicon, sentence, first)
    return (
        span(lexicon, sentence, first, day, published, year)
        or (absolute(lexicon, sentence, day, published, year) if day else None)
        or relative(lexicon, sentence, first, published)
    )


def way_to_open(lexicon: Lexicon, written: str) -> str:
    """Cheap: whether a word may be a date's first, the beginning of a phrase that is, or a count ("two weeks ago")."""
    if written[0].isdecimal():
        return NAMING if len(written) <= 2 or YEAR.match(written) or NUMERIC.fullmatch(written) else ""
    if any(form in lexicon.dates["openers"] for form in (written.partition("-")[0], *forms(lexicon, written))):
        return NAMING
    counts, begins = starting(lexicon, lexicon.amounts, written), written in lexicon.dates["opening"]
    return (NAMING if counts else BEGINNING) if begins else COUNTING if counts else ""


opens: Final = ByWord(way_to_open)


def span(
    lexicon: Lexicon, sentence: Sentence, first: int, day: Day | None, published: date | None, year: int | None
) -> When | None:
    """Between 20 July and 3 August 2025; 11–23 May; 1988-1994; from November 2020 to April 2022."""
    position = phrase(sentence, first, lexicon.dates["between"])
    low = (day if position == first else day_at(lexicon, sentence, position)) or bare_day(lexicon, sentence, position)
    second = phrase(sentence, low.stop, lexicon.dates["until"]) if low else 0
    if low is None or (second == low.stop and not joined_on(lexicon, word(sentence, low.stop))):
        return None
    high = bare_year(sentence, low) or day_at(lexicon, sentence, second) or bare_day(lexicon, sentence, second)
    if high is None or (position == first and word(sentence, low.stop) in lexicon.dates["and"]):
        return None
    if high.month is None and word(sentence, high.stop) in lexicon.grammar["uncounted_after"]:  # le 10 mai à 18 h
        return None
    if low.month is None and high.month and low.year is None:
        low = low._replace(month=high.month)
    if high.month is None and high.year is None:
        high = high._replace(month=low.month, year=low.year)
    ends = resolve(high, published, year)
    starts = resolve(low, published, high.year or (ends[0].year if ends else year))
    if not starts or not ends or starts[0] > ends[1]:
        return None
    return When(first, high.stop, starts[0], ends[1], "span")


def joined_on(lexicon: Lexicon, written: str) -> bool:
    """يناير ومارس: the "and" is written on to the month."""
    if not lexicon.grammar["prefixes"]:
        return False
    joined = (each for each in lexicon.dates["until"] if each in lexicon.grammar["prefixes"])
    return any(written.startswith(each) and month_of(lexicon, written) is not None for each in joined)


def absolute(lexicon: Lexicon, sentence: Sentence, day: Day, published: date | None, year: int | None) -> When | None:
    """One date, with the word before it that says whether it is a beginning, an as-of date or the time of the event."""
    first, found = day.first, resolve(day, published, year)
    bare_month = day.month and not (day.day or day.year or day.edge)
    if found is None or (bare_month and not is_dated(lexicon, sentence, first)):
        return None
    before = since_before(lexicon, sentence, first)
    if before < first and not tells_of(lexicon, sentence, day.stop):
        return When(before, day.stop, found[0], published if published and published >= found[0] else None, "since")
    before = phrase_before(sentence, first, lexicon.dates["as_of_last"])
    part = "-" in day.edge  # au premier trimestre
    return When(before, day.stop, *found, "as_of" if before < first and not part else "on")


def tells_of(lexicon: Lexicon, sentence: Sentence, position: int) -> bool:
    """The worst since July, WHEN five days of combat displaced 3,000: the number that follows is of July."""
    if word(sentence, position) != "," or word(sentence, position + 1) not in lexicon.dates["when"]:
        return False
    return any(flags & AMOUNT for flags in sentence.flags[position + 2 :])


def since_before(lexicon: Lexicon, sentence: Sentence, first: int) -> int:
    """Where "since" stands before a date, over a few words: since the war began in 2011."""
    for position in range(first - 1, max(first - SINCE_WORDS, -1), -1):
        if sentence.kinds[position] != "word":
            return first
        begin = phrase_before(sentence, position + 1, lexicon.dates["since_last"])
        if begin <= position:
            return begin
    return first


def is_dated(lexicon: Lexicon, sentence: Sentence, first: int) -> bool:
    """A month alone counts only after a word of time: in May, since May; "may" is also a verb."""
    before = word(sentence, first - 1)
    beside = [at for at in (first - 1, first + 1) if 0 <= at < len(sentence.words)]
    if first and sentence.is_capital(first) and not any(sentence.is_capital(at) for at in beside):
        return True  # its January round; not April Jones
    return before in lexicon.dates["year_after"] or before in lexicon.dates["past"] or before in lexicon.dates["this"]


def relative(lexicon: Lexicon, sentence: Sentence, first: int, published: date | None) -> When | None:
    """Over the past week, last year, a month ago, yesterday, on Tuesday: all from the publication date."""
    if published is None:
        return None
    day = near_day(lexicon, sentence, first, published)
    since = since_before(lexicon, sentence, first) if day else first
    if day and since < first:  # since Sunday
        return day._replace(first=since, end=published, kind="since")
    return (
        this_year(lexicon, sentence, first, published)
        or past_period(lexicon, sentence, first, published)
        or ago(lexicon, sentence, first, published)
        or day
    )


def this_year(lexicon: Lexicon, sentence: Sentence, first: int, published: date) -> When | None:
    """The beginning of the year, since that of the month, to the publication date."""
    position, edge = edge_at(lexicon, sentence, first)
    if edge != "start":
        return None
    position += word(sentence, position) in lexicon.dates["rolling"]
    year = next((form for form in forms(lexicon, word(sentence, position)) if form in lexicon.dates["period"]), "")
    length = lexicon.dates["period"][year] if year else 0
    if length < MONTH_LONG or (length < YEAR_LONG and since_before(lexicon, sentence, first) == first):
        return None
    start = published.replace(day=1)
    return When(first, position + 1, start if length < YEAR_LONG else start.replace(month=1), published, "since")


def past_period(lexicon: Lexicon, sentence: Sentence, first: int, published: date) -> When | None:
    """The past week, the last ten days, last year, this month."""
    words, table = sentence.words, lexicon.dates
    following = word(sentence, first + 1)
    after_noun = words[first] in table["period"] and (following in table["past"] or following in table["this"])
    this = words[first] in table["this"] or (after_noun and following in table["this"])
    if not (after_noun or this or words[first] in table["past"]):
        return None
    many, position = (1, first) if after_noun else count_at(lexicon, sentence, first + 1)
    unit = next((form for form in forms(lexicon, word(sentence, position)) if form in table["period"]), "")
    if not unit:
        return None
    stop = position + 1 + after_noun
    length = table["period"][unit]
    rolling = word(sentence, first - 1) in table["rolling"] or many > 1
    if length >= 30 and not rolling:
        return calendar_period(first, stop, published, length, this)
    return When(first, stop, published - timedelta(days=length * many), published, "relative")


def calendar_period(first: int, stop: int, published: date, length: int, this: object) -> When:
    """Last month, this year: the calendar's."""
    if length >= 365:
        start, end = date(published.year - (not this), 1, 1), date(published.year - (not this), 12, 31)
    else:
        end = published.replace(day=1) - timedelta(days=1)
        start = end.replace(day=1)
        if this:
            start, end = published.replace(day=1), published
    return When(first, stop, start, min(end, published), "relative")


def count_at(lexicon: Lexicon, sentence: Sentence, position: int) -> tuple[int, int]:
    """A small number at a token, 1 where there is none, and the token after it."""
    written = word(sentence, position)
    if written.isdecimal() and len(written) <= 3:
        return int(written), position + 1
    found = component(lexicon, sentence, position, COUNTS)
    return (round(float(found.entry.name)), found.stop) if found else (1, position)


def ago(lexicon: Lexicon, sentence: Sentence, first: int, published: date) -> When | None:
    """A year ago, two weeks earlier; il y a un an."""
    opened = phrase(sentence, first, lexicon.dates["ago_before"])
    position = opened + (word(sentence, opened) in lexicon.numbers["articles"])
    many, position = count_at(lexicon, sentence, position)
    length = lexicon.dates["period"].get(word(sentence, position))
    stop = phrase(sentence, position + 1, lexicon.dates["ago"])
    if not length or (stop == position + 1 and opened == first):
        return None
    days = length * many
    if days > 36500:
        return None
    day = published - timedelta(days=days)
    if length >= 365:
        leap = published.month == 2 and published.day == 29
        day = published.replace(year=published.year - many, day=published.day - leap)
    return When(first, stop, day, day, "relative")


def near_day(lexicon: Lexicon, sentence: Sentence, first: int, published: date) -> When | None:
    """Today, yesterday, on Tuesday: the last one."""
    table = lexicon.dates
    for name, back in (("today", 0), ("yesterday", 1)):
        stop = phrase(sentence, first, table[name])
        if stop > first:
            day = published - timedelta(days=back)
            return When(first, stop, day, day, "relative")
    named = next((form for form in forms(lexicon, sentence.words[first]) if form in table["weekdays"]), "")
    if not named:
        return None
    weekday = table["weekdays"][named]
    day = published - timedelta(days=(published.weekday() - weekday) % 7)
    return When(first, first + 1, day, day, "relative")
