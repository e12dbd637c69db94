"""IDMC's Internal Displacement Updates: new internal displacement per event, near real time and provisional, daily."""

import json
import re
from collections.abc import Iterator
from datetime import date

from tracker import countries
from tracker.errors import FetchError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Qualifier, Role, Source, Term
from tracker.sources._records import Record, figures, parsed, quoted, whole, whole_answer, word
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

FIELDS = set(
    """id country iso3 latitude longitude centroid role displacement_type qualifier figure displacement_date
    displacement_start_date displacement_end_date year event_id event_name event_codes event_code_types event_start_date
    event_end_date category subcategory type subtype standard_popup_text standard_info_text old_id sources source_url
    locations_name locations_coordinates locations_accuracy locations_type displacement_occurred created_at""".split()
)
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
    records = parsed(answer)
    if not isinstance(records, list) or not records:
        raise FetchError(f"{answer.url}: the answer holds no records, so nothing was stored or closed")
    yield whole_answer(answer, SOURCE.publisher, SOURCE.title, ("id=",) if complete else ())


def read(document: Document) -> Iterator[Figure | Problem]:
    """One record is one figure."""
    return figures(document, json.loads(document.content), _name, _figure, FIELDS)


def _name(record: Record) -> str:
    return f"id={record.get('id')}"


def _figure(record: Record) -> Iterator[Figure]:
    code, term = record["iso3"], _term(record)
    place = (code,) if countries.known(code) else ()
    admin1, admin2 = _places(record)
    start, end = _day(record["displacement_start_date"]), _day(record["displacement_end_date"])
    yield Figure(
        value=whole(record, "figure"),
        qualifier=word(QUALIFIERS, record, "qualifier"),
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
        quote=quoted(record),
        locator=_name(record),
        # records of 2023 have no role: taken as recommended, as nothing says otherwise
        role=word(ROLES, record, "role") if "role" in record else Role.RECOMMENDED,
        admin1=admin1,
        admin2=admin2,
    )


def _term(record: Record) -> Term:
    header = TERM_IN_HEADER.search(record["standard_info_text"] or "")
    return word(
        TERMS, {"term in the header": ((header and header["word"]) or "").strip().lower()}, "term in the header"
    )


def _day(text: str | None) -> date | None:
    """A plain date. A timestamp leaves the day open (whose midnight?): the figure then has no date to be charted at."""
    return date.fromisoformat(text) if text and "T" not in text else None


def _places(record: Record) -> tuple[str, str]:
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
