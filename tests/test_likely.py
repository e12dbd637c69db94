"""Numbers that no rule tells of but that look like figures: where they are sought, how they look, what is learned."""

from collections.abc import Iterator

import pytest

from tests.train_likely import label, of_document
from tracker.extract import extract
from tracker.extract.facts.confidence import confidence
from tracker.extract.likely import LIKELY, Candidate, Weights, chance, weights

FLIGHT = "Some 4,300 people were displaced on Monday. "
AWAY = " Prices rose by a third. The harvest was good. "


def candidates(text: str, language: str = "en") -> Iterator[Candidate]:
    return of_document({"text": text, "lang": language})


CANDIDATES = [
    ([], FLIGHT),  # rules tell of it
    ([], "The mayor greeted 900 people."),  # in a text without figures, nothing is likely
    ([900], FLIGHT + "The mayor greeted 900 people."),
    ([], FLIGHT + AWAY + "The mayor greeted 900 people."),  # no word and no figure of displacement near
    ([], FLIGHT + "The mayor greeted 900 goats."),
    ([], FLIGHT + "The mayor greeted 900 affected people."),
    ([], FLIGHT + "In all 900 were killed."),
    ([], "The town has 20,000 people, of whom 3,000 were displaced."),  # the whole of a figure
    ([], "BUDGET (USD)\nRefugees: 450,000\nIDPs: 320,000\n\nSome 4,300 people fled."),
]


@pytest.mark.parametrize(("values", "text"), CANDIDATES, ids=[text[-40:] for _, text in CANDIDATES])
def test_which_numbers_may_yet_be_figures(values: list[int], text: str) -> None:
    assert [each.counted.number.value for each in candidates(text)] == values


def test_how_a_number_looks() -> None:
    (found,) = candidates(FLIGHT + "The mayor greeted more than 900 people.")
    assert {"unit person", "digits 3", "has noun", "round", "qualified", "figures before"} <= set(found.features)
    assert {"left no term", "right no term", "person behind word"} <= set(found.features)


def test_the_features_are_the_same_in_every_language() -> None:
    (english,) = candidates(FLIGHT + "The mayor greeted 900 people.")
    (french,) = candidates("Lundi, 4 300 personnes ont été déplacées. Le maire a salué 900 personnes.", "fr")
    assert {"unit person", "digits 3", "figures before"} <= set(english.features) & set(french.features)


def test_the_chance_is_a_logistic_regression() -> None:
    known = Weights(-1.0, {"round": 1.0, "unit person": 2.0})
    assert chance(known, ["nothing known"]) == pytest.approx(0.269, abs=0.001)
    assert chance(known, ["round", "unit person"]) == pytest.approx(0.881, abs=0.001)


def test_the_weights_speak_of_features_that_there_are() -> None:
    (found,) = candidates(FLIGHT + "The mayor greeted 900 people.")
    assert len(weights().of.keys() & set(found.features)) >= 5
    assert 100 <= len(weights().of) <= 300


def test_what_is_likely_is_believed_less_than_what_a_rule_tells() -> None:
    found = extract("Fighting drove 4,300 people out of Kaya on Monday. They were 620 families, the mayor said.")
    assert [(each.figure.value, each.figure.confidence == confidence("likely")) for each in found] == [
        (4_300, False),
        (620, True),
    ]
    assert LIKELY <= confidence("likely") < min(confidence(kind) for kind in ("next", "listed", "anaphor", "hinted"))


GOLD = {"value": 900, "value_low": None, "value_high": None, "start": 62, "end": 65, "optional": False}


@pytest.mark.parametrize(
    ("learned", "gold"),
    [(True, [GOLD]), (False, []), (None, [GOLD | {"optional": True}]), (False, [GOLD | {"value": 90}])],
)
def test_what_is_learned_from_gold(learned: bool | None, gold: list[dict[str, object]]) -> None:
    (found,) = candidates(FLIGHT + "The mayor greeted 900 people.")
    assert label(gold, found) is learned
