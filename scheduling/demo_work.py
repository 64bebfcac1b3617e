"""What goes with duty in the demo: a template, courses, supervision, commitments and their hours.

Rows of their own, without a single shift: who is on duty when is seeded elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from core import clock
from policies.queries import policy
from scheduling.ledger import EntryKind, period_of
from scheduling.models import (
    Attendance,
    Cohort,
    Commitment,
    Course,
    Entry,
    Meeting,
    Passed,
    Studied,
    Template,
)
from scheduling.training import MeetingKind, lasts_until

AINO, EERO, SANNA = "aino@example.org", "eero@example.org", "sanna@example.org"
PROMISED = 120
MONTHS_VALID = 24


@dataclass(frozen=True)
class Given:
    """Minutes in the ledger, so many days ago."""

    who: str
    days: int
    kind: EntryKind
    minutes: int
    partner: str = ""
    conversations: int | None = None


GIVEN = (
    Given(AINO, 16, EntryKind.DONE, 120),
    Given(AINO, 9, EntryKind.DROP_IN, 45),
    Given(AINO, 5, EntryKind.PARTNER, 90, "Sekasin-chat", 4),
    Given(AINO, 3, EntryKind.DONE, 120),
    Given(EERO, 18, EntryKind.DONE, 120),
    Given(EERO, 12, EntryKind.EXCUSED, 0),
    Given(EERO, 4, EntryKind.DONE, 180),
    Given(SANNA, 20, EntryKind.TRAINING, 180),
)


def seed(
    session: Session, organisation_id: UUID, lines: Mapping[str, UUID], workers: Mapping[str, UUID]
) -> None:
    """Seed it once, for the demo's people by their addresses and its lines by their slugs."""
    _template(session, lines["vanhempien-chat"])
    _courses(session, organisation_id, lines, workers)
    _meetings(session, organisation_id, workers)
    _hours(session, organisation_id, workers)


def _template(session: Session, line_id: UUID) -> None:
    """Keep the parents' evening every other week; the nightly job makes its shifts."""
    tuesday = clock.local_day() + timedelta(days=(1 - clock.local_day().weekday()) % 7)
    session.add(
        Template(line_id=line_id, first_on=tuesday, every_weeks=2, begins="18:00", ends="20:00")
    )


def _courses(
    session: Session, organisation_id: UUID, lines: Mapping[str, UUID], workers: Mapping[str, UUID]
) -> None:
    """Ask for eight hours on two lines: one team has passed them, on the other somebody studies."""
    today, minutes = clock.local_day(), policy().roster.training_minutes
    national, withdrawn = (
        Course(
            organisation_id=organisation_id,
            line_id=lines[slug],
            name=name,
            minutes=minutes,
            valid_months=MONTHS_VALID,
        )
        for slug, name in (
            ("valtakunnallinen-nuorten-chat", "Valtakunnallisen chatin koulutus"),
            ("verkkohuone", "Verkkohuoneen koulutus"),
        )
    )
    session.add_all([national, withdrawn])
    session.flush()
    since = today - timedelta(days=200)
    for one in (AINO, "kaisa@example.org"):
        until = lasts_until(since, MONTHS_VALID)
        session.add(
            Passed(worker_id=workers[one], course_id=national.id, on_day=since, until=until)
        )
    group = Cohort(course_id=withdrawn.id, name="Syksyn ryhmä", begins_on=today)
    session.add(group)
    session.flush()
    session.add(
        Studied(
            worker_id=workers[SANNA],
            course_id=withdrawn.id,
            cohort_id=group.id,
            on_day=today - timedelta(days=20),
            minutes=180,
            evidence="Verkkokurssin todistus",
        )
    )


def _meetings(session: Session, organisation_id: UUID, workers: Mapping[str, UUID]) -> None:
    noon = clock.day_starts(clock.local_day()) + timedelta(hours=12)
    held, ahead, peers = (
        Meeting(
            organisation_id=organisation_id,
            kind=kind,
            starts_at=noon + timedelta(days=days),
            ends_at=noon + timedelta(days=days, minutes=90),
            place=place,
        )
        for kind, days, place in (
            (MeetingKind.SUPERVISION, -50, ""),
            (MeetingKind.SUPERVISION, 6, "Etäyhteys"),
            (MeetingKind.PEERS, 13, "Kokoushuone"),
        )
    )
    session.add_all([held, ahead, peers])
    session.flush()
    session.add(Attendance(meeting_id=held.id, worker_id=workers[AINO], was_there=True))
    session.add(Attendance(meeting_id=ahead.id, worker_id=workers[EERO]))


def _hours(session: Session, organisation_id: UUID, workers: Mapping[str, UUID]) -> None:
    today, days = clock.local_day(), policy().roster.period_days
    since = period_of(today - timedelta(days=2 * days), days).first_on
    for one in (AINO, EERO):
        session.add(
            Commitment(
                worker_id=workers[one],
                organisation_id=organisation_id,
                minutes=PROMISED,
                since=since,
            )
        )
        for period in range(3):
            first = since + timedelta(days=period * days)
            session.add(
                Entry(
                    worker_id=workers[one],
                    period_on=first,
                    on_day=first,
                    kind=EntryKind.DUE,
                    minutes=-PROMISED,
                )
            )
    for given in GIVEN:
        day = today - timedelta(days=given.days)
        session.add(
            Entry(
                worker_id=workers[given.who],
                period_on=period_of(day, days).first_on,
                on_day=day,
                kind=given.kind,
                minutes=given.minutes,
                partner=given.partner,
                conversations=given.conversations,
            )
        )
