"""Dates told from the publication date: over the past week, last year, two months ago, yesterday, on Tuesday."""

from datetime import date, timedelta
from typing import Final

from tracker.extract.dates.days import YEAR_LONG, When, day_at, edge_at, phrase, phrase_before, word
from tracker.extract.numbers.amounts import component
from tracker.extract.sentences import Sentence
from tracker.extract.words.language import forms
from tracker.extract.words.lexicon import Lexicon

BESIDE: Final = 3  # tokens between a weekday and its date
HOURS: Final = 0  # days in an hour
MONTH_LONG: Final = 30  # days
SINCE_WORDS: Final = 8  # between "since" and its date
COUNTS: Final = frozenset({"word"})


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
    counted, behind = count_at(lexicon, sentence, first + 1)  # الأيام الثلاثة الماضية
    following = word(sentence, behind)
    after_noun = words[first] in table["period"] and (following in table["past"] or following in table["this"])
    this = words[first] in table["this"] or (after_noun and following in table["this"])
    if not (after_noun or this or words[first] in table["past"]):
        return None
    many, position = (counted, first) if after_noun else (counted, behind)
    unit = next((form for form in forms(lexicon, word(sentence, position)) if form in table["period"]), "")
    if not unit:
        return None
    stop = behind + 1 if after_noun else position + 1
    length = table["period"][unit]
    if length == HOURS:
        many, length = max(1, many // 24), 1
    rolling = word(sentence, first - 1) in table["rolling"] or many > 1
    if length >= MONTH_LONG and not rolling:
        return calendar_period(first, stop, published, length, this)
    return When(first, stop, published - timedelta(days=length * many), published, "relative")


def calendar_period(first: int, stop: int, published: date, length: int, this: object) -> When:
    """Last month, this year: the calendar's."""
    if length >= YEAR_LONG:
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
    if length >= YEAR_LONG:
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
            return When(first, stop, day, day, "relative" if back else "now")
    named = next((form for form in forms(lexicon, sentence.words[first]) if form in table["weekdays"]), "")
    if not named or is_followed_by_day(lexicon, sentence, first + 1):
        return None
    weekday = table["weekdays"][named]
    day = published - timedelta(days=(published.weekday() - weekday) % 7)
    return When(first, first + 1, day, day, "relative")


def is_followed_by_day(lexicon: Lexicon, sentence: Sentence, position: int) -> bool:
    """Thursday morning, JAN. 11: the date beside a weekday says which."""
    for begin in range(position, min(position + BESIDE, len(sentence.words))):
        day = day_at(lexicon, sentence, begin)
        if day and day.month and day.day:
            return True
        if sentence.kinds[begin] not in (",", "word", "("):
            return False
    return False


def since_before(lexicon: Lexicon, sentence: Sentence, first: int) -> int:
    """Where "since" stands before a date, over a few words: since the war began in 2011."""
    for position in range(first - 1, max(first - SINCE_WORDS, -1), -1):
        if sentence.kinds[position] != "word":
            return first
        begin = phrase_before(sentence, position + 1, lexicon.dates["since_last"])
        if begin <= position:
            return begin
    return first
