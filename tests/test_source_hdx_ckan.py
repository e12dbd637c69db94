"""Files of the Humanitarian Data Exchange, read by column maps; every number and place count here is made up."""

import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, document, figures, kept, problems
from tracker.errors import ReadError
from tracker.model import Document
from tracker.sources import hdx_ckan

SITUATIONS = SAMPLES.joinpath("hdx_ckan", "situations.csv").read_text(encoding="utf-8")
ROUNDS = SAMPLES.joinpath("hdx_ckan", "rounds_hxl.csv").read_text(encoding="utf-8")


def table(text: str | bytes, name: str = "unhcr-situations") -> Document:
    content = text.encode() if isinstance(text, str) else text
    return document(hdx_ckan, "https://hdx.example/file", content, link=f"https://hdx.example/dataset/{name}")


def rounds(text: str = ROUNDS) -> Document:
    return table(text, "global-iom-dtm-from-api")


def test_a_count_per_country_and_origin_each_with_its_own_date() -> None:
    said = [
        (";".join(each.origin) or each.origin_raw, each.population.value, each.value, each.period_end, each.role.value)
        for each in figures(hdx_ckan, table(SITUATIONS))
    ]
    march = date(2031, 3, 31)
    assert said == [
        ("NER", "refugee", 4100, march, "recommended"),
        ("MLI", "asylum_seeker", 30, date(2031, 2, 28), "recommended"),
        ("Others", "refugee", 12, march, "recommended"),
        ("TCD", "refugee", 900, march, "triangulation"),  # nobody is a refugee at home
        ("GHA", "refugee", 0, march, "recommended"),  # zero is stated; "<5" is withheld; empty is missing
    ]


def test_a_figure_says_whose_it_is_and_is_known_by_its_key_columns() -> None:
    first, _, others, *_ = figures(hdx_ckan, table(SITUATIONS))
    assert first.attribution == "Invented Registry, Government"
    assert first.locator == "unhcr-situations?location=TCD&origin=NER&group=Refugees&date=2031-03-31"
    assert others.locator == "unhcr-situations?location=TCD&origin_raw=Others&group=Refugees&date=2031-03-31"
    assert json.loads(first.quote)["Individuals"] == "4100"
    assert (first.measure, first.term, first.location, first.cause) == ("stock", "refugee", ("TCD",), "unknown")


def test_a_round_is_summed_within_a_cause_and_only_one_level_and_one_method_stand() -> None:
    said = [
        (each.value, each.cause.value, each.admin1_pcode or each.location[0], each.admin2_pcode, each.role.value)
        for each in figures(hdx_ckan, rounds())
    ]
    assert said == [
        (950, "conflict", "TGO", "", "recommended"),
        (40, "disaster", "TGO", "", "recommended"),
        (800, "conflict", "TGO", "", "triangulation"),  # the other method counts the same people
        (950, "conflict", "TG05", "", "triangulation"),  # the level below repeats them
        (25, "other", "TG05", "TG0501", "triangulation"),  # two different causes
        (15, "unknown", "TG05", "TG0501", "triangulation"),
    ]
    first = figures(hdx_ckan, rounds())[0]
    assert len(json.loads(first.quote)) == 2
    assert (first.population, first.origin, first.location) == ("idp", ("TGO",), ("TGO",))
    assert first.period_start == first.period_end == date(2031, 6, 30)


HEADER, TAGS, *RECORDS = ROUNDS.splitlines()


def workbook(text: str) -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["A title above the table"])
    for line in text.splitlines():
        cells: list[Any] = [int(cell) if cell.isdigit() else cell for cell in line.replace('"', "").split(",")]
        book.active.append([datetime(2031, 3, 31) if cell == "2031-03-31" else cell for cell in cells])
    book.save(file)
    return file.getvalue()


def cut_off(text: str) -> bytes:
    """A workbook that opens, and whose rows end in the middle."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(text))) as whole, zipfile.ZipFile(file, "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    return file.getvalue()


SAME = [
    ("without the row of tags", rounds("\n".join([HEADER, *RECORDS]))),
    ("with a byte order mark", rounds("\ufeff" + ROUNDS)),
    ("attributes in another order", rounds(ROUNDS.replace("#affected+idps,", "#Affected +IDPS,"))),
    (
        "columns known by their tags",
        rounds(ROUNDS.replace("numPresentIdpInd", "Present").replace("adminLevel", "Level")),
    ),
    ("with a row of blanks", rounds(ROUNDS + "," * HEADER.count(",") + "\n")),
    ("a row said twice", rounds(ROUNDS + RECORDS[0] + "\n")),
]


@pytest.mark.parametrize(("name", "given"), SAME, ids=[each[0] for each in SAME])
def test_the_same_table_written_otherwise(name: str, given: Document) -> None:
    said = [(each.value, each.locator, each.role) for each in figures(hdx_ckan, given)]
    assert said == [(each.value, each.locator, each.role) for each in figures(hdx_ckan, rounds())]


def test_a_workbook_with_a_title_above_its_header() -> None:
    rows = "\n".join(line for line in SITUATIONS.splitlines() if '"' not in line)
    said = [each.value for each in figures(hdx_ckan, table(workbook(rows)))]
    assert said == [each.value for each in figures(hdx_ckan, table(rows))] == [30, 12, 900, 0]


def test_a_record_said_twice_with_different_numbers_is_told_and_left_out() -> None:
    twice = SITUATIONS + "Chad,TCD,Niger,NER,Refugees,Invented Registry,2031-03-31,4200\n"
    assert [each.value for each in figures(hdx_ckan, table(twice))] == [30, 12, 900, 0]
    assert "said twice with different numbers" in problems(hdx_ckan, table(twice))[0]


BROKEN = [
    ("a number as text", table(SITUATIONS.replace("4100", '"12,345"')), "value is '12,345'"),
    ("41 or 41,000", table(SITUATIONS.replace("4100", "41.000")), r"value is '41\.000'"),
    ("a cell without end", table(SITUATIONS + "Chad," + "x" * 200_000), "after line .*: field larger than"),
    ("below zero", table(SITUATIONS.replace("4100", "-3")), "value is '-3'"),
    ("an unknown word", table(SITUATIONS.replace("Asylum-Seekers", "Nomads")), "record 2: group is 'Nomads'"),
    ("a column renamed", table(SITUATIONS.replace("Individuals", "People")), r"no column for value \(Individuals"),
    ("no date", table(SITUATIONS.replace("2031-02-28", "")), "record 2: date is empty"),
    ("no such day", table(SITUATIONS.replace("2031-02-28", "2031-02-30")), "day is out of range"),
    ("cut off in a row", table(SITUATIONS[:-30]), "cells, 8 were due"),
    ("an unknown method", rounds(ROUNDS.replace(",SA,", ",ZZ,")), "assessment is 'ZZ'"),
    ("nothing", table(""), "no column for"),
    ("a workbook whose sheet is cut off", table(cut_off(SITUATIONS)), "after line .* no table that can be read"),
    ("no workbook", table(b"PK\x03\x04 nothing of the kind"), "not a workbook"),
]


@pytest.mark.parametrize(("name", "given", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_table_that_cannot_be_read_is_named(name: str, given: Document, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        figures(hdx_ckan, given)


def test_new_columns_and_reasons_nobody_knows_are_told_once() -> None:
    wider = "\n".join(line + (",calm" if at else ",Mood") for at, line in enumerate(SITUATIONS.splitlines()))
    (told,) = problems(hdx_ckan, table(wider))
    assert told.endswith("new columns, not read: Mood")
    (told,) = problems(hdx_ckan, rounds(ROUNDS.replace("insecurity,", "Drifting sand,")))
    assert told.endswith("taken as no cause: Drifting sand")


# --- with a server and a store -------------------------------------------------------------------------------------

DOWNLOAD = "/dataset/{}/resource/r1/download/file.csv"


def resource(server: WebServer, dataset: str, text: str, /, **changes: Any) -> dict[str, Any]:
    path = DOWNLOAD.format(dataset)
    server.replies[path] = Reply(text, headers={"ETag": f'"{len(text)}"'})
    return {
        **{"id": "r1", "name": "An invented table", "format": "CSV", "url_type": "upload", "url": server.url + path},
        **{"size": len(text.encode()), "last_modified": "2031-04-01T06:00:00.123456"},
        **changes,
    }


def package(server: WebServer, name: str, *files: dict[str, Any]) -> None:
    body = {
        **{"id": "p1", "name": name, "title": f"Invented {name}", "dataset_source": "Invented Agency"},
        **{
            "license_title": "CC BY",
            "license_id": "cc-by",
            "maintainer": "m-4711",
            "maintainer_email": "m@invented.example",
        },
        "resources": list(files),
    }

    def answer(path: str) -> Reply:
        asked = path.partition("id=")[2]
        held = (
            {"success": True, "result": packages.get(asked)} if asked in packages else {"success": False, "error": {}}
        )
        return Reply(json.dumps({"help": "x", **held}))

    packages = getattr(server, "packages", {})
    packages[name] = body
    server.packages = packages  # type: ignore[attr-defined]
    server.replies["/api/3/action/package_show"] = answer


@pytest.fixture
def bench(store: Store, web_server: WebServer) -> Bench:
    package(web_server, "unhcr-situations", resource(web_server, "unhcr-situations", SITUATIONS))
    package(web_server, "global-iom-dtm-from-api", resource(web_server, "global-iom-dtm-from-api", ROUNDS))
    return Bench(hdx_ckan, store, f"{web_server.url}/api/3/action/")


def test_what_is_stored_of_both_files_and_a_second_time_nothing(bench: Bench, web_server: WebServer) -> None:
    assert bench.changes(bench.collect()) == (11, 0, 0)
    row = bench.figures()[-1]
    assert row["document_url"] == "https://data.humdata.org/dataset/unhcr-situations/resource/r1/download/file.csv"
    assert row["document_title"] == "Invented unhcr-situations: An invented table"
    assert row["publisher"] == "Invented Agency"
    assert row["published_at"] == datetime(2031, 4, 1, 6, 0, 0, 123456, tzinfo=UTC)
    assert row["note"] == "via HDX, https://data.humdata.org/dataset/unhcr-situations, licence: CC BY"
    assert web_server.paths().count("/api/3/action/package_show") == 2
    assert bench.changes(bench.collect()) == (0, 0, 0)
    assert "If-None-Match" in web_server.asked[-1][1]


def test_new_fields_of_the_catalogue_are_told_once(bench: Bench, web_server: WebServer) -> None:
    for name, text in (("unhcr-situations", SITUATIONS), ("global-iom-dtm-from-api", ROUNDS)):
        package(web_server, name, resource(web_server, name, text, mood="new", tune="new"))
    run = bench.collect()
    assert bench.changes(run) == (11, 0, 0)
    assert [notice.rpartition(": ")[2] for notice in run.notices if "new fields" in notice] == ["mood, tune"]


def test_who_maintains_a_set_is_never_kept(bench: Bench, store: Store) -> None:
    bench.collect()
    assert "m-4711" not in kept(store)
    assert "m@invented.example" not in kept(store)


def test_a_file_is_asked_for_only_when_the_catalogue_says_it_changed(bench: Bench, web_server: WebServer) -> None:
    known = resource(web_server, "unhcr-situations", SITUATIONS, last_modified="2020-04-01T06:00:00")
    package(web_server, "unhcr-situations", known)
    bench.collect()
    web_server.asked.clear()
    bench.collect(complete=False)
    assert DOWNLOAD.format("unhcr-situations") not in web_server.paths()
    assert DOWNLOAD.format("global-iom-dtm-from-api") in web_server.paths()


def test_what_is_gone_is_withdrawn_from_a_history_but_not_from_newest_counts(
    bench: Bench, web_server: WebServer
) -> None:
    bench.collect()
    shorter = {"unhcr-situations": SITUATIONS, "global-iom-dtm-from-api": ROUNDS}
    for name, text in shorter.items():
        cut = "\n".join(text.splitlines()[:-1]) + "\n"
        package(web_server, name, resource(web_server, name, cut))
    assert bench.changes(bench.collect()) == (0, 0, 1)
    newest = SITUATIONS.replace("2031-03-31,4100", "2031-05-31,4300")
    package(web_server, "unhcr-situations", resource(web_server, "unhcr-situations", newest))
    assert bench.changes(bench.collect()) == (1, 0, 0)


CHOICES = [
    (
        "the only table beside a link elsewhere",
        [{}, {"name": "Else", "url_type": "api", "url": "https://x.example/t"}],
        "",
    ),
    ("the one of that name", [{"name": "Older"}, {"name": "UNHCR Situations"}], ""),
    (
        "two, and none of that name",
        [{"name": "Older"}, {"name": "Old"}],
        "no single table is called 'UNHCR Situations'",
    ),
    ("no table at all", [{"format": "JSON"}], "no single table"),
    ("an unknown format", [{"format": "Papyrus"}], "format is 'Papyrus'"),
    ("a size as text", [{"size": "12,345"}], "size is '12,345'"),
    ("more bytes listed than came", [{"size": 10_000}], "cut off"),
]


@pytest.mark.parametrize(("name", "files", "words"), CHOICES, ids=[each[0] for each in CHOICES])
def test_the_file_is_chosen_by_its_name(
    bench: Bench, web_server: WebServer, name: str, files: list[dict[str, Any]], words: str
) -> None:
    package(
        web_server,
        "unhcr-situations",
        *(resource(web_server, "unhcr-situations", SITUATIONS, **each) for each in files),
    )
    run = bench.collect()
    assert run.ok == (not words)
    assert words in "".join(run.errors)
    assert run.figures_new == (6 if words else 11)  # the other set is read all the same


FAULTS = [
    ("no such set", Reply('{"help": "x", "success": false, "error": {"__type": "Not Found Error"}}'), "no data set"),
    ("an empty list", Reply("[]"), "no data set"),
    ("a page of HTML", Reply("<html>wait</html>"), "not JSON"),
    ("a set without files", Reply('{"success": true, "result": {"resources": []}}'), "no data set"),
]


@pytest.mark.parametrize(("name", "reply", "words"), FAULTS, ids=[each[0] for each in FAULTS])
def test_an_answer_that_closes_nothing(
    bench: Bench, web_server: WebServer, name: str, reply: Reply, words: str
) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies["/api/3/action/package_show"] = reply
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == before


def test_a_page_instead_of_the_file_closes_nothing(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies[DOWNLOAD.format("unhcr-situations")] = Reply("<html>maintenance</html>")
    run = bench.collect()
    assert "not a table" in run.errors[0]
    assert bench.figures() == before
