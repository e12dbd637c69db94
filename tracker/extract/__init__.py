"""Reads figures of displaced people out of text. Pure: no clock, no network, no database."""

from collections.abc import Iterator
from datetime import date

from tracker.extract.context import Text, latest_year
from tracker.extract.everyday import is_everyday
from tracker.extract.facts import figure, once_each
from tracker.extract.headings import heading
from tracker.extract.known import known
from tracker.extract.language import AMOUNT, TERM, detect, languages
from tracker.extract.lexicon import Lexicon
from tracker.extract.links import last_of, links
from tracker.extract.overview import overview
from tracker.extract.paths import Link
from tracker.extract.quantities import read
from tracker.extract.sentences import Sentence, Sentences, sentences
from tracker.extract.tables import without
from tracker.extract.tabulated import tabulated, telling
from tracker.model import Found

__all__ = ["extract"]

EARLIEST = 1900  # year of a publication; what is earlier is a feed's way to say nothing
SHORT = 500  # characters; a snippet is read without asking whether it is worth it


def extract(text: str, published: date | None = None, language: str | None = None) -> list[Found]:
    """The figures stated in a text, in its order, each fact once.

    `published` resolves relative dates ("over the past week"). `language` is an ISO 639-1 code; None: it is detected;
    a language without a lexicon gives no figures. Spans count characters of `text`.
    """
    if published and published.year < EARLIEST:
        published = None
    lexicon = languages().get(language) if language else detect(text)
    if lexicon is None or not speaks_of_displacement(lexicon, text):
        return []
    grid = telling(lexicon, text)
    prose = without([table[:2] for table, _ in grid], text)
    parts = Sentences(text, list(sentences(prose, lexicon.grammar["abbreviations"])), known(lexicon), {})
    stated = list(statements(lexicon, parts))
    if not (stated or grid):
        return []
    whole = Text(lexicon, parts, published, None if published else latest_year(text), overview(lexicon, text), {})
    found = figures(whole, stated) + [tabulated(whole, each) for _, cells in grid for each in cells]
    return once_each(sorted(found, key=lambda each: each.start))


def speaks_of_displacement(lexicon: Lexicon, text: str) -> bool:
    """Cheap and first: where this is False, no sentence holds a figure. Short texts are always read."""
    if len(text) < SHORT:
        return True
    lowered = text.lower()
    displacement, homes, losses = lexicon.gates
    if any(string in lowered for string in displacement):
        return True
    return any(string in lowered for string in homes) and any(string in lowered for string in losses)


def figures(whole: Text, stated: list[tuple[int, Link]]) -> list[Found]:
    """The figures of the sentences, repeated ones too."""
    found: list[Found] = []
    for index, link in stated:
        if found or not is_everyday(whole, index, link):
            found.append(figure(whole, index, link, found[-1] if found else None))
    return found


def statements(lexicon: Lexicon, parts: Sentences) -> Iterator[tuple[int, Link]]:
    """Each number that counts displaced people, with the index of its sentence; a repeated sentence is read once."""
    seen: set[str] = set()
    last: Link | None = None
    head: Link | None = None
    for index, span in enumerate(parts.spans):
        quote = parts.text[span.start : span.end]
        if quote in seen:
            continue
        seen.add(quote)
        earlier, last = (None if span.opens else last), None
        sentence = parts.at(index)
        head = heading(lexicon, sentence) or (head if span.opens else None)
        if may_state(sentence, earlier or head):
            linked = links(read(lexicon, sentence), earlier, head)
            yield from ((index, link) for link in linked)
            last = last_of(linked)


def may_state(sentence: Sentence, earlier: Link | None) -> bool:
    """Cheap: a digit or a number word, and a word that terms have or a figure or a heading just before."""
    return bool(sentence.holds & AMOUNT and (earlier or sentence.holds & TERM))
