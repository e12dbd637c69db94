"""Parts and wholes: who is told of a share, whose homes they are, and the cause and place of each number of a list."""

from datetime import date

import pytest

from tracker.extract import extract

DAY = date(2024, 5, 10)

PARTS = [
    ("en", "4300:partially_destroyed_housing", "The storm badly damaged the homes of some 4,300 families."),
    (
        "en",
        "85:evacuated 30:sheltered",
        "Of the 640 villagers affected, 85 evacuated their homes and 30 were sheltered.",
    ),
    (
        "en",
        "340:destroyed_housing 210:partially_destroyed_housing",
        "The team counted 340 destroyed, 210 partially destroyed, and 95 flooded houses.",
    ),
    (
        "en",
        "1200:destroyed_housing 5300:partially_destroyed_housing",
        "Behind it the sea left some 1,200 destroyed and over 5,300 damaged homes.",
    ),
    ("en", "12000:refugee", "About 12,000 people in a refugee-like situation live in Armenia."),
    ("en", "1316:sheltered", "The transit centre has 1,316 individuals."),
    ("en", "48106:forced_to_flee 21380:forced_to_flee", "48,106 have fled; of them, 21,380 arrived in Cúcuta."),
    ("en", "48106:forced_to_flee 21380:refugee", "48,106 have fled; of them, 21,380 arrived in Chad."),
    ("en", "56000:displaced", "An estimated 80 per cent of the 56,000 displaced are women."),
    ("en", "56000:evacuated", "Half of the 56,000 evacuated people came back."),
    ("en", "", "Half of the town's 56,000 residents evacuated."),
    ("es", "56000:evacuated", "El 80 % de los 56.000 evacuados son mujeres."),
    ("fr", "110000:displaced", "La moitié des 110 000 déplacés est rentrée."),
    ("en", "41:destroyed_housing", "The homes of 41 families were destroyed in the fire."),
    ("fr", "41:destroyed_housing", "Les maisons de 41 familles ont été détruites."),
    ("es", "41:destroyed_housing", "El fuego destruyó las viviendas de 41 familias."),
    ("pt", "41:destroyed_housing", "As casas de 41 famílias foram destruídas."),
    ("en", "310:refugee 78:returns", "Of the 310 refugees, 78 have gone back."),
    ("en", "78:returns 310:refugee", "Seventy-eight of the 310 refugees have since gone back."),
    ("en", "78:returns 310:forced_to_flee", "Seventy-eight of the 310 people who fled have gone home."),
    ("en", "310:forced_to_flee", "Twelve of the 310 people who fled died on the way."),
    ("en", "12000:forced_to_flee", "12,000 of the 40,000 residents fled."),
    ("en", "765000:returns", "Some 765,000 of those uprooted had gone home by 21 August."),
    ("en", "300:sheltered", "About 300 of the 900 families displaced by the flood are in schools."),
    ("en", "", "About 300 of the families evacuated were killed."),
    ("fr", "300:returns", "Quelque 300 des 900 familles déplacées sont rentrées."),
    ("en", "3614:evacuated 474:evacuated", "3,614 people, including 474 children, have been evacuated."),
    ("en", "3614:evacuated 474:evacuated", "3,614 people, of whom 474 are children, were evacuated."),
    ("en", "136000:displaced", "231,000 people, of whom 136,000 are displaced, live in the district."),
    ("en", "2300:destroyed_housing", "The storm has killed 24 and 2,300 homes collapsed."),
    (
        "en",
        "200:destroyed_housing 1400:partially_destroyed_housing",
        "Two hundred houses have collapsed and some 1,400 others, mostly of mud, are partly damaged.",
    ),
    (
        "ar",
        "53400:displaced 4200:displaced",
        "تستضيف محافظة درعا 53,400 نازح، وتستضيف محافظة ريف دمشق نحو 4,200 آخرين.",
    ),
    ("en", "", "The blast killed 80 people and 20 others were injured."),
    ("en", "41:evacuated", "Rescuers evacuated 41 families from the homes of neighbours."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), PARTS, ids=[text[:40] for _, _, text in PARTS])
def test_what_is_told_of_a_part_is_not_told_of_the_whole(language, wanted, text):
    found = [each.figure for each in extract(text, DAY, language)]
    assert [f"{figure.value}:{figure.term}" for figure in found] == wanted.split()


LOST = [
    (
        "en",
        "2100:forced_to_flee",
        "Some 2,100 people fled, and the number of active camps has gone down from 178 to 171.",
    ),
    ("en", "", "Kousséri is calm, but two thirds of its 200,000 inhabitants are said to have left."),
    ("en", "191692:sheltered", "Government shelters, 1,094 of them, house 191,692 people."),
    (
        "en",
        "553614:displaced 508244:displaced",
        "553,614 people are now displaced, up from 508,244 in Situation Report 7.",
    ),
    ("en", "", "At least 520 displaced people sheltering in schools have lost their lives."),
    ("en", "590:displaced", "590 displaced people hope to return."),
    ("en", "", "3,000 refugees may follow."),
    ("en", "59:destroyed_housing", "Shelling wrecked 59 of the village's 80 houses."),
    ("en", "", "Animals evacuated: 41."),
    ("fr", "4911:destroyed_housing", "Le cyclone a détruit 4 911 cases. Écoles détruites : 62 ; décoiffées : 93"),
]


@pytest.mark.parametrize(("language", "wanted", "text"), LOST, ids=[text[:40] for _, _, text in LOST])
def test_what_befell_them_after_all_and_who_they_are_not(language, wanted, text):
    found = [each.figure for each in extract(text, DAY, language)]
    assert [f"{figure.value}:{figure.term}" for figure in found] == wanted.split()


OTHERS = [  # shares of a thing, hours, ages, what may be, and people named right before
    ("en", "Some 900 families are sheltered in schools. There is one toilet for 48 people."),
    ("en", "Some 900 families are sheltered in schools, with one tap per 80 displaced people."),
    ("fr", "Au lycée, où 900 familles sont hébergées, on compte une toilette pour 115 personnes."),
    ("es", "Hay 900 personas albergadas en el estadio, con una ducha por cada 48 personas."),
    ("en", "As of 6 a.m. on Monday 900 people were displaced."),
    ("es", "Hay 900 personas desplazadas desde las 6 a.m. del lunes."),
    ("en", "Some 900 people were displaced; malnutrition among children under five had gone up."),
    ("es", "Hay 900 desplazados; Éver se estrenó como desplazado a los siete."),
    ("pt", "Há 900 desalojados; Neusa, com a mãe, de 88, está abrigada no ginásio."),
    ("en", "Some 900 people were displaced, and the camp could receive up to 15,000 refugees."),
    ("en", "Of 900 people displaced, up to 80 displaced people and residents could be forced to leave."),
    ("fr", "À partir du 23, 900 personnes ont fui les combats."),
    ("pt", "Cerca de 900 pessoas foram para abrigos no domingo, 12."),
    ("en", "There are 900 displaced people in Gori. European monitors, 225 of them, patrol the boundary."),
]


@pytest.mark.parametrize(("language", "text"), OTHERS, ids=[text[:40] for _, text in OTHERS])
def test_only_the_nine_hundred_are_displaced(language, text):
    assert [each.figure.value for each in extract(text, DAY, language)] == [900]


CAMPS = [
    ("35000:in_relief_camp", "The governor will close the camps in Yola, which at their peak held 35,000."),
    ("45000:in_relief_camp", "The camp, built for 20,000, now holds 45,000."),
    ("300000:refugee", "The camps shelter 300,000 Syrians."),
    ("600:sheltered", "Soldiers surrounded about 600 Luo who had taken refuge in the country club."),
    ("", "The warehouse near the camp holds 4,000 tonnes."),
]


@pytest.mark.parametrize(("wanted", "text"), CAMPS)
def test_who_is_in_a_camp_or_belongs_to_a_people(wanted, text):
    found = [each.figure for each in extract(text, DAY, "en")]
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


REFUGEES = [  # who people are, in a text that speaks of refugees again and again, or of the displaced
    ("refugee refugee", "Refugees from Chad keep coming. 300 refugees came; 40 families are sheltered in schools."),
    ("idp refugee", "Of the displaced, 40 families are sheltered in schools. 300 refugees came to the IDP site."),
    ("returned_refugee", "Some 2,300 people returned to Burundi in May."),
    ("returned_idp", "Some 2,300 people returned to Goma in May."),
    ("idp", "Refugees, refugees! Inside the country 1.9 million are internally displaced."),
    ("idp", "Refugees, refugees! Inside Syria, 2.5 million people have had to leave their homes."),
    ("idp", "Refugees, refugees: the word is wrong. Some 300 Malians fled to Gao in Mali."),
]


@pytest.mark.parametrize(("wanted", "text"), REFUGEES)
def test_in_a_text_of_refugees_those_who_are_not_named_are_refugees(wanted, text):
    assert [str(each.figure.population) for each in extract(text, DAY, "en")] == wanted.split()


def test_a_name_that_follows_another_and_a_people_that_has_a_towns_name_are_no_place():
    text = "Luz Dary Ávila dijo que 300 personas huyeron. Lo repitió Luz Dary Ávila."
    assert [each.figure.location for each in extract(text, DAY, "es")] == [()]
    found = extract("Some 150 Roma families were evicted from a bridge in Belgrade.", DAY, "en")
    assert [each.figure.location for each in found] == [("SRB",)]


PLACES = [
    (
        "5199:displaced 2016:displaced",
        "Displacements were reported from Baidoa (5,199 individuals) and Afgooye (2,016).",
    ),
    ("16:displaced 24:displaced", "Displaced families moved into: Malanda school (16 HHs) and Kasese church (24 HHs)."),
    ("4100:evacuated 900:evacuated", "Most evacuees are in Batangas (4,100 families) and Quezon (900 families)."),
    ("12000:displaced 400:displaced", "The displaced are staying in Goma (12,000) and Minova (400 families)."),
    ("", "Deaths were reported in Goma (12 people) and Sake (3 people) among the displaced."),
    ("", "Displaced children may be vaccinated in Goma (12,000 people)."),
]


@pytest.mark.parametrize(("wanted", "text"), PLACES)
def test_a_number_in_parentheses_behind_a_place(wanted, text):
    found = [each.figure for each in extract(text, DAY, "en")]
    assert [f"{figure.value}:{figure.term}" for figure in found] == wanted.split()


HOSTS = [
    ("TUR LBN JOR", "Syrian refugees are spread out: Turkey has 641,900, Lebanon 850,000 and Jordan 575,000."),
    ("LBN JOR", "Of the Syrian refugees, Lebanon has 850,000 and Jordan 575,000."),
    ("POL ROU HUN", "Poland took in 1.7 million refugees, Romania 422,000 and Hungary 255,000."),
    ("TCD SSD", "The refugees number 600,000 in Chad and 300,000 in South Sudan."),
    ("GEO", "The August war with Russia displaced some 127,000 people in Georgia."),
    ("", "Where refugees live, Uganda has 1.5 million hectares of land."),
]


@pytest.mark.parametrize(("wanted", "text"), HOSTS)
def test_each_number_of_a_list_has_its_own_host(wanted, text):
    assert [iso3 for each in extract(text, DAY, "en") for iso3 in each.figure.location] == wanted.split()
