"""Telling the language of a text, and tagging the words of a sentence with what its lexicon knows about them."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from tracker.extract.lexicon import FILES, Entry, Lexicon, Phrase, Phrases, fold, read
from tracker.extract.sentences import Sentence

SAMPLE = 1000  # characters looked at to tell the language
SIGNS = ".,;:!?()\"'«»“”¿¡،؛"
UNSURE = 2  # function words by which a language must lead
SEEN, AMOUNT, CORE, CONTEXT, CLASS = 1, 2, 4, 8, 16  # flags of what a word may begin
OPEN = frozenset({"..", "#", "_"})
GAP = 3  # words that ".." in a phrase may stand for
REMEMBERED = 65536  # words per cache: the common words of a language, not a hostile text's


class Mention(NamedTuple):
    """An entry found in a sentence: tokens first … stop-1."""

    entry: Entry
    first: int
    stop: int


@cache
def languages() -> Mapping[str, Lexicon]:
    """All lexicons, by language code: every TOML file in languages/."""
    names = sorted(each.name for each in FILES.iterdir() if each.name.endswith(".toml"))
    return {name.removesuffix(".toml"): read(name.removesuffix(".toml")) for name in names}


def detect(text: str) -> Lexicon | None:
    """The language with most function words in the beginning of the text; None where none is found."""
    words = frozenset(text[:SAMPLE].lower().split())
    known = languages().values()
    counts = {lexicon.code: len(words & lexicon.function_words) for lexicon in known}
    first, second = sorted(counts.values())[:-3:-1]
    if first - second <= UNSURE:  # a headline, a line of a table, or two sisters like Spanish and Portuguese
        for lexicon in known:
            counts[lexicon.code] += sum(
                bool(starting(lexicon, lexicon.core, fold(word.strip(SIGNS)))) for word in words
            )
    best = max(known, key=lambda lexicon: counts[lexicon.code])
    return best if counts[best.code] else None


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


@lru_cache(REMEMBERED)
def fits(lexicon: Lexicon, pattern: str, word: str) -> bool:
    """Whether a word is what a phrase asks for: a word, a stem*, or any word (_)."""
    if pattern.startswith("@"):
        return any(fits(lexicon, each, word) for each in lexicon.classes[pattern[1:]])
    if pattern.endswith("*"):
        return any(form.startswith(pattern[:-1]) for form in forms(lexicon, word))
    return pattern in ("_", word) or pattern in forms(lexicon, word)


def positions(lexicon: Lexicon, words: list[str], flag: int) -> list[int]:
    """The tokens that may begin something: one look into a table for each word."""
    known = lexicon.known
    return [index for index, word in enumerate(words) if (known.get(word) or learn(lexicon, word)) & flag]


def learn(lexicon: Lexicon, word: str) -> int:
    """What a word may begin, as flags, remembered for the next time."""
    flags = SEEN
    flags |= AMOUNT if word[0].isdecimal() or starting(lexicon, lexicon.amounts, word) else 0
    flags |= CORE if starting(lexicon, lexicon.core, word) else 0
    flags |= CONTEXT if starting(lexicon, lexicon.context, word) else 0
    flags |= CLASS if any(fits(lexicon, f"@{name}", word) for name in lexicon.classes) else 0
    if len(lexicon.known) < REMEMBERED:
        lexicon.known[word] = flags
    return flags


def tag(lexicon: Lexicon, phrases: Phrases, sentence: Sentence, taken: Mapping[int, int], flag: int) -> list[Mention]:
    """The entries of a sentence in order, the longest first; none overlap, none touch the taken ranges."""
    words, mentions, free = sentence.words, list[Mention](), 0
    numbers = {token for first, stop in taken.items() for token in range(first, stop)}
    classes = bool(positions(lexicon, words, CLASS))
    for position in positions(lexicon, words, flag):
        if position < free or position in numbers:
            continue
        following = words[position + 1] if position + 1 < len(words) and position + 1 not in numbers else ""
        candidates = beginning(lexicon, phrases, words[position], following, classes)
        best = longest(lexicon, candidates, words, position, taken) if candidates else None
        if best:
            mentions.append(best)
            free = best.stop
    return mentions


@lru_cache(REMEMBERED)
def beginning(lexicon: Lexicon, phrases: Phrases, word: str, following: str, classes: bool) -> tuple[Phrase, ...]:
    """The phrases that two neighbours may begin; those that name a class only where a word of a class stands."""
    return tuple(
        each
        for each in starting(lexicon, phrases, word)
        if (not each.rest or each.rest[0] in OPEN or (following and fits(lexicon, each.rest[0], following)))
        and (classes or not any(part[0] == "@" for part in each.rest))
    )


def longest(
    lexicon: Lexicon, candidates: tuple[Phrase, ...], words: list[str], first: int, taken: Mapping[int, int]
) -> Mention | None:
    """The longest of the candidate phrases that stands at this token and runs into no taken range."""
    best, best_stop = None, 0
    for rest, entry in candidates:
        stop = match(lexicon, rest, words, first + 1, taken) if rest else first + 1
        if stop > best_stop:
            best, best_stop = entry, stop
    return Mention(best, first, best_stop) if best else None


def match(lexicon: Lexicon, rest: tuple[str, ...], words: list[str], position: int, taken: Mapping[int, int]) -> int:
    """The token after the rest of a phrase, 0 where it does not stand here.

    `..` is a gap of up to GAP words, `#` a number that may stand there: in 14 schools.
    """
    for index, pattern in enumerate(rest):
        if pattern == "..":
            tails = (match(lexicon, rest[index + 1 :], words, skip, taken) for skip in gap(words, position, taken))
            return next((stop for stop in tails if stop), 0)
        if pattern == "#":
            position = taken.get(position, position)
            continue
        if position >= len(words) or position in taken or not fits(lexicon, pattern, words[position]):
            return 0
        position += 1
    return position


def gap(words: list[str], first: int, taken: Mapping[int, int]) -> Iterator[int]:
    """Where the words after a gap may begin: up to GAP words on, over no number."""
    tokens = range(first, min(first + GAP, len(words)) + 1)
    return takewhile(lambda token: token == first or token - 1 not in taken, tokens)
