"""When each source is collected: one job a source, with its cadence and some jitter, coalesced, never two at once."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.model import Source

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

JITTER_SECONDS = 120  # many trackers must not ask one publisher in the same second
PATIENCE = 3  # failures in a row before a source is left to rest
LONGEST_REST = timedelta(days=1)
AT_ONCE = 4  # sources collected side by side


def next_run(source: Source, after: datetime) -> datetime:
    """When the source is due next, jitter aside."""
    from apscheduler.triggers.cron import CronTrigger

    due = CronTrigger.from_crontab(source.cron, timezone=UTC).get_next_fire_time(None, after)
    assert due is not None
    return datetime.fromisoformat(due.isoformat())


def rests_until(last_start: datetime, failures: int) -> datetime:
    """When a source that failed so often in a row is asked again: soon at first, then ever later, at most a day."""
    if failures < PATIENCE:
        return last_start
    return last_start + min(timedelta(hours=2 ** min(failures - PATIENCE, 8)), LONGEST_REST)


def scheduler(
    sources: Iterable[Source], last_run: Callable[[str], datetime | None], job: Callable[[str], None]
) -> "BackgroundScheduler":
    """A scheduler, not yet started, that calls `job(name)`. A source that was due while nobody ran starts at once.

    Jobs live in memory and are made anew at each start: the sources are the truth, not a table of pickled jobs.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.cron import CronTrigger

    made = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(AT_ONCE)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone=UTC,
    )
    now = datetime.now(UTC)
    for source in sources:
        trigger = CronTrigger.from_crontab(source.cron, timezone=UTC)
        trigger.jitter = JITTER_SECONDS
        last = last_run(source.name)
        overdue = last is None or next_run(source, last) <= now
        first = {"next_run_time": now} if overdue else {}
        made.add_job(job, trigger, args=[source.name], id=source.name, name=source.name, **first)
    return made
