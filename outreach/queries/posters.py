"""Posters that stand somewhere, and those that are dead: gone, unseen, or unscanned for weeks."""

from collections import Counter, defaultdict
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from outreach.models import Link, PosterCheck
from outreach.queries.counts import link_totals
from outreach.queries.records import lines_here
from outreach.schemas import Medium, Span
from outreach.schemas.posters import ON_PAPER, Condition, PosterDeed, PosterShown
from policies.queries import policy

PAPER = (Medium.QR, Medium.PRINT)


def posters(session: Session, organisation_id: UUID | None) -> list[PosterShown]:
    """List the placements on paper that are in use, the dead ones first."""
    today = clock.local_day()
    lines = {line.id: line.name for line in lines_here(session, organisation_id)}
    found = select(Link).where(col(Link.line_id).in_(list(lines)), col(Link.medium).in_(PAPER))
    links = [link for link in session.exec(found).all() if link.is_active(today)]
    looks = checks_of(session, [link.id for link in links])
    quiet = _unscanned(session, links)
    shown = [
        _shown(link, lines[link.line_id], looks[link.id], is_quiet=link.id in quiet)
        for link in links
    ]
    up = [one for one, link in zip(shown, links, strict=True) if not _is_down(looks[link.id])]
    return sorted(up, key=lambda one: (not one.why_dead, one.placement))


def checks_of(session: Session, link_ids: list[UUID]) -> dict[UUID, list[PosterCheck]]:
    """List what was done to each poster, the first first."""
    found = select(PosterCheck).where(col(PosterCheck.link_id).in_(link_ids))
    looks: dict[UUID, list[PosterCheck]] = defaultdict(list)
    for one in session.exec(found.order_by(col(PosterCheck.position))).all():
        looks[one.link_id].append(one)
    return looks


def _unscanned(session: Session, links: list[Link]) -> set[UUID]:
    """Name the links by which nobody has come for as long as the policy calls quiet."""
    today = clock.local_day()
    first = clock.local_day(policy().channels.poster_quiet.before(clock.now()))
    old = [link.id for link in links if link.active_from <= first]
    counted = link_totals(session, old, Span(first, today + timedelta(days=1)))
    return {one for one in old if not any(counted.get(one, Counter())[kind] for kind in ON_PAPER)}


def _shown(
    link: Link, line: dict[str, str], looks: list[PosterCheck], *, is_quiet: bool
) -> PosterShown:
    last = looks[-1] if looks else None
    due = clock.local_day(policy().channels.poster_check_every.before(clock.now()))
    why = {
        "gone": last is not None and last.condition is Condition.GONE,
        "quiet": is_quiet,
        "unseen": (last.day if last else link.active_from) < due,
    }
    return PosterShown(
        link.code,
        link.placement,
        line,
        last.day if last else None,
        last.condition if last else None,
        sum(one.strips for one in looks),
        tuple(name for name, is_so in why.items() if is_so),
    )


def _is_down(looks: list[PosterCheck]) -> bool:
    return bool(looks) and looks[-1].deed is PosterDeed.TAKEN_DOWN
