"""The extractor on whole articles: the founding article's three figures, and nothing else."""

from datetime import date

import pytest

from tracker.extract import Found, extract

FRIDAY = date(2024, 12, 6)
FOUNDING = """Beirut weighs help for Damascus as front lines move

Friday 6 December 2024 - 09:15

Allies of the Syrian government met in the Lebanese capital on Thursday to discuss the rebel advance. \
They come weakened: a year of war in southern Lebanon killed much of their leadership \
and displaced tens of thousands of civilians.

Syria's 13-year war had been quiet since 2020. Over the past week, the rebels took Aleppo and moved on towards Hama.

The new fighting has displaced more than 280,000 people, the United Nations said. \
"Tens of thousands of civilians are at risk," its Secretary-General warned.

Türkiye, which is home to nearly three million Syrian refugees since the war began in 2011, called for talks.

With millions displaced and no talks in sight, few expect a quick end.

Write a comment
300 remaining characters
Comments (0)
"""


@pytest.fixture(scope="module")
def founding() -> dict[tuple[int | None, int | None], Found]:
    found = extract(FOUNDING, FRIDAY)
    return {(each.figure.value, each.figure.value_low): each for each in found}


def test_founding_article_has_its_figures_and_at_most_the_flourish(founding):
    charted = {amount for amount, found in founding.items() if found.figure.confidence >= 0.5}
    assert charted == {(280_000, None), (3_000_000, None), (None, 20_000)}


def test_new_displacement_in_syria(founding):
    figure = founding[280_000, None].figure
    assert (figure.qualifier, figure.population, figure.measure) == ("more_than_or_equal", "idp", "flow")
    assert (figure.cause, figure.origin, figure.location) == ("conflict", ("SYR",), ("SYR",))
    assert (figure.period_start, figure.period_end) == (date(2024, 11, 29), FRIDAY)


def test_refugees_in_turkiye(founding):
    figure = founding[3_000_000, None].figure
    assert (figure.qualifier, figure.population, figure.measure) == ("approximately", "refugee", "stock")
    assert (figure.cause, figure.origin, figure.location) == ("conflict", ("SYR",), ("TUR",))
    assert (figure.period_start, figure.period_end) == (FRIDAY, FRIDAY)


def test_displaced_in_lebanon(founding):
    figure = founding[None, 20_000].figure
    assert (figure.value_low, figure.value_high) == (20_000, 99_999)
    assert (figure.population, figure.measure, figure.cause) == ("idp", "flow", "conflict")
    assert figure.location == ("LBN",)


def test_quotes_and_marks_re_read(founding):
    for found in founding.values():
        assert FOUNDING[found.start : found.end] == found.figure.quote
        assert found.figure.locator == f"char={found.start},{found.end}"
        assert all(found.start <= low < high <= found.end for low, high in found.marks.values())


LABELLED = [
    ([312, 97], "PEOPLE HOUSED AT 0600 HRS 2 MARCH: Lismore, upper campus 312; Ballina Sports Hall 97."),
    ([58_913, 140_300], "58,913 people relocated out of flooded wards; houses damaged 140,300, flooded 65,100."),
    ([8_243, 4_200], "8,243 houses completely destroyed and 4,200 partly."),
    ([581_000, 1_164_000], "Houses: 581,000 fully and 1,164,000 partially damaged; livestock lost 751,000."),
    ([663_869, 685_121], "Relief camps: 663,869 persons, down from 685,121 the day before."),
    ([], "Relief camps: 34"),
    (
        [553_150, 139_850],
        "Recorded since 15 April 2023: 693,000, of which refugees 553,150, returnees 139,850.",
    ),
    ([2_016, 1_704, 312], "New arrivals between 5 and 11 February: 2,016 (Adré 1,704, Tissi 312)."),
    ([37_900], "Households awaiting relocation in Adré: 37,900."),
    ([4_600_000], "This brings to 4.6 million the number of internally displaced people in the two provinces."),
]


@pytest.mark.parametrize(("values", "text"), LABELLED, ids=[text[:40] for _, text in LABELLED])
def test_labels_of_reports_name_what_is_counted(values, text):
    assert [each.figure.value for each in extract(text, FRIDAY, "en")] == values


HEADED = [
    (
        [55_800, 103_000, 1_700_000],
        "Refugees by country:\nAngola: 55,800\nZambia: 103,000\nUganda – 1,700,000\n\nSchools: 15",
    ),
    ([2_460_000, 755_000], "Syrian refugees registered:\n- Türkiye: 2,460,000\n- Lebanon: 755,000\nHealth workers: 40"),
    ([1_200, 300], "Displaced families:\nBorno: 1,200 families\nYobe: 300 families"),
    ([], "People in need:\nBorno: 1,200\nYobe: 300"),
]


@pytest.mark.parametrize(("values", "text"), HEADED, ids=[text.partition("\n")[0] for _, text in HEADED])
def test_a_heading_says_what_its_lines_count(values, text):
    assert [each.figure.value for each in extract(text, FRIDAY, "en")] == values


PREDICATES = [
    ([1_240], "1,240 households from the lower wards had crossed to higher ground on the west bank."),
    ([9_000], "In 2017 steam blasts forced 9,000 people out of the same barangays."),
    ([12_000], "The fighting sent 12,000 people across the river."),
    ([], "The blast sent 40 people to hospital."),
    ([19_000], "19,000 of Yellowknife's 20,600 inhabitants had left by road or air; they fled a fire."),
    ([30], "On Saturday eight more men died at Tambitanis and thirty houses and five shops were burned."),
    ([300], "Some 300 families were ferried to a school on the far bank."),
    ([900], "About 900 people are crammed into a church hall."),
    ([40], "Forty homes slid into the sea."),
    ([3_000], "Some 3,000 people remain unable to return home."),
    ([68_000], "Aid groups say the camp, built for 12,000 people, holds nearly 68,000."),
    ([232_000], "About 232,000 Burundians live in Nyarugusu, Nduta and Mtendeli camps."),
    ([594, 1_210], "Two accommodation centres were housing 594 people, down from 1,210 the day before."),
    ([], '"If the dams spill again, we could have 20,000 people without homes," he warned.'),
    ([], "The UN mission sent 150 more men to the town."),
    ([], "After the leak 23 residents were taken to hospital."),
    ([], "More than 40,000 homes lost power when the storm hit."),
    ([], "The Lions lost 12 home games last season."),
    ([], "Some 400,000 tax returns were late, and the airport saw 7.5 million arrivals."),
    ([], "90 percent of the 2.3 million people of Gaza are displaced."),
    ([], "1" * 310 + " refugees are in Chad."),
]


@pytest.mark.parametrize(("values", "text"), PREDICATES, ids=[text[:40] for _, text in PREDICATES])
def test_words_for_what_happened(values, text):
    assert [each.figure.value for each in extract(text, FRIDAY, "en")] == values


BORROWED = [
    ([930, 415, 882], "The sites of Ndosho, Sake and Kanya hold 930, 415 and 882 displaced people."),
    ([15_360, 22_290, 7_270], "Floods displaced 15,360 people in Ayod, 22,290 in Uror and 7,270 in Fangak."),
    ([80, 20], "The storm destroyed 80 houses and damaged 20 others."),
    ([2_759, 460], "Some 2,759 persons (460 families) were evacuated."),
    ([4_000], "The storm killed 58, injured dozens and displaced more than 4,000."),
    ([12_000], "12,000 of the 40,000 residents fled."),
    ([1_110_000], "2.48 million people were affected, including 1.11 million evacuated."),
    ([3_614], "Evacuation total people: 3,614"),
    ([349, 427], "The number of displaced families is put at 349; the figure is 427 for the ministry."),
    ([500_000, 300_000], "IDPs now number 500,000, up from 300,000 a year ago."),
    ([1_720_000, 422_000], "Poland took in 1.72 million Ukrainians, Romania 422,000."),
    ([3_000], "The shelling brings to 3,000 the number of displaced people."),
]


@pytest.mark.parametrize(("values", "text"), BORROWED, ids=[text[:40] for _, text in BORROWED])
def test_numbers_borrow_the_words_they_leave_out(values, text):
    assert [found.figure.value for found in extract(text, language="en")] == values


@pytest.mark.parametrize(
    "text",
    [
        "La préfecture a procédé à l'évacuation de 3 000 habitants.",
        "Nouveaux arrivants soudanais depuis avril 2023 : 3 000",
        "La ville donne asile à 3 000 Maliens.",
    ],
)
def test_one_number_in_french(text):
    assert [found.figure.value for found in extract(text, language="fr")] == [3_000]


def test_part_of_households_is_households():
    _, part = extract("Les combats ont déplacé 8 500 ménages. Parmi eux, 1 130 d'entre eux campent.", language="fr")
    assert (part.figure.value, part.figure.unit) == (1_130, "household")


@pytest.mark.parametrize(
    "text",
    [
        "The floods could displace 3,000 people.",
        "Some 3,000 people were ordered to leave their homes.",
        "The camp was designed for 90,000 refugees.",
        "3,000 people were killed.",
        "3,000 people were affected by the floods.",
        "The airline evacuated 189 passengers.",
        "No one fled, and 3,000 people stayed.",
        "Refugees: one in five is younger than 12.",
        "If the dam breaks, 3,000 people will be displaced.",
        "They opened 14 evacuation centres.",
    ],
)
def test_what_did_not_happen_or_counts_something_else(text):
    assert extract(text, language="en") == []


HEADINGS = [
    "No respite in Kenya\nAt least 2,221 people were displaced by floods in Ghana last week, officials said.",
    "Sin tregua en Kenia\nAl menos 2.221 personas fueron desplazadas por las inundaciones en Ghana, dijo el Gobierno.",
    "Pas de répit au Kenya\nAu moins 2 221 personnes ont été déplacées par les inondations au Ghana, dit-on.",
]


@pytest.mark.parametrize("text", HEADINGS)
def test_a_heading_is_no_part_of_the_sentence_below_it(text):
    (found,) = extract(text)
    assert (found.figure.value, found.figure.location) == (2221, ("GHA",))
    assert "\n" not in found.figure.quote


def test_lines_that_were_wrapped_are_one_sentence():
    wrapped = (
        "Officials of the province said on Sunday that floods had displaced some\n"
        "Chadian families, 41,000 people around the lake, since the rains began."
    )
    assert [found.figure.value for found in extract(wrapped)] == [41000]


FIGHTING = [
    "In Lebanon, a year of conflict between Israel and Hezbollah has displaced tens of thousands of civilians.",
    "Au Liban, un an de conflit entre Israël et le Hezbollah a déplacé des dizaines de milliers de civils.",
    "En el Líbano, un año de conflicto entre Israel y Hezbolá ha desplazado a decenas de miles de civiles.",
]


@pytest.mark.parametrize("text", FIGHTING)
def test_who_fights_is_not_where_people_are_displaced(text):
    (found,) = extract(text)
    assert found.figure.location == ("LBN",)


ROMANCE = [  # a participle follows its noun; a count may follow its verb; homes are families or dwellings
    ((320, "returns", "household"), "Las 320 familias desalojadas el martes pudieron regresar a sus casas.", "es"),
    ((2800, "displaced", "person"), "Asciende a 2.800 el número de desplazados.", "es"),
    ((64, "destroyed_housing", "household"), "Los combates dejaron 64 hogares destruidos.", "es"),
    ((64, "displaced", "household"), "64 hogares fueron desplazados.", "es"),
    ((3000, "displaced", "person"), "Sobe para 3 mil o número de desalojados em União dos Palmares.", "pt"),
    ((150, "relocated", "household"), "Uma centena e meia de famílias foi transferida.", "pt"),
    ((300000, "refugee", "person"), "Lebanon hosts 300,000 Syrians.", "en"),
    ((300, "sheltered", "household"), "The village hosts 300 families.", "en"),
]


@pytest.mark.parametrize(("wanted", "text", "language"), ROMANCE, ids=[text[:40] for _, text, _ in ROMANCE])
def test_the_word_order_of_romance_languages(wanted, text, language):
    (found,) = extract(text, language=language)
    assert (found.figure.value, found.figure.term, found.figure.unit) == wanted
