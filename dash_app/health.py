"""The sources: whose licence and credit must be shown, and how their last run went, in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dash import html
from dash.development.base_component import Component
from sqlalchemy import Engine

from dash_app import parts, words
from db import queries
from tracker.model import Cited

COLUMNS = ("Source", "Last run", "State", "Figures", "What happened")


def table(engine: Engine, off: Mapping[str, str]) -> Component:
    """One row a source; `off` says why a source is not collected."""
    known, runs, figures = queries.sources(engine), queries.last_runs(engine), queries.live_counts(engine)
    rows = [
        _row(known.get(name) or name, runs.get(name), figures.get(name, 0), off.get(name, ""))
        for name in sorted({*known, *runs})
    ]
    if not rows:
        return html.P("No source has been collected yet.")
    return parts.table("Sources and their last run", COLUMNS, rows)


def state(run: Cited | None) -> str:
    """One word for a run: failed, with problems, well."""
    if run is None:
        return "not collected yet"
    if run["ended_at"] is None:
        return "running, or cut off"
    if not run["ok"]:
        return "failed"
    return "well, with errors" if run["errors"] else "well"


def happened(run: Cited | None) -> list[str]:
    """The errors in words where there were any; else what changed."""
    if run is None:
        return []
    if run["errors"]:
        return str(run["errors"]).splitlines()
    counts = ((run["figures_new"], "new"), (run["figures_changed"], "changed"), (run["figures_withdrawn"], "withdrawn"))
    changed = [f"{count:,} {word}" for count, word in counts if count]
    return [*str(run["notices"]).splitlines(), ", ".join(changed) or "nothing new"]


def credits(known: Mapping[str, Cited], shown: Sequence[str]) -> Component:
    """Licence and required credit of what is on the page."""
    rows = [known[name] for name in shown if name in known]
    return html.Ul([html.Li([_link(row), f": {row['credit']}. Licence: {row['licence']}."]) for row in rows])


def _row(source: Cited | str, run: Cited | None, figures: int, why_not: str) -> tuple[Any, ...]:
    lines = [html.Div(line) for line in ([why_not] if why_not else happened(run))]
    word = "off" if why_not else state(run)
    verdict = html.Span(word, className="state", **parts.attributes(data_state=word.split(",")[0]))
    return ([source if isinstance(source, str) else _link(source)], _moment(run), verdict, f"{figures:,}", lines)


def _link(source: Cited) -> Component:
    text = f"{source['publisher']}, {source['title']}"
    return parts.link(text, source["url"])


def _moment(run: Cited | None) -> str:
    started: datetime | None = run["started_at"] if run else None
    return f"{words.day(started)}, {started:%H:%M} UTC" if started else "never"
