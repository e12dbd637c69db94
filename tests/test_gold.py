"""The gold is sound, and the extractor does not fall below what it once reached on it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests import gold_score
from tracker import countries
from tracker.extract import SHORT, extract, speaks_of_displacement
from tracker.extract.words.language import languages
from tracker.model import Cause, Measure, Population, Qualifier, Term, Unit

WORDS = {
    "qualifier": Qualifier,
    "unit": Unit,
    "term": Term,
    "population": Population,
    "measure": Measure,
    "cause": Cause,
}
DOCUMENTS = [document for language in gold_score.LANGUAGES for document in gold_score.documents(language)]
every_language = pytest.mark.parametrize("language", gold_score.LANGUAGES)


def figures(language: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name of the document and its text, for each figure."""
    for document in gold_score.documents(language):
        for figure in document["gold"]:
            yield document["id"], document["text"], figure


@pytest.mark.parametrize("name", ["id", "text"])
def test_no_document_stands_twice(name: str) -> None:
    assert len({document[name] for document in DOCUMENTS}) == len(DOCUMENTS)


@every_language
def test_both_halves_of_a_language_have_figures_and_documents_without(language: str) -> None:
    documents = gold_score.documents(language)
    kinds = {(each["split"], any(not figure["optional"] for figure in each["gold"])) for each in documents}
    assert kinds == {("dev", True), ("dev", False), ("held", True), ("held", False)}


@every_language
def test_spans_read_again_as_words_of_their_quote(language: str) -> None:
    for name, text, figure in figures(language):
        span = text[figure["start"] : figure["end"]]
        assert span, name
        assert span == span.strip(), name
        assert span in figure["quote"], name
        assert figure["quote"] in text, name


@every_language
def test_amounts_are_of_their_kind(language: str) -> None:
    for name, _, figure in figures(language):
        has = [figure[part] is not None for part in ("value_low", "value", "value_high")]
        assert has == ([False, True, False] if figure["kind"] == "exact" else [True, False, True]), name
        assert gold_score.bounds(figure)[0] > 0, name


@every_language
def test_digits_of_a_span_stand_in_its_value(language: str) -> None:
    for name, text, figure in figures(language):
        span = text[figure["start"] : figure["end"]]
        spoken = re.search(r"[^\W\d]{2,} \w?\d", span)  # tres mil 58
        digits = "".join(letter for letter in span if letter.isdecimal())
        if figure["kind"] == "exact" and digits and not spoken:
            assert str(int(digits)).rstrip("0") in str(figure["value"]), name


@every_language
def test_words_are_words_of_the_domain(language: str) -> None:
    for name, _, figure in figures(language):
        for field, words in WORDS.items():
            assert {word for word in gold_score.answers(figure, field) if word} <= set(words), name


@every_language
def test_countries_exist(language: str) -> None:
    for name, _, figure in figures(language):
        assert all(countries.known(code) for code in [*(figure["location"] or []), *(figure["origin"] or [])]), name


@every_language
def test_periods_run_forward_and_a_stock_has_one_date(language: str) -> None:
    for name, _, figure in figures(language):
        start, end = figure["period_start"], figure["period_end"]
        assert not (start and end) or start <= end, name
        assert figure["measure"] != Measure.STOCK or start in (None, end), name


@every_language
def test_a_perfect_reader_is_told_so(language: str) -> None:
    for document in gold_score.documents(language):
        read = [figure | {name: figure[name] or [] for name in ("origin", "location")} for figure in document["gold"]]
        assert gold_score.judge(document, read)[1] == []


@every_language
def test_a_reader_of_nothing_finds_and_invents_nothing(language: str) -> None:
    counts = [gold_score.judge(document, [])[0] for document in gold_score.documents(language)]
    assert {(count["found"], count["invented"]) for count in counts} == {(0, 0)}


@every_language
def test_the_extractor_keeps_its_floor(language: str) -> None:
    floor = json.loads(gold_score.FLOORS.read_text())[language]
    reached = gold_score.rates(gold_score.judge_all(language)[0])
    assert {name: rate for name, rate in reached.items() if rate < floor[name]} == {}


def test_a_floor_falls_only_on_purpose(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gold_score, "FLOORS", tmp_path / "floors.json")
    better, worse = ({"en": dict.fromkeys(gold_score.RATES, rate)} for rate in (0.9, 0.8))
    gold_score.pin(better, lower_too=False)
    with pytest.raises(SystemExit, match=r"en precision, en recall, en f1; say --allow-regression"):
        gold_score.pin(worse, lower_too=False)
    gold_score.pin(worse, lower_too=True)
    assert json.loads(gold_score.FLOORS.read_text()) == worse


@every_language
def test_a_long_text_keeps_the_figures_that_a_short_one_has(language: str) -> None:
    """The gate, which long texts pass first, lets through nearly all that speak of displacement."""
    lexicon = languages()[language]
    telling = [each["text"] for each in gold_score.documents(language) if extract(each["text"], None, language)]
    kept = [text for text in telling if speaks_of_displacement(lexicon, text.lower() + " " * SHORT)]
    assert len(kept) / len(telling) >= 0.96
