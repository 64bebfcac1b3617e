"""How Alembic finds the tables: through the rooms, so that none is forgotten."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from app.rooms import open_rooms
from app.tables import driver_url
from core.db import LONGEST_WORD, Moment, Word

open_rooms()

ONE_AT_A_TIME = 0x52696E6E  # "Rinn"


def plainly(kind: str, item: Any, _context: Any) -> Any:
    """Write our own types as what the database sees.

    A migration must outlive the classes of today.
    """
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Word):
        return f"sa.String(length={LONGEST_WORD})"
    return "sa.String()" if isinstance(item, AutoString) else False


def run() -> None:
    """Run the migrations on a connection of their own."""
    engine = create_engine(driver_url(context.config.attributes["url"]))
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            render_item=plainly,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":  # two at once: the second finds it done
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            context.run_migrations()
    engine.dispose()


run()
