"""Partial unique indexes: how the tables of this room say "only one that counts"."""

from sqlalchemy import Index


def unique_where(name: str, *columns: str, where: object) -> Index:
    """Give an index that lets the columns be equal only in rows that do not meet `where`."""
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)
