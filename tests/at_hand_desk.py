"""What the tests of files at hand share: a map, small tables, and ways to read and to collect them."""

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from db import queries
from db.store import Store
from tracker.at_hand import tables
from tracker.at_hand.asked import asked, sources
from tracker.at_hand.column_maps import Map, made
from tracker.at_hand.texts import Said
from tracker.collect import Run, collect
from tracker.errors import ReadError
from tracker.model import Document, Figure, Filter, Problem

MAP = """
dates = "%d/%m/%Y"

[columns]
location = "Country"
admin1 = ["Province", "#adm1+name"]
date = "Date"
value = "IDPs"

[constants]
population = "idp"
measure = "stock"
cause = "conflict"
"""
CAMPS = """Counts by province,,,
Country,Province,Date,IDPs
Chad,Lac,31/03/2026,"41,000"
Chad,Kanem,31/03/2026,7 200
"""
HXL = """Country,Date,IDPs
#country+name,#date+reported,#affected+idps
Chad,2026-03-31,48200
"""
FLOOD = "Floods in Chad displaced 41,000 people on 3 March 2026."


def table_map(**changes: Any) -> Map:
    given: dict[str, Any] = {
        "columns": {"location": "Country", "date": "Date", "value": "N"},
        "constants": {"population": "idp", "measure": "stock"},
    }
    return made(given | changes)


def read(content: bytes | str, given: Map | None = None) -> tuple[list[Figure], list[str]]:
    """The figures and the problems of a table called t.csv."""
    body = content.encode() if isinstance(content, str) else content
    document = Document("file:t.csv", "t.csv", "Camp team", datetime(2026, 4, 1), body)
    found = list(tables.read_table(document, given, "t.csv"))
    return [each for each in found if isinstance(each, Figure)], [
        each.text for each in found if isinstance(each, Problem)
    ]


def figures_or_none(content: bytes | str, given: Map | None) -> list[Figure]:
    """The figures of a table; none of one that cannot be read. Any other error fails the test."""
    try:
        return read(content, given)[0]
    except ReadError:
        return []


def collected(store: Store, *paths: Path, map_path: Path | None = None, said: Said | None = None) -> list[Run]:
    """What `tracker collect --file` does with these paths."""
    given = asked([], list(paths), map_path, [], [], said or Said())
    assert given
    return [collect(each, None, store, each.READER, True) for each in sources(given)]


def stored(store: Store) -> list[dict[str, Any]]:
    return sorted((dict(row) for row in queries.cited(store.engine, Filter())), key=lambda row: row["locator"])


def changes(runs: Iterable[Run]) -> list[tuple[int, int, int]]:
    return [(run.figures_new, run.figures_changed, run.figures_withdrawn) for run in runs]


def workbook(*rows: Iterable[Any]) -> bytes:
    book, made_of = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(made_of)
    return made_of.getvalue()
