"""The client against a real server that misbehaves: a whole, bounded answer or one clear error, and good manners."""

import gzip
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import Reply, WebServer
from tracker import web
from tracker.errors import FetchError
from tracker.model import Archived, Source
from tracker.settings import Settings, SourceSettings
from tracker.web import Client

SOURCE = Source(
    name="feed",
    publisher="A Bureau",
    title="Counts",
    url="https://bureau.example/",
    base_url="https://bureau.example/api/",
    licence="",
    credit="",
    cron="0 0 * * *",
    key="client_id",
    pause=0.0,
)


def client(server: WebServer, known: Callable[[str], Archived | None] = lambda _: None, **settings: object) -> Client:
    own = SourceSettings(base_url=f"{server.url}/api", key="geheim")
    return Client(SOURCE, Settings(sources={"feed": own}, contact="desk@ngo.example", **settings), known)


def test_the_publishers_own_address_is_what_is_cited_whoever_is_asked(web_server: WebServer) -> None:
    web_server.replies["/api/counts"] = Reply("[1]")
    answer = client(web_server).get("counts", {"year": 2025})
    assert answer is not None
    assert (answer.url, answer.content) == ("https://bureau.example/api/counts?year=2025", b"[1]")
    assert "geheim" not in answer.url


def test_it_says_who_asks_and_how_to_reach_them(web_server: WebServer) -> None:
    web_server.replies["/api/counts"] = Reply("[]")
    client(web_server).get("counts")
    path, headers = web_server.asked[0]
    assert headers["User-Agent"].startswith("displacement-tracker/")
    assert "desk@ngo.example" in headers["User-Agent"]
    assert path == "/api/counts?client_id=geheim"


def test_a_key_set_for_an_open_source_goes_nowhere(web_server: WebServer) -> None:
    web_server.replies["/api/counts"] = Reply("[]")
    asking = client(web_server)
    asking.source = Source(**{**vars(SOURCE), "key": ""})
    asking.get("counts")
    assert "geheim" not in str(web_server.asked)


def test_a_second_request_is_conditional_and_an_unchanged_answer_is_none(web_server: WebServer) -> None:
    web_server.replies["/api/counts"] = Reply("[1]", headers={"ETag": '"v1"'})
    known = Archived('"v1"', "", datetime.now(UTC) - timedelta(hours=1), "")
    assert client(web_server, lambda _: known).get("counts") is None


def test_now_and_then_it_asks_in_full_as_some_servers_say_unchanged_for_ever(web_server: WebServer) -> None:
    web_server.replies["/api/counts"] = Reply("[1]", headers={"ETag": '"v1"'})
    known = Archived('"v1"', "", datetime.now(UTC) - timedelta(days=2), "")
    assert client(web_server, lambda _: known).get("counts") is not None


def passing(status: int, *, retry_after: str = "") -> Callable[[str], Reply]:
    """Fails at first, then works."""
    headers = {"Retry-After": retry_after} if retry_after else {}
    replies = iter([Reply("busy", status, headers), Reply("[2]")])
    return lambda _: next(replies)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_fault_is_tried_again(web_server: WebServer, status: int) -> None:
    web_server.replies["/api/counts"] = passing(status)
    answer = client(web_server).get("counts")
    assert answer is not None
    assert answer.content == b"[2]"


def test_retry_after_is_honoured(web_server: WebServer) -> None:
    web_server.replies["/api/counts"] = passing(429, retry_after="1")
    started = time.monotonic()
    client(web_server).get("counts")
    assert time.monotonic() - started >= 1


BOMB = gzip.compress(b" " * (web.MOST_BYTES + 1))
FAULTS = [
    ("not there", Reply("no", 404), "answered 404"),
    ("refused with words", Reply('{"detail": "Client is not registered."}', 403), "Client is not registered"),
    ("half of it", Reply("[1", headers={"Content-Length": "100", "Connection": "close"}), "ended too early"),
    ("a bomb", Reply(BOMB, headers={"Content-Encoding": "gzip"}), "larger than"),
    ("not packed as it says", Reply(b"plain", headers={"Content-Encoding": "gzip"}), "not packed as it says"),
    ("round in circles", Reply(status=302, headers={"Location": "/api/counts"}), "more than 5 redirects"),
    ("into a private network", Reply(status=302, headers={"Location": "http://169.254.169.254/"}), "not a public"),
    ("to this machine", Reply(status=302, headers={"Location": "http://127.0.0.1:9/"}), "not a public"),
    ("to a file", Reply(status=302, headers={"Location": "file:///etc/passwd"}), "not a web address"),
]


@pytest.mark.parametrize(("name", "reply", "words"), FAULTS, ids=[each[0] for each in FAULTS])
def test_a_fault_is_one_clear_line_without_the_key(web_server: WebServer, name: str, reply: Reply, words: str) -> None:
    web_server.replies["/api/counts"] = reply
    with pytest.raises(FetchError, match=words) as caught:
        client(web_server).get("counts")
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_is_asked_once(web_server: WebServer) -> None:
    gone = client(WebServer("http://127.0.0.1:9"))
    for _ in range(2):
        with pytest.raises(FetchError, match="refused"):
            gone.get("counts")


def test_a_name_that_is_not_found_says_so(web_server: WebServer) -> None:
    lost = client(WebServer("http://no-such-host.invalid"))
    with pytest.raises(FetchError, match="name is not found, is there a network"):
        lost.get("counts")


def test_a_trickle_is_given_up_and_its_host_not_asked_again(
    web_server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "GRACE_SECONDS", 0.2)
    web_server.replies["/api/counts"] = Reply("x" * 100, pace=0.02)
    asking = client(web_server)
    for _ in range(2):
        with pytest.raises(FetchError, match="slower than"):
            asking.get("counts")
    assert len(web_server.asked) == 1


def test_short_answers_that_trickle_use_up_one_grace(web_server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "GRACE_SECONDS", 0.5)
    web_server.replies["/api/counts"] = Reply("x" * 10, pace=0.02)
    asking = client(web_server)
    asking.get("counts")
    with pytest.raises(FetchError, match="slower than"):
        any(asking.get("counts") is None for _ in range(9))
    assert len(web_server.asked) < 10


ROBOTS = [
    ("no robots.txt", Reply(status=404), True),
    ("all is allowed", Reply("User-agent: *\nAllow: /"), True),
    ("this page is not", Reply("User-agent: *\nDisallow: /news"), False),
    (
        "others may, we may not",
        Reply("User-agent: displacement-tracker\nDisallow: /\n\nUser-agent: *\nAllow: /"),
        False,
    ),
    ("robots.txt is broken", Reply(status=501), False),
]


@pytest.mark.parametrize(("name", "robots", "allowed"), ROBOTS, ids=[each[0] for each in ROBOTS])
def test_a_page_is_asked_only_where_the_site_lets_programs_read_it(
    web_server: WebServer, name: str, robots: Reply, allowed: bool
) -> None:
    web_server.replies |= {"/robots.txt": robots, "/news/1": Reply("<p>News</p>")}
    asking = client(web_server, allow_loopback=True)
    if allowed:
        assert asking.page(f"{web_server.url}/news/1") is not None
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            asking.page(f"{web_server.url}/news/1")
        assert "/news/1" not in web_server.paths()


def test_loopback_is_refused_unless_allowed_or_named_as_base(web_server: WebServer) -> None:
    web_server.replies["/news/1"] = Reply("<p>News</p>")
    elsewhere = Client(SOURCE, Settings(), lambda _: None)
    with pytest.raises(FetchError, match="not a public address"):
        elsewhere.page(f"{web_server.url}/news/1")
    assert web_server.asked == []


def test_an_outlet_is_asked_under_the_base_where_one_is_set(web_server: WebServer) -> None:
    web_server.replies["/api/outlet.example/feed.xml"] = Reply("<rss/>")
    answer = client(web_server).get("https://outlet.example/feed.xml")
    assert answer is not None
    assert answer.url == "https://outlet.example/feed.xml"


def test_a_pause_is_kept_between_two_requests_to_one_host(web_server: WebServer) -> None:
    web_server.replies["/api/counts"] = Reply("[]")
    asking = client(web_server)
    asking.source = Source(**{**vars(SOURCE), "pause": 0.3})
    started = time.monotonic()
    asking.get("counts")
    asking.get("counts")
    assert time.monotonic() - started >= 0.3


def test_no_more_than_two_requests_at_once_to_one_host_whoever_asks(web_server: WebServer) -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def slowly(_: str) -> Reply:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.2)
        with lock:
            under_way -= 1
        return Reply("[]")

    web_server.replies["/api/counts"] = slowly
    asking = [threading.Thread(target=lambda: client(web_server).get("counts")) for _ in range(6)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert most == web.AT_ONCE
