"""The unit of a number without a noun: homes are destroyed, people flee; of the 900 families, 412 returned."""

from typing import Final

from tracker.extract.links.paths import Case
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import Reading, after_qualifiers
from tracker.extract.numbers.amounts import Number
from tracker.extract.words.language import Mention

LISTING: Final = frozenset({"term", ",", "coordinate"})  # between two numbers of families


def default_unit(case: Case, term: Mention) -> str:
    """The unit of a number without a noun: homes are destroyed, people are displaced; Houses: 340 damaged."""
    if term.entry.role != "dwelling":
        families = is_part_of_families(case) or agrees(case, term) or names_families(case)
        return "household" if families else "person"
    colon = case.counted.first - 1
    beside = [colon - 1] * (case.reading.kind(colon) == ":") + [term.first - 1]  # houses fully damaged at 2,032
    labels = [label for position in beside if (label := case.reading.mention(position))]
    named = any(label.entry.name == "dwelling" for label in labels)
    if term.stop == case.counted.first and case.reading.kind(term.first - 1) == "word":  # livestock lost 751,000
        return ""
    before = [each for each in case.reading.numbers if each.stop <= case.counted.first]
    if before and not case.last and quantity(case.reading, before[-1]).unit == "other":  # 885 schools damaged, 3 …
        return ""
    if shares_houses(case.reading, case.counted):
        return "dwelling"
    flooded = bool(before) and quantity(case.reading, before[-1]).unit == "dwelling"  # 2,918 houses flooded, 134 …
    return "dwelling" if named or flooded or (case.model and case.model.unit == "dwelling") else ""


def pointed_unit(case: Case) -> str:
    """1,130 of them camp out: what the number before counted."""
    points = case.reading.kind(case.counted.stop) == "anaphor"
    return case.model.unit if points and case.model and case.model.unit != "dwelling" else ""


def is_part_of_families(case: Case) -> bool:
    """Of the 900 families, 412 returned: fewer, after families that were counted last."""
    before = [each for each in case.reading.numbers if each.stop <= case.counted.first]
    whole = quantity(case.reading, before[-1]) if before else None
    if whole is None or whole.unit != "household" or (case.last and case.last.is_pair):
        return False
    return 0 < (case.counted.number.value or 0) <= (whole.number.value or 0)


def names_families(case: Case) -> bool:
    """Evicted were 1,240 DROUGHT-AFFECTED HOUSEHOLDS: a noun that is not told of what befell them first."""
    noun = case.reading.mention(case.reading.after(case.counted.number.stop))
    needs = case.reading.kind(case.counted.number.stop) == "need"
    return needs and noun is not None and noun.entry.kind == "unit" and noun.entry.name == "household"


def agrees(case: Case, term: Mention) -> bool:
    """34 famílias desalojadas e 57 DESABRIGADAS: said of families; 57 desabrigados are persons."""
    reading, last = case.reading, case.last
    said = reading.sentence.words[term.stop - 1].endswith(tuple(reading.lexicon.grammar["agreeing"]))
    if last is None or last.unit != "household" or not said:
        return False
    return LISTING.issuperset(reading.kind(index) for index in range(last.quantity.stop, case.counted.first))


def shares_houses(reading: Reading, counted: Quantity) -> bool:
    """750 destroyed, 675 partially destroyed and 942 FLOODED HOUSES: the noun stands behind the last number."""
    after = reading.mention(counted.stop)
    while after is not None and after.entry.role == "dwelling":
        joint = reading.after(after.stop) if reading.kind(after.stop) == "," else after.stop
        joint = reading.after(joint) if reading.kind(joint) == "coordinate" else joint
        number = reading.cover[first] if (first := after_qualifiers(reading, joint)) < len(reading.cover) else None
        if joint == after.stop or not isinstance(number, Number):
            return False
        following = quantity(reading, number)
        after = reading.mention(following.stop)
        flooded = reading.mention(after.stop) if after and after.entry.kind == "need" else None
        if following.unit == "dwelling" or (flooded and flooded.entry.name == "dwelling"):
            return True
    return False
