"""Live events of the handover sheet; each is explained in `docs/protocol.md`."""

from typing import Any

from chat.access import HAND_OVER
from chat.actions import sheets
from chat.schemas import About
from chat.schemas.together import NewSheet
from chat.sockets.doors import on
from core.db import reading, transaction
from core.identity import Actor


@on("write_sheet", NewSheet, allows=HAND_OVER)
def write_sheet(actor: Actor, new: NewSheet) -> None:
    """Write down what whoever goes on must know."""
    with transaction() as session:
        sheets.write_sheet(session, actor, new.conversation_id, new.sealed)


@on("sheet", About, allows=HAND_OVER)
def sheet(actor: Actor, about: About) -> dict[str, Any]:
    """Give the sheet that was left for one."""
    with reading() as session:
        return {"sheet": sheets.sheet_of(session, actor, about.conversation_id)}


@on("sheet_read", About, allows=HAND_OVER)
def sheet_read(actor: Actor, about: About) -> None:
    """Say that one has read the sheet: it is deleted."""
    with transaction() as session:
        sheets.sheet_read(session, actor, about.conversation_id)
