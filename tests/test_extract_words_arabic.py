"""Words of Arabic reporters: value and term, beside words that count nobody."""

from datetime import date

import pytest

from tracker.extract import extract

DAY = date(2024, 12, 6)

WORDS = [
    ("ar", "412:evacuated", "قال مصدر إن 412 شخصا أخرجوا أمس من الحي."),
    ("ar", "412:returns", "أعادت الوزارة 412 عائلة من المخيم."),
    ("ar", "412:displaced", "وصلت إلى مدينة عدن 412 أسرة نازحة."),
    ("ar", "412:forced_to_flee", "ما زالت 412 عائلة خارج منازلها."),
    ("ar", "412:forced_to_flee", "نزل 412 شخصا من الجبال إلى المخيمات."),
    ("ar", "41:destroyed_housing", "هدمت الجرافات 41 منزلا في المخيم."),
    ("ar", "", "تم تلقيح 412 طفلا في المخيم."),
    ("ar", "410:destroyed_housing", "اقتلعت الرياح 410 خيمة في مخيم النازحين."),
    ("ar", "410:destroyed_housing", "اقتلعت رياح شديدة 410 خيمة ومأوى في المخيم."),
    ("ar", "410:destroyed_housing", "احترقت 410 خيام في المخيم."),
    ("ar", "410:destroyed_housing", "دمرت العاصفة 410 خيمة للنازحين."),
    ("ar", "94:destroyed_housing 310:partially_destroyed_housing", "دمرت العاصفة 94 خيمة وألحقت أضرارا بـ310 أخرى."),
    ("ar", "410:destroyed_housing", "جرفت السيول 410 خيمة."),
    ("ar", "410:destroyed_housing", "التهمت النيران 410 مآوي مؤقتة."),
    ("ar", "", "نصبت الوقاية المدنية 170 خيمة للنازحين."),
    ("ar", "", "نصب الهلال الأحمر 170 خيمة لإيواء النازحين."),
    ("ar", "", "أقيمت 170 خيمة في مخيم النازحين."),
    ("ar", "", "وزعت المفوضية 170 خيمة على النازحين."),
    ("ar", "", "أقيم مخيم من 70 خيمة للنازحين."),
    ("ar", "900:forced_to_flee 412:sheltered", "فر نحو 900 شخص. ولجأ 412 آخرون إلى المدارس."),
    ("ar", "412:forced_to_flee", "بعد الهجوم غادرت 412 عائلة صباح أمس القرية."),
    ("ar", "300:destroyed_housing", "أحرق المهاجمون 18 كنيسة ومركزين صحيين وأكثر من 300 منزل."),
    ("ar", "", "تم إجلاء طفلين إلى مستشفى المدينة."),
    ("ar", "", "نقل 7 أشخاص إلى المركز الصحي."),
    ("ar", "", "نقل 12 شخصا إلى مستشفيات المدينة بعد الزلزال."),
    ("ar", "", "تتقاسم كل 8 أسر في المخيم حماما واحدا."),
    ("ar", "", "تتشارك كل ثلاث أسر نازحة خيمة واحدة."),
    ("ar", "", "تستضيف كل عائلة ما يصل إلى 15 نازحا."),
    ("ar", "", "وتبرع 120 ألف شخص للنازحين في يومين."),
    ("ar", "", "أمر الملك بمنح 140 ألفا لمن انهار بيته كليا."),
    ("ar", "", "سيشمل برنامج إعادة الإيواء خمسين ألف مسكن."),
    ("ar", "", "ونقلت الوكالة عن مسؤولين أن 50 ألف شخص تضرروا من السيول."),
]


@pytest.mark.parametrize(("language", "wanted", "text"), WORDS, ids=[text[:40] for _, _, text in WORDS])
def test_the_term_of_a_word(language, wanted, text):
    found = [each.figure for each in extract(text, DAY, language)]
    assert [f"{figure.value}:{figure.term}" for figure in found] == wanted.split()
