"""What a person in a terminal sees while sources are collected: a moving line each, nothing elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tracker.collect import Tell, silent


@contextmanager
def shown(console: Console) -> Iterator[Progress | None]:
    """A moving line in a terminal, nothing elsewhere."""
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.fields[source]}"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield progress


def teller(progress: Progress | None, source: str) -> Tell:
    """What tells the moving line of a source how far it is."""
    if progress is None:
        return silent
    task = progress.add_task("asking", total=None, source=source)

    def tell(what: str, figures: int) -> None:
        progress.update(task, description=f"{what}: {figures:,} figures" if figures else what)

    return tell
