"""Who knows whom: data goes one way, and no room imports what lies further down the line or beside it."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("tracker", "db", "dash_app")

# room → rooms it may import. A room is the longest name in this table that a module's name begins with.
KNOWS = {
    "tracker.errors": set(),
    "tracker.countries": set(),
    "tracker.terms": set(),
    "tracker.model": {"tracker.countries", "tracker.terms"},
    "tracker.settings": {"tracker.errors"},
    "tracker.extract": {"tracker.model", "tracker.terms", "tracker.extract"},
    "tracker.extract.sentences": set(),
    "tracker.extract.words": {"tracker.extract.sentences"},
    "tracker.extract.numbers": {"tracker.extract.words", "tracker.extract.sentences"},
    "tracker.extract.dates": {"tracker.extract.numbers", "tracker.extract.words", "tracker.extract.sentences"},
    "tracker.extract.places": {"tracker.extract.words", "tracker.extract.sentences"},
    "tracker.extract.overview": {"tracker.extract.places", "tracker.extract.words", "tracker.extract.sentences"},
    "tracker.extract.known": {
        *("tracker.extract.numbers", "tracker.extract.dates", "tracker.extract.places", "tracker.extract.overview"),
        *("tracker.extract.words", "tracker.extract.sentences"),
    },
    "tracker.extract.links": {
        *("tracker.extract.numbers", "tracker.extract.places", "tracker.extract.words", "tracker.extract.sentences"),
        "tracker.terms",
    },
    "tracker.extract.likely": {
        *("tracker.extract.links", "tracker.extract.words", "tracker.extract.sentences", "tracker.terms"),
    },
    "tracker.extract.facts": {
        *("tracker.extract.links", "tracker.extract.dates", "tracker.extract.places", "tracker.extract.overview"),
        *("tracker.extract.found", "tracker.extract.words", "tracker.extract.sentences", "tracker.terms"),
    },
    "tracker.extract.tables": {
        *("tracker.extract.facts", "tracker.extract.links", "tracker.extract.numbers", "tracker.extract.places"),
        *("tracker.extract.found", "tracker.extract.known", "tracker.extract.words", "tracker.extract.sentences"),
    },
    "tracker.text": {"tracker.errors"},
    "tracker.web": {"tracker.model", "tracker.errors", "tracker.settings"},
    "tracker.sources": {
        *("tracker.model", "tracker.countries", "tracker.errors", "tracker.text", "tracker.pdf", "tracker.web"),
        "tracker.extract",
    },
    "tracker.pdf": {"tracker.errors", "tracker.text"},
    "tracker.at_hand": {
        *("tracker.model", "tracker.countries", "tracker.errors", "tracker.text", "tracker.pdf"),
        *("tracker.extract", "tracker.sources", "tracker.web"),
    },
    "tracker.starter": {"tracker.model", "tracker.sources"},
    "tracker.reading": {"tracker.model", "tracker.errors", "tracker.text", "tracker.extract"},
    "tracker.collect": {"tracker.model", "tracker.errors"},
    "tracker.progress": {"tracker.collect"},
    "tracker.printing": {"tracker.errors"},
    "tracker.schedule": {"tracker.model"},
    "tracker.series": {"tracker.model", "tracker.countries"},
    "tracker.export": {"tracker.model", "tracker.countries"},
    "db.models": {"tracker.model"},
    "db": {"tracker.model", "tracker.errors", "db.models"},
    "dash_app.words": {"tracker.series", "tracker.model", "tracker.countries"},
    "dash_app.charts": {"tracker.series", "tracker.model", "dash_app.words"},
    "dash_app": {
        *("tracker.series", "tracker.export", "tracker.model", "tracker.countries", "tracker.errors"),
        *("db", "dash_app"),
    },
    # The composition root: the only place of `tracker` that knows the store and the page.
    "tracker.program": {"tracker", "db"},
    "tracker.cli": {"tracker", "db", "dash_app"},
}


def modules() -> dict[str, Path]:
    files = [path for package in OURS for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}
    return {name: path for name, path in names.items() if name not in OURS}


def room(module: str) -> str:
    rooms = [name for name in KNOWS if module == name or module.startswith(name + ".")]
    assert rooms, f"{module} stands in no room: add it to the table, or put it where it belongs"
    return max(rooms, key=len)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are written in full"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in OURS}


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_room_knows_only_its_neighbours(module: str) -> None:
    own = room(module)
    known = modules()
    for imported in imports(known[module]):
        if imported not in known or room(imported) == own:
            continue
        allowed = any(imported == name or imported.startswith(name + ".") for name in KNOWS[own])
        assert allowed, f"{module} ({own}) must not know {imported}"


@pytest.mark.parametrize("module", [name for name in sorted(modules()) if name.startswith("tracker.sources.")])
def test_a_source_knows_no_other_source_but_its_shared_tools(module: str) -> None:
    names = {name for name in imports(modules()[module]) if name in modules() and room(name) == "tracker.sources"}
    assert not {name for name in names if not name.rpartition(".")[2].startswith("_")}


COMMANDS = [path.stem for path in Path(__file__).parent.glob("*.py") if "\nif __name__ ==" in path.read_text("utf-8")]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_among_the_tests_finds_what_it_imports(command: str) -> None:
    assert import_module(f"tests.{command}").__doc__
