"""What lies where a house keeps things, byte by byte, and what somebody with the database's own password could do to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine

from core.db import driver_url
from core.settings import Settings

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def remains(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Give everything that a house keeps, with its name."""
    return lying_in(settings.data_dir, settings.database, settings.keys_database)


def lying_in(folder: Path, *urls: str) -> Iterator[tuple[str, bytes]]:
    """Give the files of a folder and, of databases that are no files, the rows."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()
    for url in urls:
        if not url.startswith("sqlite"):
            for table, row in rows(url):
                yield table, b"\n".join(as_bytes(value) for value in row)


def rows(url: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Give every row of a database with the name of its table."""
    engine = create_engine(driver_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        for table in tables(connection):
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                yield table, tuple(row)
    engine.dispose()


def tables(connection: Connection) -> list[str]:
    """Name the tables that there are."""
    return list(connection.exec_driver_sql(TABLES[connection.dialect.name]).scalars())


def as_bytes(value: object) -> bytes:
    """Give what stands in a column as somebody would find it who reads the disk."""
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def unguarded(connection: Connection) -> None:
    """Take the triggers away, for this transaction where that can be: nobody refuses what follows."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    for name in list(connection.exec_driver_sql(TRIGGERS).scalars()):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
