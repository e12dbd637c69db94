"""Where: countries by every name and adjective, provinces and towns, and whose figure a place is."""

import pytest

from tracker.extract import extract
from tracker.extract.places import gazetteer, places_of, plain


def where(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Origin and location of the one figure of a text."""
    (found,) = extract(text)
    return found.figure.origin, found.figure.location


NAMED = [
    ("SYR", "Syria Syrie Siria Síria سوريا Suriye"),
    ("TUR", "Türkiye Turquie Turquía Turquia تركيا"),
    ("ETH", "Ethiopia Éthiopie Etiopía Etiópia إثيوبيا Etiyopya"),
    ("UKR", "Ukraine Ucrania Ucrânia أوكرانيا Ukrayna"),
    ("MMR", "Myanmar ميانمار"),
    ("COL", "Colombia Colombie Colômbia كولومبيا Kolombiya"),
    ("MOZ", "Mozambique Moçambique موزمبيق Mozambik"),
]


@pytest.mark.parametrize(("iso3", "names"), NAMED)
def test_countries_are_known_by_their_names_in_every_language(iso3: str, names: str) -> None:
    assert {name: places_of(plain(name))[:4] for name in names.split()} == dict.fromkeys(names.split(), iso3 + "c")


def test_the_gazetteer_is_in_the_order_in_which_it_is_searched() -> None:
    *lines, end = gazetteer()
    assert lines == sorted(lines)
    assert end == ""


NAMESAKES = [
    ("MDG", "Madagascar: 11,206 people were displaced in Sofia and Boeny."),
    ("KEN", "Kenya Red Cross: about 5,600 people are in camps at Kiwanja Ndege."),
    ("BOL", "In Cobija, Pando, the Acre river rose and 850 families were evacuated."),
    ("COD", "3,000 people fled Bunia in the Democratic Republic of the Congo."),
]


@pytest.mark.parametrize(("iso3", "text"), NAMESAKES)
def test_a_name_is_read_whole_and_in_the_country_the_text_names(iso3: str, text: str) -> None:
    assert where(text)[1] == (iso3,)


INSIDE = [
    (
        "SYR",
        [
            "Fighting in Syria displaced 3,000 people.",
            "Fighting displaced 3,000 people in Aleppo.",
            "3,000 Syrians were displaced by war.",
        ],
    ),
    (
        "COD",
        [
            "In the DRC 3,000 people were displaced.",
            "Clashes in Ituri displaced 3,000 people.",
            "In Goma 3,000 people fled their homes.",
        ],
    ),
    ("TUR", ["The quake in Türkiye left 3,000 people homeless.", "The quake in Turkey left 3,000 people homeless."]),
    ("IND", ["709,841 people were displaced in Jajpur district.", "Floods in Assam displaced 3,000 people."]),
    (
        "HTI",
        [
            "Les gangs ont déplacé 24 155 personnes à Port-au-Prince.",
            "La violencia desplazó a 3.000 personas en Haití.",
        ],
    ),
    ("MOZ", ["Os ataques em Moçambique deslocaram 3.000 pessoas."]),
    ("SDN", ["نزح 3,000 شخص في السودان بسبب الحرب.", "نزح 3,000 شخص من دارفور."]),
]


@pytest.mark.parametrize(("country", "text"), [(code, text) for code, texts in INSIDE for text in texts])
def test_people_displaced_inside_their_country(country, text):
    assert where(text) == ((country,), (country,))


@pytest.mark.parametrize(
    ("origin", "location", "text"),
    [
        (("SYR",), ("TUR",), "Türkiye is home to nearly three million Syrian refugees."),
        (("SYR",), ("LBN",), "Lebanon hosts 1.5 million Syrian refugees."),
        (("SDN",), ("EGY",), "EGYPT hosts around 1.2 million Sudanese refugees."),
        (("SDN",), ("TCD", "EGY", "SSD"), "1.8 million Sudanese fled to Chad, Egypt and South Sudan."),
        (("AFG",), ("IRN",), "Iran hosts 780,000 Afghan refugees."),
        (("MMR",), ("BGD",), "436,000 Rohingya have fled to Bangladesh."),
        (("UKR",), ("POL",), "Some 98,400 refugees from Ukraine arrived in Poland."),
        (("SDN",), ("TCD",), "Unos 3.000 refugiados sudaneses llegaron al este de Chad."),
        (("SDN",), ("TCD",), "Il y a 3.000 réfugiés soudanais dans l'est du Tchad."),
        (("VEN",), ("COL",), "De los migrantes venezolanos en Colombia, unos 3.000 son refugiados."),
        (("SYR",), ("LBN",), "Of the Syrian people in Lebanon, some 3,000 refugees live in camps."),
        (("VEN",), ("COL",), "Hay 2,8 millones de refugiados y migrantes venezolanos en Colombia."),
        (("SYR",), ("LBN",), "Le Liban accueille 800 000 réfugiés et migrants syriens."),
        (("SYR",), ("JOR",), "يعيش في الأردن 620 ألف لاجئ سوري مسجل."),
    ],
)
def test_people_across_a_border(origin, location, text):
    assert where(text) == (origin, location)


HOME = [
    (
        "AFG",
        [
            "2.26 million people from Afghanistan have gone back from Iran and Pakistan.",
            "Afghanistan has a hard winter ahead.\n\nSome 3,400 people returned from Pakistan.",
            "3,000 refugees were repatriated from Tajikistan. Afghanistan said they would get land. "
            "Afghanistan has little of it.",
            "Afghanistan needs aid.\n\nFrom Iran alone 3,000 people returned.",
            "Afghanistan needs aid.\n\nIran sent back 3,000 people.",
            "Afghanistan needs aid. Afghanistan is poor.\n\nThey came back from Iran. Another 3,000 people returned.",
            "Afghanistan: 3,000 people returned from neighbouring Iran.",
            "L'Afghanistan peine. Environ 3.000 réfugiés sont revenus du Pakistan.",
            "أفغانستان: عاد 3000 لاجئ من إيران وباكستان.",
        ],
    ),
    (
        "VEN",
        [
            "Venezuela abre albergues. Unos 3.000 refugiados regresaron desde Colombia.",
            "A Venezuela abre abrigos. Cerca de 3.000 refugiados regressaram da Colômbia.",
        ],
    ),
    ("SYR", ["Syria takes its people back: 3,000 refugees returned from Lebanon.", "عاد 3000 لاجئ سوري من مصر."]),
]


@pytest.mark.parametrize(("country", "text"), [(code, text) for code, texts in HOME for text in texts])
def test_people_who_returned_are_at_home_and_not_where_they_left(country, text):
    assert where(text) == ((country,), (country,))


def test_people_who_returned_from_a_country_have_no_place_when_none_is_said():
    assert where("3,000 refugees returned from Pakistan.") == ((), ())


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ("TCD", "The war in Sudan drove 600,000 refugees to Chad."),
        ("TCD", "La guerre au Soudan a poussé 600.000 réfugiés vers le Tchad."),
        ("EGY", "La guerra en Sudán empujó a 600.000 refugiados hacia Egipto."),
        ("TCD", "A guerra no Sudão empurrou 600.000 refugiados para o Chade."),
        ("TCD", "دفعت الحرب في السودان 600 ألف لاجئ إلى تشاد."),
    ],
)
def test_refugees_are_from_the_country_of_the_war(location, text):
    assert where(text) == (("SDN",), (location,))


@pytest.mark.parametrize(
    "text",
    [
        "La guerra en Sudán dejó 3 millones de refugiados en Estados vecinos: Egipto, Chad, Sudán del Sur y Libia.",
        "The war in Sudan made 3 million refugees in neighbouring states: Egypt, Chad, South Sudan and Libya.",
    ],
)
def test_a_list_of_hosts_is_read_to_its_end(text):
    assert where(text) == (("SDN",), ("EGY", "TCD", "SSD", "LBY"))


def test_items_of_a_list_take_their_own_host():
    text = "Hosts: 1,200,000 refugees in Egypt, 600,000 in Chad and 300,000 in South Sudan."
    assert [each.figure.location for each in extract(text)] == [("EGY",), ("TCD",), ("SSD",)]


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("USA", "Los Angeles County\n\nThe fires forced 3,000 people from their homes."),
        ("KEN", "Turkana County\n\nThe floods forced 3,000 people from their homes."),
        ("JPN", "Tokyo\n\nThe fire forced 3,000 people from their homes."),
        ("HTI", "Puerto Príncipe\n\nUnas 3.000 personas fueron desplazadas por las bandas."),
        ("SYR", "Unas 3.000 personas fueron desplazadas en Siria."),
        ("LBY", "Cerca de 3.000 pessoas foram deslocadas na Líbia."),
    ],
)
def test_the_title_gives_the_country_when_nothing_else_does(country, text):
    assert where(text) == ((country,), (country,))


@pytest.mark.parametrize(
    "text",
    [
        "السودان: الحرب في السودان مستمرة\n\nنزح 3000 شخص من قرية سالم بسبب القتال.",
        "Sudan: fighting goes on in Sudan\n\n3,000 people fled to the village of Kehl.",
    ],
)
def test_a_small_namesake_far_from_the_country_of_the_text_is_not_believed(text):
    assert where(text) == (("SDN",), ("SDN",))


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("SDN", "السودان\n\nنزح 3000 شخص من دولة تعاني منذ عامين."),
        ("COD", "نزح 3000 شخص من غوما."),
        ("LBY", "نزح 3000 شخص من درنة."),
    ],
)
def test_a_common_word_is_no_town_abroad(country, text):
    assert where(text) == ((country,), (country,))


@pytest.mark.parametrize(
    ("places", "text"),
    [
        (("Goma",), "In Goma 3,000 people were displaced."),
        (("Aleppo",), "Fighting displaced 3,000 people in Aleppo."),
        ((), "In Syria 3,000 people were displaced."),
    ],
)
def test_sub_national_places_are_given_as_written(places, text):
    (found,) = extract(text)
    assert found.places == places
    assert found.figure.admin1 == (places[0] if places else "")


def test_the_place_may_stand_in_the_sentence_before():
    text = "Cyclone Mocha hit Myanmar on Sunday. More than 3,000 people were evacuated."
    assert where(text) == (("MMR",), ("MMR",))


def test_inside_the_country_means_that_of_the_text():
    text = "Ukraine: a long war in Ukraine\n\nPoland took in many. Now 3,000 people are displaced inside the country."
    assert where(text) == (("UKR",), ("UKR",))


def test_two_candidates_are_never_both_guessed():
    origin, location = where("In Tripoli 3,000 people were displaced.")
    assert len(location) <= 1
    assert origin == location


ACRONYMS = [
    ("NGA", "Floods in Borno: NEMA said that 3,000 people were displaced in Maiduguri."),
    ("NZL", "Some 3,000 people were evacuated across Hawke's Bay."),
    ("COG", "Some 3,000 people fled to the Republic of Congo."),
    ("BGD", "Bangladesh counts the dead. In Khulan district the cyclone displaced 3,000 people."),
    ("TCD", "Floods displaced 3,000 people in the Chadian capital."),
]


@pytest.mark.parametrize(("country", "text"), ACRONYMS, ids=[text[:40] for _, text in ACRONYMS])
def test_agencies_and_peoples_are_no_towns(country: str, text: str) -> None:
    assert extract(text, None, "en")[0].figure.location == (country,)
