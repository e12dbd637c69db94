"""Which term a number belongs to, by kinds of evidence: noun, predicate, label, list, words that point back."""

from dataclasses import replace

from tracker.extract.amounts import Number
from tracker.extract.language import Mention
from tracker.extract.lexicon import Entry
from tracker.extract.paths import FARTHEST, FREE, UNREAL, Case, Link, Path, modal_before, walk_right
from tracker.extract.quantities import Quantity, Reading, is_owner, quantity

NEAR_RIGHT, NEAR_LEFT = 3.0, 1.5  # how far a predicate may be where the noun is left out: "12,761 were moved"
HANDFUL = 10  # people
EVENTS = 100  # so many displacements are events, not people
HOSTING = 3.0  # a host so near is preferred to what the guests did
LISTING = frozenset({",", "،", ";", "–", "—", "coordinate", ":", "including", "(", "subordinate", "place"})
DRIVEN = Entry("term", "forced_to_flee", "verb")
LATER = 6.0  # how far from a participle after a noun what people did next may be
POINTING = 6  # tokens between a word that points back and its number
NAMES = frozenset({"word", ","})
SHORT_LABEL = 5  # tokens
LABEL = 16  # tokens of a label at most
LABEL_STOPS = frozenset({"end", ";", "subordinate", ".", "|"})
LINE_ENDS = frozenset({"end", "(", ";", "."})
ENDS = LINE_ENDS | {
    ")",
    ",",
    "stock",
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
AFTER_LISTED = LINE_ENDS | {"preposition", "of", "article", ",", ")", "coordinate", "label", "including"}


def links(reading: Reading, earlier: Link | None) -> list[Link]:
    """The links of a sentence in order; `earlier` is the last one of the sentence before, for "of these, 300 …"."""
    found: list[Link] = []
    for number in reading.numbers:
        if is_whole(reading, number):
            continue
        link = link_of(Case(reading, quantity(reading, number), last_of(found), earlier))
        if link:
            found.append(link)
    return found


def last_of(found: list[Link]) -> Link | None:
    """The last link that later numbers may borrow from: not one that only repeats a fact in another unit."""
    return next((link for link in reversed(found) if not link.is_pair), None)


def is_whole(reading: Reading, number: Number) -> bool:
    """The 40,000 of "12,000 of the 40,000 residents fled"."""
    before = number.first - 1
    while reading.kind(before) in ("qualifier", "article"):
        before = reading.before(before)
    before -= is_owner(reading, before)
    return reading.kind(before) in ("whole", "of") and reading.kind(reading.before(before)) == "number"


def link_of(case: Case) -> Link | None:
    """The link of one number, by the first kind of evidence that there is."""
    counted = case.counted
    if counted.unit == "other" or case.reading.kind(counted.stop) in ("difference", "elsewhere"):
        return None
    if counted.inside and (counted.inside.entry.role != "dwelling" or counted.unit == "dwelling"):
        return inside(case, counted.inside)
    return (
        paired(case)
        or (labelled(case) if not counted.unit else None)
        or driven(case)
        or by_path(case)
        or labelled(case)
        or listed(case)
        or numbered(case)
        or anaphoric(case)
    )


def inside(case: Case, term: Mention) -> Link | None:
    """3,000 refugees, 300 displaced families: the term is in the noun phrase; a predicate may say what they did."""
    events = term.entry.measure == "flow" and term.entry.name == "displaced"  # nine mass displacements
    if case.is_fate or case.is_hypothetical or (events and (case.counted.number.value or EVENTS) < EVENTS):
        return None
    left, right = case.left, case.right
    predicate = right.mention if right and right.mention.entry.kind == "term" and right.cost <= 4 else None
    if predicate is None and left and left.mention.entry.kind == "term" and left.cost <= 2:
        if left.modal:
            return None
        predicate = left.mention
    return Link(case.counted, unit_for(term, case.counted.unit) or "person", term, "inside", predicate)


def by_path(case: Case) -> Link | None:
    """The nearest predicate on either side, if it is one of displacement and not merely possible."""
    counted = case.counted
    paths = [path for path in (case.left, case.right) if path and not (path.is_fate and counted.unit == "dwelling")]
    paths = [path for path in paths if path.mention.entry.kind != "term" or path.cost <= reach(path, counted)]
    best = min(paths, key=lambda path: path.cost - preference(path, counted), default=None)
    if best is None or best.mention.entry.kind != "term" or is_possible(case.reading, best, counted):
        return None
    unit = unit_for(best.mention, counted.unit) or pointed_unit(case) or default_unit(case, best.mention)
    if best.cost > 0 and is_handful(counted):
        return None
    evidence = "next" if best.cost <= 2 else "distant"
    return Link(counted, unit, of_guests(best.mention, counted), evidence, afterwards(case, best)) if unit else None


def of_guests(term: Mention, counted: Quantity) -> Mention:
    """Who holds people named by their nationality is their host: Lebanon shelters 300,000 Syrians."""
    named = counted.nationalities or not counted.unit
    guests = term.entry.role == "holds" and term.entry.measure == "stock" and named
    return term._replace(entry=term.entry._replace(name="refugee", role="host")) if guests else term


def afterwards(case: Case, best: Path) -> Mention | None:
    """Las familias desalojadas pudieron regresar: what people did, said after a participle that follows their noun."""
    if best.side == "left" or best.cost or best.mention.entry.role != "verb" or not case.counted.noun:
        return None
    later = walk_right(replace(case, counted=case.counted._replace(stop=best.mention.stop)))
    if later is None or later.modal or later.cost > LATER or later.mention.entry.name != "returns":
        return None
    return later.mention


def driven(case: Case) -> Link | None:
    """Forced 9,000 people out of the valley: a verb that only drives, and right after the people where they went."""
    counted, reading = case.counted, case.reading
    words, grammar, verb = reading.sentence.words, reading.lexicon.grammar, counted.first - 1
    if counted.unit not in ("person", "household", "") or verb < 0 or words[verb] not in grammar["drives"]:
        return None
    table = "directions" if counted.unit else "away_from"
    away = counted.stop < len(words) and words[counted.stop] in grammar[table]
    if not away or modal_before(reading, verb) or is_goal(case):
        return None
    return Link(counted, counted.unit or "person", Mention(DRIVEN, verb, verb + 1), "next")


def is_goal(case: Case) -> bool:
    """Sent 40 people to hospital; forced 3,000 people to work."""
    right = case.right
    return right is not None and (right.mention.entry.kind != "term" or right.modal) and right.cost <= NEAR_RIGHT


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
    begin = counted.first if best.side == "right" else best.mention.first
    after = reading.lexicon.grammar["modal_last"] and reading.kind(best.mention.stop) == "modal"
    return best.modal or after or modal_before(reading, begin)


def preference(path: Path, counted: Quantity) -> float:
    """Who hosts nationals says more than that they fled."""
    hosts = path.mention.entry.role == "host" and bool(counted.nationalities)
    return HOSTING if hosts and path.cost <= HOSTING else 0.0


def pointed_unit(case: Case) -> str:
    """1,130 of them camp out: what the number before counted."""
    points = case.reading.kind(case.counted.stop) == "anaphor"
    return case.model.unit if points and case.model and case.model.unit != "dwelling" else ""


def default_unit(case: Case, term: Mention) -> str:
    """The unit of a number without a noun: homes are destroyed, people are displaced; Houses: 340 damaged."""
    if term.entry.role != "dwelling":
        return "person"
    colon = case.counted.first - 1
    beside = [colon - 1] * (case.reading.kind(colon) == ":") + [term.first - 1]  # houses fully damaged at 2,032
    labels = [label for position in beside if (label := case.reading.mention(position))]
    named = any(label.entry.name == "dwelling" for label in labels)
    if term.stop == case.counted.first and case.reading.kind(term.first - 1) == "word":  # livestock lost 751,000
        return ""
    before = [each for each in case.reading.numbers if each.stop <= case.counted.first]
    named = named or bool(
        before and quantity(case.reading, before[-1]).unit == "dwelling"
    )  # 2,918 houses flooded, 134 …
    return "dwelling" if named or (case.model and case.model.unit == "dwelling") else ""


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
    if len(between) > 3 or not kinds <= {"(", ",", "/", "or", "of", "preposition", "coordinate", "-", "label", "light"}:
        return None
    return Link(counted, unit_for(last.term, counted.unit), last.term, "listed", last.predicate, is_pair=True)


def labelled(case: Case) -> Link | None:
    """The term is a label before the number: Evacuated: 3,614; the number of displaced families is put at 349."""
    reading, counted = case.reading, case.counted
    if reading.kind(counted.stop) not in ENDS or case.is_fate:
        return None
    label = label_before(reading, counted)
    if label is None:
        return None
    terms = [
        each for each in label if each.entry.kind == "term" and each.entry.role not in ("host", "arrival", "holds")
    ]
    units = [each for each in label if each.entry.kind == "unit"]
    unit = counted.unit or (units[0].entry.name if units else "person")
    unit = unit_for(terms[0], unit) if terms else unit
    fitting = [each for each in terms if (each.entry.role == "dwelling") == (unit == "dwelling")]
    if not fitting or (fitting[0].entry.role == "label" and not counted.unit):  # camps: 34
        return None
    people = tuple(each.entry.name for each in label if each.entry.kind == "demonym")  # Chadian returnees: 48,800
    counted = counted._replace(nationalities=counted.nationalities or people)
    return Link(counted, unit, fitting[0], "label")


def label_before(reading: Reading, counted: Quantity) -> list[Mention] | None:
    """The mentions of the label before a number, the nearest first; None where there is no label."""
    position, found, kinds = counted.first - 1, list[Mention](), list[str]()
    for _ in range(LABEL):
        kind, mention = reading.kind(position), reading.mention(position)
        if kind in LABEL_STOPS:
            break
        if kind in ("fate", *UNREAL) or (kind == "number" and reading.cover[position]):
            return found if is_column(found, kinds) else None
        kinds.append(kind)
        found += [mention] if mention else []
        position = reading.before(position)
    begins = reading.kind(position) in ("end", ";")
    is_line = begins and not {"be", "have"} & set(kinds) and ends_line(reading.kind(counted.stop), kinds)
    return found if is_line or is_column(found, kinds) or counting(found, kinds[:1] == ["label"]) else None


def ends_line(after: str, kinds: list[str]) -> bool:
    """A colon before the number, a few names between at most, or a short label with the number at the line's end."""
    if kinds[:1] == [":"]:
        return True
    named = ":" in kinds and set(kinds[: kinds.index(":")]) <= NAMES and kinds.index(":") <= POINTING
    return after in LINE_ENDS | {","} and (named or len(kinds) <= (SHORT_LABEL if after != "," else 2))


def is_column(label: list[Mention], kinds: list[str]) -> bool:
    """Of which refugees 553,150, returnees 139,850: the people's name right before the number."""
    return bool(label) and kinds[:1] == ["term"] and label[0].entry.role == "people"


def counting(label: list[Mention], reached: bool) -> bool:
    """The number of displaced, IDPs total 3,000, the refugees reached 3,000: a word for counting beside the term."""
    kinds = {each.entry.kind for each in label}
    named = any(each.entry.role in ("people", "noun") for each in label)
    return "term" in kinds and ("counter" in kinds or (reached and named))


def listed(case: Case) -> Link | None:
    """…, 22,290 in Uror and 7,270 in Fangak; up from 3.1 million: noun and verb are those of the number before."""
    counted, model = case.counted, case.model
    if model is None or unit_for(model.term, counted.unit) not in ("", model.unit):
        return None
    if case.reading.kind(counted.stop) == "anaphor":
        return None
    before = list_sign(case.reading, counted)
    compared = before == "comparison" or is_change(case.reading, counted, case.last)
    if (case.last is None and before != "place") or not (compared or before in LISTING):
        return None
    if not (compared or may_follow_in_list(case.reading, counted)) or case.is_fate or case.is_hypothetical:
        return None
    term = model.term if case.last else Mention(model.term.entry, counted.number.first, counted.number.stop)
    return Link(counted, model.unit, term, "listed", model.predicate)


def list_sign(reading: Reading, counted: Quantity) -> str:
    """What stands before a number in a list: a sign, or "place": Romania 422,000; Chad (238,218); Perú, con 500.000."""
    sentence, position = reading.sentence, counted.first - 1
    kind = reading.kind(position)
    if kind == "end":
        return kind
    if kind == ":" and reading.kind(position - 1) in ("fate", "need"):
        return "other"
    if sentence.words[position] in reading.lexicon.grammar["list_with"]:
        position -= 1 + (reading.kind(position - 1) == ",")
        return "place" if position >= 0 and sentence.is_capital(position) else kind
    if kind == "(":
        return "place" if position and sentence.is_capital(position - 1) else kind
    return "place" if kind == "word" and sentence.is_capital(position) and position else kind


def is_change(reading: Reading, counted: Quantity, last: Link | None) -> bool:
    """Rose from 3.1 million to 3.5 million: the other end of a change."""
    if last is None or last.evidence != "label" or not counted.first:
        return False
    return reading.sentence.words[counted.first - 1] in reading.lexicon.grammar["change"]


def may_follow_in_list(reading: Reading, counted: Quantity) -> bool:
    """A place, a sign or the end stands after a number in a list."""
    place = counted.stop >= len(reading.cover) or reading.sentence.is_capital(counted.stop)
    return place or reading.kind(counted.stop) in AFTER_LISTED


def anaphoric(case: Case) -> Link | None:
    """Of these, 300 …; the number had slipped to 122.1 million: a word points back to the last figure."""
    counted, model = case.counted, case.model
    if model is None or (counted.unit and "dwelling" in {counted.unit, model.unit} and counted.unit != model.unit):
        return None
    if not counted.unit and (counted.number.value or HANDFUL) < HANDFUL:  # one of them a boy
        return None
    pointer = pointer_beside(case.reading, counted, model.unit)
    if pointer is None or case.is_fate or case.is_hypothetical or points_elsewhere(case):
        return None
    return Link(
        counted,
        unit_for(model.term, counted.unit) or model.unit,
        pointer._replace(entry=model.term.entry),
        "anaphor",
        model.predicate,
    )


def points_elsewhere(case: Case) -> bool:
    """27 camps, of which 11 …; 178 people, 82 of them children: something else was counted in between."""
    begin, reading = case.last.quantity.stop if case.last else 0, case.reading
    if any(begin <= each.first < case.counted.first for each in reading.numbers if not is_whole(reading, each)):
        return True
    tokens = range(begin, case.counted.first)  # in 978 shelters; 776 of them
    return any(reading.sentence.kinds[token] == "number" and reading.mention(token) for token in tokens)


def numbered(case: Case) -> Link | None:
    """Bringing to 4.6 million the number of displaced people."""
    position, reading = case.counted.stop, case.reading
    if case.counted.unit or reading.kind(position) != "counter":
        return None
    term = reading.mention(reading.after(position))
    people = term is not None and term.entry.kind == "term" and term.entry.role == "people"
    return Link(case.counted, "person", term, "label") if term and people and not case.is_hypothetical else None


def goes_on(reading: Reading, counted: Quantity) -> bool:
    """Some 9,300 remain as of July; another 25,000 went west: the words of the figure before still hold."""
    words, grammar = reading.sentence.words, reading.lexicon.grammar
    following = words[counted.stop : counted.stop + 2]
    remain = any(word in grammar["remain_words"] for word in following)
    return remain or any(word in grammar["more"] for word in words[counted.first : counted.number.first])


def pointer_beside(reading: Reading, counted: Quantity, unit: str) -> Mention | None:
    """The words that point back, after the number (47,000 of them) or shortly before it (the number fell to 3,000)."""
    if reading.kind(counted.stop) == "anaphor":
        return reading.mention(counted.stop)
    if reading.kind(counted.number.stop) == "whole" and unit and counted.unit == unit:
        return Mention(DRIVEN, counted.number.first, counted.number.stop)
    if not counted.unit and goes_on(reading, counted):
        return Mention(DRIVEN, counted.number.first, counted.number.stop)
    position = counted.first - 1
    for _ in range(POINTING):
        kind = reading.kind(position)
        if kind == "anaphor":
            return reading.mention(position)
        if kind not in (*FREE, "label", ",", "preposition", "word", "subordinate"):
            return None
        position = reading.before(position)
    return None
