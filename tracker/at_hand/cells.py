"""One cell at a time: a number, a day, a country as people write them, or a ValueError in words."""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import cache

from tracker import countries
from tracker.at_hand.column_maps import Map

NUMBER = re.compile(r"\d{1,12}(?:\.0{1,2})?")  # 41.0, but not 41.000, which may mean thousands
GROUPED = re.compile(r"\d{1,3}([,'’ \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d\d)+,\d{3}")
ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ].{0,20})?)?)?")
EARLIEST, LATEST = 1900, 2200  # years of a date that can be meant


def number(cell: str, given: Map) -> str:
    """A whole number in plain digits: 41000 of 41,000, 41 000 or, if the map says so, 41.000."""
    if given.thousands and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(given.thousands)}\d{{3}})+", cell):
        return str(int(cell.replace(given.thousands, "")))
    if GROUPED.fullmatch(cell):
        return str(int(re.sub(r"\D", "", cell)))
    if NUMBER.fullmatch(cell):
        return str(int(cell.partition(".")[0]))
    if not given.thousands and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", cell):
        raise ValueError(f'{_short(cell)} may be thousands or not: say `thousands = "."` in the map, or mend it')
    raise ValueError(f"{_short(cell)} is not a whole number")


def period(cell: str, given: Map) -> tuple[date, date]:
    """The first and the last day of what a cell names: a day, a month or a year."""
    found = ISO.fullmatch(cell)
    if found and (not given.dates or "T" in cell):
        first = (int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
        return _whole(first, "day" if found["day"] else "month" if found["month"] else "year", cell)
    if not given.dates:
        raise ValueError(f"{_short(cell)} is not a date as 2026-03-31; say how it is written with `dates` in the map")
    try:
        moment = datetime.strptime(cell, given.dates)
    except ValueError as error:
        raise ValueError(f"{_short(cell)} is not a date as {given.dates}") from error
    return _whole((moment.year, moment.month, moment.day), _precision(given.dates), cell)


def country(cell: str, given: Map) -> str:
    """The ISO 3166-1 alpha-3 code of a country by code or English name; empty if nobody knows it."""
    code = given.countries.get(cell.lower()) or (cell.upper() if countries.known(cell.upper()) else "")
    return code or _by_name().get(cell.lower(), "")


def _whole(first: tuple[int, int, int], precision: str, cell: str) -> tuple[date, date]:
    year, month, _ = first
    try:
        start = date(*first)
    except ValueError as error:
        raise ValueError(f"{_short(cell)} is not a date: {error}") from error
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"{_short(cell)} is not a date between {EARLIEST} and {LATEST}")
    if precision == "day":
        return start, start
    if precision == "month":
        return start, start + timedelta(days=calendar.monthrange(year, month)[1] - 1)
    return start, date(year, 12, 31)


def _precision(form: str) -> str:
    if re.search(r"%[dj]", form):
        return "day"
    return "month" if re.search(r"%[mbB]", form) else "year"


@cache
def _by_name() -> dict[str, str]:
    return {countries.name(code).lower(): code for code in countries.codes()}


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else cell[:40] + "…")
