"""Tables as people publish them (CSV or XLSX, with or without a row of HXL tags), read by a column map (TOML)."""

import csv
import io
import json
import re
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from sys import intern
from typing import Any, NamedTuple

from tracker import countries
from tracker.errors import ReadError
from tracker.model import Cause, Document, Figure, Population, Problem, Role

HEAD = 25  # rows within which the header or the HXL tags stand
MOST_UNPACKED = 256 * 2**20  # bytes of an XLSX
MISSING = {"", "nan", "not available", "-", "n/a", "null", "none"}
WITHHELD = {"*"}  # and "<5"
QUOTE = "the record as it stood"  # kept in each row beside its columns
ACROSS_BORDERS = (Population.REFUGEE, Population.ASYLUM_SEEKER, Population.OIP)
PLAIN = ("admin1", "admin1_pcode", "admin2", "admin2_pcode", "attribution")  # columns taken as they are

Row = dict[str, str]
Line = tuple[str, ...]


@dataclass(frozen=True)
class ColumnMap:
    """What the columns of one published table mean. Column names below are ours, the keys of `columns`."""

    columns: Mapping[str, Sequence[str]]  # our name → their headers or HXL tags, any of them
    constants: Mapping[str, str]  # fields of a figure that the whole table shares
    key: Sequence[str]  # the columns that name a record
    required: Sequence[str]  # never empty
    parts: Sequence[str] = ()  # columns over which one record is split into rows, to be summed
    words: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)  # column → word → fields
    cause: Mapping[str, Any] = field(default_factory=dict)  # the column of reasons, and their words
    stand: Mapping[str, Sequence[str]] = field(default_factory=dict)  # rows that stand for a fact; others support it
    prefer: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of rows that differ in this column only, one
    ignored: Sequence[str] = ()  # their headers that say nothing of figures
    resource: str = ""  # the name of the file in its catalogue
    history: bool = True  # false: only the newest counts, so that what is gone is not withdrawn


def column_map(text: str) -> ColumnMap:
    """A column map from its TOML."""
    return ColumnMap(**tomllib.loads(text))


def read_table(document: Document, given: ColumnMap, name: str) -> Iterator[Figure | Problem]:
    """The figures of a table; `name?` begins their locators. ReadError names the row that cannot be read."""
    layout, lines = _opened(document, given)
    if layout.new:
        yield Problem(f"{document.url}: new columns, not read: {', '.join(layout.new)}")
    groups: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    strange: set[str] = set()
    for number, line in enumerate(lines, 1):
        row = layout.row(line)
        try:
            cause = _cause(given, row, strange)
            _check(given, row)
        except ValueError as error:
            raise ReadError(f"{document.url}: record {number}: {error}") from error
        groups[(*_key(given, row).values(), cause)].append(line)
    if strange:
        yield Problem(f"{document.url}: reasons nobody knows, taken as no cause: {', '.join(sorted(strange))}")
    best = _best(given, (layout.row(lines[0]) for lines in groups.values()))
    for key, held in groups.items():
        rows = [layout.row(line) | {QUOTE: layout.quote(line)} for line in held]
        counted = _parts(given, rows)
        if counted is None:
            where = _locator(given, rows[0], name)
            yield Problem(f"{document.url}: {where}: said twice with different numbers, left out")
        elif counted:
            yield _figure(document, given, counted, key[-1], _role(given, rows[0], best), name)


class Layout(NamedTuple):
    """Which column stands where."""

    header: list[str]
    at: dict[str, int]
    new: list[str]  # columns that nobody mapped

    def row(self, line: Line) -> Row:
        """A line by our column names."""
        return {column: _said(line[place]) for column, place in self.at.items()}

    def quote(self, line: Line) -> str:
        """A line as it stood, by their column names."""
        return json.dumps(
            {name: cell for name, cell in zip(self.header, line, strict=False) if name}, ensure_ascii=False
        )


def _opened(document: Document, given: ColumnMap) -> tuple[Layout, Iterator[Line]]:
    """Where the columns stand, by header or tag, and the records below."""
    lines = _lines(document)
    top = list(islice(lines, HEAD))
    tags_at = next((at for at, line in enumerate(top) if is_tags(line)), None)
    header_at = tags_at - 1 if tags_at else max(range(len(top)), key=lambda at: matches(top[at], given), default=0)
    header = [cell.strip() for cell in top[header_at]] if top else []
    tags = [hxl_tag(cell) for cell in top[tags_at]] if tags_at is not None else [None] * len(header)
    at = {column: place_of(names, header, tags) for column, names in given.columns.items()}
    if gone := [f"{column} ({' or '.join(given.columns[column])})" for column in given.required if at[column] is None]:
        raise ReadError(
            f"{document.url}: no column for {', '.join(gone)}; the columns are {', '.join(header) or 'none'}"
        )
    known = {column: place for column, place in at.items() if place is not None}
    new = [name for at, name in enumerate(header) if name and at not in known.values() and name not in given.ignored]
    body = top[(header_at if tags_at is None else tags_at) + 1 :]
    return Layout(header, known, new), _records(document, len(header), chain(body, lines))


def _records(document: Document, width: int, lines: Iterable[Sequence[str]]) -> Iterator[Line]:
    """The lines that hold something. Cells that repeat are kept once: a table of all countries fits in memory."""
    for number, line in enumerate(lines, 1):
        if len(line) < width and any(line):
            raise ReadError(f"{document.url}: record {number} has {len(line)} cells, {width} were due: cut off?")
        if any(cell.strip() for cell in line):
            yield tuple(map(intern, line))


def _csv(content: bytes) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(content.decode("utf-8-sig", "replace").replace("\0", ""), newline=""))


def _lines(document: Document) -> Iterator[list[str]]:
    """The lines of CSV or XLSX. ReadError says after which one it broke; a broken workbook can raise anything."""
    read = 0
    try:
        packed = document.content[:4] == b"PK\x03\x04"
        for line in xlsx_lines(document) if packed else _csv(document.content):
            yield line
            read += 1
    except ReadError:
        raise
    except Exception as error:
        what = str(error).partition("\n")[0] or type(error).__name__
        raise ReadError(f"{document.url}: after line {read:,} no table that can be read: {what}") from error


def xlsx_lines(document: Document) -> Iterator[list[str]]:
    """The first sheet. ReadError if it is no workbook, or one that unpacks to more than we are willing to take."""
    from openpyxl import load_workbook  # a fifth of a second, which most runs need not wait for

    try:
        with zipfile.ZipFile(io.BytesIO(document.content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size > MOST_UNPACKED:
            raise ReadError(f"{document.url}: the workbook unpacks to {size:,} bytes, not read")
        book = load_workbook(io.BytesIO(document.content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ReadError(f"{document.url}: not a workbook that can be read: {error}") from error
    for line in book.worksheets[0].iter_rows(values_only=True):
        yield [_text(cell) for cell in line]
    book.close()


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def is_tags(line: Sequence[str]) -> bool:
    """Most cells that are not empty are HXL tags."""
    filled = [cell for cell in line if cell.strip()]
    return bool(filled) and sum(cell.strip().startswith("#") for cell in filled) * 2 > len(filled)


def hxl_tag(cell: str) -> tuple[str, frozenset[str]] | None:
    """An HXL tag and its attributes, whose order, case and blanks mean nothing."""
    tag, *attributes = re.sub(r"\s", "", cell).lower().split("+")
    return (tag, frozenset(attributes)) if tag.startswith("#") else None


def place_of(names: Sequence[str], header: Sequence[str], tags: Sequence[Any]) -> int | None:
    """Where a column stands: by its header, else by its tag."""
    wanted = {name.strip().lower() for name in names}
    by_header = (at for at, name in enumerate(header) if name.lower() in wanted)
    by_tag = (at for at, tag in enumerate(tags) if tag and tag in [hxl_tag(name) for name in names])
    return next(chain(by_header, by_tag), None)


def matches(line: Sequence[str], given: ColumnMap) -> int:
    cells = {cell.strip().lower() for cell in line}
    return sum(any(name.lower() in cells for name in names) for names in given.columns.values())


def _said(cell: str) -> str:
    return "" if cell.strip().lower() in MISSING else cell.strip()


def _check(given: ColumnMap, row: Row) -> None:
    if empty := [column for column in given.required if column != "value" and not row[column]]:
        raise ValueError(f"{empty[0]} is empty")
    for column, words in given.words.items():
        if row[column].lower() not in words:
            raise ValueError(f"{column} is {row[column]!r}; known are: {', '.join(words)}")
    for column, order in given.prefer.items():
        if row[column] not in order:
            raise ValueError(f"{column} is {row[column]!r}; known are: {', '.join(order)}")


def _cause(given: ColumnMap, row: Row, strange: set[str]) -> str:
    """What the reasons given amount to: several different ones are `other`."""
    if not given.cause:
        return given.constants.get("cause", Cause.UNKNOWN)
    reasons = [reason.strip() for reason in row.get(given.cause["column"], "").split(";") if reason.strip()]
    known = {given.cause["words"].get(reason.lower(), "") for reason in reasons}
    strange |= {reason for reason in reasons if reason.lower() not in given.cause["words"]}
    if not known or "" in known:
        return Cause.UNKNOWN
    return known.pop() if len(known) == 1 else Cause.OTHER


def _best(given: ColumnMap, rows: Iterable[Row]) -> dict[tuple[str, ...], str]:
    """Of rows that differ in the preferred column only: which of its words stands."""
    best: dict[tuple[str, ...], str] = {}
    for row in rows:
        for column, order in given.prefer.items():
            rivals = _rivals(given, row, column)
            best[rivals] = min(row[column], best.get(rivals, row[column]), key=order.index)
    return best


def _rivals(given: ColumnMap, row: Row, column: str) -> tuple[str, ...]:
    return (column, *(value for name, value in _key(given, row).items() if name != column))


def _role(given: ColumnMap, row: Row, best: Mapping[tuple[str, ...], str]) -> Role:
    stands = all(row[column] in words for column, words in given.stand.items())
    stands &= all(row[column] == best[_rivals(given, row, column)] for column in given.prefer)
    return Role.RECOMMENDED if stands else Role.TRIANGULATION


def _parts(given: ColumnMap, rows: list[Row]) -> list[Row] | None:
    """The rows that make up one record, without repeats and empty ones; None if two of them contradict each other."""
    parts: dict[tuple[str, ...], Row] = {}
    for row in rows:
        held = parts.setdefault(tuple(row.get(column, "") for column in given.parts), row)
        if held["value"] != row["value"]:
            return None
    return [row for row in parts.values() if row["value"] and not withheld(row["value"])]


def withheld(text: str) -> bool:
    return text in WITHHELD or bool(re.fullmatch(r"<\s*\d+", text))


def _number(text: str) -> int:
    """A whole number. 41.0 is one, but 41.000 may mean 41 or 41,000: refused, never guessed."""
    if not re.fullmatch(r"\d{1,12}(?:\.0{1,2})?", text):
        raise ValueError(f"value is {text!r}; a whole number was due")
    return int(text.partition(".")[0])


def _figure(document: Document, given: ColumnMap, rows: list[Row], cause: str, role: Role, name: str) -> Figure:
    row, locator = rows[0], _locator(given, rows[0], name) + (f"&cause={cause}" if given.cause else "")
    fields: dict[str, Any] = dict(given.constants) | {"attribution": document.publisher, "cause": cause}
    for column, words in given.words.items():
        fields |= words[row[column].lower()]
    for side in ("origin", "location"):
        code = row.get(side, "").upper()
        fields[side] = (code,) if countries.known(code) else ()
        fields[f"{side}_raw"] = "" if fields[side] else row.get(f"{side}_raw") or code
    fields |= {column: row[column] for column in PLAIN if row.get(column)}
    at_home = fields["origin"] and fields["origin"] == fields["location"]
    if at_home and fields["population"] in ACROSS_BORDERS:
        role = Role.TRIANGULATION  # nobody is a refugee at home: the row stands in the table, not in a sum
    quote = row[QUOTE] if len(rows) == 1 else f"[{', '.join(each[QUOTE] for each in rows)}]"
    try:
        as_of = date.fromisoformat(row["date"][:10])
        value = sum(_number(each["value"]) for each in rows)
        return Figure(
            value=value, period_start=as_of, period_end=as_of, quote=quote, locator=locator, role=role, **fields
        )
    except ValueError as error:
        raise ReadError(f"{document.url}: {locator}: {str(error).splitlines()[0]}") from error


def _key(given: ColumnMap, row: Row) -> dict[str, str]:
    """What names the record: a place by its code, by its name only where it has none."""
    coded = {column for column in given.key if column.endswith("_raw") and row.get(column.removesuffix("_raw"))}
    return {column: "" if column in coded else row.get(column, "") for column in given.key}


def _locator(given: ColumnMap, row: Row, name: str) -> str:
    return f"{name}?" + "&".join(f"{column}={value}" for column, value in _key(given, row).items() if value)
