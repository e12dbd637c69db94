"""Reports, files and pages at hand: what is kept of them, and every door where input is wrong."""

import io
import zlib
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from db import queries
from db.models import CONTENTS, DOCUMENTS
from db.store import Store
from tests.at_hand_desk import (
    CAMPS,
    FLOOD,
    HXL,
    MAP,
    changes,
    collected,
    stored,
)
from tests.conftest import Reply, Tracker, WebServer, one_line
from tests.made_pdf import pdf_of
from tracker import pdf
from tracker.at_hand import files
from tracker.at_hand.texts import Said
from tracker.errors import ReadError, SettingsError
from tracker.model import Filter

# --- reports ---------------------------------------------------------------------------------------------------------

SITREP = ("Situation report on Chad\n3 March 2026", f"Lake Chad basin\n{FLOOD}\nAid is on its way.")


def test_a_figure_of_a_pdf_names_its_page_and_re_reads_from_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "sitrep.pdf").write_bytes(pdf_of(*SITREP, "The end."))
    (run,) = collected(store, tmp_path / "sitrep.pdf", said=Said("OCHA", "Chad: floods", date(2026, 3, 4)))
    assert (run.source, run.ok, changes([run])) == ("reports", True, [(1, 0, 0)])
    (row,) = stored(store)
    assert (row["value"], row["location"], str(row["period_end"])) == (41000, ("TCD",), "2026-03-03")
    assert row["document_url"] == "file:sitrep.pdf"
    page, span = row["locator"].removeprefix("page=").split("&char=")
    start, end = map(int, span.split(","))
    with store.engine.connect() as connection:
        text = connection.execute(select(DOCUMENTS.c.text)).scalar_one()
        body = connection.execute(select(CONTENTS.c.body)).scalar_one()
    assert page == "2"
    assert text.split(pdf.PAGE_BREAK)[1][start:end] == row["quote"]
    assert zlib.decompress(body) == (tmp_path / "sitrep.pdf").read_bytes()
    assert changes(collected(store, tmp_path / "sitrep.pdf", said=Said("OCHA", "Chad: floods", date(2026, 3, 4)))) == [
        (0, 0, 0)
    ]


def test_what_a_person_says_of_a_report_reads_it_again(store: Store, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Floods in Chad displaced 41,000 people over the past week.")
    collected(store, tmp_path)
    collected(store, tmp_path, said=Said("Red Cross", "", date(2026, 3, 4)))
    (row,) = stored(store)
    assert (row["publisher"], str(row["period_end"])) == ("Red Cross", "2026-03-04")


def locked(content: bytes) -> bytes:
    """The PDF under a password."""
    writer, made_of = PdfWriter(clone_from=PdfReader(io.BytesIO(content))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(made_of)
    return made_of.getvalue()


BAD_PDFS = [
    ("locked", locked(pdf_of(*SITREP)), "the PDF is locked; print it to a new PDF"),
    ("broken", b"%PDF-1.7\ngarbage", "a broken PDF, not read"),
    ("cut off", pdf_of(*SITREP)[:300], "a broken PDF, not read"),
    ("pictures only", pdf_of("", " "), r"the PDF has no text, only pictures \(a scan\?\)"),
    ("a bomb", pdf_of("x", orders=b"q Q " * 2**21), "page 1 unpacks to more than we take, 8,388,608 bytes"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD_PDFS, ids=[each[0] for each in BAD_PDFS])
def test_a_pdf_that_cannot_be_read_is_one_clear_error(name: str, content: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        pdf.report(content, "r.pdf")


KINDS = [
    ("a.csv", b"a,b", files.TABLE),
    ("A.TSV", b"a\tb", files.TABLE),
    ("a.xlsx", b"PK\x03\x04", files.TABLE),
    ("saved.csv", b"<!DOCTYPE html><html>", files.PAGE),
    ("a.htm", b"<html>", files.PAGE),
    ("a.txt", b"words", files.TEXT),
    ("a.bin", b"%PDF-1.7", files.PDF),
]


@pytest.mark.parametrize(("name", "content", "kind"), KINDS)
def test_a_file_is_what_it_holds_before_what_it_is_called(name: str, content: bytes, kind: str) -> None:
    assert files.kind(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", "an old Office file; save it as XLSX"),
        ("a.csv.gz", b"\x1f\x8b", "a packed file; unpack it"),
        ("a.rtf", b"{\\rtf1", "an RTF file"),
        ("a.pdf", b"words", "its kind is not known"),
        ("a", b"words", "its kind is not known; its name should end in one of .csv"),
    ],
)
def test_a_file_of_no_kind_that_is_read_says_what_to_do(name: str, content: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        files.kind(name, content)


# --- kept ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with two tables of the same people, and a map beside it."""
    folder = tmp_path / "desk"
    (folder / "old").mkdir(parents=True)
    (folder / "camps.csv").write_text(CAMPS)
    (folder / "old" / "camps.csv").write_text(CAMPS)
    (folder / ".hidden.csv").write_text("x")
    (tmp_path / "map.toml").write_text(MAP)
    return folder


def test_collecting_a_file_twice_changes_nothing_and_a_new_version_what_it_changed(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    camps, given = desk / "camps.csv", tmp_path / "map.toml"
    assert changes(collected(store, camps, map_path=given)) == [(2, 0, 0)]
    before = stored(store)
    assert changes(collected(store, camps, map_path=given)) == [(0, 0, 0)]
    assert stored(store) == before
    camps.write_text(CAMPS.replace("41,000", "43,000"))
    assert changes(collected(store, camps, map_path=given)) == [(0, 1, 0)]
    camps.write_text(CAMPS.replace("Chad,Kanem,31/03/2026,7 200\n", ""))
    assert changes(collected(store, camps, map_path=given)) == [(0, 1, 1)]
    assert [(row["value"], row["admin1"]) for row in stored(store)] == [(41000, "Lac")]
    assert {row["document_url"] for row in before} == {"file:camps.csv"}
    assert {row["licence"] for row in before} == {"as its publisher says"}


def test_files_of_different_names_never_touch_each_other_and_are_never_summed(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    runs = collected(store, desk, map_path=tmp_path / "map.toml")
    assert [(run.source, run.figures_new) for run in runs] == [("file:camps.csv", 2), ("file:old/camps.csv", 2)]
    (desk / "camps.csv").write_text(CAMPS.replace("Kanem", "Guéra"))
    assert changes(collected(store, desk, map_path=tmp_path / "map.toml")) == [(1, 0, 1), (0, 0, 0)]
    sums = queries.sums(store.engine, Filter())
    assert {(row["source"], row["total"]) for row in sums} == {
        ("file:camps.csv", 48200),
        ("file:old/camps.csv", 48200),
    }


def test_a_changed_map_reads_the_same_file_again(store: Store, desk: Path, tmp_path: Path) -> None:
    collected(store, desk / "camps.csv", map_path=tmp_path / "map.toml")
    (tmp_path / "map.toml").write_text(MAP.replace('"conflict"', '"disaster"'))
    assert changes(collected(store, desk / "camps.csv", map_path=tmp_path / "map.toml")) == [(0, 2, 0)]
    assert {row["cause"] for row in stored(store)} == {"disaster"}


def test_a_table_that_lost_most_of_its_rows_is_believed_if_a_person_says_so(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    camps, given = desk / "camps.csv", tmp_path / "map.toml"
    camps.write_text(CAMPS + "Chad,Mandoul,31/03/2026,300\n")
    collected(store, camps, map_path=given)
    camps.write_text(CAMPS.replace("Chad,Kanem,31/03/2026,7 200\n", ""))
    (run,) = collected(store, camps, map_path=given)
    assert "if they were taken out on purpose, say --shrunk" in run.errors[0]
    assert len(stored(store)) == 3
    assert changes(collected(store, camps, map_path=given, said=Said(shrunk=True))) == [(0, 0, 2)]


def test_a_version_that_cannot_be_read_closes_nothing(store: Store, desk: Path, tmp_path: Path) -> None:
    camps, given = desk / "camps.csv", tmp_path / "map.toml"
    collected(store, camps, map_path=given)
    for worse in (CAMPS.replace("31/03/2026", "soon"), "Country,Province,Date,IDPs\n", ""):
        camps.write_text(worse)
        (run,) = collected(store, camps, map_path=given)
        assert not run.ok
        assert len(run.errors) == 1
        assert len(stored(store)) == 2


def test_names_hide_the_machine_and_what_the_eye_cannot_see(tmp_path: Path) -> None:
    for name in ("a b.csv", "q?x&y.csv", "\u202egnp.csv", "تقرير.csv"):
        (tmp_path / name).write_text("x")
    assert [each.name for each in files.named([tmp_path])] == [
        "a%20b.csv",
        "q%3Fx%26y.csv",
        "تقرير.csv",
        "%E2%80%AEgnp.csv",
    ]


def test_two_files_of_one_name_are_wrong_use(desk: Path) -> None:
    with pytest.raises(SettingsError, match="two files are named"):
        files.named([desk / "camps.csv", desk / "old" / "camps.csv"])


# --- the command -----------------------------------------------------------------------------------------------------

WRONG_USE = [
    ("a source beside a file", ["rss", "--file", "t.csv"], "rss is a source"),
    ("a word that is nothing", ["--file", "t.csv", "nope"], "nope is neither a source nor a file"),
    ("a map alone", ["--map", "m.toml"], "--map, --publisher, --title, --published and --shrunk need --file"),
    ("a publisher beside a source", ["rss", "--publisher", "X"], "need --file, --url or --urls"),
    ("a map that is not there", ["--file", "t.csv", "--map", "gone.toml"], "--map gone.toml cannot be read: No such"),
    ("a map for a text", ["--file", "a.txt", "--map", "m.toml"], "--map is for tables"),
    ("one title for two", ["--file", "t.csv", "--file", "a.txt", "--title", "T"], "--title names one document"),
    ("a day that is none", ["--file", "t.csv", "--published", "2026-02-30"], "2026-02-30"),
    ("an address that is none", ["--url", "example.org/a"], "example.org/a: not a web address"),
    ("a list that is not there", ["--urls", "gone.txt"], "--urls gone.txt cannot be read"),
    ("a list of nothing", ["--urls", "empty.txt"], "--urls empty.txt holds no address"),
    ("an empty folder", ["--file", "folder"], "there is no file in the folder"),
    ("reports without a file", ["reports"], "reports is collected by hand"),
]


@pytest.mark.parametrize(("name", "arguments", "words"), WRONG_USE, ids=[each[0] for each in WRONG_USE])
def test_wrong_use_is_one_line_and_exit_2(
    tracker: Tracker, tmp_path: Path, name: str, arguments: list[str], words: str
) -> None:
    for file, text in {"t.csv": HXL, "a.txt": FLOOD, "m.toml": MAP, "empty.txt": "# none\n"}.items():
        (tmp_path / file).write_text(text)
    (tmp_path / "folder").mkdir()
    done = tracker("collect", *arguments)
    assert done.returncode == 2, done.stdout
    assert words in one_line(done.stderr)


def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_stored(tracker: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    for name, content in {
        "a.csv": HXL.encode(),
        "b.txt": FLOOD.encode(),
        "c.xls": b"\xd0\xcf\x11\xe0" + bytes(100),
        "d.csv": b"Country,Date,N\nChad,2026,5\n",
        "e.pdf": b"%PDF-1.7\nnothing",
        "f.html": f"<html lang='en'><body><article><p>{FLOOD}</p></article></body></html>".encode(),
        "g.txt": b"",
    }.items():
        (folder / name).write_bytes(content)
    done = tracker("collect", "--file", "desk", "--file", "gone.txt", "--publisher", "Red Cross")
    assert done.returncode == 1
    assert done.stdout.startswith("file:a.csv: ok, 1 documents, 1 new")
    for line in (
        "reports: failed, 2 documents, 2 new",
        "c.xls: an old Office file",
        "d.csv: no row of HXL tags",
        "e.pdf: a broken PDF",
        "g.txt: the file is empty",
        "gone.txt: cannot be read: No such file",
    ):
        assert len([each for each in done.stderr.splitlines() if line in each]) == 1, (line, done.stderr)
    assert str(tmp_path) not in tracker("export").stdout + done.stdout + done.stderr
    exported = tracker("export", "--source", "reports", "--source", "file:a.csv").stdout
    assert exported.count("Red Cross. ") == 3
    listed = tracker("sources").stdout
    assert "file:a.csv" in listed
    assert "collected by hand" in listed


def test_pages_by_hand_are_asked_politely_and_read(tracker: Tracker, web_server: WebServer, tmp_path: Path) -> None:
    page = f"<html lang='en'><head><title>Floods</title></head><body><article><p>{FLOOD}</p></article></body></html>"
    web_server.replies = {
        "/robots.txt": Reply("User-agent: *\nDisallow: /private\n"),
        "/a": Reply(page, headers={"Content-Type": "text/html"}),
        "/b": Reply(page.replace("41,000", "52,000"), headers={"Content-Type": "text/html"}),
        "/private": Reply(page),
    }
    (tmp_path / "list.txt").write_text(
        f"# by hand\n\n{web_server.url}/b\n{web_server.url}/private\n{web_server.url}/gone\n"
    )
    arguments = ("--url", f"{web_server.url}/a", "--urls", "list.txt", "--publisher", "The Paper")
    done = tracker("collect", *arguments, ALLOW_LOOPBACK="1")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0].startswith("pages: failed, 2 documents, 2 new")
    assert "robots.txt does not let programs read this page" in lines[1]
    assert "answered 404" in lines[2]
    assert "/private" not in web_server.paths()
    assert web_server.paths().count("/robots.txt") == 1
    again = tracker(
        "collect", "--url", f"{web_server.url}/a", f"{web_server.url}/b", *arguments[4:], ALLOW_LOOPBACK="1"
    )
    assert again.returncode == 0
    assert again.stdout.startswith("pages: ok, 2 documents, nothing new")
    assert tracker("export", "--source", "pages").stdout.count("The Paper. Floods. ") == 2
