"""The lines of a table as they stand in its file: CSV with any common delimiter, or the first sheet of an XLSX."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracker.at_hand.files import decoded
from tracker.errors import ReadError
from tracker.model import Document
from tracker.sources import _tables
from tracker.text import clean

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 50_000, 1_000, 1_000_000
MOST_UNPACKED = 128 * 2**20  # bytes of an XLSX
DELIMITERS = ",;\t|"

Lines = list[list[str]]


def lines(document: Document, name: str) -> Lines:
    """All lines, cells without blanks around them. ReadError if it is no table, or a larger one than we take."""
    made = _book(document, name) if document.content[:4] == b"PK\x03\x04" else _text(document.content, name)
    found = list(_bounded(made, name))
    if not any(map(any, found)):
        raise ReadError(f"{name}: the table is empty")
    return found


def _bounded(made: Iterable[Sequence[str]], name: str) -> Iterator[list[str]]:
    cells = 0
    for number, line in enumerate(made, 1):
        cells += len(line)
        if number > MOST_ROWS:
            raise ReadError(f"{name}: more than {MOST_ROWS:,} rows; split it")
        if len(line) > MOST_COLUMNS:
            raise ReadError(f"{name}: row {number} has {len(line):,} columns; at most {MOST_COLUMNS:,} are read")
        if cells > MOST_CELLS:
            raise ReadError(f"{name}: more than {MOST_CELLS:,} cells; split it, or leave out columns")
        yield [clean(cell).strip() for cell in line]


def _text(content: bytes, name: str) -> Iterator[list[str]]:
    written = decoded(name, content)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=_delimiter(written), skipinitialspace=True)
    try:
        yield from reader
    except csv.Error as error:
        raise ReadError(f"{name}: row {reader.line_num}: not a table that can be read: {error}") from error


def _delimiter(written: str) -> str:
    """The sign that makes the most cells in the best of the first lines, where the header stands."""
    top = list(islice(io.StringIO(written[: 2**16]), _tables.HEAD))
    return max(DELIMITERS, key=lambda sign: max((line.count(sign) for line in top), default=0))


def _book(document: Document, name: str) -> Iterator[list[str]]:
    """ReadError for anything that openpyxl may raise: a broken workbook can raise anything at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(document.content)) as packed:
            members = packed.infolist()
        if not any(each.filename == "xl/workbook.xml" for each in members):
            raise ReadError(f"{name}: a packed file that is no XLSX; save it as XLSX, CSV or PDF")
        if (size := sum(each.file_size for each in members)) > MOST_UNPACKED:
            raise ReadError(f"{name}: the workbook unpacks to {size:,} bytes, not read; save the sheet as CSV")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which we do not read
            yield from _tables.xlsx_lines(document)
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(f"{name}: a broken workbook, not read: {type(error).__name__}; save it anew") from error
