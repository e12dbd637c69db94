"""The `tracker` command: arguments in, lines and exit codes out. Everything else is put together in tracker.program.

Commands import what they need when they run: `extract` must not wait for a database, nor `collect` for the dashboard.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from tracker import collect as collecting
from tracker import countries
from tracker import export as exporting
from tracker.errors import SettingsError, SourceError, TrackerError
from tracker.model import Filter, Measure, Population
from tracker.printing import printed

if TYPE_CHECKING:
    from tracker.program import Program
    from tracker.reading import Given

FAILED, WRONG_USE = 1, 2  # some source failed, the others are stored; the call or the settings cannot be used

app = typer.Typer(
    help="Figures of displaced people from public feeds and articles, each with its source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(highlight=False, soft_wrap=True, markup=False, stderr=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", envvar="TRACKER_CONFIG", help="TOML file with settings; default: tracker.toml"),
]
DAY = ["%Y-%m-%d"]
Names = Annotated[list[str] | None, typer.Argument(help="Sources by name; all if none is given.")]


@app.command()
def collect(
    sources: Names = None,
    file: Annotated[list[Path] | None, typer.Option(help="A table, report or text at hand, or a folder.")] = None,
    map: Annotated[Path | None, typer.Option(help="Column map (TOML) of tables without HXL tags.")] = None,
    url: Annotated[list[str] | None, typer.Option(help="A page to fetch and read.")] = None,
    urls: Annotated[list[Path] | None, typer.Option(help="A file of such addresses, one a line.")] = None,
    publisher: Annotated[str, typer.Option(help="Who published what is at hand.")] = "",
    title: Annotated[str, typer.Option(help="Title of the one document at hand.")] = "",
    published: Annotated[datetime | None, typer.Option(formats=DAY, help="The day it was published.")] = None,
    shrunk: Annotated[bool, typer.Option("--shrunk", help="Rows of the table were taken out on purpose.")] = False,
    config: Config = None,
) -> None:
    """Collect once, everything each source has, or what is at hand; exit: 0 all well, 1 something failed, 2 wrong use.

    With --file or --url no source is asked, and further words are further files or pages: --file reports/*.pdf.
    """
    from tracker import program, progress
    from tracker.at_hand import asked
    from tracker.at_hand.texts import Said

    said = Said(publisher.strip(), title.strip(), _day(published), shrunk)
    given = asked.asked(sources or [], file or [], map, url or [], urls or [], said)
    modules = asked.sources(given) if given else program.chosen(sources or [])
    opened = program.opened(config)
    failed = False
    with program.stop_signals() as stop, progress.shown(err) as bars:
        for module in modules:
            if why := program.missing(module, opened.settings):
                err.print(f"{module.SOURCE.name}: {why}")
                failed |= bool(sources)
            elif not stop.is_set():
                run = program.collect_once(opened, module, True, stop.is_set, progress.teller(bars, module.SOURCE.name))
                failed |= not run.ok
                _report(run, sys.maxsize if given else program.MOST_LINES)
    raise typer.Exit(FAILED if failed else 0)


@app.command()
def schedule(config: Config = None) -> None:
    """Collect on schedule until stopped; SIGTERM or Ctrl-C finishes the document in hand."""
    from tracker import program

    with program.stop_signals() as stop:
        program.run_schedule(program.opened(config), stop, _say)


@app.command()
def dashboard(config: Config = None) -> None:
    """Serve the dashboard."""
    from tracker import program

    _serve(program.opened(config))


@app.command()
def up(config: Config = None) -> None:
    """Collect on schedule and serve the dashboard, on a database made and filled as needed."""
    from tracker import program

    opened = program.opened(config)
    _say(f"database: {opened.store.engine.url.render_as_string()}")
    program.register_all(opened)
    if figures := program.load_starter(opened):
        _say(f"starter data: {figures:,} figures, replaced as the feeds deliver")
    collector = subprocess.Popen([sys.executable, "-m", "tracker.cli", "schedule", *_again(config)])
    try:
        _serve(opened)
    finally:
        collector.terminate()
        collector.wait()


@app.command()
def extract(
    files: Annotated[list[str], typer.Argument(help="Text or HTML files; - is standard input.", metavar="FILE|-…")],
    published: Annotated[
        datetime | None, typer.Option(formats=DAY, help="The day the texts were published, for “last week”.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the texts (ISO 639-1); default: detected.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, also in a terminal.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what was recognised in each sentence.")] = False,
) -> None:
    """Print the figures of texts or pages: no database, no network."""
    from tracker import reading
    from tracker.extract.words.language import function_words

    if lang and lang not in function_words():
        raise typer.BadParameter(f"{lang!r} is no language we read; one of {', '.join(sorted(function_words()))}")
    failed = False
    for name in files:
        try:
            given = reading.read_file(name, published.date() if published else None, lang)
        except SourceError as error:
            err.print(f"error: {error}")
            failed = True
            continue
        with printed():
            for line in _lines(given, explain=explain, as_json=jsonl or not sys.stdout.isatty()):
                print(line)
    raise typer.Exit(FAILED if failed else 0)


@app.command()
def export(
    format: Annotated[str, typer.Option(help=f"One of {', '.join(exporting.FORMATS)}.")] = "csv",
    population: Annotated[list[Population] | None, typer.Option(help="Who is counted.")] = None,
    measure: Annotated[Measure | None, typer.Option(help="Stock or flow.")] = None,
    origin: Annotated[list[str] | None, typer.Option(help="Country of origin, ISO 3166-1 alpha-3.")] = None,
    location: Annotated[list[str] | None, typer.Option(help="Country where they are, ISO 3166-1 alpha-3.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Source by name.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=DAY, help="Figures that speak of this day or later.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=DAY, help="Figures that speak of this day or earlier.")
    ] = None,
    as_known_on: Annotated[
        datetime | None, typer.Option(formats=DAY, help="As the store stood at the end of this day (UTC).")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write; default: printed.")] = None,
    config: Config = None,
) -> None:
    """Write figures with their citations; options that may be repeated match any of their values."""
    from db import queries
    from tracker import program

    if format not in exporting.FORMATS:
        raise SettingsError(f"--format {format} is not known: use one of {', '.join(exporting.FORMATS)}")
    program.chosen(source or [])
    wanted = Filter(
        population=tuple(each.value for each in population or ()),
        measure=(measure.value,) if measure else (),
        origin=_codes(origin, "--origin"),
        location=_codes(location, "--location"),
        source=tuple(source or ()),
        since=_day(since),
        until=_day(until),
        as_known_on=_day(as_known_on),
    )
    if since and until and since > until:
        raise SettingsError(f"--since {_day(since)} is after --until {_day(until)}: nothing can be in between")
    rows = queries.cited(program.opened(config).store.engine, wanted)
    _write(exporting.FORMATS[format](rows), output)


@app.command()
def sources(config: Config = None) -> None:
    """List the sources: state, last run, next run, figures, and what to set where something is missing."""
    from tracker import program

    rows = list(program.health(program.opened(config)))
    table = Table("source", "state", "last run (UTC)", "next run (UTC)", "figures", box=None, pad_edge=False)
    for *cells, _ in rows:
        table.add_row(*cells)
    out.print(table, no_wrap=True, crop=False)
    for name, *_, to_know in rows:
        if to_know:
            _say(f"{name}: {to_know}")


def main() -> None:
    """Run the command; every expected error is one line on standard error and an exit code."""
    code = 0
    try:
        with printed():
            code = app(standalone_mode=False)
    except typer.Abort:
        code = 130
    except KeyboardInterrupt:
        code = 130
    except SourceError as error:
        code = _failed(str(error), FAILED)
    except TrackerError as error:
        code = _failed(str(error), WRONG_USE)
    except typer.exceptions.TyperException as error:
        message = error.format_message()
        code = _failed(message, WRONG_USE) if message else WRONG_USE
    sys.exit(code or 0)


def _failed(message: str, code: int) -> int:
    err.print(f"error: {' '.join(message.split())}")
    return code


def _say(line: str) -> None:
    print(line, flush=True)


def _serve(opened: "Program") -> None:
    from dash_app.app import create_app
    from dash_app.serve import serve
    from tracker import program

    own = opened.settings.dashboard
    serve(create_app(opened.store.engine, program.off(opened.settings)), own.host, own.port, _address)


def _address(url: str) -> None:
    _say(f"dashboard: {url}")


def _again(config: Path | None) -> list[str]:
    return ["--config", str(config)] if config else []


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _codes(codes: list[str] | None, option: str) -> tuple[str, ...]:
    given = tuple(code.upper() for code in codes or ())
    if unknown := [code for code in given if not countries.known(code)]:
        raise SettingsError(f"{option} {', '.join(unknown)}: not an ISO 3166-1 alpha-3 code, e.g. SYR or TUR")
    return given


def _write(lines: Iterator[str], output: Path | None) -> None:
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        with printed():
            sys.stdout.writelines(lines)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error.strerror}") from error


def _lines(given: "Given", *, explain: bool, as_json: bool) -> Iterator[str]:
    from tracker import reading

    if explain:
        for found in given.found:
            evidence = f"evidence: {found.evidence}"
            yield f"{given.name}: {reading.in_words(found)}, {evidence}\n  {reading.marked(given, found)}"
    elif as_json:
        yield from reading.as_json(given)
    else:
        for found in given.found:
            yield f"{given.name}: {reading.in_words(found)}\n  {' '.join(found.figure.quote.split())}"


def _report(run: collecting.Run, most: int) -> None:
    from tracker import program

    for line in program.in_words(run, most):
        (out if run.ok else err).print(line)


if __name__ == "__main__":
    main()
