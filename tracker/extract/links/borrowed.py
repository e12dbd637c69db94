"""Numbers that borrow noun and verb from the figure before: lists, other units, shared nouns."""

from collections.abc import Set
from typing import Final

from tracker.extract.links.nobody import counts_affected
from tracker.extract.links.paths import Case, Link
from tracker.extract.links.portions import HANDFUL
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import Reading, after_qualifiers
from tracker.extract.places import places
from tracker.extract.words.language import Mention, means

SHARING: Final = frozenset({",", "coordinate"})  # what stands between numbers that share a noun
JOINTS: Final = frozenset({"coordinate", "("})
PEOPLE: Final = frozenset({"person", "household"})
ROLL: Final = 3  # names with a number each, that make a list
HUNDREDS: Final = 100
FEW: Final = 20  # people; a smaller number before another may be a day or a part of a name
OPENING: Final = 9  # tokens of "this is down significantly from the peak of"
POINTING: Final = 6  # tokens between a word that points back and its number
LISTING: Final = frozenset({",", ";", "–", "—", "coordinate", ":", "including", "(", "subordinate", "place"})
PAIRING: Final = frozenset({"(", ",", "/", "or", "of", "preposition", "coordinate", "-", "label", "light"})
AFTER_LISTED: Final = frozenset(
    {"end", "(", ";", ".", "—", "–", "preposition", "of", "article", ",", ")", "coordinate", "label", "including"}
)
GAPS: Final = frozenset({"coordinate", "subordinate", ";"})
GAPPED: Final = frozenset(
    {"coordinate", "subordinate", ",", ";", "article", "light", "forcing", "preposition", "of", "qualifier"}
)
GAP: Final = 6  # tokens
UNITED: Final = frozenset({",", "coordinate"})  # before the unit of the next number in a list
BEFORE_UNIT: Final = UNITED | {":", "end"}  # the same, or at its beginning


def unit_for(term: Mention, unit: str) -> str:
    """Hogares are households that flee, and dwellings that burn."""
    return ("dwelling" if term.entry.role == "dwelling" else "household") if unit == "home" else unit


def paired(case: Case) -> Link | None:
    """2,759 persons (460 families): the same fact in another unit."""
    counted, last = case.counted, case.last
    if last is None or counted.unit not in ("person", "household", "home") or last.unit in ("dwelling", counted.unit):
        return None
    between = range(last.quantity.stop, counted.first)
    kinds = {case.reading.kind(position) for position in between}
    if len(between) > 3 or not kinds <= PAIRING:
        return None
    return Link(counted, unit_for(last.term, counted.unit), last.term, "listed", last.predicate, is_pair=True)


def listed(case: Case) -> Link | None:
    """…, 22,290 in Uror and 7,270 in Fangak; up from 3.1 million: noun and verb are those of the number before."""
    counted, model = with_unit_before(case), case.model
    if model is None or case.reading.kind(counted.stop) == "anaphor":
        return None
    before = list_sign(case.reading, counted)
    own_unit = before == "place" or counted is not case.counted  # 3,740 people: Baliau 440 households
    people = own_unit and {counted.unit, model.unit} <= PEOPLE
    if not people and unit_for(model.term, counted.unit) not in ("", model.unit):
        return None
    compared = before == "comparison" or is_change(case.reading, counted, case.last)
    named = before == "place" and (case.reading.kind(counted.first - 1) != "(" or is_known(case.reading, counted))
    if (case.last is None and "need" in case.reading.kinds[: counted.first]) or is_tiny(case, model):
        return None  # 8,260 families are affected: Logar 3,000
    alone = case.last is None and not (named or is_roll(case.reading))
    if (alone and not (compared and opens(case.reading, counted))) or not (compared or before in LISTING):
        return None
    if not (compared or may_follow_in_list(case.reading, counted)) or case.is_fate or is_planned(case):
        return None
    return borrowed(case, counted, model)


def with_unit_before(case: Case) -> Quantity:
    """Outside the centres: families 1,918, INDIVIDUALS 7,152: the unit of each stands before it."""
    counted, unit = case.counted, case.reading.mention(case.counted.first - 1)
    if unit is None or counted.unit or unit.entry.kind != "unit" or unit.entry.name not in PEOPLE:
        return counted
    return counted.of_unit(unit.entry.name) if case.reading.kind(unit.first - 1) in BEFORE_UNIT else counted


def is_tiny(case: Case, model: Link) -> bool:
    """831 people in shelters, in Porto Alegre (1) and Canoas (2): so few in brackets are shelters."""
    enclosed = not case.counted.unit and case.reading.kind(case.counted.first - 1) == "("
    return enclosed and 0 < (case.counted.number.value or 0) < HANDFUL and (model.quantity.number.value or 0) > HUNDREDS


def is_known(reading: Reading, counted: Quantity) -> bool:
    """Chad (238,218), below a line that tells of refugees; but not Weather (12)."""
    return any(place.stop == counted.first - 1 for place in places(reading.lexicon, reading.sentence))


def is_roll(reading: Reading) -> bool:
    """Hardest hit were: Sudan, 9.1 million; Syria, 7.2 million; Yemen, 4.5 million: names, each with a number."""
    named = (at for each in reading.numbers if (at := each.first - 1 - (reading.kind(each.first - 1) == ",")) >= 0)
    rolled = sum(reading.kind(at) == "word" and reading.sentence.is_capital(at) for at in named)
    return rolled >= ROLL and rolled == len(reading.numbers)


def opens(reading: Reading, counted: Quantity) -> bool:
    """That is down from 1.5 million: no other number stands before it, and few words."""
    return counted.first <= OPENING and reading.numbers[0] is counted.number


def borrowed(case: Case, counted: Quantity, model: Link) -> Link:
    """Noun and verb of another number; those of a sentence before stand nowhere in this one."""
    if case.last:  # 240,000 of those Sudanese in Chad
        counted = counted.of_people(counted.nationalities or model.quantity.nationalities)
    term = model.term if case.last else Mention(model.term.entry, counted.number.first, counted.number.stop)
    return Link(counted, counted.unit if counted.unit in PEOPLE else model.unit, term, "listed", model.predicate)


def gapped(case: Case) -> Link | None:
    """Conflict displaced 20 million people and disasters 45 million: only what drove the others is named."""
    reading, counted, last = case.reading, case.counted, case.last
    if last is None or counted.unit or last.evidence == "inside" or not may_follow_in_list(reading, counted):
        return None
    between = range(last.quantity.stop, counted.first)
    kinds = [reading.kind(index) for index in between if not is_cause(reading, index)]
    glued = not kinds and len(between) == 1 and bool(reading.lexicon.grammar["prefixes"])  # والحرب
    parted = (glued or (kinds != [] and kinds[0] in GAPS)) and len(kinds) < len(between) <= GAP
    return borrowed(case, counted, last) if parted and GAPPED.issuperset(kinds) and not case.is_hypothetical else None


def is_cause(reading: Reading, index: int) -> bool:
    """Disasters, floods, the war."""
    return means(reading.lexicon, reading.lexicon.context, reading.sentence.words[index], "cause")


def list_sign(reading: Reading, counted: Quantity) -> str:
    """What stands before a number in a list: a sign, or "place": Romania 422,000; Chad (238,218); Perú, con 500.000."""
    sentence, position = reading.sentence, counted.first - 1
    kind = reading.kind(position)
    if kind == "end":
        return kind
    if kind == ":" and reading.kind(position - 1) in ("fate", "need"):
        return "other"
    if sentence.words[position] in reading.lexicon.grammar["list_with"]:
        if reading.kind(position - 1) == "," and names_part(reading, counted):  # 300 fled, with 200 from Goma
            return "including"
        position -= 1 + (reading.kind(position - 1) == ",")
        return "place" if position >= 0 and sentence.is_capital(position) else kind
    if kind == "(":
        return "place" if position and sentence.is_capital(position - 1) else kind
    if kind == "unit" and reading.kind(position - 1) in UNITED:  # kutcha 1,147, PUCCA 38
        return ","
    return "place" if kind == "word" and sentence.is_capital(position) and position else kind


def names_part(reading: Reading, counted: Quantity, link: str = "preposition") -> bool:
    """A name right after the preposition behind a number."""
    return reading.kind(counted.stop) == link and reading.sentence.is_capital(
        min(counted.stop + 1, len(reading.cover) - 1)
    )


def is_change(reading: Reading, counted: Quantity, last: Link | None) -> bool:
    """Rose from 3.1 million to 3.5 million: the other end of a change."""
    if last is None or not counted.first or not last.quantity.first:
        return False
    words, change = reading.sentence.words, reading.lexicon.grammar["change"]
    before, earlier = words[counted.first - 1], words[last.quantity.first - 1]
    return before in change and (last.evidence == "label" or (earlier in change and earlier != before))


def may_follow_in_list(reading: Reading, counted: Quantity) -> bool:
    """A place, a sign or the end stands after a number in a list."""
    place = counted.stop >= len(reading.cover) or reading.sentence.is_capital(counted.stop)
    if reading.kind(counted.stop) == "light" and (goes_to(reading, counted) or names_cause(reading, counted.stop)):
        return True
    return place or reading.kind(counted.stop) in AFTER_LISTED


def goes_to(reading: Reading, counted: Quantity) -> bool:
    """3.5 million TO POLAND, 966,490 to Romania."""
    words = reading.sentence.words
    if (counted.number.value or FEW) < FEW:  # from Jeddah 5 to Anbar
        return False
    return words[counted.stop] in reading.lexicon.grammar["towards"] and names_part(reading, counted, "light")


def names_cause(reading: Reading, position: int) -> bool:
    """8.7 million AS A RESULT OF DISASTERS: what drove them stands behind a number in a list."""
    return any(is_cause(reading, index) for index in range(position, min(position + GAP, len(reading.cover))))


def is_planned(case: Case) -> bool:
    """Another 8,500 on the slopes ought to be resettled: what is told of them has not happened."""
    told = case.right
    return case.is_hypothetical or (told is not None and told.modal and told.mention.entry.kind == "term")


def with_others(reading: Reading, counted: Quantity) -> Quantity:
    """Destroyed 80 houses, and 20 OTHERS were damaged: more of what the number before counts."""
    others = reading.sentence.words[counted.number.stop : counted.number.stop + 1]
    before = [each for each in reading.numbers if each.stop <= counted.first]
    killed = before and "fate" in reading.kinds[before[-1].stop : counted.first]  # razed 50 houses, killed 16 others
    if counted.unit or not before or killed or reading.lexicon.grammar["others"].isdisjoint(others):
        return counted
    same = quantity(reading, before[-1])
    stop = max(counted.stop, counted.number.stop + 1)
    number, people = counted.number, counted.nationalities
    return Quantity(number, counted.first, stop, counted.qualifier, same.unit, same.inside, same.noun, people)


def with_shared_noun(reading: Reading, found: list[Link]) -> list[Link]:
    """41,500 and 88,200 displaced people: a number right before another shares its noun."""
    linked = {link.quantity.number.first: link for link in found}
    shared = set[int]()
    for number in reversed(reading.numbers):
        model = linked.get(after_joint(reading, number.stop, SHARING if shared else frozenset({"coordinate"})))
        killed = reading.kind(number.first - 1) == "fate"  # killed 24 and 2,300 homes collapsed
        bare = model is not None and not model.quantity.unit and model.evidence == "next"  # 91,239 and 5,719 displaced
        few = killed or (number.value or 0) < FEW or counts_affected(reading, quantity(reading, number))
        if model and number.first not in linked and not few and (bare or model.quantity.unit):
            counted = quantity(reading, number).of_unit(model.quantity.unit)
            linked[number.first] = Link(counted, model.unit, model.term, "listed", model.predicate)
            shared.add(number.first)
        elif number.first in linked:
            shared.clear()
    return [linked[first] for first in sorted(linked)]


def with_other_unit(reading: Reading, found: list[Link]) -> list[Link]:
    """Almost 590 families or 2,800 individuals from eight regions remain in centres: both units have one verb.

    So have 240 families, TOTALLING 700 individuals.
    """
    linked = {link.quantity.number.first: link for link in found}
    for number in reading.numbers:
        counted = quantity(reading, number)
        model = linked.get(after_joint(reading, counted.stop, JOINTS)) or linked.get(after_sum(reading, counted.stop))
        if model and number.first not in linked and {counted.unit, model.unit} == PEOPLE and model.quantity.noun:
            linked[number.first] = Link(counted, counted.unit, model.term, "listed", model.predicate)
    return [linked[first] for first in sorted(linked)]


def after_sum(reading: Reading, position: int) -> int:
    """The token after a comma and one word that adds up, and after what qualifies the next number."""
    if reading.kind(position) != "," or reading.kind(position + 1) not in ("word", "counter", "label"):
        return -1
    return after_qualifiers(reading, position + 2)


def after_joint(reading: Reading, position: int, joints: Set[str]) -> int:
    """The token after a comma or an "and", and after what qualifies the next number; -1 where none stands here."""
    if reading.kind(position) not in joints:
        return -1
    return after_qualifiers(reading, reading.after(position))
