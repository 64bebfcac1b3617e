"""The demo's organisation: seven lines in three languages and their people (`demo.toml`)."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from core import clock
from organisation.key_seeding import as_actor, keyed_line, keyed_worker, stretched
from organisation.models import (
    Line,
    LineMember,
    Organisation,
    Role,
    Unit,
    Worker,
    WorkerProfession,
    WorkerRole,
)
from organisation.passwords import hashed

PASSWORD = "rinnalla demo 2026"  # noqa: S105  the demo listens on loopback only, and prints it
CONTENT = Path(__file__).with_name("demo.toml")


@dataclass(frozen=True)
class Seeded:
    """What other rooms' seeds build upon: ids by slug and e-mail, responders by line."""

    organisation_id: UUID
    lines: dict[str, UUID]
    workers: dict[str, UUID]
    teams: dict[UUID, list[UUID]]


def seeded(session: Session) -> Seeded | None:
    """Give what an earlier start has seeded, or None."""
    found = session.exec(select(Organisation)).first()
    if found is None:
        return None
    lines = {line.slug: line.id for line in session.exec(select(Line)).all()}
    workers = {worker.email: worker.id for worker in session.exec(select(Worker)).all()}
    return Seeded(found.id, lines, workers, _teams(session))


def _teams(session: Session) -> dict[UUID, list[UUID]]:
    """Give the responders in each line's team."""
    responders = set(
        session.exec(select(WorkerRole.worker_id).where(WorkerRole.role == Role.RESPONDER)).all()
    )
    teams: dict[UUID, list[UUID]] = {}
    for line_id, worker_id in session.exec(select(LineMember.line_id, LineMember.worker_id)).all():
        if worker_id in responders:
            teams.setdefault(line_id, []).append(worker_id)
    return teams


def seed(session: Session) -> Seeded:
    """Found the organisation with its lines and people; once."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    organisation = Organisation(**content["organisation"])
    session.add(organisation)
    session.flush()
    for unit in content["units"]:
        founded = Unit(organisation_id=organisation.id, name=unit["name"])
        session.add(founded)
    session.flush()
    lines = {
        line["slug"]: _line(session, founded, position, line)
        for position, line in enumerate(content["lines"])
    }
    session.flush()
    password = hashed(PASSWORD)
    workers = {
        one["email"]: _worker(session, organisation, one, lines, password)
        for one in content["workers"]
    }
    session.flush()
    teams = _teams(session)
    _keys(session, organisation.id, teams)
    return Seeded(organisation.id, lines, workers, teams)


def _keys(session: Session, organisation_id: UUID, teams: dict[UUID, list[UUID]]) -> None:
    """Give every responder keys, opened by the demo's password, and every team its line's key."""
    under = stretched(PASSWORD)  # once for all: the demo's people share it anyway
    responders = {one for team in teams.values() for one in team}
    keyed = {
        one: keyed_worker(session, as_actor(one, organisation_id), under) for one in responders
    }
    for line_id, team in teams.items():
        keyed_line(session, session.get_one(Line, line_id), [keyed[one] for one in team])


def _line(session: Session, unit: Unit, position: int, content: dict[str, Any]) -> UUID:
    pilot = content.pop("pilot_days", None)
    line = Line(
        **{**content, "hours": _hours(content["hours"])},
        organisation_id=unit.organisation_id,
        unit_id=unit.id,
        position=position,
        pilot_ends=clock.local_day() + timedelta(days=pilot) if pilot else None,
    )
    session.add(line)
    return line.id


def _hours(written: str) -> list[dict[str, str | int]]:
    """Read "1-5 12:00-15:00; 6-7 15:00-24:00": Monday is 1."""
    windows: list[dict[str, str | int]] = []
    for part in filter(None, (one.strip() for one in written.split(";"))):
        days, _, span = part.partition(" ")
        first, _, last = days.partition("-")
        opens, _, closes = span.partition("-")
        windows += [
            {"weekday": day, "opens": opens, "closes": closes}
            for day in range(int(first), int(last or first) + 1)
        ]
    return windows


def _worker(
    session: Session,
    organisation: Organisation,
    content: dict[str, Any],
    lines: dict[str, UUID],
    password: str,
) -> UUID:
    worker = Worker(
        organisation_id=organisation.id,
        email=content["email"],
        name=content["name"],
        shown_as=content["shown_as"],
        password_hash=password,
    )
    session.add(worker)
    session.flush()
    session.add_all(WorkerRole(worker_id=worker.id, role=Role(role)) for role in content["roles"])
    session.add_all(
        WorkerProfession(worker_id=worker.id, profession=one)
        for one in content.get("professions", [])
    )
    session.add_all(
        LineMember(worker_id=worker.id, line_id=lines[slug]) for slug in content["lines"]
    )
    return worker.id
