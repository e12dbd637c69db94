"""The trend: one line a feed, figures from articles as points of their own, vague ones as ranges."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from itertools import groupby
from textwrap import wrap

from plotly import graph_objects as go

from dash_app import words
from tracker import series
from tracker.model import Cited, Measure, Unit
from tracker.series import Line, Point

TITLE = "Trend"

# At least 3:1 on white and told apart in every kind of colour vision; the dash and the end label say it again.
COLOURS = ("#0072BC", "#18375F", "#00A088", "#B98405", "#A65B54", "#4D4D4D")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")
INK, GRID, ARTICLE = "#333333", "#E3E6EA", "#B0413E"
ARTICLE_MARK = {"size": 12, "color": ARTICLE, "line": {"width": 2, "color": ARTICLE}}
SCALED_FROM = 2_000_000  # above it the axis counts in millions
MOST_ABOVE = 1.5  # times the highest stated value: what is vaguer than that goes on beyond the chart
MOST_LINES = 8
LABEL_GAP = 0.075  # of the axis: the least distance between two end labels
LETTER, WIDEST_LABEL = 8, 150  # pixels
WIDTH, LONGEST_QUOTE = 60, 240  # characters of a line, and of the quote, in a hover label


def draw(lines: Sequence[Line], articles: Sequence[Cited], ranked: Sequence[str] = ()) -> go.Figure:
    """The chart. `ranked`: all sources in a fixed order, so that a source keeps its colour whatever is filtered."""
    lines = widest(lines)
    top = _top(lines, articles)
    scale, unit = (1_000_000, " (million)") if top >= SCALED_FROM else (1, "")
    chart = go.Figure(layout=_layout(f"Number of people{unit}{_period_word(lines)}", top / scale))
    for line in sorted(lines, key=lambda each: _place(each.source, ranked)):
        chart.add_trace(_line(line, lines, _place(line.source, ranked), scale))
    for articles_of_a_kind in _kinds(articles):
        chart.add_trace(_article_points(articles_of_a_kind, scale))
    for vague in (each for each in articles if each["value"] is None):
        chart.add_trace(_range(vague, scale, top))
    _make_room(chart, lines, articles)
    for line, end, height in end_labels(lines, top):
        text = _label(words.line_name(line, lines), COLOURS[_place(line.source, ranked) % len(COLOURS)])
        where = {"x": end, "y": height / scale, "xanchor": "left", "xshift": 9, "align": "left", "showarrow": False}
        chart.add_annotation(where, text=text, font={"size": 13, "color": INK})
    return chart


def widest(lines: Sequence[Line]) -> list[Line]:
    """No more lines than can be told apart: those of the greatest last values."""
    return sorted(lines, key=lambda line: line.points[-1].value or 0, reverse=True)[:MOST_LINES]


def end_labels(lines: Sequence[Line], top: int) -> list[tuple[Line, date, float]]:
    """Date and height of the label at each line's end; labels are pushed apart where they would touch."""
    ends = []
    for line in lines:
        if known := [point for point in line.points if point.value is not None]:
            ends.append((line, middle(known[-1]), known[-1].value or 0))
    labels, floor = [], float("-inf")
    for line, end, value in sorted(ends, key=lambda each: each[2]):
        floor = max(float(value), floor)
        labels.append((line, end, floor))
        floor += top * LABEL_GAP
    return labels


def middle(point: Point) -> date:
    """Where a point stands: a stock at its date, a flow in the middle of its period."""
    return point.start + (point.end - point.start) / 2


def _top(lines: Sequence[Line], articles: Sequence[Cited]) -> int:
    """The highest value on the axis. A vague "millions" may be cut off, so that it does not flatten the lines."""
    stated = [point.value or 0 for line in lines for point in line.points]
    stated += [article["value"] for article in articles if article["value"] is not None]
    bounds = [max(article["value_low"] or 0, article["value_high"] or 0) for article in articles]
    highest, vague = max(stated, default=0), max(bounds, default=0)
    return max(highest, min(vague, int(highest * MOST_ABOVE)) if highest else vague, 1)


def _make_room(chart: go.Figure, lines: Sequence[Line], articles: Sequence[Cited]) -> None:
    """The time axis from the first to the last point, and a margin for the labels at the lines' ends."""
    days = [middle(point) for line in lines for point in line.points] + [article["period_end"] for article in articles]
    if days:
        room = max((max(days) - min(days)) * 0.02, timedelta(days=10))
        chart.update_xaxes(range=[min(days) - room, max(days) + room])
    longest = max((len(part) for line in lines for part in words.line_name(line, lines).split(" (")), default=0)
    chart.update_layout(margin={"r": 24 + min(longest * LETTER, WIDEST_LABEL)})


def _label(name: str, colour: str) -> str:
    return f'<span style="color:{colour}">●</span> {escape(name)}'.replace(" (", "<br>(")


def _period_word(lines: Sequence[Line]) -> str:
    """What a point of a flow covers, for the axis; empty for a stock, or where lines differ."""
    rhythms = {line.rhythm for line in lines if line.measure == Measure.FLOW}
    return f", {rhythms.pop()}" if len(rhythms) == 1 else ""


def _place(source: str, ranked: Sequence[str]) -> int:
    return ranked.index(source) if source in ranked else len(ranked)


def _line(line: Line, lines: Sequence[Line], place: int, scale: int) -> go.Scatter:
    points = series.with_gaps([point for point in line.points if point.value is not None])
    colour = COLOURS[place % len(COLOURS)]
    name = words.line_name(line, lines)
    return go.Scatter(
        name=name,
        x=[point and middle(point) for point in points],
        y=[point and (point.value or 0) / scale for point in points],
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 2.5, "dash": "dot" if line.starter else DASHES[place % len(DASHES)]},
        marker={"size": 5, "color": colour},
        hovertext=[point and _point_text(point, name, line) for point in points],
        hoverinfo="text",
        customdata=[point and [line.source, point.start.isoformat(), point.end.isoformat()] for point in points],
    )


def _point_text(point: Point, name: str, line: Line) -> str:
    unit = words.UNITS[Unit(line.unit)]
    of = f"<br>sum of {point.figures:,} figures" if point.figures > 1 else ""
    return f"{escape(name)}<br><b>{point.value or 0:,}</b> {unit}<br>{words.period(point.start, point.end)}{of}"


def _kinds(articles: Sequence[Cited]) -> list[list[Cited]]:
    """Figures with a value, unreviewed and reviewed apart: hollow and filled markers."""
    stated = sorted((each for each in articles if each["value"] is not None), key=series.is_reviewed)
    return [list(each) for _, each in groupby(stated, key=series.is_reviewed)]


def _article_points(articles: Sequence[Cited], scale: int) -> go.Scatter:
    reviewed = series.is_reviewed(articles[0])
    return go.Scatter(
        name="Articles, reviewed" if reviewed else "Articles, unreviewed",
        x=[each["period_end"] for each in articles],
        y=[each["value"] / scale for each in articles],
        mode="markers",
        marker={
            "symbol": "diamond" if reviewed else "diamond-open",
            "size": 12,
            "color": ARTICLE,
            "line": {"width": 2},
        },
        hovertext=[_article_text(each) for each in articles],
        hoverinfo="text",
        customdata=[each["id"] for each in articles],
    )


def _range(article: Cited, scale: int, top: int) -> go.Scatter:
    """A vague amount, from its lower to its upper bound: no value in between is claimed. An arrow: it goes on."""
    bounds = [bound for bound in (article["value_low"], article["value_high"]) if bound is not None]
    return go.Scatter(
        name="Articles, range",
        x=[article["period_end"]] * len(bounds),
        y=[min(bound, top) / scale for bound in bounds],
        mode="lines+markers",
        line={"color": ARTICLE, "width": 2},
        marker={
            "symbol": ["triangle-up" if bound > top else "line-ew-open" for bound in bounds],
            **ARTICLE_MARK,
        },
        hovertext=_article_text(article),
        hoverinfo="text",
        customdata=[article["id"]] * len(bounds),
    )


def _article_text(article: Cited) -> str:
    """The figure, its date, its sentence and its outlet. Plotly reads a little HTML here, so the text is escaped."""
    quote = article["quote"]
    short = quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"
    lines = "<br>".join(escape(line) for line in wrap(f"“{short}”", WIDTH))
    head = f"<b>{escape(words.stated(article))}</b> {words.UNITS[article['unit']]}"
    when = words.period(article["period_start"], article["period_end"])
    return f"{head}<br>{when}<br>{lines}<br>{escape(article['publisher'])} · article · {escape(article['status'])}"


def _layout(title: str, top: float) -> go.Layout:
    font = {"family": "Lato, system-ui, -apple-system, 'Segoe UI', sans-serif", "size": 13, "color": INK}
    return go.Layout(
        font=font,
        height=430,
        margin={"l": 56, "t": 40, "b": 36},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hovermode="closest",
        hoverlabel={"bgcolor": "#FFFFFF", "bordercolor": "#B8BEC6", "font": font, "align": "left"},
        title={
            "text": title,
            "x": 0,
            "xanchor": "left",
            "xref": "container",
            "y": 0.98,
            "font": {"size": 13},
        },
        xaxis={"type": "date", "showgrid": False, "linecolor": "#8A929C", "ticks": "outside", "tickcolor": "#8A929C"},
        yaxis={"range": [0, top * 1.06], "gridcolor": GRID, "zerolinecolor": "#8A929C", "tickformat": ",~f"},
        dragmode=False,
    )
