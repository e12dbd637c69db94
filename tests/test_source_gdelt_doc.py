"""GDELT finds articles, never figures: what it tells of them, and what their pages say; all of it is made up."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from db.models import DOCUMENTS
from db.store import Store
from tests.conftest import Reply, WebServer
from tests.loopback import SAMPLES, Bench, queries_of
from tracker.sources import gdelt_doc

FOUND = SAMPLES.joinpath("gdelt_doc", "articles.json").read_text(encoding="utf-8")
JSON = {"Content-Type": "application/json; charset=utf-8"}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Invented flood drives families away</title>
<link rel="canonical" href="{site}/news/invented-flood"><meta property="og:site_name" content="The Invented Courier">
<meta property="article:published_time" content="2024-05-04T08:00:00Z"></head><body><article>
<h1>Invented flood drives families away</h1>
<p>Floods displaced 2,300 people in Greece on 3 May 2024, the mayor said. The water came at night and
stood in the streets of the lower town until the morning, when the fire brigade could reach the last houses.</p>
<p>Schools stay closed this week. The town asks for pumps, blankets and volunteers, and hopes that the river falls
before the weekend, when more rain is forecast for the whole valley and its villages.</p></article></body></html>"""


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service asks for seconds between two calls; the test's server does not."""
    monkeypatch.setattr(gdelt_doc, "BETWEEN_CALLS", 0.0)


def found(server: WebServer, text: str = FOUND) -> str:
    return text.replace("{site}", server.url)


@pytest.fixture
def bench(store: Store, web_server: WebServer) -> Bench:
    web_server.replies = {
        "/api/doc": Reply(found(web_server), headers=JSON),
        "/news/invented-flood": Reply(found(web_server, PAGE), headers={"Content-Type": "text/html"}),
        "/news/behind-a-wall": Reply("pay", status=403),
    }
    return Bench(gdelt_doc, store, f"{web_server.url}/api/doc")


def documents(store: Store) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(DOCUMENTS).order_by(DOCUMENTS.c.id)))


def test_an_article_is_what_its_page_says_not_what_gdelt_tells(
    bench: Bench, store: Store, web_server: WebServer
) -> None:
    run = bench.collect()
    assert bench.changes(run) == (1, 0, 0)
    (row,) = bench.figures()
    assert (row["value"], row["location"], row["cause"]) == (2300, ("GRC",), "disaster")
    article = documents(store)[0]
    assert article.url == f"{web_server.url}/news/invented-flood"
    assert (article.title, article.publisher) == ("Invented flood drives families away", "The Invented Courier")
    assert (article.language, article.published_at) == ("en", datetime(2024, 5, 4, tzinfo=UTC))
    assert article.note == "found by GDELT, first seen 2024-05-06 12:15 UTC"


def test_a_page_that_cannot_be_read_is_kept_as_told_and_marked(bench: Bench, store: Store) -> None:
    run = bench.collect()
    assert any("403" in notice for notice in run.notices)
    told = documents(store)[-1]
    assert (told.title, told.publisher, told.language) == ("Une crue inventée", "wall.example", "fr")
    assert told.published_at is None  # when it was first seen is another date
    assert told.note.startswith("could not be read (")


def test_where_no_page_at_all_can_be_had_the_run_says_so(bench: Bench, web_server: WebServer) -> None:
    web_server.replies["/news/invented-flood"] = Reply(status=403)
    run = bench.collect()
    assert run.ok
    assert run.documents == run.told == 2
    assert run.errors == ["none of the 2 articles asked for could be had"]


def test_one_text_on_many_sites_is_asked_for_once(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    assert "/news/copy" not in web_server.paths()


def test_the_same_articles_are_not_asked_for_again_within_a_day(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    web_server.asked.clear()
    assert bench.changes(bench.collect()) == (0, 0, 0)
    assert web_server.paths() == ["/api/doc"]


def test_one_call_asks_for_all_that_it_may(bench: Bench, web_server: WebServer) -> None:
    bench.collect()
    (query,) = queries_of(web_server, "/api/doc")
    assert (query["mode"], query["format"], query["maxrecords"]) == (["artlist"], ["json"], ["250"])
    start, end = (datetime.strptime(query[name][0], "%Y%m%d%H%M%S") for name in ("startdatetime", "enddatetime"))
    assert (end - start, end.minute % 15, end.second) == (timedelta(days=1), 0, 0)


def row(number: int, **changes: Any) -> dict[str, Any]:
    first = json.loads(FOUND)["articles"][0]
    return first | {"url": f"{{site}}/news/{number}", "title": f"Invented {number}"} | changes


def span(query: dict[str, list[str]]) -> tuple[datetime, datetime]:
    first, last = (datetime.strptime(query[name][0], "%Y%m%d%H%M%S") for name in ("startdatetime", "enddatetime"))
    return first, last


def test_a_full_window_is_asked_again_in_halves(bench: Bench, web_server: WebServer) -> None:
    full = json.dumps({"articles": [row(1)] * gdelt_doc.MOST})

    def answer(path: str) -> Reply:
        first, last = span(parse_qs(urlsplit(path).query))
        return Reply(found(web_server, full if last - first > timedelta(hours=12) else FOUND), headers=JSON)

    web_server.replies["/api/doc"] = answer
    assert bench.collect().ok
    windows = [span(query) for query in queries_of(web_server, "/api/doc")]
    assert [last - first for first, last in windows] == [timedelta(hours=24), timedelta(hours=12), timedelta(hours=12)]
    assert {*windows[1], *windows[2]} >= {*windows[0]}


def test_the_calls_of_a_cycle_are_few_and_what_is_lost_is_told(bench: Bench, web_server: WebServer) -> None:
    full = json.dumps({"articles": [row(1)] * gdelt_doc.MOST})
    web_server.replies["/api/doc"] = Reply(found(web_server, full), headers=JSON)
    run = bench.collect()
    assert len(queries_of(web_server, "/api/doc")) <= gdelt_doc.MOST_CALLS
    assert any("the rest is lost" in notice for notice in run.notices)


def test_a_refused_call_is_not_pressed(bench: Bench, web_server: WebServer) -> None:
    web_server.replies["/api/doc"] = Reply("Please limit requests.", status=429, headers={"Retry-After": "1"})
    run = bench.collect()
    assert not run.ok
    assert len(web_server.asked) == 1


DEFECTS = [
    ("https://news.example:443/a/b", "https://news.example/a/b"),
    ("http://news.example:80/a", "http://news.example/a"),
    ("https://news.example/a%20title=", "https://news.example/a"),
    ("https://news.example/a title=x y", "https://news.example/a"),
    (" https://news.example/a?id=443 ", "https://news.example/a?id=443"),
]


@pytest.mark.parametrize(("url", "expected"), DEFECTS)
def test_an_address_is_cleaned(url: str, expected: str) -> None:
    assert gdelt_doc._told(row(1, url=url)).url == expected


def test_a_title_is_joined_again() -> None:
    told = gdelt_doc._told(row(1, title=" Town fears flood ; river rises ,  mayor says : go "))
    assert told.title == "Town fears flood; river rises, mayor says: go"


def test_json_broken_by_titles_is_mended(bench: Bench, web_server: WebServer) -> None:
    broken = found(web_server).replace("Une crue", "L\\'eau \x01 \\u00e9 \\\\ crue")
    web_server.replies["/api/doc"] = Reply(broken, headers=JSON)
    assert bench.collect().ok


BROKEN = [
    ({"seendate": "12,345"}, "12,345"),
    ({"language": "Klingon"}, "language is 'Klingon'"),
    ({"url": None}, "NoneType"),
]


@pytest.mark.parametrize(("changes", "words"), BROKEN)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_read(
    bench: Bench, web_server: WebServer, changes: dict[str, Any], words: str
) -> None:
    rows = [row(9, **changes), *json.loads(FOUND)["articles"]]
    web_server.replies["/api/doc"] = Reply(found(web_server, json.dumps({"articles": rows})), headers=JSON)
    run = bench.collect()
    assert (run.ok, run.figures_new) == (False, 1)
    assert len(run.errors) == 1
    assert words in run.errors[0]


def test_a_new_field_is_told_once(bench: Bench, web_server: WebServer) -> None:
    rows = [each | {"mood": "new"} for each in json.loads(FOUND)["articles"]]
    web_server.replies["/api/doc"] = Reply(found(web_server, json.dumps({"articles": rows})), headers=JSON)
    assert next(notice for notice in bench.collect().notices if "new fields" in notice).endswith("mood")


FAULTS = [
    (
        "an error in prose",
        Reply("Your query was too short or too long.", headers={"Content-Type": "text/html"}),
        "too long",
    ),
    ("a page of HTML", Reply("<html>Just a moment</html>", headers={"Content-Type": "text/html"}), "Just a moment"),
    ("an empty list", Reply("[]", headers=JSON), "no list of articles"),
    ("nothing found", Reply("{}", headers=JSON), "no article in"),
    ("cut off", Reply(FOUND[:300], headers=JSON), "not a list of articles but"),
]


@pytest.mark.parametrize(("name", "reply", "words"), FAULTS, ids=[each[0] for each in FAULTS])
def test_an_answer_that_closes_nothing(
    bench: Bench, web_server: WebServer, name: str, reply: Reply, words: str
) -> None:
    bench.collect()
    before = bench.figures()
    web_server.replies["/api/doc"] = reply
    run = bench.collect()
    assert not run.ok
    assert len(run.errors) == 1
    assert words in run.errors[0]
    assert bench.figures() == before
