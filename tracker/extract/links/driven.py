"""Verbs that only drive, to force and to send: they tell of flight where the way out stands behind the people."""

from typing import Final

from tracker.extract.links.borrowed import PEOPLE
from tracker.extract.links.modals import modal_before
from tracker.extract.links.paths import Case, Link
from tracker.extract.words.language import Mention, starting
from tracker.extract.words.lexicon import Entry

NEAR: Final = 3.0  # how far what people were driven to do may stand
DRIVEN: Final = Entry("term", "forced_to_flee", "verb")
FLED: Final = Entry("term", "displaced", "verb")
BESIDE: Final = 1.0  # how far "affected" may stand from whom it affected
ADJECTIVES: Final = 2  # words between an event and its verb
JOINING: Final = frozenset({",", "light", "be", "have", "relative"})
EVENTS: Final = frozenset({"fate", "other", "term"})
ROLES: Final = frozenset({"", "noun", "people"})


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


def struck(case: Case) -> Link | None:
    """Mass displacement events, which AFFECTED 120 families: what befell them is the displacement."""
    counted, reading, left = case.counted, case.reading, case.left
    if counted.unit not in PEOPLE or left is None or left.mention.entry.kind != "need":
        return None
    if left.cost > BESIDE or left.modal:
        return None
    position = left.mention.first - 1
    for _ in range(ADJECTIVES):
        while reading.kind(position) in JOINING:
            position = reading.before(position)
        position -= reading.kind(position) == "word"
    event = reading.mention(position)
    if event is None or event.entry.kind not in EVENTS or event.entry.role not in ROLES:
        return None
    words = reading.sentence.words[event.first : event.stop]
    fled = any(
        each.entry.name == FLED.name for word in words for each in starting(reading.lexicon, reading.lexicon.core, word)
    )
    return Link(counted, counted.unit, Mention(FLED, event.first, event.stop), "distant") if fled else None


def is_goal(case: Case) -> bool:
    """Sent 40 people to hospital; forced 3,000 people to work."""
    right = case.right
    return right is not None and (right.mention.entry.kind != "term" or right.modal) and right.cost <= NEAR
