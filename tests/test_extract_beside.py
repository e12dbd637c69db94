"""Words of denial, of shares and of everyday life that stand beside a figure and take nothing from it."""

from datetime import date

import pytest

from tracker.extract import extract

FRIDAY = date(2024, 12, 6)

FIGURES = [
    ("en", [4_000], "The governor rejected calls to resign after 4,000 people were displaced by the flood."),
    ("en", [4_000], "Officials denied negligence; 4,000 people remain displaced."),
    ("en", [4_000], "Despite reports of looting, 4,000 people fled Bangui."),
    ("en", [4_000], "According to reports, 4,000 people fled Bangui."),
    ("en", [4_000], "4,000 people fled, a figure the army disputes."),
    (
        "en",
        [4_000],
        "Information from the field shows that 4,000 people fled and that rumours of a ceasefire are false.",
    ),
    ("en", [4_000], "The report, which the mayor called false, said 4,000 people had fled."),
    ("en", [4_000], "In a video message the mayor said 4,000 people were evacuated because of the fire."),
    ("en", [5_000], "A new film about the war opens as 5,000 refugees arrive in Greece."),
    ("en", [600], "About 600 families are camped on the embankment since the river burst its banks."),
    ("en", [600], "600 people moved out of their flooded homes."),
    ("en", [12_000], "12,000 people left the city as rebels approached."),
    ("en", [150], "150 pupils and teachers fled when gunmen attacked the school."),
    ("en", [3_000], "Nearly 3,000 people spent the night in a sports hall after the gas explosion."),
    ("en", [250_000], "One in five of the 250,000 refugees is under five."),
    ("en", [250_000, 50_000], "Of the 250,000 refugees in the camp, 50,000 arrived this year."),
    ("en", [1_200_000], "Half of the 1.2 million displaced people are children."),
    ("en", [300], "300 families and their livestock were moved to higher ground."),
    ("en", [300], "300 families with their goats were evacuated."),
    ("en", [300], "300 villagers and 40 horses were evacuated."),
    ("en", [300], "Some 300 people took to the road when the militia attacked."),
    ("en", [30], "30 families of fishermen were evicted."),
    ("en", [6], "Six families of farmers were evicted by the army."),
    ("en", [2], "Two families were displaced by the fire."),
    ("en", [5_000], "5,000 people from 12 villages fled; each family got a tent."),
    ("en", [300, 700], "In Jonglei 300 families fled, in Unity 700."),
    ("en", [9_000], "The number of displaced rose to 9,000."),
    ("en", [3_000], "Some 3,000 people took shelter in the stadium."),
    ("en", [200], "The hotel burned down and 200 residents of nearby houses were evacuated."),
    ("en", [70_000], "Cyclone Batsirai: 70,000 people evacuated to schools and hotels."),
    ("en", [800], "An apartment tower collapsed; 800 people were evacuated from the building."),
    ("en", [3_000_000], "Colombia has received 3 million Venezuelans."),
    ("fr", [4_000], "Selon des informations de la radio, 4 000 personnes ont fui."),
    ("fr", [4_000], "4 000 personnes ont fui leurs maisons, selon un message des autorités."),
    ("fr", [600], "600 familles campent sur la digue depuis la crue."),
    ("fr", [4_000], "Les déplacements de 4 000 personnes ont commencé lundi après les combats."),
    ("fr", [800], "Un exercice budgétaire difficile: 800 réfugiés sont au Tchad."),
    ("fr", [6], "Six familles ont été évacuées à cause de l'incendie."),
    ("es", [4_000], "Según informaciones de la radio, 4.000 personas huyeron."),
    ("es", [600], "600 familias de pescadores fueron desalojadas."),
    ("es", [4_000], "El incendio obligó a evacuar a 4.000 personas de la ciudad."),
    ("es", [4_000], "Tras la alarma de tsunami, 4.000 personas fueron evacuadas."),
    ("es", [300], "La obra social acoge a 300 refugiados."),
    ("pt", [4_000], "Segundo informações da rádio, 4.000 pessoas fugiram."),
    ("pt", [600], "600 famílias de pescadores foram despejadas."),
    ("pt", [4_000], "O incêndio obrigou à retirada de 4.000 pessoas da cidade."),
    ("pt", [4_000], "4.000 pessoas saíram da cidade por causa da guerra."),
    ("ar", [4_000], "وفقا لتقارير إعلامية، نزح 4000 شخص."),
    ("ar", [4_000], "نزح 4000 شخص بحسب أنباء محلية."),
    ("ar", [600], "شردت الفيضانات 600 أسرة من الصيادين."),
    ("ar", [4_000], "انتقل 4000 نازح إلى المخيمات."),
]


@pytest.mark.parametrize(("language", "values", "text"), FIGURES, ids=[text[:40] for _, _, text in FIGURES])
def test_words_of_denial_and_everyday_life_beside_a_figure_take_nothing_from_it(language, values, text):
    assert [found.figure.value for found in extract(text, FRIDAY, language)] == values


ROMANCE = [  # abbreviations of report writers, comparisons, who of a whole went back, and what looks like them
    ("es", "41:destroyed_housing", "Viv. destruidas: 41"),
    ("es", "412:sheltered", "Fam. albergadas: 412"),
    ("es", "412:displaced", "Desplazados (est.): 412"),
    ("es", "41:partially_destroyed_housing", "Viviendas con daños menores: 41"),
    ("es", "900:displaced 412:returns", "De las 900 familias desplazadas, 412 retornaron."),
    ("es", "412:returns", "Regresan a sus casas 412 evacuados por el incendio."),
    ("es", "412:evacuated", "Rescatistas sacaron en lancha a 412 vecinos de la zona inundada."),
    ("es", "320:returns", "Las 320 familias desalojadas el martes pudieron regresar."),
    ("es", "412:returns", "Tras los combates 412 familias se devolvieron a sus parcelas."),
    ("es", "412:forced_to_flee", "En lo que va de año 412 personas huyeron."),
    ("es", "412:displaced 500:displaced", "Hay 412 desplazados, frente a los 500 de la semana pasada."),
    ("es", "5000000:displaced 2000000:displaced", "Hay 5 millones de desplazados, frente a 2 millones un año antes."),
    ("es", "5000:displaced 2000:displaced", "Hay cinco mil desplazados, frente a dos mil dos meses antes."),
    ("pt", "5000000:displaced 2000000:displaced", "Há 5 milhões de deslocados, contra 2 milhões um ano antes."),
    ("es", "900:sheltered 412:sheltered", "En los albergues había 900 personas; hoy quedan 412."),
    ("es", "41:destroyed_housing", "Por el alud 41 casas se fueron ladera abajo."),
    ("es", "412:refugee", "El país, de 5,2 millones de habitantes, da protección a 412 nicas."),
    ("es", "412:sheltered", "La escuela alberga hoy a 412 personas tras la riada."),
    ("es", "", "El tornado dejó 41 casas sin luz y cinco barrios sin agua."),
    ("es", "", "Se prevén 3.000 desplazados."),
    ("es", "", "El estadio fue pensado para 3.000 refugiados."),
    ("pt", "41:destroyed_housing", "Casas destr.: 41"),
    ("pt", "412:homeless", "Cheia do rio Acre desabriga 412 famílias."),
    ("pt", "412:displaced", "Fam. desalojadas: 412"),
    ("pt", "900:displaced 412:returns", "Das 900 famílias deslocadas, 412 já regressaram."),
    ("pt", "412:returns", "Após o incêndio 412 moradores já voltaram às suas casas."),
    ("pt", "412:sheltered", "A escola primária acolhe 412 pessoas desde a cheia."),
    ("pt", "412:forced_to_flee", "Desde 2018, 412 moradores tiveram de deixar cinco bairros por causa da mina."),
    ("pt", "412:sheltered", "Por causa da cheia 412 pessoas dormem em 30 locais de acolhimento."),
    ("pt", "900:displaced 1200:displaced", "Os desalojados são 900; ontem eram 1.200."),
    ("pt", "41:destroyed_housing", "A enxurrada reduziu a nada 41 casas."),
    ("pt", "41:uninhabitable_housing", "Após o deslizamento a Defesa Civil lacrou 41 casas."),
    ("pt", "", "A chuva deixou cinco bairros sem luz e 41 casas sem água."),
    ("pt", "", "Os técnicos preveem retirar 412 famílias se o rio subir."),
    ("pt", "", "No exercício simulado, 412 pessoas foram evacuadas."),
    ("pt", "", "Um romance sobre a guerra, em que 412 pessoas fogem, ganhou o prémio."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), ROMANCE, ids=[text[:40] for _, _, text in ROMANCE])
def test_what_spanish_and_portuguese_words_tell_of_a_number(language, wanted, text):
    found = [each.figure for each in extract(text, FRIDAY, language)]
    assert [f"{figure.value}:{figure.term}" for figure in found] == wanted.split()
