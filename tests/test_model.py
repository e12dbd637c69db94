"""The invariants of a figure, as properties of anything that can be built."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tracker import countries
from tracker.model import Document, Figure, Measure

COUNTS = st.one_of(st.none(), st.integers(-5, 10**11))
DAYS = st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2030, 1, 1)))
CODES = st.lists(st.sampled_from(["SYR", "TUR", "XKX", "GFR", "UNK", "syr", ""]), max_size=3)


def built(**more: object) -> Figure:
    given = {"value": 1, "term": "displaced", "population": "idp", "measure": "flow", "quote": "q", "locator": "l"}
    return Figure.model_validate(given | more)


@given(COUNTS, COUNTS, COUNTS, DAYS, DAYS, st.sampled_from(list(Measure)), CODES)
def test_whatever_is_built_holds_together(
    value: int | None,
    low: int | None,
    high: int | None,
    start: date | None,
    end: date | None,
    measure: Measure,
    codes: list[str],
) -> None:
    try:
        figure = built(
            value=value,
            value_low=low,
            value_high=high,
            measure=measure,
            period_start=start,
            period_end=end,
            location=codes,
        )
    except ValidationError:
        return
    stated = [each for each in (figure.value_low, figure.value, figure.value_high) if each is not None]
    assert stated
    assert stated == sorted(stated)
    assert stated[0] >= 0
    assert all(map(countries.known, figure.location))
    if figure.measure == Measure.STOCK:
        assert figure.period_start == figure.period_end
    if figure.period_start and figure.period_end:
        assert figure.period_start <= figure.period_end


REFUSED = [
    ("no number at all", {"value": None}),
    ("fewer than none", {"value": -1}),
    ("more than there are people", {"value": 10**11}),
    ("bounds the wrong way round", {"value": None, "value_low": 50, "value_high": 40}),
    ("a value outside its bounds", {"value": 60, "value_low": 40, "value_high": 50}),
    ("UNHCR's own code for Germany", {"location": ["GFR"]}),
    ("a stock over a period", {"measure": "stock", "period_start": "2025-01-01", "period_end": "2025-12-31"}),
    ("a period that ends before it starts", {"period_start": "2025-02-01", "period_end": "2025-01-01"}),
    ("a word that is no term", {"term": "vanished"}),
    ("a confidence above one", {"confidence": 1.5}),
]


@pytest.mark.parametrize(("name", "more"), REFUSED, ids=[each[0] for each in REFUSED])
def test_refused(name: str, more: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        built(**more)


CITATIONS = [
    (
        datetime(2024, 12, 6, 7, 40, tzinfo=UTC),
        "Daily. A war. 6 December 2024. https://d.example/1 (retrieved 8 December 2024).",
    ),
    (None, "Daily. A war. No date. https://d.example/1 (retrieved 8 December 2024)."),
]


@pytest.mark.parametrize(("published", "citation"), CITATIONS)
def test_a_citation_is_made_from_the_document_alone(published: datetime | None, citation: str) -> None:
    document = Document(
        url="https://d.example/1",
        title="A war.",
        publisher="Daily",
        retrieved_at=datetime(2024, 12, 8, tzinfo=UTC),
        content=b"",
        published_at=published,
    )
    assert document.citation == citation
