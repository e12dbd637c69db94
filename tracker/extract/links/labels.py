"""The term as a label before its number: a line of a table, a count that is put at, the number of."""

from typing import Final

from tracker.extract.links.borrowed import PEOPLE, POINTING, may_follow_in_list, unit_for
from tracker.extract.links.paths import Case, Link
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import UNREAL, Reading, after_qualifiers
from tracker.extract.numbers.amounts import Number
from tracker.extract.places import places
from tracker.extract.words.language import Mention
from tracker.terms import Qualifier

HOSTS: Final = frozenset({"host", "holds", "arrival"})  # roles that say what hosts do
UNNAMED: Final = HOSTS | {"dwelling", "label"}  # roles that name no people
NAMES: Final = frozenset({"word", ",", "unit"})
SHORT_LABEL: Final = 5  # tokens
UNITED_LABEL: Final = 7  # tokens of one that names persons or families
LABEL: Final = 16  # tokens of a label at most
OPENING: Final = frozenset({"end", "-", "–", "—", ";", ":"})  # before a label that names nothing but its term
EVENTS: Final = 100  # so many displacements are events, not people
DATED: Final = 5  # tokens from one end of a change, over its date, to the other
LABEL_STOPS: Final = frozenset({"end", ";", "subordinate", ".", "|"})
LINE_ENDS: Final = frozenset({"end", "(", ";", "."})
NOT_TOLD: Final = UNREAL | {"fate", "other"}
SIGNS: Final = frozenset({")", ",", "-", "–", "/"})
KINDS: Final = frozenset({"stock", "coordinate", "preposition", "subordinate", "comparison", "have", "be", "unit"})
PARTING: Final = frozenset({":", "-", "–", "—"})  # between a place and its number
LISTING: Final = frozenset({"-", "–", "•", "(", ")"})  # beside a place that opens a line
NO_LIST: Final = frozenset({"label", "host", "arrival"})  # roles that do not say what a list counts
ANNOUNCED: Final = "announced"  # no evidence of a figure, only of those in the list below
SUBJECTS: Final = frozenset({"end", ",", ":", "article"})  # before who a sentence speaks of
UNTOLD: Final = UNREAL | {"fate", "need"}
ENDS: Final = LINE_ENDS | SIGNS | KINDS  # what may follow the number of a label


def labelled(case: Case) -> Link | None:
    """The term is a label before the number: Evacuated: 3,614; the number of displaced families is put at 349."""
    reading, counted = case.reading, case.counted
    label = label_before(reading, counted)
    if label and (is_repeated(case, label[0]) or is_measured(reading, counted, label)):
        return None
    ends = reading.kind(counted.stop) in ENDS or opens_change(reading, counted) or tells_unit(reading, counted)
    if label is None or not ends or case.is_fate:
        return None
    terms = [each for each in label if each.entry.kind == "term" and each.entry.role not in HOSTS]
    terms = first_named(reading, terms)
    units = [each for each in label if each.entry.kind == "unit"]
    unit = counted.unit or (units[0].entry.name if units else going_on(case, terms))
    unit = unit_for(terms[0], unit) if terms else unit
    fitting = [each for each in terms if (each.entry.role == "dwelling") == (unit == "dwelling")]
    if not fitting or (fitting[0].entry.role == "label" and not (counted.unit or units)):  # camps: 34
        return None
    if fitting[0].entry.hint and reading.kind(counted.first - 1) != ":":  # nets WENT TO 6,400 households
        return None
    if not units and are_events(counted, fitting[0]):  # mass displacements: 59
        return None
    people = tuple(each.entry.name for each in label if each.entry.kind == "demonym")  # Chadian returnees: 48,800
    counted = counted.of_people(counted.nationalities or people)
    return Link(counted, unit, next((each for each in fitting if is_counted(reading, each)), fitting[0]), "label")


def is_repeated(case: Case, term: Mention) -> bool:
    """8,756 IDPs (52,536): the name belongs to the number before it."""
    enclosed = case.reading.kind(case.counted.first - 1) == "("
    before = [number for number in case.reading.numbers if number.stop <= term.first]
    return enclosed and bool(before) and quantity(case.reading, before[-1]).stop >= term.stop


def are_events(counted: Quantity, term: Mention) -> bool:
    """Nine mass displacements: so few are no people."""
    events = term.entry.measure == "flow" and term.entry.name in ("displaced", "evacuated")
    return events and (counted.number.value or EVENTS) < EVENTS


def is_measured(reading: Reading, counted: Quantity, label: list[Mention]) -> bool:
    """Refugees: AVERAGE income: 450; IDPs PER doctor: 4,500: no count of them."""
    words = reading.sentence.words[label[-1].first : counted.first]
    return reading.kind(counted.first - 1) == ":" and not reading.lexicon.grammar["measures"].isdisjoint(words)


def is_counted(reading: Reading, term: Mention) -> bool:
    """The number of REFUGEES in the camp."""
    return term.entry.role == "people" and reading.kind(reading.before(term.first)) == "counter"


def first_named(reading: Reading, terms: list[Mention]) -> list[Mention]:
    """Refugees and asylum seekers: 3,000: the first of two names stands for both."""
    if len(terms) < 2 or {terms[0].entry.role, terms[1].entry.role} != {"people"}:
        return terms
    between = range(terms[1].stop, terms[0].first)
    return terms[1:] if [reading.kind(position) for position in between] == ["coordinate"] else terms


def tells_unit(reading: Reading, counted: Quantity) -> bool:
    """Households displaced: 71,380 enumerated so far: the label before a colon says all, whatever follows."""
    if reading.kind(counted.first - 1) != ":":
        return False
    return {"unit", "term"} <= {each.entry.kind for each in label_before(reading, counted) or ()}


def opens_change(reading: Reading, counted: Quantity) -> bool:
    """The number of displaced rose FROM 9 million TO 11 million."""
    words, change, stop = reading.sentence.words, reading.lexicon.grammar["change"], counted.stop
    if not counted.first or words[counted.first - 1] not in change:
        return False
    behind = (at for at in range(stop, len(words))[:DATED] if words[at] in change)
    return any(at == stop or is_other_end(reading, at) for at in behind)


def is_other_end(reading: Reading, position: int) -> bool:
    """From 9 million in 2019 TO 11 MILLION: a count right behind."""
    number = after_qualifiers(reading, position + 1)
    return number < len(reading.cover) and isinstance(reading.cover[number], Number)


def going_on(case: Case, terms: list[Mention]) -> str:
    """Damaged houses: totally 612; partially 5,471: what is damaged is what was counted before."""
    opens = case.last is None and case.reading.numbers[0] is case.counted.number
    named = case.last or (case.model if opens and terms and case.reading.kind(terms[0].first - 1) in OPENING else None)
    dwelling = named is not None and named.unit == "dwelling" and terms and terms[0].entry.role == "dwelling"
    return "dwelling" if dwelling else "person"


def label_before(reading: Reading, counted: Quantity) -> list[Mention] | None:
    """The mentions of the label before a number, the nearest first; None where there is no label."""
    position, found, kinds = counted.first - 1, list[Mention](), list[str]()
    for _ in range(LABEL):
        kind, mention = reading.kind(position), reading.mention(position)
        if kind in LABEL_STOPS or (kind == "coordinate" and kinds[-1:] == ["counter"] and "unit" in kinds):
            break  # nobody is missing, AND the number of displaced people fell to 215
        if kind in NOT_TOLD or (kind == "number" and reading.cover[position]):
            return found if is_column(found, kinds) or names_people(found) else None
        kinds.append(kind)
        found += [mention] if mention else []
        position = reading.before(position)
    begins = reading.kind(position) in ("end", ";", "coordinate")
    reached = kinds[:1] == ["label"] or opens_change(reading, counted)
    subject = found[-1] if found and kinds[:1] == ["be"] else None
    if subject and subject.entry.role == "people" and reading.kind(subject.first - 1) in SUBJECTS:
        return found  # IDPs in the north were 7.7 million
    is_line = begins and not {"be", "have"} & set(kinds) and ends_line(reading.kind(counted.stop), kinds)
    return found if is_line or is_column(found, kinds) or counting(found, reached) else None


def ends_line(after: str, kinds: list[str]) -> bool:
    """A colon before the number, a few names between at most, or a short label with the number at the line's end."""
    if kinds[:1] == [":"]:
        return True
    colon = kinds.index(":") if ":" in kinds else LABEL
    named = set(kinds[:colon]) <= NAMES and colon <= POINTING
    longest = 2 if after == "," else UNITED_LABEL if "unit" in kinds else SHORT_LABEL
    return after in LINE_ENDS | {","} and (named or len(kinds) <= longest)


def is_column(label: list[Mention], kinds: list[str]) -> bool:
    """Of which refugees 553,150, returnees (139,850): the people's name right before the number."""
    enclosed = kinds[:1] == ["("] and kinds[1:2] in (["term"], ["unit"])
    named = {each.entry.role for each in label[:2]}  # damage to HOUSES (429)
    people = (kinds[:1] == ["term"] or enclosed) and bool(label) and label[0].entry.role == "people"
    return people or (enclosed and "dwelling" in named and "dwelling" in {each.entry.name for each in label[:2]})


def names_people(label: list[Mention]) -> bool:
    """Put the number of IDPs at 4,000 AND THAT OF RETURNEES at 700: a label of its own behind another number."""
    term = next((each for each in label if each.entry.kind == "term"), None)
    return counting(label, False) and term is not None and term.entry.role in ("people", "noun")


def counting(label: list[Mention], reached: bool) -> bool:
    """The number of displaced, IDPs total 3,000, the refugees reached 3,000: a word for counting beside the term."""
    kinds = {each.entry.kind for each in label}
    named = any(each.entry.role in ("people", "noun") for each in label)
    return "term" in kinds and ("counter" in kinds or any(map(brings, label[1:], label)) or (reached and named))


def brings(before: Mention, term: Mention) -> bool:
    """BRINGING THE TOTAL number of displaced people to 200,000."""
    return before.entry.kind == "anaphor" and term.entry.kind == "term" and before.stop == term.first


def placed(case: Case) -> Link | None:
    """Refugees live in Chad (238,218) and Niger (58,000 people); of the refugees, Chad has 238,218."""
    reading, counted = case.reading, case.counted
    site = reading.mention(counted.first - 2)
    if site and site.entry.role == "label" and counted.unit in PEOPLE and is_with(reading, counted.first - 1):
        return Link(counted, counted.unit, site, "listed")  # 82 care centres with 3,186 people
    enclosed = is_enclosed(reading, counted) and counted.unit in ("", "person", "household")
    had = reading.kind(counted.first - 1) == "have" and reading.kind(counted.stop) in ENDS and not counted.unit
    if not (enclosed or had) or not follows_name(reading, counted.first - 1):
        return None
    if case.last:
        term = case.last.term if enclosed and is_enclosed(reading, case.last.quantity) else None
    else:
        term = term_before(reading, counted.first - 2)
    return Link(counted, unit_for(term, counted.unit) or "person", term, "listed") if term else None


def is_with(reading: Reading, position: int) -> bool:
    """With, con, avec: between a site and who is in it."""
    return reading.sentence.words[position] in reading.lexicon.grammar["list_with"]


def is_enclosed(reading: Reading, counted: Quantity) -> bool:
    """A number and its noun, alone in parentheses."""
    return reading.kind(counted.first - 1) == "(" and reading.kind(counted.stop) == ")"


def follows_name(reading: Reading, position: int) -> bool:
    """A place, or a word with a capital letter or the kind of a site behind one, stands before a token."""
    if any(place.stop == position for place in places(reading.lexicon, reading.sentence)):
        return True
    return position > 1 and any(reading.sentence.is_capital(index) for index in range(position - 2, position))


def term_before(reading: Reading, position: int) -> Mention | None:
    """The people that a sentence names before a list of places, else the nearest word of displacement."""
    nearest: Mention | None = None
    for _ in range(LABEL):
        kind, mention = reading.kind(position), reading.mention(position)
        if kind in LABEL_STOPS:
            break
        if kind in UNREAL or kind in ("fate", "need", "other") or (kind == "number" and is_many(reading, position)):
            return None
        if mention and kind == "term" and mention.entry.role not in UNNAMED:
            nearest = mention if mention.entry.role == "people" or nearest is None else nearest
        position = reading.before(position)
    return nearest


def headed(reading: Reading, counted: Quantity, head: Link) -> Link | None:
    """Refugees: 482,640 / – Angola: 55,800: a line of only a place and a number goes on from the label above it."""
    if head.evidence == ANNOUNCED:
        return item(reading, counted, head)
    if counted.unit not in ("", head.unit) or not may_follow_in_list(reading, counted):
        return None
    label = range(counted.first - (reading.kind(counted.first - 1) in PARTING))
    known = {token for place in places(reading.lexicon, reading.sentence) for token in range(place.first, place.stop)}
    sure = counted.unit == head.unit  # Saut-d'Eau: 14,032 PERSONS, which no gazetteer may know
    bare = label and all(
        token in known or reading.kind(token) in LISTING or (sure and reading.sentence.is_capital(token))
        for token in label
    )
    if not bare:
        return None
    counted = counted.of_people(counted.nationalities or head.quantity.nationalities)
    term = Mention(head.term.entry, counted.number.first, counted.number.stop)
    return Link(counted, head.unit, term, "listed")


def announcement(reading: Reading) -> Link | None:
    """The displaced are accommodated in: what a sentence says that its list counts, as a link of no number."""
    if not UNTOLD.isdisjoint(reading.kinds):
        return None
    mentions = (reading.mention(position) for position in range(len(reading.kinds)))
    terms = (each for each in mentions if each and each.entry.kind == "term")
    term = next((each for each in terms if each.entry.role not in NO_LIST), None)
    if term is None:
        return None
    nothing = Number(term.first, term.first, None)
    return Link(Quantity(nothing, term.first, term.first, Qualifier.EXACT, ""), "", term, ANNOUNCED)


def item(reading: Reading, counted: Quantity, head: Link) -> Link | None:
    """– Churches and schools in Buganda: 6,100 people on mats; – Kansega: roughly 3,500."""
    dwelling = head.term.entry.role == "dwelling"
    bare = not counted.unit and reading.kind(counted.first - 1) in PARTING and may_follow_in_list(reading, counted)
    named = counted.unit in (("dwelling", "home") if dwelling else ("person", "household"))
    if not (bare or named) or not UNTOLD.isdisjoint(reading.kinds):
        return None
    unit = counted.unit or ("dwelling" if dwelling else "person")
    term = Mention(head.term.entry, counted.number.first, counted.number.stop)
    return Link(counted, unit_for(term, unit), term, "listed")


def is_many(reading: Reading, position: int) -> bool:
    """A number, and no article: en raison D'UN conflit."""
    item = reading.cover[position]
    return not isinstance(item, Number) or item.value != 1
