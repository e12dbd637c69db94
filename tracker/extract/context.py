"""What stands around a figure: places, dates, causes, speakers, in its sentence, before it, and in the whole text."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import accumulate, compress, pairwise

from tracker.extract.dates import When, dates
from tracker.extract.known import known
from tracker.extract.language import CONTEXT, REMEMBERED, SIGNS, Mention, starting, tag
from tracker.extract.lexicon import Lexicon, fold
from tracker.extract.paths import Link
from tracker.extract.places import Place, named, places
from tracker.extract.sentences import Sentence, Span, tokenize

LOOKED_AT = 4000  # characters of a text whose places and causes make its overall country and cause
OPENING = 300  # characters that count more: the title and the first lines
YEAR = re.compile(r"(?:19|20)\d\d\b(?<!\w\d\d\d\d)")
WORD = re.compile(r"[^\W\d_][\w'-]*")
NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]+(?:[ ]+[^\W\d_a-zà-ÿ][\w'’-]+)*")
WALLS = frozenset(",;:،؛–—(")
WALL = 5  # tokens that a comma or another number counts for
CLEARLY = 1.2  # times the next country's names, for the country that a text speaks of
ALONE = 2  # times the next country's names, for the one country in which unknown towns are looked for
OFTEN = 16  # weight of a country named in the opening and once more, or four times
HEAD = 3  # sentences
STATES = frozenset({"be", "have", "term", "fate"})
PICTURE = 4  # words of "the eruption of Syria's civil war" after its first
NEIGHBOURS = 3  # sentences before a figure that may hold its place


@dataclass(eq=False)
class Around:
    """One sentence with its places, dates, causes and speakers, each looked up when asked for."""

    lexicon: Lexicon
    sentence: Sentence
    published: date | None
    year: int | None  # of the text, where no publication date is known

    @cached_property
    def places(self) -> list[Place]:
        return places(self.lexicon, self.sentence)

    @cached_property
    def dates(self) -> list[When]:
        return dates(self.lexicon, self.sentence, self.published, self.year)

    @cached_property
    def mentions(self) -> list[Mention]:
        return tag(self.lexicon, self.lexicon.context, self.sentence, {}, CONTEXT)

    def text_of(self, first: int, stop: int) -> str:
        """Tokens as the text has them."""
        sentence = self.sentence
        return sentence.raw[sentence.spans[first][0] - sentence.start : sentence.spans[stop - 1][1] - sentence.start]

    @cached_property
    def walls(self) -> list[int]:
        """How many commas and numbers stand before each token."""
        pairs = zip(self.sentence.words, self.sentence.kinds, strict=True)
        return list(accumulate((word in WALLS or kind == "number" for word, kind in pairs), initial=0))

    def says(self, table: str) -> bool:
        """Whether the sentence holds one of the grammar's phrases."""
        return any(phrase in self.folded for phrase in self.lexicon.grammar[table])

    @cached_property
    def folded(self) -> str:
        return fold(self.sentence.raw)

    @cached_property
    def is_heading(self) -> bool:
        """No verb and no word of displacement: Floods: daily report, 7 September 2022."""
        found = (starting(self.lexicon, self.lexicon.core, word) for word in self.sentence.words)
        return not any(each.entry.kind in STATES and not each.rest for phrases in found for each in phrases)

    @cached_property
    def causes(self) -> list[Mention]:
        """What people flee, without pictures of it: the ERUPTION of the war, a WAVE of violence."""
        found = [each for each in self.mentions if each.entry.kind == "cause"]
        of = self.lexicon.grammar["of"]
        pictures = {
            one.first
            for one, other in pairwise(found)
            if other.first - one.stop <= PICTURE and self.sentence.words[one.stop] in of
        }
        return [each for each in found if each.first not in pictures]


@dataclass(eq=False)
class Text:
    """A text as sentences, with what it is about as a whole."""

    lexicon: Lexicon
    text: str
    spans: list[Span]
    published: date | None
    known: dict[int, Around]

    def around(self, index: int) -> Around:
        """The context of one sentence, read once."""
        found = self.known.get(index)
        if found is None:
            sentence = tokenize(self.text, self.spans[index], known(self.lexicon))
            found = self.known[index] = Around(self.lexicon, sentence, self.published, self.year)
        return found

    def add(self, around: Around, span: Span) -> int:
        """A sentence that is made of the parts of a table; its index."""
        self.spans.append(span)
        self.known[len(self.spans) - 1] = around
        return len(self.spans) - 1

    @cached_property
    def year(self) -> int | None:
        """The latest year that a text without a publication date names."""
        years = YEAR.findall(self.text[:LOOKED_AT]) if self.published is None else []
        return max(map(int, years), default=None)

    @cached_property
    def told(self) -> Mapping[str, Mapping[str, float]]:
        """Kind of name (c, a, t; d for people, ? for a namesake) → country → how often; the first lines count more."""
        counts: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in "catd?"}
        for name, times in Counter(names_in(self.lexicon, self.text)).items():
            for iso3, weight, kind in told_by(self.lexicon, name):
                counts[kind][iso3] += times * weight
        return counts

    @cached_property
    def countries(self) -> Mapping[str, float]:
        """Countries by how often the text names them, their people, provinces or cities."""
        return total(*self.told.values())

    @cached_property
    def leading(self) -> str:
        """The country that the whole text speaks of, if one leads clearly, else ""."""
        return leader(self.countries, CLEARLY)

    @cached_property
    def named(self) -> Mapping[str, float]:
        """Countries by names that no other country has, and by the names of countries."""
        return total(*(counts for kind, counts in self.told.items() if kind != "?"))

    @cached_property
    def headed(self) -> When | None:
        """The date in the head of a report: "key figures as of 7 April", or a heading that only names and dates it."""
        for index in range(min(HEAD, len(self.spans))):
            around = self.around(index)
            if self.spans[index].start > OPENING:
                return None
            named = [when for when in around.dates if when.kind == "as_of" or (when.kind == "on" and around.is_heading)]
            if named:
                return named[0]
        return None

    def places(self, index: int) -> list[Place]:
        """The places of a sentence, without small towns far from the one country the text names again and again."""
        found = self.around(index).places
        if all(place.known for place in found) or not self.spoken_of:
            return found
        return [place for place in found if place.known or self.spoken_of.intersection(place.countries)]

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """All countries named by more than towns, if one of them is named again and again; else none."""
        alone = leader(self.told["c"], ALONE)
        clear = self.told["c"].get(alone, 0) >= OFTEN
        return frozenset(iso3 for kind in "cad" for iso3 in self.told[kind]) if clear else frozenset()

    @cached_property
    def cause(self) -> str:
        """The cause named most often."""
        counts: Counter[str] = Counter()
        words = Counter(self.text[:LOOKED_AT].lower().split())
        for word in compress(words, map(partial(cause_named, self.lexicon), words)):
            counts[cause_named(self.lexicon, word)] += words[word]
        return counts.most_common(1)[0][0] if counts else "unknown"

    def country_of(self, place: Place) -> str:
        """One country for a name that several have: the one the text speaks of most, else "" (never guessed)."""
        if len(place.countries) == 1:
            return self.namesake(place) or place.countries[0]
        known = [iso3 for iso3 in place.countries if self.named[iso3] >= 2]
        return max(known, key=lambda iso3: self.named[iso3]) if known else ""

    def namesake(self, place: Place) -> str:
        """Sofia in a text that names Madagascar and never Bulgaria is the smaller one."""
        told = self.told["c"]
        named = [iso3 for iso3 in place.namesakes if told.get(iso3)]
        return named[0] if len(named) == 1 and place.kind != "c" and place.countries[0] not in named else ""


def total(*tables: Mapping[str, float]) -> Mapping[str, float]:
    """The sum of several tables of weights."""
    counts: dict[str, float] = defaultdict(float)
    for table in tables:
        for iso3, weight in table.items():
            counts[iso3] += weight
    return counts


def leader(weights: Mapping[str, float], times: float) -> str:
    """The country that weighs so many times as much as the next, or ""."""
    first, *others = [*sorted(weights.items(), key=lambda item: -item[1]), ("", 0.0)][:2]
    return "" if others and first[1] < times * others[0][1] else first[0]


def gap_cost(around: Around, first: int, stop: int, link: Link) -> int:
    """Tokens between a phrase and a figure (its number and term); commas and other numbers between count for more."""
    low, high = min(link.quantity.first, link.term.first), max(link.quantity.stop, link.term.stop)
    if stop > low and first < high:
        return 0
    begin, end = (high, first) if first >= high else (stop, low)
    return end - begin + WALL * (around.walls[end] - around.walls[begin])


def names_in(lexicon: Lexicon, text: str) -> list[str]:
    """Words, or runs of words with capital letters where the script has any; those of the opening three times."""
    pattern = NAME if lexicon.grammar["capitals"] else WORD
    return pattern.findall(text[:LOOKED_AT]) + 2 * pattern.findall(text[:OPENING])


@lru_cache(REMEMBERED)
def told_by(lexicon: Lexicon, name: str) -> tuple[tuple[str, float, str], ...]:
    """The countries that a name tells, with weight and kind: a country 4, its people 2, a province or city 2 in all."""
    words, told = fold(name).split(), list[tuple[str, float, str]]()
    while words:
        length, countries, kind = named(lexicon, words)
        phrases = (each for each in starting(lexicon, lexicon.core, words[0]) if each.entry.kind == "demonym")
        people = [each.entry.name for each in phrases if tuple(words[1 : len(each.rest) + 1]) == each.rest]
        if length:
            kind = kind if kind == "c" or len(countries) == 1 else "?"
            told += [(iso3, (4 if kind == "c" else 2) / len(countries), kind) for iso3 in countries]
        elif people:
            told.append((people[0], 2, "d"))
        words = words[max(length, 1) :]
    return tuple(told)


@lru_cache(REMEMBERED)
def cause_named(lexicon: Lexicon, word: str) -> str:
    """The cause that one word names, or ""."""
    phrases = starting(lexicon, lexicon.context, word.strip(SIGNS))
    return next((each.entry.name for each in phrases if each.entry.kind == "cause" and not each.rest), "")
