"""Who counts as what: flows of movements, and nationals who take refuge in another country."""

from datetime import date

import pytest

from tracker.extract import extract

FRIDAY = date(2024, 12, 6)

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
]


@pytest.mark.parametrize(("language", "wanted", "text"), KINDS, ids=[text[:40] for _, _, text in KINDS])
def test_number_origin_location_term_population_and_measure(language, wanted, text):
    words = [
        (str(each.value), ",".join(each.origin), ",".join(each.location), each.term, each.population, each.measure)
        for each in (found.figure for found in extract(text, FRIDAY, language))
    ]
    assert "".join("/".join(each[: wanted.count("/") + 1]) for each in words) == wanted
