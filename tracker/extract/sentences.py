"""A text cut into sentences, and a sentence into tokens: words, numbers and signs with their offsets."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from sys import intern
from typing import Final, TypeVar

LONGEST: Final = 1500  # characters; nobody writes longer sentences, and a bound keeps hostile input linear

LONGEST_HEADING: Final = 120  # characters
SHORTER: Final = 1.5  # times shorter than the line below it is a heading

BULLETS: Final = frozenset("•●▪■◦·♦►➢|")
STOP: Final = re.compile(rf"[.!?؟۔…\n{''.join(BULLETS)}]")
BREAK: Final = re.compile(
    r"""
      [.!?؟۔…][”’»"')\]]*\s+(?=[^\s.,;:)\]a-zà-öø-ÿ])              # an end mark, a space, and no small letter
    | (?<=[a-zà-öø-ÿ)\]])[.!?](?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ ])         # "…in Myanmar.Since then": a lost space
    | \n[^\S\n]*\n\s*                                            # an empty line
    | (?P<line>(?<=[.!?;:…\d)%])\n\s*(?=[^\Wa-zà-öø-ÿ]))         # a line that ends like one, before a new one
    | \n[^\S\n]*(?=[-–*])                                        # a dash that opens a line
    | \n[^\S\n]*(?=\d{1,2}[-)][^\S\n])                           # an item with its number: "2- 30 tents"
    | \n[^\S\n]*(?=[^\n|]{1,40}[ ][|][ ][^\n|]{1,80}[ ][|])        # a row of cells between bars
    | \n[^\S\n]*(?=[^\W\d_a-zà-öø-ÿ][^\n:–—]{0,60}(?:[ ][–—-][ ]|:[ ])[^\n]{0,15}\d)  # a line "label: number"
    | \n[^\S\n]*(?=[^\W\d_a-zà-öø-ÿ][^\n.]{0,60}\.{4,}[^\n]{0,3}\d)  # a line "label ..... number"
    | (?P<heading>(?<=[^\W\d_])\n(?=[^\W\d_a-zà-öø-ÿ]))           # a line of words alone, perhaps a heading
    | [•●▪■◦·♦►➢|]\s*                                            # a bullet or a bar
    """,
    re.VERBOSE,
)
SHORT: Final = 5  # letters of an abbreviation at most
LONE_NUMBER: Final = re.compile(r"(?:^|\n)[^\S\n]*\d[\d.,  ]*[KkMm]?$")
FOLD: Final = str.maketrans(
    dict.fromkeys("\t\n\r\xa0\u2007\u2009\u202f\u200a\u2002\u2003\u3000", " ")
    | {0xFF10 + digit: str(digit) for digit in range(10)}  # full width
    | {0xFF0C: ","}
    | {0x0660 + digit: str(digit) for digit in range(10)}
    | {0x06F0 + digit: str(digit) for digit in range(10)}
    | {
        "٬": ",",
        "٫": ".",
        "’": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "،": ",",
        "؛": ";",
    }
)  # one character for one, so that offsets stay true
VOWEL_SIGNS: Final = re.compile("[\u064b-\u0652\u0640]")
FOLDED: Final = re.compile(f"[{re.escape(''.join(map(chr, FOLD)))}]")
TOKEN: Final = re.compile(
    r"""
      [\u0620-\u064a][\u0620-\u065f]{0,2}(?=\d)             # و3,000: a clitic written on to digits
    | [^\W\d_][\w\u064b-\u0652]*(?:[-'][^\W\d_]\w*)*      # a word, with its hyphens, apostrophes, vowel signs
    | [1-9]\d?(?:,\d\d)+,\d{3}(?!\d)                      # 2,80,000: the Indian way
    | [1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+|(?:'\d{3})+|(?:[ ]\d{3})+)(?!\d|[.,]\d)  # 280,000  280.000  280 000
    | [1-9]\d{0,2},[ ]000\b                               # 1, 000: a slip of the keyboard
    | \d+ر\d+                                            # 8ر1: 1.8, as agencies write it in Arabic
    | \d+(?:[.,:/]\d+)*                                   # all other numbers: 12  1.4  12:30  3.1.2  12/05/2014
    | \.{4,}                                             # dots that lead to a number: Missing ..... 366
    | [^\w\s]                                             # a mark
    """,
    re.VERBOSE,
)


LEADER: Final = "...."
SPACED: Final = re.compile(r"[ ](?=\d{3})(?<=[\d,][ ])")  # a blank inside a number: 280 000
GROUP: Final = re.compile(r"\d{3}")
CAPITAL: Final = 1  # flags of how a token is written; `known` adds what it may begin
GLUED: Final = 2


SHARED: Final = 16384
T = TypeVar("T")


class Kinds(dict[str, str]):
    """The kind of a token by its first letter: "number", "word", or the sign that it is."""

    def __missing__(self, letter: str) -> str:
        kind = "number" if letter.isdecimal() else "word" if letter.isalnum() else letter
        return self.setdefault(letter, kind)


KINDS: Final = Kinds()


class Span:
    """A sentence of the text: offsets, and whether it opens a paragraph."""

    def __init__(self, start: int, end: int, opens: bool) -> None:
        self.start, self.end, self.opens = start, end, opens


class Piece:
    """What stands between two blanks, cut into tokens: words, numbers and signs, by columns."""

    def __init__(
        self,
        written: str,
        words: tuple[str, ...],
        kinds: tuple[str, ...],
        flags: tuple[int, ...],
        spans: tuple[tuple[int, int], ...],
    ) -> None:
        self.size = len(written)
        self.opens = written[-1:] == "," or written[-1:].isdecimal()  # it may be the first part of a number: 280
        self.goes_on = GROUP.match(written) is not None  # it may be another part of one: 000
        self.words = words  # lower case; numbers and signs as written
        self.kinds = kinds  # number · word · the sign itself
        self.flags = flags  # how a token is written and what it may begin; see `known`
        self.spans = spans  # where it begins and ends in the piece
        self.holds = reduce(or_, flags, 0)
        self.word = words[0] if len(words) == 1 else ""  # most pieces are one word


Pieces = Mapping[str, Piece]  # by what is written


class Sentence:
    """A sentence and its tokens, by columns; offsets of tokens count from the start of the text."""

    def __init__(self, raw: str, start: int, pieces: list[Piece]) -> None:
        self.raw, self.start, self.pieces = raw, start, pieces
        words, kinds, flags, holds = list[str](), list[str](), list[int](), 0
        for piece in pieces:
            if piece.word:
                words.append(piece.word)
                kinds.append(piece.kinds[0])
                flags.append(piece.holds)
            else:
                words += piece.words
                kinds += piece.kinds
                flags += piece.flags
            holds |= piece.holds
        self.words, self.kinds, self.flags = tuple(words), tuple(kinds), tuple(flags)
        self.holds = holds  # the flags of all words together

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Where the tokens first … stop-1 begin and end in the text."""
        start, offset, before = 0, self.start, 0  # tokens before the piece
        for piece in self.pieces:
            after = before + len(piece.words)
            if before <= first < after:
                start = offset + piece.spans[first - before][0]
            if stop <= after:
                return start, offset + piece.spans[stop - 1 - before][1]
            offset, before = offset + piece.size + 1, after
        raise IndexError(f"{stop} tokens asked of a sentence with {before}")

    def written(self, first: int, stop: int) -> str:
        """Tokens as the text has them."""
        start, end = self.span(first, stop)
        return self.raw[start - self.start : end - self.start]

    def is_capital(self, token: int) -> bool:
        """A capital letter at the beginning of a word, or after its clitic: l'Aude."""
        return bool(self.flags[token] & CAPITAL)

    def is_glued(self, token: int) -> bool:
        """Nothing stands between a token and the one before it."""
        return bool(self.flags[token] & GLUED)


@dataclass(eq=False, slots=True)
class Sentences:
    """A text as sentences, each of them cut into tokens when it is asked for."""

    text: str
    spans: list[Span]
    known: Pieces
    read: dict[int, Sentence]

    def at(self, index: int) -> Sentence:
        """One sentence, read once."""
        if index not in self.read:
            self.read[index] = tokenize(self.text, self.spans[index], self.known)
        return self.read[index]

    def add(self, sentence: Sentence, span: Span) -> int:
        """One more, that is made of the parts of a table; its index."""
        self.spans.append(span)
        self.read[len(self.spans) - 1] = sentence
        return len(self.spans) - 1


def sentences(text: str, abbreviations: frozenset[str]) -> list[Span]:
    """The sentences of a text, none longer than LONGEST, without the white space around them."""
    found, start, opens = list[Span](), 0, True
    for mark in STOP.finditer(text):
        position = mark.start()
        cut = BREAK.match(text, position) if position >= start else None
        if cut is None or _goes_on(text, start, cut, abbreviations):
            continue
        stop = cut.end()
        found += _spans(text, start, position if text[position] in BULLETS else stop, opens)
        start, opens = stop, "\n" in text[position:stop]
    return found + _spans(text, start, len(text), opens)


def _goes_on(text: str, start: int, cut: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """An abbreviation or an initial before the dot; a number alone on its line before its noun."""
    end = cut.start()
    if cut.lastgroup in ("line", "heading") and LONE_NUMBER.search(text[max(start, end - 12) : end]):
        return True
    if cut.lastgroup in ("line", "heading"):
        return cut.lastgroup == "heading" and not _is_heading(text, cut)
    return text[end] == "." and (_is_short(text, start, end, abbreviations) or text.startswith(LEADER, max(end - 3, 0)))


def _is_short(text: str, start: int, end: int, abbreviations: frozenset[str]) -> bool:
    """The letters right before a dot are an initial or an abbreviation: J. Smith, Dr. Smith."""
    begin = end
    while begin > start and end - begin <= SHORT and text[begin - 1].isalnum() and not text[begin - 1].isdecimal():
        begin -= 1
    word, opened = text[begin:end], begin == start or text[begin - 1] in "(." or text[begin - 1].isspace()
    return opened and len(word) <= SHORT and ((len(word) == 1 and "A" <= word <= "Z") or word.lower() in abbreviations)


def _is_heading(text: str, cut: re.Match[str]) -> bool:
    """A line that is far shorter than the one below; lines that were wrapped are about as long as each other."""
    begin = text.rfind("\n", max(cut.start() - LONGEST_HEADING, 0), cut.start()) + 1
    end = text.find("\n", cut.end(), cut.end() + LONGEST_HEADING * 2)
    below = (end if end >= 0 else min(len(text), cut.end() + LONGEST_HEADING * 2)) - cut.end()
    opens = begin > 0 or cut.start() < LONGEST_HEADING
    return opens and (cut.start() - begin) * SHORTER < below


def _spans(text: str, start: int, end: int, opens: bool) -> list[Span]:
    found = list[Span]()
    while start < end:
        stop = start + LONGEST
        stop = end if stop >= end else max(text.rfind(" ", start, stop), start + LONGEST // 2)
        stripped = text[start:stop].strip()
        if stripped:
            begin = text.index(stripped[0], start)
            found.append(Span(begin, begin + len(stripped), opens))
        start, opens = stop, False
    return found


def tokenize(text: str, span: Span, known: Pieces) -> Sentence:
    """The tokens of one sentence, which are known for each piece from the first time that it was met."""
    raw = text[span.start : span.end]
    pieces = [known[written] for written in raw.split(" ")]
    if is_any_spaced(pieces):
        pieces = [known[written] for written in SPACED.sub("\xa0", raw).split(" ")]
    return Sentence(raw, span.start, pieces)


def is_any_spaced(pieces: list[Piece]) -> bool:
    """Whether a blank stands inside a number: 280 000."""
    opened = False
    for piece in pieces:
        if opened and piece.goes_on:
            return True
        opened = piece.opens
    return False


def cut(written: str, flags_of: Callable[[str, str], int]) -> Piece:
    """A piece with its tokens; `flags_of` tells the flags of a token as written and in lower case."""
    words, kinds, flags, spans = list[str](), list[str](), list[int](), list[tuple[int, int]]()
    for found in TOKEN.finditer(written.translate(FOLD)):
        start, end = found.span()
        lowered = ":" if found.group().startswith(LEADER) else found.group().lower()
        word = VOWEL_SIGNS.sub("", lowered) or lowered
        glued = GLUED if spans and spans[-1][1] == start else 0
        words.append(intern(word))
        kinds.append(KINDS[lowered[0]])
        flags.append(flags_of(written[start:end], word) | glued)
        spans.append((start, end))
    return Piece(written, tuple(words), shared(tuple(kinds)), shared(tuple(flags)), shared(tuple(spans)))


@lru_cache(SHARED)
def shared(value: T) -> T:
    """One object for all that are equal: what many pieces have is in near memory when it is asked for."""
    return value
