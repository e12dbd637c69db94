"""People who arrive in a country, named neither as refugees nor by nationality: no tourists, commuters, pilgrims."""

from typing import Final

from tracker.extract.language import Mention
from tracker.extract.places import places
from tracker.extract.quantities import Quantity
from tracker.extract.reading import Reading

NEAR: Final = 3  # words between "arrived in" and the country


def arrive(reading: Reading, counted: Quantity, verb: Mention) -> bool:
    """20,000 people have arrived in Chad: a word for entering, a country right after it, and nobody who travels."""
    grammar, words = reading.lexicon.grammar, reading.sentence.words
    if not counted.noun or counted.unit not in ("person", "household") or not enters(reading, verb):
        return False
    stop = max(verb.stop, counted.stop)
    countries = (each.first for each in places(reading.lexicon, reading.sentence) if each.kind == "c")
    return grammar["travellers"].isdisjoint(words) and any(stop <= first <= stop + NEAR for first in countries)


def enters(reading: Reading, verb: Mention) -> bool:
    """Arrived in, crossed into, reached."""
    return " ".join(reading.sentence.words[verb.first : verb.stop]) in reading.lexicon.grammar["entries"]


def travel(reading: Reading, counted: Quantity, verb: Mention) -> bool:
    """400 migrants crossed into Panama: not people whom we know to flee."""
    named = reading.sentence.words[counted.noun.first : counted.noun.stop] if counted.noun else ()
    anonymous = not counted.nationalities and not counted.inside
    return anonymous and enters(reading, verb) and not reading.lexicon.grammar["travellers"].isdisjoint(named)
