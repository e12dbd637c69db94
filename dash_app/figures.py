"""The table of figures behind the chart, and a figure as a cited statement. Everything quoted is a text child."""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from dash import dcc, html
from dash.development.base_component import Component

from dash_app import words
from tracker.model import Cited, Role, cite

COLUMNS = ("As of, or period", "Value", "Who", "From", "In", "Source", "Standing", "Quote", "Citation")
PER_PAGE = 50
MOST_EXTRACTED = 6  # entries of a feed's record that are shown before the whole
LONGEST_ENTRY = 80
STANDING = {Role.RECOMMENDED: "recommended", Role.TRIANGULATION: "triangulation, not drawn or summed"}


def table(rows: Sequence[Cited]) -> Component:
    """A plain table, which every screen reader knows; on a narrow screen each row becomes a card."""
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in COLUMNS]))
    body = html.Tbody([_row(row) for row in rows])
    return html.Table([html.Caption("Figures, newest first", className="quiet"), head, body], className="figures")


def statement(row: Cited) -> Component:
    """One figure as it was stated: value, date, quote, citation."""
    when = words.period(row["period_start"], row["period_end"])
    head = [html.Strong(f"{words.stated(row)} {words.UNITS[row['unit']]}"), f", {when}, {row['status']}"]
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


def safe(url: str) -> str | None:
    """The address if a browser may follow it: http and https only."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _row(row: Cited) -> Component:
    cells = (
        words.period(row["period_start"], row["period_end"]),
        [html.Span(words.stated(row), className="value"), f" {words.UNITS[row['unit']]}"],
        _who(row),
        words.places(row["origin"], row["origin_raw"]) or "not said",
        _where(row),
        _source(row),
        _standing(row),
        _quote(row),
        _citation(row),
    )
    labelled = zip(COLUMNS, cells, strict=True)
    return html.Tr([html.Td(html.Div(cell), **{"data-label": name}) for name, cell in labelled])


def _who(row: Cited) -> list[str | Component]:
    who = words.PEOPLE[row["population"]]
    term = row["term"].replace("_", " ")
    return [who, *([] if term in row["population"] else [html.Br(), html.Small(f"{term}, {row['measure']}")])]


def _where(row: Cited) -> list[str | Component]:
    parts = ", ".join(filter(None, (row["admin2"], row["admin1"])))
    country = words.places(row["location"], row["location_raw"]) or "not said"
    return [country, *([html.Br(), html.Small(parts)] if parts else [])]


def _source(row: Cited) -> list[str | Component]:
    said_by = [html.Br(), html.Small(f"according to {row['attribution']}")] if row["attribution"] else []
    starter = [html.Br(), html.Small("starter data")] if row["starter"] else []
    return [row["publisher"], *said_by, *starter]


def _standing(row: Cited) -> list[str | Component]:
    confidence = "" if row["confidence"] == 1 else f", confidence {row['confidence']:.2f}"
    return [STANDING[row["role"]], html.Br(), html.Small(f"{row['status']}{confidence}")]


def _quote(row: Cited) -> Component:
    if row["articles"] or not _entries(row["quote"]):
        return html.Blockquote(row["quote"], lang=row["language"] or None)
    short = html.Span(extract(row["quote"], row["value"]))
    whole = html.Details([html.Summary("whole record"), html.Pre(row["quote"])])
    return html.Div([short, whole], className="record")


def _citation(row: Cited) -> Component:
    text = cite(row["publisher"], row["document_title"], row["published_at"], row["document_url"], row["retrieved_at"])
    address = safe(row["document_url"])
    link = [html.A("open source", href=address, rel="noopener noreferrer", target="_blank")] if address else []
    copy = dcc.Clipboard(content=text, title="Copy citation", children="copy citation", copied_children="copied")
    return html.Div([html.Span(text), html.Div([*link, copy], className="actions")], className="citation")


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
