"""When: the dates a sentence names, alone or relative to the publication date, each as a span of days."""

from datetime import date
from typing import Final

from tracker.extract.dates.days import (
    NUMERIC,
    YEAR,
    Day,
    When,
    bare_day,
    bare_year,
    day_at,
    month_at,
    phrase,
    phrase_before,
    resolve,
    word,
)
from tracker.extract.dates.relative import ago, relative, since_before
from tracker.extract.sentences import Sentence
from tracker.extract.words.by_word import ByWord
from tracker.extract.words.language import AMOUNT, DATE, forms, positions, starting
from tracker.extract.words.lexicon import Lexicon

NAMING, BEGINNING, COUNTING = "naming", "beginning", "counting"


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
    if low and position > first and (now := until_now(lexicon, sentence, low, second)):
        began = resolve(low, published, year)
        return When(first, now, began[0], published, "since") if began else None
    if low is None or (second == low.stop and not joined_on(lexicon, sentence, low.stop)):
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
    if starts and ends and starts[0] > ends[1] and low.year is high.year is None:  # between 22 December and 3 March
        starts = resolve(low, published, ends[0].year - 1)
    if not starts or not ends or starts[0] > ends[1]:
        return None
    return When(first, high.stop, starts[0], ends[1], "span")


def until_now(lexicon: Lexicon, sentence: Sentence, low: Day, second: int) -> int:
    """De octubre de 2005 A LA FECHA, from May UNTIL NOW: the token after the words, or 0."""
    table = lexicon.dates["today"]
    return next((stop for at in (low.stop, second) if (stop := phrase(sentence, at, table)) > at), 0)


def joined_on(lexicon: Lexicon, sentence: Sentence, position: int) -> bool:
    """يناير ومارس: the "and" is written on to the month."""
    written = word(sentence, position)
    if not lexicon.grammar["prefixes"]:
        return False
    joined = (each for each in lexicon.dates["until"] if each in lexicon.grammar["prefixes"])
    dated = month_at(lexicon, sentence, position)[0] is not None or any(
        form in lexicon.dates["edges"] for form in forms(lexicon, written)
    )
    return dated and any(map(written.startswith, joined))


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


def is_dated(lexicon: Lexicon, sentence: Sentence, first: int) -> bool:
    """A month alone counts only after a word of time: in May, since May; "may" is also a verb."""
    before = word(sentence, first - 1)
    beside = [at for at in (first - 1, first + 1) if 0 <= at < len(sentence.words)]
    if first and sentence.is_capital(first) and not any(sentence.is_capital(at) for at in beside):
        return True  # its January round; not April Jones
    return before in lexicon.dates["year_after"] or before in lexicon.dates["past"] or before in lexicon.dates["this"]
