"""`make bench`: how fast figures are stored, found, summed and written; prints a table. Not part of the tests."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from db import queries
from db.engine import open_engine
from db.store import Store
from tracker import countries, export
from tracker.model import Document, Figure, Filter
from tracker.sources.unhcr_population import SOURCE

FIGURES = 100_000
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def figures(more: int = 0) -> Iterator[Figure]:
    """Made-up refugees of every pair of countries and year."""
    codes = countries.codes()
    for number in range(FIGURES):
        origin, rest = codes[number % len(codes)], number // len(codes)
        location, year = codes[rest % len(codes)], 2025 - rest // len(codes)
        yield Figure(
            value=number + more,
            term="refugee",
            population="refugee",
            measure="stock",
            origin=(origin,),
            location=(location,),
            period_start=date(year, 12, 31),
            period_end=date(year, 12, 31),
            quote=f'{{"year": {year}, "coo_iso": "{origin}", "coa_iso": "{location}", "refugees": {number + more}}}'
            * 3,
            locator=f"population?coo={origin}&coa={location}&year={year}&col=refugees",
        )


def document(content: str) -> Document:
    """One made-up answer."""
    return Document("https://bench.example/", "Bench", "Bench", NOW, content.encode(), covers=("population?",))


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure on a new SQLite file, or on the database named as argument."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder)}/bench.sqlite"
        store = Store(open_engine(url))
        store.register(SOURCE)
        one = Filter(population=("refugee",), measure=("stock",), origin=("SYR",), location=("TUR",))
        world = Filter(population=("refugee",), measure=("stock",))
        rows = Table("what", "seconds", "a second", box=None)
        for what, count, work in (
            ("read: made and checked", FIGURES, lambda: sum(1 for _ in figures())),
            ("stored, new", FIGURES, lambda: store.save(SOURCE, document("a"), figures(), "bench", NOW)),
            ("stored again, unchanged", FIGURES, lambda: store.save(SOURCE, document("b"), figures(), "bench", NOW)),
            ("stored again, all changed", FIGURES, lambda: store.save(SOURCE, document("c"), figures(1), "bench", NOW)),
            ("summed: the world", FIGURES, lambda: queries.sums(store.engine, world)),
            ("summed: one pair", 1, lambda: queries.sums(store.engine, one)),
            ("first page of figures", 50, lambda: list(queries.cited(store.engine, world, 50))),
            ("written as CSV", FIGURES, lambda: _exported(store)),
        ):
            seconds = timed(work)
            rows.add_row(what, f"{seconds:.3f}", f"{count / seconds:,.0f}")
        rows.add_row("memory at most, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}", "")
        Console().print(rows)
        store.engine.dispose()


def _exported(store: Store) -> int:
    return sum(len(line) for line in export.csv_lines(queries.cited(store.engine, Filter())))


if __name__ == "__main__":
    main()
