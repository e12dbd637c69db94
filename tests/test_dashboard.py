"""The page in a real browser: the command serves a real SQLite file, and Chromium can reach nothing else."""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from dash_app.app import create_app
from dash_app.serve import serve
from db.engine import open_engine
from db.store import Store
from tests.conftest import CLEAN_ENVIRONMENT
from tracker.errors import SettingsError
from tracker.model import Document, Figure, Source

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
ARGUMENTS += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
SLOW_MS = 20_000

HOSTILE = '=HYPERLINK("http://evil.example","x") <script>window.hacked = 1</script> <b>3,000 Syrians</b> came.'
SYRIANS: dict[str, Any] = {"term": "refugee", "population": "refugee", "origin": ("SYR",), "location": ("TUR",)}
SUDAN: dict[str, Any] = {"term": "displaced", "population": "idp", "origin": ("SDN",), "location": ("SDN",)}


def source(name: str, publisher: str, articles: bool = False) -> Source:
    words = {"title": f"{publisher} figures", "url": f"https://{name}.example/", "base_url": "", "cron": "0 0 * * *"}
    return Source(
        name=name, publisher=publisher, licence="CC BY 4.0", credit=f"Credit {publisher}", articles=articles, **words
    )


UNHCR, OCHA, IDMC = source("unhcr", "UNHCR"), source("ocha", "OCHA"), source("idmc", "IDMC")
NEWS = source("rss", "Outlets", articles=True)


def at(day: date, value: int | None, **said: Any) -> Figure:
    record = json.dumps({"date": day.isoformat(), "people": value, "country": "Türkiye"}, ensure_ascii=False)
    period = {"measure": "stock", "period_start": day, "period_end": day}
    return Figure(**{"value": value, "quote": record, "locator": f"{day} {value}", **period, **SYRIANS, **said})


def document(name: str, publisher: str, content: str = "[]", **said: Any) -> Document:
    usual = {"url": f"https://news.example/{name}", "title": name, "publisher": publisher, "retrieved_at": NOW}
    return Document(**{**usual, "content": content.encode(), **said})


def fill(store: Store) -> None:
    """Two feeds that disagree, one with a gap; an honest and a hostile article; a feed of events with triangulation."""
    for each in (UNHCR, OCHA, IDMC, NEWS):
        store.register(each)
    ours = [at(date(year, 12, 31), 100_000 * (year - 2000)) for year in (2018, 2019, 2021, 2022, 2023)]
    store.save(UNHCR, document("statistics", "UNHCR", published_at=NOW), ours, "r", NOW)
    theirs = [at(date(year, 12, 31), 2_400_000) for year in (2022, 2023)]
    store.save(OCHA, document("overview", "OCHA"), theirs, "r", NOW)
    honest = "Some 2.9 million Syrians live in Türkiye, officials said."
    figures = [at(date(2024, 12, 6), 2_900_000, qualifier="approximately", quote=honest, confidence=0.9)]
    store.save(NEWS, document("report", "The Daily", honest, text=honest, published_at=NOW), figures, "r", NOW)
    figures = [at(date(2023, 5, 1), None, value_low=2000, value_high=9999, quote=HOSTILE, confidence=0.5)]
    hostile = document("hostile", "<i>Post</i>", HOSTILE, text=HOSTILE, url="javascript:alert(1)")
    store.save(NEWS, hostile, figures, "r", NOW)
    events = [
        at(date(2024, 1 + number % 12, 5), 10, **SUDAN, measure="flow", locator=f"id={number}", role=role)
        for number, role in enumerate(["recommended"] * 90 + ["triangulation"] * 30)
    ]
    store.save(IDMC, document("events", "IDMC"), events, "r", NOW)
    run = store.begin_run(OCHA, NOW, True)
    store.end_run(run, {"ended_at": NOW, "ok": False, "errors": "no answer: the network is down"})


SERVER = """
import sys
from dash_app.app import create_app
from dash_app.serve import serve
from db.engine import open_engine

serve(create_app(open_engine(sys.argv[1])), "127.0.0.1", 0, lambda url: print(url, flush=True))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The production server in a process of its own, on a free port; it must end well when it is told to stop."""
    url = f"sqlite:///{tmp_path_factory.mktemp('page') / 'tracker.sqlite'}"
    engine = open_engine(url)
    fill(Store(engine))
    engine.dispose()
    environment = {**CLEAN_ENVIRONMENT, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", SERVER, url]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        served = server.stdout.readline().strip().removesuffix("/")
        yield served
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0


@pytest.fixture(scope="module")
def context(address: str) -> Iterator[BrowserContext]:
    """A browser for which no host but this one has an address."""
    if CHROMIUM is None:
        pytest.fail("the tests of the page need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        context.set_default_timeout(SLOW_MS)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context
        browser.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page; whatever it asks of another host, or complains of, fails the test."""
    asked: list[str] = []
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert complaints == []


def visit(page: Page, query: str = "") -> Page:
    """The page when its table has been filled."""
    page.goto(f"/{query}")
    page.locator("#figures").locator("table, p").first.wait_for()
    page.locator("#sources table").wait_for()
    return page


def traces(page: Page) -> list[dict[str, Any]]:
    """What plotly holds: name, values and hover texts of each trace."""
    page.locator("#trend .js-plotly-plot").wait_for(state="attached")
    read = """() => document.querySelector('#trend .js-plotly-plot').data.map(
        each => ({name: each.name, text: [each.hovertext].flat(), mode: each.mode, symbol: each.marker.symbol}))"""
    found: list[dict[str, Any]] = page.evaluate(read)
    return found


def counted(page: Page) -> int:
    """How many figures the page says there are."""
    found = re.match(r"([\d,]+) figures?; the download has ([\d,]+) rows?\.", page.inner_text("#count"))
    assert found
    assert found[1] == found[2]
    return int(found[1].replace(",", ""))


def downloaded(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.click("#download")
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff"), "without the mark Excel does not read it as UTF-8"
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_first_view_says_who_was_counted_where_when_and_by_whom(page: Page) -> None:
    visit(page)
    expect(page.locator("h1")).to_have_text("Displacement tracker")
    expect(page.locator("#trend-title")).to_have_text("Refugees from Syria in Türkiye")
    sentence = page.inner_text("#sentence").replace("\u00a0", " ")
    assert "2.3 million at 31 December 2023 (UNHCR), up 4.5 per cent from 2.2 million" in sentence
    assert "OCHA says 2.4 million" in sentence
    expect(page.get_by_role("banner")).to_contain_text("Data to 6 December 2024")


def test_a_line_a_source_and_points_from_articles_with_their_words(page: Page) -> None:
    visit(page)
    found = {each["name"]: each for each in traces(page)}
    assert {"UNHCR", "OCHA", "Articles, unreviewed", "Articles, range"} == found.keys()
    assert found["UNHCR"]["text"][2] is None, "2020 is missing: the line is broken there"
    point = found["Articles, unreviewed"]
    assert (point["mode"], point["symbol"]) == ("markers", "diamond-open")
    assert "about 2,900,000" in point["text"][0]
    assert "Some 2.9 million Syrians live in Türkiye" in point["text"][0]
    image = page.get_by_role("img", name="Refugees from Syria in Türkiye")
    assert "2 figures from articles" in (image.get_attribute("aria-label") or "")
    assert "Some 2.9 million Syrians live in Türkiye" in page.inner_text("#cited")


def test_a_chosen_point_shows_its_citation(page: Page) -> None:
    visit(page, "?population=refugee&measure=stock&origin=SYR&location=TUR&source=ocha")
    traces(page)
    expect(page.locator("#cited")).to_contain_text("Choose a point")
    last = page.locator("#trend .scatterlayer .point").last
    box = last.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#cited")).to_contain_text("2,400,000 people")
    expect(page.locator("#cited")).to_contain_text("OCHA. overview. No date.")


VIEW = "?population=idp&measure=flow&origin=SDN&location=SDN&source=idmc&since=2024-01-01&until=2024-12-31"


def test_an_address_sets_the_controls(page: Page) -> None:
    visit(page, f"{VIEW}&as_known_on=2026-02-01&page=2")
    expect(page.locator("#population")).to_contain_text("Internally displaced")
    expect(page.get_by_label("Flow: how many moved in a period")).to_be_checked()
    for name, text in (("origin", "Sudan"), ("location", "Sudan"), ("source", "idmc")):
        expect(page.locator(f"#{name}")).to_contain_text(text)
    for name, day in (("since", "2024-01-01"), ("until", "2024-12-31"), ("as_known_on", "2026-02-01")):
        expect(page.locator(f"#{name}")).to_have_value(day)
    expect(page.locator("#pages")).to_have_text("Page 2 of 3")
    assert page.url.endswith(f"{VIEW}&as_known_on=2026-02-01&page=2")


def test_the_controls_set_the_address_and_the_same_address_gives_the_same_view(page: Page) -> None:
    visit(page)
    page.click("#origin")
    page.keyboard.type("sud")
    page.get_by_role("option", name="Sudan", exact=True).click()
    page.keyboard.press("Escape")
    page.wait_for_url("**/?population=refugee&measure=stock&origin=SYR,SDN&location=TUR")
    page.get_by_label("Flow: how many moved in a period").check()
    page.wait_for_url("**/?population=refugee&measure=flow&origin=SYR,SDN&location=TUR")
    expect(page.locator("#empty")).to_contain_text("No figures match")
    seen = page.inner_text("main")
    visit(page, page.url.partition("/")[2].partition("/")[2].partition("/")[2])
    expect(page.locator("main")).to_have_text(seen, use_inner_text=True)


def test_the_table_turns_its_pages_and_another_view_begins_at_the_first(page: Page) -> None:
    visit(page, VIEW)
    expect(page.locator("#pages")).to_have_text("Page 1 of 3")
    assert page.locator("#figures tbody tr").count() == 50
    page.click("#older")
    page.wait_for_url("**&page=2")
    page.click("#older")
    page.wait_for_url("**&page=3")
    expect(page.locator("#older")).to_be_disabled()
    assert page.locator("#figures tbody tr").count() == 20
    page.get_by_label("Stock: how many are displaced at a date").check()
    expect(page.locator("#pages")).to_have_text("Page 1 of 1")


def test_triangulation_is_in_the_table_and_the_download_but_not_in_the_line(page: Page) -> None:
    visit(page, VIEW)
    drawn = sum(int(text.split("<b>")[1].split("</b>")[0]) for text in traces(page)[0]["text"] if text)
    assert drawn == 90 * 10
    assert "summed by the month" in page.inner_text("#notes")
    page.goto(f"/{VIEW}&page=3")
    expect(page.locator("#figures")).to_contain_text("recommended")
    assert {row["role"] for row in downloaded(page)} == {"recommended", "triangulation"}


@pytest.mark.parametrize("query", ["", VIEW, "?population=refugee&measure=stock", f"{VIEW}&page=2"])
def test_the_download_is_exactly_what_is_shown(page: Page, query: str) -> None:
    visit(page, query)
    rows = downloaded(page)
    assert len(rows) == counted(page)
    shown = page.locator("#figures tbody tr")
    first = 50 if "page=2" in query else 0
    for number in range(min(shown.count(), 5)):
        text, row = shown.nth(number).inner_text(), rows[first + number]
        stated = f"{int(row['value']):,}" if row["value"] else f"{int(row['value_low']):,}–{int(row['value_high']):,}"
        assert stated in text
        assert row["publisher"] in text


def test_a_download_that_is_not_understood_gives_no_file(address: str, page: Page) -> None:
    answer = page.request.get("/export.csv?origin=NOWHERE")
    assert (answer.status, answer.text()) == (400, "not understood: origin=NOWHERE. Nothing was exported.\n")


HOSTILE_ADDRESS = "?origin=SYR&location=TUR&x=<script>window.hacked=1</script>&since=%00&source=';DROP TABLE figures;--"


def test_a_hostile_address_is_named_as_text_and_harms_nothing(page: Page) -> None:
    visit(page, HOSTILE_ADDRESS)
    expect(page.locator("#ignored")).to_contain_text("x=<script>window.hacked=1</script>")
    assert page.evaluate("window.hacked") is None
    page.wait_for_url("**/?population=refugee&measure=stock&origin=SYR&location=TUR")
    assert counted(page) == 9


def test_a_hostile_text_is_shown_as_text(page: Page) -> None:
    visit(page)
    quote = page.locator("#figures blockquote").filter(has_text="HYPERLINK")
    expect(quote).to_have_text(HOSTILE)
    row = page.locator("#figures tr").filter(has_text="HYPERLINK")
    expect(row).to_contain_text("2,000–9,999")
    expect(row).to_contain_text("<i>Post</i>")
    expect(row.locator("a")).to_have_count(0)
    page.locator("#trend .scatterlayer .point").last.hover(force=True)
    assert page.evaluate("window.hacked") is None
    quotes = [each["quote"] for each in downloaded(page) if "HYPERLINK" in each["quote"]]
    assert quotes == [f"'{HOSTILE}"]


def test_links_and_citations(page: Page) -> None:
    visit(page)
    link = page.locator("#figures a").first
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")
    page.locator("#figures tr").filter(has_text="The Daily").get_by_role("button", name="copy citation").click()
    expect(page.locator("#figures").get_by_role("button", name="copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "The Daily. report. 15 January 2026. https://news.example/report (retrieved 15 January 2026)."


def test_no_figures_says_what_to_loosen_and_the_offer_works(page: Page) -> None:
    visit(page, "?population=refugee&measure=stock&origin=SYR&location=TUR&since=2030-01-01")
    expect(page.locator("#empty")).to_contain_text("No figures match")
    expect(page.locator("#trend-image")).to_be_hidden()
    page.get_by_role("link", name="without “since”: 9 figures").click()
    expect(page.locator("#sentence")).to_contain_text("Refugees from Syria in Türkiye: 2.3")
    page.wait_for_url("**/?population=refugee&measure=stock&origin=SYR&location=TUR")


def test_sources_credits_and_what_failed(page: Page) -> None:
    visit(page)
    row = page.locator("#sources tr").filter(has_text="OCHA")
    expect(row).to_contain_text("failed")
    expect(row).to_contain_text("no answer: the network is down")
    expect(row).to_contain_text("15 January 2026, 12:00 UTC")
    expect(page.locator("#sources tr").filter(has_text="IDMC")).to_contain_text("not collected yet")
    credits = page.inner_text("#credits")
    assert "Credit UNHCR. Licence: CC BY 4.0" in credits
    assert "IDMC" not in credits, "only what is shown"


def test_nothing_leaves_the_machine(page: Page) -> None:
    visit(page)
    traces(page)
    assert page.locator("[data-attr=sendChartToCloud], [data-title*=loud], .modebar-btn, .plotlyjsicon").count() == 0
    answer = page.request.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"script-src[^;]*unsafe", policy)
    assert not re.search(r"https?://", policy)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", answer.text())


@pytest.mark.parametrize("query", ["", VIEW, "?population=refugee&measure=stock&since=2030-01-01"])
def test_a_phone_needs_no_sideways_scroll(page: Page, query: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, query)
    expect(page.locator("#controls")).to_be_hidden()
    page.get_by_text("Filters", exact=True).last.click()
    expect(page.locator("#controls")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_phone_shows_the_names_at_the_ends_of_the_lines_whole(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, VIEW)
    names = page.locator("#trend .annotation-text")
    names.first.wait_for()
    ends = [box["x"] + box["width"] for name in names.all() if (box := name.bounding_box())]
    assert ends
    assert max(ends) <= 390


def test_the_page_can_be_used_without_a_mouse(page: Page) -> None:
    visit(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1  # type: ignore[arg-type]
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the chart")
    for label, value in (("Population", "Refugees"), ("From (origin)", "Syria"), ("In (location)", "Türkiye")):
        expect(page.get_by_role("button", name=f"{label} {value}")).to_be_visible()
    for label in ("Since", "Until", "As known on"):
        expect(page.get_by_role("textbox", name=label)).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Stock or flow")).to_be_visible()
    page.get_by_role("button", name="From (origin) Syria").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("sud")
    page.get_by_role("option", name="Sudan").wait_for()


def test_the_server_says_that_it_is_well(address: str) -> None:
    with urlopen(f"{address}/healthz") as answer:
        assert answer.status == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "no.such.host.invalid"])
def test_an_address_in_use_or_unknown_is_one_clear_line(tmp_path: Path, host: str) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    app = create_app(engine)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            SettingsError, match=rf"cannot listen on {re.escape(host)}:{port}: .*; set TRACKER_DASH"
        ) as raised:
            serve(app, host, port, lambda _: None)
    engine.dispose()
    assert os.linesep not in str(raised.value)
