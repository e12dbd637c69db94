"""What holds for every text: spans re-read, nothing from nothing, nothing twice, no crash, linear time."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tracker.extract import extract
from tracker.extract.words.language import languages
from tracker.extract.words.lexicon import fold

HEADING = re.compile(r"[^\n]*[^\s.!?؟][^\S\n]*\n")
PUBLISHED = date(2024, 12, 6)
GOLD = Path(__file__).parent / "gold"
TEXTS = [
    document["text"]
    for path in sorted(GOLD.glob("*.jsonl"))
    for document in map(json.loads, path.read_text("utf-8").splitlines())
]
gold_text = st.sampled_from(TEXTS)
fragments = st.lists(
    st.one_of(
        gold_text.map(lambda text: text[:80]),
        st.sampled_from(
            ["displaced", "3,000", "families", "\x00", "\u202e", "\u200f", "😀", ",", "(", "2024", "ألف", "\n"]
        ),
        st.text(max_size=20),
    ),
    max_size=30,
).map(" ".join)
thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(fragments)
def test_spans_and_marks_re_read(text):
    for found in extract(text, PUBLISHED):
        assert text[found.start : found.end] == found.figure.quote
        assert found.figure.locator == f"char={found.start},{found.end}"
        assert all(found.start <= low < high <= found.end for low, high in found.marks.values())


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_value_is_what_a_reader_finds_in_the_quote(path):
    for text in (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()):
        for found in extract(text, PUBLISHED):
            start, end = found.marks["number"]
            number = text[start:end]
            assert number in found.figure.quote == text[found.start : found.end]
            if found.figure.value is not None and not any(map(str.isalpha, number)):
                assert int(re.sub(r"\D", "", number)) == found.figure.value


@thorough
@given(gold_text, st.sampled_from("\u00ad\u200b\u200e\u200f\u202e\u2067\ufeff"), st.integers(1, 9))
def test_signs_that_no_reader_sees_change_nothing(text, sign, every):
    strewn = "".join(letter if index % every else letter + sign for index, letter in enumerate(text))
    found = extract(strewn, PUBLISHED)
    assert [each.said["value"] for each in found] == [each.said["value"] for each in extract(text, PUBLISHED)]
    assert all(strewn[each.start : each.end] == each.said["quote"] for each in found)
    assert all(each.said["quote"].replace(sign, "") in text.replace(sign, "") for each in found)


def without_numbers(text: str) -> str:
    """The text with all digits and number words taken out."""
    words = {word for lexicon in languages().values() for word in (*lexicon.amounts.exact, *lexicon.amounts.stems)}
    kept = [each for each in re.split(r"(\W+)", text) if not any(char.isdigit() for char in each)]
    return "".join(each for each in kept if not any(word in fold(each) for word in words))


@thorough
@given(gold_text)
def test_no_number_no_figure(text):
    assert extract(without_numbers(text), PUBLISHED) == []


@thorough
@given(gold_text, st.sampled_from(["\n\n", "\n", " "]))
def test_doubling_a_text_adds_no_fact(text, between):
    assume(between != " " or not HEADING.match(text))  # a heading stands on a line of its own
    once = extract(text, PUBLISHED)
    twice = extract(text.strip() + between + text.strip(), PUBLISHED)
    assert len(twice) <= len(once) + (between == " " and not text.strip().endswith((".", "!", "?", "؟")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00" * 1000,
        "," * 1_000_000,
        "1" * 200_000,
        "1," * 200_000,
        "1 " * 200_000,
        "(" * 100_000 + "displaced 3,000 people",
        "\u202e3,000 displaced\u202c " * 2_000,
        "😀" * 50_000 + " 3,000 people were displaced.",
        "hundred thousand million " * 20_000,
        "3,000 of the " * 20_000 + "displaced",
        " \n" * 100_000 + "3,000 people fled.",
        " " * 300_000 + "3,000 people fled.",
        "." * 300_000,
        "displaced " * 60_000 + "3,000",
        "3,000 displaced, " * 20_000,
        "in in in in camps " * 20_000 + "3 people",
        "between 1 and 2 and 3 May " * 10_000,
        "\ud800 3,000 displaced people",
        "3,000 people fled to 20 villages and",
        "3,000 refugees and",
    ],
    ids=range(21),
)
def test_hostile_texts_are_read(text):
    for found in extract(text, PUBLISHED, "en"):
        assert text[found.start : found.end] == found.figure.quote


def test_unknown_language_gives_nothing():
    assert extract("3,000 people were displaced.", language="xx") == []
