"""The figures of a table at hand: its cells in plain form, then read as every table is (tracker.sources._tables)."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tracker.at_hand import cells, hxl, sheets
from tracker.at_hand.column_maps import Map
from tracker.errors import ReadError
from tracker.model import Document, Figure, Measure, Population, Problem, Role
from tracker.sources import _tables

MOST_TOLD = 10  # names or rows in one line
ROW, COLUMN = "row", "column"  # columns of ours: the row in the file; the HXL tag, where several columns count people
AT_HOME = (Population.IDP, Population.RETURNED_IDP)  # where they are is where they come from
LEVELS = (("admin2", "admin2_pcode"), ("admin1", "admin1_pcode"))


@dataclass
class Table:
    """A table laid out by a map: where its columns stand, and what was met while reading it."""

    header: list[str]
    at: Mapping[str, int]  # our column → its place
    first: int  # the number of the first row under the header
    body: sheets.Lines
    errors: list[str] = field(default_factory=list)
    unnumbered: list[int] = field(default_factory=list)
    strangers: set[str] = field(default_factory=set)
    periods: dict[int, tuple[date | None, date]] = field(default_factory=dict)  # by row
    places: dict[int, tuple[Any, int]] = field(default_factory=dict)  # by row: of whom and when it speaks; its level
    widest: dict[Any, int] = field(default_factory=dict)  # of whom and when → the widest level

    def name(self, place: int) -> str:
        """What stands above a column."""
        return (self.header[place] if place < len(self.header) else "") or f"column {place + 1}"


def read_table(document: Document, given: Map | None, name: str) -> Iterator[Figure | Problem]:
    """The figures of a table; without a map, by its HXL tags. `name?` begins their locators.

    ReadError names file, row and column of the first cell that cannot be read; then nothing of the table is taken.
    """
    lines = sheets.lines(document, name)
    tags_at = next((at for at, line in enumerate(lines[: _tables.HEAD]) if _tables.is_tags(line)), None)
    tags = [_tables.hxl_tag(cell) for cell in lines[tags_at]] if tags_at is not None else []
    maps = [(given, "")] if given else list(hxl.maps(tags))
    if not maps:
        raise ReadError(f"{name}: {_no_hxl(tags)}: say with --map what its columns mean (docs/files.md)")
    tables = [_laid_out(lines, tags_at, tags, each, name) for each, _ in maps]
    for table, (each, tag) in zip(tables, maps, strict=True):
        yield from _read(document, each, name, table, tag if maps[1:] else "")
    read = {place for table in tables for place in table.at.values()}
    known = {"", *maps[0][0].table.ignored}
    if unread := [cell for at, cell in enumerate(tables[0].header) if at not in read and cell not in known]:
        yield Problem(f"{name}: columns that are not read: {_some(unread)}")


def _no_hxl(tags: list[Any]) -> str:
    if not tags:
        return "no row of HXL tags"
    return f"its HXL tags name no date or no column of displaced people ({', '.join(map(hxl.written, tags))[:200]})"


def _laid_out(lines: sheets.Lines, tags_at: int | None, tags: list[Any], given: Map, name: str) -> Table:
    """Where the columns of a map stand. ReadError names those that are due and missing."""
    top = lines[: _tables.HEAD]
    head = max(range(len(top)), key=lambda at: _tables.matches(top[at], given.table))
    header = lines[head if tags_at is None else max(tags_at - 1, 0)]
    places = {column: _tables.place_of(names, header, tags) for column, names in given.table.columns.items()}
    if gone := [column for column in given.table.required if places[column] is None]:
        wanted = "; ".join(f"{column} ({' or '.join(given.table.columns[column])})" for column in gone)
        raise ReadError(f"{name}: no column for {wanted}; the columns are {_some(header)}")
    first = (head if tags_at is None else tags_at) + 1
    return Table(header, {name: at for name, at in places.items() if at is not None}, first + 1, lines[first:])


def _read(document: Document, given: Map, name: str, table: Table, tag: str) -> Iterator[Figure | Problem]:
    columns = [*given.table.columns, *given.constants, "location_raw", "origin_raw", ROW, COLUMN]
    key = [*given.table.key, "location_raw", "origin_raw", *([COLUMN] if tag else [])]
    plain = replace(given.table, columns={column: [column] for column in columns}, key=key, ignored=())
    content = _plain(table, given, list(plain.columns), tag)
    if table.errors:
        more = f" (and {len(table.errors) - 1:,} more)" if table.errors[1:] else ""
        raise ReadError(f"{name}: {table.errors[0]}{more}; nothing of the file was stored")
    bare = replace(document, content=content, publisher="")  # who published is cited; who stated is a column
    for each in _tables.read_table(bare, plain, name):
        yield _as_it_stood(each, table, given) if isinstance(each, Figure) else each
    yield from _problems(table, name)


def _plain(table: Table, given: Map, columns: list[str], tag: str) -> bytes:
    """The table under our names, in plain numbers, days and codes, each row with its number in the file."""
    made = io.StringIO()
    writer = csv.DictWriter(made, columns, extrasaction="ignore")
    writer.writeheader()
    for number, line in enumerate(table.body, table.first):
        row = {column: line[place] for column, place in table.at.items() if place < len(line)}
        if not any(line) or any(row.get(column, "").lower() in words for column, words in given.skip.items()):
            continue
        if row.get("value", "").lower() in _tables.MISSING:
            table.unnumbered.append(number)
            continue
        if plain := _plain_row(table, given, {**given.constants, **row}, number):
            writer.writerow(plain | {ROW: number, COLUMN: tag})
    return made.getvalue().encode("utf-8", "replace")


def _plain_row(table: Table, given: Map, row: dict[str, str], number: int) -> dict[str, str] | None:
    column = "value"
    try:
        if not _tables.withheld(row["value"]):
            row["value"] = cells.number(row["value"], given)
        for column in given.table.required:
            if not row.get(column):
                raise ValueError("the cell is empty")
        for column, words in given.table.words.items():
            if row[column].lower() not in words:
                raise ValueError(f"{row[column][:40]!r} is not known; known are {', '.join(words)}")
        column = "start" if "start" in row else "date"
        start = cells.period(row["start"], given)[0] if row.get("start") else None
        column = "date"
        first, last = cells.period(row["date"], given)
        if start and start > last:
            raise ValueError(f"the period ends before it starts, on {start}")
    except ValueError as error:
        table.errors.append(f"row {number}, column {table.name(table.at[column])!r}: {error}")
        return None
    table.periods[number] = (start or (first if first < last else None), last)
    for side in ("location", "origin"):
        if written := row.get(side, ""):
            row[side] = cells.country(written, given)
            row[f"{side}_raw"] = "" if row[side] else written
            table.strangers |= set() if row[side] else {written}
    _place(table, given, row, number, last)
    return row | {"date": last.isoformat()}


def _place(table: Table, given: Map, row: dict[str, str], number: int, day: date) -> None:
    """Note how wide a place the row speaks of: a country, a province, a district."""
    level = next((2 - at for at, names in enumerate(LEVELS) if any(row.get(name) for name in names)), 0)
    sides = (row.get(name, "") for name in ("location", "location_raw", "origin", "origin_raw"))
    whose = (*sides, *(row[column].lower() for column in given.table.words), day)
    table.places[number] = (whose, level)
    table.widest[whose] = min(level, table.widest.get(whose, level))


def _as_it_stood(figure: Figure, table: Table, given: Map) -> Figure:
    """The figure with the row of the file as its quote, its role beside wider places and, for a flow, its period."""
    made = json.loads(figure.quote)
    numbers = [int(row[ROW]) for row in (made if isinstance(made, list) else [made])]
    stood = [_record(table, table.body[number - table.first]) for number in numbers]
    quote = json.dumps(stood if isinstance(made, list) else stood[0], ensure_ascii=False)
    changed: dict[str, Any] = {"quote": quote}
    if figure.measure == Measure.FLOW:
        start = min(table.periods[number][0] or date.max for number in numbers)
        changed["period_start"] = None if start == date.max else start
    if figure.population in AT_HOME and not (figure.origin or figure.origin_raw):
        changed |= {"origin": figure.location, "origin_raw": figure.location_raw}
    if not given.table.stand and any(_is_part(table, number) for number in numbers):
        changed["role"] = Role.TRIANGULATION
    return figure.model_copy(update=changed)


def _is_part(table: Table, number: int) -> bool:
    """A country and its provinces in one table are the same people: the widest places stand, the others support."""
    whose, level = table.places[number]
    return level > table.widest[whose]


def _record(table: Table, line: list[str]) -> dict[str, str]:
    """What the columns read say; the others, which may name people, are not quoted."""
    places = sorted(place for place in set(table.at.values()) if place < len(line))
    return {table.name(place): line[place] for place in places if line[place]}


def _problems(table: Table, name: str) -> Iterator[Problem]:
    if table.unnumbered:
        rows = _some([str(number) for number in table.unnumbered])
        column = table.name(table.at["value"])
        yield Problem(f"{name}: {len(table.unnumbered):,} rows without a number in {column!r}, no figures: rows {rows}")
    if table.strangers:
        yield Problem(f"{name}: countries that nobody knows, kept as written: {_some(sorted(table.strangers))}")


def _some(names: list[str]) -> str:
    shown = ", ".join(each[:60] for each in names[:MOST_TOLD] if each)
    return f"{shown} and {len(names) - MOST_TOLD:,} more" if names[MOST_TOLD:] else shown or "none"
