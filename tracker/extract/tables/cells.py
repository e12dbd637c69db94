"""What tables and lists are made of: parts of lines, numbers with their headings, and the patterns of both."""

import re
from typing import Final, NamedTuple

BAR: Final = re.compile(r"\|")
AMOUNT: Final = re.compile(r"(?:\d{1,3}(?:[., \xa0\u202f]\d{3})+|\d+)")
AMOUNTS: Final = re.compile(rf"{AMOUNT.pattern}(?:\s*/\s*{AMOUNT.pattern})*")  # 2,400 / 1,180 / 9,770
UNITED: Final = re.compile(
    rf"{AMOUNT.pattern}\s*[^\W\d]{{1,12}}\.?(?:\s*[/(]\s*{AMOUNT.pattern}\s*[^\W\d]{{1,12}}\.?\)?)?"
)  # 9 fam / 38 pers
DOT: Final = re.compile(r"(?<=[^\W\d_]{2})\.(?=\s)")
YEAR: Final = re.compile(r"(?:19|20)\d\d")
LETTER: Final = re.compile(r"[^\W\d_]")
FARTHEST: Final = 600  # characters from the headings to a row that are quoted together with it


class Part:
    """Some words of a line, and where they stand in the text."""

    def __init__(self, text: str, start: int, over: str = "") -> None:
        self.text, self.start = text, start
        self.over = over  # the heading over this one: Families of "Families / CUM NOW"

    @property
    def name(self) -> str:
        """What a heading names, without the dots of abbreviations: Casas tot. destruídas."""
        return DOT.sub("", f"{self.over} {self.text}".lstrip())


NOTHING: Final = Part("", 0)


class Cell(NamedTuple):
    """A number of a table with the words that tell what it counts."""

    name: str  # of what is counted, by the heading
    heading: Part
    row: Part
    amount: Part
    caption: Part  # the line above the table
    section: Part  # the heading of the section that the table stands in
    names: Part  # the heading over the names of rows
    start: int  # of what is quoted, in the text
    end: int

    def line(self, term: str = "") -> str:
        """Aceh; Displaced: 660,642. A `term` of the caption goes with a heading that only names a unit."""
        return f"{self.row.text}; {f'{self.name} {term}'.rstrip()}: {self.amount.text}"

    def span_of(self, start: int, end: int, line: str) -> tuple[int, int]:
        """Where in the text stands what is at start … end of a line: a number, else the row's name or the heading."""
        amount = len(line) - len(self.amount.text)
        if start >= amount:
            return self.amount.start + start - amount, self.amount.start + end - amount
        part = self.row if self.is_row(start) else self.heading
        return part.start, part.start + len(part.text)

    def is_row(self, start: int) -> bool:
        """Whether the name of the row is what begins in a line."""
        return start < len(self.row.text)


class Table(NamedTuple):
    """The lines of a table without its caption, as offsets of the text, and its cells."""

    start: int
    end: int
    cells: tuple[Cell, ...]


Line = list[Part]


def is_amount(cell: Part) -> bool:
    return bool(AMOUNTS.fullmatch(cell.text) or UNITED.fullmatch(cell.text)) and not YEAR.fullmatch(cell.text)
