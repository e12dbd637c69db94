"""One job a source: its cadence, at once if it was due while nobody ran, never two at once."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from tracker.model import Source
from tracker.schedule import next_run, rests_until, scheduler

NOW = datetime.now(UTC)


def source(cron: str) -> Source:
    return Source("feed", "p", "t", "https://p.example/", "https://p.example/", "l", "c", cron)


CADENCES = [
    # cron, after, due
    ("20 3 * * mon", datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 23, 3, 20, tzinfo=UTC)),
    ("40 */12 * * *", datetime(2026, 11, 22, 12, 41, tzinfo=UTC), datetime(2026, 11, 23, 0, 40, tzinfo=UTC)),
    ("*/45 * * * *", datetime(2026, 11, 22, 12, 46, tzinfo=UTC), datetime(2026, 11, 22, 13, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize(("cron", "after", "due"), CADENCES)
def test_due(cron: str, after: datetime, due: datetime) -> None:
    assert next_run(source(cron), after) == due


LAST_RUNS = [
    ("never run", None, True),
    ("due while nobody ran", NOW - timedelta(days=400), True),
    ("run just now", NOW, False),
]


@pytest.mark.parametrize(("name", "last", "at_once"), LAST_RUNS, ids=[each[0] for each in LAST_RUNS])
def test_a_source_starts_at_once(name: str, last: datetime | None, at_once: bool) -> None:
    ran = Event()
    jobs = scheduler([source("0 0 1 1 *")], lambda _: last, lambda _: ran.set())
    jobs.start()
    assert ran.wait(5 if at_once else 0.3) == at_once
    jobs.shutdown()


def test_jobs_are_coalesced_with_jitter_and_never_two_at_once() -> None:
    jobs = scheduler([source("*/5 * * * *")], lambda _: NOW, lambda _: None)
    jobs.start(paused=True)
    (job,) = jobs.get_jobs()
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
    assert job.trigger.jitter
    jobs.shutdown()


RESTS = [(1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (7, 16), (8, 24), (400, 24)]


@pytest.mark.parametrize(("failures", "hours"), RESTS)
def test_a_source_that_keeps_failing_is_asked_ever_later_but_once_a_day_at_least(failures: int, hours: int) -> None:
    assert rests_until(NOW, failures) == NOW + timedelta(hours=hours)
