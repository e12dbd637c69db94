"""Headings that say what the lines below them count: Refugees by country: / Angola: 55,800 / Zambia: 103,000."""

from typing import Final

from tracker.extract.amounts import Number
from tracker.extract.borrowed import may_follow_in_list
from tracker.extract.language import AMOUNT, CORE, TERM, Mention, tag
from tracker.extract.lexicon import Lexicon
from tracker.extract.paths import Case, Link
from tracker.extract.places import places
from tracker.extract.quantities import UNREAL, Quantity
from tracker.extract.sentences import Sentence
from tracker.model import Qualifier

LONGEST: Final = 20  # tokens of a heading
NAMING: Final = frozenset({"people", "noun", "label", "modifier", "dwelling"})  # roles of terms that a heading may name
TELLING: Final = frozenset({"be", "have", "fate", *UNREAL})  # what a sentence has, and a heading has not
NAMED: Final = frozenset({"-", "–", "•", "(", ")"})
SIGNS: Final = frozenset({":", "-", "–", "—"})


def heading(lexicon: Lexicon, sentence: Sentence) -> Link | None:
    """What the lines below a heading count, as a link without a number; None where a sentence is no heading."""
    ends = sentence.words[-1:] and sentence.words[-1] in SIGNS
    if sentence.holds & AMOUNT or not sentence.holds & TERM or not ends or len(sentence.words) > LONGEST:
        return None
    mentions = tag(lexicon, lexicon.core, sentence, {}, CORE)
    counts = {each.first for each in mentions if each.entry.kind == "unit"}  # displaced FAMILIES
    terms = [each for each in mentions if each.entry.role in NAMING or (each.entry.role and each.stop in counts)]
    if not terms or any(each.entry.kind in TELLING for each in mentions):
        return None
    units = [each.entry.name for each in mentions if each.entry.kind == "unit"]
    people = tuple(each.entry.name for each in mentions if each.entry.kind == "demonym")
    nothing = Quantity(Number(0, 0, None), 0, 0, Qualifier.EXACT, "", nationalities=people)
    return Link(nothing, units[0] if units else "person", terms[0], "heading")


def headed(case: Case, head: Link) -> Link | None:
    """The link of a line that has only a place and a number: Angola: 55,800."""
    counted, reading = case.counted, case.reading
    label = range(counted.first - (reading.kind(counted.first - 1) in SIGNS))
    known = {token for place in places(reading.lexicon, reading.sentence) for token in range(place.first, place.stop)}
    sure = counted.unit == head.unit  # Saut-d'Eau: 14,032 PERSONS, which no gazetteer may know
    bare = label and all(
        token in known or reading.kind(token) in NAMED or (sure and reading.sentence.is_capital(token))
        for token in label
    )
    if not bare or counted.unit not in ("", head.unit) or not may_follow_in_list(reading, counted):
        return None
    counted = counted._replace(nationalities=counted.nationalities or head.quantity.nationalities)
    term = Mention(head.term.entry, counted.number.first, counted.number.stop)
    return Link(counted, head.unit, term, "listed")
