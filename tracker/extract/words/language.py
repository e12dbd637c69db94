"""Telling the language of a text, and tagging the words of a sentence with what its lexicon knows about them."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from tracker.extract.sentences import Sentence
from tracker.extract.words.by_word import REMEMBERED, ByWord
from tracker.extract.words.lexicon import (
    FILES,
    Entry,
    Lexicon,
    Patterns,
    Phrase,
    Phrases,
    fold,
    read,
    read_function_words,
)

SAMPLE: Final = 1000  # characters looked at to tell the language
SIGNS: Final = ".,;:!?()\"'«»“”¿¡،؛"
UNSURE: Final = 2  # function words by which a language must lead
AMOUNT: Final = 1 << 2  # flags of what a word may begin; see `known`
TERM: Final = 1 << 3
CORE: Final = 1 << 4
CONTEXT: Final = 1 << 5
CLASS: Final = 1 << 6
DATE: Final = 1 << 7
MONTH: Final = 1 << 8
PLACE: Final = 1 << 9
HINT: Final = 1 << 10
EVERYDAY: Final = 1 << 11
WALL: Final = 1 << 12
CLAUSE: Final = 1 << 13
STATE: Final = 1 << 14
CAUSE: Final = 1 << 15
OPEN: Final = frozenset({"..", "#", ">"})
GAP_ENDS: Final = frozenset(";:.()")
TRIED: Final = 2048  # words remembered for each part of a phrase
GAP: Final = 3  # words that ".." in a phrase may stand for
AHEAD: Final = 10  # words among which what stands after ">" in a phrase must follow

Words = tuple[str, ...]


class Mention:
    """An entry found in a sentence: tokens first … stop-1."""

    def __init__(self, entry: Entry, first: int, stop: int) -> None:
        self.entry, self.first, self.stop = entry, first, stop


class Fitting(dict[str, bool]):
    """Word → whether it is what a part of a phrase asks for, worked out when the word is first met."""

    def __init__(self, lexicon: Lexicon, pattern: str) -> None:
        self.lexicon, self.pattern = lexicon, pattern

    def __missing__(self, word: str) -> bool:
        if len(self) >= TRIED:
            self.clear()
        return self.setdefault(word, fits(self.lexicon, self.pattern, word))


class Part:
    """A part of a phrase: the words that fit, or a sign of what may stand between them."""

    def __init__(self, lexicon: Lexicon, pattern: str) -> None:
        self.sign = pattern if pattern in OPEN else ""
        self.is_class = pattern[0] == "@"
        self.fitting = Fitting(lexicon, pattern)


class Opening:
    """A phrase of which the words at hand fit: how many they are, what must follow them, and what the whole means."""

    def __init__(self, length: int, rest: tuple[Part, ...], entry: Entry) -> None:
        self.length, self.rest, self.entry = length, rest, entry


@cache
def function_words() -> Mapping[str, frozenset[str]]:
    """The function words of all languages, by code: every TOML file in languages/, of which only these are read."""
    names = sorted(each.name for each in FILES.iterdir() if each.name.endswith(".toml"))
    return {name.removesuffix(".toml"): read_function_words(name.removesuffix(".toml")) for name in names}


@cache
def lexicon_of(code: str) -> Lexicon | None:
    """The lexicon of a language, read when it is first asked for; None for a language without one."""
    return read(code) if code in function_words() else None


def languages() -> Mapping[str, Lexicon]:
    """All lexicons, by language code."""
    return {code: lexicon for code in function_words() if (lexicon := lexicon_of(code))}


def detect(lowered: str) -> Lexicon | None:
    """The language with most function words in the beginning of a text in lower case; None where none is found."""
    words = frozenset(lowered[:SAMPLE].split())
    counts = {code: len(words & known) for code, known in function_words().items()}
    first, second = sorted(counts.values())[:-3:-1]
    if first - second <= UNSURE:  # a headline, a line of a table, or two sisters like Spanish and Portuguese
        bare = [fold(word.strip(SIGNS)) for word in words]
        for code, lexicon in languages().items():
            counts[code] += sum(1 for word in bare if is_opening.of(lexicon, word))
    best = max(counts, key=counts.__getitem__)
    return lexicon_of(best) if counts[best] else None


@lru_cache(REMEMBERED)
def forms(lexicon: Lexicon, word: str) -> tuple[str, ...]:
    """The word, the word without a clitic (l'évacuation, Syria's, والنازحين), and the last part of a compound."""
    starts, ends = lexicon.grammar["prefixes"], lexicon.grammar["suffixes"]
    found = [word]
    found += [word[len(each) :] for each in starts if word.startswith(each) and len(word) > len(each) + 1]
    found += [word[: -len(each)] for each in ends if word.endswith(each) and len(word) > len(each) + 1]
    if "-" in word:
        found.append(word.rpartition("-")[2])
    return tuple(found)


@lru_cache(REMEMBERED)
def starting(lexicon: Lexicon, phrases: Phrases, word: str) -> tuple[Phrase, ...]:
    """The phrases that a word, in the first of its forms that has any, may begin."""
    return tuple(next((found for form in forms(lexicon, word) if (found := phrases.starting(form))), ()))


def opens_any(lexicon: Lexicon, word: str) -> bool:
    """Whether a word may begin a phrase of the lexicon."""
    return bool(starting(lexicon, lexicon.core, word))


is_opening: Final = ByWord(opens_any)


def means(lexicon: Lexicon, phrases: Phrases, word: str, kind: str) -> bool:
    """Whether a word says something of a kind all alone: a cause, a unit."""
    return () in endings(lexicon, phrases, word, kind)


def stands(lexicon: Lexicon, phrases: Phrases, words: tuple[str, ...], position: int, kind: str) -> int:
    """The token after the longest phrase of a kind that stands at a token word for word, 0 where none does."""
    begin = position + 1
    for rest in endings(lexicon, phrases, words[position], kind):
        if words[begin : begin + len(rest)] == rest:
            return begin + len(rest)
    return 0


@lru_cache(REMEMBERED)
def endings(lexicon: Lexicon, phrases: Phrases, word: str, kind: str) -> tuple[Words, ...]:
    """What follows a word in the phrases of a kind that it may begin, the longest first; () where it is all."""
    found = (each.rest for each in starting(lexicon, phrases, word) if each.entry.kind == kind)
    return tuple(sorted(found, key=len, reverse=True))


@cache
def parts(lexicon: Lexicon, patterns: tuple[str, ...]) -> tuple[Part, ...]:
    """What a lexicon's phrase asks for, one after another."""
    return tuple(part(lexicon, pattern) for pattern in patterns)


@cache
def part(lexicon: Lexicon, pattern: str) -> Part:
    return Part(lexicon, pattern)


def fits(lexicon: Lexicon, pattern: str, word: str) -> bool:
    """Whether a word is what a phrase asks for: a word, a stem*, or any word (_)."""
    if pattern.startswith("@"):
        return is_one_of(lexicon, lexicon.classes[pattern[1:]], word)
    if pattern.endswith("*"):
        return any(form.startswith(pattern[:-1]) for form in forms(lexicon, word))
    return pattern in ("_", word) or pattern in forms(lexicon, word)


def is_one_of(lexicon: Lexicon, patterns: Patterns, word: str) -> bool:
    """Whether a word, in any of its forms, is one of these words or begins like one."""
    return any(form in patterns.whole or form.startswith(patterns.stems) for form in forms(lexicon, word))


def positions(sentence: Sentence, flag: int) -> list[int]:
    """The tokens that may begin something."""
    if not sentence.holds & flag:
        return []
    return [index for index, flags in enumerate(sentence.flags) if flags & flag]


def tag(lexicon: Lexicon, phrases: Phrases, sentence: Sentence, taken: Mapping[int, int], flag: int) -> list[Mention]:
    """The entries of a sentence in order, the longest first; none overlap, none touch the taken ranges."""
    openings = positions(sentence, flag)
    if not openings:
        return []
    words, mentions, free = [*sentence.words, ""], list[Mention](), 0
    beginnings = beginnings_of(lexicon, phrases)
    numbers = {token for first, stop in taken.items() for token in range(first, stop)}
    last_class = positions(sentence, CLASS)[-1] if sentence.holds & CLASS else -1
    for position in openings:
        if position < free or position in numbers:
            continue
        following = "" if position + 1 in numbers else words[position + 1]
        candidates = beginnings[words[position], following, last_class > position]
        if candidates and (best := longest(candidates, sentence.words, position, taken)):
            mentions.append(best)
            free = best.stop
    return mentions


class Beginnings(dict[tuple[str, str, bool], tuple[Opening, ...]]):
    """Two neighbours, and whether a word of a class follows → the phrases that they may begin."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self.lexicon, self.phrases = lexicon, phrases

    def __missing__(self, key: tuple[str, str, bool]) -> tuple[Opening, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        return self.setdefault(key, beginning(self.lexicon, self.phrases, *key))


@cache
def beginnings_of(lexicon: Lexicon, phrases: Phrases) -> Beginnings:
    """What the neighbours of a language may begin."""
    return Beginnings(lexicon, phrases)


def beginning(lexicon: Lexicon, phrases: Phrases, word: str, following: str, classes: bool) -> tuple[Opening, ...]:
    """The phrases that two neighbours may begin; those that name a class only where a word of a class follows."""
    found, whole = list[Opening](), 0  # tokens of the longest that is at hand as a whole
    for rest, entry in starting(lexicon, phrases, word):
        opening = begun(lexicon, rest, entry, following)
        if opening is None:
            continue
        if opening.rest and (classes or not any(part.is_class for part in opening.rest)):
            found.append(opening)
        elif not opening.rest and opening.length > whole:
            found, whole = [*(each for each in found if each.rest), opening], opening.length
    return tuple(found)


def begun(lexicon: Lexicon, rest: tuple[str, ...], entry: Entry, following: str) -> Opening | None:
    """A phrase whose first word is there, with what its second must be; "" stands for a number or the end."""
    if following and rest[:1] == ("#",):
        rest = rest[1:]
    if not rest or rest[0] in OPEN:
        return Opening(1, parts(lexicon, rest), entry)
    return Opening(2, parts(lexicon, rest[1:]), entry) if following and fits(lexicon, rest[0], following) else None


def longest(candidates: tuple[Opening, ...], words: Words, first: int, taken: Mapping[int, int]) -> Mention | None:
    """The longest of the candidate phrases that stands at this token and runs into no taken range."""
    if len(candidates) == 1 and not candidates[0].rest:
        return Mention(candidates[0].entry, first, first + candidates[0].length)
    best: Opening | None = None
    best_stop = 0
    for each in candidates:
        stop = first + each.length
        if each.rest:
            stop = match(each.rest, 0, words, stop, taken)
        if stop > best_stop or (best and stop == best_stop and len(each.rest) > len(best.rest)):
            best, best_stop = each, stop
    return Mention(best.entry, first, best_stop) if best else None


def match(rest: tuple[Part, ...], begin: int, words: Words, position: int, taken: Mapping[int, int]) -> int:
    """The token after the parts of a phrase from one on, 0 where they do not stand here.

    `..` is a gap of up to GAP words, `#` a number that may stand there: in 14 schools; what stands after `>` only
    follows, and is no part of the phrase: LOST 300 families THEIR HOMES, where verbs come first.
    """
    for index in range(begin, len(rest)):
        part = rest[index]
        if not part.sign:
            if position >= len(words) or position in taken or not part.fitting[words[position]]:
                return 0
            position += 1
        elif part.sign == ">":
            return position if is_ahead(rest, index + 1, words, position, taken) else 0
        elif part.sign == "..":
            return after_gap(rest, index + 1, words, position, taken)
        else:
            position = taken.get(position, position)
    return position


def is_ahead(rest: tuple[Part, ...], begin: int, words: Words, first: int, taken: Mapping[int, int]) -> bool:
    """Whether these parts of a phrase stand among the next words of the clause."""
    fitting = rest[begin].fitting
    for position in range(first, min(first + AHEAD, len(words) - 1)):
        if words[position] in GAP_ENDS:
            return False
        if fitting[words[position]] and match(rest, begin + 1, words, position + 1, taken):
            return True
    return False


def after_gap(rest: tuple[Part, ...], begin: int, words: Words, first: int, taken: Mapping[int, int]) -> int:
    """The token after these parts of a phrase, which begin up to GAP words on, over no number or mark; 0 if none."""
    fitting = rest[begin].fitting
    for position in range(first, min(first + GAP, len(words) - 1) + 1):
        if not fitting[words[position]]:
            continue
        if any(passed in taken or words[passed] in GAP_ENDS for passed in range(first, position)):
            return 0
        if stop := match(rest, begin, words, position, taken):
            return stop
    return 0
