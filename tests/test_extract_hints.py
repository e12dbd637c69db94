"""Everyday words that tell of displacement only near such that always do, and what is named beside any cause."""

from datetime import date

import pytest

from tracker.extract import extract
from tracker.model import Figure

DAY = date(2025, 5, 6)
WAR = "The fighting for the town went on for a third day."
FLIGHT = "Some 4,000 people were displaced by the floods."


def figures(text: str) -> dict[int | None, Figure]:
    return {each.figure.value: each.figure for each in extract(text, DAY, "en")}


HINTS = [
    (820, "sheltered", "The old school is home to 820 people."),
    (1200, "sheltered", "After dark 1,200 residents share the corridors of the college."),
    (64, "sheltered", "The cathedral has opened its doors to 64 families."),
    (3500, "displaced", "In the next valley 3,500 villagers made for the coast."),
    (75, "evacuated", "On Friday lorries took 75 families out of the valley."),
    (90, "evacuated", "Police emptied 90 homes below the church."),
    (610, "in_relief_camp", "In the hills 610 people live under trees."),
    (150, "relocated", "Since then 150 families have moved into rented flats."),
    (150, "relocated", "In March 150 families were given a house on the hill."),
    (150, "relocated", "Since then 150 families have settled permanently on the plain."),
    (480, "sheltered", "At midnight 480 people were at the recreation centre."),
    (480, "sheltered", "Another 480 people are in school halls."),
    (480, "sheltered", "The transit centre in the port registered 480 people."),
    (96, "sheltered", "The parish is hosting 96 people."),
    (730, "displaced", "In a week 730 families left Tarmo because of the rising danger."),
    (730, "displaced", "A group of 730 people continued to Tarmo."),
    (730, "displaced", "On Sunday 730 families arrived in Tarmo on foot."),
    (730, "displaced", "Some 730 people reached the village after two nights."),
    (730, "displaced", "A survey found 730 people living away from home."),
    (52, "returns", "On Friday 52 people boarded a bus home."),
    (52, "returns", "With the road open, 52 families head home."),
    (730, "refugee", "Before dawn 730 Rohingya wash ashore on the sandbar."),
    (480, "sheltered", "The college is now a home for 480 people."),
    (480, "sheltered", "The camps now have 480 people."),
    (2215, "sheltered", "The transit centre at the border hosted 2,215 persons."),
    (14, "sheltered", "A classroom shared by 14 families has no door."),
    (1420, "relocated", "In March 1,420 families received flats in the new quarter."),
    (288, "relocated", "As of Friday 288 families had transferred there."),
    (1100, "sheltered", "Another 1,100 people are on the eastern shoreline."),
    (100, "sheltered", "In the capital 100 households occupy three hotels."),
    (350, "in_relief_camp", "Some 350 families camp beneath the bridge."),
    (346, "sheltered", "The town counts 62 schools that lodge 346 families."),
]


@pytest.mark.parametrize("opening", [WAR, FLIGHT])
@pytest.mark.parametrize(("value", "term", "text"), HINTS, ids=[text[:40] for *_, text in HINTS])
def test_everyday_words_count_where_a_text_speaks_of_flight(value: int, term: str, text: str, opening: str) -> None:
    found = figures(f"{opening} {text}")
    assert found[value].term == term
    assert found[value].confidence < 0.95


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, _, text in HINTS])
def test_everyday_words_count_nobody_where_it_does_not(value: int, text: str) -> None:
    assert value not in figures(f"The town council met on Tuesday. {text}")


NEITHER = [
    "The government has put up 700 tents there.",
    "The team needs 30 more beds, of which it has 12.",
    "He is one who has moved to the coast.",
    "A further 860 people were confined to their farms.",
    "In the stadium 40,000 fans sang.",
    "The district, home to 35,000 people, has two hospitals.",
    "The agency has reached 9,870 people in shelters with soap.",
    "Vaccination has reached 9,870 children.",
    "The teams have served 9,870 people in shelters.",
    "Meals were handed out to 9,870 people in camps.",
    "The store holds food for 9,870 families in camps.",
    "Nationally 900,000 pupils are out of class.",
    "Among children under five had gone the measles.",
    "Flights resumed with 14 arrivals.",
    "Some 730 people were left without power after the storm.",
    "Some 730 people were left wounded when the roof fell.",
    "Some 730 families continued to receive parcels.",
    "Some 730 volunteers arrived in Tarmo.",
    "Some 730 families were given a hot meal.",
    "In March there were 730 cases of measles.",
    "Some 730 people head home for Christmas.",
    "Another 730 people are under threat of eviction.",
    "The shelter has 59 beds and the camp has 80 toilets.",
    "The shelter has room for 59 people.",
    "The club sent 59 fans home.",
    "The hospital sent 59 patients home.",
    "The state wants to bring 59 people home.",
    "A protest put 59,000 people on the street.",
    "The fire cost 59 families their savings.",
    "The storm deprived 59 families of power.",
    "Some 59 planes took off.",
    "Losses came to 59,000 cows.",
    "The well is shared by 59 families.",
    "The scheme helped 59 families get out of debt.",
    "The charity helped 59 people get out of poverty.",
    "The town, once home to 59,000 people, had two mills.",
    "The news sent 59 people rushing to the shops.",
    "Evacuation partners: 11.",
    "The agency has stocks for 6,700 people.",
    "The refugees came in 118 bus movements.",
    "The hall was built for 1,500 people.",
    "Helicopters lifted 217 people from rooftops.",
    "Some 59 children were handed back to their parents.",
    "More than 500 people were led out of the flooded tunnel.",
    "Lawyers followed 14 eviction cases.",
    "One latrine is used by 140 people.",
    "The number of camps has gone down from 178 to 171.",
    "The agency will transfer 59 refugees to the new camp.",
    "Arsonists set 14 cars ablaze.",
    "The camp is planned for 4,100 people.",
    "Some 1,100 cabins have been put up.",
    "The coast guard brought 59 survivors ashore, and 16 people were taken ashore later.",
]


@pytest.mark.parametrize("text", NEITHER)
def test_what_people_need_and_what_is_built_for_them_counts_nobody(text: str) -> None:
    assert set(figures(f"{FLIGHT} {text}")) == {4000}


CAUSES = [
    ("conflict", "Gunmen attacked the district in the rain. By evening 900 people had fled over the river."),
    ("disaster", "The storm cut off the coast. The army evacuated 900 people by helicopter."),
    ("conflict", "Soldiers came at dawn. They drove 900 people from their homes."),
    ("disaster", "The river rose overnight. Firefighters evacuated 900 people."),
]


@pytest.mark.parametrize(("cause", "text"), CAUSES, ids=[text[:40] for _, text in CAUSES])
def test_a_clear_cause_counts_before_what_may_stand_beside_any(cause: str, text: str) -> None:
    assert figures(text)[900].cause == cause


POPULATIONS = [
    ("displaced", "The war has displaced 12,000,000 people: 9,000,000 of them inside the country."),
    (
        "displaced",
        "In the war 12,000,000 people have left their homes for other provinces or for neighbouring countries.",
    ),
    ("refugee", "Invaded in spring, 12,000,000 Ukrainians have left altogether."),
    ("idp", "The war has displaced 12,000,000 people."),
]


@pytest.mark.parametrize(("population", "text"), POPULATIONS, ids=[text[:40] for _, text in POPULATIONS])
def test_who_fled_is_told_of_both_sides_of_a_border(population: str, text: str) -> None:
    assert figures(text)[12_000_000].population == population


def test_what_befell_the_affected_counts_too() -> None:
    assert figures("In Sofala 16,000 families were affected and evacuated.")[16_000].term == "evacuated"


def test_words_that_point_back_say_what_a_number_counts() -> None:
    found = figures("The district counted 36,100 people displaced. Of these, 9,400 lay on mats in the town hall.")
    assert found[9400].population == "idp"


def test_a_report_counts_over_the_period_it_covers() -> None:
    head = "Movement alert 12 – Cabo Delgado\nReporting period: 22 April to 3 May 2025"
    found = figures(f"{head}\n\n1,900 families displaced from Macomia and Quissanga.")
    assert (found[1900].period_start, found[1900].period_end) == (date(2025, 4, 22), date(2025, 5, 3))


AGENCIES = [
    "The Committee for Disaster Prevention said 900 people had been evacuated.",
    "The Disaster Risk Reduction Office evacuated 900 people.",
]


@pytest.mark.parametrize("text", AGENCIES)
def test_the_name_of_an_agency_is_no_possibility(text: str) -> None:
    assert set(figures(text)) == {900}


@pytest.mark.parametrize("text", ["900 People May Be Evacuated", "900 Villagers Could Be Displaced, Governor Says"])
def test_a_headline_is_one(text: str) -> None:
    assert not figures(text)


SINCE = [
    ("flow", date(2023, 4, 15), "Some 72,000 Sudanese refugees arrived since 15 April 2023."),
    ("flow", date(1985, 1, 1), "The register counts 72,000 displaced people since 1985."),
    ("stock", DAY, "Kenya has been home to 72,000 Somali refugees since 1991."),
]


@pytest.mark.parametrize(("measure", "day", "text"), SINCE, ids=[text[:40] for *_, text in SINCE])
def test_all_who_came_since_a_day_are_a_flow(measure: str, day: date, text: str) -> None:
    found = figures(text)[72_000]
    assert (found.measure, found.period_start) == (measure, day)


def test_a_year_before_a_disaster_is_its_date() -> None:
    found = figures("The 2009 earthquake made 60,000 people homeless.")[60_000]
    assert (found.period_start, found.period_end) == (date(2009, 1, 1), date(2009, 12, 31))


def test_what_refugees_did_counts_after_where_they_are_registered() -> None:
    assert figures("Some 8,700 refugees registered with UNHCR have gone home.")[8700].term == "returns"


def test_a_comparison_with_the_sentence_before() -> None:
    text = "In March 380,000 people lived in tents and huts. That is down from 1,500,000 in July 2010."
    assert set(figures(text)) == {380_000, 1_500_000}


BESIDE_A_FIRE = [
    "After the fire 200 residents gathered in front of the town hall.",
    "The rain had stopped, and 300 students went to the coast.",
]


@pytest.mark.parametrize("text", BESIDE_A_FIRE)
def test_what_may_be_named_anywhere_makes_nobody_flee(text: str) -> None:
    assert not figures(text)


ABROAD = [
    ("fr", "refugee", "Plus de 36 000 de leurs compatriotes ont trouvé refuge en Côte d'Ivoire."),
    ("fr", "idp", "Plus de 36 000 habitants ont trouvé refuge en ville."),
    ("fr", "returned_refugee", "La région a enregistré 36 000 rapatriés."),
    ("fr", "returned_idp", "Quelque 36 000 déplacés ont réintégré leurs maisons."),
    ("es", "idp", "Unas 590 personas huyeron hacia otras zonas del país por los combates."),
    ("es", "refugee", "Unas 590 personas huyeron a países cercanos."),
    ("es", "refugee", "Unas 590 personas huyeron a la vecina Colombia."),
    ("pt", "idp", "No norte do país, 590 pessoas fugiram das suas casas devido aos ataques."),
    ("pt", "refugee", "Cerca de 590 pessoas deixaram o país."),
    ("fr", "refugee", "Environ 590 personnes ont fui vers les États limitrophes."),
    ("fr", "refugee", "Environ 590 personnes se sont réfugiées à l'étranger."),
    ("fr", "refugee", "Plus de 590 personnes ont fui vers le Tchad voisin."),
    ("ar", "refugee", "فر نحو 590 شخصا من البلاد."),
    ("en", "refugee", "About 590 people fled to nearby countries."),
    ("en", "refugee", "Clashes drove 590 people into neighbouring Chad."),
    ("en", "refugee", "The violence has pushed 590 people into Chad."),
    ("en", "refugee", "Some 590 people found shelter across the border."),
    ("en", "idp", "Some 590 people sheltered in schools; others fled abroad."),
    ("en", "idp", "The war put 590 people to flight inside Georgia."),
    ("en", "idp", "Floods in neighbouring Chad forced 590 people from their homes."),
]


@pytest.mark.parametrize(("language", "population", "text"), ABROAD, ids=[text[:40] for *_, text in ABROAD])
def test_words_that_say_that_a_border_was_crossed(language: str, population: str, text: str) -> None:
    assert extract(text, None, language)[0].figure.population == population


MOVED = [
    "Some 72,000 Sudanese refugees arrived in Chad.",
    "Some 72,000 refugees left for third countries.",
    "The office granted refugee status to 72,000 asylum-seekers.",
    "Hungary has let in 72,000 refugees.",
]


@pytest.mark.parametrize("text", MOVED)
def test_refugees_who_move_are_a_flow(text: str) -> None:
    assert figures(text)[72_000].measure == "flow"
