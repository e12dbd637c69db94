"""Reads figures of displaced people out of text. Pure: no clock, no network, no database."""

from datetime import date
from typing import Final

from tracker.extract.facts import fact, figure, once_each
from tracker.extract.facts.context import Text, latest_year
from tracker.extract.facts.everyday import is_everyday, is_travel
from tracker.extract.found import Found
from tracker.extract.invisible import as_written, visible
from tracker.extract.known import known
from tracker.extract.links.paths import Statement
from tracker.extract.overview import overview
from tracker.extract.sentences import Sentences, sentences
from tracker.extract.statements import statements
from tracker.extract.tables import without
from tracker.extract.tables.tabulated import tabulated, telling
from tracker.extract.words.language import detect, lexicon_of
from tracker.extract.words.lexicon import Lexicon

__all__ = ["Found", "extract"]

EARLIEST: Final = 1900  # year of a publication; what is earlier is a feed's way to say nothing
DISPLACEMENT: Final = 0  # the first list of a gate
HOMES_AND_LOSSES: Final = 2  # the other two lists, of which a text needs both
SHORT: Final = 500  # characters; a snippet is read without asking whether it is worth it


def extract(text: str, published: date | None = None, language: str | None = None) -> list[Found]:
    """The figures stated in a text, in its order, each fact once.

    `published` resolves relative dates ("over the past week"). `language` is an ISO 639-1 code; None: it is detected;
    a language without a lexicon gives no figures. Spans count characters of `text`.
    """
    if published and published.year < EARLIEST:
        published = None
    seen, offsets = visible(text)
    found = read(seen, published, language)
    return found if seen is text else [as_written(each, text, offsets) for each in found]


def read(text: str, published: date | None, language: str | None) -> list[Found]:
    """The figures of a text of which all signs can be seen."""
    lowered = text.lower()
    lexicon = lexicon_of(language) if language else detect(lowered)
    if lexicon is None or not speaks_of_displacement(lexicon, lowered):
        return []
    grid = telling(lexicon, text)
    prose = without([table[:2] for table, _ in grid], text)
    parts = Sentences(text, sentences(prose, lexicon.grammar["abbreviations"]), known(lexicon), {})
    stated = statements(lexicon, parts)
    if not (stated or grid):
        return []
    year = None if published else latest_year(text)
    whole = Text(lexicon, parts, published, year, overview(lexicon, parts), {})
    found = once_each(figures(whole, stated))
    rows = tabulated(whole, [cell for _, cells in grid for cell in cells], {fact(each) for each in found})
    return sorted([*found, *rows], key=lambda each: each.start)


def speaks_of_displacement(lexicon: Lexicon, lowered: str) -> bool:
    """Cheap and first: where this is False, no sentence holds a figure. Short texts are always read."""
    if len(lowered) < SHORT:
        return True
    seen = set[int]()
    for _, kind in lexicon.gate.iter(lowered):
        seen.add(kind)
        if kind == DISPLACEMENT or len(seen) == HOMES_AND_LOSSES:
            return True
    return False


def figures(whole: Text, stated: list[Statement]) -> list[Found]:
    """The figures of the sentences, repeated ones too."""
    found: list[Found] = []
    for index, link in stated:
        if (found or not is_everyday(whole, index, link)) and not is_travel(whole, link):
            found.append(figure(whole, index, link, found[-1] if found else None))
    return found
