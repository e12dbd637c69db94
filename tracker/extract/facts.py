"""From links to figures: who, stock or flow, why, where, when, who says so; each fact once."""

from datetime import date

from tracker.extract.confidence import confidence
from tracker.extract.context import Around, Text
from tracker.extract.dates import When
from tracker.extract.links import Link
from tracker.extract.where import Where, heading, where
from tracker.model import Cause, Figure, Found, Measure, Population, Term

STRONGER = frozenset(
    {"returns", "relocated", "evacuated", "in_relief_camp"}
)  # what people did says more than who they are
MOVED = frozenset({"forced_to_flee", "returns", "relocated", "evacuated", "displaced"})
POPULATIONS = {"refugee": "refugee", "asylum_seeker": "asylum_seeker", "returns": "returned_idp"}


def figure(text: Text, index: int, link: Link) -> Found:
    """One found figure: the sentence is its quote."""
    around, span = text.around(index), text.spans[index]
    term, population = term_of(link), population_of(around, link)
    place = where(text, index, link, population)
    when = when_of(text, index, link)
    measure = measure_of(around, link, population, when)
    start, end = period(when, measure, text.published)
    number = link.quantity.number
    counted = Figure(
        value=number.value,
        value_low=number.low,
        value_high=number.high,
        qualifier=link.quantity.qualifier,
        unit="household" if link.unit == "dwelling" else link.unit,
        term=term,
        population=population,
        measure=measure,
        cause=cause_of(text, index, population),
        origin=place.origin,
        location=place.location,
        admin1=place.local[0] if place.local else "",
        period_start=start,
        period_end=end,
        attribution=attribution(text, around),
        quote=text.text[span.start : span.end],
        locator=f"char={span.start},{span.end}",
        confidence=confidence(evidence_of(around, link)),
    )
    return Found(counted, span.start, span.end, place.local, marks(around, link, place, when))


def evidence_of(around: Around, link: Link) -> str:
    """The kind of evidence; a vague amount without place or date of its own is a kind for itself."""
    vague = link.quantity.number.value is None
    bare = not (around.places or around.dates or link.quantity.nationalities)
    return "flourish" if vague and bare else link.evidence


def term_of(link: Link) -> Term:
    """The predicate's term where it says more than the noun's: refugees relocated, IDPs who returned."""
    if link.predicate and link.predicate.entry.name in STRONGER and link.predicate.entry.name != link.term.entry.name:
        return Term(link.predicate.entry.name)
    return Term(link.term.entry.name)


def population_of(around: Around, link: Link) -> Population:
    """Who they are, by their noun, then by what they did."""
    names = {link.term.entry.name, link.predicate.entry.name if link.predicate else ""}
    if "returns" in names:
        abroad = "refugee" in names or link.quantity.nationalities or from_abroad(around)
        return Population.RETURNED_REFUGEE if abroad and "displaced" not in names else Population.RETURNED_IDP
    if names & {"refugee", "asylum_seeker"} or link.term.entry.role in ("host", "arrival"):
        return Population.ASYLUM_SEEKER if "asylum_seeker" in names else Population.REFUGEE
    if link.unit == "dwelling" and link.term.entry.role == "dwelling":
        return Population.DISPLACED
    if link.term.entry.name == "forced_to_flee" and crosses_border(around, link.quantity.nationalities):
        return Population.REFUGEE
    return Population.IDP


def from_abroad(around: Around) -> bool:
    """A second country in the sentence: people come back from it."""
    return len({place.countries for place in around.places if place.kind == "c"}) > 1


def crosses_border(around: Around, nationalities: tuple[str, ...]) -> bool:
    """They move towards a country that is neither theirs nor the one they left."""
    countries = [place for place in around.places if place.kind == "c"]
    left = {iso3 for place in countries if heading(around, place) == "away_from" for iso3 in place.countries}
    own = {*nationalities, *left}
    reached = [place for place in countries if heading(around, place) == "towards"]
    return bool(own) and any(not own & set(place.countries) for place in reached)


def measure_of(around: Around, link: Link, population: Population, when: When | None) -> Measure:
    """Stock where people are counted as they are, flow where they are counted as they move."""
    name = link.predicate.entry.name if link.predicate else link.term.entry.name
    if link.unit == "dwelling" or name == "returns":
        return Measure.FLOW
    words = stock_signals(around, link)
    if link.term.entry.role in ("people", "modifier", "host") and link.term.entry.name in (
        "refugee",
        "asylum_seeker",
        "displaced",
    ):
        moving = link.predicate is not None and link.predicate.entry.name in MOVED
        return Measure.FLOW if moving and not words else Measure.STOCK
    if name in ("sheltered", "in_relief_camp", "homeless"):
        return Measure.STOCK if words or name != "homeless" else Measure.FLOW
    return Measure.STOCK if words else Measure.FLOW


def stock_signals(around: Around, link: Link) -> bool:
    """Remain, still, currently: near the number or its term."""
    low = min(link.quantity.first, link.term.first) - 4
    high = max(link.quantity.stop, link.term.stop) + 2
    signals = around.lexicon.grammar["stock_words"]
    return any(word in signals for word in around.sentence.words[max(0, low) : high])


def cause_of(text: Text, index: int, population: Population) -> Cause:
    """The cause named in the sentence, in the sentence before, or most often in the text; refugees flee conflict."""
    for near in (index, index - 1):
        if near >= 0 and (causes := text.around(near).causes()):
            return Cause(causes[0].entry.name)
    if text.cause == "unknown" and population in ("refugee", "asylum_seeker"):
        return Cause.CONFLICT
    return Cause(text.cause)


def when_of(text: Text, index: int, link: Link) -> When | None:
    """The nearest date in the sentence; else a relative one in the sentence before."""
    around = text.around(index)
    position = link.quantity.first
    if around.dates:
        return min(around.dates, key=lambda when: max(when.first - link.quantity.stop, (position - when.stop) * 1.5))
    for earlier in (index - 1, index - 2):
        if earlier >= 0:
            found = [
                when
                for when in text.around(earlier).dates
                if when.kind in ("relative", "since") and when.start != when.end
            ]
            if found:
                return found[-1]
    return None


def period(when: When | None, measure: Measure, published: date | None) -> tuple[date | None, date | None]:
    """Flow: the span of days. Stock: its one as-of date, the publication date when none is said."""
    if measure == Measure.STOCK:
        day = when.end if when and when.kind != "since" else published
        return day, day
    return (when.start, when.end) if when else (None, None)


def attribution(text: Text, around: Around) -> str:
    """Who states the figure: the words after "according to" or before "said"."""
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
    return {name: (sentence.starts[first], sentence.ends[stop - 1]) for name, (first, stop) in spans.items()}


def once_each(found: list[Found]) -> list[Found]:
    """One figure for each fact: the same amount, unit, kind of term and own places; the better quote stands."""
    best: dict[object, Found] = {}
    for each in found:
        key = fact(each)
        if key not in best or each.figure.confidence > best[key].figure.confidence:
            best[key] = each
    kept = {id(each) for each in best.values()}
    return [each for each in found if id(each) in kept]


def fact(found: Found) -> tuple[object, ...]:
    """What makes two statements the same fact."""
    one = found.figure
    return (one.value, one.value_low, one.value_high, one.unit, one.population, one.term in MOVED or one.term)
