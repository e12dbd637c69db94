"""Tables, reports and pages at hand: what is read of them, what is kept, and every door where input is wrong."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select

from db import queries
from db.models import CONTENTS, DOCUMENTS
from db.store import Store
from tests.conftest import Reply, Tracker, WebServer, one_line
from tests.made_pdf import pdf_of
from tracker import pdf
from tracker.at_hand import cells, files, tables
from tracker.at_hand.asked import asked, sources
from tracker.at_hand.column_maps import Map, column_map, made
from tracker.at_hand.texts import Said
from tracker.collect import Run, collect
from tracker.errors import ReadError, SettingsError
from tracker.model import Document, Figure, Filter, Problem

MAP = """
dates = "%d/%m/%Y"

[columns]
location = "Country"
admin1 = ["Province", "#adm1+name"]
date = "Date"
value = "IDPs"

[constants]
population = "idp"
measure = "stock"
cause = "conflict"
"""
CAMPS = """Counts by province,,,
Country,Province,Date,IDPs
Chad,Lac,31/03/2026,"41,000"
Chad,Kanem,31/03/2026,7 200
"""
HXL = """Country,Date,IDPs
#country+name,#date+reported,#affected+idps
Chad,2026-03-31,48200
"""
FLOOD = "Floods in Chad displaced 41,000 people on 3 March 2026."


# --- shared ----------------------------------------------------------------------------------------------------------


def table_map(**changes: Any) -> Map:
    given: dict[str, Any] = {
        "columns": {"location": "Country", "date": "Date", "value": "N"},
        "constants": {"population": "idp", "measure": "stock"},
    }
    return made(given | changes)


def read(content: bytes | str, given: Map | None = None) -> tuple[list[Figure], list[str]]:
    """The figures and the problems of a table called t.csv."""
    body = content.encode() if isinstance(content, str) else content
    document = Document("file:t.csv", "t.csv", "Camp team", datetime(2026, 4, 1), body)
    found = list(tables.read_table(document, given, "t.csv"))
    return [each for each in found if isinstance(each, Figure)], [
        each.text for each in found if isinstance(each, Problem)
    ]


def figures_or_none(content: bytes | str, given: Map | None) -> list[Figure]:
    """The figures of a table; none of one that cannot be read. Any other error fails the test."""
    try:
        return read(content, given)[0]
    except ReadError:
        return []


def collected(store: Store, *paths: Path, map_path: Path | None = None, said: Said | None = None) -> list[Run]:
    """What `tracker collect --file` does with these paths."""
    given = asked([], list(paths), map_path, [], [], said or Said())
    assert given
    return [collect(each, None, store, each.READER, True) for each in sources(given)]


def stored(store: Store) -> list[dict[str, Any]]:
    return sorted((dict(row) for row in queries.cited(store.engine, Filter())), key=lambda row: row["locator"])


def changes(runs: Iterable[Run]) -> list[tuple[int, int, int]]:
    return [(run.figures_new, run.figures_changed, run.figures_withdrawn) for run in runs]


def workbook(*rows: Iterable[Any]) -> bytes:
    book, made_of = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(made_of)
    return made_of.getvalue()


# --- cells -----------------------------------------------------------------------------------------------------------

NUMBERS = [
    ("41000", "", 41000),
    ("41,000", "", 41000),
    ("41 000", "", 41000),
    ("41\u202f000", "", 41000),
    ("1'041'000", "", 1041000),
    ("2,80,000", "", 280000),
    ("41000.0", "", 41000),
    ("41.000", ".", 41000),
    ("1.041.000", ".", 1041000),
    ("٤١", "", 41),
    ("0", "", 0),
]
NO_NUMBERS = ["4.5", "1,04,1", "12,34", "-5", "~500", "=SUM(A1:A9)", "41k", "1e6", "9" * 13]


@pytest.mark.parametrize(("cell", "thousands", "value"), NUMBERS)
def test_numbers_as_people_write_them(cell: str, thousands: str, value: int) -> None:
    assert cells.number(cell, table_map(thousands=thousands)) == str(value)


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_what_is_no_count_is_an_error_and_never_a_guess(cell: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        cells.number(cell, table_map())


@pytest.mark.parametrize("cell", ["41.000", "1.041.000"])
def test_points_that_may_part_thousands_are_asked_about(cell: str) -> None:
    with pytest.raises(ValueError, match=r"may be thousands or not: say `thousands = \"\.\"` in the map"):
        cells.number(cell, table_map())


DAYS = [
    ("2026-03-31", "", date(2026, 3, 31), date(2026, 3, 31)),
    ("2026-03-31T00:00:00", "", date(2026, 3, 31), date(2026, 3, 31)),
    ("2026-03", "", date(2026, 3, 1), date(2026, 3, 31)),
    ("2025", "", date(2025, 1, 1), date(2025, 12, 31)),
    ("31/03/2026", "%d/%m/%Y", date(2026, 3, 31), date(2026, 3, 31)),
    ("2026-03-31T00:00:00", "%d/%m/%Y", date(2026, 3, 31), date(2026, 3, 31)),  # a date cell of a workbook
    ("02 2024", "%m %Y", date(2024, 2, 1), date(2024, 2, 29)),
    ("12 May 2026", "%d %B %Y", date(2026, 5, 12), date(2026, 5, 12)),
]


@pytest.mark.parametrize(("cell", "dates", "first", "last"), DAYS)
def test_days_months_and_years_as_the_map_says(cell: str, dates: str, first: date, last: date) -> None:
    assert cells.period(cell, table_map(dates=dates)) == (first, last)


@pytest.mark.parametrize(
    ("cell", "dates"),
    [("31/03/2026", ""), ("2026-02-30", ""), ("2026-13", ""), ("0026-01-01", ""), ("3/31/2026", "%d/%m/%Y"), ("x", "")],
)
def test_what_is_no_date_is_an_error(cell: str, dates: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        cells.period(cell, table_map(dates=dates))


@pytest.mark.parametrize(
    ("cell", "code"),
    [("TCD", "TCD"), ("tcd", "TCD"), ("Chad", "TCD"), ("Türkiye", "TUR"), ("Tchad", "TCD"), ("Atlantis", "")],
)
def test_countries_by_code_by_name_and_by_the_map(cell: str, code: str) -> None:
    assert cells.country(cell, table_map(countries={"Tchad": "TCD"})) == code


# --- tables ----------------------------------------------------------------------------------------------------------

LAYOUTS = [
    ("comma", "Country,Date,N\nChad,2026-03-31,41000\n"),
    ("semicolon", "Country;Date;N\nChad;2026-03-31;41,000\n"),
    ("tab", "Country\tDate\tN\nChad\t2026-03-31\t41 000\n"),
    ("a title above the header", "Displaced people in Chad\n\nCountry,Date,N\nChad,2026-03-31,41000\n"),
    ("other columns between", "Country,x,Date,y,N\nChad,1,2026-03-31,2,41000\n"),
    ("blanks and quotes", 'Country , "Date",N\n Chad , "2026-03-31" ," 41,000 "\n'),
    ("a byte order mark", "\ufeffCountry,Date,N\nChad,2026-03-31,41000\n"),
    ("UTF-16", "Country,Date,N\nChad,2026-03-31,41000\n".encode("utf-16")),
    ("Windows-1252", "Country,Date,N,é\nChad,2026-03-31,41000,é\n".encode("cp1252")),
    ("NUL and bidi marks", "Country,Date,N,z\nChad,2026-03-31,41000,\u202e\u2066\n"),
    ("XLSX", workbook(["Country", "Date", "N"], ["Chad", datetime(2026, 3, 31), 41000])),
    ("XLSX with a title", workbook(["Counts"], [], ["Country", "Date", "N"], ["Chad", "2026-03-31", 41000.0])),
]


@pytest.mark.parametrize(("name", "content"), LAYOUTS, ids=[each[0] for each in LAYOUTS])
def test_a_table_is_read_however_it_is_laid_out(name: str, content: bytes | str) -> None:
    ((figure,), _) = read(content, table_map())
    assert (figure.value, figure.location, figure.origin, figure.period_end) == (
        *(41000, ("TCD",), ("TCD",)),
        date(2026, 3, 31),
    )
    assert (figure.population, figure.measure, figure.term, figure.unit) == ("idp", "stock", "displaced", "person")
    assert figure.locator == "t.csv?location=TCD&date=2026-03-31"


def test_the_quote_is_the_row_as_it_stood_without_the_columns_that_were_not_mapped() -> None:
    (figures, problems) = read('Country,Contact,Date,N\nchad,Ms Name +235 66,2026-03-31,"41,000"\n', table_map())
    assert figures[0].quote == '{"Country": "chad", "Date": "2026-03-31", "N": "41,000"}'
    assert problems == ["t.csv: columns that are not read: Contact"]


def test_words_constants_and_units_become_fields() -> None:
    given = table_map(
        columns={"location": "Where", "group": "Who", "date": "When", "value": "N", "attribution": "By"},
        constants={"measure": "stock", "unit": "household", "origin": "SDN"},
        words={"group": {"Refugees": {"population": "refugee"}, "Returnees": {"population": "returned_refugee"}}},
    )
    (figures, _) = read("Where,Who,When,N,By\nTCD,refugees,2026,5,UNHCR\nTCD,Returnees,2026,7,\n", given)
    said = [(f.population, f.term, f.unit, f.origin, f.attribution, f.period_end) for f in figures]
    assert said == [
        ("refugee", "refugee", "household", ("SDN",), "UNHCR", date(2026, 12, 31)),
        ("returned_refugee", "returns", "household", ("SDN",), "", date(2026, 12, 31)),
    ]


def test_a_flow_has_the_period_of_its_columns_or_of_its_date() -> None:
    flow = {"population": "idp", "measure": "flow"}
    columns = {"location": "C", "start": "From", "date": "To", "value": "N"}
    (figures, _) = read("C,From,To,N\nTCD,2026-03-01,2026-03-10,5\n", table_map(columns=columns, constants=flow))
    assert (figures[0].period_start, figures[0].period_end) == (date(2026, 3, 1), date(2026, 3, 10))
    columns = {"location": "C", "date": "When", "value": "N"}
    (figures, _) = read("C,When,N\nTCD,2026-03,5\nTCD,2026-04-02,6\n", table_map(columns=columns, constants=flow))
    assert [(f.period_start, f.period_end) for f in figures] == [
        (date(2026, 3, 1), date(2026, 3, 31)),
        (None, date(2026, 4, 2)),
    ]


def test_a_country_and_its_provinces_in_one_table_are_counted_once() -> None:
    given = table_map(columns={"location": "C", "admin1": "P", "date": "D", "value": "N"})
    body = "C,P,D,N\nTCD,,2026,48200\nTCD,Lac,2026,41000\nTCD,Kanem,2026,7200\nNER,Diffa,2026,9\n"
    (figures, _) = read(body, given)
    assert sum(f.value or 0 for f in figures if f.role == "recommended") == 48209
    assert [f.role for f in figures] == ["recommended", "triangulation", "triangulation", "recommended"]


def test_rows_that_are_no_record_are_skipped_or_told() -> None:
    given = table_map(skip={"location": ["Total"]})
    body = "Country,Date,N\nChad,2026,5\nChad,2025,-\nMali,2026,*\nTotal,,5\nSource: us,,\n"
    (figures, problems) = read(body, given)
    assert [f.value for f in figures] == [5]
    assert problems == ["t.csv: 2 rows without a number in 'N', no figures: rows 3, 6"]


def test_a_country_that_nobody_knows_is_kept_as_written_and_told() -> None:
    (figures, problems) = read("Country,Date,N\nAtlantis,2026,5\n", table_map())
    assert (figures[0].location, figures[0].location_raw) == ((), "Atlantis")
    assert problems == ["t.csv: countries that nobody knows, kept as written: Atlantis"]


BAD_ROWS = [
    ("a number", "Country,Date,N\nChad,2026,5\nMali,2026,about 5\n", "t.csv: row 3, column 'N': 'about 5' is not a"),
    ("a formula", "Country,Date,N\nChad,2026,=1+1\n", r"t.csv: row 2, column 'N': '=1\+1' is not a whole number"),
    ("a date", "Counts\nCountry,Date,N\nChad,31.3.26,5\n", "t.csv: row 3, column 'Date': '31.3.26' is not a date"),
    ("no date", "Country,Date,N\nChad,,5\n", "t.csv: row 2, column 'Date': the cell is empty"),
    ("several", "Country,Date,N\nChad,x,5\nChad,y,5\nChad,z,5\n", r"row 2, column 'Date'.*\(and 2 more\)"),
    ("a row cut off", "Country,N,Date\nChad,5\n", "t.csv: row 2, column 'Date': the cell is empty"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD_ROWS, ids=[each[0] for each in BAD_ROWS])
def test_a_row_that_cannot_be_read_names_file_row_and_column(name: str, content: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(content, table_map())


def test_a_word_nobody_knows_is_named_with_the_known_ones() -> None:
    given = table_map(
        columns={"group": "Who", "date": "When", "value": "N"},
        constants={"measure": "stock"},
        words={"group": {"refugees": {"population": "refugee"}}},
    )
    with pytest.raises(ReadError, match="row 2, column 'Who': 'visitors' is not known; known are refugees"):
        read("Who,When,N\nvisitors,2026,5\n", given)


NO_TABLES = [
    ("empty lines", "\n\n", "the table is empty"),
    ("no such column", "Land,Date,N\nChad,2026,5\n", None),
    ("no value column", "Country,Date\nChad,2026\n", r"no column for value \(N\); the columns are Country, Date"),
    ("a million commas", "," * 10**6, "row 1 has 1,000,001 columns; at most 1,000"),
    ("too many rows", "Country,Date,N\n" + "\n" * 50_000, "more than 50,000 rows; split it"),
    ("too many cells", ("," * 999 + "\n") * 1001, "more than 1,000,000 cells"),
    ("a cell without end", 'Country,Date,N\n"' + "x" * 200_000, "row 2: not a table that can be read: field larger"),
    ("a picture", b"\x89PNG\x0d\x0a\x1a\x0a" + bytes(200), "not a text"),
    ("a broken workbook", b"PK\x03\x04" + bytes(200), "a broken workbook, not read"),
]


@pytest.mark.parametrize(("name", "content", "words"), NO_TABLES, ids=[each[0] for each in NO_TABLES])
def test_what_is_no_table_is_one_clear_error(name: str, content: bytes | str, words: str | None) -> None:
    if words is None:
        (figures, _) = read(content, table_map())
        assert figures[0].location == ()
        return
    with pytest.raises(ReadError, match=words):
        read(content, table_map())


def test_a_workbook_that_unpacks_to_far_more_than_its_size_is_not_unpacked() -> None:
    packed = io.BytesIO(workbook(["Country"], ["Chad"]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", bytes(200 * 2**20))
    with pytest.raises(ReadError, match=r"t.csv: the workbook unpacks to 2\d\d,\d{3},\d{3} bytes, not read"):
        read(packed.getvalue(), table_map())


def test_a_packed_file_that_is_no_workbook_says_so() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("word/document.xml", "<x/>")
    with pytest.raises(ReadError, match="a packed file that is no XLSX"):
        read(packed.getvalue(), table_map())


def test_a_formula_that_was_never_calculated_is_told_and_never_zero() -> None:
    (figures, problems) = read(workbook(["Country", "Date", "N"], ["Chad", "2026", "=2+3"]), table_map())
    assert figures == []
    assert problems == ["t.csv: 1 rows without a number in 'N', no figures: rows 2"]


@settings(max_examples=60, deadline=None)
@given(some.one_of(some.binary(max_size=300), some.text(alphabet='Country,Date;N\n\t"20261\0#+\u202eé', max_size=200)))
def test_no_file_breaks_the_reader(content: bytes | str) -> None:
    for given_map in (table_map(), None):
        assert all(figure.value is not None for figure in figures_or_none(content, given_map))


# --- HXL -------------------------------------------------------------------------------------------------------------

COUNTED = [
    ("#affected+idps", ("idp", "person")),
    ("#affected +Refugees +ind", ("refugee", "person")),
    ("#affected+hh+idps", ("idp", "household")),
    ("#population+asylumseekers", ("asylum_seeker", "person")),
    ("#affected+displaced+total", ("displaced", "person")),
    ("#affected+idps+f", None),
    ("#affected+idps+children", None),
    ("#affected+idps+new", None),
    ("#affected+killed", None),
    ("#affected", None),
    ("#inneed+idps", None),
]


@pytest.mark.parametrize(("tag", "who"), COUNTED)
def test_a_tag_says_who_is_counted_and_a_part_of_them_is_not_read(tag: str, who: tuple[str, str] | None) -> None:
    body = f"Country,Date,N\n#country+code,#date+reported,{tag}\nTCD,2026-03-31,5\n"
    if who is None:
        with pytest.raises(ReadError, match="its HXL tags name no date or no column of displaced people"):
            read(body)
    else:
        ((figure,), _) = read(body)
        assert (figure.population, figure.unit, figure.location, figure.measure) == (*who, ("TCD",), "stock")


def test_several_columns_of_one_row_are_several_figures_with_their_places() -> None:
    body = (
        "a,b,c,d,e,f\n#country+name,#country+code,#adm1+name,#adm1+code,#date,#affected+idps,#affected+idps+hh\n"
        "Chad,TCD,Lac,TD07,2026-03-31,41000,8200\n"
    )
    (figures, _) = read(body)
    assert [(f.value, f.unit, f.admin1, f.admin1_pcode) for f in figures] == [
        (41000, "person", "Lac", "TD07"),
        (8200, "household", "Lac", "TD07"),
    ]
    assert len({f.locator for f in figures}) == 2


def test_tags_without_a_header_are_their_own_header() -> None:
    ((figure,), _) = read("#country+code,#date,#affected+refugees\nTCD,2026-03-31,5\n")
    assert figure.quote == '{"#country+code": "TCD", "#date": "2026-03-31", "#affected+refugees": "5"}'


# --- maps ------------------------------------------------------------------------------------------------------------

BAD_MAPS = [
    ("no TOML", "columns = [", "is not TOML"),
    ("a word of another program", MAP + "\n[colums]\n", "'colums' is not known; known are columns"),
    ("no value", "[columns]\ndate = 'D'\n", r"\[columns\] lacks value"),
    ("a header that is a number", "[columns]\ndate = 'D'\nvalue = 5\n", "value should be a header"),
    ("nobody counted", "[columns]\ndate='D'\nvalue='N'\n[constants]\nmeasure='stock'\n", "nothing says the population"),
    ("a population nobody knows", MAP.replace('"idp"', '"idps"'), "population is 'idps'; known are idp"),
    ("a constant nobody knows", MAP + 'colour = "red"\n', "constant 'colour' is not known"),
    ("a country that is none", MAP + '[countries]\nTchad = "TCH"\n', "'TCH' is not an ISO 3166-1"),
    ("a date without a year", MAP.replace("/%Y", ""), "which has no year"),
    ("a date nobody can read", MAP.replace("%Y", "%Q"), "strptime cannot use"),
    ("words of no column", MAP + "[words.group]\n", "words names 'group', which is not in"),
    ("words that say nothing", MAP + "[words.admin1]\nLac = 'x'\n", "should lead to fields"),
    ("a list that is none", "key = 'value'\n" + MAP, "key should be a list"),
    ("a list of lists", "key = [['value']]\n" + MAP, "key should be a list"),
    ("a cause without words", MAP + "[cause]\ncolumn = 'admin1'\n", r"\[cause\] needs column"),
]


@pytest.mark.parametrize(("name", "text", "words"), BAD_MAPS, ids=[each[0] for each in BAD_MAPS])
def test_a_map_that_cannot_be_used_says_why_in_one_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(SettingsError, match=words) as failed:
        column_map(tmp_path / "m.toml")
    assert str(failed.value).startswith("--map m.toml")
    assert "\n" not in str(failed.value)


def test_the_map_of_the_documents_is_read() -> None:
    page = (Path(__file__).parent.parent / "docs" / "files.md").read_text(encoding="utf-8")
    blocks = page.split("```")
    table = next(block.partition("\n")[2] for block in blocks if block.startswith("csv"))
    text = next(block.partition("\n")[2] for block in blocks if block.startswith("toml"))
    Path("map.toml").write_text(text, encoding="utf-8")
    (figures, problems) = read(table, column_map(Path("map.toml")))
    assert [(f.value, f.population, f.location, f.admin1, f.cause, str(f.period_end)) for f in figures] == [
        (41000, "idp", ("TCD",), "Lac", "conflict", "2026-03-31"),
        (7200, "idp", ("TCD",), "Kanem", "disaster", "2026-03-31"),
        (12500, "refugee", ("TCD",), "Lac", "conflict", "2026-03-31"),
    ]
    assert problems == ["t.csv: columns that are not read: Remarks"]


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
