"""Words of Spanish, Portuguese and French reporters: value and term, beside words that count nobody."""

from datetime import date

import pytest

from tracker.extract import extract

DAY = date(2024, 12, 6)

WORDS = [
    ("es", "41:destroyed_housing", "La Oficina de Gestión del Riesgo suma 41 viviendas destruidas."),
    ("es", "41:destroyed_housing", "La crecida afectó a 7 de los 32 departamentos y destruyó 41 casas."),
    ("es", "41:destroyed_housing", "El fuego dejó 41 casas convertidas en ceniza."),
    ("es", "412:forced_to_flee", "Por la grieta 412 vecinos tuvieron que abandonar el casco viejo."),
    ("es", "412:forced_to_flee", "Tras el tiroteo 412 familias dejaron la cabecera municipal."),
    ("es", "412:forced_to_flee", "El ataque provocó la salida masiva de 412 vecinos."),
    ("es", "412:sheltered", "La escuela sirve de albergue a 412 vecinos tras la riada."),
    ("es", "412:evacuated", "Por la crecida hubo que sacar en lanchas a 412 vecinos."),
    ("es", "412:returns", "Al bajar el río 412 familias dejaron los albergues."),
    ("es", "", "En la escuela hay una ducha por cada 48 personas desplazadas."),
    ("es", "", "La Cruz Roja y sus socios han alcanzado a 412 personas con agua."),
    ("pt", "304:destroyed_housing", "Na cheia 304 casas ficaram destruídas."),
    ("pt", "41:partially_destroyed_housing", "Depois do sismo 41 casas têm avarias."),
    ("pt", "412:returns", "Com a descida do rio 412 moradores deixaram os abrigos."),
    (
        "fr",
        "900:forced_to_flee 412:sheltered",
        "Quelque 900 habitants ont fui. L'ancien marché est occupé par 412 ménages.",
    ),
    ("pt", "", "A família, que vivia abaixo da cota 97, teve de sair de casa."),
    ("fr", "412:returns", "Après la décrue 412 habitants ont quitté les abris."),
    ("fr", "410:destroyed_housing", "L'orage a emporté 410 abris dans le camp de déplacés."),
    ("fr", "410:destroyed_housing", "Dans le camp, 410 abris ont été détruits par l'incendie."),
    ("fr", "410:partially_destroyed_housing", "Le vent a endommagé 410 abris du site de déplacés."),
    (
        "fr",
        "94:destroyed_housing 310:partially_destroyed_housing",
        "La tempête a détruit 94 abris et endommagé 310 autres.",
    ),
    ("fr", "410:destroyed_housing", "Le feu a consumé 410 tentes de déplacés."),
    ("fr", "410:destroyed_housing", "Le feu a ravagé 410 abris de fortune."),
    ("fr", "410:destroyed_housing", "410 abris d'urgence se sont effondrés sur le site."),
    ("es", "410:destroyed_housing", "La tormenta destruyó 410 carpas del campamento de desplazados."),
    ("es", "410:destroyed_housing", "Un incendio arrasó 410 tiendas de campaña del campo de refugiados."),
    ("es", "410:destroyed_housing", "El viento arrancó 410 carpas del campamento."),
    ("es", "410:destroyed_housing", "El fuego consumió 410 refugios improvisados."),
    ("es", "410:partially_destroyed_housing", "El viento dañó 410 albergues temporales del campamento."),
    ("es", "94:destroyed_housing 310:partially_destroyed_housing", "La tormenta destruyó 94 carpas y dañó otras 310."),
    ("es", "410:destroyed_housing", "Quedaron destruidos 410 alojamientos provisionales en el campamento."),
    ("pt", "410:destroyed_housing", "O vento destruiu 410 tendas do campo de deslocados."),
    ("pt", "410:destroyed_housing", "O fogo consumiu 410 abrigos improvisados."),
    ("pt", "410:partially_destroyed_housing", "O vento danificou 410 abrigos do campo."),
    (
        "pt",
        "94:destroyed_housing 310:partially_destroyed_housing",
        "O ciclone destruiu 94 tendas e danificou outras 310.",
    ),
    ("pt", "410:destroyed_housing", "Foram contabilizadas 410 tendas e casas destruídas."),
    ("fr", "", "Dans le camp de déplacés, la Croix-Rouge a dressé 170 tentes."),
    ("fr", "", "Le HCR a livré 170 abris aux déplacés."),
    ("fr", "", "La protection civile a installé 170 tentes pour les sinistrés du séisme."),
    ("es", "", "La Cruz Roja instaló 170 carpas para los desplazados."),
    ("es", "", "Se levantaron 170 carpas en el campamento de desplazados."),
    ("es", "", "ACNUR entregó 170 tiendas de campaña a los desplazados."),
    ("pt", "", "A Cruz Vermelha montou 170 tendas para os deslocados."),
    ("pt", "", "Foram erguidas 170 tendas no campo de deslocados."),
    (
        "fr",
        "900:forced_to_flee 412:sheltered",
        "Quelque 900 habitants ont fui. 412 autres ont gagné six sites collectifs.",
    ),
    (
        "fr",
        "900:forced_to_flee 412:sheltered",
        "Quelque 900 habitants ont fui. 412 personnes ont gagné les centres d'accueil.",
    ),
    (
        "fr",
        "900:forced_to_flee 412:sheltered",
        "Quelque 900 habitants ont fui. 412 personnes ont rejoint les écoles de la ville.",
    ),
    (
        "fr",
        "900:forced_to_flee 412:in_relief_camp",
        "Quelque 900 habitants ont fui. 412 ménages ont rejoint le camp de Kala.",
    ),
    ("es", "900:forced_to_flee 412:sheltered", "Unos 900 vecinos huyeron. Otros 412 llegaron a seis albergues."),
    (
        "es",
        "900:forced_to_flee 412:sheltered",
        "Unos 900 vecinos huyeron. Otras 412 personas alcanzaron los centros de acogida.",
    ),
    ("pt", "900:forced_to_flee 412:sheltered", "Cerca de 900 moradores fugiram. Outros 412 chegaram a seis abrigos."),
    (
        "pt",
        "900:forced_to_flee 412:sheltered",
        "Cerca de 900 moradores fugiram. Outras 412 pessoas procuraram os abrigos do município.",
    ),
    (
        "pt",
        "32:forced_to_flee",
        "Trinta e duas famílias abandonaram na manhã de terça a retomada de Itay depois de serem atacadas.",
    ),
    ("pt", "412:forced_to_flee", "Após o ataque 412 famílias deixaram ontem à noite a aldeia."),
    ("pt", "412:forced_to_flee", "Após o ataque 412 indígenas abandonaram o acampamento e a retomada."),
    ("pt", "100:evacuated", "Por causa do incêndio “uma centena de pessoas” foi retirada das aldeias."),
    ("es", "100:evacuated", "Por el incendio «un centenar de personas» fue evacuado de las aldeas."),
    ("es", "412:forced_to_flee", "Tras el ataque 412 familias abandonaron ayer por la mañana la comunidad."),
    ("fr", "412:forced_to_flee", "Après l'attaque 412 familles ont abandonné mardi matin le village."),
    ("fr", "412:forced_to_flee", "Après l'attaque 412 familles ont déserté dans la nuit les hameaux."),
    (
        "pt",
        "300:destroyed_housing",
        "Os atacantes queimaram 18 capelas, dois centros de saúde e mais de 300 residências.",
    ),
    ("pt", "300:destroyed_housing", "Os insurgentes incendiaram uma escola, 12 lojas e 300 casas."),
    ("es", "300:destroyed_housing", "Los atacantes quemaron 18 capillas, dos centros de salud y más de 300 viviendas."),
    (
        "fr",
        "300:destroyed_housing",
        "Les assaillants ont brûlé 18 chapelles, deux centres de santé et plus de 300 maisons.",
    ),
    ("fr", "", "Onze morts et deux enfants évacués vers l'hôpital de Koro."),
    ("fr", "", "Deux blessés ont été évacués à l'hôpital central."),
    ("fr", "", "Sept personnes ont été évacuées vers le centre de santé de Koro."),
    ("fr", "", "Trois enfants évacués vers la clinique, cinq autres transférés à l'hôpital."),
    ("es", "", "Dos niños fueron evacuados al hospital de Tumaco."),
    ("es", "", "Siete personas fueron trasladadas al centro de salud."),
    ("es", "", "Cinco heridos fueron evacuados en helicóptero a una clínica."),
    ("pt", "", "Duas crianças foram evacuadas para o hospital de Pemba."),
    ("pt", "", "Sete pessoas foram transferidas para o centro de saúde."),
    ("pt", "", "Cinco pessoas foram levadas para o pronto-socorro."),
    ("fr", "200:relocated", "Quelque 200 familles ont été transférées vers Rusayo 2."),
    ("fr", "200:relocated", "Quelque 200 ménages ont été relogés à Lushagala 3."),
    ("pt", "160:relocated", "Apenas 160 famílias foram realojadas, no Zango 5, em moradias."),
    ("pt", "160:relocated", "Cerca de 160 famílias foram realojadas no Zango 4."),
    ("es", "160:relocated", "Unas 160 familias fueron reubicadas en Nueva Esperanza 2."),
    ("fr", "550:sheltered", "La commune, qui ne compte que 2 000 habitants, héberge 550 familles déplacées."),
    (
        "fr",
        "550:sheltered",
        "Le village, dont la population ne dépasse pas 2 000 âmes, héberge 550 familles déplacées.",
    ),
    ("es", "550:sheltered", "El pueblo, que no supera los 2.000 habitantes, alberga a 550 familias desplazadas."),
    ("es", "550:sheltered", "El municipio, de apenas 2.000 habitantes, alberga a 550 familias desplazadas."),
    ("pt", "550:sheltered", "A vila, que não passa de 2.000 habitantes, abriga 550 famílias deslocadas."),
    ("pt", "550:sheltered", "O município, com população de 2 mil habitantes, abriga 550 famílias deslocadas."),
    ("fr", "", "Dans le camp, huit familles se partagent une latrine."),
    ("fr", "", "Dans le camp, chaque latrine sert à 48 personnes déplacées."),
    ("fr", "", "Les familles d'accueil hébergent jusqu'à quatre ménages par maison."),
    ("fr", "", "Chaque famille d'accueil héberge jusqu'à 15 déplacés."),
    ("es", "", "En el campamento ocho familias comparten una letrina."),
    ("es", "", "Cada familia de acogida alberga hasta 15 desplazados."),
    ("es", "", "Las familias acogen hasta cuatro hogares por vivienda."),
    ("pt", "", "No campo oito famílias partilham uma latrina."),
    ("pt", "", "Cada família de acolhimento abriga até 15 deslocados."),
    ("pt", "", "As famílias acolhem até quatro agregados por casa."),
    ("fr", "", "Quelque 120 000 personnes ont fait un don pour les réfugiés."),
    ("fr", "", "140 000 dirhams iront à ceux dont la maison s'est effondrée."),
    ("es", "", "Unas 120.000 personas donaron para los desplazados."),
    ("pt", "", "Cerca de 120 mil pessoas doaram para os desabrigados."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), WORDS, ids=[text[:40] for _, _, text in WORDS])
def test_the_term_of_a_word(language, wanted, text):
    found = [each.figure for each in extract(text, DAY, language)]
    assert [f"{figure.value}:{figure.term}" for figure in found] == wanted.split()


PLACES = [
    ("es", ("COL",), "En el Nudo de Paramillo 412 personas huyeron."),
    ("es", (), "En San Juan 412 personas huyeron."),  # of many countries; no province called Juan
    ("ar", ("YEM",), "نزح 412 شخصا من عدن."),
    ("en", ("ZAF",), "In Cape Town 412 people were displaced by the fire."),
]


@pytest.mark.parametrize(("language", "countries", "text"), PLACES, ids=[text[:40] for _, _, text in PLACES])
def test_a_name_that_is_also_a_word_keeps_its_place(language, countries, text):
    assert [each.figure.location for each in extract(text, DAY, language)] == [countries]
