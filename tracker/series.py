"""From figures to lines that may be drawn: the rules against counting twice, each a small pure function.

Sums come in as `db.queries.sums` gives them: one feed, one population, one measure, one unit and one period a row.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_low
from typing import Any, NamedTuple

from tracker.model import Cited, Filter, Measure, Role, Status, Unit

REVIEWED = (Status.ACCEPTED, Status.CORRECTED)
LONGEST_EVENT = timedelta(days=366)  # a flow over a longer time belongs to no month
MISSING = 1.8  # times the usual distance between two points; from there on something is missing between them
FEED = (
    "source",
    "publisher",
    "population",
    "measure",
    "unit",
    "cause",
    "starter",
    "place_origin",
    "place_location",
)  # lines that differ in one are two
A_YEAR = 366  # days: nothing is counted so seldom that a longer silence is no gap
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Rhythm(StrEnum):
    """How long the periods of a line are. Lines of different rhythm overlap, so they are never one line."""

    DATE = "at a date"
    YEAR = "yearly"
    HALF_YEAR = "half-yearly"
    QUARTER = "quarterly"
    MONTH = "monthly"
    EVENT = "events by month"
    LONGER = "over longer periods"


class Point(NamedTuple):
    """People (or households) at a date or in a period; None where only bounds were stated. `figures`: how many."""

    start: date
    end: date
    value: int | None
    figures: int


@dataclass(frozen=True)
class Line:
    """What one feed says of one population, measure and unit, in one rhythm, by time."""

    source: str
    publisher: str
    population: str
    measure: str
    unit: str
    cause: str  # empty where the feed has one cause only, and nothing needs to be told apart
    starter: bool
    place_origin: tuple[str, ...]  # where every place has dates of its own, a line is of one place; else empty
    place_location: tuple[str, ...]
    rhythm: Rhythm
    points: tuple[Point, ...]


class Key(NamedTuple):
    """What a series is of. Values of two keys are never alternatives and never one line."""

    population: str
    measure: str
    origin: tuple[str, ...]
    location: tuple[str, ...]
    unit: str
    cause: str  # of a feed that tells several apart: its causes are different people, never alternatives; else empty


class Agreed(NamedTuple):
    """One date or period: the statement that stands for it, and those that support it."""

    start: date | None
    end: date
    recommended: Cited
    triangulation: tuple[Cited, ...]


@dataclass(frozen=True)
class Series:
    """One recommended statement a date."""

    key: Key
    dates: tuple[Agreed, ...]


def lines(sums: Iterable[Cited]) -> list[Line]:
    """One line a feed, measure, unit, cause and rhythm; starter data stands apart. Sources are never addends."""
    rows = list(sums)
    of_events = {(row["source"], row["cause"]) for row in rows if rhythm(row) == Rhythm.EVENT}
    grouped: dict[tuple[str, ...], list[Cited]] = defaultdict(list)
    for row in rows:
        beat = (
            Rhythm.EVENT
            if (row["source"], row["cause"]) in of_events and row["measure"] == Measure.FLOW
            else rhythm(row)
        )
        grouped[beat, *(str(row[name]) for name in FEED)].append(row)
    found = [_line(Rhythm(key[0]), grouped[key]) for key in sorted(grouped, key=lambda key: (*key[1:], key[0]))]
    causes = Counter(source for source, _ in {(line.source, line.cause) for line in found})
    return [line if causes[line.source] > 1 else replace(line, cause="") for line in found]


def rhythm(row: Cited) -> Rhythm:
    """How long the period of a sum is; a flow that follows no calendar period is an event."""
    start, end = row["period_start"], row["period_end"]
    if row["measure"] == Measure.STOCK:
        return Rhythm.DATE
    if start is None:
        return Rhythm.EVENT
    whole_months = start.day == 1 and end == _month_end(end) and start.year == end.year
    if whole_months and (named := _calendar_rhythm(start.month, end.month)):
        return named
    return Rhythm.EVENT if end - start < LONGEST_EVENT else Rhythm.LONGER


def by_month(events: Iterable[Point]) -> list[Point]:
    """Event flows summed per month in which they ended. Events are different people moving, so they may be added."""
    months: dict[date, list[Point]] = defaultdict(list)
    for event in events:
        months[event.end.replace(day=1)].append(event)
    return [
        Point(first, _month_end(first), _total(each), sum(e.figures for e in each)) for first, each in months.items()
    ]


def with_gaps(points: Sequence[Point]) -> list[Point | None]:
    """The points, with None where a date is missing between two: a gap is not zero and is not bridged."""
    distances = [(later.end - earlier.end).days for earlier, later in pairwise(points)]
    usual = min(median_low(distances or [0]), A_YEAR)
    drawn: list[Point | None] = list(points[:1])
    for distance, point in zip(distances, points[1:], strict=True):
        drawn += [None, point] if distance > usual * MISSING else [point]
    return drawn


def named_where_needed(found: Sequence[Line], wanted: Filter) -> list[Line]:
    """The lines, without their places where the view is of one place and each feed has one line in it."""
    feeds = [(line.source, line.unit, line.cause, line.rhythm, line.starter) for line in found]
    if is_world_total(wanted) or len(set(feeds)) < len(feeds):
        return list(found)
    return [replace(line, place_origin=(), place_location=()) for line in found]


def statements(line: Line, wanted: Filter, repeats: Mapping[str, Sequence[str]]) -> Iterator[Cited]:
    """The points of a feed's line as statements that can be reconciled with figures of other sources.

    `repeats`: per source, the sources whose figures it publishes again.
    """
    place = line.place_origin or wanted.origin, line.place_location or wanted.location
    key = Key(line.population, line.measure, *place, line.unit, line.cause)._asdict()
    feed = {"source": line.source, "publisher": line.publisher, "starter": line.starter, "articles": False}
    feed |= {"repeats": repeats.get(line.source, ())}
    for start, end, value, figures in line.points:
        if value is not None:
            yield {**key, **feed, "period_start": start, "period_end": end, "value": value, "figures": figures}


def reconcile(figures: Iterable[Cited]) -> list[Series]:
    """One recommended statement per date and key; the others stay beside it as triangulation (domain.md, Series).

    Statements that cannot stand (IDMC's triangulation, rejected ones) support others and never stand alone; what
    repeats another source supports it where that source speaks too.
    """
    found: dict[Key, dict[tuple[date, date | None], list[Cited]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure["period_end"] is not None:
            found[key_of(figure)][figure["period_end"], figure["period_start"]].append(figure)
    return [Series(key, tuple(_agreed(dates))) for key, dates in found.items() if any(map(_stands, _flat(dates)))]


def key_of(figure: Cited) -> Key:
    """The series a statement belongs to."""
    origin, location = tuple(figure["origin"]), tuple(figure["location"])
    cause = "" if figure.get("articles") else figure.get("cause", "")
    return Key(figure["population"], figure["measure"], origin, location, figure["unit"], cause)


def preference(figure: Cited) -> tuple[bool, bool, bool, datetime, float]:
    """Greater is better: reviewed, official feed, not starter data, newer statement, higher confidence."""
    said = figure.get("published_at") or figure.get("recorded_at") or LONG_AGO
    return (
        is_reviewed(figure),
        not figure.get("articles", False),
        not figure.get("starter", False),
        said,
        figure.get("confidence", 1.0),
    )


def is_reviewed(figure: Cited) -> bool:
    """Somebody looked at it and let it stand."""
    return figure.get("status") in REVIEWED


def latest(series: Series) -> Agreed:
    """The newest date of a feed or a reviewed figure; an unreviewed article speaks only if nothing else does."""
    firm = [each for each in series.dates if is_reviewed(each.recommended) or not each.recommended.get("articles")]
    return (firm or series.dates)[-1]


def before(found: Sequence[Line], agreed: Agreed) -> Point | None:
    """The point before, on the line of the same feed: changes are never measured across sources."""
    chosen = agreed.recommended
    for line in found:
        feed = (chosen["source"], chosen.get("starter"), chosen["unit"], chosen.get("cause", ""))
        same_feed = (line.source, line.starter, line.unit, line.cause) == feed
        ends = [point.end for point in line.points]
        if same_feed and (agreed.start, agreed.end) in [(point.start, point.end) for point in line.points]:
            earlier = [point for point in line.points[: ends.index(agreed.end)] if point.value is not None]
            return earlier[-1] if earlier else None
    return None


def is_world_total(wanted: Filter) -> bool:
    """True where neither one origin nor one location is pinned: only there can starter data look like the whole."""
    return len(wanted.origin) != 1 and len(wanted.location) != 1


def households(found: Iterable[Line]) -> list[Line]:
    """Lines that count households: never summed with persons, never converted."""
    return [line for line in found if line.unit == Unit.HOUSEHOLD]


def _line(beat: Rhythm, rows: Sequence[Cited]) -> Line:
    feed: Any = {name: tuple(rows[0][name]) if name.startswith("place_") else rows[0][name] for name in FEED}
    return Line(**feed, rhythm=beat, points=_in_order(map(_point, rows), beat))


def _point(row: Cited) -> Point:
    end = row["period_end"]
    return Point(row["period_start"] or end, end, None if row["total"] is None else int(row["total"]), row["figures"])


def _in_order(points: Iterable[Point], beat: Rhythm) -> tuple[Point, ...]:
    summed = by_month(points) if beat == Rhythm.EVENT else points
    return tuple(sorted(summed, key=lambda point: (point.end, point.start)))


def _calendar_rhythm(first: int, last: int) -> Rhythm | None:
    months = last - first + 1
    lengths = {12: Rhythm.YEAR, 6: Rhythm.HALF_YEAR, 3: Rhythm.QUARTER, 1: Rhythm.MONTH}
    return lengths.get(months) if first % months in (0, 1) else None


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _total(points: Iterable[Point]) -> int | None:
    known = [point.value for point in points if point.value is not None]
    return sum(known) if known else None


def _stands(figure: Cited) -> bool:
    return figure.get("role", Role.RECOMMENDED) == Role.RECOMMENDED and figure.get("status") != Status.REJECTED


def _flat(dates: Mapping[Any, list[Cited]]) -> Iterator[Cited]:
    for each in dates.values():
        yield from each


def _agreed(dates: Mapping[tuple[date, date | None], list[Cited]]) -> Iterator[Agreed]:
    for (end, start), figures in sorted(dates.items(), key=lambda item: (item[0][0], item[0][1] or date.min)):
        said_by = {figure["source"] for figure in figures}
        standing = sorted(filter(_stands, figures), key=preference, reverse=True)
        standing.sort(key=lambda figure: not said_by.isdisjoint(figure.get("repeats", ())))
        if standing:
            others = [each for each in figures if each is not standing[0]]
            yield Agreed(start, end, standing[0], tuple(others))
