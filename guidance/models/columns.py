"""Columns that several tables of the room have."""

from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, String

SERVICE = "guidance_service.id"
CHANNEL = "guidance_channel.id"


# Tokens are folded to a–z and 0–9 and searched by range, so they must sort by code point on every
# database.
BY_CODE_POINT = String().with_variant(String(collation="C"), "postgresql")


def json_column() -> Column[Any]:
    """Give a column of JSON that is never empty."""
    return Column(JSON, nullable=False)


def pointing_at(table_id: str, *, primary_key: bool = False, nullable: bool = False) -> Any:
    """Give a column that points at a row and goes with it."""
    key = ForeignKey(table_id, ondelete="CASCADE")
    return Column(key, primary_key=primary_key, nullable=nullable, index=not primary_key)


def nullable_json() -> Column[Any]:
    """Give a column of JSON that may say nothing."""
    return Column(JSON(none_as_null=True), nullable=True)
