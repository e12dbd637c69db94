"""The documents are true: the commands, settings, sources, columns and make targets they name exist."""

import re
from pathlib import Path

import pytest
import typer

from tests.generated_docs import generated
from tracker import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DECISIONS.md"]


def commands() -> set[str]:
    return set(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


def test_the_generated_parts_are_up_to_date() -> None:
    assert generated(README) == README, "run `make docs`"


def test_every_command_is_in_the_readme_and_every_command_there_exists() -> None:
    assert set(re.findall(r"^\| `tracker (\w+)", README, re.MULTILINE)) == commands()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_names_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets
    assert {each for each in re.findall(r"\]\(((?!http)[^)#]+)\)", text) if not (ROOT / each).exists()} == set()
    paths = re.findall(r"`((?:tracker|db|dash_app|tests|docs)/[\w./]+)`", text)
    assert {each for each in paths if not (ROOT / each).exists()} == set()


def test_the_two_sacred_commands_are_shown() -> None:
    assert "\n    make run\n" in README
    assert "\n    make test\n" in README
