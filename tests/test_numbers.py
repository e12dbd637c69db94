"""Amounts: value → the ways it is written, language by language, and what is written like an amount but is none."""

import pytest

from tracker.extract.known import known
from tracker.extract.numbers import numbers
from tracker.extract.sentences import Span, tokenize
from tracker.extract.words.language import languages


def amounts(text: str, language: str) -> list[int | tuple[int | None, int | None]]:
    """The amounts of a sentence: a value, or two bounds."""
    sentence = tokenize(text, Span(0, len(text), True), known(languages()[language]))
    found = numbers(languages()[language], sentence)
    return [each.value if each.value is not None else (each.low, each.high) for each in found]


EXACT = [
    (250, "en", ["two-hundred-and-fifty", "two-hundred fifty", "Two-Hundred-And-Fifty"]),
    (
        22_520,
        "fr",
        ["vingt-deux mille cinq-cent-vingt", "vingt deux mille cinq cent vingt", "vingt-deux-mille-cinq-cent-vingt"],
    ),
    (196, "fr", ["cent quatre-vingt-seize", "cent quatre vingt seize", "cent-quatre-vingt-seize"]),
    (99, "fr", ["quatre-vingt-dix-neuf", "quatre-vingt-dix neuf"]),
    (72, "fr", ["soixante-douze", "soixante douze", "septante-deux"]),
    (1_206, "fr", ["mille deux-cent six", "mille deux cent six"]),
    (
        280_000,
        "en",
        [
            "280,000",
            "280 000",
            "280\u00a0000",
            "280\u202f000",
            "280.000",
            "2,80,000",
            "280'000",
            "280 thousand",
            "280k",
        ],
    ),
    (280_000, "en", ["two hundred and eighty thousand", "two hundred eighty thousand", "2.8 lakh", "٢٨٠٬٠٠٠"]),
    (
        1_400_000,
        "en",
        [
            "1.4 million",
            "1,4 million",
            "1.4m",
            "1.4 mln",
            "1,400,000",
            "one million four hundred thousand",
            "one million, four hundred thousand",
        ],
    ),
    (15_000_000, "en", ["1.5 crore", "15 million", "fifteen million"]),
    (500_000, "en", ["half a million", "500,000", "five hundred thousand"]),
    (250_000, "en", ["a quarter of a million", "a quarter of a million people"]),
    (1_500_000, "en", ["one and a half million", "a million and a half"]),
    (12, "en", ["a dozen", "twelve", "12"]),
    (25, "en", ["twenty-five", "25", "twenty five"]),
    (1000, "en", ["1,000", "1, 000 households", "a thousand", "1000"]),
    (2015, "en", ["2015 families", "2,015"]),
    (2_500_000, "fr", ["deux millions et demi de personnes", "2,5 millions", "2 500 000", "2.500.000"]),
    (100, "fr", ["une centaine de familles", "cent", "100"]),
    (41_300, "fr", ["quarante et un mille trois cents", "41 300", "41.300"]),
    (7076, "es", ["siete mil 76", "7.076", "7 076", "siete mil setenta y seis"]),
    (36_000, "es", ["36 mil", "36.000", "treinta y seis mil"]),
    (1_500_000, "es", ["un millón y medio", "1,5 millones", "millón y medio"]),
    (1349, "pt", ["mil trezentas e quarenta e nove", "1.349"]),
    (130_000, "pt", ["cento e trinta mil", "130 mil", "130.000"]),
    (3000, "ar", ["ثلاثة آلاف", "3 آلاف", "3,000", "٣٠٠٠", "3000"]),
    (280_000, "ar", ["280 ألف", "280 ألفاً", "٢٨٠ ألف"]),
    (2_000_000, "ar", ["مليوني", "مليونين", "2 مليون"]),
    (1_500_000, "ar", ["مليوناً ونصف المليون", "1.5 مليون"]),
    (1_100_000, "fr", ["un million cent mille", "onze cent mille"]),
    (500_000, "fr", ["un demi-million", "un demi million"]),
    (100_000, "fr", ["une centaine de milliers de personnes"]),
    (1_200_000, "ar", ["مليون ومئتي ألف", "مليون و200 ألف"]),
    (125_000, "ar", ["مئة وخمسة وعشرون ألفا"]),
    (1_200, "ar", ["ألف ومئتي عائلة"]),
    (45, "ar", ["خمسة وأربعين", "خمس وأربعون"]),
    (12_500, "tr", ["on iki bin beş yüz", "12.500"]),
    # what is large in words is written with commas between its scales
    (8_021_920, "en", ["eight million, twenty-one thousand, nine hundred and twenty"]),
    (2_300_071, "en", ["two million, three hundred thousand and seventy-one"]),
    (
        33_774,
        "pt",
        ["trinta e três mil, setecentos e setenta e quatro", "trinta e três mil setecentas e setenta e quatro"],
    ),
    (
        2_231_500,
        "pt",
        [
            "dois milhões, duzentos e trinta e um mil e quinhentos",
        ],
    ),
    (14_208, "es", ["catorce mil, doscientos ocho", "catorce mil doscientas ocho"]),
    # Arabic: units before tens, cases, marks, a blank behind "and"
    (94, "ar", ["أربعاً وتسعين", "أربع وتسعون", "أربعة و تسعين"]),
    (
        182_645,
        "ar",
        ["مائة واثنتين وثمانين ألفاً وستمائة وخمس وأربعين", "مائة و اثنان و ثمانون ألفاً و ستمائة و خمسة و أربعون"],
    ),
    (1_200, "ar", ["ألفاً ومئتي دار", "ألف و مئتا دار"]),
    (2_000, "ar", ["ألفا شخص", "ألفي شخص"]),
    (2_300, "ar", ["ألفين وثلاثمئة", "ألفان وثلاثمائة"]),
    (521, "ar", ["خمسمئة وواحد وعشرون", "خمسمائة وإحدى وعشرين"]),
    (34_211, "ar", ["أربعة وثلاثون ألفاً ومئتان وأحد عشر"]),
    (111_000, "ar", ["مائة وأحد عشر ألف"]),
]


@pytest.mark.parametrize(
    ("value", "language", "written"), [(value, code, each) for value, code, ways in EXACT for each in ways]
)
def test_values(value, language, written):
    assert amounts(written, language) == [value]


BOUNDS = [
    ((20_000, 99_999), "en", ["tens of thousands", "tens of thousands of people"]),
    ((200_000, 999_999), "en", ["hundreds of thousands", "several hundred thousand"]),
    ((2_000, 9_999), "en", ["thousands", "several thousand", "a few thousand"]),
    ((24, 99), "en", ["dozens"]),
    ((40_000, 50_000), "en", ["40,000 to 50,000", "between 40,000 and 50,000", "40,000-50,000", "40,000–50,000"]),
    ((3_000_000, 5_000_000), "en", ["3 to 5 million", "3-5 million", "between three and five million"]),
    ((20_000, 99_999), "fr", ["des dizaines de milliers", "plusieurs dizaines de milliers"]),
    ((2_000_000, 9_999_999), "fr", ["des millions de personnes", "plusieurs millions"]),
    ((200, 999), "es", ["cientos", "centenares de familias"]),
    ((6_000, 8_000), "pt", ["entre 6.000 e 8.000", "6.000 a 8.000"]),
    ((20_000, 99_999), "ar", ["عشرات الآلاف"]),
    ((2_000, 9_999), "tr", ["binlerce"]),
]


@pytest.mark.parametrize(
    ("bounds", "language", "written"), [(bounds, code, each) for bounds, code, ways in BOUNDS for each in ways]
)
def test_bounds(bounds, language, written):
    assert amounts(written, language) == [bounds]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([300], "In 2017, 300 families"),
        ([140_000, 412_000, 3], "140,000; 412,000 and 3"),
        ([3_100_000, 3_500_000], "rose from 3.1 million to 3.5 million"),
        ([5, 6], "five and six families"),
        ([5, 20], "five and twenty families"),
        ([2_000, 60], "two thousand, sixty of them children"),
        ([5_000, 81_000], "five thousand, eighty-one thousand"),
        ([12_000, 40_000], "12,000 of the 40,000 residents"),
        ([300], "July 21, 300 people"),
    ],
)
def test_several_amounts_stay_apart(values, written):
    assert amounts(written, "en") == values


@pytest.mark.parametrize(
    ("language", "written"),
    [
        *(
            ("en", each)
            for each in [
                "on 12 May 2015", "11–23 May 2023", "in 2015", "between 2013 and 2021", "$6 million",
                "US$ 300", "6 million dollars", "42 per cent", "42%", "15 km", "8.6 metres", "aged 45",
                "a 27-year-old", "the 14th", "COVID-19", "Sh2,323,820,147", "1 in 5", "nine out of ten",
                "at 5.30am", "09:00 local time", "for 300 hours", "call 1300 244 357", "section 3.1.2",
                "six times", "multiplied by six", "a 13-year war", "12/05/2014",
            ]
        ),
        *(("fr", each) for each in ["le 14 février 2025", "37 % des", "six déplacés sur dix", "300 millimètres"]),
        *(("fr", each) for each in ["un sur cinq", "un déplacé sur deux", "66 pour cent", "soixante-trois pour cent"]),
        *(("fr", each) for each in ["multiplié par sept", "au round 6"]),
        *(("es", each) for each in ["el 21 de julio", "una familia", "24 %", "24 por ciento", "se multiplicó por 7"]),
        *(("pt", each) for each in ["50 quilómetros", "24 por cento", "sessenta por cento"]),
        *(("ar", each) for each in ["في عام 2024", "يوم الاثنين", "20 في المئة", "28 منه"]),
    ],
)  # fmt: skip
def test_what_is_no_amount(language, written):
    assert amounts(written, language) == []
