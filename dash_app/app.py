"""The dashboard: one page whose whole state is in its address, over the figures of one database."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from time import monotonic
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update, set_props
from flask import Response, request
from sqlalchemy import Engine

from dash_app import address, answers, figures, health, page, security
from db import queries
from tracker import export

CONTROLS = {
    **{name: Input(name, "value") for name in (*address.ONE, *address.SEVERAL)},
    **{name: Input(name, "date") for name in address.DATES},
}
CHOICES_SECONDS = 60  # how long what can be chosen is remembered: it takes most of a second to find out
A_YEAR = 31_536_000


def create_app(engine: Engine, off: Mapping[str, str] | None = None) -> Dash:
    """The Dash application; its `server` is what a production server runs. `off`: source → why it is not collected."""
    app = Dash(
        __name__,
        title="Displacement tracker",
        update_title="",
        serve_locally=True,
        health_endpoint="healthz",
        index_string=page.INDEX,
        on_error=lambda error: _say_what_failed(app, error),
    )
    app.server.config["SEND_FILE_MAX_AGE_DEFAULT"] = A_YEAR
    app.layout = lambda: page.layout(choices(engine))
    _read_address(app, engine)
    _draw(app, engine, off or {})
    _turn_pages(app, engine)
    _write_address(app)
    app.server.add_url_rule("/export.csv", "export", lambda: download(engine))
    security.guard(app.server, app.csp_hashes())
    # Dash prepares itself on the first request, and fails others that come meanwhile: so it gets one now.
    app.server.test_client().get("/_dash-dependencies")
    return app


def choices(engine: Engine) -> Mapping[str, Sequence[str]]:
    """What can be chosen, not older than a minute, and `ranked`: the sources by how much they say."""
    return _choices(engine, int(monotonic() // CHOICES_SECONDS))


@lru_cache(maxsize=4)
def _choices(engine: Engine, _minute: int) -> Mapping[str, Sequence[str]]:
    counts = queries.live_counts(engine)
    return queries.choices(engine) | {"ranked": sorted(counts, key=lambda name: (-counts[name], name))}


def download(engine: Engine) -> Response:
    """Exactly the figures of the view as CSV, a line at a time; an address that is not understood gives no file."""
    view = address.read(request.query_string.decode("utf-8", "replace"), choices(engine)["source"])
    if view.ignored:
        text = f"not understood: {'; '.join(view.ignored)}. Nothing was exported.\n"
        return Response(text, status=400, mimetype="text/plain")
    lines = export.csv_lines(queries.cited(engine, view.wanted))
    named = {"Content-Disposition": "attachment; filename=displacement.csv"}
    return Response(_marked(lines), mimetype="text/csv", headers=named)


def _marked(lines: Iterator[str]) -> Iterator[str]:
    yield export.EXCEL_MARK
    yield from lines


def _say_what_failed(app: Dash, error: Exception) -> None:
    """The page stays as it is and says so; the whole story goes to the log."""
    app.server.logger.error("the page could not be answered", exc_info=error)
    said = str(getattr(error, "orig", None) or error).partition("\n")[0]
    set_props("problem", {"children": f"This view could not be read ({said}). Reload, or see the server's log."})


def _read_address(app: Dash, engine: Engine) -> None:
    @app.callback(
        {
            **{name: Output(name, "value") for name in (*address.ONE, *address.SEVERAL)},
            **{name: Output(name, "date") for name in address.DATES},
            **{f"{name}-options": Output(name, "options") for name in address.SEVERAL},
            "asked": Output("asked", "data", allow_duplicate=True),
            "ignored": Output("ignored", "children"),
        },
        Input("address", "search"),
        prevent_initial_call="initial_duplicate",
    )
    def _controls(search: str | None) -> dict[str, Any]:
        known = choices(engine)
        view = address.read(search or "", known["source"])
        wanted = view.wanted
        return {
            **{name: getattr(wanted, name)[0] for name in address.ONE},
            **{name: list(getattr(wanted, name)) for name in address.SEVERAL},
            **{name: getattr(wanted, name) for name in address.DATES},
            "origin-options": page.countries([*known["origin"], *wanted.origin]),
            "location-options": page.countries([*known["location"], *wanted.location]),
            "source-options": list(known["source"]),
            "asked": {"query": address.write(wanted), "page": view.page},
            "ignored": f"Not understood in the address, and left out: {'; '.join(view.ignored)}." * bool(view.ignored),
        }


def _draw(app: Dash, engine: Engine, off: Mapping[str, str]) -> None:
    outputs = {
        **{"figure": Output("trend", "figure"), "shown": Output("trend-image", "style")},
        **{name: Output(name, "children") for name in ("sentence", "notes", "empty", "cited", "credits", "problem")},
        **{"heading": Output("trend-title", "children"), "spoken": Output("trend-image", "aria-label")},
        **{"query": Output("view", "data"), "download": Output("download", "href")},
    }

    @app.callback(outputs, CONTROLS)
    def _answer(**controls: Any) -> dict[str, Any]:
        return answers.view(engine, address.from_controls(controls), choices(engine)["ranked"])

    @app.callback(
        Output("cited", "children", allow_duplicate=True),
        Input("trend", "clickData"),
        State("view", "data"),
        prevent_initial_call=True,
    )
    def _point(clicked: dict[str, Any] | None, query: str) -> Any:
        wanted = address.reread(query)
        return answers.point(engine, wanted, clicked) if clicked else no_update

    @app.callback(
        Output("sources-table", "data"),
        Output("data-to", "children"),
        Input("tick", "n_intervals"),
        Input("view", "data"),
    )
    def _state(_ticks: int | None, _query: str) -> tuple[Any, str]:
        return health.table(engine, off), answers.data_to(engine)


def _turn_pages(app: Dash, engine: Engine) -> None:
    @app.callback(
        Output("figures-table", "data"),
        Output("count", "children"),
        Output("pages", "children"),
        Output("newer", "disabled"),
        Output("older", "disabled"),
        Output("asked", "data"),
        Input("view", "data"),
        Input("newer", "n_clicks"),
        Input("older", "n_clicks"),
        State("asked", "data"),
        prevent_initial_call=True,
    )
    def _page(query: str, _newer: int, _older: int, asked: dict[str, Any] | None) -> tuple[Any, ...]:
        wanted = address.reread(query)
        total = queries.count(engine, wanted)
        last = max(1, -(-total // figures.PER_PAGE))
        turned = {"newer": -1, "older": 1}.get(ctx.triggered_id, 0)
        number = min(max(_page_of(asked, query) + turned, 1), last)
        rows = list(queries.cited(engine, wanted, figures.PER_PAGE, (number - 1) * figures.PER_PAGE))
        shown = figures.table(rows) if rows else html.P("No figures.")
        counted = f"{total:,} figure{'s' * (total != 1)}; the download has {total:,} row{'s' * (total != 1)}."
        turn = f"Page {number:,} of {last:,}"
        return shown, counted, turn, number == 1, number == last, {"query": query, "page": number}


def _page_of(asked: Any, query: str) -> int:
    """The page belongs to a view: another view begins at its first."""
    same = isinstance(asked, dict) and asked.get("query") == query and isinstance(asked.get("page"), int)
    return int(asked["page"]) if same else 1


def _write_address(app: Any) -> None:
    write, unfold, lay, mend = (ClientsideFunction("tracker", name) for name in ("write", "unfold", "lay", "mend"))
    app.clientside_callback(mend, Output("controls", "title"), Input("view", "data"))
    for name in page.TABLES:
        app.clientside_callback(lay, Output(name, "title"), Input(f"{name}-table", "data"), State(name, "id"))
    app.clientside_callback(write, Output("written", "data"), Input("asked", "data"))
    app.clientside_callback(unfold, Output("filters", "open"), Input("address", "pathname"))
