"""Reads of the chat room."""

from typing import Any

from sqlmodel import Session


def line_cards(session: Session) -> list[dict[str, Any]]:
    """Placeholder until the chat room is written."""
    return []
