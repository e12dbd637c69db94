"""A figure found in a text, before and after it is checked."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tracker.model import Figure


class Found(NamedTuple):
    """What a text says of one figure, with what only a text has."""

    said: Mapping[str, Any]  # the fields of a Figure, not checked yet
    start: int  # text[start:end] is the figure's quote
    end: int
    places: tuple[str, ...]  # sub-national names as written, in the order of the text
    marks: Mapping[str, tuple[int, int]]  # spans of number, unit, term, place, date, for `extract --explain`
    evidence: str  # the kind of evidence (docs/extraction.md), whose measured precision is the confidence

    @property
    def figure(self) -> "Figure":
        """The same as a Figure; ValueError if it does not hold together."""
        from tracker.model import Figure  # SQLModel: it takes as long to import as 300 articles to read

        return Figure(**self.said)
