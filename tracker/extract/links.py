"""Which term a number belongs to: the cheapest path through the sentence from a noun phrase to a word of displacement."""

from typing import NamedTuple

from tracker.extract.language import Mention
from tracker.extract.numbers import Number
from tracker.extract.quantities import Quantity, Reading, quantity

FARTHEST = 12.0  # a path that costs more is no link
NEAR = {"person": FARTHEST, "household": FARTHEST, "dwelling": FARTHEST, "": 3.0}
FREE = ("be", "have", "light", "article", "qualifier", "relative", "stock", "forcing", "counter")
COSTS = {
    "preposition": 1.0, "of": 1.0, "label": 1.0, "whole": 1.0, "demonym": 1.0, "word": 1.0, "unit": 2.0, "part": 1.0,
    "coordinate": 2.0, "including": 2.0, "comparison": 3.0, "number": 3.0, "need": 4.0, "fate": 6.0, "term": 4.0,
    "modal": 0.0, "anaphor": 1.0, "difference": 2.0, "subordinate": 6.0,
    ",": 2.0, "،": 2.0, ":": 3.0, "-": 1.0, "–": 3.0, "—": 3.0, ";": 9.0, "؛": 9.0, "(": 1.0, ")": 1.0, "end": 99.0,
}  # fmt: skip
QUOTES = frozenset("\"'“”«»‘’„[]*")
RIGHT_ROLES = frozenset({"verb", "subject", "state", "arrival", "dwelling", "people"})
LEFT_ROLES = frozenset({"verb", "noun", "host", "dwelling"})


HOSTING = 3.0
LABEL = 16  # tokens of a label at most
LABEL_STOPS = frozenset({"end", ";", "subordinate", ".", "|"})
ENDS = frozenset(
    {
        "end",
        ".",
        ";",
        "(",
        ")",
        ",",
        "coordinate",
        "preposition",
        "subordinate",
        "comparison",
        "have",
        "be",
        "-",
        "–",
        "unit",
    }
)


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
    if counted.inside and counted.inside.entry.role != "dwelling":
        return inside(reading, counted)
    return (
        paired(reading, counted, last)
        or (labelled(reading, counted) if not counted.unit else None)
        or by_path(reading, counted, last or earlier)
        or labelled(reading, counted)
        or listed(reading, counted, last)
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
    if (
        predicate is None
        and left
        and left.mention.entry.kind == "term"
        and left.cost <= 2
        and accepts(left, counted, reading.lexicon.grammar["verb_first"])
    ):
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
        if kind == "modal":
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


def walk_right(reading: Reading, counted: Quantity) -> Path | None:
    """The first predicate after a noun phrase."""
    cost, modal, position = 0.0, False, counted.stop
    while cost <= FARTHEST:
        kind = reading.kind(position)
        mention = reading.mention(position)
        if (
            mention
            and kind in ("term", "fate", "need")
            and mention.entry.role not in ("modifier", "people", "noun", "host")
        ):
            return Path(mention, cost, modal, "right")
        modal = modal or kind == "modal"
        if kind == "(":
            position = closing(reading, position)
        cost += step(reading, position, kind)
        if kind == "end":
            return None
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


def walk_left(reading: Reading, counted: Quantity) -> Path | None:
    """The first predicate before a noun phrase that can have it as its object."""
    cost, modal, position = 0.0, False, counted.first - 1
    while cost <= FARTHEST and position >= 0:
        kind = reading.kind(position)
        mention = reading.mention(position)
        if mention and kind in ("term", "fate", "need") and not is_passive(reading, mention):
            return Path(mention, cost, modal or governed(reading, mention), "left")
        modal = modal or kind == "modal"
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


def accepts(path: Path, counted: Quantity, verb_first: bool, last: Link | None = None) -> bool:
    """Whether a predicate can speak of this noun phrase: dwellings are destroyed, nationals arrive, people flee."""
    role = path.mention.entry.role
    left_roles = LEFT_ROLES | RIGHT_ROLES if verb_first else LEFT_ROLES
    if role not in (RIGHT_ROLES if path.side == "right" else left_roles):
        return False
    if role in ("host", "arrival"):
        spoken_of = last is not None and not counted.unit and last.term.entry.name in ("refugee", "asylum_seeker")
        return bool(counted.nationalities or spoken_of or (counted.inside and counted.inside.entry.role == "people"))
    if role == "dwelling":
        return counted.unit in ("dwelling", "")
    return True


def by_path(reading: Reading, counted: Quantity, last: Link | None) -> Link | None:
    """The nearest predicate on either side, if it is one of displacement and not merely possible."""
    paths = [path for path in (walk_right(reading, counted), walk_left(reading, counted)) if path]
    paths = [path for path in paths if path.cost <= NEAR[counted.unit] or path.mention.entry.kind != "term"]
    best = min(reversed(paths), key=lambda path: path.cost - preference(path, counted), default=None)
    if (
        best is None
        or best.mention.entry.kind != "term"
        or not accepts(best, counted, reading.lexicon.grammar["verb_first"], last)
    ):
        return None
    before = modal_before(reading, counted.first if best.side == "right" else best.mention.first)
    if best.modal or before:
        return None
    unit = counted.unit or default_unit(best.mention, last)
    if not unit:
        return None
    return Link(counted, unit, best.mention, "next" if best.cost <= 2 else "distant")


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
    terms = [each for each in label if each.entry.kind == "term" and each.entry.role not in ("host", "arrival")]
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
        if kind in ("fate", "modal", "number"):
            return None
        kinds.append(kind)
        found += [mention] if mention else []
        position = reading.before(position)
    begins = reading.kind(position) == "end"
    verbless = not {"be", "have"} & set(kinds)
    is_line = (
        begins and verbless and (":" in kinds[:1] or (reading.kind(counted.stop) in ("end", "(") and len(kinds) <= 5))
    )
    return found if is_line or counting(found) else None


def counting(label: list[Mention]) -> bool:
    """The number of …, the count of …: a word for counting stands before the term."""
    kinds = [each.entry.kind for each in label]
    return "counter" in kinds and "term" in kinds[: kinds.index("counter")]


def listed(reading: Reading, counted: Quantity, last: Link | None) -> Link | None:
    """…, 22,290 in Uror and 7,270 in Fangak; up from 3.1 million: the noun and the verb are those of the number before."""
    if last is None or counted.unit not in ("", last.unit):
        return None
    before = reading.kind(counted.first - 1)
    compared = before == "comparison"
    if not compared and before not in (",", "،", ";", "coordinate", ":", "including", "(", "subordinate"):
        return None
    after = reading.kind(counted.stop)
    place = reading.sentence.capital[counted.stop] if counted.stop < len(reading.cover) else True
    if not (
        after in ("preposition", "article", "end", ",", ";", "(", ")", ".", "coordinate", "label") or place or compared
    ):
        return None
    if is_fate(reading, counted) or is_hypothetical(reading, counted):
        return None
    return Link(counted, last.unit, last.term, "listed", last.predicate, compared)


def anaphoric(reading: Reading, counted: Quantity, last: Link | None) -> Link | None:
    """Of these, 300 …; the number had slipped to 122.1 million: a word points back to the last figure."""
    if (
        last is None
        or counted.unit not in ("", last.unit)
        or is_fate(reading, counted)
        or is_hypothetical(reading, counted)
    ):
        return None
    if reading.kind(counted.stop) == "anaphor":
        return Link(counted, last.unit, last.term, "anaphor", last.predicate)
    position = counted.first - 1
    for _ in range(6):
        kind = reading.kind(position)
        if kind == "anaphor":
            return Link(counted, last.unit, last.term, "anaphor", last.predicate)
        if kind not in (*FREE, "label", ",", "preposition", "word", "subordinate"):
            return None
        position = reading.before(position)
    return None
