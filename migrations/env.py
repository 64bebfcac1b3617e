"""How Alembic finds the tables: through the rooms, so that none is forgotten."""

from alembic import context
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from app.migrate import driver_url
from app.rooms import open_rooms

open_rooms()


def run() -> None:
    """Run the migrations on a connection of their own."""
    engine = create_engine(driver_url(context.config.attributes["url"]))
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
