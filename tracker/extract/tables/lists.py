"""Lists of names with a number each under a heading: Inmates by district / Cachar 10,292 | Hailakandi 7,018."""

import re
from collections.abc import Iterator
from typing import Final

from tracker.extract.tables import ENDS, SENTENCE_END, heads, split, titled, trimmed
from tracker.extract.tables.cells import AMOUNT, AMOUNTS, FARTHEST, NOTHING, UNITED, Cell, Part, Table

SEPARATOR: Final = re.compile(r"[|●♦•;]")
MARK: Final = re.compile(r"\s*[-–•●▪■◦·♦*]\s*")
ITEM: Final = re.compile(
    rf"""
      (?:{MARK.pattern}|\s*)
      (?: (?P<named> [^|:;●♦•\n]{{1,60}}? ) (?P<colon> \s*:\s* | ,\s+ | \s{{2,}} )    # Garissa, 18 camps: …
        | (?P<name> [^\W\d_] [^\d|:;●♦•\n]{{0,60}}? ) (?P<sign> \s+[–—-]\s+ | \s{{2,}} | \s )  # Nagaon 7,018
      )
      (?P<amount> {UNITED.pattern} | {AMOUNTS.pattern} ) (?![\w%])
      (?:\*|\s+\(?\d{{1,3}}(?:[.,]\d+)?\s?%\)?)* \s*\.?\s*                      # 80,426*  4.9%
      (?: \([^()\n]{{0,60}}\) \s*)?                                               # (since November)
    """,
    re.VERBOSE,
)
IN_ROWS: Final = "|●♦•"
LONGEST: Final = 250  # characters of an item with its blanks
INLINE: Final = re.compile(r"[^\n:]*:(?=\s[^\n]*[|●♦•][^\n]*[|●♦•])")  # before a row of three
TOTAL: Final = re.compile(rf"\s*(?::\s*{AMOUNT.pattern}(?:\s*\([^()\n]{{0,40}}\))?)?\s*:?\s*$")  # behind a heading
IN_A_LINE: Final = 3  # items that make a list in one line
LINES: Final = 2  # of one item each, that make a list

Item = tuple[Part, Part, bool]  # a name, its number, and whether more than a blank parts them


def lists(text: str) -> Iterator[Table]:
    """The lists of a text: a line without a number of its own, over lines or before a row of names and numbers."""
    above, heading, found, rows, marked = NOTHING, NOTHING, list[Item](), 0, False
    before, gap, spaced = NOTHING, False, False  # the line before; an empty one behind it, and between all items
    for line, start in (*lines(text), ("end", len(text))):
        row = items(line, start) if heading.text and not (gap and rows > 1 and not spaced) else []
        if rows and row and marked != is_marked(line):
            yield from table(above, heading, found, rows)
            above, heading, found, rows = heading, heading_of(before), [], 0
            row = items(line, start) if heading.text and is_marked(line) else []
        if row:
            marked = marked if rows else is_marked(line)
            spaced = gap if rows == 1 else spaced
            found += row
            rows += 1
        elif line.strip():
            yield from table(above, heading, found, rows)
            above = NOTHING if found else heading if heading.text else near(before, start)
            heading, found, rows = heading_of(Part(line, start)), [], 0
        gap = not line.strip()
        before = before if gap else Part(line, start)


def near(line: Part, start: int) -> Part:
    """The line above a heading, if they are quoted together."""
    return titled(line.text, line.start) if start - line.start <= FARTHEST else NOTHING


def is_long(found: list[Item], rows: int) -> bool:
    """Enough items for a list."""
    return len(found) >= IN_A_LINE or (rows >= LINES and all(sure for *_, sure in found))


def is_marked(line: str) -> bool:
    """A bullet, a dash or a blank opens the line: in a list, all lines or none."""
    return line[:1].isspace() or bool(MARK.match(line))


def lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines with where they begin; one that opens with a heading is two."""
    start = 0
    for line in text.splitlines(keepends=True):
        opened = INLINE.match(line) if ":" in line and any(sign in line for sign in IN_ROWS) else None
        if opened:
            yield opened.group(), start
        yield line[opened.end() if opened else 0 :], start + (opened.end() if opened else 0)
        start += len(line)


def items(line: str, start: int) -> list[Item]:
    """The names of a line with their numbers; none where something else with a number stands in it."""
    found, begin = list[re.Match[str]](), 0
    gaps = [gap.start() for gap in SEPARATOR.finditer(line)]
    ended = SENTENCE_END.search(line, gaps[-1]) if gaps else None
    for end in (*gaps, ended.start() if ended else len(line)):
        item = ITEM.fullmatch(line, begin, end) if end - begin <= LONGEST else None
        if item:
            found.append(item)
        elif any(map(str.isdecimal, line[begin:end])):
            return []
        begin = end + 1
    return [(named(item, start), part(item, "amount", start), item["sign"] != " ") for item in found]


def named(item: re.Match[str], start: int) -> Part:
    return part(item, "name" if item["name"] else "named", start)


def part(item: re.Match[str], name: str, start: int) -> Part:
    return trimmed(item[name], start + item.start(name))


def heading_of(line: Part) -> Part:
    """A line that is no sentence or ends with a colon, without its section number, its total and that colon."""
    if line.text.rstrip().endswith(ENDS):
        return NOTHING
    named = titled(line.text, line.start)
    if not heads(named.text):
        return NOTHING
    totals = named.text.endswith((":", ")")) or named.text[-1:].isdecimal()
    return Part(TOTAL.sub("", named.text), named.start) if totals else named


def table(above: Part, heading: Part, found: list[Item], rows: int) -> Iterator[Table]:
    """A list as a table of one column; a sentence that announces it is its heading, and all of its line the caption.

    Nothing where it is too short, or its numbers are of more columns than its heading has.
    """
    if not is_long(found, rows):
        return
    last = max((gap.end() for gap in SENTENCE_END.finditer(heading.text)), default=0)
    said = Part(heading.text[last:], heading.start + last)
    cells = []
    for name, amount, _ in found:
        end = amount.start + len(amount.text)
        begin = heading.start if end - heading.start <= FARTHEST else name.start
        for column, part in split(said.text, amount):
            cells.append(Cell(column, said, name, part, heading, above, NOTHING, begin, end))
    if cells:
        yield Table(cells[0].row.start, cells[-1].end, tuple(cells))  # a total in the heading is read as prose
