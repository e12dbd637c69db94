"""A language as data: one TOML file of words, read into a Lexicon."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Final, NamedTuple

import tomli
from ahocorasick import Automaton

from tracker.extract.sentences import FOLD, FOLDED, VOWEL_SIGNS

FILES: Final = resources.files("tracker.extract") / "languages"
PHRASES: Final = (
    "between",
    "until",
    "links",
    "since",
    "as_of",
    "ago",
    "ago_before",
    "same",
    "today",
    "yesterday",
)
EDGES: Final = ("end", "start", "middle")
OPENERS: Final = ("between", *EDGES, "ago_before", "today", "yesterday")
WORDS: Final = ("when", "earlier", "past", "this", "year_after", "and", "rolling", "ordinals", "than")


class Entry:
    """What a word or phrase of the lexicon means."""

    def __init__(self, kind: str, name: str = "", role: str = "", measure: str = "", hint: bool = False) -> None:
        self.kind = kind  # term · unit · demonym · qualifier · fate · need · modal · be · and the other [signals]
        self.name = name  # the term, the unit, the country, the qualifier …
        self.role = role  # of a term: people · modifier · verb · subject · noun · state · dwelling · host · arrival
        self.measure = measure  # of a term: stock or flow, where it is always one
        self.hint = hint  # of a term: everyday words, which tell of displacement only in a text that speaks of it

    def called(self, name: str, role: str) -> "Entry":
        """The same under another name, in another role."""
        return Entry(self.kind, name, role, self.measure, self.hint)


class Patterns(NamedTuple):
    """What a word may be: one of these words, or with one of these beginnings."""

    whole: frozenset[str]
    stems: tuple[str, ...]


class Phrase(NamedTuple):
    """A phrase after its first word, and what the whole means."""

    rest: tuple[str, ...]
    entry: Entry


@dataclass(frozen=True, eq=False)
class Phrases:
    """Phrases by their first word: exact words in one table, stems (`displac*`) in another."""

    exact: dict[str, list[Phrase]] = field(default_factory=dict)
    stems: dict[str, list[Phrase]] = field(default_factory=dict)

    def add(self, text: str, entry: Entry) -> None:
        first, *rest = fold(text).split()
        table, key = (self.stems, first[:-1]) if first.endswith("*") else (self.exact, first)
        table.setdefault(key, []).append(Phrase(tuple(rest), entry))

    def starting(self, word: str) -> list[Phrase]:
        """The phrases that this word may begin, those with the longest first word first."""
        found = list(self.exact.get(word, ()))
        for length in range(len(word), 1, -1):
            found += self.stems.get(word[:length], ())
        return found


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One language's words."""

    code: str
    function_words: frozenset[str]
    numbers: Mapping[str, Any]
    dates: Mapping[str, Any]
    grammar: Mapping[str, Any]
    classes: Mapping[str, Patterns]  # words that a phrase may name together
    gates: tuple[tuple[str, ...], ...]  # strings of displacement; of homes; of what befalls homes and families
    gate: Automaton  # finds all of them in one pass: where one ends, and in which of the three lists it is
    term_words: Patterns  # a sentence without any of these has no term
    hint_words: Patterns  # a sentence without any of these has no hint
    amounts: Phrases  # the words of numbers
    core: Phrases  # what links a number to its term
    hints: Phrases  # everyday words that may tell of displacement
    hinted: Phrases  # both
    context: Phrases  # causes, speakers


def fold(text: str) -> str:
    """Lower case, with signs and letters that are written in two ways made one."""
    if text.isascii():
        return text.lower()
    return VOWEL_SIGNS.sub("", text.translate(FOLD) if FOLDED.search(text) else text).lower()


def says(lexicon: Lexicon, table: str, folded: str) -> bool:
    """Whether a folded text holds one of the strings of a grammar table."""
    return any(string in folded for string in lexicon.grammar[table])


def read_function_words(code: str) -> frozenset[str]:
    """The function words of languages/<code>.toml, which stand above its first table."""
    head, _, _ = (FILES / f"{code}.toml").read_text(encoding="utf-8").partition("\n[")
    return frozenset(tomli.loads(head)["function_words"])


def read(code: str) -> Lexicon:
    """The lexicon in languages/<code>.toml."""
    data = tomli.loads((FILES / f"{code}.toml").read_text(encoding="utf-8"))
    core, hints, context = (table_of(phrases(data)) for phrases in (core_phrases, hint_phrases, context_phrases))
    return Lexicon(
        code,
        frozenset(data["function_words"]),
        {name: folded_words(value) for name, value in data["numbers"].items()},
        date_tables(data["dates"]),
        {name: folded_words(value) for name, value in data["grammar"].items()},
        {name: patterns(words) for name, words in data["classes"].items()},
        tuple(map(tuple, data["gates"])),
        automaton(data["gates"]),
        key_words(data["terms"], data),
        key_words(data["hints"], data),
        table_of(amount_phrases(data["numbers"])),
        core,
        hints,
        Phrases(joined(hints.exact, core.exact), joined(hints.stems, core.stems)),
        context,
    )


def automaton(lists: list[list[str]]) -> Automaton:
    """Many strings as one: its `iter` yields where a string of the text ends and the index of its list."""
    found = Automaton()
    for index in reversed(range(len(lists))):  # a string of two lists is of the first
        for string in lists[index]:
            found.add_word(string, index)
    found.make_automaton()
    return found


def folded_words(value: Any) -> Any:
    """A list of words as they look in a tokenized sentence; anything else as it is."""
    if not isinstance(value, list):
        return value
    return frozenset(map(fold, value)) if all(isinstance(each, str) for each in value) else value


def date_tables(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The words of dates, ready to be looked up: phrases by their first word, and some by their last."""
    phrases = {name: by_word(table[name], 0) for name in PHRASES}
    ends = {f"{name}_last": by_word(table[name], -1) for name in ("since", "as_of")}
    lists = {name: frozenset(map(fold, table[name])) for name in WORDS}
    numbers = {name: folded(table[name]) for name in ("months", "weekdays", "period")}
    whole = by_word([each for words in (*map(table.get, OPENERS), *table["parts"].values()) for each in words], 0)
    within = {
        word for name in ("links", "until") for found in phrases[name].values() for each in found for word in each
    }
    openers = {name.split()[0] for each in numbers.values() for name in each} | lists["past"] | lists["this"]
    openers |= {first for first, found in whole.items() if (first,) in found}
    return {
        **phrases,
        **ends,
        **lists,
        **numbers,
        "edges": edges(table),
        "within": within | lists["ordinals"],
        "openers": openers,  # words that open a date, whatever follows
        "opening": whole,  # phrases that open a date
        "double_months": any(" " in month for month in numbers["months"]),
    }


def by_word(phrases: list[str], end: int) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases cut into words, by the word at one end (0 or -1), the longest first."""
    cut = sorted((tuple(fold(each).split()) for each in phrases), key=len, reverse=True)
    return {words[end]: tuple(each for each in cut if each[end] == words[end]) for words in cut}


def edges(table: Mapping[str, Any]) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The end, the start, the middle, a part of a month or year: each with its words, by the first of them."""
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for edge, phrases in [*((name, table[name]) for name in EDGES), *table["parts"].items()]:
        for words in sorted((tuple(fold(each).split()) for each in phrases), key=len, reverse=True):
            found[words[0]] = (*found.get(words[0], ()), (edge, words))
    return found


def folded(table: Mapping[str, int]) -> dict[str, int]:
    return {fold(name): number for name, number in table.items()}


def table_of(entries: Iterable[tuple[Entry, str]]) -> Phrases:
    """Phrases ready to be looked up."""
    phrases = Phrases()
    for entry, phrase in entries:
        phrases.add(phrase, entry)
    return phrases


def joined(one: dict[str, list[Phrase]], other: dict[str, list[Phrase]]) -> dict[str, list[Phrase]]:
    """The phrases of two tables, the first one's before the other's."""
    return {first: [*one.get(first, ()), *other.get(first, ())] for first in one | other}


def amount_phrases(table: Mapping[str, Any]) -> Iterator[tuple[Entry, str]]:
    """The words of numbers; an entry's name is its value, of a vague amount its two bounds."""
    yield from ((Entry("vague", f"{low} {high}"), phrase) for phrase, (low, high) in table["vague"].items())
    yield from ((Entry("fraction", str(value)), phrase) for phrase, value in table["fractions"].items())
    yield from ((Entry("word", str(value)), word) for word, value in table["words"].items())
    yield from ((Entry("word", str(tens + ones)), compound) for compound, tens, ones in compounds(table["words"]))
    yield from (
        (Entry("bare" if word in table["bare"] else "scale", str(n)), word) for word, n in table["scales"].items()
    )
    yield from ((Entry("article", "1"), word) for word in table["articles"])
    yield from ((Entry("half", "0.5"), phrase) for phrase in table["half_more"])


def compounds(words: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """Twenty-five and its like, which are one token."""
    for tens, value in words.items():
        if value in range(20, 100, 10):
            yield from ((f"{tens}-{ones}", value, more) for ones, more in words.items() if more < 10)


def core_phrases(data: Mapping[str, Any]) -> Iterator[tuple[Entry, str]]:
    """Everything that decides whether a number counts displaced people."""
    for term in data["terms"]:
        entry = Entry("term", term["term"], term["role"], term.get("measure", ""))
        yield from ((entry, spelled) for phrase in term["words"] for spelled in opened(phrase, data["classes"]))
    for kind in ("units", "qualifiers", "demonyms"):
        for name, phrases in data[kind].items():
            yield from ((Entry(kind[:-1], name), phrase) for phrase in phrases)
    for kind, phrases in data["signals"].items():
        yield from ((Entry(kind), spelled) for phrase in phrases for spelled in opened(phrase, data["classes"]))


def hint_phrases(data: Mapping[str, Any]) -> Iterator[tuple[Entry, str]]:
    """Everyday words of moving and staying: 300 people ARE STAYING AT, 40 families HAVE COME OVER."""
    for term in data["hints"]:
        entry = Entry("term", term["term"], term["role"], term.get("measure", ""), True)
        yield from ((entry, spelled) for phrase in term["words"] for spelled in opened(phrase, data["classes"]))


def opened(phrase: str, classes: Mapping[str, list[str]]) -> Iterator[str]:
    """A phrase that opens with a @class, once for each word of the class: phrases are found by their first word."""
    first, _, rest = phrase.partition(" ")
    yield from (f"{word} {rest}".rstrip() for word in classes[first[1:]]) if first.startswith("@") else (phrase,)


def context_phrases(data: Mapping[str, Any]) -> Iterator[tuple[Entry, str]]:
    """What stands around a figure: its cause and who says so."""
    for kind, role, table in (("cause", "", "causes"), ("cause", "weak", "weak_causes"), ("speaker", "", "speakers")):
        for name, phrases in data[table].items():
            yield from ((Entry(kind, name, role), phrase) for phrase in phrases)


def key_words(terms: list[dict[str, Any]], data: Mapping[str, Any]) -> Patterns:
    """The words of which every phrase of these terms has one: the most telling word or class of each."""
    common = frozenset(data["function_words"]).union(*(data["signals"][kind] for kind in ("be", "have")))

    def tells(words: list[str]) -> tuple[bool, bool, int]:
        return common.isdisjoint(words), len(words) == 1, min(map(len, words))

    found = set[str]()
    for phrase in (fold(phrase) for term in terms for phrase in term["words"]):
        if " " not in phrase:
            found.add(phrase)
            continue
        parts = [data["classes"][word[1:]] if word[0] == "@" else [word] for word in phrase.split()]
        best: list[str] = max((each for each in parts if each[0][0].isalnum()), key=tells)
        found.update(best)
    return patterns(found)


def patterns(words: Iterable[str]) -> Patterns:
    """Words and stems* of a lexicon, apart."""
    folded = frozenset(map(fold, words))
    stems = frozenset(each for each in folded if each.endswith("*"))
    return Patterns(folded - stems, tuple(each[:-1] for each in stems))
