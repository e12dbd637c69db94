"""From the cells of a table to figures, each with its heading, its row and its own spans."""

from collections.abc import Iterator, Set
from typing import NamedTuple

from tracker.extract.facts import fact, figure
from tracker.extract.facts.context import Text
from tracker.extract.found import Found
from tracker.extract.links import links
from tracker.extract.links.paths import Link
from tracker.extract.links.reading import read
from tracker.extract.numbers import numbers
from tracker.extract.sentences import Span
from tracker.extract.tables import tables, without
from tracker.extract.tables.cells import Cell, Table
from tracker.extract.tables.columns import has_only, is_list, is_unit, origin, sentence_of, terms_of
from tracker.extract.tables.lists import lists
from tracker.extract.tables.stacks import stacks
from tracker.extract.tables.turned import has_homes, turned
from tracker.extract.words.lexicon import Lexicon


class Counted(NamedTuple):
    """A cell that counts displaced people or homes, as the line that it is read as."""

    cell: Cell
    line: str
    link: Link


def telling(lexicon: Lexicon, text: str) -> list[tuple[Table, list[Counted]]]:
    """The tables and lists whose headings tell of displacement; the lines of others are read like all lines."""
    tabled = [(table, cells) for table in tables(text) if (cells := either_way(lexicon, table))]
    rest = without([(table.start, table.end) for table, _ in tabled], text)
    listed = [(each, cells) for each in lists(rest) if (cells := of_list(lexicon, each))]
    rest = without([(each.start, each.end) for each, _ in listed], rest)
    chosen = (one_way(lexicon, *both) for both in stacks(rest))
    stacked = [(each, cells) for each in chosen if (cells := either_way(lexicon, each))]
    return sorted([*tabled, *listed, *stacked], key=lambda each: each[0].start)


def one_way(lexicon: Lexicon, below: Table, above: Table) -> Table:
    """A stack of key figures with their names above, where the first name counts somebody; else with those below."""
    first = above.cells[0]
    return above if first.amount is below.cells[0].amount and counted(lexicon, first, [""]) else below


def either_way(lexicon: Lexicon, table: Table) -> list[Counted]:
    """What a table counts by its headings, else by the names of its rows."""
    found = list(counted_once(lexicon, table))
    if found:
        return found
    other = turned(lexicon, table)
    return list(counted_once(lexicon, other)) if other else []


def of_list(lexicon: Lexicon, table: Table) -> list[Counted]:
    """What a list counts by its heading, and by its names where the heading names homes."""
    return either_way(lexicon, table) if is_list(lexicon, table) or has_homes(lexicon, table) else []


def counted_once(lexicon: Lexicon, table: Table) -> Iterator[Counted]:
    """The cells of a table that count somebody; a row that is repeated word for word is read once."""
    headings = {cell.name: cell for cell in table.cells}
    told = any(counted(lexicon, cell, [""]) for cell in headings.values() if not is_unit(lexicon, cell.name))
    terms = {name: terms_of(lexicon, cell, told) for name, cell in headings.items()}
    once = {cell.line(): cell for cell in reversed(table.cells) if terms[cell.name]}
    for cell in reversed(once.values()):
        yield from counted(lexicon, cell, terms[cell.name])


def counted(lexicon: Lexicon, cell: Cell, terms: list[str]) -> list[Counted]:
    """What the numbers of a cell count."""
    read_as = cell._replace(name="") if has_only(lexicon, cell.name, "heads") else cell  # Inmates, below "Relief camps"
    for line in map(read_as.line, terms):
        sentence = sentence_of(lexicon, line)
        amount = len(line) - len(cell.amount.text)
        found = [
            Counted(cell, line, link)
            for link in links(read(lexicon, sentence, lexicon.core, numbers(lexicon, sentence)), None)
            if sentence.span(link.quantity.number.first, link.quantity.number.stop)[0] >= amount
        ]
        if found:
            named = cell.is_row(sentence.span(found[0].link.term.first, found[0].link.term.stop)[0])
            return [] if named else [with_origin(lexicon, each) for each in found]
    return []


def with_origin(lexicon: Lexicon, each: Counted) -> Counted:
    """Refugees by country of origin: the row says where people are from."""
    link = each.link
    return each._replace(link=link.of_people(origin(lexicon, each.cell) or link.quantity.nationalities))


def tabulated(whole: Text, cells: list[Counted], told: Set[object]) -> list[Found]:
    """The figures of cells but those that the text tells too; equal numbers of two rows are two facts."""
    once: dict[tuple[object, str], Found] = {}
    for each in cells:
        found = of_cell(whole, each)
        once.setdefault((fact(found), each.cell.row.text), found)
    return [found for (stated, _), found in once.items() if stated not in told]


def of_cell(whole: Text, each: Counted) -> Found:
    """The figure of a cell, quoted with its heading."""
    cell, caption = each.cell, each.cell.caption
    add(whole, caption.text, Span(caption.start, caption.start + len(caption.text), True))
    found = figure(whole, add(whole, each.line, Span(cell.start, cell.end, True)), each.link, None)
    return found._replace(marks={name: cell.span_of(*span, each.line) for name, span in found.marks.items()})


def add(whole: Text, line: str, span: Span) -> int:
    """A line more as a sentence of the text, after a line that may name its date and place; its index."""
    return whole.sentences.add(sentence_of(whole.lexicon, line), span)
