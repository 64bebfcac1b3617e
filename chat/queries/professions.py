"""Whom a responder asks who needs, say, a nurse: who fits and can answer now (R20)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlmodel import Session

from chat.queries.places import hands
from organisation.queries import lines, profession_names, professions_of, responders_of
from scheduling.queries import on_duty

MOST_ASKED = 3
"""Where nobody with the profession is on duty, so many of the line's team are asked at once."""


def rows_with_professions(
    session: Session, rows: list[dict[str, Any]], lang: str
) -> list[dict[str, Any]]:
    """Add to each row what the colleague is by profession."""
    called = profession_names(lang)
    held = professions_of(session, [UUID(row["worker_id"]) for row in rows])
    return [
        row | {"professions": [called[one] for one in held.get(UUID(row["worker_id"]), ())]}
        for row in rows
    ]


def choices_by_profession(
    session: Session, team: Iterable[UUID], line_id: UUID, lang: str
) -> list[dict[str, Any]]:
    """List the professions that somebody can answer for, each with whom to ask.

    On duty now: the one with the fewest conversations, the line's own first. Otherwise some of the
    line's team, who see it when they next open their desk.
    """
    called, held = profession_names(lang), professions_of(session, team)
    here = set(on_duty(session, line_id))
    anywhere = {one for line in lines(session) for one in on_duty(session, line.id)}
    of_line = responders_of(session, line_id)
    found = []
    for key, name in called.items():
        fit = [one for one, those in held.items() if key in those]
        present = sorted(
            (one for one in fit if one in anywhere),
            key=lambda one: (hands(session, one), one not in here),
        )
        asked = present[:1] or [one for one in of_line if one in fit][:MOST_ASKED]
        if asked:
            ids = [str(one) for one in asked]
            found.append({"key": key, "name": name, "worker_ids": ids, "on_duty": bool(present)})
    return found
