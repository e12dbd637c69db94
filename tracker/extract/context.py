"""What stands around a figure: places, dates, causes and speakers, in its sentence, the sentences before it, and the whole text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.extract.dates import When, dates
from tracker.extract.language import Lexicon, Mention, tag
from tracker.extract.links import Link
from tracker.extract.places import Place, places
from tracker.extract.sentences import Sentence, Span, tokenize

LOOKED_AT = 60  # sentences of a text whose places and causes make its overall country and cause
FIRST_LINES = 2  # sentences: the title and the opening, which count more
WALLS = frozenset(",;:،؛–—(")
WALL = 5  # tokens that a comma or another number counts for
NEIGHBOURS = 3  # sentences before a figure that may hold its place


@dataclass(frozen=True)
class Around:
    """One sentence with its places, dates, causes and speakers, each looked up when asked for."""

    lexicon: Lexicon
    sentence: Sentence
    published: date | None

    @cached_property
    def places(self) -> list[Place]:
        return places(self.lexicon, self.sentence)

    @cached_property
    def dates(self) -> list[When]:
        return dates(self.lexicon, self.sentence, self.published)

    @cached_property
    def mentions(self) -> list[Mention]:
        return tag(self.lexicon, self.lexicon.context, self.sentence, {})

    @cached_property
    def nationalities(self) -> list[Mention]:
        return [
            each for each in tag(self.lexicon, self.lexicon.core, self.sentence, {}) if each.entry.kind == "demonym"
        ]

    def causes(self) -> list[Mention]:
        return [each for each in self.mentions if each.entry.kind == "cause"]


@dataclass(frozen=True)
class Text:
    """A text as sentences, with what it is about as a whole."""

    lexicon: Lexicon
    text: str
    spans: Sequence[Span]
    published: date | None
    known: dict[int, Around]

    def around(self, index: int) -> Around:
        """The context of one sentence, read once."""
        if index not in self.known:
            self.known[index] = Around(self.lexicon, tokenize(self.text, self.spans[index]), self.published)
        return self.known[index]

    @cached_property
    def looked_at(self) -> list[Around]:
        return [self.around(index) for index in range(min(len(self.spans), LOOKED_AT))]

    @cached_property
    def countries(self) -> Counter[str]:
        """Countries by how often the text names them; the first lines and clear names count more."""
        counts: Counter[str] = Counter()
        for index, around in enumerate(self.looked_at):
            weight = 3 if index < FIRST_LINES else 1
            for place in around.places:
                for iso3 in place.countries:
                    counts[iso3] += weight * (4 if place.kind == "c" else 2) / len(place.countries)
            for mention in around.nationalities:
                counts[mention.entry.name] += weight * 2
        return counts

    @cached_property
    def cause(self) -> str:
        """The cause named most often."""
        counts = Counter(each.entry.name for around in self.looked_at for each in around.causes())
        return counts.most_common(1)[0][0] if counts else "unknown"

    def country_of(self, place: Place) -> str:
        """One country for a name that several have: the one the text speaks of most, else "" (never guessed)."""
        if len(place.countries) == 1:
            return place.countries[0]
        known = [iso3 for iso3 in place.countries if self.countries[iso3] >= 2]
        return max(known, key=lambda iso3: self.countries[iso3]) if known else ""


def gap_cost(around: Around, first: int, stop: int, link: Link) -> int:
    """Tokens between a phrase and a figure (its number and term); commas and other numbers between count for more."""
    low, high = min(link.quantity.first, link.term.first), max(link.quantity.stop, link.term.stop)
    if stop > low and first < high:
        return 0
    between = range(high, first) if first >= high else range(stop, low)
    words, kinds = around.sentence.words, around.sentence.kinds
    return len(between) + WALL * sum(words[index] in WALLS or kinds[index] == "number" for index in between)
