"""The column map of a table at hand (TOML, docs/files.md): whose columns mean what, in which words and signs."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker import countries
from tracker.errors import SettingsError
from tracker.model import Cause, Measure, Population, Qualifier, Term, Unit
from tracker.sources._tables import ColumnMap

ENUMS = {"unit": Unit, "population": Population, "measure": Measure, "term": Term, "cause": Cause}
ENUMS["qualifier"] = Qualifier
PLACES = ("location", "origin", "admin1", "admin1_pcode", "admin2", "admin2_pcode", "attribution")
FIELDS = ("value", "date", "start", *PLACES)  # columns that become fields; all others serve words, key, parts, skip
TERMS = {  # the term that goes with a population where the map names none
    "refugee": "refugee",
    "asylum_seeker": "asylum_seeker",
    "returned_refugee": "returns",
    "returned_idp": "returns",
}
TABLES = {  # what a map may hold, and what of each
    "columns": dict,
    "constants": dict,
    "words": dict,
    "cause": dict,
    "countries": dict,
    "stand": dict,
    "prefer": dict,
    "skip": dict,
    "key": list,
    "required": list,
    "parts": list,
    "ignored": list,
    "dates": str,
    "thousands": str,
}


@dataclass(frozen=True)
class Map:
    """A column map with what only tables made by hand need."""

    table: ColumnMap
    constants: Mapping[str, str] = field(default_factory=dict)  # columns that the table lacks, the same in each row
    dates: str = ""  # as in Python's strptime; empty: ISO 8601
    thousands: str = ""  # a sign between thousands besides comma, apostrophe and blank
    countries: Mapping[str, str] = field(default_factory=dict)  # their names → ISO 3166-1 alpha-3
    skip: Mapping[str, Sequence[str]] = field(default_factory=dict)  # column → words of rows that are no record


def column_map(path: Path) -> Map:
    """Read a map. SettingsError says in one line what is wrong with it."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"--map {path.name} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"--map {path.name} is not TOML: {error}") from error
    if wrong := next(_wrong(given), None):
        raise SettingsError(f"--map {path.name}: {wrong}; docs/files.md shows a map")
    return made(given)


def made(given: Mapping[str, Any]) -> Map:
    """The map that these tables, already checked, describe."""
    columns = {name: [each] if isinstance(each, str) else list(each) for name, each in given["columns"].items()}
    constants = given.get("constants", {})
    fields = {name: value for name, value in constants.items() if name in ENUMS}
    unnamed = ("value", "attribution", *given.get("parts", ()))
    words = {
        column: {word.lower(): _with_term(said) for word, said in table.items()}
        for column, table in given.get("words", {}).items()
    }
    table = ColumnMap(
        columns=columns,
        constants={"term": "displaced"} | _with_term(fields),
        key=given.get("key") or [name for name in columns if name not in unnamed],
        required=["value", "date", *given.get("required", ()), *words],
        words=words,
        **{name: given[name] for name in ("parts", "cause", "stand", "prefer", "ignored") if name in given},
    )
    return Map(
        table=table,
        constants={name: value for name, value in constants.items() if name not in ENUMS},
        dates=given.get("dates", ""),
        thousands=given.get("thousands", ""),
        countries={name.lower(): code for name, code in given.get("countries", {}).items()},
        skip={column: [word.lower() for word in words] for column, words in given.get("skip", {}).items()},
    )


def _with_term(fields: Mapping[str, str]) -> dict[str, str]:
    term = TERMS.get(fields.get("population", ""))
    return ({"term": term} if term else {}) | dict(fields)


def _wrong(given: Mapping[str, Any]) -> Iterator[str]:
    """What cannot be used in a map, in the order of reading."""
    for name, value in given.items():
        if name not in TABLES:
            yield f"{name!r} is not known; known are {', '.join(TABLES)}"
        elif not isinstance(value, TABLES[name]) or (TABLES[name] is list and not _headers(value)):
            yield f"{name} should be a {'table' if TABLES[name] is dict else TABLES[name].__name__}"
    columns = given.get("columns", {})
    if gone := [name for name in ("value", "date") if name not in columns]:
        yield f"[columns] lacks {' and '.join(gone)}"
    if odd := [name for name, each in columns.items() if not _headers(each)]:
        yield f"[columns] {odd[0]} should be a header or a list of headers"
    for part in ("key", "required", "parts", "stand", "prefer", "skip", "words"):
        if unknown := [name for name in given.get(part, ()) if name not in columns]:
            yield f"{part} names {unknown[0]!r}, which is not in [columns]"
    if odd := [code for code in given.get("countries", {}).values() if not countries.known(str(code))]:
        yield f"[countries] {odd[0]!r} is not an ISO 3166-1 alpha-3 code, e.g. SYR or TUR"
    yield from _wrong_words(given)
    yield from _wrong_signs(given)


def _wrong_words(given: Mapping[str, Any]) -> Iterator[str]:
    constants = given.get("constants", {})
    yield from (
        f"constant {name!r} is not known; known are {', '.join((*ENUMS, *PLACES))}"
        for name in constants
        if name not in (*ENUMS, *PLACES)
    )
    said = [constants] + [fields for table in given.get("words", {}).values() for fields in _values(table)]
    for fields in said:
        if not isinstance(fields, dict):
            yield f'[words] should lead to fields, as in {{ population = "idp" }}, not to {fields!r}'
            return
        for name, value in fields.items():
            if name in ENUMS and value not in list(ENUMS[name]):
                yield f"{name} is {value!r}; known are {', '.join(ENUMS[name])}"
            elif fields is not constants and name not in ENUMS:
                yield f"[words] cannot set {name!r}; it can set {', '.join(ENUMS)}"
            elif not isinstance(value, str):
                yield f"{name} should be a text"
    for name in ("population", "measure"):
        tables = [_values(table) for table in given.get("words", {}).values()]
        if name not in constants and not any(table and all(name in each for each in table) for table in tables):
            yield f"nothing says the {name}: set it in [constants] or in each entry of one table of [words]"
    cause = given.get("cause")
    if cause is not None and (cause.get("column") not in given.get("columns", {}) or not _causes(cause.get("words"))):
        yield f"[cause] needs column, one of [columns], and words that lead to {', '.join(Cause)}"


def _wrong_signs(given: Mapping[str, Any]) -> Iterator[str]:
    for part in ("stand", "prefer", "skip"):
        if odd := [
            name for name, words in given.get(part, {}).items() if not _headers(words) or isinstance(words, str)
        ]:
            yield f"[{part}] {odd[0]} should be a list of words"
    if not re.fullmatch(r"[^\w\s]?", given.get("thousands", "")):
        yield "thousands should be one sign"
    form = given.get("dates", "")
    try:
        datetime.strptime(datetime(2001, 2, 3).strftime(form), form)
    except (ValueError, re.error) as error:
        yield f"dates is {form!r}, which Python's strptime cannot use: {error}"
    if form and not re.search(r"%[Yy]", form):
        yield f"dates is {form!r}, which has no year (%Y)"


def _values(table: Any) -> list[Any]:
    return list(table.values()) if isinstance(table, dict) else [table]


def _headers(given: Any) -> bool:
    return isinstance(given, str) or (isinstance(given, list) and all(isinstance(each, str) for each in given))


def _causes(words: Any) -> bool:
    return isinstance(words, dict) and all(each in list(Cause) for each in words.values())
