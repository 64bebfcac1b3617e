"""The doors to a worker: who waits a while, and what a browser has to work out first.

The same holds for a start, for going on with a return code, for contact requests and group rooms.
What is one's own can always be read and deleted: opening it with six words may ask for work, but
not for a wait.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

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
    from core.web import HouseForm
    from organisation.models import Line

Page = tuple[str, int]


def held_back(
    session: Session, line: "Line", here: Actor, door: str, form: "HouseForm | None" = None
) -> Page | None:
    """Give the page for somebody who may not come in now, or None when they may.

    The page knocks again at `door`, with what the form said.
    """
    earlier = session.get(Conversation, here.id) if here.id else None
    until = cooling(earlier) or gate.cools(bucket())
    if until:
        return _page(session, line, until=until)
    if work := work_first(session, line):
        wished = {one.name: request.form.get(one.name, "") for one in form or ()}
        return _page(session, line, until=None, puzzle=work, door=door, wished=wished)
    return None


def work_first(session: Session, line: "Line") -> dict[str, Any] | None:
    """Give what this browser has to work out; None at calm, or when it has."""
    level = _level(session, line)
    if level and not is_solved(request.form.get("puzzle", ""), line.id, level):
        return puzzle(line.id, level)
    return None


def _level(session: Session, line: "Line") -> int:
    return gate.level(line.id, queries.how_many_wait(session, line.id), bucket())


def _page(session: Session, line: "Line", *, until: datetime | None, **work: Any) -> Page:
    with transaction() as counting:
        turn_away(counting, line.id)
    page = render_template(
        "chat/held_back.html",
        line=line,
        until=until,
        **work,
        contact=organisation(session, line.organisation_id).contact,
        helplines=HELPLINES,
        helplines_checked=CHECKED,
    )
    return page, 429
