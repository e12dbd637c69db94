"""People who are where those who fled are lodged, whom a displacement befell, and who is reported to have fled."""

import pytest

from tracker.extract import extract


def told(text: str, language: str) -> list[str]:
    found = [each.figure for each in extract(text, None, language)]
    return [f"{each.value} {each.unit} {each.term}" for each in found]


LODGED = [
    ("en", ["320 person sheltered"], "In the evacuation centres, 320 people remain."),
    ("en", ["320 person sheltered"], "Seven shelters were opened, where 320 people are staying."),
    ("en", ["320 person sheltered"], "Seven shelters have been opened and are hosting 320 people."),
    ("en", [], "In the evacuation centres, 320 people received blankets."),
    ("en", [], "Chad's clinics were opened, where 320 people are staying."),
    ("es", ["320 person sheltered"], "Se abrieron siete albergues, en los que permanecen 320 personas."),
    ("es", [], "Se abrieron siete albergues, en los que podrán quedarse 320 personas."),
    ("fr", ["320 person sheltered"], "Sept abris ont été ouverts, où se trouvent 320 personnes."),
    ("fr", ["320 person sheltered"], "Sept centres d'hébergement accueillent 320 personnes."),
    ("fr", ["56000 person in_relief_camp"], "Le camp de Zourni accueille 56 000 personnes."),
    ("pt", ["320 person sheltered"], "Sete centros de acolhimento foram abertos, nos quais estão 320 pessoas."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), LODGED, ids=[text[:40] for *_, text in LODGED])
def test_who_is_in_a_site_is_lodged_there(language: str, wanted: list[str], text: str) -> None:
    assert told(text, language) == wanted


STRUCK = [
    ("en", ["140 household displaced"], "Two mass displacements affected 140 families."),
    ("es", ["2480 household displaced"], "Hubo 31 eventos de desplazamiento masivo, que afectaron a 2.480 familias."),
    ("fr", ["140 household displaced"], "Depuis l'attaque, deux déplacements massifs ont touché 140 familles."),
    ("en", [], "Two storms affected 140 families."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), STRUCK, ids=[text[:40] for *_, text in STRUCK])
def test_who_is_affected_by_a_displacement_is_displaced(language: str, wanted: list[str], text: str) -> None:
    assert told(text, language) == wanted


HEARSAY = [
    ("fr", ["3240 person refugee"], "Quelque 3 240 personnes se seraient réfugiées au Tchad."),
    ("fr", ["3240 household returns"], "Quelque 3 240 ménages seraient retournés dans leur village."),
    ("fr", ["3240 person forced_to_flee"], "Quelque 3 240 personnes auraient fui, afin de sauver leur vie."),
    ("fr", [], "Quelque 3 240 personnes seraient évacuées si le fleuve montait encore."),
    ("fr", [], "Selon ce scénario, 3 240 personnes seraient déplacées."),
    ("es", ["3240 household sheltered"], "Unas 3.240 familias estarían en albergues."),
    ("es", [], "Si subiera el río, 3.240 personas estarían desplazadas."),
    ("pt", ["3240 person forced_to_flee"], "Cerca de 3.240 pessoas teriam fugido."),
    ("pt", [], "Cerca de 3.240 pessoas teriam de ser evacuadas."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), HEARSAY, ids=[text[:40] for *_, text in HEARSAY])
def test_what_is_said_to_have_happened_is_told_and_what_would_is_not(
    language: str, wanted: list[str], text: str
) -> None:
    assert told(text, language) == wanted


UNITS = [
    ("en", "Among those evicted were 1,260 drought-affected households.", ["1260 household displaced"]),
    (
        "en",
        "Three care centres took in 3,720 people after the eruption: Baliau 430 households, Kuluguma 180, Boda 78.",
        ["3720 person sheltered", "430 household sheltered", "180 household sheltered", "78 household sheltered"],
    ),
]


@pytest.mark.parametrize(("language", "text", "wanted"), UNITS, ids=[text[:40] for _, text, _ in UNITS])
def test_each_number_is_of_its_own_unit(language: str, text: str, wanted: list[str]) -> None:
    assert told(text, language) == wanted
