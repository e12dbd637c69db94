"""The files of the languages can be read, compared and changed by people."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from tracker.extract.words.lexicon import FILES

LINE = 120  # characters, as in our code
CODES = sorted(path.stem for path in Path(str(FILES)).glob("*.toml"))
every_language = pytest.mark.parametrize("code", CODES)


def text_of(code: str) -> str:
    return (FILES / f"{code}.toml").read_text(encoding="utf-8")


def lists_of_phrases(code: str) -> Iterator[list[str]]:
    """Every list of phrases of a term, a hint or a signal."""
    data = tomli.loads(text_of(code))
    yield from (term["words"] for kind in ("terms", "hints") for term in data[kind])
    yield from data["signals"].values()


@every_language
def test_no_line_is_longer_than_a_line_of_code(code: str) -> None:
    assert [line for line in text_of(code).splitlines() if len(line) > LINE] == []


@every_language
def test_no_list_says_a_phrase_twice(code: str) -> None:
    assert [phrase for words in lists_of_phrases(code) for phrase in set(words) if words.count(phrase) > 1] == []


@every_language
def test_the_classes_that_phrases_name_are_those_there_are(code: str) -> None:
    named = {name for words in lists_of_phrases(code) for phrase in words for name in re.findall(r"@(\w+)", phrase)}
    assert named == set(tomli.loads(text_of(code))["classes"])
