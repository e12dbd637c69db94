"""The tables: sources, archived contents, documents, figures, runs. `Figure` brings its own columns."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Index, LargeBinary, String, Text, TypeDecorator, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from tracker.model import Figure, Status, WordList

# Names for every constraint: SQLite's batch migrations can change only what has a name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC: SQLite forgets the zone, so both databases keep none and hand back UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class SourceRow(SQLModel, table=True):
    """What every export must carry of a source, kept beside its figures."""

    __tablename__ = "sources"

    name: str = Field(primary_key=True)
    publisher: str
    title: str
    url: str
    licence: str = Field(sa_type=Text)
    credit: str = Field(sa_type=Text)
    articles: bool = Field(default=False)
    own_dates: bool = Field(default=False)
    repeats: tuple[str, ...] = Field(default=(), sa_type=WordList)


class ContentRow(SQLModel, table=True):
    """Bytes as retrieved, compressed with zlib, named by the SHA-256 of what they hold."""

    __tablename__ = "contents"

    sha256: str = Field(primary_key=True, max_length=64)
    body: bytes = Field(sa_type=LargeBinary)
    size: int  # bytes before compression


class DocumentRow(SQLModel, table=True):
    """One version of a document: the same URL with other bytes is another row."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("source", "url", "content_sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="sources.name")
    url: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    publisher: str
    language: str = ""
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retrieved_at: datetime = Field(sa_type=UtcDateTime)  # when these bytes first came
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)  # when they last came; not exported, it changes daily
    content_sha256: str = Field(foreign_key="contents.sha256", max_length=64)
    content_type: str = ""
    text: str | None = Field(default=None, sa_type=Text)
    link: str = Field(default="", sa_type=Text, index=True)
    etag: str = ""
    last_modified: str = ""
    note: str = Field(default="", sa_type=Text)
    reader: str = ""  # digest of the code that read it; empty: not read yet
    starter: bool = False  # shipped with the program; replaced by the live feed


LIVE = text("superseded_at IS NULL")
CHARTED = (
    *("population", "measure", "origin", "location", "period_end", "period_start"),
    *("source", "unit", "cause", "role", "status", "value", "document_id"),
)


class FigureRow(Figure, table=True):
    """A figure and its bookkeeping. `key` says which fact, `fingerprint` what is said of it."""

    __tablename__ = "figures"
    __table_args__ = (
        Index(
            "one_live_figure_per_key",
            "key",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        # Everything a chart sums, so that SQLite answers from the index alone instead of reading 200 MB of quotes.
        Index("ix_figures_chart", *CHARTED, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_figures_newest", "period_end", "id", sqlite_where=LIVE, postgresql_where=LIVE),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="sources.name", index=True)
    document_id: int = Field(foreign_key="documents.id", index=True)
    key: str = Field(max_length=32)
    fingerprint: str = Field(max_length=32)
    status: Status = Field(default=Status.UNREVIEWED, sa_type=String)
    reviewed_by: str = ""
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    review_reason: str = Field(default="", sa_type=Text)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ListingRow(SQLModel, table=True):
    """A page that only lists documents (an outlet's feed): what it takes to ask next time whether it changed."""

    __tablename__ = "listings"

    url: str = Field(primary_key=True)
    source: str = Field(foreign_key="sources.name")
    etag: str = ""
    last_modified: str = ""
    asked_at: datetime = Field(sa_type=UtcDateTime)


class RunRow(SQLModel, table=True):
    """One collection of one source: when, how long, what came of it, and what went wrong, in words."""

    __tablename__ = "runs"

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="sources.name", index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    complete: bool = False  # everything the source has was asked for, not only what is new
    ok: bool = False
    documents: int = 0
    figures_new: int = 0
    figures_changed: int = 0
    figures_withdrawn: int = 0
    errors: str = Field(default="", sa_type=Text)  # one a line
    notices: str = Field(default="", sa_type=Text)  # one a line; nothing failed


SOURCES, CONTENTS, DOCUMENTS, FIGURES, LISTINGS, RUNS = (
    SQLModel.metadata.tables[name] for name in ("sources", "contents", "documents", "figures", "listings", "runs")
)
