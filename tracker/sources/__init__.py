"""SOURCES: every module of this folder, by name. A new feed is one new file; nothing is registered.

A source module holds `SOURCE`, `fetch(client, complete)` and `read(document)`; `earlier(figure)` where a later release
replaces figures of another date.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib import import_module, resources
from importlib.resources.abc import Traversable
from pkgutil import iter_modules
from types import ModuleType

SOURCES: dict[str, ModuleType] = {
    name: import_module(f"{__name__}.{name}") for _, name, _ in iter_modules(__path__) if not name.startswith("_")
}


@cache
def reader(name: str) -> str:
    """A digest of the code and data that read this source's documents: when it changes, they are read again."""
    package = resources.files("tracker")
    shared = [each for each in (package / "sources").iterdir() if each.name.startswith("_") or each.is_dir()]
    parts = [
        package / "model.py",
        package / "terms.py",
        *sorted(shared, key=lambda each: each.name),
        package / "sources" / f"{name}.py",
    ]
    if SOURCES[name].SOURCE.articles or SOURCES[name].SOURCE.prose:
        parts += [package / "text.py", package / "pdf.py", package / "extract"]
    digest = blake2b(digest_size=8)
    for file in _files(parts):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(parts: Iterable[Traversable]) -> Iterable[Traversable]:
    for part in parts:
        if part.is_dir():
            yield from _files(sorted(part.iterdir(), key=lambda each: each.name))
        elif part.name.endswith((".py", ".toml", ".csv", ".json")):
            yield part
