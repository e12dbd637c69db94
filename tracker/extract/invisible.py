"""Signs that no reader sees, inside words and numbers: they are left out to read, and counted in the spans."""

from collections.abc import Sequence
from typing import Final

from tracker.extract.found import Found

# Soft hyphen, zero-width spaces and joiners, marks of writing direction, byte order mark (Unicode, category Cf).
INVISIBLE: Final = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def visible(text: str) -> tuple[str, Sequence[int]]:
    """A text without them, and where each of its characters stands in the text; the text itself where it has none."""
    if not any(sign in text for sign in INVISIBLE):
        return text, range(len(text))
    offsets = [offset for offset, letter in enumerate(text) if letter not in INVISIBLE]
    return "".join(text[offset] for offset in offsets), offsets


def as_written(found: Found, text: str, offsets: Sequence[int]) -> Found:
    """A figure with the quote and the spans that it has in the whole text."""

    def span(start: int, end: int) -> tuple[int, int]:
        return offsets[start], offsets[end - 1] + 1

    start, end = span(found.start, found.end)
    said = {**found.said, "quote": text[start:end], "locator": f"char={start},{end}"}
    marks = {name: span(*marked) for name, marked in found.marks.items()}
    return Found(said, start, end, found.places, marks, found.evidence)
