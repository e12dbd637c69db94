"""A collection killed at any moment leaves a store that opens and holds whole documents; the next completes it."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, select

from db.engine import open_engine
from db.models import DOCUMENTS, FIGURES
from tests.conftest import CLEAN_ENVIRONMENT, Reply, WebServer

ARTICLES, FIGURES_EACH, KILLS = 6, 20, 20


def article(number: int) -> str:
    places = ("Chad", "Sudan", "Kenya", "Niger", "Mali")
    said = [
        f"Floods in {places[each % 5]} displaced {1000 * number + each + 100} people on {each % 28 + 1} March 2026."
        for each in range(FIGURES_EACH)
    ]
    return (
        f"<html lang='en'><body><article><h1>Report {number}</h1><p>{'</p><p>'.join(said)}</p></article></body></html>"
    )


def serve(server: WebServer) -> None:
    items = [
        f"<item><title>Report {number}</title><link>{server.url}/{number}</link>"
        "<pubDate>Sun, 29 Mar 2026 08:00:00 +0000</pubDate></item>"
        for number in range(ARTICLES)
    ]
    page = {"Content-Type": "text/html"}
    server.replies = {f"/{number}": Reply(article(number), headers=page) for number in range(ARTICLES)}
    server.replies["/feed"] = Reply(f"<rss version='2.0'><channel><title>R</title>{''.join(items)}</channel></rss>")


def per_document(url: str) -> list[int]:
    """How many figures each stored document has."""
    engine = open_engine(url)
    joined = DOCUMENTS.outerjoin(FIGURES, FIGURES.c.document_id == DOCUMENTS.c.id)
    with engine.connect() as connection:
        counted = select(func.count(FIGURES.c.id)).select_from(joined).group_by(DOCUMENTS.c.id)
        numbers = list(connection.execute(counted).scalars())
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine.dispose()
    return numbers


def test_killed_at_random_moments_and_completed_by_the_next_run(
    database_url: str, web_server: WebServer, tmp_path: Path
) -> None:
    serve(web_server)
    settings = {
        "TRACKER_DATABASE_URL": database_url,
        "TRACKER_SOURCES__RSS__OUTLETS": json.dumps([f"{web_server.url}/feed"]),
        "TRACKER_ALLOW_LOOPBACK": "1",
    }
    command = [sys.executable, "-m", "tracker.cli", "collect", "rss"]
    environment = CLEAN_ENVIRONMENT | settings
    chance = random.Random(6)
    whole = None
    for _ in range(KILLS):
        running = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=-3, stderr=-3)
        time.sleep(chance.uniform(0.5, 2.5))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        numbers = per_document(database_url)
        whole = whole or next((each for each in numbers if each), None)
        assert set(numbers) <= {whole}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    numbers = per_document(database_url)
    assert len(numbers) == ARTICLES
    assert len(set(numbers)) == 1
    assert numbers[0] > FIGURES_EACH / 2
