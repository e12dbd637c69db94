"""The read side: figures with their citations, sums that may be drawn, what can be chosen, the health of sources."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, case, func, or_, select

from db.models import DOCUMENTS, FIGURES, RUNS, SOURCES
from tracker.model import Cited, Filter, Measure, Role, Status

NEWEST_FIRST = (FIGURES.c.period_end.desc().nulls_last(), FIGURES.c.id.desc())
CHUNK = 2000

# What a citation needs, beside the figure's own columns.
CITATION = (
    DOCUMENTS.c.title.label("document_title"),
    DOCUMENTS.c.url.label("document_url"),
    DOCUMENTS.c.publisher,
    DOCUMENTS.c.language,
    DOCUMENTS.c.published_at,
    DOCUMENTS.c.retrieved_at,
    DOCUMENTS.c.content_sha256,
    DOCUMENTS.c.note,
    DOCUMENTS.c.starter,
    SOURCES.c.licence,
    SOURCES.c.credit,
    SOURCES.c.articles,
    SOURCES.c.repeats,
)


def cited(engine: Engine, wanted: Filter, limit: int | None = None, offset: int = 0) -> Iterator[Cited]:
    """Figures with document and source, newest date first; all unless limited, a chunk in memory at a time."""
    query = _from_all(select(FIGURES, *CITATION), wanted).order_by(*NEWEST_FIRST).limit(limit).offset(offset)
    with engine.connect().execution_options(yield_per=CHUNK) as connection:
        for row in connection.execute(query).mappings():
            yield dict(row)


def count(engine: Engine, wanted: Filter) -> int:
    """How many figures `cited` would give."""
    with engine.connect() as connection:
        return int(
            connection.execute(select(func.count()).select_from(FIGURES).where(*_conditions(wanted))).scalar_one()
        )


def sums(engine: Engine, wanted: Filter) -> list[Cited]:
    """Per feed, population, unit, cause and period: the sum of recommended figures that were not rejected.

    Rows: source, publisher, population, measure, unit, cause, period_start, period_end, starter, place_origin,
    place_location, total, figures (how many). One row is one feed, one measure and one period: nothing in it can be
    counted twice.
    Where each place has dates of its own (Source.own_dates), stocks are summed per place, else both places are empty.
    Articles are never summed.
    """
    names = ("source", "population", "measure", "unit", "cause", "period_start", "period_end")
    apart = and_(FIGURES.c.source.in_(OWN_DATES), FIGURES.c.measure == Measure.STOCK.value)
    places = [case((apart, FIGURES.c[side]), else_="").label(f"place_{side}") for side in ("origin", "location")]
    groups = (*(FIGURES.c[name] for name in names), FIGURES.c.document_id.in_(STARTER).label("starter"), *places)
    query = select(*groups, func.sum(FIGURES.c.value).label("total"), func.count().label("figures"))
    query = query.where(*_conditions(wanted), *CHARTABLE, FIGURES.c.source.not_in(ARTICLES)).group_by(*groups)
    with engine.connect() as connection:
        publishers = {
            row.name: row.publisher for row in connection.execute(select(SOURCES.c.name, SOURCES.c.publisher))
        }
        rows = connection.execute(query.order_by(FIGURES.c.period_end)).mappings()
        return [{**row, "publisher": publishers[row["source"]]} for row in rows]


def points(engine: Engine, wanted: Filter, limit: int = CHUNK) -> list[Cited]:
    """The figures from articles that can be drawn, newest first: each is a point of its own."""
    query = _from_all(select(FIGURES, *CITATION), wanted).where(*CHARTABLE, SOURCES.c.articles)
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query.order_by(*NEWEST_FIRST).limit(limit)).mappings()]


def choices(engine: Engine) -> dict[str, list[str]]:
    """What the live figures hold: population, measure, source, origin and location codes, each sorted."""
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for name in ("population", "measure", "source", "origin", "location"):
            values = connection.execute(select(FIGURES.c[name]).where(LIVE).distinct()).scalars()
            flat = (code for each in values for code in (each if isinstance(each, tuple) else (each,)))
            found[name] = sorted(set(flat))
    return found


def sources(engine: Engine) -> dict[str, Cited]:
    """Every source that the store knows, by name: every column of the sources table."""
    with engine.connect() as connection:
        return {row["name"]: dict(row) for row in connection.execute(select(SOURCES)).mappings()}


def last_runs(engine: Engine) -> dict[str, Cited]:
    """The last run of each source, by its name: every column of the runs table."""
    newest = select(func.max(RUNS.c.id)).group_by(RUNS.c.source)
    with engine.connect() as connection:
        rows = connection.execute(select(RUNS).where(RUNS.c.id.in_(newest))).mappings()
        return {row["source"]: dict(row) for row in rows}


def failures_in_a_row(engine: Engine) -> dict[str, int]:
    """Per source that failed last: how many ended runs have failed since its last good one."""
    good = select(RUNS.c.source, func.max(RUNS.c.id).label("id")).where(RUNS.c.ok).group_by(RUNS.c.source).subquery()
    failed = select(RUNS.c.source, func.count().label("failures")).outerjoin(good, good.c.source == RUNS.c.source)
    failed = failed.where(RUNS.c.errors != "", RUNS.c.id > func.coalesce(good.c.id, 0)).group_by(RUNS.c.source)
    with engine.connect() as connection:
        return {row.source: row.failures for row in connection.execute(failed)}


def last_complete(engine: Engine, source: str) -> datetime | None:
    """When the last successful complete run of a source began; None if there was none."""
    with engine.connect() as connection:
        done = and_(RUNS.c.source == source, RUNS.c.ok, RUNS.c.complete)
        return connection.execute(select(func.max(RUNS.c.started_at)).where(done)).scalar()


def live_counts(engine: Engine) -> dict[str, int]:
    """Live figures per source."""
    with engine.connect() as connection:
        query = select(FIGURES.c.source, func.count().label("live")).where(LIVE).group_by(FIGURES.c.source)
        return {row.source: row.live for row in connection.execute(query)}


LIVE = FIGURES.c.superseded_at.is_(None)
STARTER = select(DOCUMENTS.c.id).where(DOCUMENTS.c.starter)
ARTICLES = select(SOURCES.c.name).where(SOURCES.c.articles)
OWN_DATES = select(SOURCES.c.name).where(SOURCES.c.own_dates)
CHARTABLE = (
    FIGURES.c.role == Role.RECOMMENDED.value,
    FIGURES.c.status != Status.REJECTED.value,
    FIGURES.c.period_end.is_not(None),
)


def _from_all(query: Select[Any], wanted: Filter) -> Select[Any]:
    joined = FIGURES.join(DOCUMENTS, FIGURES.c.document_id == DOCUMENTS.c.id)
    joined = joined.join(SOURCES, FIGURES.c.source == SOURCES.c.name)
    return query.select_from(joined).where(*_conditions(wanted))


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    for name in ("population", "measure", "source"):
        if values := getattr(wanted, name):
            yield FIGURES.c[name].in_(values)
    for name in ("origin", "location"):
        if codes := getattr(wanted, name):
            yield _any_country(FIGURES.c[name], codes)
    if wanted.since:
        yield FIGURES.c.period_end >= wanted.since
    if wanted.until:
        yield FIGURES.c.period_start <= wanted.until
    yield _known(wanted.as_known_on)


def _any_country(column: ColumnElement[Any], codes: tuple[str, ...]) -> ColumnElement[bool]:
    """A figure of several countries matches each of them: its codes stand in one column, joined by `;`."""
    text = func.coalesce(column, "", type_=FIGURES.c.source.type)
    several = and_(text.contains(";"), or_(*(text.contains(code, autoescape=True) for code in codes)))
    return or_(column.in_([(code,) for code in codes]), several)


def _known(day: date | None) -> ColumnElement[bool]:
    if day is None:
        return LIVE
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    return and_(FIGURES.c.recorded_at < end, or_(LIVE, FIGURES.c.superseded_at >= end))
