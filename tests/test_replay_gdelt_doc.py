"""GDELT's recorded rows of the replay: each a document, marked unreadable where its page cannot be had."""

import json

from sqlalchemy import select

from db.models import DOCUMENTS
from db.store import Store
from tests.loopback import SHARED, Bench, replay
from tracker.sources import gdelt_doc


def test_every_row_is_a_document_and_no_row_is_a_figure(store: Store) -> None:
    with replay() as urls:
        bench = Bench(gdelt_doc, store, urls["gdelt_doc"])
        run = bench.collect()
        assert run.ok, run.errors
        again = bench.collect()  # waits its turn, as the service asks
        assert again.ok, again.errors
        assert again.documents == 0
    files = (SHARED / "feeds" / "samples" / "gdelt_doc").glob("artlist_*.json")
    rows = [row for file in files for row in json.loads(file.read_bytes())["articles"]]
    with store.engine.connect() as connection:
        kept = list(connection.execute(select(DOCUMENTS.c.url, DOCUMENTS.c.published_at)))
    assert len(kept) == len(rows) == run.documents
    assert not any(":443" in url or url.endswith("title=") for url, _ in kept)
