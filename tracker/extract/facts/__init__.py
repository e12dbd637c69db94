"""From links to figures: who, stock or flow, why, where, when, who says so; each fact once."""

from itertools import takewhile
from typing import Any, Final

from tracker.extract.dates.days import When, is_year
from tracker.extract.facts.confidence import confidence
from tracker.extract.facts.context import Around, Text
from tracker.extract.facts.when import period, when_of
from tracker.extract.facts.where import Where, where
from tracker.extract.facts.who import FLOW, STOCK, cause_of, measure_of, population_of, term_of
from tracker.extract.found import Found
from tracker.extract.links.paths import Link
from tracker.terms import Term, Unit

PERSON: Final = Unit.PERSON
HOUSEHOLD: Final = Unit.HOUSEHOLD
ASYLUM_SEEKER: Final = Term.ASYLUM_SEEKER
GRAND: Final = 200_000  # hundreds of thousands, millions: somebody would have said where
HOLDS: Final = frozenset({"host", "holds"})
SINCE: Final = 1  # tokens before "since"
SPEAKER: Final = 8  # words of a speaker at most
MOVED: Final = frozenset({"forced_to_flee", "relocated", "evacuated", "displaced"})  # words for one event


def figure(text: Text, index: int, link: Link, before: Found | None) -> Found:
    """One found figure: the sentence is its quote; one in a list is measured like the figure before it."""
    around, span = text.around(index), text.sentences.spans[index]
    term, population = term_of(around, link), population_of(text, index, link)
    place = where(text, index, link, population)
    cause = cause_of(text, index, link, population)
    lists_on = link.evidence == "listed" and before is not None and before.said["term"] == term
    measure = before.said["measure"] if before and lists_on else measure_of(around, link, cause)
    if measure is STOCK and (counts_since(around, link) or counts_over(around, link)):
        measure = FLOW
    when = when_of(text, index, link, measure)
    if term is ASYLUM_SEEKER and when and when.kind != "as_of" and is_year(when):  # 12,600 asked for asylum last year
        measure = FLOW
    start, end = period(when, measure, text.published)
    number, evidence = link.quantity.number, evidence_of(around, link)
    said: dict[str, Any] = {
        "value": number.value,
        "value_low": number.low,
        "value_high": number.high,
        "qualifier": link.quantity.qualifier,
        "unit": PERSON if link.unit == "person" else HOUSEHOLD,
        "term": term,
        "population": population,
        "measure": measure,
        "cause": cause,
        "origin": place.origin,
        "location": place.location,
        "admin1": place.local[0] if place.local else "",
        "period_start": start,
        "period_end": end,
        "attribution": attribution(around, link),
        "quote": text.sentences.text[span.start : span.end],
        "locator": f"char={span.start},{span.end}",
        "confidence": confidence(evidence),
    }
    return Found(said, span.start, span.end, place.local, marks(around, link, place, when), evidence)


def counts_since(around: Around, link: Link) -> bool:
    """Refugees who arrived SINCE APRIL, IDPs since 1985: all who came to be so; but "home to refugees since 1985"."""
    if link.predicate and link.predicate.entry.role in HOLDS:
        return False
    stop = max(each.stop for each in (link.quantity, link.term, link.predicate) if each)
    return any(when.kind == "since" and 0 <= when.first - stop <= SINCE for when in around.dates)


def counts_over(around: Around, link: Link) -> bool:
    """3,000 households displaced BETWEEN JANUARY AND JULY: a span of days right behind the people."""
    if link.term.entry.name not in MOVED or (link.predicate and link.predicate.entry.role in HOLDS):
        return False
    if link.evidence == "listed":  # rose from 330,713 to 378,363 between June and September
        return False
    stop = max(each.stop for each in (link.quantity, link.term) if each)
    return any(when.kind == "span" and 0 <= when.first - stop <= SINCE for when in around.dates)


def evidence_of(around: Around, link: Link) -> str:
    """The kind of evidence; a vague, grand amount without place or date of its own is a kind for itself."""
    vague = link.quantity.number.value is None and (link.quantity.number.low or 0) >= GRAND
    bare = not (around.places or around.dates or link.quantity.nationalities)
    return "flourish" if vague and bare else link.evidence


def attribution(around: Around, link: Link) -> str:
    """Who states the figure: the words after "according to", or those before "said"."""
    number, words = link.quantity.number.first, range(len(around.sentence.words))
    for mention in around.mentions:
        if mention.entry.kind != "speaker":
            continue
        after = mention.entry.name == "before"
        tokens = (
            words[mention.stop : mention.stop + SPEAKER] if after else words[: mention.first][-1 : -SPEAKER - 1 : -1]
        )
        named = sorted(takewhile(lambda token: around.sentence.kinds[token] == "word", tokens))
        if named and number not in named and any(map(around.sentence.is_capital, named)):
            return around.sentence.written(named[0], named[-1] + 1)
    return ""


def marks(around: Around, link: Link, place: Where, when: When | None) -> dict[str, tuple[int, int]]:
    """The spans that explain a figure."""
    sentence, head = around.sentence, link.quantity
    spans = {"number": (head.number.first, head.number.stop), "term": (link.term.first, link.term.stop)}
    if head.noun:
        spans["unit"] = (head.noun.first, head.noun.stop)
    if place.place:
        spans["place"] = (place.place.first, place.place.stop)
    if when and when in around.dates:
        spans["date"] = (when.first, when.stop)
    return {name: sentence.span(first, stop) for name, (first, stop) in spans.items()}


def once_each(found: list[Found]) -> list[Found]:
    """One figure for each fact: the same amount, unit, kind of term and own places; the better quote stands."""
    best: dict[object, Found] = {}
    for each in found:
        key = fact(each)
        if key not in best or each.said["confidence"] > best[key].said["confidence"]:
            best[key] = each
    kept = {id(each) for each in best.values()}
    return [each for each in found if id(each) in kept]


def fact(found: Found) -> tuple[object, ...]:
    """What makes two statements the same fact."""
    said = found.said
    amount, moved = (said["value"], said["value_low"], said["value_high"]), said["term"] in MOVED
    return (*amount, said["unit"], said["population"], moved or said["term"])
