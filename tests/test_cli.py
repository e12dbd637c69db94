"""The command as a user runs it: what it prints, how it exits, and one clear line at each door where input is wrong."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import CLEAN_ENVIRONMENT, Reply, Tracker, WebServer, one_line
from tracker import export

UNHCR = "SOURCES__UNHCR_POPULATION__BASE_URL"
WRONG_USE = [
    ("an unknown source", ["collect", "nope"], {}, "unknown source nope: known are"),
    ("an unknown command", ["gather"], {}, "No such command 'gather'"),
    ("an unknown option", ["export", "--colour"], {}, "No such option: --colour"),
    ("a date that is none", ["export", "--since", "2025-13-01"], {}, "2025-13-01"),
    ("a format nobody writes", ["export", "--format", "xml"], {}, "--format xml is not known"),
    ("a population that is none", ["export", "--population", "people"], {}, "people"),
    ("a country that is none", ["export", "--origin", "GFR"], {}, "--origin GFR: not an ISO 3166-1 alpha-3 code"),
    ("an unknown source to export", ["export", "--source", "nope"], {}, "unknown source nope"),
    ("a settings file that is not there", ["sources", "--config", "gone.toml"], {}, "gone.toml does not exist"),
    ("a port that is none", ["sources"], {"DASHBOARD__PORT": "http"}, "TRACKER_DASHBOARD__PORT"),
    ("outlets that are no list", ["sources"], {"SOURCES__RSS__OUTLETS": "[oops"}, "sources"),
    (
        "a setting nobody knows",
        ["sources"],
        {"SOURCES__RSS__KEE": "geheim"},
        "TRACKER_SOURCES__RSS__KEE does not exist",
    ),
    (
        "a source that is misspelt in the settings",
        ["sources"],
        {"SOURCES__RSSS__ENABLED": "false"},
        "unknown sources: rsss",
    ),
    (
        "a base that is no web address",
        ["sources"],
        {"SOURCES__RSS__BASE_URL": "ftp://x"},
        "TRACKER_SOURCES__RSS__BASE_URL",
    ),
    (
        "a period that ends before it starts",
        ["export", "--since", "2025-01-01", "--until", "2024-01-01"],
        {},
        "is after",
    ),
    ("a folder that is not there", ["export", "-o", "gone/out.csv"], {}, "gone/out.csv cannot be written"),
]


@pytest.mark.parametrize(("name", "arguments", "settings", "words"), WRONG_USE, ids=[each[0] for each in WRONG_USE])
def test_wrong_use_is_one_line_and_exit_2(
    tracker: Tracker, name: str, arguments: list[str], settings: dict[str, str], words: str
) -> None:
    done = tracker(*arguments, **settings)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert "geheim" not in done.stderr


def test_a_malformed_settings_file_is_named_with_its_line(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text("[sources.rss]\nenabled = = true\n")
    done = tracker("sources")
    assert done.returncode == 2
    assert re.search(r"tracker\.toml cannot be read as TOML: .*line 2", one_line(done.stderr))


def test_the_environment_wins_over_the_settings_file(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text("[sources.rss]\nenabled = false\n")
    assert re.search(r"rss +off", tracker("sources").stdout)
    assert not re.search(r"rss +off", tracker("sources", SOURCES__RSS__ENABLED="true").stdout)


FAILING_ANSWERS = [
    ("not there", Reply("no", 404), "answered 404"),
    ("HTML where JSON is due", Reply("<!DOCTYPE html><title>Just a moment...</title>"), "not JSON"),
    ("nothing", Reply(json.dumps({"page": 1, "maxPages": 0, "total": [], "items": []})), "no rows"),
]


@pytest.mark.parametrize(("name", "reply", "words"), FAILING_ANSWERS, ids=[each[0] for each in FAILING_ANSWERS])
def test_a_failing_source_is_one_line_exit_1_and_the_others_are_stored(
    tracker: Tracker, web_server: WebServer, name: str, reply: Reply, words: str
) -> None:
    text = "<p>Floods in Chad displaced 41,000 people on 3 March 2026.</p>"
    item = (
        f"<item><title>A</title><link>{web_server.url}/a</link><pubDate>Thu, 05 Mar 2026 08:00:00 GMT</pubDate></item>"
    )
    web_server.replies = {
        "/population/": reply,
        "/feed": Reply(f"<rss version='2.0'><channel><title>R</title>{item}</channel></rss>"),
        "/a": Reply(f"<html lang='en'><body><article>{text}</article></body></html>"),
    }
    settings = {
        UNHCR: web_server.url,
        "ALLOW_LOOPBACK": "1",
        "SOURCES__RSS__OUTLETS": json.dumps([f"{web_server.url}/feed"]),
    }
    done = tracker("collect", "unhcr_population", "rss", **settings)
    assert done.returncode == 1
    assert done.stdout.startswith("rss: ok, 1 documents, 1 new")
    assert len([line for line in done.stderr.splitlines() if words in line]) == 1
    listed = tracker("sources", **settings).stdout
    assert re.search(r"unhcr_population +failed", listed)
    assert words in listed
    assert re.search(r"rss +ok", listed)


def test_a_source_without_its_key_says_what_to_set_and_fails_only_who_asks_for_it(tracker: Tracker) -> None:
    done = tracker("collect", "idmc_idu")
    assert done.returncode == 1
    assert "TRACKER_SOURCES__IDMC_IDU__KEY" in one_line(done.stderr)
    assert "set TRACKER_SOURCES__IDMC_IDU__KEY" in tracker("sources").stdout


def test_every_command_explains_itself(tracker: Tracker) -> None:
    for command in ("collect", "schedule", "dashboard", "up", "extract", "export", "sources"):
        done = tracker(command, "--help")
        assert done.returncode == 0
        assert "Usage:" in done.stdout


# --- up and schedule -------------------------------------------------------------------------------------------------


def test_the_first_start_shows_starter_data_says_what_failed_and_ends_cleanly(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9/"
    settings = {
        "TRACKER_DATABASE_URL": f"sqlite:///{tmp_path}/new/tracker.sqlite",
        "TRACKER_DASHBOARD__PORT": "0",
        "TRACKER_SOURCES__UNHCR_POPULATION__BASE_URL": nowhere,
        "TRACKER_SOURCES__RSS__BASE_URL": nowhere,
    }
    running = subprocess.Popen(
        [sys.executable, "-m", "tracker.cli", "up"],
        env=CLEAN_ENVIRONMENT | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert running.stdout is not None
    seen: list[str] = []
    try:
        wanted = {"starter data: ", "dashboard: http://127.0.0.1:", "unhcr_population: failed", "rss: failed"}
        for line in running.stdout:
            seen.append(line)
            wanted = {each for each in wanted if each not in line}
            if not wanted:
                break
        assert not wanted, seen
    finally:
        running.send_signal(signal.SIGTERM)
        rest, _ = running.communicate(timeout=60)
    assert running.returncode == 0, [*seen, rest]
    assert "Traceback" not in "".join(seen) + rest


def test_schedule_finishes_the_document_in_hand_when_told_to_stop(tmp_path: Path, web_server: WebServer) -> None:
    def slowly(path: str) -> Reply:
        time.sleep(0.5)
        text = f"<p>Floods in Chad displaced {path[1:]}00 people.</p>"
        return Reply(f"<html lang='en'><body><article>{text}</article></body></html>")

    dated = "<pubDate>Thu, 05 Mar 2026 08:00:00 GMT</pubDate>"
    items = [f"<item><title>{n}</title><link>{web_server.url}/{n}</link>{dated}</item>" for n in range(10, 40)]
    web_server.replies = {f"/{number}": slowly for number in range(10, 40)}
    web_server.replies["/feed"] = Reply(f"<rss version='2.0'><channel><title>R</title>{''.join(items)}</channel></rss>")
    others = ("UNHCR_POPULATION",)
    settings = {
        "TRACKER_DATABASE_URL": f"sqlite:///{tmp_path}/tracker.sqlite",
        "TRACKER_SOURCES__RSS__OUTLETS": json.dumps([f"{web_server.url}/feed"]),
        "TRACKER_ALLOW_LOOPBACK": "1",
    } | {f"TRACKER_SOURCES__{name}__ENABLED": "false" for name in others}
    running = subprocess.Popen(
        [sys.executable, "-m", "tracker.cli", "schedule"],
        env=CLEAN_ENVIRONMENT | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + 60
    while "/12" not in web_server.paths() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGTERM)
    said, _ = running.communicate(timeout=60)
    assert running.returncode == 0, said
    assert "rss: stopped" in said
    assert "stopped by request; the next run goes on" in said
    assert "/39" not in web_server.paths()


# --- export ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(tracker: Tracker, tmp_path: Path) -> Tracker:
    """A store with the starter set."""
    script = "from pathlib import Path; from tracker import program; program.load_starter(program.opened(None))"
    environment = CLEAN_ENVIRONMENT | {"TRACKER_DATABASE_URL": f"sqlite:///{tmp_path / 'tracker.sqlite'}"}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, cwd=tmp_path)
    return tracker


def test_the_csv_has_the_columns_of_the_contract_and_a_citation_on_each_line(filled: Tracker) -> None:
    done = filled("export", "--population", "refugee", "--origin", "syr", "--location", "TUR", "--since", "2020-01-01")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert tuple(rows[0]) == export.COLUMNS
    assert {row["period_end"] for row in rows} == {f"{year}-12-31" for year in range(2020, 2026)}
    assert all(
        row["citation"].startswith("UNHCR. Refugee Population Statistics Database (starter data") for row in rows
    )
    assert all(row["licence"] == "CC BY 4.0" for row in rows)


def test_json_lines_hold_the_same_figures(filled: Tracker, tmp_path: Path) -> None:
    filled("export", "--format", "jsonl", "-o", "out.jsonl")
    filled("export", "-o", "out.csv")
    with (tmp_path / "out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    objects = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [str(each["figure_id"]) for each in objects] == [row["figure_id"] for row in rows]
    assert [str(each["value"]) for each in objects] == [row["value"] for row in rows]


def test_the_starter_set_is_large_enough_for_a_first_page(filled: Tracker) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("export").stdout)))
    assert 300 <= len(rows) <= 999
    assert len({(row["origin_iso3"], row["location_iso3"]) for row in rows}) >= 40


def test_an_unknown_language_is_refused(tracker: Tracker) -> None:
    done = tracker("extract", "--lang", "english", "-")
    assert done.returncode == 2
    assert "no language we read" in done.stderr
