"""Alembic's entry: runs the migrations on the connection it is handed, or on TRACKER_DATABASE_URL."""

import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator, create_engine
from sqlmodel import SQLModel

import db.models  # noqa: F401  (fills the metadata)


def plain_type(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our column types as the plain type they are stored as: an old migration never imports new code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate(connection: Connection) -> None:
    """Batch mode lets SQLite alter tables by copying them."""
    context.configure(
        connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, render_item=plain_type
    )
    with context.begin_transaction():
        context.run_migrations()


handed: Connection | None = context.config.attributes.get("connection")
if handed is not None:
    migrate(handed)
else:
    with create_engine(os.environ["TRACKER_DATABASE_URL"]).connect() as opened:
        migrate(opened)
