"""Tables in texts: which numbers are figures, what each of them counts and where, and what is no table."""

from datetime import date

import pytest

from tracker.extract import extract
from tracker.extract.tables import tables, without

WIDE = """Storm Ida: houses and people, 4 June 2024

Province      Dead   Evacuated   Families in shelters
Isabela         12       3,410                    822
Cagayan          4      11,050                  2,607
"""
BARS = """The count of the week follows.

| Country | Refugees | Share |

|---|---|---|

| Chad | 771,200 | 58% |

| South Sudan | 349,980 |  |

The next count is due in July."""
TABS = "District\tHouses destroyed\tHouses damaged\nNowshera\t1,204\t3,377\nSwat\t212\t845\n"
CAPTIONED = "Displaced people by district of arrival\nDistrict    Families    Persons\nMetuge    940    4,702\n"
PARTS = "Area    Houses: heavy / light damage\nAgam    120 / 640\nSolok    -\n"
NO_FIRST_HEADING = "Evacuated    Schools closed\nNorte    5,200    31\nSur    800    4\n"
GAPS = "Ward    Displaced    Injured\nNima    430    12\nOsu        7\nTema    95    3\n"
UNITS = (
    "Region    Inside ECs    Outside ECs\nIII    4,286 fam / 15,173 pers    1,007 fam / 3,662 pers\nNCR    340 fam    0"
)
EXTENTS = (
    "D. DAMAGED HOUSES\n           TOTALLY    PARTIALLY\nCebu         1,412      9,083\nLeyte          377      2,164\n"
)
SLASHES = "ALBERGUES\nDepartamento / Albergues / Personas albergadas\nCortés / 51 / 5,480\nYoro / 27 / 2,316\n"
SECTION = "CENTROS DE ACOMODAÇÃO\nA contagem é de hoje:\n\nDistrito | Centros | Pessoas\nMossuril | 6 | 4.812\n"
POPULATION = "ABRIGOS\nFuncionam doze.\n\nAbrigo | População | Capacidade\nRondon | 1.045 | 1.386\n"
FRENCH = "Province    Ménages déplacés    Morts\nIturi    12 400    31\nTanganyika    3 250    2\n"
SPANISH = "Municipio    Viviendas destruidas    Personas albergadas\nTumaco    88    1.240\nPopayán    12    300\n"


def read(text: str, language: str = "en") -> list[tuple[int | None, str, str, str]]:
    """What is told of each figure: amount, unit, term, country."""
    figures = [each.figure for each in extract(text, date(2024, 6, 5), language)]
    return [(each.value, each.unit.value, each.term.value, "".join(each.location)) for each in figures]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            WIDE,
            "en",
            [
                (3410, "person", "evacuated", "PHL"),
                (822, "household", "sheltered", "PHL"),
                (11050, "person", "evacuated", "PHL"),
                (2607, "household", "sheltered", "PHL"),
            ],
        ),
        (BARS, "en", [(771200, "person", "refugee", "TCD"), (349980, "person", "refugee", "SSD")]),
        (
            EXTENTS,
            "en",
            [
                (1412, "household", "destroyed_housing", "PHL"),
                (9083, "household", "partially_destroyed_housing", "PHL"),
                (377, "household", "destroyed_housing", "PHL"),
                (2164, "household", "partially_destroyed_housing", "PHL"),
            ],
        ),
        (SLASHES, "es", [(5480, "person", "sheltered", "HND"), (2316, "person", "sheltered", "HND")]),
        (SECTION, "pt", [(4812, "person", "sheltered", "MOZ")]),
        (POPULATION, "pt", [(1045, "person", "sheltered", "BRA")]),
        (
            TABS,
            "en",
            [
                (1204, "household", "destroyed_housing", "PAK"),
                (3377, "household", "partially_destroyed_housing", "PAK"),
                (212, "household", "destroyed_housing", "PAK"),
                (845, "household", "partially_destroyed_housing", "PAK"),
            ],
        ),
        (CAPTIONED, "en", [(940, "household", "displaced", "MOZ"), (4702, "person", "displaced", "MOZ")]),
        (
            PARTS,
            "en",
            [
                (120, "household", "partially_destroyed_housing", "IDN"),
                (640, "household", "partially_destroyed_housing", "IDN"),
            ],
        ),
        (
            UNITS,
            "en",
            [
                (4286, "household", "sheltered", ""),
                (15173, "person", "sheltered", ""),
                (1007, "household", "displaced", ""),
                (3662, "person", "displaced", ""),
                (340, "household", "sheltered", ""),
            ],
        ),
        (FRENCH, "fr", [(12400, "household", "displaced", "COD"), (3250, "household", "displaced", "COD")]),
        (
            SPANISH,
            "es",
            [
                (88, "household", "destroyed_housing", "COL"),
                (1240, "person", "sheltered", "COL"),
                (12, "household", "destroyed_housing", "COL"),
                (300, "person", "sheltered", "COL"),
            ],
        ),
    ],
)
def test_each_number_of_a_table_is_read_under_its_heading(
    text: str, language: str, expected: list[tuple[int, str, str, str]]
) -> None:
    assert read(text, language) == expected


def test_rows_may_have_a_name_that_no_heading_stands_over() -> None:
    assert [value for value, *_ in read(NO_FIRST_HEADING)] == [5200, 800]


def test_a_row_that_lacks_a_cell_is_not_guessed_at() -> None:
    assert [value for value, *_ in read(GAPS)] == [430, 95]


@pytest.mark.parametrize("text", [WIDE, BARS, TABS, CAPTIONED, PARTS, UNITS])
def test_a_figure_of_a_table_is_quoted_with_its_heading_and_marks_its_own_cell(text: str) -> None:
    for each in extract(text, date(2024, 6, 5), "en"):
        assert text[each.start : each.end] == each.figure.quote
        number = text[slice(*each.marks["number"])].split()[0]
        assert int(number.replace(",", "")) == each.figure.value
        assert text[slice(*each.marks["term"])] in each.figure.quote


@pytest.mark.parametrize(
    "text",
    [
        "3,000 people fled.  The others stayed.\nIn Goma  300 were displaced.",
        "Name    Age    Team\nPaul    31    Reds",
        "Item    Price    Sold\nTents    31    400\nRefugee stamps    2    900",
        "Camp    Capacity    Latrines\nMoria    3,100    40",
        "One line    of    words",
        "",
    ],
)
def test_no_figure_comes_of_what_is_no_table_of_displacement(text: str) -> None:
    assert [each for each in extract(text, None, "en") if each.marks["number"] in cells(text)] == []


def cells(text: str) -> list[tuple[int, int]]:
    """Where the numbers of tables stand."""
    amounts = [cell.amount for table in tables(text) for cell in table.cells]
    return [(each.start, each.start + len(each.text)) for each in amounts]


@pytest.mark.parametrize("text", [WIDE, BARS, TABS, "no table"])
def test_a_text_without_its_tables_keeps_its_length(text: str) -> None:
    assert len(without([table[:2] for table in tables(text)], text)) == len(text)


def test_what_stands_around_a_table_is_read_as_ever() -> None:
    text = f"In Goma 3,000 people were displaced.\n\n{WIDE}\nIn Bukavu 412 houses burned down."
    assert [value for value, *_ in read(text)] == [3000, 3410, 822, 11050, 2607, 412]


def test_a_row_that_is_repeated_word_for_word_is_read_once() -> None:
    assert [value for value, *_ in read("Area    Displaced\n" + "Isabela    430\n" * 2000)] == [430]


def test_a_sentence_above_a_table_is_no_caption() -> None:
    assert read("Some 3,000 people were displaced.\nArea    Persons\nIsabela    430\n")[1:] == []


def test_a_sentence_that_ends_with_a_colon_says_what_is_destroyed_in_the_table_below_it() -> None:
    rows = "Province    Destroyed    Damaged\nTafea    3,912    5,160\nShefa    1,705    7,248\n"
    assert [value for value, *_ in read(f"In the end 6,280 houses burned and 400 stand, they found:\n\n{rows}")][
        1:
    ] == [
        3_912,
        5_160,
        1_705,
        7_248,
    ]
    assert [value for value, *_ in read(f"In the end 6,280 houses burned. Schools and bridges:\n\n{rows}")] == [6_280]


def test_years_may_stand_over_the_numbers_of_places() -> None:
    rows = "Region | 2021 | 2022\nNorth Kivu | 1,200,000 | 1,400,000\nIturi | 1,600,000 | 1,700,000\n"
    found = [each.figure for each in extract(f"Internally displaced people\n\n{rows}", date(2024, 6, 5), "en")]
    assert [(each.value, each.period_end and each.period_end.year) for each in found] == [
        (1_200_000, 2021),
        (1_400_000, 2022),
        (1_600_000, 2021),
        (1_700_000, 2022),
    ]
    assert read(f"Cholera cases in camps\n\n{rows}") == []
    assert read(f"Budget\n\n{rows}") == []


def test_families_now_are_those_of_the_centres_of_their_section() -> None:
    rows = "REGION   ECs (NOW)    Families NOW\nNCR       207        14,006\nREGION I        3          12\n"
    assert [value for value, *_ in read(f"a. Inside Evacuation Centers\n\n{rows}")] == [14_006, 12]


def test_inmates_are_those_of_the_camps_of_their_section() -> None:
    rows = "District   Camps   Inmates\nCachar   152   68,411\nNagaon   147   51,906\n"
    assert [value for value, *_ in read(f"7. Relief camps\n\nDistrict wise inmates\n{rows}")] == [68_411, 51_906]
    assert read(f"7. Prisons\n\nDistrict wise inmates\n{rows.replace('Camps', 'Jails')}") == []


def test_the_rows_of_a_table_may_be_years() -> None:
    rows = "Year    New displacements    Deaths\n2019    74,200    120\n2020    335,100    210\n"
    found = extract(f"Kenya: displacement by disasters\n\n{rows}", date(2024, 6, 5), "en")
    figures = [each.figure for each in found]
    assert [(each.value, each.period_start, each.period_end) for each in figures] == [
        (74_200, date(2019, 1, 1), date(2019, 12, 31)),
        (335_100, date(2020, 1, 1), date(2020, 12, 31)),
    ]


def test_the_number_of_a_table_counts_nobody() -> None:
    assert read("Cause of displacement: insurgency\nTable 2. Population by state") == []


LEVELS = (
    "Displaced families and persons inside evacuation centers\n"
    "REGION   NUMBER OF ECs   FAMILIES   PERSONS\n"
    "         CUM   NOW       CUM   NOW  CUM   NOW\n"
    "Isabela  318   61        9,212   1,655   30,098   5,402\n"
)
EVENTS = (
    "DAÑOS\n                       ETA        IOTA\nPersonas evacuadas     31.317     2.218\n"
    "Personas fallecidas    53         2\nViviendas con daño severo    1.047    266\n"
)
GOALS = "Indicator    Target    Reached\nIDPs    3,000    420\nRefugees    300    410\n"
BOXES = "Floods\n\n1,046,000    370,000\npeople affected    people displaced\n\n33    23,000\ndeaths    cattle\n"
BARRED = "CHIFFRES CLÉS\n92 300 | personnes déplacées à Jacmel\n147 000 | personnes déplacées aux Cayes\n12 | décès\n"
SHORTENED = (
    "Província    Mortes    Casas parc. destruídas    Casas tot. destruídas\nNampula    44    36.810    24.117\n"
)
NARROW = "Zone   Ménages affectés   Maisons détruites   Ménages déplacés\nLogone 27 114  10 236  4 018\n"
HOMES_BELOW = "VIDA\n  Fallecidos: 2\nVIVIENDAS\n  Destruidas: 18\n  Inhabitables: 27\n  Afectadas: 70\n"


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        (LEVELS, "en", [9212, 1655, 30098, 5402]),
        (EVENTS, "es", [31317, 2218, 1047, 266]),
        (GOALS, "en", []),
        (BOXES, "en", [370000]),
        (BARRED, "fr", [92300, 147000]),
        (SHORTENED, "pt", [36810, 24117]),
        (HOMES_BELOW, "es", [18, 27]),
        (NARROW, "fr", [10236, 4018]),
    ],
    ids=["two levels", "rows tell", "goals", "boxes", "bars", "shortened words", "homes above", "one blank"],
)
def test_layouts_of_key_figures_and_damage(text: str, language: str, values: list[int]) -> None:
    assert [value for value, *_ in read(text, language)] == values
