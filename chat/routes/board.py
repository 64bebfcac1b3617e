"""The coordinator's live board."""

from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from chat.access import BOARD, lines_on_board
from chat.actions.follow_up import follow_up
from chat.desk_words import for_board
from chat.queries.board import board_row, notes_written, open_flags
from chat.routes.doors import bp
from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here


@bp.get("/board")
@allows(BOARD)
def board() -> str:
    """Show one's lines as they are now."""
    with reading() as session:
        lines = lines_on_board(session, actor_here(Kind.WORKER))
        return render_template(
            "chat/board.html",
            rows=[board_row(session, line) for line in lines],
            flags=open_flags(session, lines),
            notes=notes_written(session),
            words=for_board(),
        )


@bp.post("/board/flags/<uuid:flag_id>/follow-up")
@allows(BOARD)
def follow_flag_up(flag_id: UUID) -> Response:
    """Say that a safeguarding flag has been followed up."""
    with transaction() as session:
        follow_up(session, actor_here(Kind.WORKER), flag_id)
    flash(_("Followed up."))
    return make_response(redirect(url_for("chat.board"), 303))
