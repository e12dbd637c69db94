"""`make check-compiled`: as machine code the extractor finds the figures in our gold that its sources find.

    python -m tests.check_compiled DIRECTORY

DIRECTORY holds the package as a wheel installs it.
"""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from tracker.extract import extract, facts

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"


def figures() -> list[str]:
    """What is found in each text: with its date and language, and without."""
    found = []
    for path in sorted(GOLD.glob("*.jsonl")):
        for document in map(json.loads, path.read_text("utf-8").splitlines()):
            text, published = document["text"], document["published"]
            dated = extract(text, date.fromisoformat(published) if published else None, document["lang"])
            found.append(f"{document['id']}: {dated} {extract(text)}")
    return found


def read_with(package: Path) -> list[str]:
    """The kind of the extractor in a folder, then what it finds."""
    command = [sys.executable, "-P", "-m", "tests.check_compiled"]
    environment = os.environ | {"PYTHONPATH": f"{package}{os.pathsep}{ROOT}"}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()


def main(compiled: Path) -> None:
    """One line, or the first difference and exit code 1."""
    (kind, *sources), (other, *machine) = read_with(ROOT), read_with(compiled)
    if (kind, other) != (".py", ".so" if os.name != "nt" else ".pyd"):
        sys.exit(f"{ROOT} holds {kind} and {compiled} {other}: not sources and machine code")
    for one, two in zip(sources, machine, strict=True):
        if one != two:
            sys.exit(f"not the same figures\nsources: {one}\nmachine: {two}")
    print(f"{len(sources)} texts: the same figures from the sources and from machine code")


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]).resolve())
    else:
        print(Path(facts.__file__).suffix, *figures(), sep="\n")
