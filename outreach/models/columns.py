"""Columns that several tables of the room have."""

from sqlalchemy import JSON, Column


def json_column() -> Column:  # type: ignore[type-arg]
    """Give a column for a list or a mapping."""
    return Column(JSON, nullable=False)
