"""Letting a protected figure out: for a reason, by two people, never a very small one."""

from uuid import UUID

from sqlmodel import Session

from core import clock
from core.identity import Actor
from outreach.access import RELEASE
from outreach.errors import AskedAlready, MayNotBeReleased, NoSuchRelease, SecondPersonNeeded
from outreach.figures import Figures, figures
from outreach.models import Release
from outreach.queries import lines_counted
from outreach.queries.releases import releases
from policies.actions import audit


def ask_release(
    session: Session, actor: Actor, shown: Figures, figure: tuple[str, str], *, why: str
) -> UUID:
    """Ask that a protected figure of a closed month is let out.

    Raises `MayNotBeReleased` when it is not protected or the month goes on, `AskedAlready`.
    """
    cell = shown.cells.get(figure)
    if not shown.is_closed or cell is None or not cell.is_hidden:
        raise MayNotBeReleased
    if actor.id is None or actor.organisation_id is None:
        raise MayNotBeReleased
    known = releases(session, actor.organisation_id, shown.month)
    if any((one.key, one.step) == figure for one in known):
        raise AskedAlready
    made = Release(
        organisation_id=actor.organisation_id,
        month=shown.month,
        key=figure[0],
        step=figure[1],
        reason=why,
        asked_by=actor.id,
        asked_at=clock.now(),
    )
    session.add(made)
    audit(session, actor, RELEASE.name, _named(made), reason=f"asked: {why}")
    return made.id


def agree_release(session: Session, actor: Actor, release_id: UUID) -> None:
    """Let it out as the second person, if nothing else could be worked out then.

    Raises `NoSuchRelease`, `SecondPersonNeeded`, `MayNotBeReleased`.
    """
    found = session.get(Release, release_id, with_for_update=True)
    if found is None or found.organisation_id != actor.organisation_id or found.agreed_by:
        raise NoSuchRelease
    if found.asked_by == actor.id:
        raise SecondPersonNeeded
    found.agreed_by, found.agreed_at = actor.id, clock.now()
    session.add(found)
    session.flush()
    after = figures(session, lines_counted(session, actor.organisation_id), found.month)
    if after.cells[found.key, found.step].is_hidden:
        raise MayNotBeReleased
    audit(session, actor, RELEASE.name, _named(found), reason="agreed")


def _named(one: Release) -> str:
    return f"figure:{one.month:%Y-%m}:{one.key}:{one.step}"
