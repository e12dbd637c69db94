"""What a sentence puts in between: parts between commas, dashes and parentheses."""

from typing import Final

from tracker.extract.links.reading import Reading

DASHES: Final = frozenset("-–—")
LISTED: Final = frozenset({"number", "unit", "coordinate", "word", "qualifier", "article"})
DESCRIBED: Final = frozenset({"word", "unit", "coordinate", "article", ",", "light", "of"})  # who people are
TOLD: Final = frozenset({"be", "have", "term", "forcing"})  # before or in what they did
SHORT: Final = 8  # tokens
INCLUDING: Final = 16  # tokens


def over_aside(reading: Reading, position: int, kind: str, following: str) -> int:
    """The token after an aside that begins at a token; 0 where none does.

    178 people, 82 of them children, displaced; 3,614 people, including 474 children; 300 people – mostly women – fled.
    """
    if {kind, following} == {"number", "anaphor"}:
        return after_aside(reading, position)
    if kind == "," and following in ("including", "anaphor"):
        return after_aside(reading, position + 1, INCLUDING) or position + 1
    if kind == "," and (described := after_description(reading, position)):
        return described
    opens = kind in DASHES and not reading.sentence.is_glued(position)
    close = closing_dash(reading, position) if opens else 0
    return close + 1 if close else 0


def after_description(reading: Reading, position: int) -> int:
    """200,000 people, MOSTLY WOMEN, CHILDREN AND THE ELDERLY, had fled: the token after who they are; 0 if not told."""
    named = False
    for index in range(position + 1, min(position + INCLUDING, len(reading.cover))):
        kind = reading.kind(index)
        if kind == "," and named and reading.kind(index + 1) in TOLD:
            return index + 1
        if kind not in DESCRIBED:
            return 0
        named = named or kind == "unit"
    return 0


def after_aside(reading: Reading, position: int, longest: int = SHORT) -> int:
    """The token after the comma that closes an aside, a few words on; 0 where none closes it."""
    aside = range(position, min(position + longest, len(reading.cover)))
    close = next((index + 1 for index in aside if reading.kind(index) == ","), 0)
    while close and (further := next_counted(reading, close)):  # 23,203 children, 9,335 men and 5,993 women, had fled
        close = further
    return close


def next_counted(reading: Reading, position: int) -> int:
    """The token after the comma that closes another number with its noun in a list; 0 where there is none."""
    if reading.kind(position) != "number":
        return 0
    rest = range(position, min(position + SHORT, len(reading.cover)))
    close = next((index for index in rest if reading.kind(index) == ","), 0)
    return close + 1 if close and LISTED.issuperset(reading.kinds[position:close]) else 0


def closing_dash(reading: Reading, position: int) -> int:
    """The dash that closes an aside opened by a dash; 0 where none does."""
    inside = range(position + 1, min(position + INCLUDING, len(reading.cover)))
    close = next((index for index in inside if reading.kinds[index] == reading.kind(position)), 0)
    return 0 if any(reading.kinds[index] == ";" for index in range(position, close)) else close


def closing(reading: Reading, position: int) -> int:
    """The parenthesis that closes the one at a token, if it is near; else the token itself."""
    for index in range(position, min(position + 15, len(reading.cover))):
        if reading.kind(index) == ")":
            return index
    return position
