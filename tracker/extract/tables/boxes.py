"""Key figures in boxes: a number beside its name behind a bar, or a line of numbers over a line of names."""

import re

from tracker.extract.tables.cells import BAR, LETTER, NOTHING, Cell, Line, Part, Table, is_amount


def pairs(above: Line, line: Line, gap: re.Pattern[str]) -> list[tuple[Part, Part]]:
    """Names with a number each: 92,300 | displaced people; or a line of numbers over a line of names."""
    barred = gap is BAR and len(line) == 2
    if barred and any(LETTER.search(part.text) for part in line if not is_amount(part)):
        return [(name, amount) for name, amount in (line, line[::-1]) if is_amount(amount) and not is_amount(name)]
    if len(above) < 2 or len(line) != len(above):
        return []
    named = all(LETTER.search(part.text) and not is_amount(part) for part in line)
    return list(zip(line, above, strict=True)) if named and all(map(is_amount, above)) else []


def boxes(section: Part, caption: Part, paired: list[tuple[Part, Part]]) -> Table:
    """Key figures, each by its own name."""
    ends = [part.start + len(part.text) for both in paired for part in both]
    start = min(part.start for both in paired for part in both)
    cells = (
        Cell(name.name, name, NOTHING, amount, caption, section, NOTHING, start, max(ends)) for name, amount in paired
    )
    return Table(start, max(ends), tuple(cells))
