"""`tracker collect --file … --url …`: what was asked for, as sources that collecting reads like any other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import tracker
from tracker import text
from tracker.at_hand import files, tables, texts
from tracker.at_hand.column_maps import Map, column_map
from tracker.at_hand.texts import UNSAID, Said
from tracker.errors import SettingsError, SourceError
from tracker.model import Document, Figure, Problem, Source
from tracker.sources import SOURCES
from tracker.sources._articles import statements
from tracker.web import Answer, Client

SHARED_CODE = ("sources/_tables.py", "sources/_articles.py", "model.py", "terms.py", "pdf.py", "text.py", "extract")
CODE = ("at_hand", *SHARED_CODE)  # what reads, under tracker/
SHARED: Mapping[str, Any] = {
    "publisher": "as each figure's citation says",
    "url": "",
    "base_url": "",
    "licence": "as its publisher says",
    "credit": "as each figure's citation says",
    "cron": "",  # never on schedule
}
REPORTS = Source(name="reports", title="Reports collected by hand", at_least=0, articles=True, **SHARED)
PAGES = Source(name="pages", title="Pages collected by hand", at_least=0, articles=True, pause=1.0, **SHARED)

Fetch = Callable[[Client, bool], Iterator[Document | Problem | SourceError]]
Read = Callable[[Document], Iterable[Figure | Problem]]


@dataclass(frozen=True)
class Asked:
    """What a person wants collected: files, pages, and what is known of them."""

    files: list[files.Named]
    urls: list[str]
    map: Map | None
    said: Said


def asked(
    words: list[str],
    paths: list[Path],
    map_path: Path | None,
    urls: list[str],
    lists: list[Path],
    said: Said,
) -> Asked | None:
    """What the options ask for; None if feeds are meant. `words` are the call's other words: more files and pages.

    SettingsError if they do not fit together.
    """
    if not (paths or urls or lists):
        _check_feeds(words, map_path, said)
        return None
    if named := [word for word in words if word in SOURCES or is_by_hand(word)]:
        raise SettingsError(f"{named[0]} is a source: it cannot be collected in one call with --file, --url or --urls")
    found = files.named([*paths, *_more(words)])
    found = [each for each in found if map_path is None or each.path.resolve() != map_path.resolve()]
    wanted = [*urls, *(word for word in words if "://" in word), *(url for each in lists for url in _listed(each))]
    _check(found, wanted, map_path, said)
    return Asked(found, list(dict.fromkeys(wanted)), column_map(map_path) if map_path else None, said)


def _more(words: list[str]) -> list[Path]:
    more = [Path(word) for word in words if "://" not in word]
    if gone := [path for path in more if not path.exists()]:
        raise SettingsError(f"{gone[0].name} is neither a source nor a file that exists")
    return more


def _check_feeds(words: list[str], map_path: Path | None, said: Said) -> None:
    if map_path or said != Said():
        raise SettingsError("--map, --publisher, --title, --published and --shrunk need --file, --url or --urls")
    if hand := [word for word in words if is_by_hand(word)]:
        raise SettingsError(f"{hand[0]} is collected by hand: give --file, --url or --urls")


def _check(found: list[files.Named], wanted: list[str], map_path: Path | None, said: Said) -> None:
    if not found and not wanted:
        raise SettingsError("--file: there is no file in the folder given")
    if odd := [url for url in wanted if not url.startswith(("http://", "https://"))]:
        raise SettingsError(f"--url {odd[0][:80]}: not a web address, which begins with https:// or http://")
    if said.title and len(found) + len(wanted) != 1:
        raise SettingsError("--title names one document: collect this one alone")
    if map_path and not any(map(_is_table, found)):
        raise SettingsError("--map is for tables: give one with --file, as CSV, TSV or XLSX")


def sources(given: Asked) -> Iterator[ModuleType]:
    """A source for each table, as the figures of two tables are never added up; one for reports and one for pages."""
    reader = _reader(given)
    is_table = {file: _is_table(file) for file in given.files}
    for file in given.files:
        if is_table[file]:
            yield _table(file, given, reader)
    if rest := [file for file in given.files if not is_table[file]]:
        yield _source(REPORTS, lambda client, complete: _reports(rest, given.said), statements, reader)
    if given.urls:
        yield _source(PAGES, lambda client, complete: _pages(client, given), statements, reader)


def is_by_hand(name: str) -> bool:
    """True for the name of a source that is collected by hand only."""
    return name in (REPORTS.name, PAGES.name) or name.startswith("file:")


def _source(source: Source, fetch: Fetch, read: Read, reader: str) -> ModuleType:
    """A source as a file of tracker/sources would be, made for this call."""
    made = ModuleType(source.name)
    vars(made).update(SOURCE=source, fetch=fetch, read=read, READER=reader)
    return made


def _table(file: files.Named, given: Asked, reader: str) -> ModuleType:
    said = given.said
    name, title = f"file:{file.name}", said.title or file.name
    shared = {**SHARED, "publisher": said.publisher or UNSAID}

    def fetch(client: Client, complete: bool) -> Iterator[Document]:
        yield Document(
            url=name,
            title=title,
            publisher=said.publisher or UNSAID,
            retrieved_at=datetime.now(UTC),
            content=files.content(file),
            published_at=said.published_at,
            covers=(f"{file.name}?",),
        )

    source = Source(name=name, title=title, own_dates=True, believable=0.0 if said.shrunk else 0.5, **shared)
    return _source(source, fetch, lambda document: tables.read_table(document, given.map, file.name), reader)


def _reports(found: list[files.Named], said: Said) -> Iterator[Document | SourceError]:
    for file in found:
        try:
            yield texts.document(file, said, datetime.now(UTC))
        except SourceError as error:
            yield error


def _pages(client: Client, given: Asked) -> Iterator[Document | SourceError]:
    for url in given.urls:
        try:
            if answer := client.page(url):
                yield _page(answer, url, given.said)
        except SourceError as error:
            yield error


def _page(answer: Answer, url: str, said: Said) -> Document:
    about = text.article(answer.content, answer.content_type, answer.url)
    return Document(
        url=about.canonical,
        link=url,
        title=said.title or about.title or about.canonical,
        publisher=said.publisher or about.site or UNSAID,
        retrieved_at=answer.retrieved_at,
        content=answer.content,
        content_type=answer.content_type,
        language=about.language,
        published_at=said.published_at or about.published_at,
        text=about.text,
        etag=answer.etag,
        last_modified=answer.last_modified,
        covers=("char=", "page="),
    )


def _listed(path: Path) -> list[str]:
    """The addresses in a file, one a line; empty lines and lines that begin with # say nothing."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a text in UTF-8"
        raise SettingsError(f"--urls {path.name} cannot be read: {why}") from error
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found:
        raise SettingsError(f"--urls {path.name} holds no address")
    return found


def _is_table(file: files.Named) -> bool:
    try:
        with file.path.open("rb") as opened:
            return files.kind(file.name, opened.read(1024)) == files.TABLE
    except (OSError, SourceError):
        return False  # the reports' run says why it cannot be read


def _reader(given: Asked) -> str:
    """A digest of code and options: other options read the same bytes again."""
    digest = blake2b(digest_size=8)
    root = Path(tracker.__file__).parent
    for part in (root / each for each in CODE):
        for file in sorted(part.rglob("*") if part.is_dir() else [part]):
            if file.suffix in (".py", ".toml", ".csv", ".json"):
                digest.update(file.read_bytes())
    digest.update(f"{given.map} {given.said} {version('pypdf')} {version('openpyxl')}".encode())
    return digest.hexdigest()
