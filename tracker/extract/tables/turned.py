"""Tables whose rows say what is counted, and whose headings only say where or when, or name the homes that suffered."""

from typing import Final

from tracker.extract.tables.cells import Cell, Table
from tracker.extract.tables.columns import has_only, is_place, mentions_of, sentence_of
from tracker.extract.words.language import DATE, MONTH
from tracker.extract.words.lexicon import Lexicon

HOMES: Final = frozenset({"dwelling", "home"})


def turned(lexicon: Lexicon, table: Table) -> Table | None:
    """The table with its rows as headings; None where its headings say something else.

    Persons evacuated | 311 | 26 below "Eta | Iota"; Destroyed: 18 below "HOUSES".
    """
    headings = {cell.name for cell in table.cells}
    if has_homes(lexicon, table):
        return table._replace(cells=tuple(cell._replace(name=f"{cell.name} {cell.row.text}") for cell in table.cells))
    if all(only_says_where(lexicon, each) for each in headings):
        return table._replace(cells=tuple(map(swapped, table.cells)))
    return None


def has_homes(lexicon: Lexicon, table: Table) -> bool:
    """All its headings name homes, and none of its rows does."""
    rows = (sentence_of(lexicon, cell.row.text) for cell in table.cells)
    if not all(names_homes(lexicon, each) for each in {cell.name for cell in table.cells}):
        return False
    return not any(each.entry.name in HOMES for row in rows for each in mentions_of(lexicon, row))


def swapped(cell: Cell) -> Cell:
    return cell._replace(name=cell.row.name, heading=cell.row, row=cell.heading)


def names_homes(lexicon: Lexicon, heading: str) -> bool:
    """HOUSES: homes and nothing else."""
    sentence = sentence_of(lexicon, heading)
    mentions = mentions_of(lexicon, sentence)
    return len(mentions) == len(sentence.words) == 1 and mentions[0].entry.name in HOMES


def only_says_where(lexicon: Lexicon, heading: str) -> bool:
    """A place, a date, a name in capitals, or "total"."""
    sentence = sentence_of(lexicon, heading)
    if not heading or any(each.entry.kind != "preposition" for each in mentions_of(lexicon, sentence)):
        return False
    dated = bool(sentence.holds & (MONTH | DATE))
    return dated or is_place(lexicon, sentence) or heading.isupper() or has_only(lexicon, heading, "heads")
