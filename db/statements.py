"""Which fact a figure states and what it says of it: two digests by which the store tells new from known."""

from collections.abc import Iterable
from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple

from tracker.errors import ReadError
from tracker.model import Cause, Figure, Measure, Population, Qualifier, Role, Source, Term, Unit

ENUMS = (Qualifier, Unit, Term, Population, Measure, Cause, Role)
COLUMNS = tuple(Figure.model_fields)
WORDS = tuple(name for name, field in Figure.model_fields.items() if field.annotation in ENUMS)
said = attrgetter(*(name for name in COLUMNS if name not in ("quote", "locator")))


class Statement(NamedTuple):
    """A figure with its digests."""

    key: str
    fingerprint: str
    figure: Figure

    def row(self) -> dict[str, Any]:
        """Column values, enums as plain words: the PostgreSQL driver would write a member's name, not its value."""
        row = dict(self.figure.__dict__)
        for name in WORDS:
            row[name] = row[name]._value_
        return row | {"key": self.key, "fingerprint": self.fingerprint}


def statement(source: Source, figure: Figure, url: str) -> Statement:
    """The figure as a statement of this source, in the document at `url`."""
    return Statement(_key(source, figure, url), _digest(*said(figure)), figure)


def by_key(source: Source, figures: Iterable[Figure], url: str) -> dict[str, Statement]:
    """Statements by key. Said twice alike is one; ReadError if one record says two different things."""
    statements: dict[str, Statement] = {}
    for figure in figures:
        each = statement(source, figure, url)
        held = statements.setdefault(each.key, each)
        if held.fingerprint != each.fingerprint and not source.articles:
            raise ReadError(f"{url}: two statements for the record {figure.locator}")
    return statements


def _key(source: Source, figure: Figure, url: str) -> str:
    """A feed's record has a locator that lasts; a text's figure is known by what it says of whom."""
    if not source.articles:
        return _digest(source.name, figure.locator, figure.population, figure.measure)
    amount = (figure.value, figure.value_low, figure.value_high, figure.unit)
    whom = (figure.term, figure.population, figure.measure, figure.origin, figure.location, figure.admin1)
    return _digest(source.name, url, *amount, *whom, figure.period_end)


def _digest(*parts: object) -> str:
    return blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
