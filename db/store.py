"""The write side: one transaction a document; a changed value closes the old row and opens a new one."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import blake2b
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Select,
    Table,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from db.models import CONTENTS, DOCUMENTS, FIGURES, LISTINGS, RUNS, SOURCES, DocumentRow, RunRow
from db.repeats import supporting
from db.statements import COLUMNS, Statement, by_key, statement
from tracker.errors import ReadError, StoreError, TooFewError
from tracker.model import Archived, Document, Figure, Listing, Source, Status

BATCH = 1000  # rows a statement: well under both databases' limits of bound values
UNREVIEWED = {"status": Status.UNREVIEWED.value, "reviewed_by": "", "review_reason": ""}
ENOUGH = 100  # figures of one date below which nothing is said of their share

LIVE = FIGURES.c.superseded_at.is_(None)
Item = TypeVar("Item")


@dataclass
class Saved:
    """What one document changed."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0


class Store:
    """An opened database; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def _writing(self, source: str) -> Iterator[Connection]:
        """One writer a source, also across processes: SQLite locks the file, PostgreSQL a number made of the name."""
        try:
            with self.engine.connect().execution_options(write=True) as connection, connection.begin():
                if connection.dialect.name == "postgresql":
                    number = int.from_bytes(blake2b(source.encode(), digest_size=8).digest(), signed=True)
                    connection.execute(select(func.pg_advisory_xact_lock(number)))
                yield connection
        except DBAPIError as error:
            raise StoreError(f"the database refused to store: {str(error.orig).strip().splitlines()[0]}") from error

    def register(self, source: Source) -> None:
        """Store or refresh what every export must carry of a source."""
        given = {name: value for name, value in asdict(source).items() if name in SOURCES.c}
        with self._writing(source.name) as connection:
            _upsert(connection, SOURCES, given, "name")

    def archived(self, url: str) -> Archived | None:
        """What is known of this address; None if it was never read: what could not be read is asked for again."""
        with self.engine.connect() as connection:
            at = {"address": url}
            row = connection.execute(LAST_READ, at).first() or connection.execute(LAST_LISTED, at).first()
            return Archived(*row) if row else None

    def unchanged(self, source: Source, document: Document, reader: str) -> bool:
        """True if these bytes are the newest version and this reader has read them: there is nothing to do."""
        validators = {"etag": document.etag, "last_modified": document.last_modified}
        with self._writing(source.name) as connection:
            row = connection.execute(LAST_KEPT, {"address": document.url}).first()
            if row is None or tuple(row[1:]) != (document.sha256, reader, document.note):
                return False
            seen = update(DOCUMENTS).where(DOCUMENTS.c.id == row.id)
            connection.execute(seen.values(seen_at=document.retrieved_at, **validators))
            return True

    def remember(self, source: Source, listing: Listing) -> None:
        """Keep a listing's validators; to be called after everything it lists is stored."""
        with self._writing(source.name) as connection:
            _upsert(connection, LISTINGS, listing._asdict() | {"source": source.name}, "url")

    def save(self, source: Source, document: Document, figures: Iterable[Figure], reader: str, now: datetime) -> Saved:
        """Store a document and what it says, whole or not at all.

        ReadError: one record key says two different things. TooFewError: a complete answer lost most figures.
        """
        with self._writing("articles" if source.articles else source.name) as connection:  # texts repeat each other
            document_id = _document_id(connection, source, document, reader)
            bookkeeping = UNREVIEWED | {"source": source.name, "document_id": document_id, "recorded_at": now}
            saved, seen = Saved(), set[bytes]()  # keys as bytes: text would take twice the memory
            known = _any_live(connection, source)
            told = supporting(connection, source, document, figures) if source.articles else figures
            for batch in _batches(told):
                statements = by_key(source, batch, document.url)
                keys = {bytes.fromhex(key) for key in statements}
                if doubled := seen & keys:
                    locator = statements[doubled.pop().hex()].figure.locator
                    raise ReadError(f"{document.url}: two statements for {locator}")
                seen |= keys
                _record(connection, statements, _live(connection, statements) if known else {}, bookkeeping, saved)
            _withdraw(connection, source, document, seen, now, saved)
            return saved

    def keep_unread(self, source: Source, document: Document) -> None:
        """Archive a document that could not be read, so that a mended reader can."""
        with self._writing(source.name) as connection:
            _document_id(connection, source, document, reader="")

    def changed_shares(self, source: Source, document: Document, figures: Iterable[Figure]) -> dict[date, float]:
        """Per as-of date, of the figures above zero that the store holds too: the share that this document changes."""
        counts: dict[tuple[date, bool], int] = {}
        with self.engine.connect() as connection:
            if not _any_live(connection, source, DOCUMENTS.c.starter.is_(False)):
                return {}
            for batch in _batches(figures):
                statements = by_key(source, batch, document.url)
                for key, held in _live(connection, statements).items():
                    figure = statements[key].figure
                    if not held.starter and figure.period_end and (figure.value or held.value):
                        at = figure.period_end, held.fingerprint != statements[key].fingerprint
                        counts[at] = counts.get(at, 0) + 1
        totals = {day: counts.get((day, True), 0) + counts.get((day, False), 0) for day, _ in counts}
        return {day: counts.get((day, True), 0) / total for day, total in totals.items() if total >= ENOUGH}

    def redate(self, source: Source, days: Iterable[date], earlier: Callable[[Figure], Figure], now: datetime) -> int:
        """Give the live figures of these dates the date of an earlier release; how many were re-dated.

        Each is closed and opened again under its true date, still citing the document it came from.
        """
        columns = [FIGURES.c[name] for name in ("id", "document_id", *COLUMNS)]
        wanted = (FIGURES.c.source == source.name, LIVE, FIGURES.c.period_end.in_(list(days)))
        with self._writing(source.name) as connection:
            dated = select(FIGURES.c.id).join(DOCUMENTS).where(*wanted, DOCUMENTS.c.starter.is_(False))
            ids = list(connection.execute(dated).scalars())
            for batch in _batches(ids):  # most of a matrix can be of one date: never all of it in memory
                rows = connection.execute(select(*columns).where(FIGURES.c.id.in_(batch))).all()
                _close(connection, batch, now)
                opened = [
                    statement(source, earlier(Figure.model_validate(row, from_attributes=True)), "").row()
                    | UNREVIEWED
                    | {"source": source.name, "document_id": row.document_id, "recorded_at": now}
                    for row in rows
                ]
                connection.execute(insert(FIGURES), opened)
            return len(ids)

    def begin_run(self, source: Source, started_at: datetime, complete: bool) -> int:
        """Record that a collection has begun; its number."""
        values = RunRow(source=source.name, started_at=started_at, complete=complete).model_dump(exclude={"id"})
        with self._writing(source.name) as connection:
            result = connection.execute(insert(RUNS).values(values))
            return _made(result)

    def end_run(self, run_id: int, values: Mapping[str, Any]) -> None:
        """Record how a collection went; `values` are columns of the runs table."""
        with self._writing("runs") as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(**values))


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _newest(*names: str) -> Select[Any]:
    """The newest version of the document at `address`, starter data aside."""
    columns = [DOCUMENTS.c[name] for name in names]
    address: ColumnElement[str] = bindparam("address")
    here = or_(DOCUMENTS.c.url == address, and_(DOCUMENTS.c.link == address, DOCUMENTS.c.link != ""))
    at = select(*columns).where(here, DOCUMENTS.c.starter.is_(False))
    return at.order_by(DOCUMENTS.c.seen_at.desc(), DOCUMENTS.c.id.desc()).limit(1)


# Made once: to put a query together takes longer than to ask it, and each request asks.
LAST_KEPT = _newest("id", "content_sha256", "reader", "note")
LAST_READ = _newest("etag", "last_modified", "seen_at", "note").where(DOCUMENTS.c.reader != "")
LAST_LISTED = select(LISTINGS.c.etag, LISTINGS.c.last_modified, LISTINGS.c.asked_at, literal("")).where(
    LISTINGS.c.url == bindparam("address")
)


def _made(result: CursorResult[Any]) -> int:
    assert result.inserted_primary_key
    return int(result.inserted_primary_key[0])


def _upsert(connection: Connection, table: Table, values: dict[str, Any], key: str) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    rest = {name: value for name, value in values.items() if name != key}
    connection.execute(dialect.insert(table).values(values).on_conflict_do_update(index_elements=[key], set_=rest))


def _document_id(connection: Connection, source: Source, document: Document, reader: str) -> int:
    """The row of this version of the document, made if it is new; bytes are kept once, whoever sent them."""
    held = select(CONTENTS.c.sha256).where(CONTENTS.c.sha256 == document.sha256)
    if connection.execute(held).first() is None:
        body = zlib.compress(document.content, 6)
        connection.execute(insert(CONTENTS).values(sha256=document.sha256, body=body, size=len(document.content)))
    same = select(DOCUMENTS.c.id).where(
        DOCUMENTS.c.source == source.name,
        DOCUMENTS.c.url == document.url,
        DOCUMENTS.c.content_sha256 == document.sha256,
    )
    values = {name: getattr(document, name) for name in DocumentRow.model_fields if hasattr(document, name)}
    values |= {"source": source.name, "content_sha256": document.sha256, "reader": reader}
    values |= {"seen_at": document.retrieved_at}
    if (row := connection.execute(same).first()) is None:
        return _made(connection.execute(insert(DOCUMENTS).values(values)))
    del values["retrieved_at"]  # the day these bytes first came stays what citations say
    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == row.id).values(values))
    return int(row.id)


def _live(connection: Connection, statements: Mapping[str, Statement]) -> dict[str, Any]:
    columns = (FIGURES.c.key, FIGURES.c.id, FIGURES.c.fingerprint, FIGURES.c.value, DOCUMENTS.c.starter)
    held = select(*columns).join(DOCUMENTS).where(LIVE, FIGURES.c.key.in_(list(statements)))
    return {row.key: row for row in connection.execute(held)}


def _any_live(connection: Connection, source: Source, *where: ColumnElement[bool]) -> bool:
    one = select(FIGURES.c.id).join(DOCUMENTS).where(FIGURES.c.source == source.name, LIVE, *where).limit(1)
    return connection.execute(one).first() is not None


def _record(
    connection: Connection,
    statements: Mapping[str, Statement],
    live: Mapping[str, Any],
    bookkeeping: Mapping[str, Any],
    saved: Saved,
) -> None:
    """Open what is new, close and open what changed, leave the rest. Starter data gives way even where it agrees."""
    replaced = [row for row in live.values() if row.starter or row.fingerprint != statements[row.key].fingerprint]
    _close(connection, [row.id for row in replaced], bookkeeping["recorded_at"])
    opened = [statements[key] for key in statements.keys() - live.keys()] + [statements[row.key] for row in replaced]
    if opened:
        order = {key: at for at, key in enumerate(statements)}
        opened.sort(key=lambda each: order[each.key])
        connection.execute(insert(FIGURES), [each.row() | dict(bookkeeping) for each in opened])
    saved.changed += len(replaced)
    saved.new += len(opened) - len(replaced)


def _close(connection: Connection, ids: list[int], now: datetime) -> None:
    if ids:
        closing = update(FIGURES).where(FIGURES.c.id == bindparam("closed"))
        connection.execute(closing.values(superseded_at=now), [{"closed": each} for each in ids])


def _withdraw(
    connection: Connection, source: Source, document: Document, seen: set[bytes], now: datetime, saved: Saved
) -> None:
    """Close what a complete document no longer says."""
    if not document.covers:
        return
    covered = or_(*(FIGURES.c.locator.startswith(prefix, autoescape=True) for prefix in document.covers))
    held = select(FIGURES.c.id, FIGURES.c.key, DOCUMENTS.c.starter).join(DOCUMENTS)
    held = held.where(FIGURES.c.source == source.name, LIVE, covered)
    if source.articles:  # a text speaks only for itself
        held = held.where(DOCUMENTS.c.url.in_({document.url, document.link} - {""}))
    rows = connection.execute(held.execution_options(yield_per=BATCH))  # of a quarter of a million, few are gone
    gone = [row for row in rows if bytes.fromhex(row.key) not in seen]
    if not source.articles:
        _believable(source, document, len(seen), sum(not row.starter for row in gone))
    _close(connection, [row.id for row in gone], now)
    saved.withdrawn += len(gone)


def _believable(source: Source, document: Document, read: int, lost: int) -> None:
    """An answer that is far too small is a fault of the feed, not news: it must close nothing."""
    if read < source.at_least or lost > (read + lost) * (1 - source.believable):
        by_hand = "" if source.cron else "; if they were taken out on purpose, say --shrunk"
        raise TooFewError(
            f"{document.url}: {read:,} figures read, {lost:,} of those known are missing; at least {source.at_least:,} "
            f"and half of the known ones are due, so nothing was stored or closed{by_hand}"
        )
