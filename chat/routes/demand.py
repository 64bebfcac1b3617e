"""Demand by hour against hours and roster, and what longer hours would ask for."""

from flask import render_template, request

from chat.access import BOARD, access_line_on_board
from chat.queries.demand import BLOCKS, HOURS_IN_BLOCK, WEEKDAYS, demand, what_if
from chat.routes.doors import bp
from core.access import allows
from core.db import reading
from core.identity import Kind, actor_here
from scheduling import words as duty_words

MOST_PEOPLE = 10


@bp.get("/board/<slug>/demand")
@allows(BOARD)
def line_demand(slug: str) -> str:
    """Show when people ask to chat, who is there then, and how many may give up."""
    with reading() as session:
        line = access_line_on_board(session, actor_here(Kind.WORKER), slug)
        found = demand(session, line)
    asked = _asked()
    return render_template(
        "chat/demand.html",
        line=line,
        demand=found,
        blocks=[one * HOURS_IN_BLOCK for one in BLOCKS],
        weekdays=dict(zip(WEEKDAYS, duty_words.weekdays(), strict=True)),
        asked=asked,
        what_if=what_if(found, line, *asked) if asked else None,
        percent=_percent,
    )


def _asked() -> tuple[int, int, int] | None:
    """Read the question of the form: a weekday, the beginning of a block, how many people."""
    weekday, begins, people = (
        request.args.get(name, type=int) for name in ("weekday", "begins", "people")
    )
    if weekday is None or begins is None or people is None:
        return None
    fits = weekday in WEEKDAYS and begins // HOURS_IN_BLOCK in BLOCKS and 0 <= people <= MOST_PEOPLE
    return (weekday, begins, people) if fits else None


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"
