"""Tables at hand: what is read of them by a map or by HXL tags, and every table that is none."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.at_hand_desk import (
    MAP,
    figures_or_none,
    read,
    table_map,
    workbook,
)
from tracker.at_hand.column_maps import column_map
from tracker.errors import ReadError, SettingsError

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
