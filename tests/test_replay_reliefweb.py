"""ReliefWeb's recorded reports of the replay: each a document, read by the extractor."""

import json
import re

import pytest
from sqlalchemy import select

from db.models import DOCUMENTS
from db.store import Store
from tests.loopback import SHARED, Bench, kept, replay
from tracker.sources import reliefweb

# feedparser warns where an item has a date of publication and none of change, which is the rule in RSS

FILES = SHARED / "feeds" / "samples" / "reliefweb"


def addresses(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(connection.execute(select(DOCUMENTS.c.url)).scalars())


@pytest.mark.parametrize("key", ["an-approved-name", ""])
def test_every_report_is_kept_once(store: Store, key: str) -> None:
    with replay() as urls:
        bench = Bench(reliefweb, store, urls["reliefweb"], key)
        run = bench.collect()
        assert run.ok, run.errors
        assert bench.changes(bench.collect()) == (0, 0, 0)
    if key:
        rows = [row for file in FILES.glob("reports_*.json") for row in json.loads(file.read_bytes())["data"]]
        recorded = {row["fields"]["url_alias"] for row in rows}
    else:
        items = [item for file in FILES.glob("updates-rss_*.xml") for item in file.read_text().split("<item>")[1:]]
        recorded = {match[1] for item in items if (match := re.search(r"<link>([^<]+)</link>", item))}
    assert addresses(store) == recorded
    assert run.documents == len(recorded)
    assert not key or key not in kept(store)
