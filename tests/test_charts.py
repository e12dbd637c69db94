"""What the chart draws and what the page says in words, without a browser."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash_app import address, figures, parts, words
from dash_app.charts import trend
from tracker import countries, series
from tracker.model import Filter, Population
from tracker.series import Agreed, Line, Point, Rhythm

PLACE = {"origin": ("SYR",), "location": ("TUR",)}
SYRIANS = Filter(population=("refugee",), measure=("stock",), origin=("SYR",), location=("TUR",))


def year_ends(values: dict[int, int | None], **named: Any) -> Line:
    points = tuple(Point(date(year, 12, 31), date(year, 12, 31), value, 1) for year, value in values.items())
    usual = {"source": "unhcr", "publisher": "UNHCR", "population": "refugee", "measure": "stock", "unit": "person"}
    usual |= {"cause": "", "place_origin": (), "place_location": ()}
    return Line(**{**usual, "starter": False, "rhythm": Rhythm.DATE, "points": points, **named})


def article(value: int | None, low: int | None = None, high: int | None = None, **named: Any) -> dict[str, Any]:
    usual = {"id": 7, "value": value, "value_low": low, "value_high": high, "qualifier": "exact", "unit": "person"}
    day = {"period_start": date(2024, 12, 6), "period_end": date(2024, 12, 6)}
    return {**usual, **day, "quote": "So many fled.", "publisher": "The Outlet", "status": "unreviewed", **named}


def test_a_line_a_source_with_its_name_at_its_end() -> None:
    lines = [year_ends({2023: 10, 2024: 20}), year_ends({2024: 21}, source="hdx", publisher="OCHA")]
    chart = trend.draw(lines, [], ranked=["unhcr", "hdx"])
    assert [trace.name for trace in chart.data] == ["UNHCR", "OCHA"]
    assert ["UNHCR" in label.text or "OCHA" in label.text for label in chart.layout.annotations] == [True, True]


def test_a_source_keeps_its_colour_and_dash_whatever_is_filtered() -> None:
    ranked = ["unhcr", "hdx"]
    hdx = year_ends({2024: 21}, source="hdx", publisher="OCHA")
    alone, both = trend.draw([hdx], [], ranked), trend.draw([hdx, year_ends({2024: 1})], [], ranked)
    assert alone.data[0].line == both.data[1].line
    assert both.data[0].line.dash != both.data[1].line.dash, "colour is never the only sign"


def test_a_gap_stays_a_gap_and_nothing_is_zero() -> None:
    (trace,) = trend.draw([year_ends({2019: 5, 2020: 6, 2021: None, 2022: 7})], []).data
    assert trace.y == (5, 6, None, 7)
    assert trace.connectgaps is False


@pytest.mark.parametrize(
    ("highest", "heights", "title"),
    [
        (1_999_999, (1_999_999,), "Number of people"),
        (2_500_000, (2.5,), "Number of people (million)"),
    ],
)
def test_the_axis_counts_in_millions_where_it_is_easier_to_read(
    highest: int, heights: tuple[float, ...], title: str
) -> None:
    chart = trend.draw([year_ends({2024: highest})], [])
    assert chart.data[0].y == heights
    assert chart.layout.title.text == title


@pytest.mark.parametrize(
    ("status", "symbol"), [("unreviewed", "diamond-open"), ("accepted", "diamond"), ("corrected", "diamond")]
)
def test_a_figure_from_an_article_is_a_point_of_its_own_hollow_until_reviewed(status: str, symbol: str) -> None:
    line, point = trend.draw([year_ends({2024: 20})], [article(30, status=status)]).data
    assert (point.mode, point.marker.symbol, point.y) == ("markers", symbol, (30,))
    assert "So many fled." in point.hovertext[0]
    assert "The Outlet" in point.hovertext[0]
    assert line.mode == "lines+markers"


@pytest.mark.parametrize(
    ("low", "high", "drawn", "marks"),
    [
        (20_000, 25_000, (20_000, 25_000), ("line-ew-open", "line-ew-open")),
        (20_000, 99_999, (20_000, 30_000), ("line-ew-open", "triangle-up")),  # goes on beyond the chart
        (20_000, None, (20_000,), ("line-ew-open",)),
        (None, 9_000, (9_000,), ("line-ew-open",)),
    ],
)
def test_a_vague_amount_is_a_range_not_a_number_in_between(
    low: int | None, high: int | None, drawn: tuple[int, ...], marks: tuple[str, ...]
) -> None:
    _, vague = trend.draw([year_ends({2024: 20_000})], [article(None, low, high)]).data
    assert vague.y == drawn
    assert tuple(vague.marker.symbol) == marks
    assert set(vague.x) == {date(2024, 12, 6)}


def test_what_a_text_says_is_never_markup_in_a_hover_label() -> None:
    _, point = trend.draw(
        [year_ends({2024: 1})], [article(1, quote='<a href="x">1</a><script>', publisher="<b>Post</b>")]
    ).data
    assert "<script" not in point.hovertext[0]
    assert "<a " not in point.hovertext[0]
    assert "&lt;b&gt;Post" in point.hovertext[0]


def test_a_flow_stands_in_the_middle_of_its_period_a_stock_at_its_date() -> None:
    assert trend.middle(Point(date(2024, 1, 1), date(2024, 12, 31), 1, 1)) == date(2024, 7, 1)
    assert trend.middle(Point(date(2024, 12, 31), date(2024, 12, 31), 1, 1)) == date(2024, 12, 31)


@given(st.lists(st.integers(0, 10**7), min_size=2, max_size=6))
def test_labels_at_the_ends_never_touch(values: list[int]) -> None:
    lines = [year_ends({2024: value}, source=str(at), publisher=str(at)) for at, value in enumerate(values)]
    top = max(*values, 1)
    heights = [height for _, _, height in trend.end_labels(lines, top)]
    assert all(upper - lower >= top * trend.LABEL_GAP * 0.999 for lower, upper in pairwise(heights))


def test_no_more_lines_than_can_be_told_apart() -> None:
    lines = [year_ends({2024: value}, place_location=(code,)) for value, code in enumerate(countries.codes()[:30])]
    drawn = trend.draw(lines, []).data
    assert len(drawn) == trend.MOST_LINES
    assert min(trace.y[0] for trace in drawn) == 30 - trend.MOST_LINES


def test_nothing_to_draw_is_an_empty_chart() -> None:
    assert trend.draw([], []).data == ()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (9, "9"),
        (43_100, "43,100"),
        (999_999, "999,999"),
        (1_000_000, "1.0\u00a0million"),
        (2_347_756, "2.3\u00a0million"),
    ],
)
def test_numbers_as_the_un_writes_them(value: int, written: str) -> None:
    assert words.number(value) == written


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        (article(40_000, qualifier="approximately"), "about 40,000"),
        (article(280_000, qualifier="more_than_or_equal"), "more than 280,000"),
        (article(5_000, qualifier="less_than_or_equal"), "up to 5,000"),
        (article(2_347_756), "2,347,756"),
        (article(None, 20_000, 99_999), "20,000–99,999"),
        (article(None, 20_000, None), "at least 20,000"),
        (article(None, None, 99_999), "at most 99,999"),
        (article(45_000, 40_000, 50_000), "45,000"),
    ],
)
def test_a_value_as_it_was_stated(figure: dict[str, Any], written: str) -> None:
    assert words.stated(figure) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2024, 12, 31), date(2024, 12, 31), "31 December 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2024, 1, 1), date(2024, 6, 30), "1 January 2024 to 30 June 2024"),
        (None, date(2024, 6, 30), "until 30 June 2024"),
        (None, None, "no date given"),
    ],
)
def test_periods_in_words(start: date | None, end: date | None, written: str) -> None:
    assert words.period(start, end).replace(words.SPACE, " ") == written


@pytest.mark.parametrize(
    ("wanted", "written"),
    [
        (SYRIANS, "Refugees from Syria in Türkiye"),
        (Filter(population=("refugee",), measure=("stock",)), "Refugees, all origins and locations"),
        (Filter(population=("refugee",), origin=("SYR", "AFG", "IRQ")), "Refugees from Syria, Afghanistan and Iraq"),
        (Filter(population=("refugee",), origin=("SYR", "AFG", "IRQ", "IRN")), "Refugees from 4 countries"),
        (Filter(population=("idp",), origin=("SDN",), location=("SDN",)), "Internally displaced people in Sudan"),
        (
            Filter(population=("returned_refugee",), measure=("flow",), origin=("SYR",), location=("TUR",)),
            "Returned refugees, country of origin Syria, country of asylum Türkiye",
        ),
        (Filter(population=("idp",), measure=("flow",), location=("SDN",)), "New internal displacements in Sudan"),
    ],
)
def test_who_a_view_is_about(wanted: Filter, written: str) -> None:
    assert words.subject(wanted) == written


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {2023: 2_900_000, 2024: 2_300_000},
            "2.3 million at 31 December 2024 (UNHCR), down 21 per cent from 2.9 million at 31 December 2023.",
        ),
        (
            {2023: 1_000, 2024: 1_015},
            "1,015 at 31 December 2024 (UNHCR), up 1.5 per cent from 1,000 at 31 December 2023.",
        ),
        ({2023: 99, 2024: 500}, "500 at 31 December 2024 (UNHCR)."),  # too few to speak of a change
        ({2023: 500, 2024: 500}, "500 at 31 December 2024 (UNHCR), as many as 500 at 31 December 2023."),
        ({2024: 0}, "0 at 31 December 2024 (UNHCR)."),
    ],
)
def test_the_sentence_under_the_chart(values: dict[int, int | None], said: str) -> None:
    line = year_ends(values)
    (found,) = series.reconcile(series.statements(line, SYRIANS, {}))
    text = words.sentence(SYRIANS, [line], series.latest(found)).replace(words.SPACE, " ")
    assert text == f"Refugees from Syria in Türkiye: {said}"


def test_the_sentence_names_the_alternatives_for_the_same_date() -> None:
    stands, supports = (
        {**article(value), **PLACE, "measure": "stock", "publisher": by} for value, by in ((5, "A"), (6, "B"))
    )
    agreed = Agreed(date(2024, 12, 6), date(2024, 12, 6), stands, (supports,))
    assert words.sentence(SYRIANS, [], agreed).endswith("(A). For the same date B says 6.")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([year_ends({2024: 1})], []),
        ([year_ends({2024: 1}, starter=True)], ["not the world's total"]),
        ([year_ends({2024: 1}, unit="household")], ["Households are a line of their own"]),
        ([year_ends({2024: 1}, measure="flow", rhythm=Rhythm.EVENT)], ["summed by the month in which they ended"]),
        ([year_ends({2024: 1}, place_location=("TCD",))], ["its places are not summed"]),
        (
            [year_ends({2024: 1}, measure="flow", rhythm=rhythm) for rhythm in (Rhythm.YEAR, Rhythm.HALF_YEAR)],
            ["do not compare their heights"],
        ),
    ],
)
def test_what_a_reader_must_know(lines: list[Line], expected: list[str]) -> None:
    notes = words.notes(Filter(population=("refugee",)), lines)
    assert [any(part in note for note in notes) for part in expected] == [True] * len(expected)
    assert len(notes) == len(expected)


def test_starter_data_of_one_country_is_not_warned_of_as_a_total() -> None:
    assert words.notes(SYRIANS, [year_ends({2024: 1}, starter=True)]) == []


def test_lines_of_one_publisher_are_told_apart() -> None:
    live, starter = year_ends({2024: 1}), year_ends({2024: 1}, starter=True)
    homes, other = year_ends({2024: 1}, unit="household"), year_ends({2024: 1}, source="unhcr_odp")
    assert words.line_name(live, [live]) == "UNHCR"
    assert words.line_name(starter, [live, starter]) == "UNHCR (starter data)"
    assert words.line_name(homes, [live, homes]) == "UNHCR (households)"
    assert words.line_name(other, [live, other]) == "UNHCR (unhcr_odp)"


SOURCES = ["unhcr", "rss"]


@pytest.mark.parametrize(
    "query",
    [
        "population=refugee&measure=stock&origin=SYR&location=TUR",
        "population=idp&measure=flow",
        "population=idp&measure=flow&location=SDN,TCD&source=unhcr,rss&since=2020-01-01&until=2024-12-31&page=3",
        "population=refugee&measure=stock&as_known_on=2025-01-01",
    ],
)
def test_an_address_comes_back_as_it_was(query: str) -> None:
    view = address.read(f"?{query}", SOURCES)
    assert address.write(view.wanted, view.page) == query
    assert view.ignored == ()


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("?colour=red", ["colour=red"]),
        ("?origin=SYR,XYZ", ["origin=XYZ"]),
        ("?population=people", ["population=people"]),
        ("?measure=both", ["measure=both"]),
        ("?source=nobody", ["source=nobody"]),
        ("?since=2024-13-01", ["since=2024-13-01"]),
        ("?since=20240101", ["since=20240101"]),
        ("?page=-1", ["page=-1"]),
        ("?page=²", ["page=²"]),
        ("?origin=%00%1b", ["origin=\ufffd\ufffd"]),
        ("?" + "origin=SYR&" * 1000, ["an address that is too long"]),
        ("?" + "a&" * 1900, ["an address with too many parts"]),
        ("?" + "a=1&" * 99, ["a=1"] * address.MOST_NAMED),
        ("?x=" + "y" * 60, ["x=" + "y" * 38 + "…"]),
    ],
)
def test_what_an_address_says_wrongly_is_named_and_left_out(query: str, ignored: list[str]) -> None:
    assert list(address.read(query, SOURCES).ignored) == ignored


@pytest.mark.parametrize("query", ["", "?", "?colour=red", "?origin=XYZ"])
def test_an_address_that_says_nothing_shows_the_first_view(query: str) -> None:
    assert address.read(query, SOURCES).wanted == address.FIRST


@given(st.text(max_size=200))
def test_no_address_can_break_the_page(query: str) -> None:
    view = address.read(query, SOURCES)
    again = address.read(address.write(view.wanted, view.page), SOURCES)
    assert (again.wanted, again.page, again.ignored) == (view.wanted, view.page, ())


@given(st.dictionaries(st.sampled_from(["population", "measure", "origin", "since"]), st.one_of(st.none(), st.text())))
def test_no_control_can_break_the_page(values: dict[str, object]) -> None:
    assert address.from_controls(values).population[0] in list(Population)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://api.unhcr.org/x?y=1", "api.unhcr.org"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//evil.example/x", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, host: str) -> None:
    assert parts.host(url) == host
    assert parts.safe(url) == (url if host else None)


@pytest.mark.parametrize(
    ("record", "value", "shown"),
    [
        (
            '{"year": 2025, "coo_name": "Syria", "refugees": 43, "idps": 0}',
            43,
            "refugees: 43 · coo_name: Syria · year: 2025",
        ),
        ('{"a": null, "b": "-", "figure": 5}', 5, "figure: 5"),
        ("no record", 5, "no record"),
        ("{broken", 5, "{broken"),
        ("[1, 2]", 5, "[1, 2]"),
        ("{" * 100_000, 5, "{" * 100_000),
    ],
)
def test_a_feeds_record_begins_with_what_a_person_wants(record: str, value: int, shown: str) -> None:
    assert figures.extract(record, value) == shown
