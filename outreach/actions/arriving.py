"""What is counted when people come: at the link, on the line page, at the chat, and after it.

A link's code travels in the page's address and its script's memory; here it becomes a counter
and is forgotten.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from core.clock import local_day
from organisation.queries import lines, live_slug
from outreach.actions.counting import count_link, count_stage
from outreach.models import Link
from outreach.queries import is_counted, link_by_code, way_of
from outreach.queries.leading import may_lead, outward
from outreach.schemas import CountKind, Stage


@dataclass(frozen=True)
class Destination:
    """Where a short address leads: a line's page, with the code if it counts, or the front page.

    `address` goes before both: that of somebody else's page, or of another page of ours.
    """

    slug: str | None = None
    code: str | None = None
    address: str | None = None


def destination(
    session: Session, code: str, *, scanned: bool = False
) -> tuple[UUID | None, Destination]:
    """Find where a code leads, and its link if it counts; any other leads on all the same."""
    way = way_of(session, code)
    if way is None:
        live = lines(session)
        return None, Destination(live[0].slug) if len(live) == 1 else Destination()
    if way.target and way.is_counted and may_lead(way.target):
        address = outward(session, way.link_id, way.target, scanned=scanned)
        return way.link_id, Destination(address=address)
    slug = live_slug(session, way.line_id)
    if slug is None or not way.is_counted:
        return None, Destination(slug)
    return way.link_id, Destination(slug, way.code)


def follow(session: Session, code: str, kind: CountKind) -> Destination:
    """Count a link's opening and say where it leads."""
    link_id, to = destination(session, code, scanned=kind is CountKind.SCANNED)
    if link_id is not None:
        count_link(session, link_id, kind, local_day())
    return to


def land(session: Session, line_id: UUID, origin: str) -> None:
    """Count a line's page that was really shown, and the link that led there."""
    link = _origin(session, line_id, origin)
    if link is not None:
        count_link(session, link.id, CountKind.LANDED, local_day())
    count_stage(
        session, line_id, Stage.LANDING, local_day(), campaign_id=link.campaign_id if link else None
    )


def attempt(session: Session, line_id: UUID, origin: str) -> None:
    """Count somebody who asked to chat, for the campaign of the link that led there."""
    link = _origin(session, line_id, origin)
    count_stage(
        session,
        line_id,
        Stage.CONTACT_ATTEMPT,
        local_day(),
        campaign_id=link.campaign_id if link else None,
    )


def finish_test(session: Session, origin: str, day: date, *, helped: bool = False) -> None:
    """Count a worry test, or that what was read after it helped, for the link that led there."""
    link = link_by_code(session, origin) if origin else None
    if link is None or not is_counted(session, link):
        return
    stage = Stage.CONTENT_HELPED if helped else Stage.TEST_DONE
    count_stage(session, link.line_id, stage, day, campaign_id=link.campaign_id)


def leave_request(session: Session, line_id: UUID) -> None:
    """Count words that were left to be answered later, in their month (R7, R32)."""
    count_stage(session, line_id, Stage.CONTACT_REQUEST, local_day())


def open_conversation(session: Session, line_id: UUID) -> None:
    """Count a conversation in its month; which campaign it came from is not known here any more."""
    count_stage(session, line_id, Stage.CONVERSATION, local_day())


def classify(session: Session, line_id: UUID, day: date, outcome: str, before: str | None) -> None:
    """Count an outcome in its month, and take back the class it had before."""
    if before == outcome:
        return
    if before is not None:
        count_stage(session, line_id, Stage(f"outcome_{before}"), day, by=-1)
    count_stage(session, line_id, Stage(f"outcome_{outcome}"), day)


def name_service(session: Session, line_id: UUID, kind: str, day: date) -> None:
    """Count a service that was named, in its month; which one it was is the directory's figure."""
    count_stage(session, line_id, Stage(f"service_{kind}"), day)


def _origin(session: Session, line_id: UUID, origin: str) -> Link | None:
    """Find the link that led to this line, if it may still be counted."""
    link = link_by_code(session, origin) if origin else None
    is_right = link is not None and link.line_id == line_id and is_counted(session, link)
    return link if is_right else None
