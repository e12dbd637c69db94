"""What a text is about as a whole: the countries and the cause that it names most."""

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import takewhile
from typing import Final, NamedTuple

from tracker.extract.places import named
from tracker.extract.sentences import Sentences
from tracker.extract.words.by_word import ByWord
from tracker.extract.words.language import CAUSE, positions, starting
from tracker.extract.words.lexicon import Entry, Lexicon, fold

LOOKED_AT: Final = 4000  # characters of a text whose places and causes make its overall country and cause
OPENING: Final = 300  # characters that count more: the title and the first lines
WORD: Final = re.compile(r"[^\W\d_][\w'-]*")
NAME: Final = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]+(?:[ ]+[^\W\d_a-zà-ÿ][\w'’-]+)*")
CLEARLY: Final = 1.2  # times the next country's names, for the country that a text speaks of
ALONE: Final = 2  # times the next country's names, for the one country in which unknown towns are looked for
CLEAR: Final = 4  # times as much as a weak cause counts one that says by itself what happened
AGAIN: Final = 2  # times that a text names refugees of whom it speaks
MORE: Final = 2  # times as often as people displaced at home
OFTEN: Final = 16  # weight of a country named in the opening and once more, or four times

Weights = Mapping[str, float]  # country → how often it is named


class Overview(NamedTuple):
    """What a whole text speaks of."""

    countries: Weights  # by their own names, their people, provinces or cities
    named: Weights  # the same by names that no other country has, and by the names of countries
    by_name: Weights  # by the names of countries alone
    leading: str  # the country that the whole text speaks of, if one leads clearly, else ""
    told_of: frozenset[str]  # countries named by more than towns
    spoken_of: frozenset[str]  # the same, if one is named again and again; else none
    cause: str  # the one named most often
    abroad: bool  # it speaks of refugees, and hardly of people displaced at home


def overview(lexicon: Lexicon, parts: Sentences) -> Overview:
    """What a text, given as its sentences, is about; what is said again word for word counts once."""
    text = beginning(parts)
    told = told_in(lexicon, text)
    countries = total(*told.values())
    often = told["c"].get(leader(told["c"], ALONE), 0) >= OFTEN
    told_of = frozenset(iso3 for kind in "cad" for iso3 in told[kind])
    return Overview(
        countries,
        total(*(weights for kind, weights in told.items() if kind != "?")),
        told["c"],
        leader(countries, CLEARLY),
        told_of,
        told_of if often else frozenset(),
        main_cause(lexicon, parts),
        speaks_of_refugees(lexicon, text.lower()),
    )


def beginning(parts: Sentences) -> str:
    """The sentences of the part that is looked at, each once."""
    spans = takewhile(lambda span: span.start < LOOKED_AT, parts.spans)
    return "\n".join(dict.fromkeys(parts.text[span.start : min(span.end, LOOKED_AT)] for span in spans))


def speaks_of_refugees(lexicon: Lexicon, lowered: str) -> bool:
    """Refugees are named again and again, and hardly anybody who fled at home."""
    refuge, home = (sum(map(lowered.count, lexicon.grammar[table])) for table in ("refuge", "at_home_words"))
    return refuge >= AGAIN and refuge >= MORE * home


def told_in(lexicon: Lexicon, text: str) -> dict[str, Weights]:
    """Kind of name (c, a, t; d for people, ? for a namesake) → country → how often; the first lines count more."""
    counts: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in "catd?"}
    times: dict[str, int] = {}
    for name in names_in(lexicon, text):
        times[name] = times.get(name, 0) + 1
    for name in times:
        for iso3, weight, kind in told_by.of(lexicon, name):
            counts[kind][iso3] += times[name] * weight
    return dict(counts)


def names_in(lexicon: Lexicon, text: str) -> list[str]:
    """Words, or runs of words with capital letters where the script has any; those of the opening three times."""
    pattern = NAME if lexicon.grammar["capitals"] else WORD
    return pattern.findall(text) + 2 * pattern.findall(text[:OPENING])


def countries_of(lexicon: Lexicon, name: str) -> tuple[tuple[str, float, str], ...]:
    """The countries that a name tells, with weight and kind: a country 4, its people 2, a province or city 2 in all."""
    words, told, unknown = fold(name).split(), list[tuple[str, float, str]](), False
    while words:
        length, countries, kind = named(lexicon, words)
        if unknown and kind != "c":  # Luz Dary ÁVILA
            length = 0
        phrases = (each for each in starting(lexicon, lexicon.core, words[0]) if each.entry.kind == "demonym")
        people = [each.entry.name for each in phrases if tuple(words[1 : len(each.rest) + 1]) == each.rest]
        if length:
            kind = kind if kind == "c" or len(countries) == 1 else "?"
            told += [(iso3, (4 if kind == "c" else 2) / len(countries), kind) for iso3 in countries]
        elif people:
            told.append((people[0], 2, "d"))
        unknown = not (length or people or words[0] in lexicon.grammar["place_before"] | lexicon.grammar["place_after"])
        words = words[max(length, 1) :]
    return tuple(told)


told_by: Final = ByWord(countries_of)


def total(*tables: Weights) -> Weights:
    """The sum of several tables of weights."""
    counts: dict[str, float] = defaultdict(float)
    for table in tables:
        for iso3, weight in table.items():
            counts[iso3] += weight
    return counts


def leader(weights: Weights, times: float) -> str:
    """The country that weighs so many times as much as the next, or ""."""
    first, *others = [*sorted(weights.items(), key=lambda item: -item[1]), ("", 0.0)][:2]
    return "" if others and first[1] < times * others[0][1] else first[0]


def main_cause(lexicon: Lexicon, parts: Sentences) -> str:
    """The cause named most often, the first of several; "unknown" where none is."""
    counts: dict[str, int] = {}
    for index, span in enumerate(parts.spans):
        if span.start >= LOOKED_AT:
            break
        sentence = parts.at(index)
        for position in positions(sentence, CAUSE):
            if cause := cause_of.of(lexicon, sentence.words[position]):
                counts[cause.name] = counts.get(cause.name, 0) + (1 if cause.role == "weak" else CLEAR)
    return max(counts, key=counts.__getitem__, default="unknown")


def named_cause(lexicon: Lexicon, word: str) -> Entry | None:
    """The cause that a word names all alone."""
    phrases = starting(lexicon, lexicon.context, word)
    return next((each.entry for each in phrases if each.entry.kind == "cause" and not each.rest), None)


cause_of: Final = ByWord(named_cause)
