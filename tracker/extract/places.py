"""Places in a sentence: countries, provinces and towns, looked up in a compact gazetteer, and their countries."""

import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from tracker.extract.sentences import FOLD, Sentence
from tracker.extract.words.by_word import REMEMBERED, ByWord
from tracker.extract.words.language import CLASS, PLACE, forms, positions
from tracker.extract.words.lexicon import Lexicon

WORDS: Final = 5  # of the longest name looked up
RANK: Final = {"c": 0, "a": 1, "t": 2}
CLEARLY_LARGER: Final = 2  # digits of population by which one town of a name must exceed the next
SHORT: Final = 4  # letters of a name that may be any word, where the script has no capital letters
CERTAIN: Final = 9  # digits that stand for a country or an alias of our own
ACRONYM: Final = 5  # letters
DATELINE: Final = frozenset(",:;-–—(")  # behind a place that opens a text
LISTING: Final = frozenset(",-–")
MILLION: Final = 7  # digits
CITY: Final = 6  # digits of the population of a place that is known without a word of place beside it


class Name(NamedTuple):
    """What a name may stand for, in texts of one language."""

    countries: tuple[str, ...]  # that it may stand in; empty where a text of this language would not mean any
    kind: str  # c(ountry) · a(dmin1) · t(own)
    known: int  # 0 a small town, 2 a city of a million
    namesakes: frozenset[str]  # all countries that have a place of this name


class Place:
    """A name in a sentence: tokens first … stop-1, and the countries that it may stand in."""

    def __init__(
        self, first: int, stop: int, countries: tuple[str, ...], kind: str, known: int, namesakes: frozenset[str]
    ) -> None:
        self.first, self.stop, self.countries = first, stop, countries
        self.kind = kind  # c(ountry) · a(dmin1) · t(own)
        self.known = known  # 0 a small town, 2 a city of a million
        self.namesakes = namesakes  # all countries that have a place of this name


@lru_cache(REMEMBERED)
def plain(name: str) -> str:
    """Lower case, no accents, Arabic letters in one spelling."""
    parts = unicodedata.normalize("NFD", name.translate(FOLD).lower())
    return "".join(each for each in parts if not unicodedata.combining(each))


@cache
def gazetteer() -> list[str]:
    """The lines of data/places.tsv in order: searched by halves, as a table of them would take long to make."""
    return (resources.files("tracker.extract") / "data" / "places.tsv").read_text(encoding="utf-8").split("\n")


@lru_cache(REMEMBERED)
def places_of(name: str) -> str:
    """The places of a plain name, as data/build_places.py wrote them; "" where it has none."""
    lines, begins = gazetteer(), f"{name}\t"
    line = lines[bisect_left(lines, begins, 0, len(lines) - 1)]  # the last is empty
    return line[len(begins) :] if line.startswith(begins) else ""


def longest(first: str) -> int:
    """The words of the longest name of several words that opens with this one, WORDS at most; 1 where none does."""
    lines = gazetteer()
    low, high = (bisect_left(lines, first + sign, 0, len(lines) - 1) for sign in " !")  # neighbours in Unicode
    return max((min(line.partition("\t")[0].count(" ") + 1, WORDS) for line in lines[low:high]), default=1)


def places(lexicon: Lexicon, sentence: Sentence) -> list[Place]:
    """The places of a sentence in order, the longest names first."""
    found: list[Place] = []
    free = 0
    for position in positions(sentence, PLACE):
        place = place_at(lexicon, sentence, position, found) if position >= free else None
        if place:
            found.append(place)
            free = place.stop
    return found


def place_at(lexicon: Lexicon, sentence: Sentence, first: int, found: list[Place]) -> Place | None:
    """The place whose name begins at a token."""
    for name, words in openings.of(lexicon, sentence.words[first]):
        names = [name]  # of one word, of two words …
        for word in sentence.words[first + 1 : first + words]:
            names.append(f"{names[-1]} {last_form(lexicon, word)}")
        for stop in range(first + len(names), first, -1):
            told = looked_up.of(lexicon, names[stop - first - 1])
            if told and is_likely(lexicon, sentence, first, stop, told, found):
                return (
                    Place(first, stop, told.countries, told.kind, told.known, told.namesakes)
                    if told.countries
                    else None
                )
    return None


def names_from(lexicon: Lexicon, word: str) -> tuple[tuple[str, int], ...]:
    """The names that a word may begin, and of how many words at most."""
    parts = [plain(each) for each in word.split("-")]
    single = len(parts) > 1 and not places_of(parts[0])  # Kora-Kora is no Kora; Hermel-Baalbek is
    known_forms = [form for form in forms(lexicon, word) if not (single and plain(form) == parts[-1])]
    names = ((plain(form), longest(plain(form))) for form in known_forms)
    return tuple((name, words) for name, words in names if words > 1 or places_of(name))


openings: Final = ByWord(names_from)


def named(lexicon: Lexicon, words: list[str]) -> tuple[int, tuple[str, ...], str]:
    """How many of the words make the name of a country, province or city, its countries, and its kind; 0 if none."""
    for form in forms(lexicon, words[0]):
        for length in range(min(WORDS, len(words)), 0, -1):
            told = looked_up.of(lexicon, " ".join(plain(word) for word in (form, *words[1:length])))
            if told and told.known and (told.kind != "c" or length > 1 or len(words[0]) > 3):
                return length, told.countries, told.kind
    return 0, (), ""


@lru_cache(REMEMBERED)
def last_form(lexicon: Lexicon, word: str) -> str:
    """The word, plain, without a clitic at its end."""
    return plain(next((form for form in forms(lexicon, word)[1:] if word.startswith(form)), word))


def is_likely(lexicon: Lexicon, sentence: Sentence, first: int, stop: int, told: Name, found: list[Place]) -> bool:
    """Towns share names with people and things: one stands after a word of place, in a list, or as a dateline."""
    before = sentence.words[first - 1] if first else ""
    if told.kind == "c":
        return (
            stop - first > 1
            or len(sentence.words[first]) > 3
            or not lexicon.grammar["capitals"]
            or sentence.written(first, stop)[:2].isupper()
        )
    if stop - first == 1 and sentence.flags[first] & CLASS and not lexicon.grammar["capitals"]:  # a camp, no town
        return False
    if is_acronym(lexicon, sentence, first, stop):
        return False
    if before in lexicon.grammar["place_articles"] and first > 1:
        before = sentence.words[first - 2]
    after = sentence.words[stop] if stop < len(sentence.words) else ""
    if not lexicon.grammar["waters"].isdisjoint((before, after)) or goes_on(lexicon, sentence, stop):
        return False
    if (
        before in lexicon.grammar["place_after"]
        or before in lexicon.grammar["away_from"]
        or after in lexicon.grammar["place_before"]
    ):
        return True
    links = before in LISTING or before in lexicon.grammar["place_links"]
    in_list = bool(found) and found[-1].stop == first - 1 and links
    dateline = first == 0 and after in DATELINE
    return (
        in_list
        or dateline
        or (bool(lexicon.grammar["capitals"]) and told.known > 0 and stands_alone(sentence, first, stop))
    )


def is_acronym(lexicon: Lexicon, sentence: Sentence, first: int, stop: int) -> bool:
    """NEMA, an agency, is no Néma: a short word in capitals where others are not, that opens no dateline."""
    written = sentence.written(first, stop).partition("'")[0].partition("’")[0]
    if stop - first > 1 or len(written) > ACRONYM or not written.isupper() or sentence.raw.isupper():
        return False
    after = sentence.words[stop] if stop < len(sentence.words) else ""
    return bool(lexicon.grammar["capitals"]) and (first > 0 or (after != "" and after not in DATELINE))


def goes_on(lexicon: Lexicon, sentence: Sentence, stop: int) -> bool:
    """Kiwanja NDEGE: a longer name, that the gazetteer lacks; but Lagos STATE, Nairobi KENYA, Kabul THURSDAY."""
    if stop >= len(sentence.words) or not lexicon.grammar["capitals"] or not sentence.is_capital(stop):
        return False
    word, raw = sentence.words[stop], sentence.raw
    dated = word in lexicon.dates["weekdays"] or word in lexicon.dates["months"]
    common = word in lexicon.grammar["place_before"] or word in lexicon.function_words or places_of(plain(word))
    return not (dated or common or raw.isupper())


def fame(entry: str) -> int:
    """0 for a small town, 1 for a country, a province or a city, 2 for a city of a million."""
    if entry[3] == "t" and int(entry.split()[0][4:]) >= MILLION:
        return 2
    return int(entry[3] == "c" or any(each[3] == "a" or int(each[4:]) >= CITY for each in entry.split()))


def meant_by(lexicon: Lexicon, name: str) -> Name | None:
    """The places of a name, if it has any."""
    entry = places_of(name)
    if not entry or is_any_word(lexicon, name, entry):
        return None
    namesakes = frozenset(each[:3] for each in entry.split())
    return Name(spoken_in(lexicon, entry), entry[3], fame(entry), namesakes)


looked_up: Final = ByWord(meant_by)


def is_any_word(lexicon: Lexicon, name: str, entry: str) -> bool:
    """Short names of towns abroad, where there are no capitals."""
    if lexicon.grammar["capitals"] or len(name) > SHORT or entry[3] != "t":
        return False
    at_home = any(each[:3].lower() in lexicon.grammar["countries"] for each in entry.split())
    return not at_home and int(entry.split()[0][4:]) <= CITY + 1


def stands_alone(sentence: Sentence, first: int, stop: int) -> bool:
    """No other name beside it: it is not a person's."""
    beside = [index for index in (first - 1, stop) if 0 <= index < len(sentence.words)]
    return not any(sentence.is_capital(index) for index in beside)


def spoken_in(lexicon: Lexicon, entry: str) -> tuple[str, ...]:
    """Among namesakes, those in countries that speak the text's language, unless only towns stand against an alias."""
    home = lexicon.grammar["countries"]
    if not home or entry[3] == "c":
        return likely_countries(entry)
    at_home = " ".join(each for each in entry.split() if each[:3].lower() in home)
    if int(entry.split()[0][4:]) == CERTAIN and all(each[3] == "t" for each in at_home.split()):
        return likely_countries(entry)
    if not at_home and int(entry.split()[0][4:]) < CITY and entry[3] == "t":
        return ()
    return likely_countries(at_home or entry)


def likely_countries(entry: str) -> tuple[str, ...]:
    """The country of the clearly largest place of a name, or all candidates when none is."""
    options = [(each[:3], each[3], int(each[4:])) for each in entry.split()]
    best = options[0]
    if best[1] == "c":
        return tuple(dict.fromkeys(iso3 for iso3, _, _ in options))
    provinces = {iso3 for iso3, kind, _ in options if kind == "a"}
    if provinces and best[2] < 7:
        return tuple(dict.fromkeys(iso3 for iso3, kind, _ in options if kind == "a"))
    if len({iso3 for iso3, _, _ in options}) == 1 or best[2] >= options[1][2] + CLEARLY_LARGER:
        return (best[0],)
    return tuple(dict.fromkeys(iso3 for iso3, _, _ in options))
