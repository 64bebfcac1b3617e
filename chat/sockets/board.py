"""The live event of the board; explained in `docs/protocol.md`."""

from typing import Any

from chat.access import BOARD, lines_on_board
from chat.queries.board import board_row, open_flags
from chat.schemas import Desk
from chat.sockets.doors import on
from core.db import reading
from core.identity import Actor


@on("board", Desk, allows=BOARD)
def board(actor: Actor, asked: Desk) -> dict[str, Any]:
    """Give one's lines as they are now."""
    with reading() as session:
        lines = lines_on_board(session, actor)
        return {
            "rows": [board_row(session, line, asked.lang) for line in lines],
            "flags": [
                {**one, "id": str(one["id"]), "raised_at": one["raised_at"].isoformat()}
                for one in open_flags(session, lines, asked.lang)
            ],
        }
