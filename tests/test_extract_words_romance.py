"""Words of Spanish, Portuguese, French and Arabic reporters: value and term, beside words that count nobody."""

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
    ("ar", "412:evacuated", "قال مصدر إن 412 شخصا أخرجوا أمس من الحي."),
    ("ar", "412:returns", "أعادت الوزارة 412 عائلة من المخيم."),
    ("ar", "412:displaced", "وصلت إلى مدينة عدن 412 أسرة نازحة."),
    ("ar", "412:forced_to_flee", "ما زالت 412 عائلة خارج منازلها."),
    ("ar", "412:forced_to_flee", "نزل 412 شخصا من الجبال إلى المخيمات."),
    ("ar", "41:destroyed_housing", "هدمت الجرافات 41 منزلا في المخيم."),
    ("ar", "", "تم تلقيح 412 طفلا في المخيم."),
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
