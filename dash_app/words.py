"""The page's words: numbers, dates and places as the UN writes them, and the sentence under the chart. Pure."""

from calendar import month_name
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker import countries, series
from tracker.model import Cause, Cited, Filter, Measure, Population, Qualifier, Unit
from tracker.series import Agreed, Line, Point, Rhythm

SPACE = "\u00a0"
MILLION = 1_000_000
FEWEST_FOR_CHANGE = 100  # no change is shown where the base is smaller
MOST_NAMED = 3  # countries in a sentence

PEOPLE = {
    Population.IDP: "Internally displaced people",
    Population.REFUGEE: "Refugees",
    Population.ASYLUM_SEEKER: "Asylum-seekers",
    Population.RETURNED_REFUGEE: "Returned refugees",
    Population.RETURNED_IDP: "Returned internally displaced people",
    Population.STATELESS: "Stateless people",
    Population.OIP: "Other people in need of international protection",
    Population.OOC: "Others of concern to UNHCR",
    Population.HOST_COMMUNITY: "Host community",
    Population.DISPLACED: "Displaced people (inside or across borders not said)",
}
MOVING = {  # the same in a flow, where the plain word would sound like a stock
    Population.IDP: "New internal displacements",
    Population.REFUGEE: "New refugees",
    Population.ASYLUM_SEEKER: "New asylum-seekers",
    Population.DISPLACED: "People newly displaced (inside or across borders not said)",
}
SIDES = {  # who returned has left the country of asylum: "in" would say the opposite
    Population.RETURNED_REFUGEE: (", country of origin", ", country of asylum"),
}
MEASURES = {
    Measure.STOCK: "Stock: how many are displaced at a date",
    Measure.FLOW: "Flow: how many moved in a period",
}
QUALIFIERS = {
    Qualifier.EXACT: "",
    Qualifier.APPROXIMATELY: "about ",
    Qualifier.MORE_THAN_OR_EQUAL: "more than ",
    Qualifier.LESS_THAN_OR_EQUAL: "up to ",
}
UNITS = {Unit.PERSON: "people", Unit.HOUSEHOLD: "households"}


def number(value: int) -> str:
    """Digits with commas up to 999,999; from a million one decimal and the word."""
    return f"{value:,}" if value < MILLION else f"{value / MILLION:,.1f}{SPACE}million"


def day(moment: date) -> str:
    """15 April 2023."""
    return f"{moment.day}{SPACE}{month_name[moment.month]}{SPACE}{moment.year}"


def period(start: date | None, end: date | None) -> str:
    """A date, a month, a year or both ends, as short as it stays true."""
    if end is None:
        return "no date given"
    if start is None:
        return f"until {day(end)}"
    beat = series.rhythm({"measure": Measure.FLOW, "period_start": start, "period_end": end})
    if start == end:
        return day(end)
    if beat == Rhythm.YEAR:
        return str(end.year)
    if beat == Rhythm.MONTH:
        return f"{month_name[end.month]}{SPACE}{end.year}"
    return f"{day(start)} to {day(end)}"


def stated(figure: Cited) -> str:
    """The value as it was stated: "about 40,000", "20,000–99,999", "more than 280,000"."""
    value, low, high = figure["value"], figure["value_low"], figure["value_high"]
    if value is not None:
        return f"{QUALIFIERS[figure['qualifier']]}{value:,}"
    if low is not None and high is not None:
        return f"{low:,}–{high:,}"
    return f"at least {low:,}" if low is not None else f"at most {high:,}"


def places(codes: Sequence[str], raw: str = "") -> str:
    """Names of countries; a code that ISO lacks stays as the publisher wrote it."""
    return ", ".join(country(code) for code in codes) or raw


def country(code: str) -> str:
    """A country's name; the code itself where it is unknown."""
    return countries.name(code) if countries.known(code) else code


def subject(wanted: Filter) -> str:
    """Who the view of one population is about: "Refugees from Syria in Türkiye"."""
    population = Population(wanted.population[0])
    who = MOVING.get(population, PEOPLE[population]) if wanted.measure == (Measure.FLOW,) else PEOPLE[population]
    if wanted.origin and wanted.origin == wanted.location:
        return f"{who} in {_named(wanted.location)}"
    come_from, are_in = SIDES.get(population, (" from", " in"))
    origin = f"{come_from} {_named(wanted.origin)}" if wanted.origin else ""
    location = f"{are_in} {_named(wanted.location)}" if wanted.location else ""
    return f"{who}{origin}{location}" if origin or location else f"{who}, all origins and locations"


def sentence(wanted: Filter, lines: Sequence[Line], agreed: Agreed | None) -> str:
    """What the chart says, in words, with date and source; for everybody, and for screen readers."""
    if agreed is None:
        return f"{subject(wanted)}: no figure that can be drawn."
    chosen = agreed.recommended
    about = replace(wanted, origin=tuple(chosen["origin"]), location=tuple(chosen["location"]))
    said = f"{subject(about)}: {_amount(chosen)} {when(agreed)} ({source(chosen)})"
    change = _change(chosen, series.before(lines, agreed))
    others = "; ".join(f"{source(each)} says {_amount(each)}" for each in agreed.triangulation[:MOST_NAMED])
    return f"{said}{change}." + (f" For the same date {others}." if others else "")


def when(agreed: Agreed) -> str:
    """ "at 31 December 2025" for a stock, "in 2025" for a flow."""
    stock = agreed.recommended["measure"] == Measure.STOCK
    return f"{'at' if stock else 'in'} {period(agreed.start, agreed.end)}"


def source(statement: Cited) -> str:
    """Who says so; starter data and unreviewed articles are named as such."""
    if statement.get("starter"):
        return f"{statement['publisher']}, starter data"
    if statement.get("articles") and not series.is_reviewed(statement):
        return f"{statement['publisher']}, article, unreviewed"
    if statement.get("cause") and not statement.get("articles"):
        return f"{statement['publisher']}, {cause(statement['cause'])}"
    return str(statement["publisher"])


def cause(word: str) -> str:
    """Why people moved, as it stands behind a name."""
    return "cause not said" if word == Cause.UNKNOWN else word


def line_name(line: Line, lines: Sequence[Line]) -> str:
    """The publisher; what sets a line apart from the publisher's others is added."""
    same = [each for each in lines if each.publisher == line.publisher]
    parts = [places(line.place_location or line.place_origin)] if line.place_location or line.place_origin else []
    if len({each.source for each in same}) > 1:
        parts.append(line.source)
    if len({each.rhythm for each in same if each.source == line.source}) > 1:
        parts.append(str(line.rhythm))
    if line.cause:
        parts.append(cause(line.cause))
    if line.unit == Unit.HOUSEHOLD:
        parts.append("households")
    if line.starter:
        parts.append("starter data")
    return f"{line.publisher} ({', '.join(parts)})" if parts else line.publisher


def notes(wanted: Filter, lines: Sequence[Line]) -> list[str]:
    """What a reader must know so as not to misread the lines."""
    found = []
    if any(line.starter for line in lines) and series.is_world_total(wanted):
        found.append(
            "Starter data covers some large situations only. Its sum is not the world's total, and falls short of it."
        )
    if of_events := sorted({line.publisher for line in lines if line.rhythm == Rhythm.EVENT}):
        found.append(f"{', '.join(of_events)} reports events: they are summed by the month in which they ended.")
    if apart := sorted({line.publisher for line in lines if line.place_location or line.place_origin}):
        found.append(f"{', '.join(apart)} counts each place at dates of its own: its places are not summed.")
    if len({line.rhythm for line in lines}) > 1:
        found.append("Lines of different period length overlap: do not compare their heights or add them.")
    if series.households(lines):
        found.append("Households are a line of their own: they are not converted into people, nor added to them.")
    return found


def _amount(statement: Cited) -> str:
    if statement.get("value") is None:
        return f"{stated(statement)} {UNITS[statement['unit']]}"
    words = QUALIFIERS[statement.get("qualifier", Qualifier.EXACT)] + number(statement["value"])
    return words if statement["unit"] == Unit.PERSON else f"{words} households"


def _change(chosen: Cited, earlier: Point | None) -> str:
    value = chosen.get("value")
    if value is None or earlier is None or not earlier.value or earlier.value < FEWEST_FOR_CHANGE:
        return ""
    at = "at" if chosen["measure"] == Measure.STOCK else "in"
    then = f"{number(earlier.value)} {at} {period(earlier.start, earlier.end)}"
    share = abs(value - earlier.value) / earlier.value * 100
    if not round(share, 1):
        return f", as many as {then}" if value == earlier.value else f", nearly unchanged from {then}"
    per_cent = f"{share:.1f}" if share < 10 else f"{share:,.0f}"
    return f", {'up' if value > earlier.value else 'down'} {per_cent}{SPACE}per cent from {then}"


def _named(codes: Sequence[str]) -> str:
    if len(codes) > MOST_NAMED:
        return f"{len(codes)} countries"
    names = [country(code) for code in codes]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
