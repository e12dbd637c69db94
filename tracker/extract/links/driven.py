"""Verbs that only drive, to force and to send: they tell of flight where the way out stands behind the people."""

from typing import Final

from tracker.extract.links.modals import modal_before
from tracker.extract.links.paths import Case, Link
from tracker.extract.words.language import Mention
from tracker.extract.words.lexicon import Entry

NEAR: Final = 3.0  # how far what people were driven to do may stand
DRIVEN: Final = Entry("term", "forced_to_flee", "verb")


def driven(case: Case) -> Link | None:
    """Forced 9,000 people out of the valley: a verb that only drives, and right after the people where they went."""
    counted, reading = case.counted, case.reading
    words, grammar, verb = reading.sentence.words, reading.lexicon.grammar, counted.first - 1
    if counted.unit not in ("person", "household", "") or verb < 0 or words[verb] not in grammar["drives"]:
        return None
    vague = counted.number.value is None  # forcing THOUSANDS into shelters
    table = "directions" if counted.unit or vague else "away_from"
    away = counted.stop < len(words) and words[counted.stop] in grammar[table]
    if not away or modal_before(reading, verb) or is_goal(case):
        return None
    return Link(counted, counted.unit or "person", Mention(DRIVEN, verb, verb + 1), "next")


def is_goal(case: Case) -> bool:
    """Sent 40 people to hospital; forced 3,000 people to work."""
    right = case.right
    return right is not None and (right.mention.entry.kind != "term" or right.modal) and right.cost <= NEAR
