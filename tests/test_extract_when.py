"""When: a figure's dates, also those that point back, count from another date, or stand in a list."""

from datetime import date

import pytest

from tracker.extract import extract

PUBLISHED = date(2025, 8, 20)
SPRING = (date(2025, 4, 1), date(2025, 8, 12))


def periods(text: str) -> list[tuple[date | None, date | None]]:
    return [(each.figure.period_start, each.figure.period_end) for each in extract(text, PUBLISHED)]


@pytest.mark.parametrize(
    "text",
    [
        "Between 1 April and 12 August 3,000 people fled Sudan. In the same period 2,000 people returned home.",
        "Entre el 1 de abril y el 12 de agosto huyeron 3.000 personas. En el mismo período regresaron 2.000 personas.",
        "Entre le 1er avril et le 12 août 3.000 personnes ont fui. Dans la même période, 2.000 sont rentrées.",
        "Entre 1 de abril e 12 de agosto, 3.000 pessoas fugiram. No mesmo período, 2.000 pessoas regressaram.",
        "بين 1 أبريل و12 أغسطس نزح 3000 شخص. وخلال الفترة نفسها عاد 2000 شخص.",
    ],
)
def test_the_same_period_is_that_of_the_sentence_before(text):
    assert periods(text) == [SPRING, SPRING]


def test_a_sentence_without_a_date_borrows_no_day():
    assert periods("On 1 April 3,000 people fled Sudan. Then 2,000 people returned home.")[1] == (None, None)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2023, 12, 31), "At the end of 2024 Rwanda hosted 135,000 refugees, against 134,500 a year earlier."),
        (date(2023, 12, 31), "Fin 2024, le Rwanda hébergeait 135.000 réfugiés, contre 134.500 un an plus tôt."),
        (date(2024, 8, 20), "Rwanda has 135,000 refugees, against 134,500 a year ago."),
        (date(2004, 12, 31), "Colombia counted 300,000 displaced people in 2005 and 200,000 in 2004."),
    ],
)
def test_a_number_beside_another_has_its_own_date(day, text):
    assert periods(text)[1] == (day, day)


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        (date(2024, 8, 20), "Chad hosts 1,200,000 refugees, against 900,000 a year ago."),
        (date(2025, 8, 16), "Some 4,300 people are in shelters, up from 2,100 on Saturday."),
        (date(2024, 8, 20), "Hay 5 millones de desplazados, frente a 2 millones un año antes."),
        (date(2025, 7, 31), "Le camp abrite 71.500 déplacés, contre 65.200 à la fin du mois de juillet."),
        (date(2025, 8, 18), "En los albergues hay 900 desplazados; el lunes eran 1.200."),
    ],
)
def test_what_a_count_is_compared_with_keeps_its_date_to_itself(earlier, text):
    assert periods(text) == [(PUBLISHED, PUBLISHED), (earlier, earlier)]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2024, 12, 8), PUBLISHED, "Since 8 December, 3,000 refugees have returned to Syria."),
        (date(2024, 12, 1), PUBLISHED, "3,000 people have fled since Dec. 1, when the army moved in."),
        (date(2025, 1, 1), PUBLISHED, "Since the beginning of the year 3,000 people have fled."),
        (date(2025, 1, 1), PUBLISHED, "Desde o início do ano fugiram 3.000 pessoas."),
        (
            date(2025, 6, 2),
            date(2025, 6, 21),
            "FLOODS 2025 – ALERT 58\nReport | Chiúre | 2–21 June 2025\n\nDisplaced: 3,000",
        ),
        (date(2005, 12, 31), date(2005, 12, 31), "By 2005 there were 3,000 displaced people in Sudan."),
        (date(2025, 6, 30), date(2025, 6, 30), "As of 30 June, 3,000 displaced people lived in Sudan."),
        (*SPRING, "3,000 people returned from Iran between 1 April and 12 August."),
        (date(2025, 6, 1), date(2025, 6, 15), "The war displaced 3,000 people between early and mid-June."),
        (date(2025, 4, 15), PUBLISHED, "Since mid-April 3,000 people have fled Sudan."),
        (date(2024, 1, 1), date(2024, 6, 30), "3,000 people were displaced in the first half of 2024."),
        (date(2024, 1, 1), date(2024, 3, 31), "3,000 people were displaced in the first quarter of 2024."),
        (date(2024, 7, 1), date(2024, 12, 31), "En el segundo semestre de 2024 fueron desplazadas 3.000 personas."),
        (None, date(2025, 4, 7), "As of 7 April 3,000 homes had been destroyed."),
        (date(2025, 6, 3), date(2025, 6, 3), "On 03-06-2025 floods displaced 3,000 people."),
        (date(2024, 5, 10), date(2024, 5, 14), "From 10-05-2024 to 14-05-2024 floods displaced 3,000 people."),
        (date(2025, 6, 3), date(2025, 6, 3), "Report as on 03-06-2025 at 6 pm: 3,000 displaced people live in camps."),
        (None, date(2025, 4, 7), "FLASH UPDATE, key figures as of 7 April. The quake destroyed 3,000 homes."),
        (date(2025, 4, 7), date(2025, 4, 7), "The quake of 7 April killed 12. Some 3,000 homes are in ruins."),
        (
            date(2025, 7, 1),
            date(2025, 7, 31),
            "The fighting is the worst since July, when five days displaced 3,000 people.",
        ),
        (date(2024, 1, 1), date(2024, 12, 31), "Sweden recorded 3,000 asylum seekers in 2024."),
        (date(2024, 6, 30), date(2024, 6, 30), "There were 3,000 refugees in Chad by mid-2024."),
        (date(2025, 1, 31), date(2025, 1, 31), "The agency counted 3,000 IDPs in its January round."),
        (date(2024, 1, 1), date(2024, 3, 31), "Au premier trimestre 2024, 3.000 personnes ont été déplacées."),
        (date(2024, 1, 1), date(2024, 6, 30), "No primeiro semestre de 2024, 3.000 pessoas foram deslocadas."),
        (date(2024, 1, 1), date(2024, 6, 30), "نزح 3000 شخص في النصف الأول من عام 2024."),
        (None, date(2024, 2, 10), "Au 10 février 2024 à 18 h, 3.000 maisons avaient été détruites."),
        (date(2024, 8, 3), date(2024, 8, 3), "غادرت 3000 أسرة قريتها يوم 3 أغسطس 2024."),
    ],
)
def test_dates_of_one_figure(start, end, text):
    assert periods(text) == [(start, end)]


def test_a_year_earlier_counts_from_the_date_before_it():
    """In a text that nobody dated, too."""
    found = extract("The region had 3.5 million refugees at the end of 2018, up from 3.1 million a year earlier.")
    assert [each.figure.period_end for each in found] == [date(2018, 12, 31), date(2017, 12, 31)]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2025, 8, 10), date(2025, 8, 15), "3,000 people have been evacuated since Sunday's eruption."),
        (date(2025, 8, 10), date(2025, 8, 10), "3,000 houses fell when a 4.8-magnitude quake struck on Sunday."),
    ],
)
def test_a_weekday_is_the_last_one(start, end, text):
    found = extract(text, date(2025, 8, 15), "en")
    assert [(each.figure.period_start, each.figure.period_end) for each in found] == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Since the beginning of the month 412 people have fled the town.",
        "Depuis le début du mois 412 personnes ont fui la ville.",
        "Desde el inicio del mes 412 personas huyeron del pueblo.",
        "Desde o início do mês 412 pessoas fugiram da aldeia.",
        "نزح 412 شخصا من القرية منذ مطلع الشهر.",
    ],
)
def test_since_the_beginning_of_the_month(text):
    assert periods(text) == [(date(2025, 8, 1), PUBLISHED)]


SPANS = [
    (
        date(2024, 12, 22),
        date(2025, 3, 3),
        "Violence drove 3,000 people from their homes between 22 December and 3 March.",
    ),
    (
        date(2025, 1, 11),
        date(2025, 1, 11),
        "A fire in Manila on Thursday morning, Jan. 11, left 360 families homeless.",
    ),
    (date(2025, 1, 1), date(2025, 3, 31), "52 785 ménages déplacés entre janvier et mars 2025."),
    (date(2021, 1, 1), date(2021, 12, 31), "L'agence dit qu'en 2021, 3 000 personnes ont été déplacées."),
    (date(2025, 8, 19), PUBLISHED, "En las últimas 24 horas, 3.000 personas fueron desplazadas."),
    (date(2024, 10, 26), date(2024, 11, 2), "نزح 3000 شخص بين 26 تشرين الأول/أكتوبر و2 تشرين الثاني/نوفمبر 2024."),
    (
        date(2024, 12, 8),
        date(2025, 3, 31),
        "عاد 3000 لاجئ من الأردن إلى سوريا بين 8 كانون الأول 2024 ونهاية آذار 2025.",
    ),
]


@pytest.mark.parametrize(("start", "end", "text"), SPANS, ids=[text[:40] for *_, text in SPANS])
def test_spans_over_new_year_two_calendars_and_hours(start: date, end: date, text: str) -> None:
    assert periods(text) == [(start, end)]


TEN_MONTHS = (date(2023, 1, 1), date(2023, 10, 31))
AUTUMN = (date(2020, 10, 1), date(2020, 12, 31))
OCTOBER = (date(2024, 10, 1), date(2024, 10, 31))


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (TEN_MONTHS, "In the first 10 months of 2023, 9,000 people fled."),
        (TEN_MONTHS, "Unas 9.000 personas huyeron en los primeros diez meses de 2023."),
        (TEN_MONTHS, "Quelque 9 000 personnes ont fui au cours des dix premiers mois de 2023."),
        (TEN_MONTHS, "Cerca de 9.000 pessoas fugiram nos primeiros dez meses de 2023."),
        (TEN_MONTHS, "نزح 9,000 شخص خلال الأشهر العشرة الأولى من عام 2023."),
        (AUTUMN, "بين تشرين الأول وكانون الأول 2020 عاد 21,000 شخص إلى ديارهم."),
        (AUTUMN, "في الفترة بين تشرين الأول/أكتوبر وكانون الأول/ديسمبر 2020 عاد 21,000 شخص إلى ديارهم."),
        (OCTOBER, "بلغ عدد العائدين في تشرين الأول 13 ألف لاجئ."),
        ((date(2024, 11, 1), date(2024, 11, 1)), "نزحت 300 أسرة في 1 من تشرين الثاني."),
        ((date(2020, 1, 1), date(2020, 12, 31)), "Durante todo el 2020 huyeron 27.000 personas."),
    ],
)
def test_parts_of_a_year_and_months_of_two_words(when, text):
    assert periods(text) == [when]


@pytest.mark.parametrize(
    "text",
    [
        "At least 61,200 people (140% more than in 2020) were forced to flee their homes.",
        "Some 61,200 people were displaced, twice as many as in 2020.",
        "Al menos 61.200 personas (140% más que en 2020) fueron desplazadas.",
        "Quelque 61 200 personnes (140 % de plus qu'en 2020) ont été déplacées.",
        "Cerca de 61.200 pessoas (140% mais do que em 2020) fugiram.",
    ],
)
def test_a_year_that_is_only_compared_with_is_no_date(text):
    assert periods(text) == [(None, None)]


def test_the_number_of_a_year_compared_with_has_that_year():
    assert periods("In July 23,876 people fled, 41% fewer than in June (40,470).")[1] == (
        date(2025, 6, 1),
        date(2025, 6, 30),
    )


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 5, 12), "As of 12 May, 3,032 people are currently staying in tents at the camp after fleeing."),
        (date(2025, 5, 12), "Au 12 mai, 3 032 déplacés vivent actuellement sous des tentes."),
        (PUBLISHED, "Some 3,032 displaced people are currently staying in tents."),
    ],
)
def test_now_in_a_report_is_its_as_of_date(day, text):
    assert periods(text) == [(day, day)]


def test_today_beside_an_older_count_is_the_day_of_publication():
    text = "As of 12 May, 4,000 people were in shelters; today 2,500 people are in shelters."
    assert periods(text) == [(date(2025, 5, 12), date(2025, 5, 12)), (PUBLISHED, PUBLISHED)]


@pytest.mark.parametrize(
    ("start", "text"),
    [
        (date(2025, 2, 1), "From February until now 4,320 people have fled."),
        (date(2005, 10, 1), "De octubre de 2005 a la fecha, 4.320 personas han abandonado su hogar."),
        (date(2025, 1, 1), "De enero a hoy huyeron 4.320 personas."),
    ],
)
def test_until_now_ends_with_the_publication(start, text):
    assert periods(text) == [(start, PUBLISHED)]
