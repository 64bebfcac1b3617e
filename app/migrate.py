"""The database's tables: one Alembic history for all rooms."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url

from app.paths import MIGRATIONS
from core.settings import Settings


def config(url: str) -> Config:
    """Make Alembic's configuration for a database."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["url"] = url
    return made


def upgrade(settings: Settings) -> None:
    """Bring the tables up to date."""
    if settings.database.startswith("sqlite"):
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    command.upgrade(config(settings.database), "head")


def is_current(settings: Settings) -> bool:
    """Whether the tables are those that this version needs."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return False  # to ask would make an empty file
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    engine = create_engine(driver_url(settings.database))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == head
    finally:
        engine.dispose()


def driver_url(url: str) -> str:
    """Name the driver that the house uses in a plain address."""
    return url.replace("postgresql://", "postgresql+psycopg://")
