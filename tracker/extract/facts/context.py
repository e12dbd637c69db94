"""What stands around a figure: places, dates, causes, speakers, in its sentence, before it, and in the whole text."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from tracker.extract.dates import dates
from tracker.extract.dates.days import When, is_year
from tracker.extract.links.paths import Link
from tracker.extract.overview import LOOKED_AT, OPENING, Overview
from tracker.extract.places import Place, places
from tracker.extract.sentences import Sentence, Sentences
from tracker.extract.words.language import CONTEXT, STATE, WALL, Mention, positions, tag
from tracker.extract.words.lexicon import Lexicon, fold, says

YEARS: Final = tuple(re.compile(rf"{century}\d\d\b(?<!\w\d\d\d\d)") for century in (20, 19))
COST: Final = 5  # tokens that a comma or another number counts for
HEAD: Final = 5  # sentences
DATED: Final = frozenset({"on", "span"})  # the date of a report, or the period that it covers
PICTURE: Final = 4  # words of "the eruption of Syria's civil war" after its first
METROPOLIS: Final = 2  # how known a city of a million is
AGAIN: Final = 7  # weight of a city named in the opening and once more
NEIGHBOURS: Final = 3  # sentences before a figure that may hold its place


class Around:
    """One sentence with its places, dates, causes and speakers, each found when it is first asked for."""

    def __init__(self, lexicon: Lexicon, sentence: Sentence, published: date | None, year: int | None) -> None:
        self.lexicon, self.sentence = lexicon, sentence
        self.published, self.year = published, year
        self.named: list[Place] | None = None
        self.dated: list[When] | None = None
        self.mentioned: list[Mention] | None = None
        self.fled: list[Mention] | None = None
        self.walls: list[int] | None = None  # the tokens that are commas or numbers
        self.clauses: list[int] | None = None  # the tokens that open one
        self.folded = ""

    @property
    def places(self) -> list[Place]:
        """The places of the sentence."""
        if self.named is None:
            self.named = places(self.lexicon, self.sentence)
        return self.named

    @property
    def dates(self) -> list[When]:
        """The dates of the sentence."""
        if self.dated is None:
            self.dated = dates(self.lexicon, self.sentence, self.published, self.year)
        return self.dated

    @property
    def mentions(self) -> list[Mention]:
        """The causes and speakers of the sentence."""
        if self.mentioned is None:
            self.mentioned = surroundings(self.lexicon, self.sentence)
        return self.mentioned

    @property
    def causes(self) -> list[Mention]:
        """What people flee."""
        if self.fled is None:
            self.fled = causes(self.lexicon, self.sentence, self.mentions)
        return self.fled

    def says(self, table: str) -> bool:
        """Whether the sentence holds one of the grammar's phrases."""
        self.folded = self.folded or fold(self.sentence.raw)
        return says(self.lexicon, table, self.folded)


@dataclass(eq=False, slots=True)
class Text:
    """A text with what it is about as a whole, and the contexts of those sentences that somebody asked for."""

    lexicon: Lexicon
    sentences: Sentences
    published: date | None
    year: int | None  # where no publication date is known
    about: Overview
    known: dict[int, Around]

    def around(self, index: int) -> Around:
        """The context of one sentence, read once."""
        found = self.known.get(index)
        if found is None:
            sentence = self.sentences.at(index)
            found = self.known[index] = Around(self.lexicon, sentence, self.published, self.year)
        return found

    def places(self, index: int) -> list[Place]:
        """The places of a sentence, without small towns far from the one country the text names again and again."""
        found, spoken_of = self.around(index).places, self.about.spoken_of
        if spoken_of:
            found = [place for place in found if place.known or not spoken_of.isdisjoint(place.countries)]
        return [place for place in found if place.kind != "t" or self.may_be_meant(place)]

    def may_be_meant(self, place: Place) -> bool:
        """No town of a country that is never named, in a text that names others: Bangladesh's Khulan is not China's."""
        about = self.about
        if place.known == METROPOLIS or not about.by_name or not about.told_of.isdisjoint(place.namesakes):
            return True
        return any(about.named.get(iso3, 0) >= AGAIN for iso3 in place.namesakes)  # its cities are

    def country_of(self, place: Place) -> str:
        """One country for a name that several have: the one the text speaks of most, else "" (never guessed)."""
        if len(place.countries) == 1:
            return self.namesake(place) or place.countries[0]
        named = self.about.named
        known = [iso3 for iso3 in place.countries if named.get(iso3, 0) >= 2]
        return max(known, key=named.__getitem__) if known else ""

    def namesake(self, place: Place) -> str:
        """Sofia in a text that names Madagascar and never Bulgaria is the smaller one."""
        if place.kind == "c" or len(place.namesakes) == 1:
            return ""
        named = [iso3 for iso3 in place.namesakes if self.about.by_name.get(iso3)]
        return named[0] if len(named) == 1 and place.countries[0] not in named else ""

    def headed(self) -> When | None:
        """The date in the head of a report: "key figures as of 7 April", or a heading that only names and dates it.

        A year alone is the date where no day or month is named.
        """
        year: When | None = None
        for index in range(min(HEAD, len(self.sentences.spans))):
            if self.sentences.spans[index].start > OPENING:
                break
            around = self.around(index)
            for when in around.dates:
                if when.kind == "as_of" or (when.kind in DATED and is_heading(around)):
                    if not is_year(when):
                        return when
                    year = year or when
        return year


def surroundings(lexicon: Lexicon, sentence: Sentence) -> list[Mention]:
    """The causes and speakers of a sentence."""
    return tag(lexicon, lexicon.context, sentence, {}, CONTEXT)


def causes(lexicon: Lexicon, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """What people flee, without pictures of it: the ERUPTION of the war, a WAVE of violence."""
    found = [each for each in mentions if each.entry.kind == "cause"]
    of = lexicon.grammar["of"]
    pictures = {
        one.first
        for one, other in pairwise(found)
        if other.first - one.stop <= PICTURE and sentence.words[one.stop] in of
    }
    return [each for each in found if each.first not in pictures] if pictures else found


def is_heading(around: Around) -> bool:
    """No verb and no word of displacement: Floods: daily report, 7 September 2022."""
    return not around.sentence.holds & STATE


def latest_year(text: str) -> int | None:
    """The latest year that a text names, which its undated days are of where nobody says when it was published."""
    named = (pattern.findall(text[:LOOKED_AT]) for pattern in YEARS)
    return next((int(max(years)) for years in named if years), None)


def gap_cost(around: Around, first: int, stop: int, link: Link) -> int:
    """Tokens between a phrase and a figure (its number and term); commas and other numbers between count for more."""
    low, high = link.quantity.first, link.quantity.stop
    if link.evidence != "listed":  # its words stand elsewhere
        low, high = min(low, link.term.first), max(high, link.term.stop)
    if stop > low and first < high:
        return 0
    begin, end = (high, first) if first >= high else (stop, low)
    if around.walls is None:
        around.walls = positions(around.sentence, WALL)
    return end - begin + COST * (bisect_left(around.walls, end) - bisect_left(around.walls, begin))
