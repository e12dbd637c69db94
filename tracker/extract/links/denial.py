"""What a sentence says did not happen: reports that are denied or called false, drills, what novels and films tell."""

from typing import Final

from tracker.extract.links.reading import Reading

DENYING: Final = frozenset({"denial", "refuted", "pretence"})
CLAUSE_ENDS: Final = frozenset({"subordinate", ";"})


def denied(reading: Reading) -> frozenset[int]:
    """The tokens of what is denied, after words that deny or before those that call a claim false."""
    if DENYING.isdisjoint(reading.kinds):
        return frozenset()
    tokens: list[int] = []
    for index, kind in enumerate(reading.kinds):
        if kind == "denial":
            tokens += after(reading, index)
        elif kind == "refuted":
            tokens += before(reading, index)
        elif kind == "pretence":
            tokens += clause(reading, index)
    return frozenset(tokens)


def after(reading: Reading, first: int) -> range:
    """Denied that 3,000 had fled [, saying that 300 had]: to the end of the clause; commas around an aside are none."""
    commas = 2 if reading.kind(reading.after(first)) == "," else 0  # denied that, in May, 3,000 fled
    for index in range(first, len(reading.kinds)):
        kind = reading.kinds[index]
        if kind in CLAUSE_ENDS or (kind == "," and not commas):
            return range(first, index)
        commas -= kind == ","
    return range(first, len(reading.kinds))


def clause(reading: Reading, inside: int) -> range:
    """400 people were evacuated in a drill: the clause around a token."""
    ends = [index for index, kind in enumerate(reading.kinds) if kind in CLAUSE_ENDS]
    first = max((index for index in ends if index < inside), default=0)
    return range(first, min((index for index in ends if index > inside), default=len(reading.kinds)))


def before(reading: Reading, last: int) -> range:
    """[3,000 fled, but] claims that 50,000 did are false: back to the name of the claim; none where it is not named."""
    named = last
    for index in range(last - 1, -1, -1):
        if reading.kinds[index] in CLAUSE_ENDS:
            break
        if reading.sentence.words[index] in reading.lexicon.grammar["claims"]:
            named = index
    return range(named, last)
