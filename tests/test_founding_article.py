"""The founding article, from an outlet's feed on loopback to a cited point: the whole path, as a user runs it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from db.models import DOCUMENTS
from tests.conftest import Reply, Tracker, WebServer

SAMPLES = Path(__file__).parent / "samples" / "rss"


@pytest.fixture
def outlet(web_server: WebServer) -> WebServer:
    link = f"{web_server.url}/2024/12/front-lines?utm_source=feed"
    page = SAMPLES.joinpath("founding_article.html").read_text(encoding="utf-8")
    web_server.replies = {
        "/feed.xml": Reply(SAMPLES.joinpath("feed.xml").read_text().format(link=link), headers={"ETag": '"feed-1"'}),
        "/2024/12/front-lines": Reply(page, headers={"Content-Type": "text/html; charset=utf-8", "ETag": '"page-1"'}),
    }
    return web_server


@pytest.fixture
def settings(outlet: WebServer) -> dict[str, str]:
    return {"SOURCES__RSS__OUTLETS": json.dumps([f"{outlet.url}/feed.xml"]), "ALLOW_LOOPBACK": "1"}


def exported(tracker: Tracker, *arguments: str, **settings: str) -> list[dict[str, str]]:
    done = tracker("export", "--source", "rss", *arguments, **settings)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


SAID = "qualifier unit term population measure cause origin_iso3 location_iso3 period_start period_end".split()
FIGURES = {
    # value, low, high → what is said of it
    ("280000", "", ""): "more_than_or_equal person displaced idp flow conflict SYR SYR 2024-11-29 2024-12-06",
    ("3000000", "", ""): "approximately person refugee refugee stock conflict SYR TUR 2024-12-06 2024-12-06",
    ("", "20000", "99999"): "exact person displaced idp flow conflict LBN LBN  ",
}
UNCHARTED = 0.5  # a flourish without place or time may be kept below this confidence


def test_its_three_figures_are_stored_with_all_that_is_said_of_them(tracker: Tracker, settings: dict[str, str]) -> None:
    done = tracker("collect", "rss", **settings)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [row for row in exported(tracker, **settings) if float(row["confidence"]) >= UNCHARTED]
    found = {tuple(row[name] for name in ("value", "value_low", "value_high")): row for row in rows}
    assert found.keys() == FIGURES.keys()
    for amount, said in FIGURES.items():
        assert " ".join(found[amount][name] for name in SAID) == said


def test_each_quote_is_read_again_from_the_archived_document(
    tracker: Tracker, settings: dict[str, str], tmp_path: Path
) -> None:
    tracker("collect", "rss", **settings)
    engine = create_engine(f"sqlite:///{tmp_path / 'tracker.sqlite'}")
    with engine.connect() as connection:
        texts = dict(connection.execute(select(DOCUMENTS.c.url, DOCUMENTS.c.text)).all())
    engine.dispose()
    for row in exported(tracker, **settings):
        start, end = map(int, row["locator"].removeprefix("char=").split(","))
        assert texts[row["document_url"]][start:end] == row["quote"]


def test_its_citation_names_outlet_title_date_and_address(
    tracker: Tracker, settings: dict[str, str], outlet: WebServer
) -> None:
    tracker("collect", "rss", **settings)
    row = exported(tracker, **settings)[0]
    host = outlet.url.removeprefix("http://")
    assert row["document_url"] == f"{outlet.url}/2024/12/front-lines"
    assert row["citation"].startswith(
        f"{host}. Front lines move south as a stalled war reopens. 6 December 2024. {row['document_url']} (retrieved "
    )


def test_collecting_again_asks_whether_anything_changed_and_changes_nothing(
    tracker: Tracker, settings: dict[str, str], outlet: WebServer
) -> None:
    tracker("collect", "rss", **settings)
    before, asked = exported(tracker, **settings), len(outlet.asked)
    done = tracker("collect", "rss", **settings)
    assert "nothing new" in done.stdout
    assert exported(tracker, **settings) == before
    (_, headers) = outlet.asked[asked]
    assert headers["If-None-Match"] == '"feed-1"'


def test_a_corrected_article_closes_what_it_no_longer_says(
    tracker: Tracker, settings: dict[str, str], outlet: WebServer
) -> None:
    tracker("collect", "rss", **settings)
    page = SAMPLES.joinpath("founding_article.html").read_text(encoding="utf-8")
    corrected = page.replace("280,000", "310,000")
    outlet.replies["/2024/12/front-lines"] = Reply(corrected, headers={"Content-Type": "text/html; charset=utf-8"})
    feed = outlet.replies["/feed.xml"]
    assert isinstance(feed, Reply)
    outlet.replies["/feed.xml"] = Reply(feed.body, headers={"ETag": '"feed-2"'})
    tracker("collect", "rss", **settings)
    values = {row["value"] for row in exported(tracker, **settings)}
    assert "310000" in values
    assert "280000" not in values


BROKEN_FEEDS = [
    ("no such page", Reply(status=404), "answered 404"),
    ("a page where a feed is due", Reply("<!DOCTYPE html><h1>Just a moment</h1>"), "neither RSS nor Atom"),
    (
        "a feed whose dates are gone",
        Reply(
            "<rss version='2.0'><channel><title>x</title><item><title>a</title><link>/a</link></item></channel></rss>"
        ),
        "has a date",
    ),
    (
        "a feed cut in half",
        Reply("<rss version='2.0'><channel><title>x</title><item><title>a</title><link>/a</link><description>400 fl"),
        "cut off",
    ),
    ("nothing at all", Reply(""), "neither RSS nor Atom"),
    ("a feed without items", Reply("<rss version='2.0'><channel><title>x</title></channel></rss>"), "no items"),
]


@pytest.mark.parametrize(("name", "reply", "words"), BROKEN_FEEDS, ids=[each[0] for each in BROKEN_FEEDS])
def test_a_feed_that_cannot_be_read_fails_the_source_and_loses_nothing(
    tracker: Tracker, settings: dict[str, str], outlet: WebServer, name: str, reply: Reply, words: str
) -> None:
    tracker("collect", "rss", **settings)
    before = exported(tracker, **settings)
    outlet.replies["/feed.xml"] = reply
    done = tracker("collect", "rss", **settings)
    assert done.returncode == 1
    assert words in done.stderr
    assert exported(tracker, **settings) == before


def test_an_article_that_cannot_be_had_is_read_from_its_feed_and_marked(
    tracker: Tracker, settings: dict[str, str], outlet: WebServer, tmp_path: Path
) -> None:
    del outlet.replies["/2024/12/front-lines"]
    feed = SAMPLES.joinpath("feed.xml").read_text().format(link=f"{outlet.url}/2024/12/front-lines")
    summary = "Floods in Chad have displaced 41,000 people since Monday."
    outlet.replies["/feed.xml"] = Reply(
        feed.replace("Fighting spreads; neighbours keep their crossings open.", summary)
    )
    done = tracker("collect", "rss", **settings)
    assert done.stdout.startswith("rss: ok, with errors, 1 documents (1 only as their feed tells), 1 new")
    assert "none of the 1 articles asked for could be had" in done.stdout
    assert "answered 404" in done.stdout
    health = tracker("sources", **settings).stdout
    assert re.search(r"^rss +ok, with errors ", health, re.MULTILINE)
    assert "rss: none of the 1 articles asked for could be had" in health
    (row,) = exported(tracker, **settings)
    assert (row["value"], row["location_iso3"], row["quote"]) == ("41000", "TCD", summary)


def test_a_login_in_a_link_is_never_stored(tracker: Tracker, settings: dict[str, str], outlet: WebServer) -> None:
    link = outlet.url.replace("http://", "http://user:geheim@") + "/2024/12/front-lines"
    outlet.replies["/feed.xml"] = Reply(SAMPLES.joinpath("feed.xml").read_text().format(link=link))
    tracker("collect", "rss", **settings)
    rows = exported(tracker, **settings)
    assert rows
    assert "geheim" not in str(rows)
