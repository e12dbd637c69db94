"""Lists of names and numbers under a heading: which are figures, and which are lists of something else."""

from datetime import date

import pytest

from tracker.extract import extract
from tracker.extract.tables.lists import lists

BARS = "DISTRICT-WISE DISPLACED PERSONS\nDhubri 4,120 | Barpeta 2,608 | Kamrup 917 | others nil\n"
GAPS = "IV. BREAKDOWN BY PROVINCE (persons now in camps)\nALBAY      12,440\nSORSOGON    3,015\nMASBATE       886\n"
POSTS = "Situation in the evacuation camps\nPost Waibalun: 1,310 pax\nPost Lewoleba: 842 pax\nOther posts: no data\n"
IN_A_LINE = "Refugees by country of origin (1 May 2024): Sudan 618,300 ● Nigeria 21,850 ● DR Congo 9,440. More soon.\n"
BLANKS = "Displaced people by region\nBay 7,310\nGedo 5,266\nHiraan 2,048\n\nCholera by region\nBay 731\nGedo 526\n"
WITH_NUMBERS = "CAMP OCCUPANCY\nNairobi, 12 camps: 8,114 persons\nKisumu, 7 camps: 3,906 persons\n"
ARABIC = "النازحون حسب المحافظة\nمأرب: 4,120\nتعز: 2,608\nحجة: 917\n"
BY_SETTLEMENT = "POPULATION BY SETTLEMENT\nKyangwali (Kikuube)  61,400\nImvepi (Arua)  54,210\n"
IN_SHELTERS = (
    "Displaced people are distributed as follows:\n• Girls' school: 611\n• Parish hall: 207\n• Host families: 420\n"
)
ANNOUNCED = (
    "By the committee's count, displaced persons are staying in two evacuation centres in Attapeu:\n"
    "1. Phonesavath school: 930 persons\n2. Hatsaykhao: 415 persons\n"
)
GOODS = "Displaced families: what was handed out\nTents: 1,200\nBlankets: 8,400\nJerrycans: 2,300\n"
TELLING = "Displaced families\nDead: 12\nInjured: 40\nMissing: 3\n"
DASHED = "Evacuation centres\nDivision - Centres open - Families\nCentral - 21 - 388\nWestern - 14 - 205\n"
OF_WHOM = "Refugees in Ethiopia (31 May): 872,886\n  of whom Sudan 384,632 | Somalia 239,115 | Eritrea 161,908\n"
MARKED = "Refugees: 482,640\n- Chad: 346,120\n- Niger: 127,980\nHealth workers: 40\n"
SLASHED = (
    "In all, 26,500 houses fell and 35,400 cracked. Most were of mud. District-wise:\n\n"
    "District: destroyed / damaged\nJajarkot: 17,792 / 15,604\nSalyan: 301 / 2,128\n"
)
NUMBERED = "S/N | Camp | Population\n1 | Bama | 31,200\n2 | Dikwa | 14,070\n"


@pytest.mark.parametrize(
    ("text", "language", "counted", "country", "values"),
    [
        (BARS, "en", "person displaced", "IND", [4120, 2608, 917]),
        (GAPS, "en", "person in_relief_camp", "PHL", [12440, 3015, 886]),
        (POSTS, "en", "person in_relief_camp", "", [1310, 842]),
        (BLANKS, "en", "person displaced", "SOM", [7310, 5266, 2048]),
        (WITH_NUMBERS, "en", "person in_relief_camp", "KEN", [8114, 3906]),
        (ARABIC, "ar", "person displaced", "YEM", [4120, 2608, 917]),
        (DASHED, "en", "household sheltered", "", [388, 205]),
        (NUMBERED, "en", "person in_relief_camp", "NGA", [31200, 14070]),
        (BY_SETTLEMENT, "en", "person in_relief_camp", "UGA", [61400, 54210]),
        (IN_SHELTERS, "en", "person displaced", "", [611, 207, 420]),
        (ANNOUNCED, "en", "person displaced", "LAO", [930, 415]),
        (GOODS, "en", "", "", []),
        (TELLING, "en", "", "", []),
    ],
    ids="bars gaps units two numbers arabic dashes serials settlements shelters announced goods dead".split(),
)
def test_what_a_heading_says_of_the_names_below_it(
    text: str, language: str, counted: str, country: str, values: list[int]
) -> None:
    found = [each.figure for each in extract(text, date(2024, 6, 5), language)]
    assert [one.value for one in found] == values
    assert {f"{one.unit.value} {one.term.value}" for one in found} <= {counted}
    assert {"".join(one.location) for one in found} <= {country}


def test_a_heading_may_have_a_total_of_its_own_and_stands_farther_left() -> None:
    found = [each.figure for each in extract(OF_WHOM, date(2024, 6, 5), "en")]
    assert [one.value for one in found] == [872_886, 384_632, 239_115, 161_908]
    assert [one.origin for one in found] == [(), ("SDN",), ("SOM",), ("ERI",)]
    assert {one.location for one in found} == {("ETH",)}
    assert [each.figure.value for each in extract(MARKED, None, "en")] == [482_640, 346_120, 127_980]


def test_a_list_of_what_is_destroyed_and_damaged_goes_on_from_the_sentence_above() -> None:
    text = "The storm destroyed 4,386 houses. Tafea took the hardest blow:\n\n"
    rows = "Tafea — destroyed 2,701, damaged 5,960\nShefa — destroyed 1,422, damaged 7,815\n"
    assert [each.figure.value for each in extract(text + rows, None, "en")] == [4_386, 2_701, 5_960, 1_422, 7_815]


def test_dots_lead_from_a_label_to_its_number() -> None:
    text = "Missing ........ 366\nHouses – fully damaged ........ 783\nPersons displaced ........ 232,752\n"
    assert [each.figure.value for each in extract(text, None, "en")] == [783, 232_752]


def test_a_list_of_families_without_a_word_of_displacement_is_of_those_told_of_above() -> None:
    told = "Some 14,200 families were displaced in May.\n\n"
    listed = "By place of arrival:\n– Al Wadi: 7,015 families\n– Marib City: 4,688 families\n"
    assert [each.figure.value for each in extract(told + listed, None, "en")] == [14_200, 7_015, 4_688]
    rain = "Rainfall by district:\n– Al Wadi: 15\n– Marib City: 88\n– Harib: 40\n"
    assert [each.figure.value for each in extract(told + rain, None, "en")] == [14_200]


def test_shares_and_stars_behind_a_number_are_no_part_of_it() -> None:
    text = "POPULATION BY COUNTRY OF ORIGIN\nSudan  930,405  56.5%\nSomalia  511,890  31.1%\nOthers  80,426*  4.9%\n"
    found = [each.figure for each in extract(text, None, "en")]
    assert [(one.value, one.term.value) for one in found] == [
        (930_405, "refugee"),
        (511_890, "refugee"),
        (80_426, "refugee"),
    ]


def test_two_numbers_of_an_item_are_those_of_two_headings_and_count_the_houses_announced_above() -> None:
    found = [each.figure for each in extract(SLASHED, None, "en")]
    assert [(one.value, one.term.value.partition("_")[0]) for one in found] == [
        (26_500, "destroyed"),
        (35_400, "partially"),
        (17_792, "destroyed"),
        (15_604, "partially"),
        (301, "destroyed"),
        (2_128, "partially"),
    ]


def test_a_list_by_country_of_origin_says_where_people_are_from() -> None:
    found = [
        each.figure
        for each in extract(
            f"CHAD: facts of the month\nThe east of Chad has twenty camps; Chad keeps its border open.\n\n{IN_A_LINE}",
            date(2024, 6, 5),
            "en",
        )
    ]
    assert [(one.value, one.origin, one.location) for one in found] == [
        (618300, ("SDN",), ("TCD",)),
        (21850, ("NGA",), ("TCD",)),
        (9440, ("COD",), ("TCD",)),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Cholera cases among displaced people by district",
        "Kits distributed to displaced families by district",
        "Food delivered to IDP camps by district (tons)",
        "Refugees reached with cash by district",
        "Shelters built for displaced families, by district",
        "Funding for refugees by country (USD)",
        "Latrines in camps by district",
        "Displaced children out of school by district",
    ],
)
def test_a_heading_that_counts_something_else_for_or_among_them_counts_nobody(heading: str) -> None:
    assert extract(f"{heading}\nGoma: 300\nUvira: 200\nBukavu: 20\n", None, "en") == []
    assert extract(f"District | {heading}\nGoma | 300\nUvira | 200\n", None, "en") == []


def test_a_line_that_only_says_how_damaged_counts_the_houses_of_the_line_before() -> None:
    text = "Jajarkot – fully damaged: 17,800 houses; partially damaged: 14,210\nSalyan – fully damaged: 410\n"
    assert [each.figure.value for each in extract(text, None, "en")] == [17_800, 14_210, 410]
    assert [each.figure.value for each in extract("120 houses burned.\nClassrooms damaged: 14\n", None, "en")] == [120]


def test_equal_numbers_of_two_names_are_two_facts_and_a_repeated_list_is_one() -> None:
    text = "Displaced families by district\nMetuge: 310\nPemba: 310\nMueda: 85\n"
    assert [each.figure.value for each in extract(text, None, "en")] == [310, 310, 85]
    assert [each.figure.value for each in extract(f"{text}\n{text}", None, "en")] == [310, 310, 85]


def test_a_total_in_the_sentence_before_a_list_is_a_figure_too() -> None:
    said = "Floods have displaced 3,400 people. They are distributed as follows"
    text = f"{said}:\nMetuge: 1,900\nPemba: 1,000\nMueda: 500\n"
    assert [each.figure.value for each in extract(text, None, "en")] == [3400, 1900, 1000, 500]
    rain = text.replace("They are distributed as follows", "Rain in millimetres")
    assert [each.figure.value for each in extract(rain, None, "en")] == [3400]


def test_each_figure_is_quoted_from_the_heading_to_its_number() -> None:
    found = extract(BARS, date(2024, 6, 5), "en")
    assert found[0].figure.quote == "DISTRICT-WISE DISPLACED PERSONS\nDhubri 4,120"
    assert all(BARS[each.start : each.end] == each.figure.quote for each in found)
    assert [BARS[slice(*each.marks["number"])] for each in found] == ["4,120", "2,608", "917"]


@pytest.mark.parametrize(
    "text",
    [
        "One line is no list\nGoma 300\n",
        "Two sentences follow.\nGoma: 300\nUvira: 200\n",
        "A heading\n\nGoma: 300, of whom 200 left\nUvira: 20 or so came\n",
        "A heading\nGoma rose by 30%\nUvira fell by 20%\n",
    ],
)
def test_what_is_no_list(text: str) -> None:
    assert not list(lists(text))


BELOW = "KEY FIGURES\n\n61,400\n\nNumber of refugees in Burundi\n\n12,700\n\nBurundian returnees\n\nHighlights."
ABOVE = "Refugees\n\n61,400\n\nInternally displaced people\n\n9,300\n\nHighlights\n\nText."
GOODS_BELOW = "Key figures\n\n1,200\n\nTents handed out\n\n8,400\n\nBlankets for refugees\n\nText."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BELOW, [("refugee", 61_400), ("returns", 12_700)]),
        (ABOVE, [("refugee", 61_400), ("displaced", 9_300)]),
        (GOODS_BELOW, []),
    ],
)
def test_key_figures_one_below_the_other(text, told):
    found = extract(text, date(2024, 12, 6), "en")
    assert [(str(each.said["term"]), each.said["value"]) for each in found] == told
    assert all(text[each.start : each.end] == each.said["quote"] for each in found)
