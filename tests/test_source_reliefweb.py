"""ReliefWeb's reports: from the API where a name was approved, from the RSS otherwise; every report here is made up."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from db.models import DOCUMENTS
from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, kept, queries_of
from tests.made_pdf import pdf_of
from tracker.sources import _attached, reliefweb

REPORTS = json.loads(SAMPLES.joinpath("reliefweb", "reports.json").read_bytes())
UPDATES = SAMPLES.joinpath("reliefweb", "updates.xml").read_text(encoding="utf-8")
NAME = "an-approved-name"

# feedparser warns where an item has a date of publication and none of change, which is the rule in RSS


def serve(server: WebServer, rows: list[Any], most: int = 1000) -> None:
    def answer(path: str) -> Reply:
        query = parse_qs(urlsplit(path).query)
        if query.get("appname") != [NAME]:
            return Reply('{"status": 403, "error": {"type": "AccessDeniedHttpException", "message": "no"}}', status=403)
        start = int(query["offset"][0])
        page = rows[start : start + most]
        return Reply(json.dumps({"totalCount": len(rows), "count": len(page), "data": page}))

    server.replies = {"/v2/reports": answer, "/updates/rss.xml": Reply(UPDATES, headers={"ETag": '"rss-1"'})}


@pytest.fixture
def api(store: Store, web_server: WebServer) -> Bench:
    serve(web_server, REPORTS)
    return Bench(reliefweb, store, f"{web_server.url}/v2", NAME)


@pytest.fixture
def rss(store: Store, web_server: WebServer) -> Bench:
    serve(web_server, REPORTS)
    return Bench(reliefweb, store, f"{web_server.url}/v2")


def documents(store: Store) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(DOCUMENTS).order_by(DOCUMENTS.c.id)))


def test_a_report_is_a_document_of_its_sources_at_its_permanent_address(api: Bench, store: Store) -> None:
    assert api.collect().documents == 2
    first, second = documents(store)
    assert first.url == "https://reliefweb.example/report/chad/invented-floods-3"
    assert (first.publisher, first.language) == ("Invented Agency, Second Agency", "en")
    assert first.published_at == datetime(2031, 5, 6, tzinfo=UTC)  # by its source, not when it was posted
    assert first.text.startswith("Invented floods, situation report 3\n\nMore people had to leave")
    assert (first.note, second.note) == ("", reliefweb.IN_A_FILE)
    assert second.url == "https://reliefweb.example/node/900002"
    assert (second.language, second.published_at) == ("", datetime(2031, 5, 9, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize("key", [NAME, ""])
def test_the_extractor_reads_its_figures_and_a_second_time_changes_nothing(
    store: Store, web_server: WebServer, key: str
) -> None:
    serve(web_server, REPORTS)
    bench = Bench(reliefweb, store, f"{web_server.url}/v2", key)
    assert bench.changes(bench.collect()) == (1, 0, 0)
    (row,) = bench.figures()
    assert (row["value"], row["population"], row["location"], row["cause"]) == (4120, "idp", ("TCD",), "disaster")
    assert row["period_end"] == date(2031, 5, 5)
    (document, _) = documents(store)
    start, end = map(int, row["locator"].removeprefix("char=").split(","))
    assert document.text[start:end] == row["quote"]
    assert bench.changes(bench.collect()) == (0, 0, 0)


def test_the_api_is_asked_for_what_is_read_and_pages_by_offset(api: Bench, web_server: WebServer) -> None:
    serve(web_server, REPORTS, most=1)
    api.collect()
    asked = queries_of(web_server, "/v2/reports")
    assert [query["offset"] for query in asked] == [["0"], ["1"]]
    included = {value for name, values in asked[0].items() if name.startswith("fields[include]") for value in values}
    assert {"title", "body", "url_alias", "date.original", "source.name"} <= included
    assert (asked[0]["limit"], asked[0]["sort[0]"]) == (["1000"], ["date.created:asc"])
    assert len(web_server.asked) == 2


def test_what_is_new_is_what_was_changed_of_late(api: Bench, web_server: WebServer) -> None:
    api.collect(complete=False)
    (query,) = queries_of(web_server, "/v2/reports")
    assert query["filter[field]"] == ["date.changed"]
    since = datetime.fromisoformat(query["filter[value][from]"][0])
    assert timedelta(days=2) <= datetime.now(UTC) - since < timedelta(days=3)


def test_the_approved_name_is_never_kept(api: Bench, store: Store, web_server: WebServer) -> None:
    api.collect()
    web_server.replies = {"/v2/reports": Reply("<html>blocked</html>")}
    api.collect()
    assert NAME not in kept(store)


SITREP = ("Situation report", "Floods in Chad displaced 41,000 people on 3 May 2031.\nMore rain is due.")


def serve_files(server: WebServer, reply: Reply, *files: dict[str, Any]) -> None:
    """The sample's covering note, once for each file that is attached to it; all files are answered alike."""
    note = REPORTS[1]
    rows = [
        note | {"fields": note["fields"] | {"file": [{"url": f"{server.url}/files/a.pdf"} | file]}} for file in files
    ]
    serve(server, rows)
    server.replies |= {"/robots.txt": Reply(status=404), "/files/a.pdf": reply, "/files/old.pdf": reply}


def test_an_attached_pdf_is_read_page_by_page_and_asked_for_once(api: Bench, web_server: WebServer) -> None:
    serve_files(web_server, Reply(pdf_of(*SITREP)), {"filesize": "1200"})
    assert api.changes(api.collect()) == (1, 0, 0)
    (row,) = api.figures()
    start, end = map(int, row["locator"].removeprefix("page=2&char=").split(","))
    assert SITREP[1][start:end] == row["quote"] == "Floods in Chad displaced 41,000 people on 3 May 2031."
    assert (row["value"], row["location"], row["period_end"]) == (41000, ("TCD",), date(2031, 5, 3))
    assert (row["document_url"], row["publisher"]) == (f"{web_server.url}/files/a.pdf", "Invented Agency")
    assert row["note"] == "attached to https://reliefweb.example/node/900002"
    assert api.changes(api.collect()) == (0, 0, 0)
    assert web_server.paths().count("/files/a.pdf") == 1


NO_FILES = [
    # what is answered, what the report says of the file → what is told, documents kept
    ("not there", Reply(status=404), {}, "answered 404", 1),
    ("pictures only", Reply(pdf_of("", "")), {}, "no text, only pictures", 2),
    ("too large by its size", Reply(pdf_of(*SITREP)), {"filesize": 2**30}, "", 1),
    ("larger than its size", Reply(b"x" * (_attached.MOST_BYTES + 1)), {"filesize": 9}, "larger than 16 MB", 1),
    ("no PDF", Reply("words"), {"url": "https://reliefweb.example/files/a.docx"}, "", 1),
]


@pytest.mark.parametrize(("name", "reply", "file", "words", "held"), NO_FILES, ids=[each[0] for each in NO_FILES])
def test_a_file_that_cannot_be_read_is_told_and_the_report_stays(
    api: Bench, web_server: WebServer, name: str, reply: Reply, file: dict[str, Any], words: str, held: int
) -> None:
    serve_files(web_server, reply, file)
    run = api.collect()
    assert api.changes(run) == (0, 0, 0)
    assert words in "".join(run.notices)
    assert bool(run.notices) == bool(words)
    assert len(documents(api.store)) == held


def test_files_are_bounded_a_run_and_the_newest_go_first(
    api: Bench, web_server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_attached, "MOST_FILES", 1)
    serve_files(web_server, Reply(pdf_of(*SITREP)), {"url": f"{web_server.url}/files/old.pdf"}, {})
    assert "1 more attached files are left for the next run" in api.collect().notices
    assert not api.collect().notices
    assert [path for path in web_server.paths() if "/files/" in path] == ["/files/a.pdf", "/files/old.pdf"]


def test_a_corrected_report_replaces_its_figures(api: Bench, web_server: WebServer) -> None:
    api.collect()
    serve(web_server, json.loads(json.dumps(REPORTS).replace("4,120", "4,210")))
    assert api.changes(api.collect()) == (1, 0, 1)
    assert [row["value"] for row in api.figures()] == [4210]


def test_without_a_name_the_rss_is_read(rss: Bench, store: Store, web_server: WebServer) -> None:
    assert rss.collect().documents == 2
    first, second = documents(store)
    assert (first.publisher, second.publisher) == ("Invented Agency, Second Agency", "ReliefWeb")
    assert first.note == reliefweb.FROM_RSS
    assert "Country:" not in first.text
    assert web_server.paths() == ["/updates/rss.xml"]
    assert rss.collect().documents == 0
    assert web_server.asked[-1][1]["If-None-Match"] == '"rss-1"'


BROKEN = [
    ("fields renamed", {"fields": None, "fields_v2": {}}, "report 900001"),
    ("an id that is no number", {"id": "nobody"}, "report nobody: id is 'nobody'"),
    ("a score as text", {"score": "12,345"}, "score is '12,345'"),
    ("no title", {"fields": {"url": "https://reliefweb.example/1"}}, "the field 'title' is missing"),
    ("no day", {"fields": {"url": "u", "title": "t", "date": {"original": "soon"}}}, "soon"),
]


@pytest.mark.parametrize(("name", "changes", "words"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_report_that_cannot_be_read_is_named_and_the_others_are_read(
    api: Bench, web_server: WebServer, name: str, changes: dict[str, Any], words: str
) -> None:
    serve(web_server, [REPORTS[0] | changes, REPORTS[1]])
    run = api.collect()
    assert (run.ok, run.documents) == (False, 1)
    assert words in run.errors[0]


def test_a_new_field_is_told_once(api: Bench, web_server: WebServer) -> None:
    serve(web_server, [row | {"mood": "new"} for row in REPORTS])
    run = api.collect()
    assert run.ok
    assert [notice.rpartition(": ")[2] for notice in run.notices if "new fields" in notice] == ["mood"]


UNDATED = UPDATES.replace("pubDate", "publicationDate")
FAULTS = [
    ("a page of HTML", NAME, Reply("<html>blocked</html>"), "not JSON"),
    ("an empty list", NAME, Reply("[]"), "lacks its data or total"),
    ("no reports", NAME, Reply('{"totalCount": 0, "count": 0, "data": []}'), "holds no reports"),
    ("a name not approved", "unapproved", None, "403"),
    ("no feed", "", Reply("[]"), "neither RSS nor Atom"),
    ("no items", "", Reply('<rss version="2.0"><channel/></rss>'), "no items"),
    ("a feed cut off", "", Reply(UPDATES[: len(UPDATES) * 2 // 3]), "cut off"),
    ("no dates", "", Reply(UNDATED), "no item has a date"),
]


@pytest.mark.parametrize(("name", "key", "reply", "words"), FAULTS, ids=[each[0] for each in FAULTS])
def test_an_answer_that_closes_nothing(
    store: Store, web_server: WebServer, name: str, key: str, reply: Reply | None, words: str
) -> None:
    serve(web_server, REPORTS)
    before = Bench(reliefweb, store, f"{web_server.url}/v2", NAME)
    before.collect()
    held = before.figures()
    if reply:
        web_server.replies = {"/v2/reports": reply, "/updates/rss.xml": reply}
    bench = Bench(reliefweb, store, f"{web_server.url}/v2", key)
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == held
