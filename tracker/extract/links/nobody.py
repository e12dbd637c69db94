"""Numbers near words of displacement that count nobody who fled: room, sites, parts of names, hosts among them."""

from typing import Final

from tracker.extract.links.asides import DASHES
from tracker.extract.links.portions import HANDFUL, is_example
from tracker.extract.links.quantities import Quantity, quantity
from tracker.extract.links.reading import Reading
from tracker.extract.places import places
from tracker.extract.words.language import Mention

JOINING: Final = frozenset({",", "coordinate", "article", "word", "unit", "demonym", "term"})
LISTED: Final = frozenset({",", ":", ";", "coordinate", "end", "number", "(", "including"})  # before a name in a list
MIXED: Final = 8  # tokens
NAMED: Final = 1000  # that the number of a district or sector does not reach
COUNTED: Final = 14  # tokens from a number back to "the number of"
POPULATION: Final = 7  # phrases from a number back to the word for all who live somewhere
BESIDE: Final = frozenset({"be", "of", "counter", "article", "word", "light", "preposition"})
COUNTS_END: Final = frozenset({",", ";", ":", "coordinate", "subordinate"})
SITES: Final = 12  # tokens from a number back to what counts


def counts_nobody(reading: Reading, counted: Quantity) -> bool:
    """What may be in a camp, the camps themselves, the number of a sector, guests and hosts together."""
    return (
        is_room(reading, counted)
        or counts_sites(reading, counted)
        or counts_affected(reading, counted)
        or counts_inhabitants(reading, counted)
        or is_in_name(reading, counted)
        or is_mixed(reading, counted)
        or is_example(reading, counted.number)
        or is_aside_count(reading, counted)
    )


def is_room(reading: Reading, counted: Quantity) -> bool:
    """7,214 sheltered (capacity: 8,150): the word before the colon says what may be, and no noun says more."""
    colon = counted.first - 1
    return not counted.unit and reading.kind(colon) == ":" and reading.kind(reading.before(colon)) == "modal"


def counts_sites(reading: Reading, counted: Quantity) -> bool:
    """The number of active CAMPS has gone down from 178 to 171; number of IDP CAMPS: 28; displacement SITES: 28."""
    site, behind = False, counted.first - 1 - (reading.kind(counted.first - 1) == ":")
    for position in range(behind, max(counted.first - SITES, -1), -1) if not counted.unit else ():
        kind, mention = reading.kind(position), reading.mention(position)
        if kind in ("counter", "anaphor"):
            return site
        if mention and kind == "term" and mention.entry.role == "people":
            return behind < counted.first - 1 and has_sites(reading, mention)
        if kind in ("unit", ",", ";", ":"):
            return False
        named = mention is not None and mention.stop < counted.first and mention.entry.role in ("label", "holds")
        site = site or named
    return False


def has_sites(reading: Reading, people: Mention) -> bool:
    """IDPs CAMPS; SITES DE déplacés, ALBERGUES PARA desplazados: behind them, or before a word that joins both."""
    beside = (reading.mention(people.stop), reading.mention(reading.before(people.first - 1)))
    return any(site is not None and site.entry.role in ("label", "holds") for site in beside)


def counts_affected(reading: Reading, counted: Quantity) -> bool:
    """The number of AFFECTED families has reached 85,078; the total affected population: who fled is not counted."""
    need = False
    if "need" not in reading.kinds:
        return False
    for position in range(counted.first - 1, max(counted.first - COUNTED, -1), -1):
        kind, mention = reading.kind(position), reading.mention(position)
        if kind in ("counter", "anaphor"):
            return need and reading.kind(reading.before(position)) != "number"  # 25,709 Total affected households
        told = mention is not None and kind == "term" and mention.entry.role in ("people", "modifier")
        if kind in COUNTS_END or told or (kind == "number" and counted.number.first - position > 1 and need):
            return False
        need = need or kind == "need"
    return False


def counts_inhabitants(reading: Reading, counted: Quantity) -> bool:
    """The total POPULATION of the enclave IS about 2.2 million: all who live there, fled or not.

    A town with a POPULATION OF 20,000; but a camp that has one.
    """
    position, words, told = counted.first - 1, reading.sentence.words, False
    inhabitants = reading.lexicon.grammar["inhabitants"]
    if counted.inside or inhabitants.isdisjoint(words):
        return False
    for _ in range(POPULATION):
        kind = reading.kind(position)
        if position >= 0 and not inhabitants.isdisjoint(words[reading.before(position) + 1 : position + 1]):
            told = told or (kind == "counter" and not names_site(reading, counted, position))
            return told and reading.kind(reading.before(position)) not in ("term", "label")  # the refugee population
        if kind not in BESIDE:
            return False
        told = told or kind in ("be", "counter")
        position = reading.before(position)
    return False


def names_site(reading: Reading, counted: Quantity, position: int) -> bool:
    """A camp, or people who fled, between the number before and the word for inhabitants at a token."""
    before = [each for each in reading.numbers if each.stop <= counted.first]
    begin = quantity(reading, before[-1]).stop if before else 0
    return "term" in reading.kinds[begin:position]


def is_in_name(reading: Reading, counted: Quantity) -> bool:
    """The evacuees of Delmas 28, of Sector 849: a small number behind a name that is no place, nor one of a list."""
    first, sentence = counted.number.first, reading.sentence
    plain = counted.first == first and sentence.words[first].isdecimal() and (counted.number.value or 0) < NAMED
    if counted.unit or not plain or not reading.lexicon.grammar["capitals"]:
        return False
    begin = first
    while begin and sentence.kinds[begin - 1] == "word" and sentence.is_capital(begin - 1):
        begin -= 1
    if begin == first or any(place.stop == first for place in places(reading.lexicon, sentence)):
        return False
    opened = reading.kind(begin - 1)
    return opened not in LISTED and not (begin == 1 and opened in DASHES)


def is_mixed(reading: Reading, counted: Quantity) -> bool:
    """30,000 refugees and HOST COMMUNITY members; 3 million refugees, displaced people and their HOSTS."""
    hosts, words = reading.lexicon.grammar["host_people"], reading.sentence.words
    if reading.kind(counted.stop) not in (",", "coordinate"):
        return False
    for position in range(counted.stop, min(counted.stop + MIXED, len(words))):
        if words[position] in hosts or " ".join(words[position : position + 2]) in hosts:
            return reading.kinds[position - 1] == "coordinate" or reading.kinds[position - 2] == "coordinate"
        if reading.kind(position) not in JOINING:
            return False
    return False


def is_aside_count(reading: Reading, counted: Quantity) -> bool:
    """13 centres in Cabo Delgado (SIX) and Nampula (FOUR); 12 rooms (SIX of brick): a few things, told in words."""
    spoken = reading.sentence.kinds[counted.number.first] != "number"
    few = 0 < (counted.number.value or 0) < HANDFUL and not counted.unit
    return spoken and few and reading.kind(counted.first - 1) == "("
