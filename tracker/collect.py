"""The only place where fetching, reading and storing meet: one source, collected once, and how it went."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any, Protocol

from tracker.errors import ReadError, SourceError, TooFewError, TrackerError
from tracker.model import FIRST_IN, Document, Figure, Listing, Problem, Source

OTHER_RELEASE = 0.5  # when more than this share of one date's figures changes at once, another release is served

Tell = Callable[[str, int], None]  # told what is being read, and how many figures of it so far
TELL_EVERY = 1000
KEPT = "ended_at complete ok documents figures_new figures_changed figures_withdrawn".split()  # columns of a run


def silent(what: str, figures: int) -> None:
    """Nobody is watching."""


class Store(Protocol):
    """What collecting needs of a store; db.store.Store is one."""

    def register(self, source: Source) -> None: ...
    def unchanged(self, source: Source, document: Document, reader: str) -> bool: ...
    def changed_shares(self, source: Source, document: Document, figures: Iterable[Figure]) -> dict[Any, float]: ...
    def redate(
        self, source: Source, days: Iterable[Any], earlier: Callable[[Figure], Figure], now: datetime
    ) -> int: ...
    def save(
        self, source: Source, document: Document, figures: Iterable[Figure], reader: str, now: datetime
    ) -> Any: ...
    def keep_unread(self, source: Source, document: Document) -> None: ...
    def remember(self, source: Source, listing: Listing) -> None: ...
    def begin_run(self, source: Source, started_at: datetime, complete: bool) -> int: ...
    def end_run(self, run_id: int, values: dict[str, Any]) -> None: ...


@dataclass
class Run:
    """How one collection of one source went. `ok` is false if the source failed, or one of its documents.

    With `ok` and errors the source is well, but little came of it.
    """

    source: str
    started_at: datetime
    complete: bool
    ended_at: datetime | None = None
    ok: bool = False
    documents: int = 0
    told: int = 0  # of the documents: those that could not be had themselves, only what their feed tells of them
    figures_new: int = 0
    figures_changed: int = 0
    figures_withdrawn: int = 0
    errors: list[str] = field(default_factory=list)
    grave: list[str] = field(default_factory=list)  # errors that do not make the run a failed one
    notices: list[str] = field(default_factory=list)

    @property
    def took(self) -> timedelta:
        """From start to end."""
        return (self.ended_at or datetime.now(UTC)) - self.started_at


def collect(
    module: ModuleType,
    client: Any,
    store: Store,
    reader: str,
    complete: bool,
    stopped: Callable[[], bool] = lambda: False,
    tell: Tell = silent,
) -> Run:
    """Fetch, read and save everything of one source, or what is new of it; the Run says how it went.

    A failure ends this source and is recorded; what was stored before it stays, nothing is closed because of it.
    Between two documents it asks `stopped`.
    """
    run = Run(module.SOURCE.name, datetime.now(UTC), complete)
    store.register(module.SOURCE)
    run_id = store.begin_run(module.SOURCE, run.started_at, complete)
    try:
        for got in module.fetch(client, complete):
            _keep(module, store, reader, run, got, tell)
            if stopped():
                run.complete = False
                run.notices.append("stopped by request; the next run goes on")
                break
        run.ok = not run.errors
        run.errors += run.grave
    except TrackerError as error:
        run.errors.append(str(error))
    except Exception as error:  # the one place: a defect in one source must not end the others
        run.errors.append(f"{run.source}: defect in the program, please report: {type(error).__name__}: {error}")
    run.ended_at = datetime.now(UTC)
    store.end_run(run_id, _recorded(run))
    return run


def _keep(
    module: ModuleType, store: Store, reader: str, run: Run, got: Document | Listing | Problem | SourceError, tell: Tell
) -> None:
    """A document is read and stored; an error given instead of one fails the run, and the next ones are still read."""
    if isinstance(got, Problem):
        _note(run.grave if got.grave else run.notices, got.text)
    elif isinstance(got, SourceError):
        run.errors.append(str(got))
    elif isinstance(got, Listing):
        store.remember(module.SOURCE, got)
    else:
        run.documents += 1
        run.told += got.told
        tell(got.title, 0)
        if not store.unchanged(module.SOURCE, got, reader):
            _read(module, store, reader, run, got, tell)


def _read(module: ModuleType, store: Store, reader: str, run: Run, document: Document, tell: Tell) -> None:
    """One document, whole or not at all. One that cannot be read is archived, for a mended reader."""
    now = datetime.now(UTC)
    try:
        if hasattr(module, "earlier"):
            _redate(module, store, run, document, now)
        saved = store.save(module.SOURCE, document, _figures(module, document, run.notices, tell), reader, now)
    except ReadError as error:
        store.keep_unread(module.SOURCE, document)
        run.errors.append(str(error))
        return
    except TooFewError as error:  # one document lost its figures, the source's others need not have
        run.errors.append(str(error))
        return
    run.figures_new += saved.new
    run.figures_changed += saved.changed
    run.figures_withdrawn += saved.withdrawn


def _figures(module: ModuleType, document: Document, notices: list[str], tell: Tell) -> Iterator[Figure]:
    """What the document says, its problems taken aside."""
    number = 0
    for each in module.read(document):
        if isinstance(each, Problem):
            _note(notices, each.text)
            continue
        number += 1
        if number % TELL_EVERY == 0:
            tell(document.title, number)
        yield each


def _note(notices: list[str], text: str) -> None:
    what, _, _ = text.partition(FIRST_IN)
    if not any(known.startswith(what) for known in notices):
        notices.append(text)


def _redate(module: ModuleType, store: Store, run: Run, document: Document, now: datetime) -> None:
    """When most figures of one date change at once, what stood there was an earlier release of another date."""
    shares = store.changed_shares(module.SOURCE, document, _figures(module, document, [], silent))
    days = [day for day, share in shares.items() if share > OTHER_RELEASE]
    if days and (count := store.redate(module.SOURCE, days, module.earlier, now)):
        dates = ", ".join(f"{day}" for day in sorted(days))
        run.notices.append(f"another release of {dates} is served: {count:,} earlier figures were given their own date")


def _recorded(run: Run) -> dict[str, Any]:
    lines = {"errors": "\n".join(run.errors), "notices": "\n".join(run.notices)}
    return {name: value for name, value in asdict(run).items() if name in KEPT} | lines
