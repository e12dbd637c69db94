"""IOM's Displacement Tracking Matrix: IDPs present per assessment round, from the country down to districts; weekly."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from tracker import countries
from tracker.errors import FetchError, ReadError
from tracker.model import Cause, Document, Figure, Measure, Population, Problem, Qualifier, Role, Source, Term
from tracker.sources._records import Record, figures, one_by_one, parsed, quoted, whole, whole_answer, word
from tracker.web import Answer, Client

SOURCE = Source(
    name="iom_dtm",
    publisher="IOM",
    title="Displacement Tracking Matrix",
    url="https://dtm.iom.int/",
    base_url="https://dtmapi.iom.int/v3/displacement/",
    licence="© IOM: non-commercial use with credit; redistribution and derived works need IOM's leave",
    credit="International Organization for Migration (IOM), Displacement Tracking Matrix (DTM)",
    cron="10 4 * * tue",
    full_every_days=30,
    key="Ocp-Apim-Subscription-Key",
    key_in_header=True,
    pause=0.2,
)

LEVELS = ("admin0", "admin1", "admin2")
ADMIN = {  # ours → theirs
    "admin1": "admin1Name",
    "admin1_pcode": "admin1Pcode",
    "admin2": "admin2Name",
    "admin2_pcode": "admin2Pcode",
}
FIELDS = {*ADMIN.values()} | set(
    "id admin0Name admin0Pcode operation roundNumber assessmentType numPresentIdpInd displacementReason "
    "reportingDate yearReportingDate monthReportingDate numberMales numberFemales "
    "idpOriginAdmin1Name idpOriginAdmin1Pcode".split()
)
# How a round was assessed, the wider method first: baseline of an area, survey of sites, tracking of an emergency.
ASSESSMENTS = {"BA": 0, "SA": 1, "ETT": 2}
REASONS = {  # the text is free, several are joined by ";": what is not here, and what mixes these, are other causes
    "conflict": Cause.CONFLICT,
    "insecurity": Cause.CONFLICT,
    "natural disaster": Cause.DISASTER,
    "no reason for displacement reported": Cause.UNKNOWN,
    "not available": Cause.UNKNOWN,
    "": Cause.UNKNOWN,
}


class Round(NamedTuple):
    """One assessment of one place. `place`: p-codes, or names where there are none, from admin 1 down."""

    operation: str
    day: date
    number: int
    assessment: str
    place: tuple[str, ...]


class Part(NamedTuple):
    """One row: the people of a round who fled for one reason from one province."""

    round: Round
    locator: str
    value: int
    cause: Cause
    record: Record


def fetch(client: Client, complete: bool) -> Iterator[Document]:
    """Country by country and level by level: the whole history, or the rounds of this year and the last."""
    listed = _answered(client, "country-list", {})
    rows = listed[1] if listed else []
    if strange := [row for row in rows if not row.get("admin0Pcode")]:
        raise ReadError(f"{client.address('country-list')}: a country lacks its admin0Pcode: {quoted(strange[0])}")
    if not (codes := sorted({row["admin0Pcode"] for row in rows})):
        raise FetchError(f"{client.address('country-list')}: no country is listed, so nothing was stored or closed")
    return one_by_one(codes, lambda code: _documents(client, code, complete))


def read(document: Document) -> Iterator[Figure | Problem]:
    """For each place and round the headline, which is the sum of its rows; the rows too, where they split it."""
    parts: list[Part] = []
    level = urlsplit(document.url).path.rpartition("/")[2]

    def keep(record: Record) -> Iterable[Figure]:
        parts.append(_part(record, level))
        return ()

    yield from figures(document, json.loads(document.content)["result"], _name, keep, FIELDS)
    sound, doubtful = _said_once(parts)
    for part in doubtful:
        yield Problem(f"{document.url}: two counts for {part.locator}: neither is stored, sums leave them out")
    rounds: dict[Round, list[Part]] = defaultdict(list)
    for part in sound:
        rounds[part.round].append(part)
    standing = (
        _standing({each: sum(part.value for part in rounds[each]) for each in rounds}) if level == "admin0" else ()
    )
    short = {part.round for part in doubtful}
    for each, its in rounds.items():
        role = Role.RECOMMENDED if each in standing else Role.TRIANGULATION
        yield _headline(its, role, Qualifier.MORE_THAN_OR_EQUAL if each in short else Qualifier.EXACT)
        if len(its) > 1:
            yield from map(_split, its)


def _documents(client: Client, code: str, complete: bool) -> Iterator[Document]:
    """A document a level, from the country down; none below one that has no rows, as levels repeat each other."""
    for level in LEVELS:
        since = {}
        if not complete and client.known(client.address(level, {"Admin0Pcode": code})):
            since = {"FromReportingDate": f"{datetime.now(UTC).year - 1}-01-01"}
        if (got := _answered(client, level, {"Admin0Pcode": code} | since)) is None:
            continue
        answer, rows = got
        if strangers := {row.get("admin0Pcode", code) for row in rows} - {code}:
            raise FetchError(f"{answer.url}: rows of {', '.join(map(str, strangers))} came too, nothing is stored")
        if not rows and not since and client.known(answer.url):
            raise FetchError(f"{answer.url}: no rows any more, which is not believed; nothing was closed")
        if not rows:
            return
        title = f"{SOURCE.title}: {rows[0].get('admin0Name', code)}, administrative level {level[-1]}"
        yield whole_answer(answer, SOURCE.publisher, title, () if since else (_prefix(level, code),))


def _answered(client: Client, path: str, params: Mapping[str, str]) -> tuple[Answer, list[dict[str, Any]]] | None:
    """A whole answer and its rows. A 200 can carry a failure, told from a country without data by its messages."""
    if (answer := client.get(path, params)) is None:
        return None
    page = parsed(answer)
    if not isinstance(page, dict) or not isinstance(page.get("result"), list):
        raise FetchError(f"{answer.url}: the answer lacks its result; try again later")
    rows = page["result"]
    if not all(isinstance(row, dict) for row in rows):
        raise FetchError(f"{answer.url}: the answer's rows are no records; try again later")
    if page.get("isSuccess") is not True and (page.get("errorMessages") or rows):
        raise FetchError(f"{answer.url}: the service says that it failed: {page.get('errorMessages')}")
    if page.get("totalRecordsCount", len(rows)) != len(rows):
        raise FetchError(f"{answer.url}: {len(rows)} rows of {page['totalRecordsCount']} came, nothing of it is stored")
    return answer, rows


def _name(record: Record) -> str:
    known = ("admin0Pcode", "operation", "roundNumber", "assessmentType", "admin1Pcode", "admin2Pcode", "reportingDate")
    return " ".join(str(record[field]) for field in known if record.get(field) is not None)


def _prefix(level: str, country: str) -> str:
    return f"v3/displacement/{level}?Admin0Pcode={country}&"


def _part(record: Record, level: str) -> Part:
    word(ASSESSMENTS, record, "assessmentType")
    if (value := whole(record, "numPresentIdpInd")) < 0:
        raise ValueError(f"numPresentIdpInd is {value}; nobody can be less than absent")
    reason, origin = (
        str(record["displacementReason"] or ""),
        record["idpOriginAdmin1Pcode"] or record["idpOriginAdmin1Name"],
    )
    found = Round(
        operation=" ".join(str(record["operation"]).split()),
        day=date.fromisoformat(record["reportingDate"][:10]),
        number=whole(record, "roundNumber"),
        assessment=record["assessmentType"],
        place=tuple(_place(record, number) for number in range(1, int(level[-1]) + 1)),
    )
    where = {f"admin{number}": code for number, code in enumerate(found.place, 1)}
    what = {"operation": found.operation, "round": found.number, "assessment": found.assessment}
    headline = _prefix(level, record["admin0Pcode"]) + urlencode(what | where | {"date": found.day})
    return Part(
        # case varies between versions of one operation's name
        round=found._replace(operation=found.operation.casefold()),
        locator=f"{headline}&{urlencode({'reason': reason, 'from': origin or ''})}",
        value=value,
        cause=_cause(reason),
        record=record,
    )


def _cause(reason: str) -> Cause:
    causes = {REASONS.get(each.strip().casefold(), Cause.OTHER) for each in reason.split(";")}
    return causes.pop() if len(causes) == 1 else Cause.OTHER


def _place(record: Record, level: int) -> str:
    """What a place is known by: its p-code; its name where it has none."""
    return record[f"admin{level}Pcode"] or record[f"admin{level}Name"] or ""


def _said_once(parts: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    """Each row once; and the rows of which two say different things, so that neither can be used."""
    kept: dict[str, Part] = {}
    doubtful: dict[str, Part] = {}
    for part in parts:
        if kept.setdefault(part.locator, part).value != part.value:
            doubtful[part.locator] = part
    return [part for locator, part in kept.items() if locator not in doubtful], list(doubtful.values())


def _standing(totals: Mapping[Round, int]) -> set[Round]:
    """The one round a day that stands for the country. Never two, as nothing says that they count other people.

    Of one operation the widest method and the newest round; of several operations the one that found most, since each
    covers a part of the country, a cause, or all of it.
    """
    of_operation: dict[tuple[date, str], Round] = {}
    for each in sorted(totals, key=lambda each: (ASSESSMENTS[each.assessment], -each.number)):
        of_operation.setdefault((each.day, each.operation), each)
    of_day: dict[date, Round] = {}
    for each in sorted(of_operation.values(), key=lambda each: (-totals[each], each.operation)):
        of_day.setdefault(each.day, each)
    return set(of_day.values())


def _headline(parts: list[Part], role: Role, qualifier: Qualifier) -> Figure:
    """A place's total. Its cause is that of all its rows, or unknown; its quote holds all rows."""
    records = [part.record for part in parts]
    shared = {field: value for field, value in records[0].items() if all(each.get(field) == value for each in records)}
    rows = [{field: value for field, value in each.items() if field not in shared} for each in records]
    causes = {part.cause for part in parts}
    return _figure(
        parts[0],
        value=sum(part.value for part in parts),
        cause=causes.pop() if len(causes) == 1 else Cause.UNKNOWN,
        role=role,
        qualifier=qualifier,
        quote=quoted(shared | {"rows": rows}) if len(records) > 1 else quoted(records[0]),
        locator=parts[0].locator.partition("&reason=")[0],
    )


def _split(part: Part) -> Figure:
    """One row of several: a part of its headline, so never recommended beside it."""
    said = {"value": part.value, "cause": part.cause, "quote": quoted(part.record), "locator": part.locator}
    return _figure(part, **said, role=Role.TRIANGULATION)


def _figure(part: Part, **own: Any) -> Figure:
    code, record = part.record["admin0Pcode"], part.record
    place = (code,) if countries.known(code) else ()
    raw = "" if place else code
    admin: dict[str, Any] = {field: record.get(theirs) or "" for field, theirs in ADMIN.items()}
    return Figure(
        term=Term.DISPLACED,
        population=Population.IDP,
        measure=Measure.STOCK,
        origin=place,
        location=place,
        origin_raw=raw,
        location_raw=raw,
        period_start=part.round.day,
        period_end=part.round.day,
        attribution=f"IOM DTM, {' '.join(str(record['operation']).split())}, round {part.round.number}",
        **admin,
        **own,
    )
