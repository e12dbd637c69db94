"""What a number counts: its qualifier, its unit and the words of its noun phrase."""

from typing import Final

from tracker.extract.links.asides import closing
from tracker.extract.links.reading import QUALIFYING, Reading, before_qualifiers, is_of, is_owner, is_shared
from tracker.extract.numbers.amounts import Number
from tracker.extract.places import WORDS, named
from tracker.extract.words.language import PLACE, Mention
from tracker.terms import Qualifier

QUALIFIERS: Final = {str(each): each for each in Qualifier}
EXACT: Final = Qualifier.EXACT
PHRASE: Final = 8  # tokens looked at for the noun after a number
UNKNOWN: Final = 4  # words between a number and its noun that the lexicon need not know
OTHERS: Final = ("fate", "other")
GOES_ON: Final = frozenset({"number", "qualifier", "word", "article", "of"})  # after the qualifier of another number
THINGS: Final = frozenset({"label", "holds", "noun", "dwelling"})  # roles of terms that may be nouns of things
OF: Final = frozenset({"of", "whole"})
NOUNS: Final = frozenset({"unit", "demonym"})
ASIDE: Final = 12  # tokens of an aside between a number and its noun
SKIPPED: Final = ("light", "qualifier", "label", "stock")


class Quantity:
    """A number with its noun phrase: tokens first … stop-1. No unit: the noun is left out ("12,761 were moved")."""

    def __init__(
        self,
        number: Number,
        first: int,
        stop: int,
        qualifier: Qualifier,
        unit: str,
        inside: Mention | None = None,
        noun: Mention | None = None,
        nationalities: tuple[str, ...] = (),
    ) -> None:
        self.number, self.first, self.stop = number, first, stop
        self.qualifier = qualifier
        self.unit = unit  # person · household · dwelling · "" (left out) · other (something else is counted)
        self.inside = inside  # the term in the noun phrase: 3,000 REFUGEES, 3,000 DISPLACED families
        self.noun = noun  # the unit's word
        self.nationalities = nationalities

    def until(self, stop: int, qualifier: Qualifier | None = None) -> "Quantity":
        """The same up to another token, perhaps with a qualifier that stands there."""
        qualifier = qualifier or self.qualifier
        return Quantity(self.number, self.first, stop, qualifier, self.unit, self.inside, self.noun, self.nationalities)

    def of_unit(self, unit: str) -> "Quantity":
        """The same number of something else."""
        return Quantity(
            self.number, self.first, self.stop, self.qualifier, unit, self.inside, self.noun, self.nationalities
        )

    def of_people(self, nationalities: tuple[str, ...]) -> "Quantity":
        """The same number of people of these nationalities."""
        return Quantity(
            self.number, self.first, self.stop, self.qualifier, self.unit, self.inside, self.noun, nationalities
        )


def quantity(reading: Reading, number: Number) -> Quantity:
    """A number with its noun phrase and qualifier."""
    first, qualifier = qualified(reading, number)
    start = over_shares(reading, skip_after(reading, over_bracket(reading, number)))
    counted = noun_phrase(reading, Quantity(number, first, start, qualifier, ""), start)
    if counted.unit == "household" and has_houses(reading, counted.first - 1):
        counted = counted.of_unit("dwelling")
    return with_qualifier_after(reading, with_nationality_after(reading, counted))


def over_bracket(reading: Reading, number: Number) -> int:
    """وصلت (3,200) أسرة, (1,664) sites: the token after a number that stands in brackets before its noun."""
    position = number.stop
    if reading.kind(position) != ")" or reading.kind(number.first - 1) != "(":
        return position
    kind, mention = reading.kind(position + 1), reading.mention(position + 1)
    named = bool(reading.sentence.flags[max(number.first - 2, 0)] & PLACE)  # السودان (3,000) وتشاد
    word = kind == "word" and not (named or reading.lexicon.grammar["capitals"])
    thing = kind in ("unit", "other") or (mention is not None and mention.entry.role in THINGS)
    return position + 1 if word or thing else position


def over_shares(reading: Reading, position: int) -> int:
    """834,746 (52% FEMALE AND 48% MALE) displaced people: the token after an aside before the noun."""
    if reading.kind(position) != "(":
        return position
    close = next((at for at in range(position, position + ASIDE) if reading.kind(at) == ")"), 0)
    mention = reading.mention(close + 1) if close else None
    named = mention is not None and (mention.entry.kind in NOUNS or mention.entry.role in ("people", "modifier"))
    return close + 1 if named else position


def has_houses(reading: Reading, position: int) -> bool:
    """The HOMES OF 41 families were destroyed."""
    owned = reading.mention(reading.before(position)) if reading.kind(position) in OF else None
    return owned is not None and owned.entry.kind == "unit" and owned.entry.name in ("dwelling", "home")


def with_qualifier_after(reading: Reading, counted: Quantity) -> Quantity:
    """3 000 personnes au moins; but not "300 people, more than 40 …", "refugees under a mandate"."""
    after = reading.mention(counted.stop)
    if not counted.noun or counted.qualifier is not EXACT or after is None or after.entry.kind != "qualifier":
        return counted
    if after.stop - after.first == 1 or after.entry.name == EXACT or reading.kind(after.stop) in GOES_ON:
        return counted
    return counted.until(after.stop, QUALIFIERS[after.entry.name])


def with_nationality_after(reading: Reading, counted: Quantity) -> Quantity:
    """Réfugiés syriens, لاجئ سوري: where adjectives follow their noun."""
    after, stop = reading.mention(counted.stop), counted.stop
    if reading.kind(stop) == "coordinate":  # réfugiés et migrants syriens
        after = reading.mention(reading.after(reading.after(stop)))
    if not counted.noun or after is None or after.entry.kind != "demonym":
        return counted
    stop = after.stop if after.first == stop else stop
    return counted.until(stop).of_people((*counted.nationalities, after.entry.name))


def qualified(reading: Reading, number: Number) -> tuple[int, Qualifier]:
    """Where the number's qualifiers begin, and the strongest of them, the nearest first."""
    first, found = number.first, EXACT
    while (mention := reading.mention(first - 1)) and mention.entry.kind in QUALIFYING:
        first = mention.first
        if found is EXACT and mention.entry.kind == "qualifier":
            found = QUALIFIERS[mention.entry.name]
    after = reading.mention(number.stop)
    if found is EXACT and after and after.entry.kind == "qualifier":
        found = QUALIFIERS[after.entry.name]
    return first, found


def skip_after(reading: Reading, position: int) -> int:
    """Over a qualifier ("or so"), the "of" of "thousands of", and the whole of "12,000 of the 40,000 residents"."""
    kinds = ["qualifier", "of", "whole"]
    if is_shared(reading, position):
        position = reading.after(reading.after(position))
    scaled = reading.sentence.kinds[position - 1] == "word"  # 5,6 millions DES déplacés
    if scaled and is_of(reading, position):
        position += 1
    while reading.kind(position) in kinds or (reading.kind(position - 1) in OF and is_owner(reading, position)):
        owned = is_owner(reading, position)
        kinds += {"whole": ["number", "article"], "of": ["article"]}.get(reading.kind(position), ["number"] * owned)
        position = reading.after(position)
    return position


def noun_phrase(reading: Reading, so_far: Quantity, position: int) -> Quantity:
    """Reads on from the number to the noun that it counts, over adjectives, nationalities and words nobody knows."""
    inside: Mention | None = None
    nationalities: list[str] = []
    if is_from(reading, position):
        return so_far.until(so_far.number.stop)
    if has_no_noun(reading, position):
        return so_far
    start, unknown, limit = position, 0, position + PHRASE
    while position < limit:
        kind, mention = reading.kind(position), reading.mention(position)
        if kind == "unit" and mention and is_compound(reading, mention):
            return finish(so_far, "other", so_far.stop, None, None, [])
        if kind == "unit" and mention:
            owned = mention.entry.name == "dwelling"  # 410 tents of displaced families
            inside = inside or (None if owned else named_after(reading, mention))
            return finish(so_far, mention.entry.name, mention.stop, inside, mention, nationalities)
        if kind == "term" and mention:
            if mention.entry.role == "people" and names_sites(reading, mention.stop):
                return finish(so_far, "other", so_far.stop, None, None, [])
            if mention.entry.role == "people" and (unknown <= 1 or reading.lexicon.grammar["capitals"]):
                return finish(so_far, "person", mention.stop, mention, mention, nationalities)
            if is_wrecked(reading, so_far, mention):
                return finish(so_far, "dwelling", mention.stop, None, mention, [])
            if not is_adjective(reading, mention):
                unknown += mention.entry.role in ("holds", "noun", "label") and position == start  # 881 shelters
                break
            inside = mention
        elif kind == "demonym" and mention:
            nationalities.append(mention.entry.name)
            so_far = finish(so_far, "person", mention.stop, inside, mention, nationalities)
        elif kind in OTHERS:  # 189 passengers, 63,000 inmates, 40 horses: something else
            return finish(so_far, "other", so_far.stop, None, None, [])
        elif kind in SKIPPED and reading.sentence.words[position] in reading.lexicon.dates["since"]:
            break  # 674,000 SINCE March
        elif kind == "word" and reading.kind(so_far.first - 1) != "preposition" and is_people(reading, position):
            return finish(so_far, "person", position + 1, inside, None, nationalities)
        elif kind == "(" and inside and reading.kind(position + 2) == ")":  # internally displaced (IDP) families
            position += 2
        elif kind == "word" or (kind == "need" and is_affected(reading, position)):
            unknown += kind == "word"
        elif unknown and kind in SKIPPED and reading.sentence.words[position] in reading.lexicon.grammar["towards"]:
            break  # 400 shops belonging TO people
        elif not (kind in SKIPPED or (kind in ("coordinate", "-", ",") and inside_adjectives(reading, position))):
            break
        if unknown > UNKNOWN:
            break
        position = reading.after(position)
    if so_far.unit:
        return so_far
    return finish(so_far, "other" if unknown or inside else "", so_far.stop, inside, None, nationalities)


def is_affected(reading: Reading, position: int) -> bool:
    """25,324 flood-AFFECTED people have returned: an adjective, where right behind the people stands what they did.

    57,000 conflict-AFFECTED IDPs: and where the people's name itself follows.
    """
    if is_named(reading, position + 1):
        return True
    behind = reading.after(position + 1)
    told = behind + 1 if reading.kind(behind) in ("be", "have", "light") else behind
    return reading.kind(position + 1) == "unit" and "term" in (
        reading.kind(behind),
        reading.kind(told),
        reading.kind(told + 1),
    )


def is_named(reading: Reading, position: int) -> bool:
    """Refugees, IDPs."""
    mention = reading.mention(position)
    return mention is not None and mention.entry.kind == "term" and mention.entry.role == "people"


def is_wrecked(reading: Reading, so_far: Quantity, mention: Mention) -> bool:
    """Destroyed 80 SHELTERS; 80 shelters were gutted: what houses people in a camp, right beside what befalls homes."""
    named = reading.sentence.words[mention.first] in reading.lexicon.grammar["makeshift"]
    if not named or mention.stop - mention.first > 1:
        return False
    behind = mention.stop
    while reading.kind(behind) in ("be", "have", "light", "coordinate"):
        behind = reading.after(behind)
    beside = (reading.mention(before_qualifiers(reading, so_far.first - 1)), reading.mention(behind))
    return any(each is not None and each.entry.role == "dwelling" for each in beside)


def names_sites(reading: Reading, position: int) -> bool:
    """42 Internally Displaced Persons (IDPs) CAMPS: the noun behind the people's name and its short form."""
    behind = reading.mention(position + 3) if reading.kind(position) == "(" else None
    return behind is not None and behind.entry.role == "label" and reading.kind(position + 2) == ")"


def is_people(reading: Reading, position: int) -> bool:
    """600 LUO who …, thousands of LOUISIANANS are …: the name of a people, which no lexicon knows."""
    following = reading.sentence.words[position + 1 : position + 2]
    told = not reading.lexicon.grammar["who"].isdisjoint(following) or reading.kind(position + 1) in ("be", "have")
    return reading.sentence.is_capital(position) and told


def is_compound(reading: Reading, unit: Mention) -> bool:
    """29,960 FAMILY shelters, 3,000 HOUSEHOLD kits: what is counted is the noun that follows."""
    if reading.sentence.words[unit.first] not in reading.lexicon.grammar["compound"]:
        return False
    after = reading.mention(unit.stop)
    return reading.kind(unit.stop) == "word" or (after is not None and after.entry.role in THINGS)


def has_no_noun(reading: Reading, position: int) -> bool:
    """4,377 to Ouham; 3,829 ten days ago: where they went, or another number, stands right after the number."""
    words, lexicon = reading.sentence.words[position : position + 1], reading.lexicon
    return bool(words) and (words[0] in lexicon.grammar["towards"] or words[0] in lexicon.numbers["words"])


def is_from(reading: Reading, position: int) -> bool:
    """210 آلاف من لبنان: "of" is "from" before a country, which only scripts with capital letters show."""
    if reading.lexicon.grammar["capitals"] or reading.kind(position - 1) != "of":
        return False
    length, _, kind = named(reading.lexicon, list(reading.sentence.words[position : position + WORDS]))
    return length > 0 and kind == "c"


def named_after(reading: Reading, unit: Mention) -> Mention | None:
    """75,293 households integrated IDPs: the people's name stands after the unit, a word between at most."""
    position = over_parenthesis(reading, unit.stop)
    for _ in range(3):
        mention = reading.mention(position)
        if mention and mention.entry.kind == "term" and mention.entry.role == "people":
            return None if mention.entry.measure else mention  # 412 personnes ARRIVÉES: 412 arrivals are events
        if reading.kind(position) not in ("word", "-", "of"):
            return None
        position = reading.after(position)
    return None


def over_parenthesis(reading: Reading, position: int) -> int:
    """52 785 ménages (398 471 PDI) DÉPLACÉS: the token after what is enclosed, else the token itself."""
    return closing(reading, position) + 1 if reading.kind(position) == "(" else position


def finish(
    so_far: Quantity, unit: str, stop: int, inside: Mention | None, noun: Mention | None, nationalities: list[str]
) -> Quantity:
    return Quantity(
        so_far.number, so_far.first, stop, so_far.qualifier, unit, inside, noun, tuple(dict.fromkeys(nationalities))
    )


def is_adjective(reading: Reading, mention: Mention) -> bool:
    """Displaced FAMILIES, but not "3,000 displaced by the war": a unit follows, at most one word later."""
    if mention.entry.role == "modifier":
        return True
    if mention.entry.role not in ("verb", "dwelling", "state") or is_open(reading, mention):
        return False
    following = over_parenthesis(reading, mention.stop)  # internally displaced (IDP) families
    for _ in range(2):
        mention_after = reading.mention(following)
        if mention_after and mention_after.entry.kind == "unit":
            return True
        if reading.kind(following) not in ("word", "demonym", "light"):
            return False
        following = reading.after(following)
    return False


def is_open(reading: Reading, mention: Mention) -> bool:
    """Thousands DISPLACED FROM THEIR ancestral homes: the homes belong to what was done."""
    return reading.sentence.words[mention.stop - 1] in reading.lexicon.function_words


def inside_adjectives(reading: Reading, position: int) -> bool:
    """Syrian AND Lebanese, old and sick people: a noun or a nationality stands soon after the word between."""
    following = reading.after(position)
    return reading.kind(following) == "demonym" or (
        reading.kind(following) == "word" and reading.kind(reading.after(following)) in ("unit", "demonym", "term")
    )


def is_definite(reading: Reading, counted: Quantity) -> bool:
    """The thousands of residents: people who are there, whatever is planned for them; but "des milliers"."""
    words, indefinite = reading.sentence.words, reading.lexicon.numbers["articles"]
    articles = (at for at in range(counted.first, counted.number.first) if reading.kind(at) == "article")
    return any(words[at] not in indefinite and not is_of(reading, at) for at in articles)
