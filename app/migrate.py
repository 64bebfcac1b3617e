"""The database's tables: one Alembic history for all rooms."""

from alembic import command
from alembic.config import Config

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
    upgrade_at(settings.database)


def upgrade_at(url: str) -> None:
    """Bring the tables of a database up to date."""
    command.upgrade(config(url), "head")
