"""Where: origin and location of a figure, from its noun phrase, its clause, its sentence, its neighbours, its text."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from tracker.extract.facts.clauses import clause, is_free, is_part, part_before
from tracker.extract.facts.context import NEIGHBOURS, Around, Text, gap_cost
from tracker.extract.links.paths import Link
from tracker.extract.overview import CLEARLY, leader
from tracker.extract.places import Place
from tracker.extract.words.language import CORE, means, starting

CROSS_BORDER: Final = frozenset({"refugee", "asylum_seeker"})
SMALL: Final = 12  # tokens that a small town counts for
PARTY: Final = 24  # tokens that a place after "between" counts for: it may be one who fights, not where
BESIDE: Final = 2  # words between a war and its place
Left = frozenset[str]  # countries that returning people have left


class Where:
    """Countries of origin and location, the sub-national names as written, and the place that decided."""

    def __init__(
        self, origin: tuple[str, ...], location: tuple[str, ...], local: tuple[str, ...], place: Place | None
    ) -> None:
        self.origin, self.location, self.local, self.place = origin, location, local, place


def where(text: Text, index: int, link: Link, population: str) -> Where:
    """The countries of a figure: what its own words say first, what stands nearer before what stands farther."""
    around = text.around(index)
    own = clause(around, link)
    near = sorted(text.places(index), key=lambda place: (place.first not in own, distance(around, place, link)))
    near = [place for place in near if heads(around, place, link) or not is_part(around, place)]
    if link.evidence == "listed":
        own_place = (place for sign in (has, follows, heads) for place in near if sign(around, place, link))
        near = list(islice(own_place, 1)) or near
    local = local_names(around, own)
    if population == "returned_refugee":
        return back_home(text, index, link, near, local)
    if population in CROSS_BORDER:
        return across_borders(text, index, link, near, local)
    group = together(text, around, near[0]) if near else ()
    if not group and link.quantity.nationalities:
        group = link.quantity.nationalities[:1]
    if not group and around.says("at_home"):
        group = from_text(text)
    left = left_before(text, index) if population == "returned_idp" else frozenset[str]()
    group = group or from_neighbours(text, index, left) or from_text(text)
    group = group or last_named(text, range(index - 1, max(index - NEIGHBOURS, 0) - 1, -1), left)
    return Where(group, group, local, near[0] if near else None)


def local_names(around: Around, own: range) -> tuple[str, ...]:
    """The places inside countries, as written: those of the figure's clause, else those of clauses without figures."""
    places = [place for place in around.places if place.kind != "c"]
    places = [place for place in places if place.first in own] or [each for each in places if is_free(around, each)]
    return tuple(around.sentence.written(place.first, place.stop) for place in places)


def heads(around: Around, place: Place, link: Link) -> bool:
    """The place of one number in a list: Chad (238,218); Perú, con 500.000."""
    between = around.sentence.words[place.stop : link.quantity.first]
    return place.stop <= link.quantity.first and {"(", ",", *around.lexicon.grammar["list_with"]}.issuperset(between)


def has(around: Around, place: Place, link: Link) -> bool:
    """The place right before one number in a list: Lebanon has 850,000 and Jordan 575,000."""
    between = around.sentence.words[place.stop : link.quantity.first]
    lexicon = around.lexicon
    return place.stop <= link.quantity.first and all(means(lexicon, lexicon.core, word, "have") for word in between)


def follows(around: Around, place: Place, link: Link) -> bool:
    """The place after one number in a list: 600,000 in Chad and 300,000 in South Sudan."""
    between = around.sentence.kinds[link.quantity.stop : place.first]
    return place.first > link.quantity.stop and set(between) == {"word"}


def distance(around: Around, place: Place, link: Link) -> int:
    """How far a place stands from a figure; a small town's name may be anything's, "between" names who fights."""
    before = around.sentence.words[place.first - 1 : place.first]
    party = bool(before) and (before[0] in around.lexicon.numbers["range_openers"] or fights(around, place))
    return gap_cost(around, place.first, place.stop, link) + (0 if place.known else SMALL) + (PARTY if party else 0)


def fights(around: Around, place: Place) -> bool:
    """The war WITH RUSSIA: who fights, not where."""
    words, parties = around.sentence.words, around.lexicon.grammar["parties"]
    wars = (cause.stop for cause in around.causes if cause.entry.name == "conflict")
    return words[place.first - 1] in parties and place.first - 1 in wars


def together(text: Text, around: Around, place: Place) -> tuple[str, ...]:
    """The country of a place and of those coordinated with it: Chad, Egypt and South Sudan."""
    members = [place]
    links = {",", *around.lexicon.grammar["place_links"]}
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


def from_neighbours(text: Text, index: int, left: Left = frozenset()) -> tuple[str, ...]:
    """The country of the last place named in the sentences before, in the same paragraph."""
    nearest = index
    while nearest > max(index - NEIGHBOURS, 0) and not text.sentences.spans[nearest].opens:
        nearest -= 1
    return last_named(text, range(index - 1, nearest - 1, -1), left)


def last_named(text: Text, indexes: range, left: Left = frozenset()) -> tuple[str, ...]:
    """The country that the first of these sentences with a place names; of several, the one the text names most."""
    for earlier in indexes:
        named = [iso3 for place in text.places(earlier) if (iso3 := text.country_of(place)) and iso3 not in left]
        if named:
            return (max(named, key=lambda iso3: text.about.countries[iso3]),)
    return ()


def from_text(text: Text, left: Left = frozenset()) -> tuple[str, ...]:
    """The country that the whole text speaks of, if one leads clearly."""
    told = {iso3: weight for iso3, weight in text.about.countries.items() if iso3 not in left} if left else {}
    leading = leader(told, CLEARLY) if left else text.about.leading
    return (leading,) if leading else ()


def across_borders(text: Text, index: int, link: Link, near: list[Place], local: tuple[str, ...]) -> Where:
    """Refugees: origin from a nationality or the place they left, location from a host or the place they reached."""
    around = text.around(index)
    sources = [place for place in near if heading(around, place) == "away_from"]
    sources = sources or [place for place in near if at_war(around, place)]
    if sources and is_part(around, sources[0]):  # Uganda hosts many, most from South Sudan (1,003,000)
        near = [*sources[:1], *(place for place in text.places(index) if not is_part(around, place))]
        link = link.of_people(())
    others, own = [place for place in near if place not in sources], clause(around, link)
    others.sort(key=lambda place: (place.first not in own, heading(around, place) != "towards"))
    origin = link.quantity.nationalities or (together(text, around, sources[0]) if sources else people_of(around))
    groups = nearer_before_farther(text, index, [elsewhere(place, origin) for place in others])
    abroad = (tuple(iso3 for iso3 in group if iso3 not in origin) for group in groups)
    return Where(origin, next((group for group in abroad if group), ()), local, others[0] if others else None)


def elsewhere(place: Place, origin: tuple[str, ...]) -> Place:
    """Nigerian refugees in Niger, which Nigeria has a state of the same name of: they are not at home."""
    others = tuple(iso3 for iso3 in place.countries if iso3 not in origin)
    return Place(place.first, place.stop, others or place.countries, place.kind, place.known, place.namesakes)


def nearer_before_farther(text: Text, index: int, near: list[Place]) -> Iterator[tuple[str, ...]]:
    """The countries of places in the sentence, of its neighbours, of the text; each worked out when asked for."""
    yield from (together(text, text.around(index), place) for place in near)
    yield from_neighbours(text, index)
    yield from_text(text)


def people_of(around: Around) -> tuple[str, ...]:
    """The one nationality of people in a sentence: migrantes venezolanos, of whom 3,000 are refugees."""
    words = zip(around.sentence.words, around.sentence.flags, strict=True)
    kinds = [told(around, word) if flags & CORE else "" for word, flags in words]
    beside = zip(kinds, ["", *kinds], [*kinds[1:], ""], strict=False)
    found = {kind for kind, before, after in beside if len(kind) == 3 and "people" in (before, after)}
    return tuple(found) if len(found) == 1 else ()


def told(around: Around, word: str) -> str:
    """The country whose people a word names, "people" for a word that names people, or ""."""
    for each in starting(around.lexicon, around.lexicon.core, word):
        if not each.rest and each.entry.kind == "demonym":
            return each.entry.name
        if not each.rest and (each.entry.role == "people" or each.entry.name == "person"):
            return "people"
    return ""


def back_home(text: Text, index: int, link: Link, near: list[Place], local: tuple[str, ...]) -> Where:
    """Returned refugees are where they came from once: the country that they left to return is not theirs."""
    around = text.around(index)
    sources = [place for place in text.places(index) if heading(around, place) == "away_from" or sends(place, link)]
    abroad = [place for place in sources if not names_home(place, link)]
    left = frozenset(iso3 for place in abroad for iso3 in together(text, around, place))
    others = [place for place in near if not left.intersection(place.countries)]
    others.sort(key=lambda place: heading(around, place) != "towards")
    groups = [link.quantity.nationalities, *(together(text, around, place) for place in others)]
    home = next((group for group in groups if group), ())
    left |= left_before(text, index)
    home = home or from_neighbours(text, index, left) or from_text(text, left)
    return Where(home, home, local, others[0] if others else None)


def left_before(text: Text, index: int) -> Left:
    """The countries that people left in the sentences before: no home of those who followed them."""
    earlier = [text.around(each) for each in range(max(index - NEIGHBOURS, 0), index)]
    left = (together(text, each, place) for each in earlier for place in each.places if is_left(each, place))
    return frozenset(iso3 for countries in left for iso3 in countries)


def is_left(around: Around, place: Place) -> bool:
    """Gone back FROM IRAN, but not "people from Afghanistan", which says who they are."""
    before = around.sentence.words[max(place.first - 2, 0) : place.first - 1]
    return heading(around, place) == "away_from" and not any(told(around, word) == "people" for word in before)


def names_home(place: Place, link: Link) -> bool:
    """People from Afghanistan have returned: between the number and what they did, it says who they are."""
    if link.evidence in ("anaphor", "listed"):  # its words stand elsewhere
        return False
    back = link.predicate if link.predicate and link.predicate.entry.name == "returns" else link.term
    return link.quantity.stop <= place.first < back.first


def sends(place: Place, link: Link) -> bool:
    """Iran sent back 3,000 people: the country right before the verb that takes them."""
    verb = link.predicate or link.term
    return verb.entry.role == "verb" and 0 <= verb.first - place.stop <= 1 and verb.stop <= link.quantity.first


def at_war(around: Around, place: Place) -> bool:
    """The war in Sudan, Sudan's war: the place that refugees are from."""
    wars = [cause for cause in around.causes if cause.entry.name == "conflict"]
    words = around.sentence.kinds
    return any(
        cause.first == place.stop
        or (0 <= place.first - cause.stop <= BESIDE and set(words[cause.stop : place.first]) <= {"word"})
        for cause in wars
    )


def heading(around: Around, place: Place) -> str:
    """Which way people move at a place: "towards" it, "away_from" it, or ""; in a list as at the place before it."""
    way = heading_alone(around, place)
    before = part_before(around, place) if not way and is_part(around, place) else None
    return heading(around, before) if before else way


def heading_alone(around: Around, place: Place) -> str:
    """To Chad: "towards" it; fled the war in Sudan: "away_from" it; by the words before a place."""
    words, grammar = around.sentence.words, around.lexicon.grammar
    for index in range(place.first - 1, max(place.first - 5, -1), -1):
        if words[index] in grammar["towards"]:
            return "towards"
        of_a_part = index > 0 and words[index - 1] in grammar["place_after"]  # l'EST DU Tchad
        if words[index] in grammar["away_from"] and not of_a_part:
            return "away_from"
        if around.sentence.kinds[index] != "word" or around.sentence.is_capital(index):
            return ""
    return ""
