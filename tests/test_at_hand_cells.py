"""Cells of tables at hand: numbers, days and countries as people write them."""

from datetime import date

import pytest

from tests.at_hand_desk import table_map
from tracker.at_hand import cells

NUMBERS = [
    ("41000", "", 41000),
    ("41,000", "", 41000),
    ("41 000", "", 41000),
    ("41\u202f000", "", 41000),
    ("1'041'000", "", 1041000),
    ("2,80,000", "", 280000),
    ("41000.0", "", 41000),
    ("41.000", ".", 41000),
    ("1.041.000", ".", 1041000),
    ("٤١", "", 41),
    ("0", "", 0),
]
NO_NUMBERS = ["4.5", "1,04,1", "12,34", "-5", "~500", "=SUM(A1:A9)", "41k", "1e6", "9" * 13]


@pytest.mark.parametrize(("cell", "thousands", "value"), NUMBERS)
def test_numbers_as_people_write_them(cell: str, thousands: str, value: int) -> None:
    assert cells.number(cell, table_map(thousands=thousands)) == str(value)


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_what_is_no_count_is_an_error_and_never_a_guess(cell: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        cells.number(cell, table_map())


@pytest.mark.parametrize("cell", ["41.000", "1.041.000"])
def test_points_that_may_part_thousands_are_asked_about(cell: str) -> None:
    with pytest.raises(ValueError, match=r"may be thousands or not: say `thousands = \"\.\"` in the map"):
        cells.number(cell, table_map())


DAYS = [
    ("2026-03-31", "", date(2026, 3, 31), date(2026, 3, 31)),
    ("2026-03-31T00:00:00", "", date(2026, 3, 31), date(2026, 3, 31)),
    ("2026-03", "", date(2026, 3, 1), date(2026, 3, 31)),
    ("2025", "", date(2025, 1, 1), date(2025, 12, 31)),
    ("31/03/2026", "%d/%m/%Y", date(2026, 3, 31), date(2026, 3, 31)),
    ("2026-03-31T00:00:00", "%d/%m/%Y", date(2026, 3, 31), date(2026, 3, 31)),  # a date cell of a workbook
    ("02 2024", "%m %Y", date(2024, 2, 1), date(2024, 2, 29)),
    ("12 May 2026", "%d %B %Y", date(2026, 5, 12), date(2026, 5, 12)),
]


@pytest.mark.parametrize(("cell", "dates", "first", "last"), DAYS)
def test_days_months_and_years_as_the_map_says(cell: str, dates: str, first: date, last: date) -> None:
    assert cells.period(cell, table_map(dates=dates)) == (first, last)


@pytest.mark.parametrize(
    ("cell", "dates"),
    [("31/03/2026", ""), ("2026-02-30", ""), ("2026-13", ""), ("0026-01-01", ""), ("3/31/2026", "%d/%m/%Y"), ("x", "")],
)
def test_what_is_no_date_is_an_error(cell: str, dates: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        cells.period(cell, table_map(dates=dates))


@pytest.mark.parametrize(
    ("cell", "code"),
    [("TCD", "TCD"), ("tcd", "TCD"), ("Chad", "TCD"), ("Türkiye", "TUR"), ("Tchad", "TCD"), ("Atlantis", "")],
)
def test_countries_by_code_by_name_and_by_the_map(cell: str, code: str) -> None:
    assert cells.country(cell, table_map(countries={"Tchad": "TCD"})) == code
