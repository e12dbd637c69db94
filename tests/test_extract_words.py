"""Words of each term: homes lost, roofs shared, roads taken and ways back."""

from datetime import date

import pytest

from tracker.extract import extract

DAY = date(2025, 5, 6)

WORDS = [
    ("destroyed_housing", "The flood bore away 59 homes at Kade."),
    ("destroyed_housing", "By Wednesday the lava had entombed 59 homes."),
    ("destroyed_housing", "Close to 59 dwellings at Kade no longer exist."),
    ("destroyed_housing", "Gunmen put 59 huts to the torch."),
    ("destroyed_housing", "Rangers set fire to 59 huts."),
    ("destroyed_housing", "The blaze turned 59 shanties to cinders."),
    ("destroyed_housing", "There were 59 homes lost across the valley."),
    ("destroyed_housing", "Troops were torching 59 homes in the valley."),
    ("partially_destroyed_housing", "In the flood 59 houses, 5 schools and 2 places of worship were damaged."),
    ("destroyed_housing", "Fire ate its way through 59 huts."),
    ("partially_destroyed_housing", "A drone left 59 flats without windows."),
    ("partially_destroyed_housing", "Wind lifted the roofs of 59 houses."),
    ("partially_destroyed_housing", "In the tremor 59 houses suffered cracks."),
    ("uninhabitable_housing", "The tremor left 59 houses that are cracked beyond use."),
    ("homeless", "The river left 59 families whose mud-brick homes were swept off."),
    ("homeless", "In the blaze 59 families lost all they had."),
    ("homeless", "In the blaze 59 people lost the roof over their heads."),
    ("homeless", "The bulldozers left 59 families with nowhere to sleep."),
    ("homeless", "The blaze destroyed the homes of 59 families."),
    ("homeless", "After the blaze 59 families watched their homes burn."),
    ("sheltered", "After the tremor 59 families squeezed into mosques and chapels."),
    ("sheltered", "After the flood 59 families are distributed over 14 sites."),
    ("sheltered", "After the flood 59 families are hosted in 7 evacuation centres."),
    ("sheltered", "After the flood 59 families were taken in by relatives."),
    ("sheltered", "After the flood 59 families are hosted in 67 evacuation centres."),
    ("sheltered", "The temple is sheltering 59 villagers."),
    ("sheltered", "After the flood host families have taken in 59."),
    ("sheltered", "After the flood 59 families are billeted in public schools."),
    ("in_relief_camp", "After the flood 59 families live in the 3 camps of the state."),
    ("in_relief_camp", "There are 59 inmates in relief camps."),
    ("in_relief_camp", "The camp population stands at 59."),
    ("evacuated", "The army flew 59 villagers to safety."),
    ("evacuated", "The islanders, 59 people, were ferried off as the volcano erupted."),
    ("forced_to_flee", "Since the attack 59 villagers have left their homesteads."),
    ("displaced", "After the drought 59 families moved because of clashes at the wells."),
    ("forced_to_flee", "After the raid 59 villagers are hiding in the forest."),
    ("forced_to_flee", "On Thursday 59 villagers slipped over the border."),
    ("forced_to_flee", "The flood came and 59 families were turned out of doors."),
    ("forced_to_flee", "When the militia came 59 families took to the road."),
    ("returns", "After the flood 59 families decamped and went home."),
    ("returns", "After the flood 59 families were brought home by boat."),
    ("returns", "Near the river the team met 59 returnee families."),
    ("returns", "The border police handed back 59 villagers who had crossed the river."),
    ("returns", "Since the flood only 59 families have dared to return."),
    ("returns", "The navy brought back 59 islanders after the eruption."),
    ("returns", "After the flood 59 families were discharged to their homes."),
    ("returns", "After the flood 59 families have regained their villages."),
    ("returns", "Fewer tremors were felt and 59 families return to patched-up homes."),
    ("returns", "After the flood 59 families left the collective centres in town for their homes."),
    ("returns", "By noon 59 flooded-out families had left the shelters."),
    ("returns", "Since the ceasefire the northern gate accounts for 59 of all returns."),
    ("displaced", "After the flood 59 displaced families are afraid to return to their homes."),
    ("displaced", "After the war 59 families live in protracted displacement."),
    ("forced_to_flee", "The bombardment put 59 families to flight."),
    ("in_relief_camp", "In the camps live 59 families whom the war drove out."),
    ("in_relief_camp", "After the tremor 59 families sleep under tarpaulins on the football pitch."),
    ("sheltered", "After the cyclone 7 evacuation centres were open with 59 people inside."),
    ("sheltered", "After the quake 59 people are sleeping on the terraces of the stadium."),
    ("destroyed_housing", "The bank gave way, sweeping 59 houses into the gulf."),
    ("homeless", "After the war 59 families told the team that their house was burnt."),
    ("homeless", "The blaze cost 59 families their homes."),
    ("homeless", "The flood robbed 59 families of their houses."),
    ("homeless", "The blaze left 59 families on the street."),
    ("homeless", "In the slum 59 families lose everything as fire spreads."),
    ("returns", "After the truce buses brought 59 people home."),
    ("returns", "Iran sent 59 Afghans back over the border."),
    ("returns", "The agency helped 59 refugees return home after the ceasefire."),
    ("returns", "Iran sends back 59 Afghans."),
    ("sheltered", "After the flood 59 families found safety in the provincial capital."),
    ("sheltered", "In the gym 59 residents spend night in a shelter as the river rises."),
    ("sheltered", "After the flood the evacuation centre counted 59 people."),
    ("in_relief_camp", "Camp numbers swelled to 59 people."),
    ("forced_to_flee", "The offensive drives out 59 villagers."),
    ("destroyed_housing", "The hurricane knocked 59 houses flat."),
    ("destroyed_housing", "Of 59 houses only rubble remains, and assessors wrote off 59 homes after the flood."),
    ("destroyed_housing", "The storm wrecked 59 makeshift shelters at the site."),
    ("destroyed_housing", "The blaze gutted 59 hutments."),
    ("partially_destroyed_housing", "Hail damaged 59 shelters in the camp."),
    ("sheltered", "After the flood 59 families are lodging with relatives."),
    ("sheltered", "After the landslide 59 families are in 14 safe locations."),
    ("sheltered", "After the flood 59 persons are at safe locations across the island."),
    ("displaced", "After the storm 59 households are still away from their dwellings."),
    ("displaced", "Some 59 TDPs were registered in the town."),
    ("displaced", "The dam produced 59 oustees."),
    ("forced_to_flee", "As the shelling went on, 59 people left Tarmo community."),
    ("forced_to_flee", "The eruption forced 59 people to leave 3 villages."),
    ("forced_to_flee", "Some 59 farmers were sacked from their communities by gunmen."),
    ("forced_to_flee", "Gunmen sacked 59 villagers from their homes."),
    ("forced_to_flee", "The shelling emptied 3 villages of their 59 inhabitants."),
    ("forced_to_flee", "Mortar fire sent 59 people scrambling for safety."),
    ("forced_to_flee", "After the flood 59 persons sought safer ground."),
    ("homeless", "The flood rendered 59 families houseless."),
    ("in_relief_camp", "Over 59 inmates are taking shelter in 3 relief camps."),
    ("evacuated", "As the typhoon neared, 59 persons underwent forced evacuation."),
    ("evacuated", "Volunteers helped 59 people get out of front-line villages."),
    ("relocated", "The landslide prompted the town to move 59 families to the covered court."),
    ("refugee", "The country says it spends much on the 59 Syrians it shelters."),
    ("refugee", "Last week 59 Burundians trickled into Rwanda."),
    ("displaced", "Around 59 Roma were evicted from the riverside."),
    ("returns", "After the truce 59 residents filtered back to the town."),
    ("returns", "The ministry resettled 59 displaced families in their own villages after the war."),
    ("destroyed_housing", "The bush fire laid waste to 59 homes."),
    ("partially_destroyed_housing", "The storm left 59 houses roofless."),
    ("relocated", "The agency relocated 59 refugees from the border to the settlement."),
    ("sheltered", "After the flood 59 people live in 7 gathering sites."),
    ("evacuated", "As the flames neared, 59 people had to clear out of a suburb."),
    ("sheltered", "Some 59 people remain in the county's 22 shelters after the hurricane."),
    ("destroyed_housing", "Bandits set 59 houses ablaze."),
    ("returns", "After the flood 59 families left for their hometowns."),
    ("forced_to_flee", "Since the siege began, 59 families managed to flee."),
    ("displaced", "Some 59 people had still not returned home from the last storm."),
    ("forced_to_flee", "After the rain 59 villagers have fled from the water."),
    ("sheltered", "After the flood 59 people were put up by the parish."),
]


@pytest.mark.parametrize(("term", "text"), WORDS, ids=[text[:40] for _, text in WORDS])
def test_the_term_of_a_word(term, text):
    assert [(each.figure.value, each.figure.term) for each in extract(text, DAY, "en")] == [(59, term)]


@pytest.mark.parametrize("text", [text for _, text in WORDS])
def test_a_long_text_with_such_words_is_read(text):
    talk = " The council talked about the weather and the price of bread on Monday." * 20
    assert [each.figure.value for each in extract(text + talk, DAY, "en")] == [59]


COMPARED = [
    ([10_400, 6_000], "Fighting emptied the town. The showground took in 10,400 people, up from 6,000 on Saturday."),
    ([2_310, 1_460], "The shelters are packed with 2,310 people, against 1,460 on Saturday, after the flood."),
    ([39_746, 42_480], "The relief camp population stands at 39,746 against 42,480 reported yesterday."),
    ([63_206, 17_914], "Newly displaced in December: 63,206 (November: 17,914)"),
    ([4_500, 17_500], "Another 4,500 women and children fled the town on Thursday. That makes 17,500 since Wednesday."),
    ([18_400, 1_900], "The number of people in shelters peaked at 18,400. The number has come down to 1,900."),
    ([600, 9_400], "Between April and June 600 people were displaced, a drop from the 9,400 of the first quarter."),
    ([600, 9_400], "In the camps are 600 displaced people, down from a peak of 9,400 in March."),
    ([4_200, 600], "Some 4,200 displaced people sleep in the arena. Three weeks ago there were 600."),
    ([900, 1_450], "Some 900 families were displaced, their elders say; the government's figure is 1,450."),
    ([1_200_000], "Of all regions the delta has the most IDPs, at just over 1.2 million."),
    ([2_400, 51_000], "The valley has 2,400 displaced families. A survey put the total for the state at 51,000."),
    ([4_200, 700], "The survey put the number of displaced persons at 4,200, and that of returnees at 700."),
    ([4_200, 700], "The survey put the number of IDPs at 4,200 and the number of refugees at 700."),
    ([600, 400], "By Friday 600 people had been evacuated. On Thursday it was 400."),
    ([600, 400], "By Friday 600 people were in shelters. The previous count was 400."),
    ([400, 600], "By Friday the number in shelters had risen from 400 to 600."),
    ([5_000], "The camp shelters 5,000 people; another 8,500 on the slopes of Mount Kade ought to be resettled."),
]


@pytest.mark.parametrize(("values", "text"), COMPARED, ids=[text[:40] for _, text in COMPARED])
def test_an_earlier_count_counts_too(values, text):
    assert [each.figure.value for each in extract(text, DAY, "en")] == values
