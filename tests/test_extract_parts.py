"""Parts and wholes: who is told of a share, whose homes they are, and the cause and place of each number of a list."""

from datetime import date

import pytest

from tracker.extract import extract

DAY = date(2024, 5, 10)

PARTS = [
    ("en", "56000:displaced", "An estimated 80 per cent of the 56,000 displaced are women."),
    ("en", "56000:evacuated", "Half of the 56,000 evacuated people came back."),
    ("en", "", "Half of the town's 56,000 residents evacuated."),
    ("es", "56000:evacuated", "El 80 % de los 56.000 evacuados son mujeres."),
    ("fr", "110000:displaced", "La moitié des 110 000 déplacés est rentrée."),
    ("en", "41:destroyed_housing", "The homes of 41 families were destroyed in the fire."),
    ("fr", "41:destroyed_housing", "Les maisons de 41 familles ont été détruites."),
    ("es", "41:destroyed_housing", "El fuego destruyó las viviendas de 41 familias."),
    ("pt", "41:destroyed_housing", "As casas de 41 famílias foram destruídas."),
    ("en", "41:evacuated", "Rescuers evacuated 41 families from the homes of neighbours."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), PARTS, ids=[text[:40] for _, _, text in PARTS])
def test_what_is_told_of_a_part_is_not_told_of_the_whole(language, wanted, text):
    found = [each.figure for each in extract(text, DAY, language)]
    assert [f"{figure.value}:{figure.term}" for figure in found] == wanted.split()


CAUSES = [
    (
        "disaster disaster conflict",
        "4,500 people were displaced, of which 3,200 due to floods and 1,300 due to conflict.",
    ),
    ("conflict disaster", "Conflict displaced 20 million people and disasters 45 million."),
]


@pytest.mark.parametrize(("wanted", "text"), CAUSES)
def test_each_number_of_a_list_has_its_own_cause(wanted, text):
    assert [str(each.figure.cause) for each in extract(text, DAY, "en")] == wanted.split()


HOSTS = [
    ("TUR LBN JOR", "Syrian refugees are spread out: Turkey has 641,900, Lebanon 850,000 and Jordan 575,000."),
    ("LBN JOR", "Of the Syrian refugees, Lebanon has 850,000 and Jordan 575,000."),
    ("POL ROU HUN", "Poland took in 1.7 million refugees, Romania 422,000 and Hungary 255,000."),
    ("TCD SSD", "The refugees number 600,000 in Chad and 300,000 in South Sudan."),
    ("", "Where refugees live, Uganda has 1.5 million hectares of land."),
]


@pytest.mark.parametrize(("wanted", "text"), HOSTS)
def test_each_number_of_a_list_has_its_own_host(wanted, text):
    assert [iso3 for each in extract(text, DAY, "en") for iso3 in each.figure.location] == wanted.split()
