"""Cited figures as CSV or JSON lines: the columns of the contract, in its order, the stated values untouched."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from tracker import countries
from tracker.model import Cited, cite

COLUMNS = (
    *("figure_id", "value", "value_low", "value_high", "qualifier", "unit", "term", "population", "measure", "cause"),
    *("origin_iso3", "origin_name", "location_iso3", "location_name", "admin1", "admin1_pcode", "admin2"),
    *("admin2_pcode", "latitude", "longitude", "period_start", "period_end", "role", "status", "confidence"),
    *("attribution", "quote", "locator", "source", "publisher", "document_title", "document_url", "published_at"),
    *("retrieved_at", "content_sha256", "citation", "licence", "recorded_at", "superseded_at"),
)
EXCEL_MARK = "\ufeff"  # what makes Excel read a CSV as UTF-8; for downloads, not for scripts
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def record(row: Cited) -> dict[str, Any]:
    """One figure in the contract's columns. A place whose code ISO lacks is named by the publisher's own code."""
    origin, location = row["origin"], row["location"]
    named = {
        "figure_id": row["id"],
        "origin_iso3": ";".join(origin),
        "origin_name": ";".join(map(countries.name, origin)) or row["origin_raw"],
        "location_iso3": ";".join(location),
        "location_name": ";".join(map(countries.name, location)) or row["location_raw"],
        "citation": cite(
            row["publisher"], row["document_title"], row["published_at"], row["document_url"], row["retrieved_at"]
        ),
    }
    return {name: named[name] if name in named else row[name] for name in COLUMNS}


def csv_lines(rows: Iterable[Cited]) -> Iterator[str]:
    """A header and a line a figure, ended by CR LF as RFC 4180 says; empty means not known or not stated."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in rows:
        yield _taken(buffer)
        writer.writerow([_cell(value) for value in record(row).values()])
    yield _taken(buffer)


def json_lines(rows: Iterable[Cited]) -> Iterator[str]:
    """One JSON object a figure, with the same names; null means not known."""
    for row in rows:
        yield json.dumps(record(row), ensure_ascii=False, default=_iso) + "\n"


FORMATS = {"csv": csv_lines, "jsonl": json_lines}


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return _iso(value) if isinstance(value, date) else value


def _iso(value: date) -> str:
    """ISO 8601; moments to the second, in UTC."""
    return f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value.isoformat()
