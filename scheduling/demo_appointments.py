"""The demo's appointments: a family line with calls by appointment, a youth line within duty."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from scheduling.models import AppointmentType, Availability, Keeper
from scheduling.schemas.appointments import AppointmentKind

OFFERED: dict[str, list[dict[str, Any]]] = {
    "perheiden-chat": [
        {
            "kind": AppointmentKind.VIDEO,
            "name": {"fi": "Videotapaaminen", "sv": "Videosamtal", "en": "Video call"},
            "place": {},
            "minutes": 45,
        },
        {
            "kind": AppointmentKind.PHONE,
            "name": {"fi": "Puheluaika", "sv": "Telefontid", "en": "Phone call"},
            # Numbers that begin so belong to nobody (the numbering plan keeps them for fiction).
            "place": {
                "fi": "Soita numeroon 0457 3200 000",
                "sv": "Ring 0457 3200 000",
                "en": "Call 0457 3200 000",
            },
            "minutes": 30,
        },
    ],
    "nuorten-chat": [
        {
            "kind": AppointmentKind.CHAT,
            "name": {"fi": "Sovittu chattiaika", "sv": "Avtalad chattid", "en": "A time to chat"},
            "place": {},
            "minutes": 45,
            "in_duty": True,
        },
    ],
}
WORKDAYS = range(1, 6)


def seed(session: Session, lines: Mapping[str, UUID], teams: Mapping[UUID, Sequence[UUID]]) -> None:
    """Let two lines offer appointments; once."""
    if session.exec(select(AppointmentType.id)).first():
        return
    keepers: set[UUID] = set()
    for slug, kinds in OFFERED.items():
        for kind in kinds:
            made = AppointmentType(line_id=lines[slug], **kind)
            session.add(made)
            session.flush()
            if not made.in_duty:
                team = teams.get(made.line_id, ())
                session.add_all(Keeper(type_id=made.id, worker_id=one) for one in team)
                keepers |= {*team}
    for worker_id in keepers:
        session.add_all(
            Availability(worker_id=worker_id, weekday=day, begins="09:00", ends="15:00")
            for day in WORKDAYS
        )
