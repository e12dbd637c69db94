"""`tracker extract`: files in, figures out; what is no text is told, and output that cannot be written is one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CLEAN_ENVIRONMENT, Tracker

TEXT = "Floods in Chad displaced 41,000 people on 3 March 2026.\n"


def test_extract_prints_one_json_object_a_figure(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    done = tracker("extract", "--published", "2026-03-05", "--jsonl", "a.txt")
    (found,) = map(json.loads, done.stdout.splitlines())
    assert (found["value"], found["location"], found["origin"], found["file"]) == (41000, ["TCD"], ["TCD"], "a.txt")
    assert found["period_end"] == "2026-03-03"
    assert TEXT[found["start"] : found["end"]] == found["quote"]
    assert {"places", "start", "end", "confidence", "term", "attribution"} <= found.keys()


def test_extract_reads_pages_and_many_files_and_goes_on_after_one_that_is_no_text(
    tracker: Tracker, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_text(f"<html><body><article><h1>News</h1><p>{TEXT}</p></article></body></html>")
    (tmp_path / "c.bin").write_bytes(bytes(range(256)) * 40)
    done = tracker("extract", "--jsonl", "a.txt", "c.bin", "gone.txt", "b.html")
    assert done.returncode == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == ["a.txt", "b.html"]
    assert [line.partition(": ")[2].partition(":")[0] for line in done.stderr.splitlines()] == ["c.bin", "gone.txt"]


def test_extract_reads_standard_input_and_can_explain_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tracker.cli", "extract", "--explain", "-"],
        input=TEXT,
        capture_output=True,
        text=True,
        env=CLEAN_ENVIRONMENT,
    )
    assert "[number 41,000]" in done.stdout
    assert "confidence 0.98, evidence: next" in done.stdout
    assert "[place Chad]" in done.stdout


@pytest.mark.parametrize(
    "page",
    [
        "<nav><ul><li>War displaced 7,000 people in Syria</li></ul></nav><article><h1>News</h1><p>{}</p></article>",
        "<h1>News</h1><p>{}</p><footer><p>Read on: a storm in Peru displaced 9,999 people.</p></footer>",
        "<div role='navigation'><p>War displaced 7,000 people in Syria.</p></div><h1>News</h1><p>{}</p>",
    ],
)
def test_menus_and_footers_of_a_page_are_not_read(tracker: Tracker, tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{page.format(TEXT)}</body></html>")
    done = tracker("extract", "--jsonl", "a.html")
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == [41000]


def test_a_pdf_is_refused_with_the_command_that_reads_it(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n")
    done = tracker("extract", "a.pdf")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["error: a.pdf: a PDF: read and store it with tracker collect --file a.pdf"]


@pytest.mark.parametrize("texts", [1, 2000])  # less and more than a buffer of output
@pytest.mark.parametrize(
    ("to", "code", "lines"),
    [("> /dev/full", 1, 1), ("| true; exit ${PIPESTATUS[0]}", 0, 0)],
    ids=["a full disk", "nobody reads on"],
)
def test_output_that_cannot_be_written_is_one_line(tmp_path: Path, to: str, code: int, lines: int, texts: int) -> None:
    (tmp_path / "a.txt").write_text(
        "\n\n".join(TEXT.replace("41,000", f"{each:,}") for each in range(500, 500 + texts))
    )
    command = f"{sys.executable} -m tracker.cli extract --jsonl a.txt {to}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, env=CLEAN_ENVIRONMENT)
    assert (done.returncode, len(done.stderr.splitlines())) == (code, lines)
