"""The page's table of sources: all that can be collected, and why one is not."""

from dash_app import health
from db.store import Store
from tracker import program
from tracker.settings import Settings
from tracker.sources import SOURCES


def test_every_feed_is_listed_before_anything_was_collected(store: Store) -> None:
    opened = program.Program(Settings(), store)
    program.register_all(opened)
    shown = health.table(store.engine, program.off(opened.settings))
    words = str(shown)
    for module in SOURCES.values():
        assert f"{module.SOURCE.publisher}, {module.SOURCE.title}" in words
    keyed = [name for name, module in SOURCES.items() if module.SOURCE.key]
    assert (words.count("data-state='off'"), words.count("data-state='not collected yet'")) == (len(keyed), 9)
    assert "needs a key from IDMC; set TRACKER_SOURCES__IDMC_IDU__KEY" in words
