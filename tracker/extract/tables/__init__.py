"""Tables written as lines of text: each number of a row becomes a line of its own, "heading, row: number"."""

import re
from collections.abc import Iterator
from typing import Final

from tracker.extract.tables.boxes import boxes, pairs
from tracker.extract.tables.cells import (
    AMOUNT,
    AMOUNTS,
    BAR,
    FARTHEST,
    LETTER,
    NOTHING,
    UNITED,
    YEAR,
    Cell,
    Line,
    Part,
    Table,
    is_amount,
)

TAB: Final = re.compile(r"\t+")
DASH: Final = re.compile(r"[^\S\n]+[-–—][^\S\n]+")  # Central - 38 - 644 - 2,861
SLASH: Final = re.compile(r"[^\S\n]+/[^\S\n]+")  # Cortés / 51 / 5,480
SIGNS: Final = 2  # dashes or slashes of a line that part its cells
NUMBERING: Final = re.compile(
    r"\s*(?:(?:[IVXLC]+|[A-Za-z])[.)]|\d+(?:\.\d+)?[.)]?|[-–•●▪■◦·♦*])\s+(?=[^\W\d])"
)  # of a section
BLANKS: Final = re.compile(r"[^\S\n](?<![\s/].)[^\S\n]+(?![\s/])")  # but none in 2,400 /  1,180
RULE: Final = re.compile(r"[\s|:+=–—-]*")  # a line that only draws: |---|---|
NAMED: Final = re.compile(rf"(?P<name>[^\W\d].*?)\s(?P<amount>{AMOUNT.pattern})")
MANY: Final = re.compile(r"\s*/\s*")
SENTENCE_END: Final = re.compile(r"[.!?؟]\s+(?=[^\Wa-zà-ÿ])")  # before another
SERIAL: Final = re.compile(r"\d{1,3}[.)]?")
GAPS: Final = ("|", "  ", " -", " –", " —", " /")  # what parts the cells of a row
ODD_BLANKS: Final = tuple(
    chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) not in " \n"
)  # tabs too
CAPTION: Final = 120  # characters
ENDS: Final = (".", "!", "?", "؟")  # of a sentence


def tables(text: str) -> Iterator[Table]:
    """The tables of a text: a line of headings over rows with as many cells, the first a name, the others numbers."""
    if not may_hold_rows(text):
        return
    section, caption, headings, rows, parted, above = NOTHING, NOTHING, Line(), list[Line](), BAR, Line()
    for line, gap in (*lines(text), (Line(), BAR)):
        paired = [] if headings else pairs(above, line, gap)
        if paired:
            yield boxes(section, caption, paired)
        above = Line() if paired else line
        line = widened(line, headings)
        row = gap is parted and (is_row(line) or (bool(rows) and is_late_year(line)))
        if headings and row and len(line) in widths(headings, rows):
            rows.append(line)
            continue
        if rows and row:  # it lacks a cell, and nobody knows which
            continue
        if rows:
            yield table(section, caption, headings, rows)
            caption = NOTHING
        headings, rows, parted = headed(headings, line), [], gap
        if len(line) == 1:
            caption = titled(line[0].text, line[0].start) if heads(line[0].text) else NOTHING
            section = caption if is_section(line[0].text) else section


def widened(line: Line, headings: Line) -> Line:
    """Logone 27 114    4 018 below three headings: a single blank stands between the name and the first number."""
    named = NAMED.fullmatch(line[0].text) if line and len(line) == len(headings) - 1 else None
    if not named:
        return line
    return [Part(named["name"], line[0].start), Part(named["amount"], line[0].start + named.start("amount")), *line[1:]]


def headed(above: Line, line: Line) -> Line:
    """A line of headings; below others that have several each, with theirs: Families, Persons / CUM NOW CUM NOW."""
    if not is_heading(line):
        return Line()
    each, rest = divmod(len(line), max(len(above) - 1, 1))
    if len(above) < 2 or each < 2 or rest:
        return line
    return [above[0], *(Part(part.text, part.start, above[1 + at // each].text) for at, part in enumerate(line))]


def may_hold_rows(text: str) -> bool:
    """Cheap: whether a number stands behind a gap, as in every row; what has bars or odd blanks is always read."""
    return (
        "|" in text
        or has_odd_blanks(text)
        or any(after.lstrip(" -–—|/")[:1].isdecimal() for gap in GAPS[1:] for after in text.split(gap)[1:])
    )


def has_odd_blanks(text: str) -> bool:
    return any(blank in text for blank in ODD_BLANKS)


def is_section(line: str) -> bool:
    """3. CAMPS, ACCOMMODATION CENTRES: a line in capitals or with the number of a section."""
    return is_caption(line) and (line.isupper() or bool(NUMBERING.match(line)))


def titled(line: str, start: int) -> Part:
    """A heading without the number of its section: D. DAMAGED HOUSES."""
    numbering = NUMBERING.match(line)
    begin = numbering.end() if numbering else 0
    return trimmed(line[begin:], start + begin)


def is_caption(line: str) -> bool:
    """Short, and no sentence."""
    return len(line) <= CAPTION and not line.endswith(ENDS)


def heads(line: str) -> bool:
    """A caption, or a paragraph that announces what stands below it."""
    return is_caption(line) or (line.endswith(":") and len(line) <= FARTHEST)


def lines(text: str) -> Iterator[tuple[Line, re.Pattern[str]]]:
    """The cells of each line that has any and does not only draw, and what parts them."""
    start, odd = 0, has_odd_blanks(text)
    for line in text.splitlines(keepends=True):
        if not RULE.fullmatch(line):
            gap = parting(line.strip()) if odd or any(each in line for each in GAPS) else None
            yield cells(line, start, gap) if gap else [trimmed(line, start)], gap or BLANKS
        start += len(line)


def cells(line: str, start: int, parting: re.Pattern[str]) -> Line:
    """What stands between the gaps of a line."""
    stripped = line.strip()
    begin = line.index(stripped) + stripped.startswith("|")
    stop = line.index(stripped) + len(stripped) - stripped.endswith("|")
    found = Line()
    for gap in parting.finditer(line, begin, max(begin, stop)):
        found.append(trimmed(line[begin : gap.start()], start + begin))
        begin = gap.end()
    return [*found, trimmed(line[begin:stop], start + begin)]


def parting(line: str) -> re.Pattern[str] | None:
    """What parts the cells of a line: bars, else tabs, else wide gaps, else slashes or dashes, else nothing."""
    if "|" in line:
        return BAR
    if "\t" in line:
        return TAB
    if BLANKS.search(line):
        return BLANKS
    return next((sign for sign in (SLASH, DASH) if len(sign.findall(line)) >= SIGNS), None)


def trimmed(written: str, start: int) -> Part:
    return Part(written.strip(), start + len(written) - len(written.lstrip()))


def is_heading(line: Line) -> bool:
    """Two cells or more, none of them a number but a year; or a name and years."""
    if len(line) > 2 and LETTER.search(line[0].text) and all(YEAR.fullmatch(each.text) for each in line[1:]):
        return True
    named = [each.text for each in line if LETTER.search(each.text)]
    return len(line) > 1 and len(named) > len(line) // 2 and not any(map(is_amount, line))


def is_row(line: Line) -> bool:
    """A name or a year, and numbers."""
    first = name_of(line)
    named = len(line) > first + 1 and (LETTER.search(line[first].text) or YEAR.fullmatch(line[first].text))
    return bool(named) and any(map(is_amount, line[first + 1 :]))


def is_late_year(line: Line) -> bool:
    """Bukavu | 2010 below other rows of two cells: a number that looks like a year."""
    return len(line) == 2 and bool(LETTER.search(line[0].text) and YEAR.fullmatch(line[1].text))


def name_of(line: Line) -> int:
    """Which cell is a row's name: the first, or the second of "3 | Gubio | 28,117"."""
    return int(len(line) > 2 and bool(SERIAL.fullmatch(line[0].text) and LETTER.search(line[1].text)))


def widths(headings: Line, rows: list[Line]) -> tuple[int, ...]:
    """How many cells a row may have: one for each heading but the first, which all rows may lack."""
    return (len(rows[0]),) if rows else (len(headings), len(headings) + 1)


def table(section: Part, caption: Part, headings: Line, rows: list[Line]) -> Table:
    found = tuple(cell for row in rows for cell in row_cells(section, caption, headings, row))
    return Table(headings[0].start, rows[-1][-1].start + len(rows[-1][-1].text), found)


def row_cells(section: Part, caption: Part, headings: Line, row: Line) -> Iterator[Cell]:
    """The numbers of a row, each under its heading; what is no number is no cell."""
    end = row[-1].start + len(row[-1].text)
    start = headings[0].start if end - headings[0].start <= FARTHEST else row[0].start
    first, over = name_of(row), headings[: len(headings) - len(row) + 1 + name_of(row)]
    for heading, cell in zip(headings[first + 1 - len(row) :], row[first + 1 :], strict=True):
        if AMOUNTS.fullmatch(cell.text) or UNITED.fullmatch(cell.text):
            named = over[-1] if over else NOTHING
            if YEAR.fullmatch(heading.text):  # the year tells when, the row what
                yield Cell(row[first].text, row[first], heading, cell, caption, section, named, start, end)
                continue
            for name, amount in split(heading.name, cell):
                yield Cell(name, heading, row[first], amount, caption, section, named, start, end)


def split(heading: str, cell: Part) -> Iterator[tuple[str, Part]]:
    """Houses: heavy / light damage over 2,400 / 9,770: several numbers in a cell, if the heading has as many parts."""
    amounts, (opening, _, names) = pieces(cell), heading.rpartition(":")
    parts, last = MANY.split(names), names.rpartition(" ")[2]
    if len(amounts) == 1 or UNITED.fullmatch(cell.text):
        yield heading, cell
    elif len(amounts) == len(parts):
        whole = len(parts[-1].split())  # heavy / light DAMAGE
        for part, amount in zip(parts, amounts, strict=True):
            yield f"{opening} {part} {last if len(part.split()) < whole else ''}".strip(), amount


def pieces(part: Part) -> list[Part]:
    """The parts of a cell between its slashes."""
    found, begin = list[Part](), 0
    for gap in MANY.finditer(part.text):
        found.append(Part(part.text[begin : gap.start()], part.start + begin))
        begin = gap.end()
    return [*found, Part(part.text[begin:], part.start + begin)]


def without(spans: list[tuple[int, int]], text: str) -> str:
    """The text with empty lines in place of some of its parts, so that offsets stay true."""
    kept, begin = list[str](), 0
    for start, end in spans:
        kept += [text[begin:start], "\n" * (end - start)]
        begin = end
    return "".join([*kept, text[begin:]])
