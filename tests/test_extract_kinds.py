"""Who counts as what, and where: movements, arrivals, refuge abroad, hosts and their parts, each clause's own place."""

from datetime import date

import pytest

from tracker.extract import Found, extract

PUBLISHED = date(2025, 8, 20)

KINDS = [
    (
        "en",
        "20100000/SDN/SDN/displaced/idp/flow",
        "Conflict in Sudan triggered 20.1 million internal displacements in 2024.",
    ),
    ("en", "4500/SDN/SDN/displaced/idp/flow", "Sudan recorded 4,500 new displacements in a week."),
    ("en", "12000/PHL/PHL/displaced/idp/flow", "The typhoon triggered 12,000 movements in the Philippines."),
    ("en", "12000/PHL/PHL/displaced/idp/flow", "The typhoon triggered 12,000 displacements in the Philippines."),
    ("en", "4500000/PHL/PHL/displaced/idp/flow", "In the Philippines storms set off 4.5 million movements."),
    ("en", "6000/SDN/SDN/displaced/idp/flow", "The clashes in Sudan caused 6,000 internal displacements."),
    ("en", "800/SDN/SDN/displaced/idp/flow", "Monitors in Sudan counted 800 newly displaced people in May."),
    (
        "fr",
        "20100000/SDN/SDN/displaced/idp/flow",
        "Le conflit au Soudan a provoqué 20,1 millions de déplacements internes en 2024.",
    ),
    ("fr", "4500/SDN/SDN/displaced/idp/flow", "Le Soudan a enregistré 4 500 nouveaux déplacements."),
    (
        "es",
        "20100000/SDN/SDN/displaced/idp/flow",
        "El conflicto en Sudán provocó 20,1 millones de desplazamientos internos en 2024.",
    ),
    ("es", "4500/SDN/SDN/displaced/idp/flow", "Sudán registró 4.500 nuevos desplazamientos."),
    (
        "pt",
        "20100000/SDN/SDN/displaced/idp/flow",
        "O conflito no Sudão provocou 20,1 milhões de deslocamentos internos em 2024.",
    ),
    ("pt", "4500/SDN/SDN/displaced/idp/flow", "O Sudão registou 4.500 novas deslocações."),
    ("ar", "4500/SDN/SDN/displaced/idp/flow", "سجل السودان 4500 حالة نزوح جديدة."),
    ("ar", "20100000/SDN/SDN/displaced/idp/flow", "تسبب الصراع في السودان في 20.1 مليون حالة نزوح داخلي في 2024."),
    ("en", "20100000/SDN/SDN/displaced/idp/flow", "Sudan: there were 20.1 million internal displacements in 2024."),
    (
        "en",
        "300000/COD/COD/displaced/idp/flow",
        "In the DRC the fighting led to 300,000 displacements between May and July.",
    ),
    ("en", "7000/ETH/ETH/displaced/idp/flow", "Ethiopia reported 7,000 new internal displacements after the drought."),
    ("en", "9000/MMR/MMR/displaced/idp/flow", "Cyclone Mocha set off 9,000 movements in Myanmar."),
    ("en", "", "The airport counted 12,000 movements last year."),
    ("fr", "9000/MDG/MDG/displaced/idp/flow", "Le cyclone a déclenché 9 000 déplacements à Madagascar."),
    (
        "es",
        "300000/COL/COL/displaced/idp/flow",
        "En Colombia los combates causaron 300.000 desplazamientos internos entre mayo y julio.",
    ),
    ("pt", "9000/MOZ/MOZ/displaced/idp/flow", "O ciclone desencadeou 9.000 deslocamentos em Moçambique."),
    ("ar", "9000/YEM/YEM/displaced/idp/flow", "تسببت الفيضانات في 9000 حالة نزوح في اليمن."),
    ("fr", "3000/SDN/TCD/refugee/refugee", "3 000 Soudanais ont trouvé refuge au Tchad."),
    ("fr", "800000/CAF/CMR/refugee/refugee", "Quelque 800 000 Centrafricains se sont réfugiés au Cameroun."),
    ("fr", "50000/MLI/MRT/refugee/refugee", "Plus de 50 000 Maliens ont trouvé asile en Mauritanie."),
    ("ar", "3000/SDN/TCD/refugee/refugee", "لجأ 3,000 سوداني إلى تشاد."),
    ("ar", "5000/SYR/LBN/refugee/refugee", "لجأ أكثر من 5000 سوري إلى لبنان."),
    ("ar", "70000/MLI/MRT/refugee/refugee", "لجأ 70 ألف مالي إلى موريتانيا."),
    ("en", "3000/SDN/TCD/refugee/refugee", "3,000 Sudanese have taken refuge in Chad."),
    ("en", "12000/COD/UGA/refugee/refugee", "Some 12,000 Congolese sought refuge in Uganda."),
    ("es", "3000/SDN/TCD/refugee/refugee", "Unos 3.000 sudaneses se refugiaron en Chad."),
    ("es", "12000/COL/ECU/refugee/refugee", "12.000 colombianos han buscado refugio en Ecuador."),
    ("pt", "3000/SDN/TCD/refugee/refugee", "Cerca de 3.000 sudaneses refugiaram-se no Chade."),
    ("pt", "12000/COD/AGO/refugee/refugee", "12.000 congoleses procuraram refúgio em Angola."),
    ("fr", "3000/SDN/SDN/sheltered/idp", "3 000 Soudanais ont trouvé refuge dans des écoles de Khartoum."),
    ("fr", "60000/BFA/CIV/refugee/refugee", "Plus de 60 000 Burkinabè ont trouvé refuge en Côte d'Ivoire."),
    ("fr", "20000/NGA/NER/refugee/refugee", "20 000 Nigérians vivent réfugiés au Niger."),
    ("en", "8000/BDI/RWA/refugee/refugee", "Since May 8,000 Burundians have found refuge in Rwanda."),
    ("en", "8000/UKR/MDA/refugee/refugee", "About 8,000 people from Ukraine are sheltering in Moldova."),
    ("es", "90000/NIC/CRI/refugee/refugee", "Unos 90.000 nicaragüenses encontraron refugio en Costa Rica."),
    ("pt", "15000/MOZ/MWI/refugee/refugee", "Mais de 15.000 moçambicanos encontraram refúgio no Malawi."),
    ("ar", "40000/SDN/EGY/refugee/refugee", "لجأ نحو 40 ألف سوداني إلى مصر."),
    ("en", "8000/LBN/LBN/sheltered/idp", "Some 8,000 Lebanese have taken refuge in schools in Beirut."),
    ("fr", "5000/COD/COD/sheltered/idp", "5 000 Congolais ont trouvé refuge à Goma."),
    ("fr", "1400/LBN/LBN/sheltered/idp", "Après les frappes, un stade de Tyr, au Liban, a accueilli 1 400 personnes."),
]


ARRIVALS = [
    ("en", "20000//TCD", "War in Sudan keeps driving refugees west. 20,000 people have arrived in Chad since April."),
    ("en", "3000//UGA", "Fighting in the DRC has grown. In two days 3,000 families crossed into Uganda."),
    ("en", "1200//SSD", "Refugees from Sudan keep coming. Last week 1,200 people entered South Sudan."),
    ("en", "45000", "Since January 45,000 people have reached Egypt, the UN refugee agency said."),
    ("en", "700", "Some 700 households arrived in Adré from Sudan, the refugee agency said."),
    ("en", "", "Refugee numbers are falling. Meanwhile 2 million tourists arrived in Spain in July."),
    (
        "en",
        "",
        "Refugee groups protested. Daily 30,000 commuters cross into Switzerland; 9,000 migrants arrived in Panama.",
    ),
    ("en", "", "Two million people arrived in Mecca for the pilgrimage."),
    ("en", "", "2 million pilgrims arrived in Saudi Arabia."),
    ("en", "", "20,000 people arrived in Qatar for the tournament."),
    ("en", "", "In July 300,000 people entered Spain through its airports."),
    ("en", "", "The agency for refugees said 400 migrants had crossed into Panama."),
    (
        "fr",
        "20000//TCD",
        "La guerre au Soudan chasse des réfugiés. 20 000 personnes sont arrivées au Tchad depuis avril.",
    ),
    (
        "fr",
        "3000//UGA",
        "Les combats en RDC font fuir les réfugiés. En deux jours 3 000 familles sont entrées en Ouganda.",
    ),
    ("fr", "", "Deux millions de touristes sont arrivés en Espagne."),
    ("fr", "", "Deux millions de personnes sont entrées en Espagne par avion."),
    ("es", "20000//TCD", "La guerra en Sudán empuja a los refugiados. Desde abril 20.000 personas han llegado a Chad."),
    ("es", "3000", "Los refugiados siguen huyendo. En dos días 3.000 familias entraron en Uganda."),
    ("es", "", "Dos millones de turistas llegaron a España."),
    ("es", "", "En julio 300.000 personas llegaron a Chile por avión."),
    ("pt", "20000//TCD", "A guerra no Sudão empurra os refugiados. Desde abril 20.000 pessoas chegaram ao Chade."),
    ("pt", "3000", "Os refugiados continuam a fugir. Em dois dias 3.000 famílias entraram no Uganda."),
    ("pt", "", "Dois milhões de turistas chegaram a Portugal."),
    ("ar", "20000//TCD", "الحرب في السودان تدفع اللاجئين غربا. وصل 20 ألف شخص إلى تشاد منذ أبريل."),
    ("ar", "3000", "يتواصل فرار اللاجئين. عبر 3000 شخص إلى أوغندا خلال يومين."),
    ("ar", "", "وصل مليونا سائح إلى مصر."),
    ("en", "5200//RWA", "Refugees tell of nights in the forest. Since Monday 5,200 people have crossed into Rwanda."),
    ("en", "60000//EGY", "More than 60,000 civilians have reached Egypt, where they seek asylum."),
    ("en", "900//MDA", "About 900 families have entered Moldova; most fled with one bag."),
    ("en", "", "Some 12,000 fans arrived in Germany for the match; an exhibition on refugees opened too."),
    ("en", "", "Refugee law has not changed. Nearly 80,000 people arrived in Brazil on tourist visas."),
    (
        "en",
        "2000 500",
        "Some 2,000 people returned, and refugees remain abroad. Last week 500 people arrived in Burundi.",
    ),
    ("fr", "4100//BDI", "Les réfugiés racontent. Depuis lundi, 4 100 personnes sont arrivées au Burundi."),
    ("fr", "", "Le droit d'asile n'a pas changé. 80 000 personnes sont arrivées au Brésil avec un visa."),
    ("es", "4100//PER", "Los refugiados cuentan su viaje. Desde el lunes, 4.100 personas entraron en Perú."),
    ("es", "", "Los refugiados cuentan su viaje. Unos 900 migrantes cruzaron a México."),
    ("pt", "4100//AGO", "Os refugiados contam a viagem. Desde segunda-feira, 4.100 pessoas entraram em Angola."),
    ("ar", "4100//RWA", "يروي اللاجئون رحلتهم. ومنذ الإثنين دخل 4100 شخص إلى رواندا."),
    ("ar", "", "وصل 900 مهاجر إلى إيطاليا."),
]


HOSTS = [
    ("ar", "3000/SDN/SDN/displaced", "السودان: نزحت 3000 أسرة من المعسكر. عادت الحرب إلى السودان."),
    (
        "en",
        "1900000//UGA 1003000/SSD/UGA 602000/COD/UGA",
        "Uganda hosts 1.9 million refugees, most of them from South Sudan (1,003,000) and the DRC (602,000).",
    ),
    ("en", "238218//TCD 58000//NER", "The refugees live in Chad (238,218) and Niger (58,000)."),
    (
        "en",
        "400000//KEN 300000/SOM/KEN 80000/SSD/KEN",
        "Kenya shelters 400,000 refugees, mainly from Somalia (300,000) and South Sudan (80,000).",
    ),
    (
        "en",
        "1200000//ETH 420000/SSD/ETH 380000/SOM/ETH",
        "Ethiopia is home to 1.2 million refugees: from South Sudan (420,000), from Somalia (380,000).",
    ),
    (
        "en",
        "500000/CAF/ 240000/CAF/CMR 120000/CAF/TCD",
        "Some 500,000 Central African refugees live abroad, in Cameroon (240,000) and Chad (120,000).",
    ),
    (
        "fr",
        "1900000//UGA 1003000/SSD/UGA 602000/COD/UGA",
        "L'Ouganda accueille 1,9 million de réfugiés, venus surtout du Soudan du Sud (1 003 000) et de RDC (602 000).",
    ),
    ("fr", "238218//TCD 58000//NER", "Les réfugiés vivent au Tchad (238 218) et au Niger (58 000)."),
    (
        "es",
        "1900000//UGA 1003000/SSD/UGA 602000/COD/UGA",
        "Uganda acoge a 1,9 millones de refugiados, sobre todo de Sudán del Sur (1.003.000) y de la RDC (602.000).",
    ),
    ("es", "238218//TCD 58000//NER", "Los refugiados viven en Chad (238.218) y Níger (58.000)."),
    (
        "pt",
        "1900000//UGA 1003000/SSD/UGA 602000/COD/UGA",
        "O Uganda acolhe 1,9 milhão de refugiados, sobretudo do Sudão do Sul (1.003.000) e da RDC (602.000).",
    ),
    ("pt", "238218//TCD 58000//NER", "Os refugiados vivem no Chade (238.218) e no Níger (58.000)."),
    (
        "ar",
        "1900000//UGA 1003000/SSD/UGA 602000/SDN/UGA",
        "تستضيف أوغندا 1.9 مليون لاجئ، معظمهم من جنوب السودان (1,003,000) والسودان (602,000).",
    ),
    (
        "en",
        "2900000/SYR/TUR 755000/SYR/LBN",
        "Syrian refugees are mostly in Türkiye (2,900,000) and Lebanon (755,000).",
    ),
    (
        "en",
        "3600000//TUR 2500000//COL",
        "Most refugees are hosted by Türkiye (3.6 million) and Colombia (2.5 million).",
    ),
    (
        "en",
        "140000//RWA 80000/COD/RWA 50000/BDI/RWA",
        "Rwanda protects 140,000 refugees, chiefly from the DRC (80,000) and Burundi (50,000).",
    ),
    ("en", "3000/SYR/SYR", "In Kharkiv (2024) nothing moved. In Syria 3,000 people were displaced."),
    ("en", "", "Hospitals in Chad (238) and Niger (58) lack drugs."),
    ("en", "", "Refugee schools received books in Chad ($5,000) and Niger ($4,000)."),
    (
        "fr",
        "300000//TCD 90000/CMR/TCD 40000/NGA/TCD",
        "Le Tchad héberge 300 000 réfugiés, originaires surtout du Cameroun (90 000) et du Nigéria (40 000).",
    ),
    ("fr", "900000//UGA 88000//RWA", "Les réfugiés se trouvent en Ouganda (900 000) et au Rwanda (88 000)."),
    (
        "es",
        "90000//CRI 40000/NIC/CRI 20000/VEN/CRI",
        "Costa Rica acoge a 90.000 refugiados, en su mayoría de Nicaragua (40.000) y de Venezuela (20.000).",
    ),
    (
        "pt",
        "55000//AGO 23000/COD/AGO 9000/GIN/AGO",
        "Angola acolhe 55.000 refugiados, na maioria da RDC (23.000) e da Guiné (9.000).",
    ),
    (
        "ar",
        "700000//JOR 600000/SYR/JOR 60000/IRQ/JOR",
        "يستضيف الأردن 700,000 لاجئ، معظمهم من سوريا (600,000) والعراق (60,000).",
    ),
    ("en", "7000/LBN/LBN 2000//JOR", "Strikes displaced 7,000 people in Lebanon; 2,000 refugees live in Jordan."),
    ("en", "3000/COL/COL", "3,000 people were displaced when floods hit Colombia."),
    (
        "es",
        "3000/COL/COL 5000/PER/PER",
        "Las lluvias desplazaron a 3.000 personas en Colombia, mientras que en Perú hubo 5.000 desplazados.",
    ),
    (
        "fr",
        "3000/MLI/MLI 5000/NER/NER",
        "Les combats ont déplacé 3 000 personnes au Mali, alors que 5 000 personnes ont été déplacées au Niger.",
    ),
    (
        "pt",
        "3000/MOZ/MOZ 5000/MWI/MWI",
        "As cheias deslocaram 3.000 pessoas em Moçambique, enquanto no Malawi foram deslocadas 5.000 pessoas.",
    ),
    ("ar", "3000/SYR/SYR 5000/YEM/YEM", "نزح 3000 شخص في سوريا بينما نزح 5000 شخص في اليمن."),
    ("en", "115000/SYR/JOR/refugee", "Jordan has let in 115,000 Syrians since the war began."),
    ("en", "947000/SYR/LBN/refugee", "Lebanon has on its registers 947,000 Syrians."),
    (
        "en",
        "3000/SYR/LBN/forced_to_flee 900/BDI/RWA/refugee",
        "3,000 Syrians fled to Lebanon. Rwanda has registered 900 Burundians.",
    ),
    ("en", "230000//KEN 294000//KEN", "Dadaab holds 230,000 refugees while Kakuma holds 294,000."),
    ("en", "3000//TCD 5000//NER", "Chad holds 3,000 refugees while Niger holds 5,000 refugees."),
    (
        "en",
        "3000/TCD/TCD 5000/NER/NER",
        "Floods displaced 3,000 people in Chad whereas storms drove 5,000 from their homes in Niger.",
    ),
    ("en", "3000/TCD/TCD 5000/NER/NER", "In Chad 3,000 people are displaced, while in Niger 5,000 are displaced."),
    ("en", "8000//PAK 9000//IRN", "Pakistan shelters 8,000 refugees, but 9,000 refugees have been registered in Iran."),
    ("en", "8000//PAK 9000//IRN", "Pakistan shelters 8,000 refugees, but 9,000 fled to Iran."),
    ("fr", "3000//TCD 5000//NER", "Le Tchad accueille 3 000 réfugiés tandis que le Niger en accueille 5 000."),
    ("es", "3000//TCD 5000//NER", "Chad acoge a 3.000 refugiados mientras que Níger acoge a 5.000."),
    ("pt", "3000//TCD 5000//NER", "O Chade acolhe 3.000 refugiados enquanto o Níger acolhe 5.000."),
    ("ar", "3000//TCD 5000//NER", "تستضيف تشاد 3000 لاجئ بينما تستضيف النيجر 5000 لاجئ."),
]


def told(found: Found, parts: int) -> str:
    """Number/origin/location/term/population/measure, as many of them as are asked for."""
    one = found.figure
    words = (str(one.value), ",".join(one.origin), ",".join(one.location), one.term, one.population, one.measure)
    return "/".join(words[:parts])


CASES = [*KINDS, *ARRIVALS, *HOSTS]


@pytest.mark.parametrize(("language", "wanted", "text"), CASES, ids=[text[:40] for _, _, text in CASES])
def test_number_origin_location_term_population_and_measure(language, wanted, text):
    parts = wanted.partition(" ")[0].count("/") + 1
    assert [told(found, parts) for found in extract(text, PUBLISHED, language)] == wanted.split()


def test_a_camp_is_not_named_after_the_camp_of_another_clause():
    first, second = extract("Dadaab holds 230,000 refugees while Kakuma holds 294,000.", PUBLISHED, "en")
    assert (first.places, second.places) == (("Dadaab",), ())


SHELTERS = [
    (1, "The fire destroyed 1,200 shelters in the camp."),
    (1, "At Kade 1,200 shelters were gutted."),
    (1, "1,200 shelters damaged or destroyed"),
    (0, "Another 1,200 shelters are being built."),
    (0, "The storm damaged 14 evacuation shelters."),
]


@pytest.mark.parametrize(("found", "text"), SHELTERS, ids=[text[:40] for _, text in SHELTERS])
def test_shelters_are_homes_where_something_befalls_them(found: int, text: str) -> None:
    assert len(extract(text, None, "en")) == found


def test_refugees_fled_conflict_also_where_a_fire_hits_their_camp() -> None:
    text = "Fire in the camp left 700 people homeless. Over 900,000 Rohingya refugees live there."
    assert [each.figure.cause for each in extract(text, None, "en")] == ["disaster", "conflict"]
