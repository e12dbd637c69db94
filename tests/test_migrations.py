"""Migrations are in step with the models, on both databases; an unusable address says so in one line."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from db.engine import is_current, open_engine
from tests.conftest import Tracker, one_line
from tracker.errors import StoreError

ROOT = Path(__file__).parent.parent


def config(engine: Engine, connection: object) -> Config:
    made = Config()
    made.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    made.attributes["connection"] = connection
    return made


def test_the_tables_are_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        command.check(config(engine, connection))


def test_all_the_way_down_and_up_again(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin():
        command.downgrade(config(engine, connection), "base")
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        command.upgrade(config(engine, connection), "head")
    with engine.connect() as connection:
        command.check(config(engine, connection))


def test_a_database_in_order_is_known_without_asking_alembic(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin():
        assert is_current(connection)
        command.downgrade(config(engine, connection), "base")
        assert not is_current(connection)
        command.upgrade(config(engine, connection), "head")
        assert is_current(connection)


def test_a_database_of_a_newer_program_is_refused(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="9999"):
        open_engine(database_url)


def test_opening_twice_changes_nothing(database_url: str) -> None:
    for _ in range(2):
        open_engine(database_url).dispose()


def test_sqlite_runs_with_a_journal_that_readers_do_not_wait_for(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a/new/folder/tracker.sqlite")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 60_000
    engine.dispose()


UNUSABLE = [
    ("no address", "nonsense", "not a database address"),
    ("another database", "mysql://host/name", "use sqlite or postgresql"),
    ("no server there", "postgresql://user:geheim@127.0.0.1:1/name", "cannot be used"),
    ("no folder there", "sqlite:////proc/nowhere/tracker.sqlite", "cannot be used"),
]


@pytest.mark.parametrize(("name", "url", "words"), UNUSABLE, ids=[each[0] for each in UNUSABLE])
def test_an_address_that_cannot_be_used(name: str, url: str, words: str, tracker: Tracker) -> None:
    with pytest.raises(StoreError, match=words):
        open_engine(url)
    done = tracker("sources", DATABASE_URL=url)
    assert done.returncode == 2
    assert words in one_line(done.stderr)
    assert "geheim" not in done.stderr


def test_a_file_that_is_no_database(tmp_path: Path, tracker: Tracker) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, but long enough to look like a file of one " * 20)
    done = tracker("sources", DATABASE_URL=f"sqlite:///{tmp_path}/notes.txt")
    assert done.returncode == 2
    assert "not a database" in one_line(done.stderr)
