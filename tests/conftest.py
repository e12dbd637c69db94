"""Real things to test against: a database of each kind, a web server on loopback, the command itself."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from glob import glob
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from db.engine import open_engine
from db.store import Store

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
CLEAN_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the person who runs the tests reaches them, and no tracker.toml of the working folder."""
    for name in os.environ.keys() - CLEAN_ENVIRONMENT.keys():
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def missing(what: str, how: str) -> None:
    """In CI nothing is skipped: a missing server is a failure. Elsewhere the test says what it would need."""
    message = f"{what} is not installed; {how}"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server made for this run, or of the one that TRACKER_TEST_DATABASE_URL names."""
    if given := os.environ.get("TRACKER_TEST_DATABASE_URL"):
        yield given
        return
    found = shutil.which("initdb") or max(glob("/usr/lib/postgresql/*/bin/initdb"), default=None)
    if found is None:
        missing("PostgreSQL", "apt-get install postgresql, or set TRACKER_TEST_DATABASE_URL")
        return
    programs = Path(found).resolve().parent
    user = "postgres" if os.getuid() == 0 else None  # PostgreSQL refuses to run as root
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)
        run = _runner(user, folder)
        run(programs / "initdb", "-D", f"{folder}/data", "-U", "tests", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-F -c listen_addresses= -k {folder}"
        run(programs / "pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://tests@/postgres?host={folder}"
        finally:
            run(programs / "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")


def _runner(user: str | None, folder: str) -> Callable[..., None]:
    def run(*command: object) -> None:
        subprocess.run([str(each) for each in command], check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    return run


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'tracker.sqlite'}"
    url: str = request.getfixturevalue("postgresql")
    server = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    with server.connect() as connection, connection.begin():
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    server.dispose()
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database, once of each kind."""
    made = open_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    """A store on an empty database, once of each kind."""
    return Store(engine)


@dataclass
class Reply:
    """What the test's web server answers on a path."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pace: float = 0.0  # seconds before each byte of the body; 0: all at once


@dataclass
class WebServer:
    """A real web server on loopback: set `replies[path]`, read `asked` (path with query, headers)."""

    url: str
    replies: dict[str, Reply | Callable[[str], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """What was asked, in order, without queries."""
        return [path.partition("?")[0] for path, _ in self.asked]


@pytest.fixture
def web_server() -> Iterator[WebServer]:
    """A web server that answers what the test says and honours If-None-Match; 404 for everything else."""
    served = WebServer("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet: without it each answer waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            served.asked.append((self.path, dict(self.headers)))
            reply = (
                served.replies.get(self.path) or served.replies.get(self.path.partition("?")[0]) or Reply(status=404)
            )
            reply = reply if isinstance(reply, Reply) else reply(self.path)
            same = reply.headers.get("ETag") and reply.headers.get("ETag") == self.headers.get("If-None-Match")
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            body = b"" if same else body
            self.send_response(304 if same else reply.status)
            for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in [bytes([each]) for each in body] if reply.pace else [body]:
                time.sleep(reply.pace)
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}"
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


Tracker = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    """The command as a user runs it: its arguments, settings as keywords; on an SQLite file of the test."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        given = {f"TRACKER_{name}": value for name, value in settings.items()}
        defaults = {"TRACKER_DATABASE_URL": f"sqlite:///{tmp_path / 'tracker.sqlite'}"}
        return subprocess.run(
            [sys.executable, "-m", "tracker.cli", *arguments],
            env=CLEAN_ENVIRONMENT | defaults | given,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def one_line(stderr: str) -> str:
    """The single line that a failing command may print; anything more fails the test."""
    lines = [line for line in stderr.splitlines() if line.strip()]
    assert len(lines) == 1, stderr
    return lines[0]
