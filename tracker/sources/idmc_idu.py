"""IDMC's Internal Displacement Updates: new internal displacement per event, near real time and provisional, daily."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from tracker import countries
from tracker.errors import FetchError, ReadError
from tracker.model import Cause, Document, Figure, Measure, Population, Qualifier, Role, Source, Term
from tracker.web import Client

SOURCE = Source(
    name="idmc_idu",
    publisher="IDMC",
    title="Internal Displacement Updates",
    url="https://www.internal-displacement.org/database/displacement-data/",
    base_url="https://helix-tools-api.idmcdb.org/external-api/",
    licence="CC BY-NC-SA 3.0 IGO (the service), CC BY-IGO (its copy on HDX): not for commercial use until IDMC says",
    credit="Internal Displacement Monitoring Centre. Global Internal Displacement Database. IDMC",
    cron="40 */12 * * *",
    full_every_days=30,
    key="client_id",
)

Word = TypeVar("Word")

ROLES = {"Recommended figure": Role.RECOMMENDED, "Triangulation": Role.TRIANGULATION}
CAUSES = {"Conflict": Cause.CONFLICT, "Disaster": Cause.DISASTER}  # "Other" and anything newer: other
QUALIFIERS = {
    "total": Qualifier.EXACT,
    "approximately": Qualifier.APPROXIMATELY,
    "more than": Qualifier.MORE_THAN_OR_EQUAL,
    "more than or equal to": Qualifier.MORE_THAN_OR_EQUAL,
    "less than": Qualifier.LESS_THAN_OR_EQUAL,
    "less than or equal to": Qualifier.LESS_THAN_OR_EQUAL,
}
TERMS = {  # the word in the header's parentheses, the only place where the feed states it
    "": Term.DISPLACED,
    "displaced": Term.DISPLACED,
    "multiple": Term.DISPLACED,
    "other": Term.DISPLACED,
    "evacuated": Term.EVACUATED,
    "forced to flee": Term.FORCED_TO_FLEE,
    "relocated": Term.RELOCATED,
    "sheltered": Term.SHELTERED,
    "in relief camp": Term.IN_RELIEF_CAMP,
    "homeless": Term.HOMELESS,
    "destroyed housing": Term.DESTROYED_HOUSING,
    "partially destroyed housing": Term.PARTIALLY_DESTROYED_HOUSING,
    "uninhabitable housing": Term.UNINHABITABLE_HOUSING,
    "returns": Term.RETURNS,
}
TERM_IN_HEADER = re.compile(
    r"""
    displacements? \s*
    (?: \( (?P<word> [^()]* ) \) )?     # absent, or empty, where the kind has no label
    """,
    re.VERBOSE,
)


def fetch(client: Client, complete: bool) -> Iterator[Document]:
    """Everything, or the last 180 days; what is missing from the latter may only be out of its window."""
    path = "idus/all/" if complete else "idus/last-180-days/"
    answer = client.get(path)
    if answer is None:
        return
    try:
        records = json.loads(answer.content)
    except ValueError as error:
        raise FetchError(f"{answer.url}: the answer is not JSON; try again later") from error
    if not isinstance(records, list) or not records:
        raise FetchError(f"{answer.url}: the answer holds no records, so nothing was stored or closed")
    yield Document(
        url=answer.url,
        title=SOURCE.title,
        publisher=SOURCE.publisher,
        retrieved_at=answer.retrieved_at,
        content=answer.content,
        content_type="application/json",
        language="en",
        etag=answer.etag,
        last_modified=answer.last_modified,
        covers=("id=",) if complete else (),
    )


def read(document: Document) -> Iterator[Figure]:
    """One record is one figure. ReadError names the record and the field."""
    for record in json.loads(document.content):
        try:
            yield _figure(record)
        except (KeyError, ValueError, TypeError) as error:
            what = f"lacks {error}" if isinstance(error, KeyError) else str(error)
            raise ReadError(f"{document.url}: id={record.get('id')}: {what}") from error


def _figure(record: Mapping[str, Any]) -> Figure:
    code, term = record["iso3"], _term(record)
    place = (code,) if countries.known(code) else ()
    admin1, admin2 = _places(record)
    start, end = _day(record["displacement_start_date"]), _day(record["displacement_end_date"])
    return Figure(
        value=_count(record["figure"]),
        qualifier=_word(QUALIFIERS, record, "qualifier"),
        term=term,
        population=Population.RETURNED_IDP if term == Term.RETURNS else Population.IDP,
        measure=Measure.FLOW,
        cause=CAUSES.get(record["displacement_type"], Cause.OTHER),
        origin=place,
        location=place,
        origin_raw="" if place else code,
        location_raw="" if place else code,
        latitude=record["latitude"],
        longitude=record["longitude"],
        period_start=start or end,
        period_end=end or start,
        attribution=record.get("sources") or "",
        quote=json.dumps(record, ensure_ascii=False),
        locator=f"id={record['id']}",
        # records of 2023 have no role: taken as recommended, as nothing says otherwise
        role=_word(ROLES, record, "role") if "role" in record else Role.RECOMMENDED,
        admin1=admin1,
        admin2=admin2,
    )


def _word(words: Mapping[str, Word], record: Mapping[str, Any], field: str) -> Word:
    """Their word as ours; a word nobody knows stops this source instead of becoming something else."""
    if record[field] not in words:
        raise ValueError(f"{field} is {record[field]!r}; known are: {', '.join(words)}")
    return words[record[field]]


def _count(figure: object) -> int:
    if not isinstance(figure, int):
        raise TypeError(f"figure is {figure!r}; a whole number was due")
    return figure


def _term(record: Mapping[str, Any]) -> Term:
    header = TERM_IN_HEADER.search(record["standard_info_text"] or "")
    word = ((header and header["word"]) or "").strip().lower()
    return _word(TERMS, {"term in the header": word}, "term in the header")


def _day(text: str | None) -> date | None:
    """A plain date. A timestamp leaves the day open (whose midnight?): the figure then has no date to be charted at."""
    return date.fromisoformat(text) if text and "T" not in text else None


def _places(record: Mapping[str, Any]) -> tuple[str, str]:
    """Admin 1 and 2 of a single place, by its accuracy; several places as they are written, undivided."""
    names = record.get("locations_name") or ""
    if not names or "; " in names:
        return names, ""
    parts = [part for part in names.split(", ") if part != record["country"]]
    accuracy = record.get("locations_accuracy") or ""
    if "ADM1" in accuracy or len(parts) < 2:
        return "".join(parts[:1]), ""
    below = parts[0] if "ADM2" in accuracy else "".join(parts[-2:-1][: len(parts) - 2])
    return parts[-1], below
