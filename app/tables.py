"""Which tables stand in the database, and which this version needs.

Told without Alembic, which a server does not load.
"""

from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, make_url, text

from app.errors import OtherTables, StillServing
from app.paths import MIGRATIONS
from core.copying import place
from core.db import driver_url
from core.jobs import are_running
from core.settings import Settings


def refuse_other_tables(settings: Settings) -> None:
    """Raise `OtherTables` unless the tables are those that this version needs."""
    if not is_current(settings):
        raise OtherTables


def refuse_while_serving(settings: Settings) -> None:
    """Raise `StillServing` when tables are to be changed on which the house is at work.

    An older version does not know the new tables: those who talk through it would be refused.
    """
    if is_current(settings):
        return
    if are_running(settings) or place(settings.database).is_used():
        raise StillServing


def is_current(settings: Settings) -> bool:
    """Whether the tables are those that this version needs."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return False  # to ask would make an empty file
    engine = create_engine(driver_url(settings.database))
    try:
        return standing(engine) == needed()
    finally:
        engine.dispose()


def needed() -> str:
    """Name the last step of the history; its steps are numbered, as their files are."""
    return max(one.name for one in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def standing(engine: Engine) -> str | None:
    """Name the step of the history at which a database stands; None before the first."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
