"""People who are where those who fled are lodged: in the centres there are 900 people; a camp where 40 live."""

from typing import Final

from tracker.extract.links.borrowed import PEOPLE
from tracker.extract.links.paths import Case, Link
from tracker.extract.links.reading import Reading
from tracker.extract.words.language import Mention

LODGED: Final = frozenset({"sheltered", "in_relief_camp"})
SITES: Final = frozenset({"label", "holds", "subject"})  # roles of the names of sites
FREE: Final = frozenset({"be", "have", "light", "stock", "relative"})
PASSED: Final = FREE | {",", "preposition", "article", "qualifier", "of", "subordinate", "word"}
WORDS: Final = 6  # between a site and the people in it
SOON: Final = 3  # phrases from the people to a verb of staying
ENDS: Final = frozenset(
    {"end", "preposition", ",", ".", ";", "(", "coordinate"}
)  # behind people of whom nothing else is told


def lodged(case: Case) -> Link | None:
    """Siete albergues, donde PERMANECEN 300 personas; in the evacuation centres, 300 people REMAIN."""
    reading, counted = case.reading, case.counted
    if counted.unit not in PEOPLE or counted.inside or case.is_hypothetical:
        return None
    site = site_of(reading, counted.first - 1)
    if site is None:
        return None
    before = reading.kind(counted.stop) in ENDS and stays(reading, site.stop, counted.first)
    if not before and not stays_later(reading, counted.stop):
        return None
    return Link(
        counted, counted.unit, Mention(site.entry.called(site.entry.name, "subject"), site.first, site.stop), "distant"
    )


def site_of(reading: Reading, position: int) -> Mention | None:
    """The site named before a token, over few words and nothing else that is told."""
    words = 0
    while position >= 0 and words <= WORDS:
        kind, mention = reading.kind(position), reading.mention(position)
        if kind == "term" and mention:
            return mention if mention.entry.name in LODGED and mention.entry.role in SITES else None
        if kind not in PASSED:
            return None
        words += kind == "word"
        position = reading.before(position)
    return None


def stays(reading: Reading, first: int, stop: int) -> bool:
    """A verb of staying, or "there are"."""
    return not reading.lexicon.grammar["stays"].isdisjoint(reading.sentence.words[first:stop])


def stays_later(reading: Reading, position: int) -> bool:
    """The same soon behind the people, over auxiliaries."""
    for _ in range(SOON):
        if stays(reading, position, position + 1):
            return reading.kind(reading.after(position)) in ENDS
        if reading.kind(position) not in FREE:
            return False
        position = reading.after(position)
    return False
