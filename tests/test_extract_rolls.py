"""Names with a number each, labels far from their number, slips of the keyboard, and small numbers that are names."""

from datetime import date

import pytest

from tracker.extract import extract

CASES = [
    ("en", [1_200_000, 300_000], "The country hosts refugees (1.2 million) and internally displaced people (300,000)."),
    ("en", [8_756], "In March 8,756 IDPs (52 per cent women) lived there."),
    ("es", [3_700_000, 2_500_000], "Turquía acoge más refugiados (3,7 millones), seguido de Colombia (2,5 millones)."),
    (
        "en",
        [68_300_000, 9_100_000, 7_200_000, 4_500_000],
        "War uprooted 68.3 million IDPs. Hardest hit were: Sudan, 9.1 million; Syria, 7.2 million; Yemen, 4.5 million.",
    ),
    ("en", [7_700_000, 1_500_000], "IDPs in flood areas were 7.7 million, the most in Afghanistan, 1.5 million."),
    ("en", [], "Refugees in the camp are 30 years old on average."),
    ("en", [59_000, 12_000, 7_000], "The displaced numbered 59,000, with 12,000 from Goma and 7,000 from Sake."),
    ("en", [3_000], "Some 3,000 people were displaced, with 14 injured."),
    (
        "en",
        [59_553],
        "The number of people who have left their homes because of the eruption in the east has now reached 59,553.",
    ),
    ("en", [3_400], "The number of displaced families in the five districts along the river has climbed to 3,400."),
    ("en", [], "The number of deaths in the camps for displaced people in the west has climbed to 340."),
    ("es", [581_638], "El número de evacuados, que incluye a los que están con sus familiares, asciende a 581.638."),
    ("en", [314_412, 253_236], "The storm damaged around 314, 412 houses, of which 253, 236 are partially damaged."),
    ("en", [932, 4_263], "A total of 932 families or 4, 263 persons opted to stay with relatives."),
    ("en", [313], "On May 12, 313 people were displaced in the town."),
    ("en", [263], "In Blocks 3 and 4, 263 persons were displaced."),
    ("en", [53], "It said 53 displaced families were residing in Sector 849, while others were in Sector 850."),
    ("en", [422, 300], "Refugees by country: Romania 422, Poland 300."),
    ("en", [], "UNHCR helped 30,000 refugees and host community members with cash."),
    ("en", [21_493], "Of the displaced, 21,493 are lodging with relatives or host families."),
    ("en", [], "The agency helps families spread in 42 Internally Displaced Persons (IDPs) camps."),
    ("en", [91_239, 5_719], "Attacks hit Chiúre and Macomia, with 91,239 and 5,719 displaced."),
    ("en", [59], "The storm destroyed 59 houses. Education suffered with 885 schools damaged and 1,203 destroyed."),
    ("en", [4_000], "More than 4,000 families lost their homes,4 and others their fields.12"),
    ("en", [415_700], "The total number of displaced people was estimated at 415 700 as of June 1st."),
    ("en", [798, 687], "The number of evacuees in four districts rose to 798 people compared to only 687 last night."),
    ("en", [8_000, 34_173], "Some 8,000 people are in shelters. This is down significantly from the peak of 34,173."),
    ("en", [15], "The remaining 15 flood evacuees were preparing to leave their shelters in Wajima."),
    ("en", [2000], "After the cyclone, up to 2000 people sought shelter in evacuation centres."),
    ("en", [300], "By 2000 people had fled the valley; 300 families fled later."),
    ("pt", [3_700_000, 6_000_000], "Há 3,7 milhões de deslocados internos e quase seis milhões de refugiados."),
    ("fr", [6_700_000], "C'est là que vivent le plus de déplacés internes en raison d'un conflit, soit 6,7 millions."),
    ("fr", [5_600_000], "Approximativement 5,6 millions des déplacés de RDC étaient établis dans l'est."),
    ("fr", [30_000, 16_000], "Quelque 30.000 personnes ont été évacuées, dont 16.000 uniquement ce lundi."),
    ("pt", [], "As enchentes desalojaram uma a cada 20 pessoas no estado."),
    ("es", [142, 30], "En total 142 casas completamente destruidas y 30 gravemente dañadas."),
    ("es", [96_000], "96K\nPersonas evacuadas por la tormenta"),
    ("en", [1_200_000], "1.2M\nInternally displaced people"),
    ("ar", [1_800_000], "قالت المفوضية إن 8ر1 مليون نازح عادوا إلى مناطقهم."),
    ("ar", [1_694_418], "عاد نحو 1,694,418 مليون نازح إلى منازلهم."),
    ("ar", [6_610], "سجلت المنظمة 6.610أسرة نازحة."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "values", "text"), CASES, ids=[text[:50] for *_, text in CASES])
def test_numbers_of_names_and_labels(language: str, values: list[int], text: str) -> None:
    assert [each.figure.value for each in extract(text, date(2025, 5, 6), language)] == values


def test_who_comes_next_in_a_list_of_hosts_is_a_host() -> None:
    text = "Turquía acoge a más refugiados (3,7 millones), seguido de Colombia (2,5 millones)."
    assert [each.figure.location for each in extract(text, date(2025, 5, 6), "es")] == [("TUR",), ("COL",)]
