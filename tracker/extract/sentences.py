"""A text cut into sentences, and a sentence into tokens: words, numbers and signs with their offsets."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate, chain
from operator import or_
from typing import NamedTuple, TypeVar

LONGEST = 1500  # characters; nobody writes longer sentences, and a bound keeps hostile input linear

LONGEST_HEADING = 120  # characters
SHORTER = 1.5  # times shorter than the line below it is a heading

BULLETS = frozenset("•●▪◦·|")
STOP = re.compile(r"[.!?؟۔…\n•●▪◦·|]")
BREAK = re.compile(
    r"""
      [.!?؟۔…][”’»"')\]]*\s+(?=[^\s.,;:)\]a-zà-öø-ÿ])              # an end mark, a space, and no small letter
    | (?<=[a-zà-öø-ÿ)\]])[.!?](?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ ])         # "…in Myanmar.Since then": a lost space
    | \n[^\S\n]*\n\s*                                            # an empty line
    | (?P<line>(?<=[.!?;:…\d)%])\n\s*(?=[^\Wa-zà-öø-ÿ]))         # a line that ends like one, before a new one
    | \n[^\S\n]*(?=[-–*])                                        # a dash that opens a line
    | \n[^\S\n]*(?=[^\W\d_a-zà-öø-ÿ][^\n:–—]{0,60}(?:[ ][–—-][ ]|:[ ])[^\n]{0,15}\d)  # a line "label: number"
    | (?P<heading>(?<=[^\W\d_])\n(?=[^\W\d_a-zà-öø-ÿ]))           # a line of words alone, perhaps a heading
    | [•●▪◦·|]\s*                                                # a bullet or a bar
    """,
    re.VERBOSE,
)
INITIAL = re.compile(r"(?:^|[\s(.])(?:[A-Z]|(?P<word>[^\W\d_]{1,5}))\.$")
LONE_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*[\d.,  ]+$")
FOLD = str.maketrans(
    dict.fromkeys("\t\n\r\xa0\u2007\u2009\u202f\u200a\u2002\u2003\u3000", " ")
    | {0x0660 + digit: str(digit) for digit in range(10)}
    | {0x06F0 + digit: str(digit) for digit in range(10)}
    | {"٬": ",", "٫": ".", "’": "'", "ʼ": "'", "‐": "-", "‑": "-", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"}
)  # one character for one, so that offsets stay true
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0640]")
FOLDED = re.compile(f"[{re.escape(''.join(map(chr, FOLD)))}]")
TOKEN = re.compile(
    r"""
      [\u0620-\u064a][\u0620-\u065f]{0,2}(?=\d)             # و3,000: a clitic written on to digits
    | [^\W\d_][\w\u064b-\u0652]*(?:[-'][^\W\d_]\w*)*      # a word, with its hyphens, apostrophes, vowel signs
    | [1-9]\d?(?:,\d\d)+,\d{3}(?!\d)                      # 2,80,000: the Indian way
    | [1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+|(?:'\d{3})+|(?:[ ]\d{3})+)(?!\d|[.,]\d)  # 280,000  280.000  280 000
    | [1-9]\d{0,2},[ ]000\b                               # 1, 000: a slip of the keyboard
    | \d+(?:[.,:/]\d+)*                                   # all other numbers: 12  1.4  12:30  3.1.2  12/05/2014
    | [^\w\s]                                             # a mark
    """,
    re.VERBOSE,
)


SPACED = re.compile(r"[ ](?=\d{3})(?<=[\d,][ ])")  # a blank inside a number: 280 000
CAPITAL, GLUED = 1, 2  # flags of how a token is written; `known` adds what it may begin
T = TypeVar("T")


class Kinds(dict[str, str]):
    """The kind of a token by its first letter."""

    def __missing__(self, letter: str) -> str:
        kind = "number" if letter.isdecimal() else "word" if letter.isalnum() else "mark"
        return self.setdefault(letter, kind)


KINDS = Kinds()


class Span(NamedTuple):
    """A sentence of the text: offsets, and whether it opens a paragraph."""

    start: int
    end: int
    opens: bool


class Piece(NamedTuple):
    """The tokens of what stands between two blanks, with offsets from its beginning."""

    words: tuple[str, ...]  # lower case; for numbers and signs, as written
    kinds: tuple[str, ...]  # number · word · mark
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    flags: tuple[int, ...]  # how each is written and what it may begin; see `known`
    holds: int  # the flags of all together
    length: int  # characters, with the blank


@dataclass(eq=False)
class Sentence:
    """A sentence and its tokens; offsets of tokens count from the start of the text."""

    raw: str
    start: int
    pieces: list[Piece]
    words: list[str]
    kinds: list[str]
    flags: list[int]
    holds: int

    @cached_property
    def starts(self) -> list[int]:
        return [first + offset for first, piece in self.placed() for offset in piece.starts]

    @cached_property
    def ends(self) -> list[int]:
        return [first + offset for first, piece in self.placed() for offset in piece.ends]

    def placed(self) -> Iterator[tuple[int, Piece]]:
        """Each piece, with its offset before it."""
        return zip(accumulate((piece.length for piece in self.pieces), initial=self.start), self.pieces, strict=False)

    def is_capital(self, token: int) -> bool:
        """A capital letter at the beginning of a word, or after its clitic: l'Aude."""
        return bool(self.flags[token] & CAPITAL)

    def is_glued(self, token: int) -> bool:
        """Nothing stands between a token and the one before it."""
        return bool(self.flags[token] & GLUED)


def sentences(text: str, abbreviations: frozenset[str]) -> Iterator[Span]:
    """The sentences of a text, none longer than LONGEST, without the white space around them."""
    start, opens = 0, True
    for mark in STOP.finditer(text):
        cut = BREAK.match(text, mark.start()) if mark.start() >= start else None
        if cut is None or _goes_on(text, start, cut, abbreviations):
            continue
        bullet = cut.group()[0] in BULLETS
        yield from _pieces(text, start, cut.start() if bullet else cut.end(), opens)
        start, opens = cut.end(), "\n" in cut.group()
    yield from _pieces(text, start, len(text), opens)


def _goes_on(text: str, start: int, cut: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """An abbreviation or an initial before the dot; a number alone on its line before its noun."""
    if cut["heading"]:
        return not _is_heading(text, cut)
    if cut["line"]:
        return LONE_NUMBER.search(text[max(start, cut.start() - 12) : cut.start()]) is not None
    if cut.group()[0] != ".":
        return False
    found = INITIAL.search(text[max(start, cut.start() - 12) : cut.start() + 1])
    return found is not None and (found["word"] is None or found["word"].lower() in abbreviations)


def _is_heading(text: str, cut: re.Match[str]) -> bool:
    """A line that is far shorter than the one below; lines that were wrapped are about as long as each other."""
    begin = text.rfind("\n", max(cut.start() - LONGEST_HEADING, 0), cut.start()) + 1
    end = text.find("\n", cut.end(), cut.end() + LONGEST_HEADING * 2)
    below = (end if end >= 0 else min(len(text), cut.end() + LONGEST_HEADING * 2)) - cut.end()
    opens = begin > 0 or cut.start() < LONGEST_HEADING
    return opens and (cut.start() - begin) * SHORTER < below


def _pieces(text: str, start: int, end: int, opens: bool) -> Iterator[Span]:
    while start < end:
        stop = start + LONGEST
        stop = end if stop >= end else max(text.rfind(" ", start, stop), start + LONGEST // 2)
        stripped = text[start:stop].strip()
        if stripped:
            begin = text.index(stripped[0], start)
            yield Span(begin, begin + len(stripped), opens)
        start, opens = stop, False


def tokenize(text: str, span: Span, known: Mapping[str, Piece]) -> Sentence:
    """The tokens of one sentence, made of pieces that are known from the first time they were met."""
    raw = text[span.start : span.end]
    pieces = [known[each] for each in SPACED.sub("\xa0", raw).split(" ")]
    words, kinds, _, _, flags, holds, _ = zip(*pieces, strict=True)
    return Sentence(raw, span.start, pieces, joined(words), joined(kinds), joined(flags), reduce(or_, holds))


def joined(parts: Iterable[Iterable[T]]) -> list[T]:
    return list(chain.from_iterable(parts))


def cut(written: str, flags_of: Callable[[str, str], int]) -> Piece:
    """The tokens of a piece; `flags_of` tells the flags of a token as written and in lower case."""
    found = list(TOKEN.finditer(written.translate(FOLD)))
    words = tuple(VOWEL_SIGNS.sub("", lowered) or lowered for lowered in (each.group().lower() for each in found))
    kinds = tuple(KINDS[each.group()[0]] for each in found)
    starts, ends = tuple(each.start() for each in found), tuple(each.end() for each in found)
    glued = [GLUED if start == end else 0 for start, end in zip(starts, (-1, *ends), strict=False)]
    tokens = zip(starts, ends, words, glued, strict=True)
    flags = tuple(flag | flags_of(written[start:end], word) for start, end, word, flag in tokens)
    return Piece(words, kinds, starts, ends, flags, reduce(or_, flags, 0), len(written) + 1)
