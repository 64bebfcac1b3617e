"""The door before a conversation: who waits a while, and what a browser has to work out first."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import render_template, request
from sqlmodel import Session

from chat import queries
from chat.actions.misuse import cooling, turn_away
from chat.gate import gate
from chat.models import Conversation
from chat.puzzle import is_solved, puzzle
from core.db import transaction
from core.identity import Actor
from core.limits import bucket
from guidance.helplines import CHECKED, HELPLINES
from organisation.queries import organisation

if TYPE_CHECKING:
    from organisation.models import Line

Page = tuple[str, int]


def held_back(session: Session, line: "Line", here: Actor) -> Page | None:
    """Give the page for somebody who may not start now, or None when they may."""
    earlier = session.get(Conversation, here.id) if here.id else None
    until = cooling(earlier) or gate.cools(bucket())
    if until:
        return _page(session, line, until)
    level = _level(session, line)
    if level and not is_solved(request.form.get("puzzle", ""), line.id, level):
        return _page(session, line, None, level)
    return None


def _level(session: Session, line: "Line") -> int:
    return gate.level(line.id, len(queries.queue_of(session, line).waiting), bucket())


def _page(session: Session, line: "Line", until: datetime | None, level: int = 0) -> Page:
    with transaction() as counting:
        turn_away(counting, line.id)
    page = render_template(
        "chat/held_back.html",
        line=line,
        until=until,
        puzzle=puzzle(line.id, level),
        wished={name: request.form.get(name, "") for name in ("nickname", "topic", "k")},
        contact=organisation(session, line.organisation_id).contact,
        helplines=HELPLINES,
        helplines_checked=CHECKED,
    )
    return page, 429
