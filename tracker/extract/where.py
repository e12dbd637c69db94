"""Where: origin and location of a figure, from its noun phrase, its clause, its sentence, its neighbours, its text."""

from typing import NamedTuple

from tracker.extract.context import NEIGHBOURS, Around, Text
from tracker.extract.links import Link
from tracker.extract.places import Place

CROSS_BORDER = frozenset({"refugee", "asylum_seeker"})


class Where(NamedTuple):
    """Countries of origin and of location, the sub-national names as written, and the tokens of the place that decided."""

    origin: tuple[str, ...]
    location: tuple[str, ...]
    local: tuple[str, ...]
    place: Place | None


def where(text: Text, index: int, link: Link, population: str) -> Where:
    """The countries of a figure: what its own words say first, what stands nearer before what stands farther."""
    around = text.around(index)
    near = sorted(around.places, key=lambda place: distance(place, link))
    local = tuple(written(text, around, place) for place in around.places if place.kind != "c")
    if population in CROSS_BORDER or population == "returned_refugee":
        return across_borders(text, index, link, near, local, population)
    group = together(text, around, near[0]) if near else ()
    if not group and link.quantity.nationalities:
        group = link.quantity.nationalities[:1]
    group = group or from_neighbours(text, index) or from_text(text)
    return Where(group, group, local, near[0] if near else None)


def distance(place: Place, link: Link) -> int:
    """Tokens between a place and the number or its predicate; names that follow are nearer than names before."""
    head = link.quantity
    behind = max(place.first - max(head.stop, link.term.stop), 0)
    before = max(min(head.first, link.term.first) - place.stop, 0)
    return behind * 2 + before * 3


def written(text: Text, around: Around, place: Place) -> str:
    """A place as the text has it."""
    return text.text[around.sentence.starts[place.first] : around.sentence.ends[place.stop - 1]]


def together(text: Text, around: Around, place: Place) -> tuple[str, ...]:
    """The country of a place and of those coordinated with it: Chad, Egypt and South Sudan."""
    members = [place]
    links = {",", "،", *around.lexicon.grammar["place_links"]}
    for later in around.places:
        if later.first > members[-1].stop and later.kind == place.kind == "c":
            between = around.sentence.words[members[-1].stop : later.first]
            if len(between) <= 2 and set(between) <= links:
                members.append(later)
    for earlier in reversed(around.places):
        if earlier.stop < members[0].first and earlier.kind == place.kind == "c":
            between = around.sentence.words[earlier.stop : members[0].first]
            if len(between) <= 2 and set(between) <= links:
                members.insert(0, earlier)
    found = (text.country_of(each) for each in members)
    return tuple(dict.fromkeys(iso3 for iso3 in found if iso3))


def from_neighbours(text: Text, index: int) -> tuple[str, ...]:
    """The country of the last place named in the sentences before, in the same paragraph."""
    for earlier in range(index - 1, max(index - NEIGHBOURS - 1, -1), -1):
        if text.spans[earlier + 1].opens:
            return ()
        named = [iso3 for place in text.around(earlier).places if (iso3 := text.country_of(place))]
        if named:
            return (max(named, key=lambda iso3: text.countries[iso3]),)
    return ()


def from_text(text: Text) -> tuple[str, ...]:
    """The country that the whole text speaks of, if one leads clearly."""
    leading = text.countries.most_common(2)
    if not leading or (len(leading) > 1 and leading[0][1] < 1.2 * leading[1][1]):
        return ()
    return (leading[0][0],)


def across_borders(
    text: Text, index: int, link: Link, near: list[Place], local: tuple[str, ...], population: str
) -> Where:
    """Refugees: origin from a nationality or after "from", location from a host's name."""
    around = text.around(index)
    origin = link.quantity.nationalities
    sources = [place for place in near if comes_from(around, place)]
    hosts = [place for place in near if place not in sources]
    if not origin and sources:
        origin = together(text, around, sources[0])
    location: tuple[str, ...] = ()
    for place in hosts:
        group = tuple(iso3 for iso3 in together(text, around, place) if iso3 not in origin)
        if group:
            location = group
            break
    location = location or tuple(iso3 for iso3 in from_neighbours(text, index) if iso3 not in origin)
    location = location or tuple(iso3 for iso3 in from_text(text) if iso3 not in origin)
    if population == "returned_refugee":
        home = origin or location
        return Where(home, home, local, near[0] if near else None)
    return Where(origin, location, local, hosts[0] if hosts else None)


def comes_from(around: Around, place: Place) -> bool:
    """After "from", "out of", "fled"."""
    before = around.sentence.words[max(0, place.first - 3) : place.first]
    return any(word in around.lexicon.grammar["away_from"] for word in before)
