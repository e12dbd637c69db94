"""What the readers of feeds share: answers as JSON, pages kept together, records whose every field is accounted for."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from tracker.errors import FetchError, ReadError
from tracker.model import FIRST_IN, Document, Figure, Problem
from tracker.web import Answer

Record = Mapping[str, Any]
Word = TypeVar("Word")
Item = TypeVar("Item")
Got = TypeVar("Got")

SEPARATOR = b"\x1e"  # before each page of one answer, kept as a JSON text sequence (RFC 7464)
LONGEST_QUERY = 60  # signs of a query that an error line shows: it may be what tells one request from another
GIVE_UP_AFTER = 3  # requests in a row that fail: then it is the service that is down


def parsed(answer: Answer) -> Any:
    """The answer as JSON. FetchError for anything else, whatever its status or type said: decide by content."""
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        address, _, query = answer.url.partition("?")
        shown = f"{address}?{query}" if 0 < len(query) <= LONGEST_QUERY else address
        raise FetchError(f"{shown}: the answer is not JSON; try again later") from error


def whole_answer(
    answer: Answer, publisher: str, title: str, covers: tuple[str, ...], published_at: datetime | None = None
) -> Document:
    """One answer in JSON, kept as it came: a document by itself."""
    return Document(
        url=answer.url,
        title=title,
        publisher=publisher,
        retrieved_at=answer.retrieved_at,
        content=answer.content,
        content_type="application/json",
        language="en",
        published_at=published_at,
        etag=answer.etag,
        last_modified=answer.last_modified,
        covers=covers,
    )


def pages(content: bytes) -> Iterator[Any]:
    """The pages of a JSON text sequence, one in memory at a time."""
    end = 0
    while end < len(content):
        start, end = end + 1, content.find(SEPARATOR, end + 1)
        end = len(content) if end < 0 else end
        yield json.loads(content[start:end])


def figures(
    document: Document,
    records: Iterable[Record],
    name: Callable[[Record], str],
    read_one: Callable[[Record], Iterable[Figure]],
    fields: Collection[str],
) -> Iterator[Figure | Problem]:
    """The figures of each record. A record that cannot be read stops the source, by name; a new field is told once."""
    told: set[str] = set()
    for record in records:
        try:
            yield from read_one(record)
        except (KeyError, ValueError, TypeError) as error:
            what = f"the field {error} is missing" if isinstance(error, KeyError) else _in_words(error)
            raise ReadError(f"{document.url}: {name(record)}: {what}") from error
        if extra := record.keys() - fields - told:
            told |= extra
            where = f"{document.url}: {name(record)}"
            yield Problem(f"new fields, not read: {', '.join(sorted(extra))}{FIRST_IN}{where})")


def word(words: Mapping[str, Word], record: Record, field: str) -> Word:
    """Their word as ours; a word nobody knows is an error, never a default."""
    if record[field] not in words:
        raise ValueError(f"{field} is {record[field]!r}; known are: {', '.join(words)}")
    return words[record[field]]


def whole(record: Record, field: str) -> int:
    """A count: a whole number, not text, not a decimal with a fraction, not true or false."""
    value = record[field]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{field} is {value!r}; a whole number was due")
    return value


def quoted(record: Record) -> str:
    """The record as it stood."""
    return json.dumps(record, ensure_ascii=False)


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc'])) or 'figure'}: {first['msg']}, got {first['input']!r:.80}"
    return str(error)


def one_by_one(items: Iterable[Item], ask: Callable[[Item], Iterable[Got]]) -> Iterator[Got]:
    """What asking for each item brings. One that fails does not stop the others, several in a row do.

    FetchError in the end, if any failed: the source did not come whole.
    """
    failed: list[str] = []
    in_a_row = 0
    for item in items:
        try:
            yield from ask(item)
            in_a_row = 0
        except FetchError as error:
            failed.append(str(error))
            in_a_row += 1
        if in_a_row == GIVE_UP_AFTER:
            break
    if failed:
        raise FetchError(f"{len(failed)} requests failed, what the others brought is stored; the first: {failed[0]}")
