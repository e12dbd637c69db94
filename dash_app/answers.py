"""What the page answers to a view: the chart, its sentence, its notes, what was clicked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from sqlalchemy import Engine

from dash_app import address, figures, health, words
from dash_app.charts import trend
from db import queries
from tracker import series
from tracker.model import Cited, Filter, Measure, Unit
from tracker.series import Agreed, Line, Series

MOST_DRAWN = 1000  # figures from articles in one chart; the newest
MOST_QUOTED = 3  # statements beside the chart
LOOSER = {  # what may be left away when nothing matches
    "source": "the source",
    "as_known_on": "the day it was known",
    "since": "“since”",
    "until": "“until”",
    "origin": "the origin",
    "location": "the location",
}


def view(engine: Engine, wanted: Filter, ranked: Sequence[str]) -> dict[str, Any]:
    """Everything around the chart, for one filter."""
    query = address.write(wanted)
    known = queries.sources(engine)
    lines = series.named_where_needed(series.lines(queries.sums(engine, wanted)), wanted)
    articles = queries.points(engine, wanted, MOST_DRAWN)
    spoken = words.sentence(wanted, lines, headline(wanted, lines, articles, known, ranked))
    drawn = bool(lines or articles)
    shown = sorted({line.source for line in lines} | {each["source"] for each in articles})
    return {
        "figure": trend.draw(lines, articles, ranked),
        "shown": {} if drawn else {"display": "none"},
        "heading": words.subject(wanted),
        "sentence": spoken if drawn else "",
        "spoken": f"{trend.TITLE}. {spoken} {_counted(lines, articles)} All figures are in the table below.",
        "notes": [html.Li(note) for note in (*_counts(lines, articles), *words.notes(wanted, lines))],
        "empty": None if drawn else _empty(engine, wanted),
        "cited": _newest(articles) if drawn else None,
        "credits": health.credits(known, shown),
        "query": query,
        "problem": "",
        "download": f"/export.csv?{query}",
    }


def headline(
    wanted: Filter, lines: Sequence[Line], articles: Sequence[Cited], known: Mapping[str, Cited], ranked: Sequence[str]
) -> Agreed | None:
    """The newest recommended statement of the series in view: of the place asked for, of people, of the greatest value.

    Between feeds that no rule tells apart, the one that comes first in `ranked` stands.
    """
    feeds = sorted(lines, key=lambda line: ranked.index(line.source) if line.source in ranked else len(ranked))
    repeats = {name: source["repeats"] for name, source in known.items()}
    stated = [statement for line in feeds for statement in series.statements(line, wanted, repeats)]
    found = series.reconcile([*stated, *articles])

    def fits(each: Series) -> tuple[bool, bool, bool, int]:
        statement = series.latest(each).recommended
        of_the_place = (each.key.origin, each.key.location) == (wanted.origin, wanted.location)
        return of_the_place, not statement["articles"], each.key.unit == Unit.PERSON, statement["value"] or 0

    return series.latest(max(found, key=fits)) if found else None


def point(engine: Engine, wanted: Filter, clicked: Mapping[str, Any]) -> Any:
    """Who said the point that was chosen, and the words; `clicked` comes from a browser and may be anything."""
    chosen = (clicked.get("points") or [{}])[0].get("customdata")
    if isinstance(chosen, int):
        found = [each for each in queries.points(engine, wanted, MOST_DRAWN) if each["id"] == chosen]
        return _quoted("The chosen figure", found)
    try:
        source, start, end = chosen
        narrowed = replace(wanted, source=(str(source),), since=_day(start), until=_day(end))
    except (TypeError, ValueError):
        return _quoted("", [])
    rows = list(queries.cited(engine, narrowed, MOST_QUOTED))
    total = queries.count(engine, narrowed)
    more = dcc.Link(f"All {total:,} figures of this point", href=f"/?{address.write(narrowed)}")
    return [*_quoted("The chosen point", rows), *([html.P(more)] if total > len(rows) else [])]


def data_to(engine: Engine) -> str:
    """ "Data to 31 December 2025": the newest date that any figure speaks of."""
    newest = next(iter(queries.cited(engine, Filter(), limit=1)), None)
    if newest is None or newest["period_end"] is None:
        return "No data yet"
    return f"Data to {words.day(newest['period_end'])}"


def _day(text: Any) -> date:
    return date.fromisoformat(str(text))


def _newest(articles: Sequence[Cited]) -> list[Component]:
    return _quoted("From articles, newest first", articles[:MOST_QUOTED])


def _quoted(heading: str, rows: Sequence[Cited]) -> list[Component]:
    if not rows:
        return [html.P("Choose a point to read who said it, and the words it came from.", className="quiet")]
    return [html.H3(heading), *(figures.statement(row) for row in rows)]


def _counts(lines: Sequence[Line], articles: Sequence[Cited]) -> list[str]:
    """How to read the marks, where there are any."""
    notes = []
    if articles:
        notes.append(
            f"◇ {_many(len(articles), 'figure')} from articles; hollow marks are unreviewed, a bar is a vague amount "
            "from its lower to its upper bound."
        )
    if len(lines) > trend.MOST_LINES:
        notes.append(f"The {trend.MOST_LINES} highest of {len(lines):,} lines are drawn; choose places to see others.")
    if len(articles) == MOST_DRAWN:
        notes.append(f"Only the newest {MOST_DRAWN:,} figures from articles are drawn; table and download have all.")
    return notes


def _counted(lines: Sequence[Line], articles: Sequence[Cited]) -> str:
    named = ", ".join(words.line_name(line, lines) for line in lines)
    drawn = f"{_many(len(lines), 'line')}: {named}." if lines else "No line."
    return f"{drawn} {_many(len(articles), 'figure')} from articles." if articles else drawn


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


def _empty(engine: Engine, wanted: Filter) -> Component:
    """What to loosen when nothing can be drawn: each filter, and what would be found without it."""
    hints = []
    for name, word in LOOSER.items():
        if getattr(wanted, name):
            nothing: Any = {name: None if name in address.DATES else ()}
            looser = replace(wanted, **nothing)
            hints.append(_offer(engine, looser, f"without {word}"))
    other = next(each for each in Measure if each not in wanted.measure)
    hints.append(_offer(engine, replace(wanted, measure=(other,)), f"as a {other}"))
    found = [html.Li(hint) for hint in hints if hint]
    advice = [html.P("Try:"), html.Ul(found)] if found else [html.P("Try another population or fewer filters.")]
    said = _many(queries.count(engine, wanted), "figure")
    text = f"Nothing to draw. {said} in the table match these filters." if said[0] != "0" else "No figures match."
    return html.Div([html.P(html.Strong(text)), *advice], className="nothing")


def _offer(engine: Engine, looser: Filter, text: str) -> Component | None:
    found = queries.count(engine, looser)
    return dcc.Link(f"{text}: {_many(found, 'figure')}", href=f"/?{address.write(looser)}") if found else None
