"""Moves of everyday life: words that people use of flight and of removals alike, where nothing drives anybody out."""

from tracker.extract.facts.context import Text
from tracker.extract.links.paths import Link
from tracker.extract.overview import LOOKED_AT
from tracker.extract.words.lexicon import fold, says


def is_everyday(text: Text, index: int, link: Link) -> bool:
    """2,400 people moved from London to Kent: a weak word, and no conflict or disaster in sentence or text."""
    around = text.around(index)
    named = " ".join(around.sentence.words[link.term.first : link.term.stop])
    return (
        named in text.lexicon.grammar["weak"]
        and not (link.quantity.nationalities or around.causes)
        and text.about.cause == "unknown"
    )


def is_travel(text: Text, link: Link) -> bool:
    """20,000 people arrived in Chad: people of no name flee where the text speaks of flight or of war."""
    counted = link.quantity
    if link.term.entry.role != "arrival" or counted.nationalities or counted.inside or not counted.noun:
        return False
    opening = fold(text.sentences.text[:LOOKED_AT])
    return not says(text.lexicon, "flight", opening) and text.about.cause != "conflict"
