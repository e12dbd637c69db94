"""`make sources`: collects every recorded feed from the replay server and writes docs/sources.md from what was stored.

The records served are counted in the archived documents by their form alone, without the sources' code.
"""

import csv
import io
import json
import tempfile
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db import queries
from db.engine import open_engine
from db.models import CONTENTS, DOCUMENTS, FIGURES
from db.store import Store
from tests.generated_docs import table
from tests.loopback import SHARED, Bench, replay
from tracker.model import Filter
from tracker.sources import SOURCES

KEY = b64encode(b"tracker:desk@ngo.example").decode()  # HAPI wants a name and an address; the others take any word
SERVED = ("--samples", str(SHARED / "feeds" / "samples"), "--samples", str(SHARED / "replay" / "extra"))
PAGE = Path(__file__).parent.parent / "docs" / "sources.md"
NOTES = Path(__file__).parent / "samples" / "notes.json"  # source → what is no figure and why; what is proved by hand
HEAD = (
    "source",
    "records served",
    "figures stored",
    "recommended",
    "no figures, and why",
    "proved on hand-made samples",
)


def records(content: bytes, kind: str) -> int:
    """How many records an answer holds, by its form: items of the longest list, lines of a table, entries of a feed."""
    if content.startswith(b"\x1e"):
        return sum(longest(json.loads(page)) for page in content.split(b"\x1e")[1:])
    if content.lstrip()[:1] in (b"{", b"["):
        return longest(json.loads(content))
    if "csv" in kind:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        return sum(not line[0].startswith("#") for line in lines if line) - 1  # without header and HXL tags
    return 1


def longest(value: Any) -> int:
    """The length of the longest list of records, or of the map of cells, anywhere in an answer."""
    if isinstance(value, list):
        return max([sum(isinstance(each, dict) for each in value), *map(longest, value)])
    if isinstance(value, dict):
        cells = value.get("value")
        return max([len(cells) if isinstance(cells, dict) else 0, *map(longest, value.values())])
    return 0


def rows() -> Iterator[tuple[str, ...]]:
    notes = json.loads(NOTES.read_text(encoding="utf-8"))
    with replay(*SERVED) as urls, tempfile.TemporaryDirectory() as folder:
        for name, module in SOURCES.items():
            store = Store(open_engine(f"sqlite:///{folder}/{name}.sqlite"))
            run = Bench(module, store, urls[name], KEY).collect()
            served = 0
            with store.engine.connect() as connection:
                joined = DOCUMENTS.join(CONTENTS, CONTENTS.c.sha256 == DOCUMENTS.c.content_sha256)
                for row in connection.execute(select(CONTENTS.c.body, DOCUMENTS.c.content_type).select_from(joined)):
                    served += records(zlib.decompress(row.body), row.content_type)
                roles = Counter(connection.execute(select(FIGURES.c.role)).scalars())
            state = "" if run.ok else f"failed: {run.errors[0]}"
            why, by_hand = notes.get(name, ["", ""])
            figures = queries.count(store.engine, Filter())
            yield f"`{name}`", f"{served:,}", f"{figures:,}", f"{roles['recommended']:,}", state or why, by_hand
            store.engine.dispose()


def main() -> None:
    PAGE.write_text(
        "# What each source serves and what is stored of it\n\n"
        "Written by `make sources` from the recordings that lie beside a developer's checkout; the same counts are "
        "checked, independently of the sources' code, by `tests/test_replay_*.py`.\n\n"
        + table(HEAD, list(rows()))
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
