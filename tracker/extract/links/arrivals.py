"""People who arrive in a country, named neither as refugees nor by nationality: no tourists, commuters, pilgrims."""

from typing import Final

from tracker.extract.links.quantities import Quantity
from tracker.extract.links.reading import Reading
from tracker.extract.places import Place, places
from tracker.extract.words.language import Mention

NEAR: Final = 3  # words between "arrived in" and the country


def arrive(reading: Reading, counted: Quantity, verb: Mention) -> bool:
    """20,000 people have arrived in Chad: a word for entering, a country right after it, and nobody who travels."""
    grammar, words = reading.lexicon.grammar, reading.sentence.words
    if not counted.noun or counted.unit not in ("person", "household") or not enters(reading, verb):
        return False
    stop = max(verb.stop, counted.stop)
    return grammar["travellers"].isdisjoint(words) and any(place.kind == "c" for place in reached(reading, stop))


def reached(reading: Reading, stop: int) -> list[Place]:
    """The places that stand at a token or right after it."""
    return [each for each in places(reading.lexicon, reading.sentence) if stop <= each.first <= stop + NEAR]


def stays(reading: Reading, counted: Quantity, verb: Mention) -> bool:
    """48,106 fled; of them, 21,380 ARRIVED IN a town: a part of those before, of whom nobody says that they left."""
    if verb.entry.role != "arrival" or counted.unit or counted.nationalities or counted.inside:
        return False
    found = reached(reading, max(verb.stop, counted.stop))
    return bool(found) and all(place.kind != "c" for place in found)


def enters(reading: Reading, verb: Mention) -> bool:
    """Arrived in, crossed into, reached."""
    return " ".join(reading.sentence.words[verb.first : verb.stop]) in reading.lexicon.grammar["entries"]


def travel(reading: Reading, counted: Quantity, verb: Mention) -> bool:
    """400 migrants crossed into Panama: not people whom we know to flee."""
    named = reading.sentence.words[counted.noun.first : counted.noun.stop] if counted.noun else ()
    anonymous = not counted.nationalities and not counted.inside
    return anonymous and enters(reading, verb) and not reading.lexicon.grammar["travellers"].isdisjoint(named)
