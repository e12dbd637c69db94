"""What parts of the page are made of: tables that become cards, attributes, links that are safe to follow."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from dash import html
from dash.development.base_component import Component


def attributes(**named: str) -> Any:
    """HTML attributes with dashes: `aria_label` is aria-label."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Component:
    """A plain table, which every screen reader knows; each cell carries its column's name, for the cards of a phone."""
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in columns]))
    body = html.Tbody([html.Tr([_cell(*each) for each in zip(columns, row, strict=True)]) for row in rows])
    return html.Table([html.Caption(title, className="hidden"), head, body])


def link(text: str, url: str) -> Component:
    """A link that tells the other side nothing; plain text where the address is none that a browser may follow."""
    address = safe(url)
    return html.A(text, href=address, rel="noopener noreferrer", target="_blank") if address else html.Span(text)


def safe(url: str) -> str | None:
    """The address if a browser may follow it: http and https only."""
    return url if host(url) else None


def host(url: str) -> str:
    """Whose page a link opens; empty where the address is none that a browser may follow."""
    try:
        address = urlsplit(url)
        return (address.hostname or "") if address.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _cell(column: str, content: Any) -> Component:
    return html.Td(html.Div(content), **attributes(data_label=column))
