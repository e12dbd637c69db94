"""Which term a number belongs to: the cheapest path through the sentence from a noun phrase to a word of displacement."""

from typing import NamedTuple

from tracker.extract.language import Mention
from tracker.extract.numbers import Number
from tracker.extract.quantities import Quantity, Reading, quantity

FARTHEST = 12.0  # a path that costs more is no link
NEAR_RIGHT, NEAR_LEFT = 3.0, 1.5  # the same, where the noun is left out: "12,761 were moved"
ABROAD = frozenset({"refugee", "asylum_seeker", "forced_to_flee"})
FREE = ("be", "have", "light", "article", "qualifier", "relative", "stock", "forcing", "counter")
COSTS = {
    "preposition": 1.0, "of": 1.0, "label": 1.0, "whole": 1.0, "demonym": 1.0, "word": 1.0, "unit": 2.0, "part": 1.0,
    "coordinate": 2.0, "including": 2.0, "comparison": 3.0, "number": 3.0, "need": 4.0, "fate": 6.0, "term": 4.0,
    "modal": 0.0, "negation": 0.0, "anaphor": 1.0, "difference": 2.0, "subordinate": 6.0,
    ",": 2.0, "،": 2.0, ":": 3.0, "-": 1.0, "–": 3.0, "—": 3.0, ";": 99.0, "؛": 99.0, "(": 1.0, ")": 1.0, "end": 99.0,
}  # fmt: skip
UNREAL = ("modal", "negation")
QUOTES = frozenset("\"'“”«»‘’„[]*")
RIGHT_ROLES = frozenset({"verb", "subject", "state", "arrival", "dwelling", "people"})
LEFT_ROLES = frozenset({"verb", "noun", "host", "dwelling", "holds"})
EITHER_ROLES = LEFT_ROLES | RIGHT_ROLES

HOSTING = 3.0  # a host so near is preferred to what the guests did
LISTING = frozenset({",", "،", ";", "coordinate", ":", "including", "(", "subordinate", "place"})
POINTING = 6  # tokens between a word that points back and its number
LABEL = 16  # tokens of a label at most
LABEL_STOPS = frozenset({"end", ";", "subordinate", ".", "|"})
LINE_ENDS = frozenset({"end", "(", ";", "."})
ENDS = LINE_ENDS | {")", ",", "coordinate", "preposition", "subordinate", "comparison", "have", "be", "-", "–", "unit"}
AFTER_LISTED = LINE_ENDS | {"preposition", "article", ",", ")", "coordinate", "label", "including"}


class Path(NamedTuple):
    """From a noun phrase to a predicate: what it cost, and whether a modal stands between."""

    mention: Mention
    cost: float
    modal: bool
    side: str  # left · right


class Link(NamedTuple):
    """A number and its term, with the kind of evidence that joins them."""

    quantity: Quantity
    unit: str
    term: Mention
    evidence: str  # inside · next · distant · label · listed · anaphor
    predicate: Mention | None = None  # what happened to people named by the term: refugees RETURNED
    comparison: bool = False


def links(reading: Reading, earlier: Link | None) -> list[Link]:
    """The links of a sentence in order; `earlier` is the last one of the sentence before, for "of these, 300 …"."""
    found: list[Link] = []
    for number in reading.numbers:
        if is_whole(reading, number):
            continue
        link = link_of(reading, number, found[-1] if found else None, earlier)
        if link:
            found.append(link)
    return found


def is_whole(reading: Reading, number: Number) -> bool:
    """The 40,000 of "12,000 of the 40,000 residents fled"."""
    before = number.first - 1
    while reading.kind(before) in ("qualifier", "article"):
        before = reading.before(before)
    return reading.kind(before) == "whole" and reading.kind(reading.before(before)) == "number"


def link_of(reading: Reading, number: Number, last: Link | None, earlier: Link | None) -> Link | None:
    """The link of one number, by the first kind of evidence that there is."""
    counted = quantity(reading, number)
    if counted.unit == "other" or reading.kind(counted.stop) == "difference":
        return None
    if counted.inside and (counted.inside.entry.role != "dwelling" or counted.unit == "dwelling"):
        return inside(reading, counted)
    return (
        paired(reading, counted, last)
        or (labelled(reading, counted) if not counted.unit else None)
        or by_path(reading, counted, last or earlier)
        or labelled(reading, counted)
        or listed(reading, counted, last, earlier)
        or anaphoric(reading, counted, last or earlier)
    )


def inside(reading: Reading, counted: Quantity) -> Link | None:
    """3,000 refugees, 300 displaced families: the term is in the noun phrase; a predicate may say what they did."""
    term = counted.inside
    if term is None or is_fate(reading, counted) or is_hypothetical(reading, counted):
        return None
    right = walk_right(reading, counted)
    predicate = right.mention if right and right.mention.entry.kind == "term" and right.cost <= 4 else None
    left = walk_left(reading, counted)
    if predicate is None and left and left.mention.entry.kind == "term" and left.cost <= 2:
        if left.modal:
            return None
        predicate = left.mention
    return Link(counted, counted.unit or "person", term, "inside", predicate)


def is_fate(reading: Reading, counted: Quantity) -> bool:
    """Killed 12 refugees; 12 refugees were killed."""
    left, right = walk_left(reading, counted), walk_right(reading, counted)
    killed = left is not None and left.mention.entry.kind == "fate" and left.cost <= 1
    return killed or (right is not None and right.mention.entry.kind == "fate" and right.cost <= 2)


def is_hypothetical(reading: Reading, counted: Quantity) -> bool:
    """Could displace 3,000; designed for 90,000 refugees; 2 million IDPs may follow."""
    return modal_before(reading, counted.first) or modal_after(reading, counted.stop)


def modal_before(reading: Reading, position: int) -> bool:
    """A modal governs what begins here: a few words back, over no comma and no other statement."""
    for _ in range(5):
        position = reading.before(position) if position else -1
        kind = reading.kind(position)
        if kind in UNREAL:
            return True
        if kind in ("term", "fate", "need", "number", "subordinate", "end", ";", ",", ":", "have"):
            return False
    return False


def modal_after(reading: Reading, position: int) -> bool:
    """A modal right after the noun phrase, over a few words: 2 million IDPs at home may follow."""
    for _ in range(3):
        kind = reading.kind(position)
        if kind == "modal":
            return True
        if kind in (
            "end",
            "term",
            "fate",
            "number",
            "subordinate",
            "coordinate",
            ";",
            ",",
            ".",
            "relative",
            "be",
            "have",
        ):
            return kind == "be" and reading.kind(reading.after(position)) == "modal"
        position = reading.after(position)
    return False


def walk_right(reading: Reading, counted: Quantity, last: Link | None = None) -> Path | None:
    """The first predicate after a noun phrase that can be said of it."""
    cost, modal, position = 0.0, False, counted.stop
    while cost <= FARTHEST:
        kind, mention = reading.kind(position), reading.mention(position)
        if kind == "end":
            return None
        if mention and is_predicate(reading, mention):
            path = Path(mention, cost, modal, "right")
            if kind != "term" or accepts(reading, path, counted, last):
                return path
        modal = modal or kind in UNREAL
        if kind == "(":
            position = closing(reading, position)
        cost += step(reading, position, kind)
        position = reading.after(position)
    return None


def is_predicate(reading: Reading, mention: Mention) -> bool:
    """What can be said of people after their name: were displaced, are refugees, were killed."""
    if mention.entry.role == "people":
        return reading.kind(mention.first - 1) == "be"
    return mention.entry.kind in ("term", "fate", "need") and mention.entry.role not in ("modifier", "noun", "host")


def closing(reading: Reading, position: int) -> int:
    """The parenthesis that closes the one at a token, if it is near; else the token itself."""
    for index in range(position, min(position + 15, len(reading.cover))):
        if reading.kind(index) == ")":
            return index
    return position


def step(reading: Reading, position: int, kind: str) -> float:
    """What it costs to pass what stands at a token."""
    if kind in FREE or kind in QUOTES:
        return 0.0
    if kind == "word" and reading.sentence.capital[position]:
        return 0.5
    return COSTS.get(kind, 1.0)


def walk_left(reading: Reading, counted: Quantity, last: Link | None = None) -> Path | None:
    """The first predicate before a noun phrase that can have it as its object."""
    cost, modal, position = 0.0, False, counted.first - 1
    while cost <= FARTHEST and position >= 0:
        kind, mention = reading.kind(position), reading.mention(position)
        if mention and kind in ("term", "fate", "need") and not is_passive(reading, mention):
            path = Path(mention, cost, modal or governed(reading, mention), "left")
            if kind != "term" or accepts(reading, path, counted, last):
                return path
        modal = modal or kind in UNREAL
        cost += step(reading, position, kind)
        position = reading.before(position)
    return None


def is_passive(reading: Reading, mention: Mention) -> bool:
    """ "Were evacuated" speaks of what stands before it, except in languages that put verbs first."""
    before = mention.first - 1
    while reading.kind(before) in ("light", "have"):
        before = reading.before(before)
    return reading.kind(before) == "be" and not reading.lexicon.grammar["verb_first"]


def governed(reading: Reading, mention: Mention) -> bool:
    """A modal before the predicate, or a bare infinitive: planned to evacuate, in order to evacuate."""
    before = reading.mention(mention.first - 1)
    infinitive = (
        before is not None
        and " ".join(reading.sentence.words[before.first : before.stop]) in reading.lexicon.grammar["infinitives"]
    )
    return (infinitive and not forced(reading, mention.first)) or modal_before(reading, mention.first)


def forced(reading: Reading, position: int) -> bool:
    """Forced the island to evacuate: the infinitive came true."""
    return any(reading.kind(index) == "forcing" for index in range(max(0, position - 6), position))


def accepts(reading: Reading, path: Path, counted: Quantity, last: Link | None) -> bool:
    """Whether a predicate can speak of this noun phrase: dwellings are destroyed, nationals arrive, people flee."""
    role, left = path.mention.entry.role, path.side == "left"
    verb_first = reading.lexicon.grammar["verb_first"]
    if role not in (LEFT_ROLES if left and not verb_first else EITHER_ROLES if left else RIGHT_ROLES):
        return False
    if role == "holds":
        return path.cost < 1 and bool(counted.unit)
    if role in ("host", "arrival"):
        spoken_of = last is not None and not counted.unit and last.term.entry.name in ABROAD
        return bool(counted.nationalities or spoken_of or (counted.inside and counted.inside.entry.role == "people"))
    if role == "dwelling":
        return counted.unit in ("dwelling", "")
    return True


def by_path(reading: Reading, counted: Quantity, last: Link | None) -> Link | None:
    """The nearest predicate on either side, if it is one of displacement and not merely possible."""
    paths = [path for path in (walk_left(reading, counted, last), walk_right(reading, counted, last)) if path]
    paths = [path for path in paths if path.mention.entry.kind != "term" or path.cost <= reach(path, counted)]
    best = min(paths, key=lambda path: path.cost - preference(path, counted), default=None)
    if best is None or best.mention.entry.kind != "term" or is_possible(reading, best, counted):
        return None
    unit = counted.unit or default_unit(best.mention, last)
    return Link(counted, unit, best.mention, "next" if best.cost <= 2 else "distant") if unit else None


def reach(path: Path, counted: Quantity) -> float:
    """How far a predicate may stand: near, where the noun is left out."""
    if counted.unit:
        return FARTHEST
    return NEAR_LEFT if path.side == "left" else NEAR_RIGHT


def is_possible(reading: Reading, best: Path, counted: Quantity) -> bool:
    """A modal between, before, or, where verbs come last, after the predicate: it did not happen, or not yet."""
    begin = counted.first if best.side == "right" else best.mention.first
    after = reading.lexicon.grammar["modal_last"] and reading.kind(best.mention.stop) == "modal"
    return best.modal or after or modal_before(reading, begin)


def preference(path: Path, counted: Quantity) -> float:
    """Who hosts nationals says more than that they fled."""
    hosts = path.mention.entry.role == "host" and bool(counted.nationalities)
    return HOSTING if hosts and path.cost <= HOSTING else 0.0


def default_unit(term: Mention, last: Link | None) -> str:
    """The unit of a number without a noun: homes are destroyed, people are displaced."""
    if term.entry.role == "dwelling":
        return "dwelling" if last and last.unit == "dwelling" else ""
    return "person"


def paired(reading: Reading, counted: Quantity, last: Link | None) -> Link | None:
    """2,759 persons (460 families): the same fact in another unit."""
    if last is None or counted.unit not in ("person", "household") or last.unit in ("dwelling", counted.unit):
        return None
    between = range(last.quantity.stop, counted.first)
    kinds = {reading.kind(position) for position in between}
    if len(between) > 3 or not kinds <= {"(", ",", "/", "or", "of", "preposition", "coordinate", "-", "label", "light"}:
        return None
    return Link(counted, counted.unit, last.term, "listed", last.predicate)


def labelled(reading: Reading, counted: Quantity) -> Link | None:
    """The term is a label before the number: Evacuated: 3,614; the number of displaced families is put at 349."""
    if is_fate(reading, counted) or reading.kind(counted.stop) not in ENDS:
        return None
    label = label_before(reading, counted)
    if label is None:
        return None
    terms = [
        each for each in label if each.entry.kind == "term" and each.entry.role not in ("host", "arrival", "holds")
    ]
    units = [each for each in label if each.entry.kind == "unit"]
    unit = counted.unit or (units[0].entry.name if units else "person")
    fitting = [each for each in terms if (each.entry.role == "dwelling") == (unit == "dwelling")]
    return Link(counted, unit, fitting[0], "label") if fitting else None


def label_before(reading: Reading, counted: Quantity) -> list[Mention] | None:
    """The mentions of the label before a number, the nearest first; None where there is no label."""
    position, found, kinds = counted.first - 1, list[Mention](), list[str]()
    for _ in range(LABEL):
        kind, mention = reading.kind(position), reading.mention(position)
        if kind in LABEL_STOPS:
            break
        if kind in ("fate", "number", *UNREAL):
            return None
        kinds.append(kind)
        found += [mention] if mention else []
        position = reading.before(position)
    begins = reading.kind(position) in ("end", ";")
    verbless = not {"be", "have"} & set(kinds)
    is_line = (
        begins and verbless and (":" in kinds[:1] or (reading.kind(counted.stop) in LINE_ENDS and len(kinds) <= 5))
    )
    return found if is_line or counting(found, kinds[:1] == ["label"]) else None


def counting(label: list[Mention], reached: bool) -> bool:
    """The number of displaced, IDPs total 3,000, the refugees reached 3,000: a word for counting beside the term."""
    kinds = {each.entry.kind for each in label}
    named = any(each.entry.role in ("people", "noun") for each in label)
    return "term" in kinds and ("counter" in kinds or (reached and named))


def listed(reading: Reading, counted: Quantity, last: Link | None, earlier: Link | None) -> Link | None:
    """…, 22,290 in Uror and 7,270 in Fangak; up from 3.1 million: the noun and the verb are those of the number before."""
    model = last or earlier
    if model is None or counted.unit not in ("", model.unit):
        return None
    before = list_sign(reading, counted)
    compared = before == "comparison" or is_change(reading, counted, last)
    if last is None and before != "place" or not (compared or before in LISTING):
        return None
    if not (compared or may_follow_in_list(reading, counted)):
        return None
    if is_fate(reading, counted) or is_hypothetical(reading, counted):
        return None
    term = model.term if last else Mention(model.term.entry, counted.number.first, counted.number.stop)
    return Link(counted, model.unit, term, "listed", model.predicate, compared)


def list_sign(reading: Reading, counted: Quantity) -> str:
    """What stands before a number in a list: a sign, or "place": Romania 422,000; Chad (238,218); Perú, con 500.000."""
    sentence, position = reading.sentence, counted.first - 1
    kind = reading.kind(position)
    if kind == ":" and reading.kind(position - 1) in ("fate", "need"):
        return "other"
    if sentence.words[position] in reading.lexicon.grammar["list_with"]:
        position -= 1 + (reading.kind(position - 1) == ",")
        return "place" if position >= 0 and sentence.capital[position] else kind
    if kind == "(":
        return "place" if position and sentence.capital[position - 1] else kind
    return "place" if kind == "word" and sentence.capital[position] and position else kind


def is_change(reading: Reading, counted: Quantity, last: Link | None) -> bool:
    """Rose from 3.1 million to 3.5 million: the other end of a change."""
    if last is None or last.evidence != "label" or not counted.first:
        return False
    return reading.sentence.words[counted.first - 1] in reading.lexicon.grammar["change"]


def may_follow_in_list(reading: Reading, counted: Quantity) -> bool:
    """A place, a sign or the end stands after a number in a list."""
    place = counted.stop >= len(reading.cover) or reading.sentence.capital[counted.stop]
    return place or reading.kind(counted.stop) in AFTER_LISTED


def anaphoric(reading: Reading, counted: Quantity, last: Link | None) -> Link | None:
    """Of these, 300 …; the number had slipped to 122.1 million: a word points back to the last figure."""
    if (
        last is None
        or counted.unit not in ("", last.unit)
        or is_fate(reading, counted)
        or is_hypothetical(reading, counted)
    ):
        return None
    pointer = pointer_beside(reading, counted)
    if pointer is None:
        return None
    return Link(counted, last.unit, pointer._replace(entry=last.term.entry), "anaphor", last.predicate)


def pointer_beside(reading: Reading, counted: Quantity) -> Mention | None:
    """The words that point back, after the number (47,000 of them) or shortly before it (the number fell to 3,000)."""
    if reading.kind(counted.stop) == "anaphor":
        return reading.mention(counted.stop)
    position = counted.first - 1
    for _ in range(POINTING):
        kind = reading.kind(position)
        if kind == "anaphor":
            return reading.mention(position)
        if kind not in (*FREE, "label", ",", "preposition", "word", "subordinate"):
            return None
        position = reading.before(position)
    return None
