"""What may stand between a number and the words that tell of it: asides, attributes, participles, dates."""

from datetime import date

import pytest

from tracker.extract import extract

CASES = [
    ([59_000], "en", "Raids went on, forcing 59,000 people – 55% of whom were children – to flee their homes."),
    ([59_000, 313], "en", "Raids forced 59,000 people - including 313 children - to flee their homes."),
    ([59_000], "en", "Some 59,000 children – over 1/3 of the population – are now displaced."),
    ([59_400], "en", "The survey counted 59,400 (52% female and 48% male) internally displaced persons."),
    ([59_000], "en", "Some 59,000 residents in affected areas have had to evacuate their homes."),
    ([590], "en", "Over 590 families from eight affected regions remain in evacuation centers."),
    ([590], "en", "Over 590 families affected by Cyclone Ditwah are still sheltered in relief centres."),
    ([], "en", "Over 590 families affected by the cyclone received food in relief centres."),
    ([], "en", "Over 590 families were affected by the cyclone that razed the displaced people's market."),
    ([], "en", "Evacuees came to the convention hall in New Orleans on Oct. 20 after messages to leave hotels."),
    ([429], "en", "Widespread damage to houses (429) and crops is reported."),
    ([60_505, 29_199], "en", "The evacuees comprise 60,505 in Mamuju district and 29,199 in Majene."),
    ([674_000], "en", "The total number of IDPs remains the same at 674,000 since March 25, 2025."),
    ([None], "en", "Three camps were opened to accommodate the thousands of residents displaced by the flood."),
    ([], "en", "Three camps were opened to accommodate 3,000 people displaced by a future flood."),
    ([17_246], "en", "Some 33 relief camps with 17,246 people are open."),
    ([None], "en", "The flood took eight lives, forcing thousands into evacuation centers."),
    ([None], "en", "Tens of thousands more Louisianans are also displaced."),
    (
        [71_000, 62_500, 8_500],
        "en",
        "It counts 71,000 people displaced, 62,500 as a result of war and 8,500 as a result of disasters.",
    ),
    ([30_214, 190_242], "en", "Some 30,214 households have been displaced-comprising 190, 242 individuals displaced."),
    ([30], "en", "Civil Defence has so far assessed 225 homes, and 30 have been found not fit to live in."),
    ([3_134, 23_203, 9_335], "en", "Some 3,134 families, including 23,203 children, 9,335 men and others, have fled."),
    ([8_000, 268], "en", "Some 8,000 people were in shelters.\n\nNine months later, that number had dropped to 268."),
    (
        [None],
        "en",
        "Thousands of residents in places such as Makoko, Oworonshoki, Ilaje, and Ijora have been displaced.",
    ),
    ([25_324], "en", "After the flood 25,324 flood-affected people have already returned home."),
    ([], "en", "After the flood 25,324 flood-affected people received kits."),
    (
        [3_981],
        "pt",
        "Apenas 3.981 famílias vivem em 13 centros de acolhimento em Cabo Delgado (seis) e Nampula (quatro).",
    ),
    ([52_785, 398_471], "fr", "52 785 ménages (398 471 PDI) déplacés entre janvier et juillet."),
    ([71_000], "fr", "Au total 71 000 personnes ont été enregistrées comme déplacées internes."),
    ([71_000], "en", "In all 71,000 people were registered as internally displaced persons."),
    ([200_000], "en", "Fatima and Abbas are just two of the over 200,000 people estimated to have been displaced."),
    ([12, 200], "en", "Twelve of the 200 people who fled returned."),
    ([1_200], "en", "Over 1,200 houses and 400 shops belonging to people of the community got destroyed."),
    (
        [590, 3_800],
        "en",
        "Almost 590 families or 3,800 individuals from eight affected regions remain in evacuation centers.",
    ),
    ([500_000], "pt", "O número de desalojados passou de 500 mil na noite de sábado (11)."),
]


@pytest.mark.parametrize(("values", "language", "text"), CASES, ids=[text[:50] for *_, text in CASES])
def test_words_between_a_number_and_its_verb(values: list[int], language: str, text: str) -> None:
    assert [each.figure.value for each in extract(text, date(2025, 5, 6), language)] == values
