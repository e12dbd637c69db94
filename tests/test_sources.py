"""Every source is one file, found by its folder; a fourteenth one needs nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger

from tests.conftest import CLEAN_ENVIRONMENT, Reply, WebServer
from tracker.sources import SOURCES, reader

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_says_all_that_a_citation_and_a_schedule_need(name: str) -> None:
    module = SOURCES[name]
    source = module.SOURCE
    assert source.name == name
    assert source.url.startswith("https://")
    assert source.licence
    assert source.credit
    CronTrigger.from_crontab(source.cron)
    assert callable(module.fetch)
    assert callable(module.read)
    assert (module.__doc__ or "").strip()
    assert len(reader(name)) == 16


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_has_a_test_of_its_own(name: str) -> None:
    tested = ROOT / "tests" / f"test_source_{name}.py"
    assert tested.exists() or name == "rss", f"{name} has no {tested.name}"


TOY = '''"""A toy feed: bread handed out, told as people displaced."""

import json

from tracker.model import Document, Figure, Source
from tracker.sources._records import figures

SOURCE = Source(
    name="toy", publisher="Toy", title="Toys", url="https://toy.example/", base_url="https://toy.example/",
    licence="none", credit="Toy", cron="0 0 * * *",
)


def fetch(client, complete):
    answer = client.get("all.json")
    yield Document(url=answer.url, title="Toys", publisher="Toy", retrieved_at=answer.retrieved_at,
                   content=answer.content, covers=("toy=",))


def read(document):
    return figures(document, json.loads(document.content), lambda row: f"toy={row['id']}", one, {"id", "n"})


def one(row):
    name = f"toy={row['id']}"
    yield Figure(value=row["n"], term="displaced", population="idp", measure="stock", quote="q", locator=name)
'''


def test_a_fourteenth_source_is_one_file(tmp_path: Path, web_server: WebServer) -> None:
    """A copy of the folder with one file more collects it; nothing is registered anywhere."""
    web_server.replies["/all.json"] = Reply('[{"id": 1, "n": 5}, {"id": 2, "n": 7}]')
    more = tmp_path / "more"
    more.mkdir()
    (more / "toy.py").write_text(TOY)
    start = "import tracker; import sys; sys.argv = ['tracker', 'collect', 'toy']\n"
    start += "import importlib.util, importlib.machinery\n"
    start += (
        f"spec = importlib.util.find_spec('tracker.sources'); spec.submodule_search_locations.append({str(more)!r})\n"
    )
    start += "module = importlib.util.module_from_spec(spec); sys.modules['tracker.sources'] = module\n"
    start += "spec.loader.exec_module(module); tracker.sources = module\n"
    start += "module.reader = lambda name: 'toy'\n"
    start += "from tracker import cli; cli.main()\n"
    environment = CLEAN_ENVIRONMENT | {
        "TRACKER_DATABASE_URL": f"sqlite:///{tmp_path}/tracker.sqlite",
        "TRACKER_SOURCES__TOY__BASE_URL": web_server.url,
    }
    done = subprocess.run([sys.executable, "-c", start], env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("toy: ok, 1 documents, 2 new")
