"""Legal holds: what is not purged for a while, because somebody answers for keeping it.

A hold is laid on a class of data or on one record of it, has an owner, a reason and an end. However
many there are, nothing is held for longer than `hold_max` of its retention rule beyond its time.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from core.identity import Actor
from policies.access import HOLD
from policies.actions import audit, one_at_a_time
from policies.chain import reference
from policies.current import current
from policies.duration import Duration
from policies.errors import HoldTooLong, NoHolds, NoSuchHold
from policies.models import Hold
from policies.retention import Due, RetentionTask, rule, tasks

REFERENCE_LENGTH = 32


class Holds:
    """The holds that are remembered, as a plan asks for them."""

    def __init__(self, laid: Iterable[Hold]) -> None:
        self._laid: dict[str, list[Hold]] = defaultdict(list)
        for one in laid:
            self._laid[one.of_class].append(one)

    def end_of(self, task: RetentionTask, due: Due) -> datetime:
        """Give the moment at which a record's time is over: its rule's, or a hold's after that."""
        allowed = rule(task.data_class)
        end = (allowed.keep or Duration()).after(due.since)
        return max([end, *(self._held_until(name, due, end) for name in _with(task))])

    def _held_until(self, name: str, due: Due, end: datetime) -> datetime:
        laid, allowed = self._laid.get(name), rule(name)
        if not laid or allowed.hold_max is None:
            return end
        name_of_it = reference(due.id) if any(one.record for one in laid) else ""
        ends = [one.ends_at for one in laid if one.record in {"", name_of_it}]
        latest = allowed.hold_max.after((allowed.keep or Duration()).after(due.since))
        return min(max([end, *ends]), max(end, latest))


def holds_of(session: Session) -> Holds:
    """Read every hold that is remembered, those that have ended too."""
    return Holds(session.exec(select(Hold)).all())


def standing(session: Session) -> list[Hold]:
    """List the holds that hold now, those that end first before the others."""
    lasting = select(Hold).where(Hold.ends_at > clock.now()).order_by(col(Hold.ends_at))
    return list(session.exec(lasting).all())


def is_held(session: Session, data_class: str, record: UUID | int) -> bool:
    """Whether a record may not be deleted now, because it or its whole class is held."""
    about = {"", reference(record)}
    return any(one.of_class == data_class and one.record in about for one in standing(session))


def holdable() -> dict[str, Duration]:
    """Name the classes that the policy allows to hold, each with the longest time."""
    rules = current().retention.items()
    return {name: one.hold_max for name, one in rules if one.hold_max is not None}


def lay(  # noqa: PLR0913  each is a question that has to be answered
    session: Session,
    actor: Actor,
    of_class: str,
    *,
    record: UUID | int | str = "",
    reason: str,
    ends_at: datetime,
    owner: str = "",
) -> Hold:
    """Hold back the purge of a class, or of one record of it.

    `record` is an id, or the reference of a record as the audit log shows it. Raises `NoHolds`,
    `HoldTooLong`.
    """
    longest = holdable().get(of_class)
    named = named_record(record)
    if longest is None or (named and not _one_by_one(of_class)):
        raise NoHolds
    at = clock.now()
    if not at < ends_at <= longest.after(at):
        raise HoldTooLong
    one_at_a_time(session)
    laid = Hold(
        of_class=of_class,
        record=named,
        owner=owner or actor.name,
        reason=reason,
        made_at=at,
        ends_at=ends_at,
    )
    session.add(laid)
    audit(session, actor, HOLD.name, _told(laid), reason=f"until {ends_at:%Y-%m-%d}: {reason}")
    return laid


def end(session: Session, actor: Actor, hold_id: UUID, *, reason: str = "") -> Hold:
    """End a hold now; what it held goes with the next purge. Raises `NoSuchHold`."""
    one_at_a_time(session)
    found = session.get(Hold, hold_id)
    if found is None or found.ends_at <= clock.now():
        raise NoSuchHold
    found.ends_at = max(clock.now(), found.made_at)
    found.ended_by = actor.name
    session.add(found)
    audit(session, actor, HOLD.name, _told(found), reason=f"ended: {reason}".rstrip(": "))
    return found


def named_record(record: UUID | int | str) -> str:
    """Give the reference of a record from its id, or a reference as it is; "" for none.

    Raises `NoHolds` for what is neither.
    """
    if not isinstance(record, str):
        return reference(record)
    said = record.strip().lower().rpartition(":")[2]
    if not said or _is_reference(said):
        return said
    try:
        return reference(int(said) if said.isdecimal() else UUID(said))
    except ValueError:
        raise NoHolds from None


def _is_reference(said: str) -> bool:
    return len(said) == REFERENCE_LENGTH and set(said) <= set("0123456789abcdef")


def _with(task: RetentionTask) -> tuple[str, ...]:
    return (task.data_class, *task.takes)


def _one_by_one(of_class: str) -> bool:
    return all(task.one_by_one for task in tasks() if task.data_class == of_class)


def _told(laid: Hold) -> str:
    return f"hold:{laid.id} {laid.of_class} {laid.record}".rstrip()
