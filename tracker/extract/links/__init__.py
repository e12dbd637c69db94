"""Which term a number belongs to, by kinds of evidence: noun, predicate, label, list, words that point back."""

from typing import Final

from tracker.extract.links.arrivals import stays, travel
from tracker.extract.links.borrowed import (
    gapped,
    listed,
    paired,
    unit_for,
    with_other_unit,
    with_others,
    with_shared_noun,
)
from tracker.extract.links.counts import counted_up, explained, numbered
from tracker.extract.links.denial import denied
from tracker.extract.links.driven import DRIVEN, EVENTS, driven, struck
from tracker.extract.links.labels import (
    are_events,
    headed,
    is_counted,
    label_before,
    labelled,
    placed,
    tells_unit,
)
from tracker.extract.links.lodged import lodged
from tracker.extract.links.modals import is_carried, is_infinitive, modal_before
from tracker.extract.links.nobody import counts_nobody
from tracker.extract.links.paths import (
    FARTHEST,
    Case,
    Link,
    Path,
    case_of,
    counts_refugees,
    host_before,
    site_before,
    walk_right,
)
from tracker.extract.links.pointers import anaphoric
from tracker.extract.links.portions import (
    HANDFUL,
    LATER,
    is_each,
    is_lost,
    is_portioned,
    is_relative,
    is_whole,
    is_whole_before,
    tells_itself,
    told_of_part,
)
from tracker.extract.links.quantities import Quantity, is_definite, quantity
from tracker.extract.links.reading import Reading, after_qualifiers
from tracker.extract.links.units import default_unit, pointed_unit
from tracker.extract.words.language import Mention
from tracker.extract.words.lexicon import says

NEAR_RIGHT, NEAR_LEFT = 3.0, 1.5  # how far a predicate may be where the noun is left out: "12,761 were moved"
HOPE: Final = 5  # tokens that say what people hope for
STILL: Final = frozenset({"displaced", "evacuated"})  # terms of people that hold until they go home
LODGED: Final = frozenset({"sheltered", "in_relief_camp"})
HOSTING: Final = 3.0  # a host so near is preferred to what the guests did
MOVED: Final = ("evacuated", "relocated")


def links(reading: Reading, earlier: Link | None, head: Link | None = None) -> list[Link]:
    """The links of a sentence in order.

    `earlier` is the last one of the sentence before, for "of these, 300 …"; `head` is the label above its lines.
    """
    found: list[Link] = []
    if not (earlier or head or may_link(reading)):
        return found
    unsaid = denied(reading)
    for number in reading.numbers:
        counted, last = quantity(reading, number), last_of(found)
        if number.first in unsaid or (is_whole(reading, number) and not tells_itself(reading, counted)):
            continue
        pointed = (last or earlier) and is_pointed_at(reading, counted)
        if counted.unit == "other" and (pointed or tells_unit(reading, counted)):
            counted = counted.of_unit("").until(number.stop)
        counted = with_others(reading, counted)
        if counts_nobody(reading, counted):
            continue
        link = link_of(case_of(reading, counted, last, earlier)) if may_tell(reading, counted) else None
        link = link or (headed(reading, counted, head) if head and not found else None)
        if link:
            found.append(link)
    if not found or len(found) == len(reading.numbers):
        return found
    return with_other_unit(reading, with_shared_noun(reading, found))


def may_link(reading: Reading) -> bool:
    """Cheap: a term, a verb that drives people out, or what befell them beside an event."""
    drives = "term" in reading.kinds or not reading.lexicon.grammar["drives"].isdisjoint(reading.sentence.words)
    return drives or ("need" in reading.kinds and not EVENTS.isdisjoint(reading.kinds))


def last_of(found: list[Link]) -> Link | None:
    """The last link that later numbers may borrow from: not one that only repeats a fact in another unit."""
    return next((link for link in reversed(found) if not link.is_pair), None)


def may_tell(reading: Reading, counted: Quantity) -> bool:
    """Cheap: no number of something else, of how many each has, or by how many they differ."""
    one = counted.number.value == 1 and (not counted.unit or "'" in reading.sentence.words[counted.number.first])
    if counted.unit == "other" or one:  # cinq membres D'UN foyer
        return False
    return reading.kind(counted.stop) not in ("difference", "elsewhere") and not is_each(reading, counted)


def link_of(case: Case) -> Link | None:
    """The link of one number, by the first kind of evidence that there is."""
    counted = case.counted
    if counted.inside and (counted.inside.entry.role != "dwelling" or counted.unit == "dwelling"):
        return inside(case, counted.inside)
    if is_portioned(case):
        return by_path(case)
    return (
        paired(case)
        or (labelled(case) if not counted.unit else None)
        or driven(case)
        or by_path(case)
        or labelled(case)
        or listed(case)
        or gapped(case)
        or placed(case)
        or struck(case)
        or lodged(case)
        or numbered(case)
        or counted_up(case)
        or explained(case)
        or anaphoric(case)
    )


def is_pointed_at(reading: Reading, counted: Quantity) -> bool:
    """Of these, 9,425 lay on mats: the words that point back say what the number counts, not those after it."""
    before = counted.first - 1 - (reading.kind(counted.first - 1) == ",")
    return reading.kind(before) == "anaphor"


def inside(case: Case, term: Mention) -> Link | None:
    """3,000 refugees, 300 displaced families: the term is in the noun phrase; a predicate may say what they did."""
    taken = term.entry.name in MOVED and case.reading.kind(term.stop) == "elsewhere"  # evacuated to hospital
    if taken or case.is_fate or are_events(case.counted, term) or is_lost(case):
        return None
    if case.is_hypothetical and not hopes_for_home(case):
        return None
    unit = unit_for(term, case.counted.unit) or "person"
    if is_portioned(case) or is_whole(case.reading, case.counted.number):  # half of the 56,000 evacuees went home
        return Link(case.counted, unit, term, "inside")
    left, right = case.left, case.right
    predicate = right.mention if right and right.mention.entry.kind == "term" and right.cost <= 4 else None
    if predicate and left and left.cost == 0 and taken_there(left.mention, predicate):
        predicate = None
    if predicate and is_infinitive(case.reading, predicate):  # 300 refugees are afraid to return
        predicate = None
    if predicate is None and left and left.mention.entry.kind == "term" and left.cost <= 2 and not is_people(left):
        if left.modal:
            return None
        predicate = left.mention
    predicate = predicate or counted_as(case.reading, case.counted)
    if predicate and predicate.entry.name == term.entry.name:  # refugees registered there have gone home
        predicate = back_home(case, predicate) or predicate
    return Link(case.counted, unit, term, "inside", predicate)


def counted_as(reading: Reading, counted: Quantity) -> Mention | None:
    """The number of RETURNEES reached 13,000 refugees: who is counted says what they did."""
    label = label_before(reading, counted) if "counter" in reading.kinds else None
    return next((each for each in label or () if each.entry.name == "returns" and is_counted(reading, each)), None)


def is_people(path: Path) -> bool:
    """3 milhões de DESLOCADOS e 6 milhões de refugiados: other people named before are no predicate."""
    return path.mention.entry.role == "people"


def taken_there(verb: Mention, goal: Mention) -> bool:
    """RELOCATED 4,000 refugees from the border TO THE CAMP: the verb says more than where they went."""
    moves = verb.entry.kind == "term" and verb.entry.name in ("relocated", "evacuated", "returns")
    return moves and goal.entry.name in ("sheltered", "in_relief_camp")


def hopes_for_home(case: Case) -> bool:
    """590 displaced people hope to RETURN, evacuees prepare to LEAVE A SHELTER: they have not yet."""
    reading, inside, stop = case.reading, case.counted.inside, case.counted.stop
    if inside is None or inside.entry.name not in STILL or modal_before(reading, case.counted.first):
        return False
    leaves = case.right is not None and case.right.modal and case.right.mention.entry.name in LODGED
    return leaves or says(reading.lexicon, "homecoming", " ".join(reading.sentence.words[stop : stop + HOPE]))


def by_path(case: Case) -> Link | None:
    """The nearest predicate on either side, if it is one of displacement and not merely possible."""
    counted = case.counted
    paths = [path for path in (case.left, case.right) if path and not (path.is_fate and counted.unit == "dwelling")]
    paths = [path for path in paths if path.mention.entry.kind != "term" or path.cost <= reach(path, counted)]
    paths = [path for path in paths if path is not case.right or len(paths) == 1 or not opens_next(case.reading, path)]
    if len(paths) == 2 and has_subject(case) and paths[1].mention.entry.kind == "term":
        paths = paths[1:]
    best = min(paths, key=lambda path: path.cost - preference(path, counted), default=None)
    best = told_of_part(case, best) if best else None
    if best is None or best.mention.entry.kind != "term" or is_possible(case.reading, best, counted):
        return None
    evacuated_from_a_hotel = case.reading.kind(best.mention.stop) == "elsewhere"
    if evacuated_from_a_hotel or travel(case.reading, counted, best.mention):
        return None
    if not is_relative(case, best) and (is_portioned(case) or is_whole_before(case, best)):
        return None
    unit = unit_for(best.mention, counted.unit) or pointed_unit(case) or default_unit(case, best.mention)
    if best.cost > 0 and is_handful(counted):
        return None
    evidence = "next" if best.cost <= 2 else "distant"
    return Link(counted, unit, of_guests(case, best), evidence, afterwards(case, best)) if unit else None


def has_subject(case: Case) -> bool:
    """200 houses COLLAPSED and 1,400 others are damaged: what stands before a number is told of the one before it."""
    left, last = case.left, case.last
    if not left or not last or case.reading.lexicon.grammar["verb_first"]:
        return False
    return last.quantity.stop <= last.term.first == left.mention.first


def opens_next(reading: Reading, path: Path) -> bool:
    """نزح 300 شخص وعاد 40: a verb with "and" written on to it, right before another number, speaks of that one."""
    joiners = reading.lexicon.numbers["joiners"] & reading.lexicon.grammar["prefixes"]
    following = after_qualifiers(reading, path.mention.stop)
    glued = any(reading.sentence.words[path.mention.first].startswith(each) for each in joiners)
    return glued and reading.kind(following) == "number"


def of_guests(case: Case, best: Path) -> Mention:
    """Who holds people named by their nationality is their host: Lebanon shelters, is sheltering 300,000 Syrians.

    Who is held by a camp is in that camp. Of people who fled, who arrived in a town fled too.
    """
    term, counted = best.mention, case.counted
    if case.model and case.model.term.entry.name == DRIVEN.name and stays(case.reading, counted, term):
        return Mention(term.entry.called(DRIVEN.name, "subject"), term.first, term.stop)
    held = term.entry.role == "holds" and term.entry.measure == "stock"
    hosts = held or term.entry.role == "host"
    unsaid = hosts and not counted.nationalities and not (case.model and counts_refugees(case.model))
    site = (site_before if held else host_before)(case.reading, counted) if unsaid else None
    if site:
        return Mention(term.entry.called(site.entry.name, term.entry.role), term.first, term.stop)
    sheltered = best.side == "left" and term.entry.name == "sheltered" and bool(counted.nationalities)
    guests = (held and (counted.nationalities or not counted.unit)) or sheltered
    return Mention(term.entry.called("refugee", "host"), term.first, term.stop) if guests else term


def afterwards(case: Case, best: Path) -> Mention | None:
    """Las familias desalojadas pudieron regresar: what people did, said after a participle that follows their noun."""
    if best.side == "left" or best.cost or best.mention.entry.role != "verb" or not case.counted.noun:
        return None
    return back_home(case, best.mention)


def back_home(case: Case, after: Mention) -> Mention | None:
    """What says behind some words that people went back."""
    later = walk_right(case.reading, case.counted, case.model, after.stop)
    if later is None or later.modal or later.cost > LATER or later.mention.entry.name != "returns":
        return None
    between = [each for each in case.reading.numbers if after.stop <= each.first < later.mention.first]
    others = any(case.reading.kind(each.stop) != "anaphor" for each in between)  # of the 900 displaced, 412 went back
    return None if others else later.mention


def is_handful(counted: Quantity) -> bool:
    """Two people who …: a story about persons, not a count, unless the words stand side by side."""
    return counted.unit == "person" and 0 < (counted.number.value or 0) < HANDFUL


def reach(path: Path, counted: Quantity) -> float:
    """How far a predicate may stand: near, where the noun is left out."""
    if counted.unit:
        return FARTHEST
    return NEAR_LEFT if path.side == "left" else NEAR_RIGHT


def is_possible(reading: Reading, best: Path, counted: Quantity) -> bool:
    """A modal between, before, or, where verbs come last, after the predicate: it did not happen, or not yet."""
    if best.side == "right" and best.cost == 0 and is_definite(reading, counted):
        return best.modal  # to accommodate THE thousands displaced
    begin = counted.first if best.side == "right" else best.mention.first
    after = reading.lexicon.grammar["modal_last"] and reading.kind(best.mention.stop) == "modal"
    return best.modal or after or modal_before(reading, begin) or is_carried(reading, best.mention)


def preference(path: Path, counted: Quantity) -> float:
    """Who hosts nationals says more than that they fled."""
    hosts = path.mention.entry.role == "host" and bool(counted.nationalities)
    return HOSTING if hosts and path.cost <= HOSTING else 0.0
