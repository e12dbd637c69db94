"""When: the period of a flow or the as-of date of a stock, from the dates around a figure."""

from datetime import date
from typing import Final

from tracker.extract.dates.days import When, phrase
from tracker.extract.facts.clauses import clause, clause_of
from tracker.extract.facts.context import Around, Text, gap_cost
from tracker.extract.links.paths import Link
from tracker.extract.words.language import stands
from tracker.terms import Measure

STOCK: Final = Measure.STOCK
REPORTED: Final = frozenset({"label", "listed"})  # a report's lines speak of its date
COVERING: Final = frozenset({"as_of", "span"})  # what a report counts up to, or over
BESIDE: Final = 1  # token between a date and the number of that date
SUDDEN: Final = 4  # sentences back to the day of a disaster
FARTHEST: Final = 10  # sentences back to an as-of date


def when_of(text: Text, index: int, link: Link, measure: Measure) -> When | None:
    """The nearest date in the sentence; else, for a flow, a span of days named shortly before."""
    around = text.around(index)
    dates = [when for when in around.dates if not (is_of_another(around, when, link) or is_counted(when, link))]
    if measure is STOCK:
        dates = [when for when in dates if when.kind != "since"]
    if link.evidence == "listed" and (own := [when for when in dates if follows(around, when, link)]):
        return own[0]
    if dates:
        nearest = min(dates, key=lambda when: gap_cost(around, when.first, when.stop, link))
        if nearest.kind == "now":
            nearest = next((when for when in dates if is_as_of(around, when, link)), nearest)
        began = next((when.start for when in dates if when.kind == "since"), None)
        both = began and nearest.end and nearest.kind == "as_of" and began <= nearest.end
        return nearest._replace(start=began, kind="span") if both else nearest
    if measure is STOCK:
        back = as_of_before(text, index) if text.published is None or refers_back(around) else None
        headed = text.headed()
        return back or (None if headed in around.dates else headed)
    if around.dates:
        return None
    same = points_back(around)
    for earlier in range(index - 1, max(index - 3, -1), -1):
        borrows = same or link.evidence in ("anaphor", "listed")  # its words, so its date too
        spans = [when for when in text.around(earlier).dates if borrows or is_span(when)]
        if spans:
            return spans[-1]
    if link.unit == "dwelling" and (struck := day_of_disaster(text, index)):
        return struck
    headed = text.headed()
    return headed if link.evidence in REPORTED or (headed and headed.kind in COVERING) else None


def is_as_of(around: Around, when: When, link: Link) -> bool:
    """AS OF 12 MAY, 3,000 people are currently in tents: the day of a report, which its "now" means."""
    between = range(when.stop, link.quantity.first)
    return when.kind == "as_of" and when.stop <= link.quantity.first and not counts(around, between)


def is_counted(when: When, link: Link) -> bool:
    """Up to 2000 people: the number itself, no year."""
    return when.first < link.quantity.number.stop and link.quantity.number.first < when.stop


def day_of_disaster(text: Text, index: int) -> When | None:
    """The quake of 31 August killed 2,205. … 6,782 homes are rubble: homes fall on the day of a sudden disaster."""
    for earlier in range(index - 1, max(index - SUDDEN, -1), -1):
        around = text.around(earlier)
        days = [when for when in around.dates if when.start and when.start == when.end and when.kind != "as_of"]
        if days and any(cause.entry.name == "disaster" for cause in around.causes):
            return days[-1]
    return None


def as_of_before(text: Text, index: int) -> When | None:
    """The as-of date named last: that of the report, where nobody says when it was published."""
    for earlier in range(index - 1, max(index - FARTHEST, -1), -1):
        if named := [when for when in text.around(earlier).dates if when.kind == "as_of"]:
            return named[-1]
    return None


def refers_back(around: Around) -> bool:
    """The total comprises …; of these …: the sentence opens with words that point to the figure before."""
    words = around.sentence.words
    return bool(words) and stands(around.lexicon, around.lexicon.core, words, 0, "anaphor") > 0


def is_of_another(around: Around, when: When, link: Link) -> bool:
    """900,000 now, AGAINST 700,000 in May; 900 here; on Monday it was 1,200: a date of the number it stands beside.

    900,000, a third more THAN IN 2020: a date of nothing but a comparison.
    """
    if is_compared(around, when) and not 0 <= link.quantity.first - when.stop <= BESIDE:  # than in June (40,470)
        return True
    begin = max(link.quantity.stop, link.term.stop)
    numbers = counts(around, range(begin, when.first))
    if numbers and any(compares(around, token) for token in range(begin, numbers[-1])):
        return True
    later = when.first >= clause(around, link).stop
    return later and bool(counts(around, clause_of(around, when.first, when.stop)))


def is_compared(around: Around, when: When) -> bool:
    """Twice as many AS IN, 181 per cent more THAN IN 2020."""
    words, than = around.sentence.words, around.lexicon.dates["than"]
    return any(" ".join(words[max(when.first - size, 0) : when.first]) in than for size in (2, 3))


def counts(around: Around, tokens: range) -> list[int]:
    """The numbers among some tokens that are no part of a date."""
    kinds, dates = around.sentence.kinds, around.dates
    dated = {token for when in dates for token in range(when.first, when.stop)}
    words = around.sentence.words
    numbers = [token for token in tokens if kinds[token] == "number" and token not in dated]
    return [token for token in numbers if words[token + 1 : token + 2] != ("-",)]  # a 4.8-magnitude quake


def compares(around: Around, token: int) -> bool:
    """Against, up from; but not "from" alone, which may say whence."""
    lexicon, words = around.lexicon, around.sentence.words
    stop = stands(lexicon, lexicon.core, words, token, "comparison")
    return stop > token + 1 or (stop > 0 and words[token] not in lexicon.grammar["away_from"])


def follows(around: Around, when: When, link: Link) -> bool:
    """The date after one number of a list: 300,000 in 2005 and 200,000 in 2004."""
    between = around.sentence.kinds[link.quantity.stop : when.first]
    return when.first >= link.quantity.stop and set(between) <= {"word"}


def points_back(around: Around) -> bool:
    """In the same period, over that month: the dates of the sentence before."""
    table, sentence = around.lexicon.dates["same"], around.sentence
    begins = (position for position, word in enumerate(sentence.words) if word in table)
    return any(phrase(sentence, position, table) > position for position in begins)


def is_span(when: When) -> bool:
    """Over the past week, since Monday: what a later sentence may still speak of."""
    return when.kind in ("relative", "since") and when.start != when.end


def period(when: When | None, measure: Measure, published: date | None) -> tuple[date | None, date | None]:
    """Flow: the span of days, up to an as-of date. Stock: its one as-of date, else the publication date."""
    if measure is STOCK:
        day = when.end if when else published
        return day, day
    if when is None:
        return None, None
    return (None if when.kind == "as_of" else when.start, when.end)
