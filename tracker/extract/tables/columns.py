"""What the headings, the captions and the names of a table or a list say that its numbers count."""

from typing import Final

from tracker.extract.known import known
from tracker.extract.links.labels import HOSTS, UNTOLD
from tracker.extract.links.reading import is_named
from tracker.extract.places import looked_up, named, plain
from tracker.extract.sentences import Sentence, Span, tokenize
from tracker.extract.tables import SENTENCE_END
from tracker.extract.tables.cells import YEAR, Cell, Table
from tracker.extract.words.language import CORE, MONTH, TERM, Mention, means, tag
from tracker.extract.words.lexicon import Lexicon, fold, says

SENTENCE: Final = 60  # characters; a longer heading of a list is a sentence
NAMING: Final = frozenset({"unit", "counter", "of", "label", "preposition"})  # kinds of words that name a unit
LINKS: Final = frozenset({"preposition", "light"})  # kinds of words that join a term to what is counted
COUNTS: Final = frozenset({"unit", "term"})  # what a sentence has that says what a table counts
TELLING: Final = frozenset({"term", "unit", "fate", "need"})  # what the names of a list do not say


def terms_of(lexicon: Lexicon, cell: Cell, told: bool) -> list[str]:
    """What to read with a heading that names a unit, says how badly or announces a list: words of what is near it.

    Beside a heading that tells all by itself (`told`), others that name a unit count parts: the children among them.
    """
    if counts_others(lexicon, cell.name) or measures(lexicon, cell):
        return []
    if announces(lexicon, cell):
        abroad = lexicon.grammar["from_abroad"] if says(lexicon, "by_origin", fold(cell.name)) else ""
        above = announcing(lexicon, cell.section.text) if is_united(lexicon, cell) else ""  # 7,015 families
        return ["", f"; {term_in(lexicon, cell.caption.text) or abroad or term_in(lexicon, above)}"]
    heading = sentence_of(lexicon, cell.name)
    beside = [announcing(lexicon, each.text) for each in (cell.caption, cell.names, cell.section)]
    if has_only(lexicon, cell.name, "extents"):
        return [each for each in beside if sentence_of(lexicon, each).holds & TERM]
    if YEAR.fullmatch(cell.row.text) and is_place(lexicon, heading):
        said = filter(None, (term_in(lexicon, each) for each in beside if not counts_others(lexicon, each)))
        return [f"; {lexicon.grammar['people']} {term}" for term in said]
    if not is_unit(lexicon, cell.name):
        return ["", *filter(None, (houses_in(lexicon, each) for each in beside))] if heading.holds & TERM else []
    units = [each.entry.name for each in mentions_of(lexicon, heading) if each.entry.kind == "unit"]
    if told and units == ["person"]:
        return [""]
    terms = filter(None, (term_in(lexicon, each) for each in beside))
    return ["", *(term if units else f"{lexicon.grammar['people']} {term}" for term in terms)]


def counts_others(lexicon: Lexicon, heading: str) -> bool:
    """Kits for displaced families, cholera cases in camps, refugees reached with cash: not how many there are."""
    sentence = sentence_of(lexicon, heading)
    mentions = mentions_of(lexicon, sentence)
    kinds = {token: each.entry.kind for each in mentions for token in range(each.first, each.stop)}
    term = next((each for each in mentions if each.entry.kind == "term" and each.entry.role not in HOSTS), None)
    if term is None:
        return False
    if any(each.entry.kind in UNTOLD and (each.first > term.first or each.stop == term.first) for each in mentions):
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


def measures(lexicon: Lexicon, cell: Cell) -> bool:
    """Refugees: budget 2025; Funding (USD): the numbers below are money, scores or staff."""
    above = cell.caption.text if len(cell.caption.text) <= SENTENCE else ""
    return any(has_measure(lexicon, heading) for heading in (cell.name, above))


def has_measure(lexicon: Lexicon, heading: str) -> bool:
    return not lexicon.grammar["measures"].isdisjoint(sentence_of(lexicon, heading).words)


def announces(lexicon: Lexicon, cell: Cell) -> bool:
    """3,000 people are displaced. By province: a sentence, or one before it on its line, says what a list counts."""
    heading, line = cell.heading.text, cell.caption.text
    if not heading or not line.endswith(heading):
        return False
    return says(lexicon, "breakdown", fold(heading)) or (line == heading and len(heading) > SENTENCE)


def is_unit(lexicon: Lexicon, heading: str) -> bool:
    """Families, # of persons, Population on 16/09, Country Population: nothing but the unit, or that it is counted."""
    sentence = sentence_of(lexicon, heading)
    mentions = [each for each in mentions_of(lexicon, sentence) if each.entry.kind in NAMING]
    covered = {token for each in mentions for token in range(each.first, each.stop)}
    heads = {token for token, word in enumerate(sentence.words) if word in lexicon.grammar["heads"]}
    words = {token for token, kind in enumerate(sentence.kinds) if kind == "word"}
    kinds = {token for token, word in enumerate(sentence.words) if word in lexicon.grammar["place_before"]}
    return words <= covered | heads | kinds and bool(heads or any(each.entry.kind == "unit" for each in mentions))


def has_only(lexicon: Lexicon, heading: str, table: str) -> bool:
    """Population, inmates: nothing but words that say that something is counted (heads), or how badly (extents)."""
    words = {word for word in sentence_of(lexicon, heading).words if word.isalpha()}
    return bool(words) and words <= lexicon.grammar[table]


def term_in(lexicon: Lexicon, caption: str) -> str:
    """The words of displacement of a caption: "displaced" of "families displaced by the floods, by district"."""
    sentence = sentence_of(lexicon, caption)
    mentions = mentions_of(lexicon, sentence)
    terms = [each for each in mentions if each.entry.kind == "term" and each.entry.role not in HOSTS]
    if not terms or any(each.entry.kind in UNTOLD for each in mentions):
        return ""
    return sentence.written(terms[0].first, terms[0].stop)


def announcing(lexicon: Lexicon, caption: str) -> str:
    """The last sentence of a paragraph above a table, or the last that counts: 600 houses burned. By district:"""
    *before, last = SENTENCE_END.split(caption)
    if not before or not says(lexicon, "breakdown", fold(last)):
        return last
    counting = (each for each in (last, *reversed(before)) if kinds_in(lexicon, each) >= COUNTS)
    return next(counting, last)


def kinds_in(lexicon: Lexicon, line: str) -> set[str]:
    """The kinds of what a line mentions."""
    return {each.entry.kind for each in mentions_of(lexicon, sentence_of(lexicon, line))}


def houses_in(lexicon: Lexicon, caption: str) -> str:
    """The word for houses in a caption: what is destroyed below "Damage to houses"."""
    sentence = sentence_of(lexicon, caption)
    units = (each for each in mentions_of(lexicon, sentence) if each.entry.name in ("dwelling", "home"))
    named = next((each for each in units if each.entry.kind == "unit"), None)
    return sentence.written(named.first, named.stop) if named else ""


def origin(lexicon: Lexicon, cell: Cell) -> tuple[str, ...]:
    """The country that a row names, if the headings say that people are from there, or are refugees in another."""
    heads = (cell.heading, cell.caption, cell.names)
    country, host = country_in(lexicon, cell.row.text), country_in(lexicon, cell.heading.text)
    abroad = host and host != country and says(lexicon, "flight", fold(cell.name))
    return country if abroad or any(says(lexicon, "by_origin", fold(head.text)) for head in heads) else ()


def country_in(lexicon: Lexicon, name: str) -> tuple[str, ...]:
    """The country that the last words of a name are; else nothing."""
    words = fold(name).split()
    found = (named(lexicon, words[first:]) for first in range(len(words)))
    return next((iso3[:1] for length, iso3, kind in found if kind == "c"), ())


def is_list(lexicon: Lexicon, table: Table) -> bool:
    """Names that tell nothing themselves, most of them places or dates, or with numbers of people: no list of goods."""
    sentences = [sentence_of(lexicon, cell.row.text) for cell in table.cells]
    if any(tells(each, sentence) for sentence in sentences for each in mentions_of(lexicon, sentence)):
        return False
    sure = sum(is_place(lexicon, sentence) or bool(sentence.holds & MONTH) for sentence in sentences)
    named = sure * 2 >= len(sentences) or says(lexicon, "breakdown", fold(table.cells[0].heading.text))
    return named or all(is_united(lexicon, cell) for cell in table.cells)


def tells(mention: Mention, name: Sentence) -> bool:
    """Refugees, 12 families, dead; but not the camps of "Garissa, 18 camps", nor host families, which are a place."""
    counted = mention.stop - mention.first == len(name.words) or "number" in name.kinds[: mention.first][-1:]
    return mention.entry.kind in TELLING and mention.entry.role != "label" and (mention.entry.kind != "unit" or counted)


def is_place(lexicon: Lexicon, sentence: Sentence) -> bool:
    """Whether the last words of a name are those of a place."""
    words = [plain(word) for word, kind in zip(sentence.words, sentence.kinds, strict=True) if kind == "word"]
    return any(looked_up.of(lexicon, " ".join(words[first:])) for first in range(len(words)))


def is_united(lexicon: Lexicon, cell: Cell) -> bool:
    """1,216 pax; 40 families."""
    return any(means(lexicon, lexicon.core, word, "unit") for word in sentence_of(lexicon, cell.amount.text).words)


def sentence_of(lexicon: Lexicon, line: str) -> Sentence:
    return tokenize(line, Span(0, len(line), True), known(lexicon))


def mentions_of(lexicon: Lexicon, sentence: Sentence) -> list[Mention]:
    return [each for each in tag(lexicon, lexicon.core, sentence, {}, CORE) if not is_named(sentence, each)]
