"""The rules against counting twice, as a table of cases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import series
from tracker.model import Filter
from tracker.series import Point, Rhythm

SYRIANS = Filter(population=("refugee",), measure=("stock",), origin=("SYR",), location=("TUR",))


def total(start: str | None, end: str, value: int | None, **named: Any) -> dict[str, Any]:
    """A row of db.queries.sums."""
    period = {"period_start": start and date.fromisoformat(start), "period_end": date.fromisoformat(end)}
    usual = {"source": "unhcr", "publisher": "UNHCR", "population": "refugee", "unit": "person", "starter": False}
    usual |= {"cause": "unknown", "place_origin": (), "place_location": ()}
    return {**usual, "measure": "stock", "figures": 1, "total": value, **period, **named}


def event(start: str, end: str, value: int | None, **named: Any) -> dict[str, Any]:
    return total(start, end, value, **{"measure": "flow", "source": "idmc", "publisher": "IDMC", **named})


def said(value: int, **named: Any) -> dict[str, Any]:
    """A statement about Syrians in Türkiye at one date."""
    key = {"population": "refugee", "measure": "stock", "origin": ("SYR",), "location": ("TUR",), "unit": "person"}
    day = {"period_start": date(2024, 12, 31), "period_end": date(2024, 12, 31)}
    return {**key, **day, "source": "unhcr", "publisher": "UNHCR", "value": value, **named}


@pytest.mark.parametrize(
    ("different", "why"),
    [
        ({"source": "hdx"}, "sources are alternatives, not addends"),
        ({"measure": "flow", "period_start": date(2024, 1, 1)}, "stock and flow are never one line"),
        ({"unit": "household"}, "households are not people"),
        ({"population": "idp"}, "populations differ"),
        ({"starter": True}, "starter data is not the live feed"),
        ({"place_location": ("TCD",)}, "places counted at dates of their own are never summed"),
    ],
)
def test_what_differs_is_a_line_of_its_own(different: dict[str, Any], why: str) -> None:
    row = total("2024-12-31", "2024-12-31", 10)
    lines = series.lines([row, row | different])
    assert [[point.value for point in line.points] for line in lines] == [[10], [10]], why


@pytest.mark.parametrize(
    ("start", "end", "rhythm"),
    [
        ("2024-01-01", "2024-12-31", Rhythm.YEAR),
        ("2024-01-01", "2024-06-30", Rhythm.HALF_YEAR),
        ("2024-07-01", "2024-12-31", Rhythm.HALF_YEAR),
        ("2024-04-01", "2024-06-30", Rhythm.QUARTER),
        ("2024-02-01", "2024-02-29", Rhythm.MONTH),
        ("2023-02-01", "2023-02-28", Rhythm.MONTH),
        ("2024-02-01", "2024-02-28", Rhythm.EVENT),
        ("2024-02-01", "2024-04-30", Rhythm.EVENT),
        ("2024-03-05", "2024-03-09", Rhythm.EVENT),
        (None, "2024-03-09", Rhythm.EVENT),
        ("2022-03-05", "2024-03-09", Rhythm.LONGER),
    ],
)
def test_the_rhythm_of_a_flow(start: str | None, end: str, rhythm: Rhythm) -> None:
    assert series.rhythm(event(start or "", end, 1) if start else total(None, end, 1, measure="flow")) == rhythm


def test_flows_of_different_period_length_are_different_lines() -> None:
    rows = [
        total("2024-01-01", "2024-12-31", 12, measure="flow"),
        total("2024-01-01", "2024-06-30", 5, measure="flow"),
        total("2023-01-01", "2023-12-31", 9, measure="flow"),
    ]
    lines = {line.rhythm: [point.value for point in line.points] for line in series.lines(rows)}
    assert lines == {Rhythm.YEAR: [9, 12], Rhythm.HALF_YEAR: [5]}


def test_events_are_summed_by_the_month_in_which_they_ended() -> None:
    rows = [
        event("2024-01-30", "2024-02-02", 100),
        event("2024-02-01", "2024-02-29", 20),  # a whole month, but from a feed of events
        event("2024-02-10", "2024-02-11", 3, figures=2),
        event("2024-04-01", "2024-04-02", 7),
    ]
    (line,) = series.lines(rows)
    assert line.rhythm == Rhythm.EVENT
    assert line.points == (
        Point(date(2024, 2, 1), date(2024, 2, 29), 123, 4),
        Point(date(2024, 4, 1), date(2024, 4, 30), 7, 1),
    )


def test_a_feed_of_events_leaves_yearly_flows_of_others_yearly() -> None:
    rows = [event("2024-03-05", "2024-03-09", 1), total("2024-01-01", "2024-12-31", 2, measure="flow")]
    assert [line.rhythm for line in series.lines(rows)] == [Rhythm.EVENT, Rhythm.YEAR]


def test_only_bounds_are_not_zero() -> None:
    (line,) = series.lines([total("2024-12-31", "2024-12-31", None)])
    assert [point.value for point in line.points] == [None]
    (months,) = series.lines([event("2024-03-05", "2024-03-09", None)])
    assert [point.value for point in months.points] == [None]


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2024, 12, 30)), st.integers(0, 10**6)), max_size=40))
def test_summing_by_month_neither_loses_nor_doubles_anybody(events: list[tuple[date, int]]) -> None:
    points = series.by_month(Point(day, day, value, 1) for day, value in events)
    assert sum(point.value or 0 for point in points) == sum(value for _, value in events)
    assert sum(point.figures for point in points) == len(events)
    assert all(point.start.day == 1 and point.start <= point.end for point in points)


@pytest.mark.parametrize(
    ("years", "drawn"),
    [
        ([2020, 2021, 2022], [2020, 2021, 2022]),
        ([2019, 2020, 2022, 2023], [2019, 2020, None, 2022, 2023]),
        ([2001, 2002, 2010], [2001, 2002, None, 2010]),
        ([2001, 2010], [2001, None, 2010]),
        ([2020], [2020]),
        ([], []),
    ],
)
def test_a_missing_year_stays_a_gap(years: list[int], drawn: list[int | None]) -> None:
    points = [Point(date(year, 12, 31), date(year, 12, 31), 1, 1) for year in years]
    assert [point and point.end.year for point in series.with_gaps(points)] == drawn


OLD, NEW = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stronger", "weaker", "rule"),
    [
        ({"status": "accepted", "articles": True}, {"status": "unreviewed"}, "reviewed before unreviewed"),
        ({"status": "corrected"}, {"status": "unreviewed", "published_at": NEW}, "corrected counts as reviewed"),
        ({"articles": False}, {"articles": True, "published_at": NEW}, "official feed before article"),
        ({"starter": False}, {"starter": True, "published_at": NEW}, "live feed before starter data"),
        ({"published_at": NEW}, {"published_at": OLD}, "newer release before older"),
        ({"recorded_at": NEW}, {"recorded_at": OLD}, "newer record before older, where no release is known"),
        ({"confidence": 0.9}, {"confidence": 0.4}, "then higher confidence"),
        ({}, {"source": "hdx", "repeats": ("unhcr",), "status": "accepted"}, "what repeats a source supports it"),
        ({}, {"role": "triangulation", "status": "accepted"}, "triangulation supports, it never stands"),
        ({}, {"status": "rejected", "published_at": NEW}, "rejected never stands"),
    ],
)
def test_one_recommended_value_a_date(stronger: dict[str, Any], weaker: dict[str, Any], rule: str) -> None:
    for order in (1, -1):
        (found,) = series.reconcile([said(1, **stronger), said(2, **weaker)][::order])
        (agreed,) = found.dates
        assert agreed.recommended["value"] == 1, rule
        assert [each["value"] for each in agreed.triangulation] == [2], "the others stay visible"


@pytest.mark.parametrize(
    "different",
    [
        {"origin": ("AFG",)},
        {"origin": ("SYR", "IRQ")},
        {"location": ("LBN",)},
        {"unit": "household"},
        {"measure": "flow"},
        {"population": "asylum_seeker"},
    ],
)
def test_statements_of_different_facts_are_not_alternatives(different: dict[str, Any]) -> None:
    assert len(series.reconcile([said(1), said(2, **different)])) == 2


def test_what_only_supports_or_has_no_date_makes_no_series() -> None:
    assert series.reconcile([said(1, role="triangulation"), said(2, period_end=None)]) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["unreviewed", "accepted", "rejected"])), max_size=12))
def test_every_statement_is_kept_once(given_statements: list[tuple[int, str]]) -> None:
    statements = [said(value, status=status) for value, status in given_statements]
    for found in series.reconcile(statements):
        (agreed,) = found.dates
        kept = [agreed.recommended["value"], *(each["value"] for each in agreed.triangulation)]
        assert sorted(kept) == sorted(value for value, _ in given_statements)


def test_an_unreviewed_article_is_the_headline_only_where_nothing_else_is() -> None:
    later = {"period_start": date(2026, 1, 1), "period_end": date(2026, 1, 1), "articles": True}
    (found,) = series.reconcile([said(1), said(2, **later)])
    assert series.latest(found).recommended["value"] == 1
    (found,) = series.reconcile([said(1), said(2, **later, status="accepted")])
    assert series.latest(found).recommended["value"] == 2
    (found,) = series.reconcile([said(2, **later)])
    assert series.latest(found).recommended["value"] == 2


def test_a_change_is_measured_on_the_line_of_one_source() -> None:
    rows = [
        total("2023-12-31", "2023-12-31", 30),
        total("2024-12-31", "2024-12-31", 20),
        total("2024-06-30", "2024-06-30", 99, source="hdx", publisher="HDX"),
    ]
    lines = series.lines(rows)
    statements = [each for line in lines for each in series.statements(line, SYRIANS, {})]
    (found,) = series.reconcile(statements)
    earlier = series.before(lines, series.latest(found))
    assert earlier is not None
    assert (earlier.end, earlier.value) == (date(2023, 12, 31), 30)


def test_what_repeats_a_source_stands_where_that_source_is_silent() -> None:
    (found,) = series.reconcile([said(1, source="hdx", repeats=("unhcr",))])
    assert found.dates[0].recommended["value"] == 1


@pytest.mark.parametrize(
    ("location", "places", "named"),
    [
        (("TCD",), [("TCD",)], [()]),  # the view says where
        ((), [("TCD",)], [("TCD",)]),  # it would look like the sum of all places
        (("TCD", "SDN"), [("SDN",), ("TCD",)], [("SDN",), ("TCD",)]),
    ],
)
def test_a_line_of_one_place_says_which_unless_the_view_does(
    location: tuple[str, ...], places: list[tuple[str, ...]], named: list[tuple[str, ...]]
) -> None:
    lines = series.lines(total("2024-12-31", "2024-12-31", 1, place_location=place) for place in places)
    wanted = Filter(population=("idp",), location=location)
    assert [line.place_location for line in series.named_where_needed(lines, wanted)] == named


@pytest.mark.parametrize(
    ("origin", "location", "expected"),
    [
        ((), (), True),
        (("SYR",), (), False),
        ((), ("TUR",), False),
        (("SYR", "AFG"), (), True),
    ],
)
def test_where_a_sum_could_pass_for_the_world(
    origin: tuple[str, ...], location: tuple[str, ...], expected: bool
) -> None:
    assert series.is_world_total(Filter(origin=origin, location=location)) is expected


def test_causes_of_one_feed_are_different_people_and_lines_of_their_own() -> None:
    stocks = [
        total("2024-12-31", "2024-12-31", value, cause=why) for value, why in ((900, "conflict"), (50, "disaster"))
    ]
    assert {(line.cause, line.points[0].value) for line in series.lines(stocks)} == {
        ("conflict", 900),
        ("disaster", 50),
    }


def test_a_feed_of_one_cause_needs_not_say_it() -> None:
    (line,) = series.lines([total("2024-12-31", "2024-12-31", 900, cause="conflict")])
    assert line.cause == ""


def test_a_yearly_flow_of_one_cause_is_no_event_because_another_cause_has_events() -> None:
    rows = [
        total("2024-01-01", "2024-12-31", 900, measure="flow", cause="conflict"),
        total("2024-03-05", "2024-03-09", 50, measure="flow", cause="disaster"),
    ]
    assert {line.cause: line.rhythm for line in series.lines(rows)} == {
        "conflict": Rhythm.YEAR,
        "disaster": Rhythm.EVENT,
    }
