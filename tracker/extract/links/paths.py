"""The cheapest way through a sentence from a number's noun phrase to a predicate on either side."""

from typing import Final

from tracker.extract.links.arrivals import arrive
from tracker.extract.links.asides import after_aside, closing, over_aside
from tracker.extract.links.modals import PREDICATES, governed, is_bare, modal_after, modal_before
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import UNREAL, Reading, after_qualifiers, before_qualifiers
from tracker.extract.numbers.amounts import Number
from tracker.extract.words.language import Mention

FARTHEST: Final = 12.0  # a path that costs more is no link
FREE: Final = frozenset({"be", "have", "light", "article", "qualifier", "relative", "stock", "forcing", "counter"})
COSTS: Final[dict[str, float]] = {
    "preposition": 1.0, "of": 1.0, "label": 1.0, "whole": 1.0, "demonym": 1.0, "word": 1.0, "unit": 2.0, "part": 1.0,
    "coordinate": 2.0, "including": 2.0, "comparison": 3.0, "number": 3.0, "need": 4.0, "fate": 6.0, "term": 4.0,
    "anaphor": 1.0, "difference": 2.0, "subordinate": 6.0,
    ",": 2.0, ":": 3.0, "-": 1.0, "–": 3.0, "—": 3.0, ";": 99.0, "(": 1.0, ")": 1.0, "end": 99.0,
} | dict.fromkeys((*FREE, *UNREAL, *"\"'“”«»‘’„[]*"), 0.0)  # fmt: skip
ACTIVE: Final = frozenset({"be", "have", "coordinate", "light", "stock"})  # before a verb that may have an object
AMONG: Final = 0.5  # what it costs to pass another number in a list of buildings
NAMES: Final = 3  # that make a list
NAME: Final = 0.5  # what it costs to pass a word with a capital letter
RIGHT_ROLES: Final = frozenset({"verb", "subject", "state", "arrival", "dwelling", "people"})
LEFT_ROLES: Final = frozenset({"verb", "noun", "host", "dwelling", "holds"})
PEOPLE_ONLY: Final = frozenset(
    {"sheltered", "in_relief_camp", "homeless", "returns", "forced_to_flee", "relocated"}
)  # what no house does
EITHER_ROLES: Final = LEFT_ROLES | RIGHT_ROLES
OPENED: Final = frozenset({"be", "have", "light", "coordinate", "of", "word"})  # between a site and whom it hosts
FINITE: Final = frozenset({"be", "have", "light", "stock"})  # before a verb that says what is or was
ATTRIBUTED: Final = frozenset({"preposition", "article", "number", "qualifier"})
ABROAD: Final = frozenset({"refugee", "asylum_seeker", "forced_to_flee"})


class Path:
    """From a noun phrase to a predicate: what it cost, and whether a modal stands between."""

    def __init__(self, mention: Mention, cost: float, modal: bool, side: str) -> None:
        self.mention, self.cost, self.modal = mention, cost, modal
        self.side = side  # left · right

    @property
    def is_fate(self) -> bool:
        return self.mention.entry.kind == "fate"


class Link:
    """A number and its term, with the kind of evidence that joins them."""

    def __init__(
        self,
        quantity: Quantity,
        unit: str,
        term: Mention,
        evidence: str,
        predicate: Mention | None = None,
        is_pair: bool = False,
    ) -> None:
        self.quantity, self.unit, self.term = quantity, unit, term
        self.evidence = evidence  # inside · next · distant · label · listed · anaphor · hinted
        self.predicate = predicate  # what happened to people named by the term: refugees RETURNED
        self.is_pair = is_pair  # the fact of the link before in another unit: 2,759 persons (460 families)

    def of_people(self, nationalities: tuple[str, ...]) -> "Link":
        """The same for people of these nationalities."""
        counted = self.quantity.of_people(nationalities)
        return Link(counted, self.unit, self.term, self.evidence, self.predicate, self.is_pair)


Statement = tuple[int, Link]  # the index of a sentence, and a number of it with what it counts


class Case:
    """One number to be linked, with the link before it in the sentence and the last of the sentence before."""

    def __init__(
        self,
        reading: Reading,
        counted: Quantity,
        last: Link | None,
        earlier: Link | None,
        left: Path | None,
        right: Path | None,
    ) -> None:
        self.reading, self.counted = reading, counted
        self.last, self.earlier = last, earlier
        self.left = left  # to the first predicate before the noun phrase that can have it as its object
        self.right = right  # to the first predicate after the noun phrase that can be said of it

    @property
    def model(self) -> Link | None:
        """The link that a number without words of its own may borrow from."""
        return self.last or self.earlier

    @property
    def is_fate(self) -> bool:
        """Killed 12 refugees; 12 refugees were killed."""
        left, right = self.left, self.right
        killed = left is not None and left.mention.entry.kind == "fate" and left.cost <= 1
        return killed or (right is not None and right.mention.entry.kind == "fate" and right.cost <= 2)

    @property
    def is_hypothetical(self) -> bool:
        """Could displace 3,000; designed for 90,000 refugees; 2 million IDPs may follow."""
        return modal_before(self.reading, self.counted.first) or modal_after(self.reading, self.counted.stop)


def case_of(reading: Reading, counted: Quantity, last: Link | None, earlier: Link | None) -> Case:
    """A number with the paths to both sides."""
    model = last or earlier
    left, right = walk_left(reading, counted, model), walk_right(reading, counted, model, counted.stop)
    return Case(reading, counted, last, earlier, left, right)


def walk_right(reading: Reading, counted: Quantity, model: Link | None, position: int) -> Path | None:
    """Token by token to the first predicate after the noun phrase."""
    cost, modal = 0.0, False
    while cost <= FARTHEST:
        kind, mention = reading.kind(position), reading.mention(position)
        if kind == "end":
            return None
        following = reading.kind(reading.after(position))
        if {kind, following} == {"number", "anaphor"} and not after_aside(reading, position):
            return None  # 231,000 people, of whom 136,000 are displaced
        if aside := over_aside(reading, position, kind, following):
            position = aside
            continue
        if mention and is_predicate(reading, mention) and not (kind == "need" and goes_on(reading, mention)):
            path = Path(mention, cost, modal, "right")
            if kind == "need" and is_participle(reading, counted, mention):
                return later_told(reading, counted, model, path)
            if kind != "term" or (accepts(reading, counted, model, path) and not has_object(reading, mention)):
                return path
        if kind == "number" and is_another_subject(reading, counted, position):
            return None
        modal = modal or kind in UNREAL
        if kind == "(":
            position = closing(reading, position)
        cost += AMONG if is_among(reading, counted, position) else step(reading, position, kind)
        position = reading.after(position)
    return None


def has_object(reading: Reading, mention: Mention) -> bool:
    """A town of 25,000 inhabitants IS SHELTERING 110,000 refugees: people counted right after a verb are its own."""
    if reading.kind(mention.first - 1) not in ACTIVE or reading.lexicon.grammar["verb_first"]:
        return False
    position = after_qualifiers(reading, mention.stop)
    item = reading.cover[position] if reading.kind(position) == "number" else None
    counted = quantity(reading, item) if isinstance(item, Number) else None
    return counted is not None and counted.unit in ("person", "household") and counted.noun is not None


def is_another_subject(reading: Reading, counted: Quantity, position: int) -> bool:
    """2,002 adults answered AFTER 300 PEOPLE were displaced: the people counted last are those spoken of.

    Counted 8,600 families, INCLUDING 1,200 FAMILIES who lost their homes.
    """
    item, before = reading.cover[position], before_qualifiers(reading, position - 1)
    if not counted.noun or not isinstance(item, Number):
        return False
    other = quantity(reading, item)
    if not other.unit and reading.kind(other.stop) in ("be", "have") and reading.kind(before) in (",", "coordinate"):
        return counted.unit == "dwelling"  # assessed 225 homes, and 30 ARE unfit to live in
    if reading.kind(before) not in ("preposition", "subordinate", "including"):
        return False
    return other.noun is not None and other.unit == counted.unit


def is_among(reading: Reading, counted: Quantity, position: int) -> bool:
    """300 houses, 5 SCHOOLS and 2 MOSQUES were damaged: another building of the list, which is no dwelling."""
    item = reading.cover[position] if reading.kind(position) == "number" else None
    return isinstance(item, Number) and counted.unit == "dwelling" and quantity(reading, item).unit == "other"


def is_participle(reading: Reading, counted: Quantity, mention: Mention) -> bool:
    """Families AFFECTED BY the floods: right behind the noun, so what they did may stand later."""
    return mention.first == counted.stop and reading.kind(mention.stop) == "preposition"


def later_told(reading: Reading, counted: Quantity, model: Link | None, need: Path) -> Path:
    """Families affected by the floods ARE STILL SHELTERED: a finite verb tells more than the participle before it."""
    later = walk_right(reading, counted, model, need.mention.stop)
    if later is None or later.mention.entry.kind != "term" or later.mention.entry.role == "dwelling":
        return need
    finite = reading.kind(later.mention.first - 1) in FINITE
    return Path(later.mention, later.cost + 1, later.modal, later.side) if finite else need


def goes_on(reading: Reading, mention: Mention) -> bool:
    """Were affected AND EVACUATED: what the same people needed and what befell them; residents of AFFECTED areas."""
    before, behind = reading.kind(mention.first - 1), reading.kind(mention.stop)
    if before in ATTRIBUTED and behind == "word":
        return not is_bare(reading.lexicon, reading.sentence.words[mention.first])
    following = reading.mention(mention.stop + 1)
    if following is None or behind != "coordinate":
        return False
    return following.entry.kind == "term" and following.entry.role in ("verb", "subject", "state")


def is_predicate(reading: Reading, mention: Mention) -> bool:
    """What can be said of people after their name: were displaced, are refugees, registered as IDPs, were killed.

    Or after their number: brings to 3,000 the number of displaced.
    """
    if mention.entry.role == "people":
        counter = mention.first - 1 - (reading.kind(mention.first - 1) == "article")
        to_date = reading.kind(counter) == "counter" and reading.kind(reading.before(counter)) == "number"
        registered_as = reading.kind(reading.before(mention.first - 1)) == "label" if mention.first > 1 else False
        return to_date or registered_as or reading.kind(mention.first - 1) == "be"
    return mention.entry.kind in PREDICATES and mention.entry.role not in ("modifier", "noun", "host")


def step(reading: Reading, position: int, kind: str) -> float:
    """What it costs to pass what stands at a token."""
    if kind == "word" and reading.sentence.is_capital(position):
        return NAME
    if kind == "," and position + 1 < len(reading.kinds) and is_name(reading, position + 1):
        return NAME  # in communities such as Makoko, Oworonshoki and Ijora
    return COSTS.get(kind, 1.0)


def is_name(reading: Reading, position: int) -> bool:
    """A word with a capital letter behind another one and a comma, and before or after a third."""
    near = range(max(position - 4, 0), min(position + 3, len(reading.kinds)))
    beside = [at for at in near if (at - position) % 2 == 0 and reading.sentence.is_capital(at)]
    commas = [at for at in near if (at - position) % 2 and reading.kind(at) == ","]
    return len(beside) >= NAMES and position in beside and position - 2 in beside and len(commas) > 1


def walk_left(reading: Reading, counted: Quantity, model: Link | None) -> Path | None:
    """Token by token to the first predicate before the noun phrase."""
    cost, modal, position = 0.0, False, counted.first - 1
    while cost <= FARTHEST and position >= 0:
        kind, mention = reading.kind(position), reading.mention(position)
        if mention and kind in PREDICATES and not is_passive(reading, mention):
            path = Path(mention, cost, modal or governed(reading, mention), "left")
            if kind != "term" or accepts(reading, counted, model, path):
                return path
        modal = modal or kind in UNREAL
        cost += AMONG if is_among(reading, counted, position) else step(reading, position, kind)
        position = reading.before(position)
    return None


def is_passive(reading: Reading, mention: Mention) -> bool:
    """ "Were evacuated" speaks of what stands before it, except in languages that put verbs first."""
    if mention.entry.role == "host" and reading.sentence.words[mention.stop - 1] in reading.lexicon.grammar["towards"]:
        return False  # is home to
    before = mention.first - 1
    while reading.kind(before) in ("light", "have"):
        before = reading.before(before)
    return reading.kind(before) == "be" and not reading.lexicon.grammar["verb_first"]


def counts_refugees(model: Link) -> bool:
    """The figure before is one of refugees."""
    return model.term.entry.name in ABROAD


def is_site(reading: Reading, counted: Quantity) -> bool:
    """The CAMP held 35,000; built for 12,000 PEOPLE, holds 68,000: what stands before says who is counted."""
    before = [number for number in reading.numbers if number.stop <= counted.first]
    return site_before(reading, counted) is not None or (
        bool(before) and quantity(reading, before[-1]).unit == "person"
    )


def site_before(reading: Reading, counted: Quantity) -> Mention | None:
    """The camps or centres that a sentence names before a number."""
    mentions = (reading.mention(position) for position in range(counted.first - 1, -1, -1))
    return next((each for each in mentions if each and each.entry.role == "label"), None)


def host_before(reading: Reading, counted: Quantity) -> Mention | None:
    """The same for who hosts people: seven SHELTERS, a noun behind its number, which else may be a verb."""
    mentions = (reading.mention(position) for position in range(counted.first - 1, 0, -1))
    held = (each for each in mentions if each and each.entry.role == "holds")
    counted_site = next((each for each in held if reading.kind(each.first - 1) == "number"), None)
    return site_before(reading, counted) or counted_site


def accepts(reading: Reading, counted: Quantity, model: Link | None, path: Path) -> bool:
    """Whether a predicate can speak of this noun phrase: dwellings are destroyed, nationals arrive, people flee."""
    role, left = path.mention.entry.role, path.side == "left"
    if left and not counted.unit and reading.kind(path.mention.first - 1) == "other":  # animals evacuated: 41
        return False
    verb_first = reading.lexicon.grammar["verb_first"]
    if role not in (LEFT_ROLES if left and not verb_first else EITHER_ROLES if left else RIGHT_ROLES):
        return False
    spoken_of = model is not None and not counted.unit and counts_refugees(model)
    if role == "holds":
        return path.cost < 1 and (bool(counted.unit) or spoken_of or is_site(reading, counted))
    if role in ("host", "arrival"):
        if counted.nationalities or spoken_of or (counted.inside and counted.inside.entry.role == "people"):
            return True
        site = host_before(reading, counted) if role == "host" and path.cost < 1 and counted.unit else None
        if site and OPENED.issuperset(reading.kinds[site.stop : path.mention.first]):
            return True  # seven centres have been opened and host 300 people
        return role == "arrival" and path.cost <= 2 and arrive(reading, counted, path.mention)
    if role == "dwelling":
        return counted.unit in ("dwelling", "home", "")
    return counted.unit != "dwelling" or path.mention.entry.name not in PEOPLE_ONLY  # razed 41 houses IN THE CAMP
