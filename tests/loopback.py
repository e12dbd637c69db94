"""What the tests of feeds share: one collection from a loopback server into a store, all that was kept, the replay."""

import json
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import SQLModel

from db import queries
from db.store import Store
from tests.conftest import WebServer
from tracker.collect import Run, collect
from tracker.model import Document, Figure, Filter, Problem
from tracker.settings import Settings, SourceSettings
from tracker.web import Client

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[2] / "shared"


@dataclass
class Bench:
    """A source, where it is asked and where its figures go. No pauses: there is nobody to be polite to."""

    module: ModuleType
    store: Store
    base_url: str
    key: str = ""

    def collect(self, complete: bool = True) -> Run:
        source = replace(self.module.SOURCE, pause=0.0)
        own = SourceSettings(base_url=self.base_url, key=self.key)
        settings = Settings(allow_loopback=True, sources={source.name: own})
        return collect(self.module, Client(source, settings, self.store.archived), self.store, "reader", complete)

    def figures(self) -> list[Mapping[str, Any]]:
        """The live figures with their documents, by locator."""
        return sorted(queries.cited(self.store.engine, Filter()), key=lambda row: (row["locator"], row["population"]))

    def changes(self, run: Run) -> tuple[int, int, int]:
        """Figures new, changed and withdrawn in a run that went well."""
        assert run.ok, run.errors
        return run.figures_new, run.figures_changed, run.figures_withdrawn


def kept(store: Store) -> str:
    """Every cell of the database as text, archived bytes unpacked: keys and personal data must not be in it."""
    texts: list[str] = []
    with store.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                texts += [zlib.decompress(cell).decode() if isinstance(cell, bytes) else str(cell) for cell in row]
    return "\n".join(texts)


def document(module: ModuleType, url: str, content: Any, **more: Any) -> Document:
    """A document as `fetch` hands it to `read`."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    source = module.SOURCE
    return Document(url, source.title, source.publisher, datetime(2026, 11, 20, tzinfo=UTC), body, **more)


def figures(module: ModuleType, given: Document) -> list[Figure]:
    """What a document says."""
    return [each for each in module.read(given) if isinstance(each, Figure)]


def problems(module: ModuleType, given: Document) -> list[str]:
    """What of a document could not be read."""
    return [each.text for each in module.read(given) if isinstance(each, Problem)]


def queries_of(server: WebServer, path: str = "") -> list[dict[str, list[str]]]:
    """The queries asked of a path, in order."""
    urls = [urlsplit(address) for address, _ in server.asked]
    return [parse_qs(url.query, keep_blank_values=True) for url in urls if path in url.path]


@contextmanager
def replay(*options: str) -> Iterator[dict[str, str]]:
    """Base addresses of the replayed feeds by source, where the recordings lie beside this checkout."""
    server = SHARED / "replay" / "serve.py"
    if not server.is_file():
        pytest.skip("no recordings beside this checkout")
    command = [sys.executable, str(server), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as started:
        try:
            assert started.stdout
            lines = [started.stdout.readline() for _ in range(14)]
            found = [re.match(r"TRACKER_SOURCES__(\w+)__BASE_URL=(\S+)", line) for line in lines]
            yield {each[1].lower(): each[2] for each in found if each}
        finally:
            started.terminate()
