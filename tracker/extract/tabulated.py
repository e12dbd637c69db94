"""From the cells of a table to figures, each with its heading, its row and its own spans."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.extract.context import Text
from tracker.extract.facts import figure
from tracker.extract.known import known
from tracker.extract.language import CORE, TERM, tag
from tracker.extract.lexicon import Lexicon
from tracker.extract.links import links
from tracker.extract.numbers import numbers
from tracker.extract.paths import Link
from tracker.extract.quantities import read
from tracker.extract.sentences import Sentence, Span, tokenize
from tracker.extract.tables import Cell, Table, tables
from tracker.model import Found


class Counted(NamedTuple):
    """A cell that counts displaced people or homes, as the line that it is read as."""

    cell: Cell
    line: str
    link: Link


def telling(lexicon: Lexicon, text: str) -> list[tuple[Table, list[Counted]]]:
    """The tables whose headings tell of displacement; the lines of others are read like all lines."""
    found = [(table, list(counted_once(lexicon, table))) for table in tables(text)]
    return [(table, cells) for table, cells in found if cells]


def counted_once(lexicon: Lexicon, table: Table) -> Iterator[Counted]:
    """The cells of a table that count somebody; a row that is repeated word for word is read once."""
    headings = {cell.name: cell for cell in table.cells}
    terms = {name: terms_of(lexicon, cell) for name, cell in headings.items()}
    once = {cell.line(): cell for cell in reversed(table.cells) if terms[cell.name]}
    for cell in reversed(once.values()):
        yield from counted(lexicon, cell, terms[cell.name])


def terms_of(lexicon: Lexicon, cell: Cell) -> list[str]:
    """What to read with a heading: nothing more, or the caption's words of displacement where it only names a unit."""
    caption = [term_in(lexicon, cell.caption.text)] if is_unit(lexicon, cell.name) else []
    return ["", *caption] if caption or sentence_of(lexicon, cell.name).holds & TERM else []


def counted(lexicon: Lexicon, cell: Cell, terms: list[str]) -> list[Counted]:
    """What the numbers of a cell count."""
    for line in map(cell.line, terms):
        sentence = sentence_of(lexicon, line)
        amount = len(line) - len(cell.amount.text)
        found = [
            Counted(cell, line, link)
            for link in links(read(lexicon, sentence, lexicon.core, numbers(lexicon, sentence)), None)
            if sentence.span(link.quantity.number.first, link.quantity.number.stop)[0] >= amount
        ]
        if found:
            return [] if cell.is_row(sentence.span(found[0].link.term.first, found[0].link.term.stop)[0]) else found
    return []


def tabulated(whole: Text, each: Counted) -> Found:
    """The figure of a cell, quoted with its heading."""
    cell, caption = each.cell, each.cell.caption
    add(whole, caption.text, Span(caption.start, caption.start + len(caption.text), True))
    found = figure(whole, add(whole, each.line, Span(cell.start, cell.end, True)), each.link, None)
    return found._replace(marks={name: cell.span_of(*span, each.line) for name, span in found.marks.items()})


def add(whole: Text, line: str, span: Span) -> int:
    """A line more as a sentence of the text, after a line that may name its date and place; its index."""
    return whole.sentences.add(sentence_of(whole.lexicon, line), span)


def sentence_of(lexicon: Lexicon, line: str) -> Sentence:
    return tokenize(line, Span(0, len(line), True), known(lexicon))


def is_unit(lexicon: Lexicon, heading: str) -> bool:
    """Families, Individuals, # of persons: nothing but the unit."""
    sentence = sentence_of(lexicon, heading)
    mentions = tag(lexicon, lexicon.core, sentence, {}, CORE)
    covered = sum(each.stop - each.first for each in mentions if each.entry.kind in ("unit", "counter", "of", "label"))
    words = sum(kind == "word" for kind in sentence.kinds)
    return covered >= words and any(each.entry.kind == "unit" for each in mentions)


def term_in(lexicon: Lexicon, caption: str) -> str:
    """The words of displacement of a caption: "displaced" of "families displaced by the floods, by district"."""
    sentence = sentence_of(lexicon, caption)
    mentions = tag(lexicon, lexicon.core, sentence, {}, CORE)
    terms = [each for each in mentions if each.entry.kind == "term"]
    if not terms or any(each.entry.kind in ("fate", "need") for each in mentions):
        return ""
    return sentence.written(terms[0].first, terms[0].stop)
