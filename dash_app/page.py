"""The page as it stands before anything is asked: header, filters, chart, table, sources, footer."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dash_app import words
from dash_app.charts import trend
from dash_app.parts import attributes
from tracker.model import Measure, Population

# Nothing leaves by a toolbar: plotly would offer to upload the chart to its maker's cloud, and links to its site.
GRAPH: Any = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "showLink": False,
    "plotlyServerURL": "",
    "topojsonURL": "/assets/",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
}
TABLES = ("figures", "sources")  # laid out by page.js: as Dash components 50 rows took the browser ten seconds
REFRESH_MS = 60_000

INDEX = """<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}</head>
<body>{%app_entry%}<footer hidden>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""


def layout(choices: Mapping[str, Sequence[str]]) -> Component:
    """The whole page; `choices` fill the filters."""
    stores = [dcc.Location(id="address", refresh=False), dcc.Store(id="view"), dcc.Store(id="asked")]
    stores += [dcc.Store(id="written"), dcc.Interval(id="tick", interval=REFRESH_MS)]
    stores += [dcc.Store(id=f"{name}-table") for name in TABLES]
    main = html.Main([_chart(), _table(), _sources()], id="content", tabIndex="-1")
    body = html.Div([_filters(choices), main], className="columns")
    skip = html.A("Skip to the chart", href="#content", className="skip")
    return html.Div([*stores, skip, _header(), body, _footer()], className="page")


def countries(codes: Sequence[str]) -> list[dict[str, str]]:
    """Options by name, in the order of names."""
    named = sorted((words.country(code), code) for code in set(codes))
    return [{"label": name, "value": code, "search": f"{name} {code}"} for name, code in named]


def _header() -> Component:
    name = html.Div([html.H1("Displacement tracker"), html.P("Who was displaced, where, when, and who says so.")])
    return html.Header([name, html.P(id="data-to", className="quiet")])


def _filters(choices: Mapping[str, Sequence[str]]) -> Component:
    people = [{"label": words.PEOPLE[each], "value": each} for each in Population if each in choices["population"]]
    measures = [{"label": words.MEASURES[each], "value": each} for each in Measure]
    controls = [
        _labelled("population", "Population", dcc.Dropdown(id="population", options=people, clearable=False)),
        html.Fieldset(
            [html.Legend("Stock or flow", id="measure-label"), dcc.RadioItems(id="measure", options=measures)]
        ),
        _labelled("origin", "From (origin)", _several("origin", "All origins")),
        _labelled("location", "In (location)", _several("location", "All locations")),
        _labelled("source", "Source", _several("source", "All sources")),
        html.Div([_date("since", "Since"), _date("until", "Until")], className="pair"),
        _date("as_known_on", "As known on", "The figures as the store held them at the end of that day."),
    ]
    panel = html.Details([html.Summary("Filters"), html.Form(controls, id="controls")], id="filters", open=True)
    named = attributes(aria_label="Filters")
    return html.Section([html.H2("Filters", className="hidden"), panel], className="filters", **named)


def _several(name: str, empty: str) -> Component:
    return dcc.Dropdown(id=name, multi=True, placeholder=empty, closeOnSelect=True)


def _labelled(name: str, label: str, control: Component) -> Component:
    """A control under its visible label. Dash names its own controls by their value, so the group carries the label."""
    named = attributes(aria_labelledby=f"{name}-label")
    return html.Div(
        [html.Label(label, htmlFor=name, id=f"{name}-label"), control], role="group", className="field", **named
    )


def _date(name: str, label: str, hint: str = "") -> Component:
    control = dcc.DatePickerSingle(
        id=name, display_format="YYYY-MM-DD", placeholder="any day", clearable=True, first_day_of_week=1
    )
    field = _labelled(name, label, control)
    if hint:
        field.children.append(html.Small(hint))
    return field


def _chart() -> Component:
    graph = dcc.Graph(id="trend", config=GRAPH, style={"height": "430px"})
    return html.Section(
        [
            html.P(id="problem", role="alert", className="notice"),
            html.P(id="ignored", role="status", className="notice"),
            html.H2(trend.TITLE, id="trend-title"),
            html.Div(graph, id="trend-image", role="img"),
            html.P(id="sentence", className="sentence", **attributes(aria_live="polite")),
            html.Ul(id="notes", className="notes"),
            html.Div(id="empty"),
            html.Section(id="cited", **attributes(aria_live="polite", aria_label="The chosen point and its citation")),
        ],
        className="card",
    )


def _table() -> Component:
    older = html.Button("Older figures", id="older", type="button", n_clicks=0)
    newer = html.Button("Newer figures", id="newer", type="button", n_clicks=0)
    head = html.Div(
        [
            html.Div([html.H2("Figures"), html.P(id="count", className="quiet", role="status")]),
            html.A("Download CSV", id="download", href="/export.csv", download="displacement.csv", className="button"),
        ],
        className="head",
    )
    pages = html.Nav(
        [newer, html.Span(id="pages"), older], className="pages", **attributes(aria_label="Pages of the table")
    )
    wide = html.Div(id="figures", className="wide", role="region", tabIndex="0", **attributes(aria_label="Figures"))
    return html.Section([head, wide, pages], className="card")


def _sources() -> Component:
    wide = html.Div(id="sources", className="wide", role="region", tabIndex="0", **attributes(aria_label="Sources"))
    return html.Section([html.H2("Sources"), wide], className="card")


def _footer() -> Component:
    rules = html.P(
        "Sources are alternatives: their figures are set side by side and never added. Stock and flow are never mixed. "
        "A gap in a line is a date for which nothing was reported; it is not zero. "
        "Figures from articles are read by machine and unreviewed unless marked otherwise: check the sentence."
    )
    return html.Footer([rules, html.H2("Credits and licences of what is shown"), html.Div(id="credits")])
