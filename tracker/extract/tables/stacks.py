"""Key figures one below the other, parted by empty lines: a number over its name, or a name over its number."""

import re
from collections.abc import Iterator
from typing import Final

from tracker.extract.tables.cells import LETTER, NOTHING, YEAR, Cell, Part, Table

NUMBER: Final = re.compile(r"(?:\d{1,3}(?:[., \xa0\u202f]\d{3})+|\d+)")
LINE: Final = re.compile(r"[^\S\n]*(\S[^\n]*)")
APART: Final = re.compile(r"\n[^\S\n]*\n")
ALONE: Final = re.compile(r"\n[^\S\n]*\d[\d.,\xa0\u202f ]*\n")  # cheap: a number on a line of its own
NAME: Final = 90  # characters at most
FEWEST: Final = 2  # numbers that make a stack


def stacks(text: str) -> Iterator[tuple[Table, Table]]:
    """Each run of numbers and names in turn, read both ways: each number with the name below, and with that above."""
    run = list[Part]()
    if not ALONE.search(text):
        return
    for part in (*lines(text), NOTHING):
        if run and is_number(run[-1]) != is_number(part) and is_short(part) and is_apart(text, run[-1], part):
            run.append(part)
            continue
        if sum(map(is_number, run)) >= FEWEST:
            yield table(paired(run, 1)), table(paired(run, -1))
        run = [part] if is_short(part) else []


def lines(text: str) -> list[Part]:
    return [Part(line[1].rstrip(), line.start(1)) for line in LINE.finditer(text)]


def is_number(part: Part) -> bool:
    return bool(NUMBER.fullmatch(part.text)) and not YEAR.fullmatch(part.text)


def is_short(part: Part) -> bool:
    """A number, or a name that is no sentence."""
    named = LETTER.search(part.text) is not None and len(part.text) <= NAME and not part.text.endswith((".", ":", "?"))
    return is_number(part) or named


def is_apart(text: str, above: Part, below: Part) -> bool:
    """An empty line stands between two lines."""
    return bool(APART.search(text, above.start + len(above.text), below.start))


def paired(run: list[Part], step: int) -> list[tuple[Part, Part]]:
    """Names and numbers: the name is `step` lines below its number."""
    named = ((at, at + step) for at, part in enumerate(run) if is_number(part))
    return [(run[name], run[number]) for number, name in named if 0 <= name < len(run)]


def table(pairs: list[tuple[Part, Part]]) -> Table:
    """Key figures, each quoted with its own name."""
    cells = [cell(name, number) for name, number in pairs]
    return Table(min(each.start for each in cells), max(each.end for each in cells), tuple(cells))


def cell(name: Part, number: Part) -> Cell:
    first, last = sorted((name, number), key=lambda part: part.start)
    return Cell(name.name, name, NOTHING, number, NOTHING, NOTHING, NOTHING, first.start, last.start + len(last.text))
