"""What the store promises: cited, never overwritten, never closed by a failure. Each case on SQLite and PostgreSQL."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from db import queries
from db.models import CONTENTS, DOCUMENTS, FIGURES
from db.store import Store
from tracker.errors import ReadError, TooFewError
from tracker.model import Document, Figure, Filter, Listing, Source

FEED = Source(
    name="feed",
    publisher="A Bureau",
    title="Counts",
    url="https://bureau.example/",
    base_url="https://bureau.example/api/",
    licence="CC BY 4.0",
    credit="A Bureau",
    cron="0 0 * * *",
)
OUTLET = Source(**{**vars(FEED), "name": "outlet", "articles": True, "at_least": 0})
T0 = datetime(2026, 3, 1, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    return T0 + timedelta(days=number)


def figure(place: str, value: int, **more: object) -> Figure:
    given = {
        "value": value,
        "term": "displaced",
        "population": "idp",
        "measure": "stock",
        "location": (place,),
        "period_start": date(2026, 2, 1),
        "period_end": date(2026, 2, 1),
        "quote": f"{place} {value}",
        "locator": f"row={place}",
    }
    return Figure.model_validate(given | more)


def document(at: datetime, content: str, covers: tuple[str, ...] = ("row=",), **more: object) -> Document:
    given = {"url": "https://bureau.example/api/counts", "title": "Counts", "publisher": "A Bureau"}
    return Document(retrieved_at=at, content=content.encode(), covers=covers, **(given | more))


def saved(
    store: Store, at: datetime, figures: Iterable[Figure], source: Source = FEED, **more: object
) -> tuple[int, ...]:
    store.register(source)
    rows = list(figures)
    result = store.save(source, document(at, f"{rows}", **more), rows, "reader", at)
    return result.new, result.changed, result.withdrawn


def live(store: Store, **wanted: object) -> dict[str, int | None]:
    return {row["locator"]: row["value"] for row in queries.cited(store.engine, Filter(**wanted))}


def test_a_figure_comes_back_with_its_document_and_source(store: Store) -> None:
    saved(store, day(0), [figure("SDN", 900, admin1="Darfur", origin=("SDN",))])
    (row,) = queries.cited(store.engine, Filter())
    assert (row["value"], row["location"], row["admin1"]) == (900, ("SDN",), "Darfur")
    assert (row["document_title"], row["licence"], row["recorded_at"]) == ("Counts", "CC BY 4.0", day(0))


WIRE = Source(**{**vars(OUTLET), "name": "wire"})
SAID = {"quote": "The camp team counted 900 people.", "locator": "char=0,33"}
COPIES = [
    # of a story at one address, told again elsewhere → the roles of both
    ("under another address", OUTLET, {"url": "https://b.example/2"}, {}, "triangulation"),
    ("by another source under the same address", WIRE, {"url": "https://a.example/1"}, {}, "triangulation"),
    ("as a new version of itself", OUTLET, {"url": "https://a.example/1"}, {"locator": "char=9,42"}, "recommended"),
    ("in other words", OUTLET, {"url": "https://b.example/2"}, {"quote": "900 people came."}, "recommended"),
    (
        "of another day",
        OUTLET,
        {"url": "https://b.example/2"},
        {"period_start": date(2026, 2, 8), "period_end": date(2026, 2, 8)},
        "recommended",
    ),
    (
        "without a day",
        OUTLET,
        {"url": "https://b.example/2"},
        {"period_start": None, "period_end": None},
        "recommended",
    ),
]


@pytest.mark.parametrize(("name", "source", "where", "other", "role"), COPIES, ids=[each[0] for each in COPIES])
def test_a_story_told_again_supports_the_first_and_stands_beside_nothing(
    store: Store, name: str, source: Source, where: dict[str, str], other: dict[str, object], role: str
) -> None:
    first = {"url": "https://a.example/1", "covers": ("char=",)}
    saved(store, day(0), [figure("SDN", 900, **SAID)], OUTLET, **first)
    saved(store, day(1), [figure("SDN", 900, **SAID | other)], source, **first | where)
    roles = {(row["source"], row["document_url"]): row["role"] for row in queries.cited(store.engine, Filter())}
    assert roles[source.name, where["url"]] == role
    assert list(roles.values()).count("recommended") == (1 if role == "triangulation" else len(roles))
    again = saved(store, day(2), [figure("SDN", 900, **SAID)], OUTLET, **first)
    assert again == (0, 0, 0)
    assert saved(store, day(3), [figure("SDN", 900, **SAID | other)], source, **first | where) == (0, 0, 0)


def test_the_bytes_retrieved_are_kept_once_under_their_digest(store: Store) -> None:
    saved(store, day(0), [figure("SDN", 900)])
    saved(store, day(1), [figure("SDN", 900)])
    with store.engine.connect() as connection:
        (kept,) = connection.execute(select(CONTENTS)).all()
        (row,) = connection.execute(select(DOCUMENTS)).all()
    assert kept.sha256 == row.content_sha256
    assert (row.retrieved_at, row.seen_at) == (day(0), day(1))


SECOND_READINGS = [
    ("the same again", [("SDN", 900), ("TCD", 50)], (0, 0, 0), {"row=SDN": 900, "row=TCD": 50}),
    ("one value changed", [("SDN", 950), ("TCD", 50)], (0, 1, 0), {"row=SDN": 950, "row=TCD": 50}),
    ("one row more", [("SDN", 900), ("TCD", 50), ("SSD", 7)], (1, 0, 0), {"row=SDN": 900, "row=TCD": 50, "row=SSD": 7}),
    ("one row gone", [("SDN", 900)], (0, 0, 1), {"row=SDN": 900}),
    ("a number that became zero", [("SDN", 900), ("TCD", 0)], (0, 1, 0), {"row=SDN": 900, "row=TCD": 0}),
]


@pytest.mark.parametrize(
    ("name", "rows", "changes", "left"), SECOND_READINGS, ids=[each[0] for each in SECOND_READINGS]
)
def test_a_second_reading(store: Store, name: str, rows: list, changes: tuple, left: dict) -> None:
    saved(store, day(0), [figure("SDN", 900), figure("TCD", 50)])
    assert saved(store, day(1), [figure(*row) for row in rows]) == changes
    assert live(store) == left


def test_nothing_is_overwritten_and_any_past_day_can_be_seen_again(store: Store) -> None:
    saved(store, day(0), [figure("SDN", 900), figure("TCD", 50)])
    saved(store, day(5), [figure("SDN", 950), figure("TCD", 50)])
    saved(store, day(9), [figure("SDN", 950)])
    assert live(store, as_known_on=day(-1).date()) == {}
    assert live(store, as_known_on=day(4).date()) == {"row=SDN": 900, "row=TCD": 50}
    assert live(store, as_known_on=day(5).date()) == {"row=SDN": 950, "row=TCD": 50}
    assert live(store, as_known_on=day(9).date()) == live(store) == {"row=SDN": 950}


def test_what_a_partial_answer_lacks_stays(store: Store) -> None:
    saved(store, day(0), [figure("SDN", 900), figure("TCD", 50)])
    assert saved(store, day(1), [figure("SDN", 900)], covers=()) == (0, 0, 0)
    assert live(store) == {"row=SDN": 900, "row=TCD": 50}


def test_an_answer_far_smaller_than_the_last_is_not_believed_and_closes_nothing(store: Store) -> None:
    places = ["SDN", "TCD", "SSD", "ETH", "KEN"]
    saved(store, day(0), [figure(place, 10) for place in places])
    with pytest.raises(TooFewError, match="nothing was stored or closed"):
        saved(store, day(1), [figure("SDN", 11)])
    assert live(store) == {f"row={place}": 10 for place in places}


def test_one_record_that_says_two_things_stores_nothing_of_its_document(store: Store) -> None:
    with pytest.raises(ReadError, match="row=SDN"):
        saved(store, day(0), [figure("TCD", 1), figure("SDN", 1), figure("SDN", 2)])
    assert live(store) == {}


def test_the_store_itself_refuses_a_second_live_figure_of_one_fact(store: Store) -> None:
    saved(store, day(0), [figure("SDN", 900)])
    copied = ", ".join(f'"{column.name}"' for column in FIGURES.c if column.name != "id")
    with store.engine.connect() as connection, pytest.raises(Exception, match=r"(?i)unique"):
        connection.execute(text(f"INSERT INTO figures ({copied}) SELECT {copied} FROM figures"))


def test_a_figure_without_a_document_is_refused(store: Store) -> None:
    saved(store, day(0), [figure("SDN", 900)])
    with store.engine.connect() as connection, pytest.raises(Exception, match=r"(?i)foreign key"), connection.begin():
        connection.execute(text("UPDATE figures SET document_id = 999"))


def test_an_article_keeps_its_figures_when_its_words_move_and_speaks_only_for_itself(store: Store) -> None:
    def article(at: int, locator: str, value: int, url: str = "https://outlet.example/1") -> tuple[int, ...]:
        said = figure("SDN", value, locator=locator, quote=f"{value} people fled")
        return saved(store, day(at), [said], OUTLET, covers=("char=",), url=url)

    assert article(0, "char=10,30", 900) == (1, 0, 0)
    assert article(1, "char=25,45", 900) == (0, 0, 0)
    assert article(2, "char=25,45", 700, "https://outlet.example/2") == (1, 0, 0)
    assert article(3, "char=25,45", 950) == (1, 0, 1)
    assert sorted(row["value"] for row in queries.cited(store.engine, Filter())) == [700, 950]


def test_starter_data_gives_way_even_where_the_feed_agrees(store: Store) -> None:
    saved(store, day(0), [figure("SDN", 900), figure("TCD", 50)], starter=True, covers=())
    assert saved(store, day(1), [figure("SDN", 900)]) == (0, 1, 1)
    (row,) = queries.cited(store.engine, Filter())
    assert (row["value"], row["starter"]) == (900, False)


def test_a_listing_is_remembered_and_its_validators_are_given_back(store: Store) -> None:
    store.register(OUTLET)
    store.remember(OUTLET, Listing("https://outlet.example/feed", '"a"', "", day(0)))
    store.remember(OUTLET, Listing("https://outlet.example/feed", '"b"', "", day(1)))
    known = store.archived("https://outlet.example/feed")
    assert known is not None
    assert (known.etag, known.seen_at) == ('"b"', day(1))
    assert store.archived("https://outlet.example/other") is None


def test_a_document_is_unchanged_only_for_the_same_bytes_and_the_same_reader(store: Store) -> None:
    store.register(FEED)
    one = document(day(0), "one", covers=())
    store.save(FEED, one, [figure("SDN", 1)], "reader", day(0))
    assert store.unchanged(FEED, one, "reader")
    assert not store.unchanged(FEED, one, "a mended reader")
    assert not store.unchanged(FEED, document(day(1), "two"), "reader")


def test_figures_of_an_earlier_release_get_their_own_date_and_keep_their_document(store: Store) -> None:
    def earlier(given: Figure) -> Figure:
        moved = {"period_start": date(2025, 6, 30), "period_end": date(2025, 6, 30), "locator": f"mid/{given.locator}"}
        return given.model_copy(update=moved)

    saved(store, day(0), [figure("SDN", 900), figure("TCD", 50)])
    assert store.redate(FEED, [date(2026, 2, 1)], earlier, day(1)) == 2
    assert saved(store, day(1), [figure("SDN", 950), figure("TCD", 60)]) == (2, 0, 0)
    assert live(store) == {"mid/row=SDN": 900, "mid/row=TCD": 50, "row=SDN": 950, "row=TCD": 60}


def test_one_sum_holds_one_feed_one_measure_one_period_and_recommended_figures_only(store: Store) -> None:
    saved(
        store,
        day(0),
        [
            figure("SDN", 900),
            figure("TCD", 50),
            figure("SSD", 4000, role="triangulation"),
            figure("ETH", 70, unit="household", locator="homes=ETH"),
            figure("KEN", 5, measure="flow", locator="flow=KEN"),
        ],
    )
    saved(store, day(0), [figure("SDN", 1_000_000, locator="char=0,9")], OUTLET, url="https://outlet.example/1")
    sums = {(row["measure"], row["unit"]): row["total"] for row in queries.sums(store.engine, Filter())}
    assert sums == {("stock", "person"): 950, ("stock", "household"): 70, ("flow", "person"): 5}


def test_a_figure_of_several_countries_is_found_by_each_and_counted_once(store: Store) -> None:
    saved(store, day(0), [figure("TCD", 900, location=("TCD", "EGY", "SSD"), locator="row=3")])
    for code in ("TCD", "EGY", "SSD"):
        assert queries.count(store.engine, Filter(location=(code,))) == 1
    assert queries.count(store.engine, Filter(location=("TCD", "EGY"))) == 1
    assert queries.count(store.engine, Filter(location=("SDN",))) == 0


def test_failures_are_counted_since_the_last_good_run(store: Store) -> None:
    store.register(FEED)
    for number, errors in enumerate(["", "down", "down", "", "down", "still down"]):
        run = store.begin_run(FEED, day(number), complete=True)
        store.end_run(run, {"ended_at": day(number), "ok": not errors, "errors": errors})
    assert queries.failures_in_a_row(store.engine) == {"feed": 2}
    assert queries.last_complete(store.engine, "feed") == day(3)
    assert queries.last_runs(store.engine)["feed"]["errors"] == "still down"


def test_stocks_of_places_with_dates_of_their_own_never_stand_in_one_sum(store: Store) -> None:
    rounds = Source(**{**vars(FEED), "name": "rounds", "own_dates": True})
    saved(store, day(0), [figure("SDN", 900), figure("HTI", 50)], rounds)
    places = {(row["place_location"], row["total"]) for row in queries.sums(store.engine, Filter())}
    assert places == {(("SDN",), 900), (("HTI",), 50)}


def test_what_could_not_be_read_is_kept_and_asked_for_again(store: Store) -> None:
    store.register(FEED)
    odd = document(day(0), "odd", etag='"odd"')
    store.keep_unread(FEED, odd)
    assert store.archived(odd.url) is None
    with store.engine.connect() as connection:
        assert connection.execute(select(CONTENTS.c.sha256)).scalars().all() == [odd.sha256]
