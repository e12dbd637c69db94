"""Number words that are written as one: cinq-cent-vingt, a hundred-and-twenty."""

import re
from typing import Final

from tracker.extract.words.lexicon import Lexicon

COMPOUND: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def apart(lexicon: Lexicon, written: str) -> str:
    """The same with blanks for the hyphens between number words that are no word of their own; as long as before."""
    if "-" not in written:
        return written
    return COMPOUND.sub(lambda found: " ".join(amounts(lexicon, found.group())), written)


def amounts(lexicon: Lexicon, compound: str) -> list[str]:
    """The number words of which a compound is made, each as long as can be; the compound where it has another part."""
    parts, found = compound.split("-"), list[str]()
    while parts:
        lengths = range(len(parts), 0, -1)
        length = next((size for size in lengths if is_amount(lexicon, "-".join(parts[:size]).lower())), 0)
        if not length:
            return [compound]
        found.append("-".join(parts[:length]))
        parts = parts[length:]
    return found


def is_amount(lexicon: Lexicon, word: str) -> bool:
    """A number word, or one that joins two of them."""
    return word in lexicon.numbers["joiners"] or any(not each.rest for each in lexicon.amounts.starting(word))
