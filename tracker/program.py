"""What the commands share: opening settings and store, choosing sources, collecting one, collecting on schedule."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType, ModuleType

from db import queries
from db.engine import open_engine
from db.store import Store
from tracker import collect, starter
from tracker.at_hand.asked import is_by_hand
from tracker.errors import SettingsError, TrackerError
from tracker.model import Cited
from tracker.schedule import next_run, rests_until, scheduler
from tracker.settings import Settings, load
from tracker.sources import SOURCES, reader
from tracker.web import Client

MOST_LINES = 5  # of errors and notices that a run prints
LONGEST_RUN = timedelta(hours=2)  # a run without an end after this was killed
LOCAL_SETTINGS = Path("tracker.toml")  # read where it stands in the working folder and no other file is named


@dataclass(frozen=True)
class Program:
    """Settings and an opened store."""

    settings: Settings
    store: Store


def settings_from(config: Path | None) -> Settings:
    """The settings of the file named, or of the local one if there is any, under the environment's."""
    settings = load(config or (LOCAL_SETTINGS if LOCAL_SETTINGS.is_file() else None))
    if unknown := settings.sources.keys() - SOURCES.keys():
        names = ", ".join(sorted(unknown))
        raise SettingsError(f"settings are given for unknown sources: {names}; known are {', '.join(SOURCES)}")
    return settings


def opened(config: Path | None) -> Program:
    """Settings read, database opened and migrated."""
    settings = settings_from(config)
    return Program(settings, Store(open_engine(settings.store_url)))


def chosen(names: list[str]) -> list[ModuleType]:
    """The feeds of these names, all if none is named; SettingsError for a name nobody knows."""
    if unknown := [name for name in names if name not in SOURCES and not is_by_hand(name)]:
        raise SettingsError(f"unknown source {', '.join(unknown)}: known are {', '.join(SOURCES)}")
    return [SOURCES[name] for name in names or SOURCES if name in SOURCES]


def missing(module: ModuleType, settings: Settings) -> str:
    """Why a source cannot be collected, and what to set; empty if it can."""
    source, own = module.SOURCE, settings.source(module.SOURCE.name)
    prefix = f"TRACKER_SOURCES__{source.name.upper()}"
    if not own.enabled:
        return f"switched off; set {prefix}__ENABLED=true to collect it"
    if source.key and not own.key:
        return f"needs a key from {source.publisher}; set {prefix}__KEY ({source.url})"
    return ""


def off(settings: Settings) -> dict[str, str]:
    """The feeds that are not collected, and why."""
    return {name: why for name, module in SOURCES.items() if (why := missing(module, settings))}


def collect_once(
    program: Program,
    module: ModuleType,
    complete: bool,
    stopped: Callable[[], bool] = lambda: False,
    tell: collect.Tell = collect.silent,
) -> collect.Run:
    """Collect one source now; what is at hand is asked for whole, as what a person says of it may have changed."""
    by_hand = is_by_hand(module.SOURCE.name)
    client = Client(module.SOURCE, program.settings, _nothing if by_hand else program.store.archived)
    digest = module.READER if by_hand else reader(module.SOURCE.name)
    return collect.collect(module, client, program.store, digest, complete, stopped, tell)


def _nothing(url: str) -> None:
    """Nothing is known of any address."""


def in_words(run: collect.Run, most: int = MOST_LINES) -> list[str]:
    """How a run went: one line, then one for each error or notice."""
    changes = f"{run.figures_new:,} new, {run.figures_changed:,} changed, {run.figures_withdrawn:,} withdrawn"
    if not (run.figures_new or run.figures_changed or run.figures_withdrawn):
        changes = "nothing new"
    took = f"{run.took.total_seconds():.1f} s"
    state = _outcome(run.ok, bool(run.errors))
    documents = f"{run.documents} documents" + (f" ({run.told} only as their feed tells)" if run.told else "")
    lines = [f"{run.source}: {state}, {documents}, {changes}, {took}"]
    told = (*run.errors, *run.notices)
    more = [f"{run.source}: and {len(told) - most} more, kept with the run"] if len(told) > most else []
    return lines + [f"{run.source}: {text}" for text in told[:most]] + more


def health(program: Program) -> Iterator[tuple[str, ...]]:
    """Per source: name, state, last run, next run, live figures, what a person should know."""
    engine, now = program.store.engine, datetime.now(UTC)
    runs, counts, rests = queries.last_runs(engine), queries.live_counts(engine), resting(program)
    for name, module in SOURCES.items():
        run, why = runs.get(name), missing(module, program.settings)
        due = max(next_run(module.SOURCE, now), rests.get(name, now))
        yield (
            name,
            "resting" if name in rests and not why else _state(run, why),
            f"{run['started_at']:%Y-%m-%d %H:%M}" if run else "never",
            "" if why else f"{due:%Y-%m-%d %H:%M}",
            f"{counts.get(name, 0):,}",
            why or (run["errors"].partition("\n")[0] if run else ""),
        )
    for name in sorted(runs.keys() - SOURCES.keys()):
        run, figures = runs[name], f"{counts.get(name, 0):,}"
        why = run["errors"].partition("\n")[0] or "collected by hand"
        yield name, _state(run, ""), f"{run['started_at']:%Y-%m-%d %H:%M}", "", figures, why


def _state(run: Cited | None, why_not: str) -> str:
    if why_not:
        return "off"
    if run is None:
        return "not run yet"
    if run["ended_at"] is None:
        return "running" if datetime.now(UTC) - run["started_at"] < LONGEST_RUN else "broken off"
    return _outcome(run["ok"], bool(run["errors"]))


def _outcome(ok: bool, errors: bool) -> str:
    """How an ended run went, in a word or two."""
    if ok:
        return "ok, with errors" if errors else "ok"
    return "failed" if errors else "stopped"


def resting(program: Program) -> dict[str, datetime]:
    """Sources that failed too often in a row, and when each will be tried again."""
    engine, now = program.store.engine, datetime.now(UTC)
    runs = queries.last_runs(engine)
    until = {name: rests_until(runs[name]["started_at"], n) for name, n in queries.failures_in_a_row(engine).items()}
    return {name: moment for name, moment in until.items() if moment > now}


def register_all(program: Program) -> None:
    """Make every feed known to the store, so that the page lists those too that nobody has collected yet."""
    for module in SOURCES.values():
        program.store.register(module.SOURCE)


def load_starter(program: Program) -> int:
    """Fill an empty store with the figures shipped; how many."""
    if queries.live_counts(program.store.engine):
        return 0
    document = starter.document()
    program.store.register(starter.SOURCE)
    saved = program.store.save(starter.SOURCE, document, starter.read(document), "starter", datetime.now(UTC))
    return saved.new


def run_schedule(program: Program, stop: threading.Event, report: Callable[[str], None]) -> None:
    """Collect on schedule until `stop` is set; then finish the document in hand, nothing more."""

    def job(name: str) -> None:
        module = SOURCES[name]
        until = resting(program).get(name)
        if until:
            report(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {name}: rests after failures, is tried again at {until:%H:%M}")
            return
        try:
            lines = in_words(collect_once(program, module, _complete_due(program, module), stop.is_set))
        except TrackerError as error:  # the store itself failed: the next run tries again
            lines = [f"{name}: {error}"]
        for line in lines:
            report(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {line}")

    def last_run(name: str) -> datetime | None:
        run = queries.last_runs(program.store.engine).get(name)
        return run["started_at"] if run else None

    register_all(program)
    without = off(program.settings)
    for name, why in without.items():
        report(f"{name}: {why}")
    ready = [module.SOURCE for name, module in SOURCES.items() if name not in without]
    jobs = scheduler(ready, last_run, job)
    jobs.start()
    stop.wait()
    report("stopping: the document in hand is finished")
    jobs.shutdown(wait=True)


def _complete_due(program: Program, module: ModuleType) -> bool:
    last = queries.last_complete(program.store.engine, module.SOURCE.name)
    return last is None or datetime.now(UTC) - last >= timedelta(days=module.SOURCE.full_every_days)


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set; a second Ctrl-C ends at once, and loses only the document in hand."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
