"""One story under two addresses: what a text says in the words of another text only supports what that one said."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, literal, select

from db.models import DOCUMENTS, FIGURES, SOURCES
from tracker.model import Document, Figure, Role, Source, WordList

LIVE = FIGURES.c.superseded_at.is_(None)
# What two figures must share, beside their sentence, to be one statement told twice.
FACT = ("population", "measure", "origin", "location", "period_end", "unit", "value", "value_low", "value_high")


def supporting(
    connection: Connection, source: Source, document: Document, figures: Iterable[Figure]
) -> Iterator[Figure]:
    """The figures of a text, those as triangulation that another text has told before in the same sentence."""
    for figure in figures:
        if figure.role == Role.RECOMMENDED and _told(connection, source, document, figure):
            yield figure.model_copy(update={"role": Role.TRIANGULATION})
        else:
            yield figure


def _told(connection: Connection, source: Source, document: Document, figure: Figure) -> bool:
    """True if a text at another address, or of another source, stands for this fact already."""
    here = (FIGURES.c.source == source.name) & DOCUMENTS.c.url.in_({document.url, document.link} - {""})
    same = (_is(name, getattr(figure, name)) for name in FACT)
    joined = FIGURES.join(DOCUMENTS, FIGURES.c.document_id == DOCUMENTS.c.id)
    joined = joined.join(SOURCES, FIGURES.c.source == SOURCES.c.name)
    told = select(FIGURES.c.id).select_from(joined)
    told = told.where(LIVE, *same, FIGURES.c.role == Role.RECOMMENDED.value, FIGURES.c.quote == figure.quote)
    return connection.execute(told.where(SOURCES.c.articles, ~here).limit(1)).first() is not None


def _is(name: str, value: object) -> ColumnElement[bool]:
    column = FIGURES.c[name]
    if value is None:
        return column.is_(None)
    return column == (literal(value, WordList) if isinstance(value, tuple) else getattr(value, "value", value))
