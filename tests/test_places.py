"""Where: countries by every name and adjective, provinces and towns, and whose figure a place is."""

import pytest

from tracker.extract import extract


def where(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Origin and location of the one figure of a text."""
    (found,) = extract(text)
    return found.figure.origin, found.figure.location


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
        (("SYR",), ("JOR",), "يعيش في الأردن 620 ألف لاجئ سوري مسجل."),
    ],
)
def test_people_across_a_border(origin, location, text):
    assert where(text) == (origin, location)


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


def test_two_candidates_are_never_both_guessed():
    origin, location = where("In Tripoli 3,000 people were displaced.")
    assert len(location) <= 1
    assert origin == location
