"""Stock or flow, families or persons: what is counted, in five languages."""

from datetime import date

import pytest

from tracker.extract import extract

FRIDAY = date(2024, 12, 6)


@pytest.mark.parametrize(
    ("told", "language", "text"),
    [
        ("refugee flow", "en", "Some 10,000 Central African refugees arrived in Chad on Wednesday."),
        ("refugee flow", "es", "Este miércoles llegaron 10.000 refugiados centroafricanos a Chad."),
        ("refugee flow", "pt", "Cerca de 20.000 refugiados sudaneses chegaram ao Chade nas últimas duas semanas."),
        ("refugee flow", "fr", "Près de 9 000 réfugiés sont arrivés au Cameroun au cours du mois dernier."),
        ("refugee flow", "ar", "وصل 10 آلاف لاجئ إلى تشاد يوم الأربعاء."),
        ("displaced flow", "pt", "Os ataques provocaram 9.420 deslocados."),
        ("displaced flow", "fr", "Les combats ont fait 9 420 déplacés."),
        ("displaced stock", "es", "En el país hay 9.420 desplazados."),
        ("displaced stock", "fr", "Au Mali, 378 363 personnes sont déplacées à l'intérieur du pays."),
        ("displaced flow", "fr", "Au Mali, 378 363 personnes ont été déplacées en mars."),
        ("displaced stock", "pt", "Estima-se que 250.000 pessoas estejam deslocadas em Cabo Delgado."),
        ("returns flow", "ar", "بلغ عدد اللاجئين السوريين العائدين إلى سوريا 50,792."),
        ("returns flow", "en", "The number of returnees reached 13,000 refugees in October."),
    ],
)
def test_stock_or_flow(told, language, text):
    (found,) = extract(text, FRIDAY, language)
    assert f"{found.said['term']} {found.said['measure']}" == told


@pytest.mark.parametrize(
    ("counted", "language", "text"),
    [
        ("34 household, 57 household", "pt", "Há 34 famílias desalojadas e 57 desabrigadas."),
        ("34 household, 57 person", "pt", "Há 34 famílias desalojadas e 57 desabrigados."),
        ("34 household, 57 household", "es", "Hay 34 familias evacuadas y 57 desplazadas."),
        ("34 household, 57 person", "es", "Hay 34 familias evacuadas y 57 desplazados."),
        ("34 household, 57 household", "fr", "On compte 34 familles évacuées et 57 déplacées."),
        ("2150 household", "es", "De las 2.360 familias perjudicadas, 2.150 hubieron de ser evacuadas."),
        ("18755 person", "es", "Desplazamientos masivos: 59, con 18.755 personas"),
        (
            "None person",
            "en",
            "In Bor, thousands of people uprooted from their homes by the river remain displaced.",
        ),
        ("None person", "en", "The raids left thousands displaced from their family homes."),
        ("61000 person", "ar", "تشرد أكثر من 61 ألف ماليزي بسبب الفيضانات."),
    ],
)
def test_families_or_persons(counted, language, text):
    found = [each.said for each in extract(text, FRIDAY, language)]
    assert ", ".join(f"{said['value']} {said['unit']}" for said in found) == counted


@pytest.mark.parametrize(
    ("stocks", "text"),
    [
        ([330_713, 378_363], "Le nombre de déplacés a bondi de 330 713 à 378 363 entre juin et septembre 2024."),
        ([3_000_000, 6_000_000], "The country has 3 million displaced people and 6 million refugees."),
    ],
)
def test_both_are_stocks(stocks, text):
    found = extract(text, FRIDAY)
    assert [each.said["value"] for each in found] == stocks
    assert {str(each.said["measure"]) for each in found} == {"stock"}
