"""Who is counted, and how: the term, the population, stock or flow, the cause."""

from itertools import takewhile
from typing import Final

from tracker.extract.facts.context import COST, Around, Text, gap_cost
from tracker.extract.facts.where import at_war, heading, names_home, sends
from tracker.extract.links.paths import Link
from tracker.extract.places import Place
from tracker.extract.sentences import Sentence
from tracker.extract.words.language import Mention, stands
from tracker.extract.words.lexicon import fold, says
from tracker.terms import Cause, Measure, Population, Term

TERMS: Final = {str(each): each for each in Term}
CAUSES: Final = {str(each): each for each in Cause}
MEASURES: Final = {str(each): each for each in Measure}
STOCK: Final = Measure.STOCK
FLOW: Final = Measure.FLOW
CONFLICT: Final = Cause.CONFLICT
REFUGEE: Final = Term.REFUGEE
SAYS_MORE: Final = frozenset({"returns", "relocated", "evacuated", "in_relief_camp"})  # more than who people are
ARRIVES: Final = frozenset({"returns", "relocated", "evacuated"})
MOVES: Final = frozenset({"forced_to_flee", "relocated", "evacuated", "destroyed_housing", "homeless"})
UNSAID: Final = frozenset({"sheltered", "in_relief_camp", "relocated", "displaced", "forced_to_flee"})
EITHER_WAY: Final = frozenset({"displaced", "forced_to_flee"})  # inside a country or out of it
SHELTERED: Final = frozenset({"sheltered", "in_relief_camp"})
ABROAD: Final = frozenset({"refugee", "asylum_seeker"})  # terms and populations of who left a country
BEHIND: Final = 3  # tokens between a verb of return and its country
HOST: Final = 2  # tokens before the country where people take refuge
BORDER: Final = 4  # tokens of "in the neighbouring countries"
NEAR: Final = 8  # tokens
WORLDWIDE: Final = 40_000_000  # no one country has so many displaced
BESIDE: Final = 3  # tokens
BARE_STOCK: Final = 1_000_000  # "3.3 million displaced by war" is how many are displaced


def term_of(around: Around, link: Link) -> Term:
    """The predicate's term where it says more than the noun's: refugees relocated; sheltered abroad are refugees."""
    if link.term.entry.name == "sheltered" and not says_more(link) and shelters_abroad(around, link):
        return REFUGEE
    return TERMS[link.predicate.entry.name if link.predicate and says_more(link) else link.term.entry.name]


def says_more(link: Link) -> bool:
    return link.predicate is not None and link.predicate.entry.name in SAYS_MORE


def population_of(text: Text, index: int, link: Link) -> Population:
    """Who they are, by their noun, then by what they did, then by whose country the text speaks of."""
    around = text.around(index)
    names = {link.term.entry.name} | ({link.predicate.entry.name} if link.predicate else set())
    people = link.term.entry.role in ("people", "modifier", "verb") and link.evidence in ("inside", "label", "listed")
    if (link.quantity.number.value or 0) >= WORLDWIDE and "displaced" in names and not is_internal(around, link):
        return Population.DISPLACED
    if "returns" in names:
        back = from_abroad(around, link, names) or (text.about.abroad and "displaced" not in names)
        return Population.RETURNED_REFUGEE if back else Population.RETURNED_IDP
    either = names & EITHER_WAY and not is_internal(around, link)
    if either and (around.says("many_countries") or has_part_at_home(around, link)):
        return Population.DISPLACED
    if people and link.term.entry.name == "displaced":
        return Population.IDP
    if "asylum_seeker" in names:
        return Population.ASYLUM_SEEKER
    if "refugee" in names or crosses_border(around, link):
        return Population.REFUGEE
    if link.unit == "dwelling" and link.term.entry.role == "dwelling":
        return Population.DISPLACED
    return Population.REFUGEE if is_abroad(text, around, link) else Population.IDP


def is_abroad(text: Text, around: Around, link: Link) -> bool:
    """23,000 Congolese are camping in a stadium, in a text that speaks of Burundi, and no place of theirs is named.

    Without a nationality they are refugees in a text that speaks of nobody else.
    """
    own, leading = link.quantity.nationalities, text.about.leading
    if not own:
        inside = any(is_inside(around, place) for place in around.places)
        at_home = inside or is_internal(around, link) or around.says("at_home")
        return text.about.abroad and link.term.entry.name in UNSAID and not at_home
    if not leading or leading in own or link.term.entry.name == "evacuated":
        return False
    return not any(set(own) & set(place.countries) for place in around.places)


def is_inside(around: Around, place: Place) -> bool:
    """INSIDE SYRIA 2.5 million have left their homes."""
    before = around.sentence.words[place.first - 1] if place.first else ""
    return place.kind == "c" and before in around.lexicon.grammar["inside"]


def has_part_at_home(around: Around, link: Link) -> bool:
    """12 million have fled: 9 million of them INSIDE THE COUNTRY; so the others have left it."""
    if not around.says("at_home"):
        return False
    sentence = around.sentence
    after = fold(sentence.raw)[sentence.span(0, link.quantity.number.stop)[1] - sentence.start :]
    begins = (after.find(phrase) for phrase in around.lexicon.grammar["at_home"])
    return any(any(map(str.isdigit, after[: max(begin, 0)])) for begin in begins)


def from_abroad(around: Around, link: Link, names: set[str]) -> bool:
    """People who come back over a border: refugees, nationals, or from a second country that the sentence names."""
    if "displaced" in names:
        return False
    named = {place.countries for place in around.places if place.kind == "c"}
    if any(came_from(around, place, link) or goes_into(around, place, link) for place in around.places):
        return True
    local = (place for place in around.places if place.kind != "c" and heading(around, place) == "towards")
    at_home = any(gap_cost(around, place.first, place.stop, link) <= NEAR for place in local)
    home_again = names_one(around, link.term, "repatriation")
    return home_again or "refugee" in names or len(named) > 1 or bool(link.quantity.nationalities and not at_home)


def names_one(around: Around, mention: Mention | None, table: str) -> bool:
    """Whether a phrase holds one of the strings of a table: RAPATRIés, leurs COMPATRIOTes."""
    name = " ".join(around.sentence.words[mention.first : mention.stop]) if mention else ""
    return says(around.lexicon, table, name)


def came_from(around: Around, place: Place, link: Link) -> bool:
    """They returned from a country, or it sent them back."""
    before = around.sentence.words[max(place.first - 2, 0) : place.first]  # from neighbouring Iran
    directly = any(word in around.lexicon.grammar["away_from"] for word in before)
    return place.kind == "c" and (sends(place, link) or (directly and not names_home(place, link)))


def goes_into(around: Around, place: Place, link: Link) -> bool:
    """2,300 people returned to the DRC: a country right behind what they did."""
    back = link.predicate or link.term
    return place.kind == "c" and 0 <= place.first - back.stop <= BEHIND and heading(around, place) == "towards"


def crosses_border(around: Around, link: Link) -> bool:
    """They flee their country, or towards one that is neither theirs nor the one they left."""
    if link.term.entry.name in SHELTERED:
        return shelters_abroad(around, link)
    if link.term.entry.name != "forced_to_flee":
        return False
    if around.says("abroad"):
        return True
    countries = [place for place in around.places if place.kind == "c"]
    if any(is_neighbour(around, place) and heading(around, place) for place in countries):
        return True
    beside = [place for place in countries if any(0 <= place.first - stop <= 1 for stop in stops(link))]
    if any(heading(around, place) == "away_from" for place in beside):
        return True
    if beside and reaches(around, link, beside[0]) and beside[0].countries[0] not in link.quantity.nationalities:
        return True
    scenes = [place for place in countries if is_scene(around, place)]
    left = {iso3 for place in scenes for iso3 in place.countries}
    own = {*link.quantity.nationalities, *left}
    reached = [place for place in countries if heading(around, place) == "towards"]
    if link.quantity.nationalities:  # Ukrainians who fled live in Poland; Syrians moved into Hermel
        reached += [place for place in countries if place not in scenes]
        reached += [place for place in around.places if place.known and heading(around, place) == "towards"]
    return bool(own) and any(not own & set(place.countries) for place in reached)


def reaches(around: Around, link: Link, place: Place) -> bool:
    """Crossed into Uganda; fled to Iran; but not "fled to northern Iran", which people of Iran do."""
    words, grammar = around.sentence.words, around.lexicon.grammar
    towards = grammar["towards"] | grammar["place_articles"]
    near = any(place.first == stop or (place.first == stop + 1 and words[stop] in towards) for stop in stops(link))
    entered = " ".join(words[link.term.first : link.term.stop]) in grammar["entries"]
    return entered or (near and heading(around, place) == "towards")


def words_from(sentence: Sentence, first: int, most: int) -> list[str]:
    """The words from a token on, up to a mark or a number."""
    tokens = range(first, min(first + most, len(sentence.words)))
    return [sentence.words[token] for token in takewhile(lambda token: sentence.kinds[token] == "word", tokens)]


def stops(link: Link) -> tuple[int, int]:
    """The tokens after a term and after its number: fled TO CHAD; drove 4,000 people INTO CHAD."""
    return link.term.stop, link.quantity.stop


def is_neighbour(around: Around, place: Place) -> bool:
    """NEIGHBOURING Chad, le Tchad VOISIN."""
    words = around.sentence.words[max(place.first - 1, 0) : place.stop + 1]
    return not around.lexicon.grammar["neighbours"].isdisjoint(words)


def shelters_abroad(around: Around, link: Link) -> bool:
    """3,000 Sudanese have taken refuge in Chad: right after it a country that is not theirs; or neighbouring states."""
    stop = max(stops(link))
    if says(around.lexicon, "abroad", " ".join(words_from(around.sentence, stop, BORDER))):
        return True
    countries = [place for place in around.places if place.kind == "c"]
    left = {iso3 for place in countries if is_scene(around, place) for iso3 in place.countries}
    own = {*link.quantity.nationalities, *left}
    hosts = [place for place in countries if 0 <= place.first - stop <= HOST and not is_scene(around, place)]
    if hosts and not own:
        return names_one(around, link.quantity.noun, "compatriots") or is_neighbour(around, hosts[0])
    return bool(hosts) and own.isdisjoint(hosts[0].countries)


def is_scene(around: Around, place: Place) -> bool:
    """The place that people left, or the place of a war."""
    return heading(around, place) == "away_from" or at_war(around, place)


def measure_of(around: Around, link: Link, cause: Cause) -> Measure:
    """Stock where people are counted as they are, flow where they are counted as they move."""
    if link.term.entry.measure:
        return MEASURES[link.term.entry.measure]
    name = link.predicate.entry.name if link.predicate and says_more(link) else link.term.entry.name
    if (link.quantity.number.value or 0) >= WORLDWIDE:
        return STOCK
    if link.unit == "dwelling" or name == "returns" or moves_into(around, link.term):
        return FLOW
    if near_words(around, link, "remain_words"):
        return STOCK
    if link.predicate and (link.predicate.entry.name in ARRIVES or link.predicate.entry.measure == "flow"):
        return FLOW
    if name in MOVES and link.term.entry.role != "people":
        return FLOW
    if name == "displaced" and is_caused(around, link):
        return FLOW
    if link.evidence == "inside" or link.term.entry.role in ("people", "modifier", "host"):
        return STOCK
    if name in ("sheltered", "in_relief_camp") or near_words(around, link, "stock_words"):
        return STOCK
    return STOCK if is_bare(around, link) and cause is CONFLICT else FLOW


def moves_into(around: Around, term: Mention) -> bool:
    """Taken TO shelters, but staying IN shelters."""
    into = around.sentence.words[term.first] in around.lexicon.grammar["towards"]
    return into and term.entry.name in ("sheltered", "in_relief_camp")


def is_bare(around: Around, link: Link) -> bool:
    """With 3.3 million displaced: many people, and nobody displaces them in this sentence."""
    number = link.quantity.number
    many = (number.value or number.high or 0) >= BARE_STOCK
    return many and link.term.first == link.quantity.stop and link.evidence == "next"


def is_caused(around: Around, link: Link) -> bool:
    """The attacks CAUSED 3,000 displaced people: they moved then."""
    lexicon, words, first = around.lexicon, around.sentence.words, link.quantity.first
    if first == 0 or words[first - 1] in lexicon.grammar["towards"]:  # إلى is also "to"
        return False
    verbs = (stands(lexicon, lexicon.core, words, at, "forcing") for at in range(max(first - BESIDE, 0), first))
    return any(stop == first for stop in verbs)


def near_words(around: Around, link: Link, table: str) -> bool:
    """Remain, still, currently: near the number or its term."""
    low = min(link.quantity.first, link.term.first) - 4
    high = max(link.quantity.stop, link.term.stop) + 2
    return not around.lexicon.grammar[table].isdisjoint(around.sentence.words[max(0, low) : high])


def cause_of(text: Text, index: int, link: Link, population: Population) -> Cause:
    """The nearest cause in the sentence, in the one before, or the text's; refugees flee conflict.

    What may be named beside any cause (rain, soldiers) counts only where the text names nothing clearer.
    """
    around = text.around(index)
    if causes := clear(around):
        return CAUSES[min(causes, key=lambda each: cause_cost(around, each, link)).entry.name]
    if index and not text.sentences.spans[index].opens and (before := clear(text.around(index - 1))):
        return CAUSES[before[-1].entry.name]
    unsaid = text.about.cause == "unknown" and link.unit != "dwelling" and flees_by_name(around, link, population)
    if unsaid or (population in ABROAD and link.term.entry.name in ABROAD):
        return CONFLICT
    return CAUSES[text.about.cause]


def cause_cost(around: Around, cause: Mention, link: Link) -> int:
    """How far a cause stands from a figure; in a list each has its own behind it: 3,200 by floods, 1,300 BY WAR."""
    before = link.evidence == "listed" and cause.stop <= link.quantity.first
    return gap_cost(around, cause.first, cause.stop, link) + (COST if before else 0)


def clear(around: Around) -> list[Mention]:
    """The causes of a sentence that say by themselves what happened."""
    return [each for each in around.causes if each.entry.role != "weak"]


def flees_by_name(around: Around, link: Link, population: Population) -> bool:
    """Refugees flee conflict by their name; "internally displaced" and going back say so where no disaster is named."""
    if population not in (Population.IDP, Population.RETURNED_IDP):
        return True
    named = link.term.entry.role in ("people", "modifier") and link.term.entry.name == "displaced"
    return population == Population.RETURNED_IDP or (named and is_internal(around, link))


def is_internal(around: Around, link: Link) -> bool:
    """Internally displaced, IDPs: in their own country."""
    name = " ".join(around.sentence.words[link.term.first : link.term.stop])
    return says(around.lexicon, "internal", name)
