"""Opening a database: SQLite with its pragmas or PostgreSQL, migrated to the newest tables, errors in one line."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from tracker.errors import StoreError

BUSY_SECONDS = 60  # how long a writer waits for another one
PAGE_CACHE_KIB = 16_384


def open_engine(url: str) -> Engine:
    """An engine on a migrated database; StoreError says what is wrong with the address or the server."""
    address = _address(url)
    sqlite = address.get_backend_name() == "sqlite"
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS} if sqlite else {"connect_timeout": 10})
    if sqlite:
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)
    try:
        if sqlite and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            if not is_current(connection):
                migrate(connection)
    except (DBAPIError, OSError, StoreError) as error:
        engine.dispose()
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StoreError(
            f"database {address.render_as_string()} cannot be used: {cause}; check TRACKER_DATABASE_URL"
        ) from error
    return engine


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest version, on the connection given; StoreError for a version nobody knows."""
    from alembic import command  # a third of a second, which a database in order need not wait for
    from alembic.config import Config
    from alembic.util.exc import CommandError

    with as_file(files("db") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(str(error)) from error


def is_current(connection: Connection) -> bool:
    """True if the tables are of the newest version, which the last file among the migrations names."""
    newest = max(each.name for each in (files("db") / "migrations" / "versions").iterdir() if each.name.endswith(".py"))
    if not inspect(connection).has_table("alembic_version"):
        return False
    versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return versions == [newest.partition("_")[0]]


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "TRACKER_DATABASE_URL is not a database address: give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from error
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "postgresql+psycopg"):
        raise StoreError(f"TRACKER_DATABASE_URL names {address.drivername}: use sqlite or postgresql")
    return address


def _pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        f"cache_size=-{PAGE_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once (option `write`), so that two writers wait instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")
