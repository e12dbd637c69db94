"""The address bar: a query string to a view and back. Whatever it cannot use it names, and leaves out. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from tracker import countries
from tracker.model import Filter, Measure, Population

LONGEST = 4000  # characters of a query string that are read
MOST_VALUES = 300  # of one parameter: more than there are countries
MOST_PAGES = 10**6
MOST_NAMED = 6  # things not understood that are named
SHOWN = 40  # characters of a broken value that are repeated to the reader

USUAL = Filter(population=(Population.REFUGEE,), measure=(Measure.STOCK,))
FIRST = Filter(population=(Population.REFUGEE,), measure=(Measure.STOCK,), origin=("SYR",), location=("TUR",))
ONE = ("population", "measure")
SEVERAL = ("origin", "location", "source")
DATES = ("since", "until", "as_known_on")


@dataclass(frozen=True)
class View:
    """What is asked for: the figures, the page of their table, and what of the address was not understood."""

    wanted: Filter
    page: int = 1
    ignored: tuple[str, ...] = ()


def read(query: str, sources: Collection[str]) -> View:
    """The view of a query string; the first view where it says nothing usable. Never fails."""
    given, ignored = _pairs(query)
    found: dict[str, tuple[str, ...]] = {}
    days: dict[str, date] = {}
    page = 1
    for name, text in given:
        good: tuple[str, ...] = ()
        if name in ONE or name in SEVERAL:
            values = [value for value in text.split(",") if value][:MOST_VALUES]
            good = tuple(value for value in values if _known(name, value, sources))
            ignored += [f"{name}={value}" for value in values if value not in good]
            found[name] = tuple(dict.fromkeys(found.get(name, ()) + good))
        elif name in DATES and (moment := _date(text)):
            days[name] = moment
        elif name == "page" and text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST_PAGES:
            page = int(text[:9])
        else:
            ignored.append(f"{name}={text}")
    found = {name: values[:1] if name in ONE else values for name, values in found.items() if values}
    wanted = Filter(**{"population": USUAL.population, "measure": USUAL.measure, **found, **days})  # type: ignore[arg-type]
    return View(wanted if found or days else FIRST, page, tuple(_short(each) for each in ignored[:MOST_NAMED]))


def write(wanted: Filter, page: int = 1) -> str:
    """The query string of a view, the same for the same view."""
    several = {name: ",".join(getattr(wanted, name)) for name in (*ONE, *SEVERAL)}
    days = {name: getattr(wanted, name).isoformat() for name in DATES if getattr(wanted, name)}
    pages = {"page": page} if page > 1 else {}
    return urlencode({name: value for name, value in {**several, **days, **pages}.items() if value}, safe=",")


def from_controls(values: dict[str, object]) -> Filter:
    """The filter of what the controls hold; they come from a browser, so they are read as strictly as an address."""
    pairs = {name: ",".join(value) if isinstance(value, list) else str(value or "") for name, value in values.items()}
    query = urlencode({name: text[:10] if name in DATES else text for name, text in pairs.items() if text})
    return reread(query)


def reread(query: str) -> Filter:
    """The filter of a query string that we wrote: a source named there may hold no figures by now."""
    named = ",".join(text for name, text in _pairs(query)[0] if name == "source").split(",")
    return read(query, named).wanted


def _pairs(query: str) -> tuple[list[tuple[str, str]], list[str]]:
    text = query.removeprefix("?")
    if len(text) > LONGEST:
        return [], ["an address that is too long"]
    try:
        return parse_qsl(text, max_num_fields=MOST_VALUES), []
    except ValueError:
        return [], ["an address with too many parts"]


def _known(name: str, value: str, sources: Collection[str]) -> bool:
    if name == "population":
        return value in list(Population)
    if name == "measure":
        return value in list(Measure)
    return value in sources if name == "source" else countries.known(value)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _short(text: str) -> str:
    printable = "".join(_printable(text[: SHOWN + 1]))
    return printable if len(printable) <= SHOWN else f"{printable[:SHOWN]}…"


def _printable(text: str) -> Iterator[str]:
    for letter in text:
        yield letter if letter.isprintable() else "\ufffd"
