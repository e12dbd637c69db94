"""The table of figures behind the chart, and a figure as a cited statement. Everything quoted is a text child."""

import json
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dash_app import parts, words
from tracker.model import Cited, Role, cite

COLUMNS = ("As of, or period", "Value", "Who", "From", "In", "Source", "Quote", "Citation")
PER_PAGE = 50
MOST_EXTRACTED = 6  # entries of a feed's record that are shown before the whole
LONGEST_ENTRY = 80
STANDING = {Role.RECOMMENDED: "recommended", Role.TRIANGULATION: "triangulation, not drawn or summed"}


def table(rows: Sequence[Cited]) -> Component:
    """The figures with their citations, in the order given."""
    return parts.table("Figures, newest first", COLUMNS, map(_row, rows))


def statement(row: Cited) -> Component:
    """One figure as it was stated: value, date, quote, citation."""
    when = words.period(row["period_start"], row["period_end"])
    head: list[Any] = [html.Strong(f"{words.stated(row)} {words.UNITS[row['unit']]}"), f", {when}, {row['status']}"]
    return html.Article([html.P(head), _quote(row), _citation(row)], className="statement")


def extract(record: str, value: int | None) -> str:
    """The entries of a feed's record that a person wants first: those that hold the value, then words."""
    entries = _entries(record)
    if not entries:
        return record
    said = {name: text for name, text in entries.items() if value is not None and text == str(value)}
    worded = {name: text for name, text in entries.items() if len(text) > len("ISO") and not text.isdecimal()}
    chosen = list((said | worded | entries).items())[:MOST_EXTRACTED]
    return " · ".join(f"{name}: {_cut(text)}" for name, text in chosen)


def _row(row: Cited) -> tuple[Any, ...]:
    return (
        words.period(row["period_start"], row["period_end"]),
        [html.Span(words.stated(row), className="value"), f" {words.UNITS[row['unit']]}"],
        _who(row),
        words.places(row["origin"], row["origin_raw"]) or "not said",
        _where(row),
        _source(row),
        _quote(row),
        _citation(row),
    )


def _who(row: Cited) -> list[Any]:
    who = words.PEOPLE[row["population"]]
    term = row["term"].replace("_", " ")
    return [who, *([] if term in row["population"] else [html.Br(), html.Small(f"{term}, {row['measure']}")])]


def _where(row: Cited) -> list[Any]:
    area = ", ".join(filter(None, (row["admin2"], row["admin1"])))
    country = words.places(row["location"], row["location_raw"]) or "not said"
    return [country, *([html.Br(), html.Small(area)] if area else [])]


def _source(row: Cited) -> list[Any]:
    confidence = "" if row["confidence"] == 1 else f", confidence {row['confidence']:.2f}"
    standing = html.Small(f"{STANDING[row['role']]}, {row['status']}{confidence}")
    said_by = [html.Br(), html.Small(f"according to {row['attribution']}")] if row["attribution"] else []
    starter = [html.Br(), html.Small("starter data")] if row["starter"] else []
    return [row["publisher"], *said_by, *starter, html.Br(), standing]


def _quote(row: Cited) -> Component:
    if row["articles"] or not _entries(row["quote"]):
        return html.Blockquote(row["quote"], lang=row["language"] or None)
    short = html.Span(extract(row["quote"], row["value"]))
    whole = html.Details([html.Summary("whole record"), html.Pre(row["quote"])])
    return html.Div([short, whole], className="record")


def _citation(row: Cited) -> Component:
    """The citation, its long address behind a link; the button copies the whole."""
    document = row["publisher"], row["document_title"], row["published_at"], row["document_url"], row["retrieved_at"]
    whole = cite(*document)
    short = whole.replace(f" {row['document_url']}", "", 1)
    host = parts.host(row["document_url"])
    link = [parts.link(f"open {host}", row["document_url"])] if host else []
    copy = html.Button("copy citation", type="button", **parts.attributes(data_copy=whole))
    return html.Div([html.Span(short), html.Div([*link, copy], className="actions")], className="citation")


def _entries(record: str) -> dict[str, str]:
    """The entries of a JSON record that say something; empty where it is no JSON object."""
    if not record.startswith("{"):
        return {}
    try:
        read = json.loads(record)
    except (ValueError, RecursionError):
        return {}
    said = {str(name): str(value) for name, value in read.items() if value not in (None, "", [], {}, 0, "0", "-")}
    return said if isinstance(read, dict) else {}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ENTRY else f"{text[:LONGEST_ENTRY]}…"
