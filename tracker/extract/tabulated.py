"""From the cells of a table to figures, each with its heading, its row and its own spans."""

from collections.abc import Iterator, Set
from typing import Final, NamedTuple

from tracker.extract.context import Text
from tracker.extract.facts import fact, figure
from tracker.extract.known import known
from tracker.extract.language import CORE, MONTH, TERM, Mention, means, tag
from tracker.extract.lexicon import Lexicon, fold
from tracker.extract.links import links
from tracker.extract.lists import lists
from tracker.extract.numbers import numbers
from tracker.extract.paths import Link
from tracker.extract.places import looked_up, named, plain
from tracker.extract.quantities import UNREAL, is_named, read
from tracker.extract.sentences import Sentence, Span, tokenize
from tracker.extract.tables import Cell, Part, Table, tables, without
from tracker.model import Found

SENTENCE: Final = 60  # characters; a longer heading of a list is a sentence
NAMING: Final = frozenset({"unit", "counter", "of", "label", "preposition"})  # kinds of words that name a unit
HOSTS: Final = frozenset({"host", "holds", "arrival"})  # roles that say what hosts do
LINKS: Final = frozenset({"preposition", "light"})  # kinds of words that join a term to what is counted
UNTOLD: Final = UNREAL | {"fate", "need"}
TELLING: Final = frozenset({"term", "unit", "fate", "need"})  # what the names of a list do not say


class Counted(NamedTuple):
    """A cell that counts displaced people or homes, as the line that it is read as."""

    cell: Cell
    line: str
    link: Link


def telling(lexicon: Lexicon, text: str) -> list[tuple[Table, list[Counted]]]:
    """The tables and lists whose headings tell of displacement; the lines of others are read like all lines."""
    tabled = [(table, cells) for table in tables(text) if (cells := list(counted_once(lexicon, table)))]
    rest = without([(table.start, table.end) for table, _ in tabled], text)
    likely = (each for each in lists(rest) if is_list(lexicon, each))
    listed = [(each, cells) for each in likely if (cells := list(counted_once(lexicon, each)))]
    return sorted([*tabled, *listed], key=lambda each: each[0].start)


def is_list(lexicon: Lexicon, table: Table) -> bool:
    """Names that tell nothing themselves, most of them places or dates, or with numbers of people: no list of goods."""
    sentences = [sentence_of(lexicon, cell.row.text) for cell in table.cells]
    if any(tells(each, sentence) for sentence in sentences for each in mentions_of(lexicon, sentence)):
        return False
    sure = sum(is_place(lexicon, sentence) or bool(sentence.holds & MONTH) for sentence in sentences)
    named = sure * 2 >= len(sentences) or says(lexicon, "breakdown", table.cells[0].heading)
    return named or all(is_united(lexicon, cell) for cell in table.cells)


def tells(mention: Mention, name: Sentence) -> bool:
    """Refugees, families, dead; but not the camps of "Garissa, 18 camps", nor host families, which are a place."""
    whole = mention.stop - mention.first == len(name.words)
    return mention.entry.kind in TELLING and mention.entry.role != "label" and (mention.entry.kind != "unit" or whole)


def is_place(lexicon: Lexicon, sentence: Sentence) -> bool:
    """Whether the last words of a name are those of a place."""
    words = [plain(word) for word, kind in zip(sentence.words, sentence.kinds, strict=True) if kind == "word"]
    return any(looked_up(lexicon, " ".join(words[first:])) for first in range(len(words)))


def is_united(lexicon: Lexicon, cell: Cell) -> bool:
    """1,216 pax; 40 families."""
    return any(means(lexicon, lexicon.core, word, "unit") for word in sentence_of(lexicon, cell.amount.text).words)


def counted_once(lexicon: Lexicon, table: Table) -> Iterator[Counted]:
    """The cells of a table that count somebody; a row that is repeated word for word is read once."""
    headings = {cell.name: cell for cell in table.cells}
    told = any(counted(lexicon, cell, [""]) for cell in headings.values() if not is_unit(lexicon, cell.name))
    terms = {name: terms_of(lexicon, cell, told) for name, cell in headings.items()}
    once = {cell.line(): cell for cell in reversed(table.cells) if terms[cell.name]}
    for cell in reversed(once.values()):
        yield from counted(lexicon, cell, terms[cell.name])


def terms_of(lexicon: Lexicon, cell: Cell, told: bool) -> list[str]:
    """What to read with a heading that names a unit, says how badly or announces a list: words of what is near it.

    Beside a heading that tells all by itself (`told`), others that name a unit count parts: the children among them.
    """
    if counts_others(lexicon, cell.name):
        return []
    if announces(lexicon, cell):
        return ["", f"; {term_in(lexicon, cell.caption.text)}"]
    heading, beside = sentence_of(lexicon, cell.name), [cell.caption.text, cell.names.text, cell.section.text]
    words = {word for word in heading.words if word.isalpha()}
    if words and words <= lexicon.grammar["extents"]:
        return [each for each in beside if sentence_of(lexicon, each).holds & TERM]
    if not is_unit(lexicon, cell.name):
        return [""] if heading.holds & TERM else []
    units = [each.entry.name for each in mentions_of(lexicon, heading) if each.entry.kind == "unit"]
    if told and units == ["person"]:
        return [""]
    terms = filter(None, (term_in(lexicon, each) for each in beside))
    return ["", *(term if units else f"{lexicon.grammar['people']} {term}" for term in terms)]


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
            named = cell.is_row(sentence.span(found[0].link.term.first, found[0].link.term.stop)[0])
            return [] if named else [of_origin(lexicon, each) for each in found]
    return []


def counts_others(lexicon: Lexicon, heading: str) -> bool:
    """Kits for displaced families, cholera cases in camps, refugees reached with cash: not how many there are."""
    sentence = sentence_of(lexicon, heading)
    mentions = mentions_of(lexicon, sentence)
    kinds = {token: each.entry.kind for each in mentions for token in range(each.first, each.stop)}
    term = next((each for each in mentions if each.entry.kind == "term" and each.entry.role not in HOSTS), None)
    if term is None:
        return False
    if any(each.entry.kind in UNTOLD and each.first > term.first for each in mentions):
        return True
    joint = term.first - 1
    while kinds.get(joint) in ("article", "qualifier", "demonym", "stock"):
        joint -= 1
    if kinds.get(joint) not in LINKS:  # latrines IN camps: the link may be a part of the term
        joint = term.first if sentence.words[term.first] in lexicon.function_words else 0
    if joint < 1 or sentence.kinds[joint - 1] != "word":
        return False
    named = any(kinds.get(token) in ("unit", "counter") for token in range(joint))
    return not (named or lexicon.grammar["heads"].intersection(sentence.words[:joint]))


def announces(lexicon: Lexicon, cell: Cell) -> bool:
    """3,000 people are displaced. By province: a sentence, or one before it on its line, says what a list counts."""
    heading, line = cell.heading.text, cell.caption.text
    if not heading or not line.endswith(heading):
        return False
    return says(lexicon, "breakdown", cell.heading) or (line == heading and len(heading) > SENTENCE)


def of_origin(lexicon: Lexicon, each: Counted) -> Counted:
    """Refugees by country of origin: the row says where people are from."""
    heads = (each.cell.heading, each.cell.caption, each.cell.names)
    told = named(lexicon, fold(each.cell.row.text).split()) if says(lexicon, "by_origin", *heads) else (0, (), "")
    counted = each.link.quantity._replace(nationalities=told[1][:1] or each.link.quantity.nationalities)
    return each._replace(link=each.link._replace(quantity=counted))


def says(lexicon: Lexicon, table: str, *heads: Part) -> bool:
    """Whether a heading holds one of the grammar's phrases."""
    return any(phrase in fold(head.text) for head in heads for phrase in lexicon.grammar[table])


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


def sentence_of(lexicon: Lexicon, line: str) -> Sentence:
    return tokenize(line, Span(0, len(line), True), known(lexicon))


def mentions_of(lexicon: Lexicon, sentence: Sentence) -> list[Mention]:
    return [each for each in tag(lexicon, lexicon.core, sentence, {}, CORE) if not is_named(sentence, each)]


def is_unit(lexicon: Lexicon, heading: str) -> bool:
    """Families, Individuals, # of persons, Population on 16/09: nothing but the unit, or that something is counted."""
    sentence = sentence_of(lexicon, heading)
    mentions = [each for each in mentions_of(lexicon, sentence) if each.entry.kind in NAMING]
    covered = {token for each in mentions for token in range(each.first, each.stop)}
    heads = {token for token, word in enumerate(sentence.words) if word in lexicon.grammar["heads"]}
    words = {token for token, kind in enumerate(sentence.kinds) if kind == "word"}
    return words <= covered | heads and bool(heads or any(each.entry.kind == "unit" for each in mentions))


def term_in(lexicon: Lexicon, caption: str) -> str:
    """The words of displacement of a caption: "displaced" of "families displaced by the floods, by district"."""
    sentence = sentence_of(lexicon, caption)
    mentions = mentions_of(lexicon, sentence)
    terms = [each for each in mentions if each.entry.kind == "term" and each.entry.role not in HOSTS]
    if not terms or any(each.entry.kind in UNTOLD for each in mentions):
        return ""
    return sentence.written(terms[0].first, terms[0].stop)
