"""The ledger: what is due in a period, what was done, and what a worker disputes."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.identity import Actor
from policies.queries import policy
from scheduling import queries
from scheduling.actions.entering import ENTERED, enter, insert_entry
from scheduling.actions.moves import worker_of
from scheduling.errors import ImpossibleEntry, NoSuchEntry
from scheduling.ledger import EntryKind, carried, period_of
from scheduling.models import Commitment, Duty, Entry, Shift

LONGEST_DISPUTE = 300
MOST_MINUTES, MOST_CONVERSATIONS = 24 * 60, 200
BACK = timedelta(days=60)


def commit_worker(
    session: Session, worker_id: UUID, organisation_id: UUID, *, minutes: int, since: date
) -> Commitment:
    """Note how much duty a worker has promised in a period; from the period of `since` on.

    Raises `ImpossibleEntry`.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise ImpossibleEntry
    found = session.get(Commitment, worker_id) or Commitment(
        worker_id=worker_id, organisation_id=organisation_id, minutes=minutes, since=since
    )
    found.minutes = minutes
    session.add(found)
    return found


def exempt(session: Session, commitment: Commitment, first: date, last: date) -> None:
    """Let nothing be due in periods that begin within a span. Raises `ImpossibleEntry`."""
    if last < first:
        raise ImpossibleEntry
    commitment.exempt_from, commitment.exempt_until = first, last
    session.add(commitment)


def release_from_commitment(session: Session, commitment: Commitment) -> None:
    """End a commitment; what the ledger says of the past stays."""
    session.delete(commitment)


def open_period(session: Session) -> int:
    """Enter what is due in the period of today, and what the last one leaves over; once each.

    Gives how many entries are new.
    """
    days = policy().roster.period_days
    now = period_of(clock.local_day(), days)
    before = period_of(now.first_on - timedelta(days=1), days)
    committed = session.exec(select(Commitment).where(col(Commitment.since) <= now.last_on)).all()
    balances = queries.balances(session, [one.worker_id for one in committed], before.first_on)
    most = policy().roster.carry_over.in_minutes
    made = 0
    for one in committed:
        over = carried(balances.get(one.worker_id, 0), most)
        if over:
            made += _once(session, one.worker_id, now.first_on, EntryKind.CARRIED, over)
        if not _is_exempt(one, now.first_on):
            made += _once(session, one.worker_id, now.first_on, EntryKind.DUE, -one.minutes)
    return made


def _is_exempt(one: Commitment, day: date) -> bool:
    if one.exempt_from is None or one.exempt_until is None:
        return False
    return one.exempt_from <= day <= one.exempt_until


def _once(session: Session, worker_id: UUID, period_on: date, kind: EntryKind, minutes: int) -> int:
    return insert_entry(
        session,
        worker_id=worker_id,
        period_on=period_on,
        on_day=period_on,
        kind=kind,
        minutes=minutes,
    )


def enter_what_is_over(session: Session) -> int:
    """Enter every duty that is over and stands in no ledger yet; gives how many."""
    entered = select(Entry.duty_id).where(col(Entry.duty_id).is_not(None))
    over = (
        select(Duty, Shift)
        .join(Shift, col(Duty.shift_id) == col(Shift.id))
        .where(
            col(Duty.state).in_(list(ENTERED)),
            col(Duty.updated_at) > clock.now() - BACK,
            col(Duty.id).not_in(entered),
        )
    )
    return sum(enter(session, duty, shift) for duty, shift in session.exec(over).all())


def enter_partner_duty(
    session: Session, actor: Actor, *, partner: str, day: date, minutes: int, conversations: int
) -> None:
    """Enter a duty that was given to a partner's chat: hours and conversations (R46).

    Raises `ImpossibleEntry` for a partner that the policy does not name, or impossible numbers.
    """
    ago = clock.local_day() - day
    if partner not in policy().roster.partners or not timedelta() <= ago <= BACK:
        raise ImpossibleEntry
    if not (1 <= minutes <= MOST_MINUTES and 0 <= conversations <= MOST_CONVERSATIONS):
        raise ImpossibleEntry
    session.add(
        Entry(
            worker_id=worker_of(actor),
            period_on=period_of(day, policy().roster.period_days).first_on,
            on_day=day,
            kind=EntryKind.PARTNER,
            minutes=minutes,
            partner=partner,
            conversations=conversations,
        )
    )


def enter_hours(
    session: Session, worker_id: UUID, kind: EntryKind, *, at: datetime, minutes: int
) -> None:
    """Enter training or supervision that a worker was at."""
    day = clock.local_day(at)
    session.add(
        Entry(
            worker_id=worker_id,
            period_on=period_of(day, policy().roster.period_days).first_on,
            on_day=day,
            kind=kind,
            minutes=minutes,
        )
    )


def dispute(session: Session, actor: Actor, entry_id: UUID, words: str) -> None:
    """Say that an entry of one's own is wrong. Raises `NoSuchEntry` or `ImpossibleEntry`."""
    found = session.get(Entry, entry_id)
    if found is None or found.worker_id != worker_of(actor):
        raise NoSuchEntry
    said = words.strip()
    if not 1 <= len(said) <= LONGEST_DISPUTE:
        raise ImpossibleEntry
    found.disputed_at, found.dispute = clock.now(), said
    session.add(found)


def settle_dispute(session: Session, entry: Entry, *, minutes: int) -> None:
    """Answer a dispute by what the entry should have been; nothing is rewritten, a line is added.

    Raises `ImpossibleEntry`.
    """
    if entry.disputed_at is None or abs(minutes) > MOST_MINUTES:
        raise ImpossibleEntry
    if minutes != entry.minutes:
        session.add(
            Entry(
                worker_id=entry.worker_id,
                period_on=entry.period_on,
                on_day=clock.local_day(),
                kind=EntryKind.CORRECTION,
                minutes=minutes - entry.minutes,
                line_id=entry.line_id,
            )
        )
    entry.disputed_at, entry.dispute = None, ""
    session.add(entry)
