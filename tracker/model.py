"""A source publishes documents, a document states figures. Plain values, no clock, no I/O."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, Self

from pydantic import model_validator
from sqlalchemy import BigInteger, Date, Dialect, String, Text, TypeDecorator
from sqlmodel import Field, SQLModel

from tracker import countries
from tracker.terms import Cause as Cause
from tracker.terms import Measure as Measure
from tracker.terms import Population as Population
from tracker.terms import Qualifier as Qualifier
from tracker.terms import Role as Role
from tracker.terms import Status as Status
from tracker.terms import Term as Term
from tracker.terms import Unit as Unit

MOST = 10**10  # more people than there are: a number beyond it is a misreading


class WordList(TypeDecorator[tuple[str, ...]]):
    """Words in one text column, joined by `;`: country codes of one figure, sources that a source repeats."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return ";".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(value.split(";")) if value else ()


class Figure(SQLModel):
    """One cited statement: N people were displaced, here, then, because of that."""

    value: int | None = Field(default=None, ge=0, le=MOST, sa_type=BigInteger)
    value_low: int | None = Field(default=None, ge=0, le=MOST, sa_type=BigInteger)
    value_high: int | None = Field(default=None, ge=0, le=MOST, sa_type=BigInteger)
    qualifier: Qualifier = Field(default=Qualifier.EXACT, sa_type=String)
    unit: Unit = Field(default=Unit.PERSON, sa_type=String)
    term: Term = Field(sa_type=String)
    population: Population = Field(sa_type=String)
    measure: Measure = Field(sa_type=String)
    cause: Cause = Field(default=Cause.UNKNOWN, sa_type=String)
    origin: tuple[str, ...] = Field(default=(), sa_type=WordList)
    location: tuple[str, ...] = Field(default=(), sa_type=WordList)
    origin_raw: str = ""
    location_raw: str = ""
    admin1: str = ""
    admin1_pcode: str = ""
    admin2: str = ""
    admin2_pcode: str = ""
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    period_start: date | None = Field(default=None, sa_type=Date)
    period_end: date | None = Field(default=None, sa_type=Date)
    attribution: str = Field(default="", sa_type=Text)
    quote: str = Field(sa_type=Text)
    locator: str
    confidence: float = Field(default=1.0, ge=0, le=1)
    role: Role = Field(default=Role.RECOMMENDED, sa_type=String)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """The invariants of a figure that it can check alone."""
        low, high = self.value_low, self.value_high
        if self.value is None and low is None and high is None:
            raise ValueError("a figure needs a value or bounds")
        stated = [number for number in (low, self.value, high) if number is not None]
        if stated != sorted(stated):
            raise ValueError(f"bounds out of order: low {low}, value {self.value}, high {high}")
        if unknown := [code for code in (*self.origin, *self.location) if not countries.known(code)]:
            raise ValueError(f"not ISO 3166-1 alpha-3: {', '.join(unknown)}")
        start, end = self.period_start, self.period_end
        if start and end and start > end:
            raise ValueError(f"period ends before it starts: {start} … {end}")
        if self.measure == Measure.STOCK and start != end:
            raise ValueError(f"a stock has one as-of date: {start} … {end}")
        return self


@dataclass(frozen=True)
class Source:
    """A feed or a set of outlets: how to ask it, how often, and how to cite it."""

    name: str
    publisher: str
    title: str  # of the data set, as it is cited
    url: str  # the page a person reads, for citations and `tracker sources`
    base_url: str  # what the client asks, unless TRACKER_SOURCES__<NAME>__BASE_URL says otherwise
    licence: str
    credit: str  # the attribution the publisher asks for; travels with every export
    cron: str  # when the scheduler collects, five fields, UTC
    full_every_days: int = 1  # how often a scheduled run reads everything instead of what is new
    at_least: int = 1  # fewer figures than this in a complete read are not believed
    key: str = ""  # query parameter or header that carries the key; empty: open to all
    key_in_header: bool = False
    believable: float = 0.5  # a complete answer with fewer than this share of last time's figures is not believed
    pause: float = 0.3  # seconds between two requests to one host
    articles: bool = False  # its documents are texts that the extractor reads
    prose: bool = False  # its records hold texts beside their numbers, which the extractor reads too
    own_dates: bool = False  # each place has dates of its own: stocks of different places never stand in one sum
    repeats: tuple[str, ...] = ()  # sources whose figures it publishes again: never more than a support to theirs


def cite(publisher: str, title: str, published_at: datetime | None, url: str, retrieved_at: datetime) -> str:
    """Publisher. Title. Date. URL (retrieved DATE)."""
    published = f"{published_at.day} {published_at:%B %Y}" if published_at else "No date"
    retrieved = f"{retrieved_at.day} {retrieved_at:%B %Y}"
    return f"{publisher}. {title.rstrip('.')}. {published}. {url} (retrieved {retrieved})."


@dataclass(frozen=True)
class Document:
    """What was retrieved, kept as it came. A citation is made from it alone."""

    url: str  # canonical, without keys
    title: str
    publisher: str
    retrieved_at: datetime
    content: bytes
    content_type: str = ""
    language: str = ""  # ISO 639-1; empty: not known
    published_at: datetime | None = None
    starter: bool = False  # shipped with the program; gives way to the live feed
    link: str = ""  # the address that led to it, where that is another
    text: str | None = None  # the readable text of an article; spans count its characters
    etag: str = ""
    last_modified: str = ""
    covers: tuple[str, ...] = ()  # locator prefixes of which it says everything: what is missing here is withdrawn
    note: str = ""  # what a person should know of it, e.g. that only a summary could be had
    told: bool = False  # it could not be had itself: this is what its feed tells of it

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the bytes as retrieved; names the content in the archive."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def citation(self) -> str:
        """Publisher. Title. Date. URL (retrieved DATE)."""
        return cite(self.publisher, self.title, self.published_at, self.url, self.retrieved_at)


class Archived(NamedTuple):
    """What is known of the newest version of a document, or of a listing, at an address."""

    etag: str
    last_modified: str
    seen_at: datetime
    note: str


class Listing(NamedTuple):
    """A page that only lists documents; remembered so that next time we ask whether it changed."""

    url: str
    etag: str
    last_modified: str
    asked_at: datetime


FIRST_IN = " (first in "  # ends what a problem says and begins where it was met: said once a run, wherever else it is


class Problem(NamedTuple):
    """Something that could not be read while the source as a whole could: listed with the run, never dropped."""

    text: str
    grave: bool = False  # nothing of use came: the run is not simply well


@dataclass(frozen=True)
class Filter:
    """Which figures are wanted. Empty means all; several values of one field mean any of them."""

    population: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()  # ISO 3166-1 alpha-3
    location: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: date | None = None  # figures that speak of this day or later
    until: date | None = None  # figures that speak of this day or earlier
    as_known_on: date | None = None  # what the store held at the end of this day (UTC), later revisions aside


# One stored figure with its document and source: every field of Figure, and the columns that db.queries.cited adds.
Cited = Mapping[str, Any]
