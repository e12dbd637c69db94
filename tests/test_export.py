"""CSV and JSON lines: the contract's columns, the stated value, and cells that no spreadsheet runs."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from tracker import export

ROW = {
    **dict.fromkeys(export.COLUMNS, ""),
    "id": 7,
    "value": 41000,
    "value_low": None,
    "value_high": None,
    "origin": ("SYR",),
    "location": ("TUR", "LBN"),
    "origin_raw": "",
    "location_raw": "",
    "latitude": -12.5,
    "longitude": None,
    "period_start": date(2025, 12, 31),
    "period_end": date(2025, 12, 31),
    "publisher": "Bureau",
    "document_title": "Counts",
    "document_url": "https://b.example/",
    "published_at": None,
    "retrieved_at": datetime(2026, 1, 2, 3, 4, 5, 678, UTC),
    "recorded_at": datetime(2026, 1, 2, 3, 4, 5, 678, UTC),
    "superseded_at": None,
    "confidence": 1.0,
}


def cells(**more: object) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO("".join(export.csv_lines([ROW | more])), newline=""))
    return row


CELLS = [
    ("several countries in one cell", {}, "location_iso3", "TUR;LBN"),
    ("their names", {}, "location_name", "Türkiye;Lebanon"),
    ("a code that ISO lacks is named", {"origin": (), "origin_raw": "UNK"}, "origin_name", "UNK"),
    ("and its code cell is empty", {"origin": (), "origin_raw": "UNK"}, "origin_iso3", ""),
    ("missing is empty", {"value": None}, "value", ""),
    ("zero is zero", {"value": 0}, "value", "0"),
    ("numbers are plain digits", {}, "value", "41000"),
    ("a negative number is a number", {}, "latitude", "-12.5"),
    ("days", {}, "period_end", "2025-12-31"),
    ("moments, to the second, in UTC", {}, "retrieved_at", "2026-01-02T03:04:05Z"),
    ("a citation", {}, "citation", "Bureau. Counts. No date. https://b.example/ (retrieved 2 January 2026)."),
    ("a formula", {"quote": '=HYPERLINK("http://x","y")'}, "quote", '\'=HYPERLINK("http://x","y")'),
    ("a formula by another sign", {"quote": "@SUM(A1)"}, "quote", "'@SUM(A1)"),
    ("a formula after a tab", {"admin1": "\t=1+1"}, "admin1", "'\t=1+1"),
    ("lines and quotation marks", {"quote": 'He said "go",\nand left'}, "quote", 'He said "go",\nand left'),
]


@pytest.mark.parametrize(("name", "more", "column", "expected"), CELLS, ids=[each[0] for each in CELLS])
def test_a_cell(name: str, more: dict[str, object], column: str, expected: str) -> None:
    assert cells(**more)[column] == expected


def test_no_figures_is_a_header_alone() -> None:
    assert "".join(export.csv_lines([])) == ",".join(export.COLUMNS) + "\r\n"


def test_json_lines_keep_types() -> None:
    (line,) = export.json_lines([ROW])
    said = json.loads(line)
    assert tuple(said) == export.COLUMNS
    assert (said["value"], said["value_low"], said["latitude"], said["published_at"]) == (41000, None, -12.5, None)
