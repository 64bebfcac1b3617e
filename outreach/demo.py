"""Believable outreach for the demo: channels, campaigns, links and two months of counts.

Last month's figures are chosen so that the funnel is useful and one small cell shows how
protection looks.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from core import clock
from outreach.actions import count_link, count_stage
from outreach.actions.insights import read_file, tell_ages, tell_by_hand
from outreach.demo_content import (
    AGES,
    BY_FILE,
    BY_HAND,
    CHANGES,
    CHANNELS,
    DISCLOSURE,
    ELSEWHERE,
    LINKS,
    MONTHS,
    STORY,
    WEEK,
)
from outreach.models import Campaign, Change, Channel, Link
from outreach.schemas import OUTCOMES, SERVICES, CampaignState, CountKind, Medium, Stage

__all__ = ["STORY", "seed"]


def seed(session: Session, organisation_id: UUID, lines: Mapping[str, UUID]) -> None:
    """Fill an empty house: `lines` are the live lines' ids by slug, the youth line first."""
    every = list(lines.values())
    channels = _channels(session, organisation_id)
    campaigns = _campaigns(session, organisation_id)
    session.flush()
    links = _links(session, every, channels, campaigns)
    session.flush()
    _platforms(session, channels)
    month = clock.month_starts(clock.local_day())
    for first in (clock.month_starts(month - timedelta(days=1)), month):
        _count(session, every, links, first)


def _channels(session: Session, organisation_id: UUID) -> dict[str, Channel]:
    today = clock.local_day()
    made = {
        key: Channel(
            organisation_id=organisation_id,
            name=name,
            kind=kind,
            identity_mode=identity_mode,
            disclosure=DISCLOSURE,
            scope=scope,
            state=state,
            review_on=today + timedelta(days=days),
        )
        for key, (name, kind, identity_mode, scope, state, days) in CHANNELS.items()
    }
    session.add_all(made.values())
    return made


def _platforms(session: Session, channels: dict[str, Channel]) -> None:
    """Let one channel's month be told by hand, and a file of another wait to be looked at."""
    first = clock.month_starts(clock.month_starts(clock.local_day()) - timedelta(days=1))
    typed, filed = list(channels.values())[:2]
    tell_by_hand(session, typed, first, dict(BY_HAND))
    tell_ages(session, typed, first, dict(AGES))
    rows = [f"{first.replace(day=at)},{views},{reach}" for at, views, reach in BY_FILE]
    read_file(session, filed, first, "\n".join(("Date,Views,Reach", *rows)).encode())


def _campaigns(session: Session, organisation_id: UUID) -> dict[str, Campaign]:
    today = clock.local_day()
    autumn = Campaign(
        organisation_id=organisation_id,
        title="Mikä sua mietityttää?",
        goal="Joka kuukausi jokaisen nuoren arkeen: mikä huolettaa, ja missä siitä voi jutella.",
        audience="12–20-vuotiaat",
        area="Koko maakunta",
        starts_on=today - timedelta(days=70),
        ends_on=today + timedelta(days=50),
        languages=["fi", "sv"],
        producer="Ulkopuolinen sisällöntuottaja",
        state=CampaignState.RUNNING,
    )
    library = Campaign(
        organisation_id=organisation_id,
        title="Julisteet kirjastoihin ja kouluihin",
        goal="Joka yläkoulussa ja kirjastossa on juliste, josta pääsee juttelemaan nimettömänä.",
        audience="Yläkoululaiset ja toisen asteen opiskelijat",
        area="Kirjastot, koulut ja oppilaitokset",
        starts_on=today - timedelta(days=45),
        producer="Nuorisotyön tiimi",
        state=CampaignState.RUNNING,
    )
    made = {"autumn": autumn, "library": library}
    session.add_all(made.values())
    session.flush()
    session.add_all(
        Change(campaign_id=made[key].id, day=today - timedelta(days=ago), what=what, why=why)
        for key, ago, what, why in CHANGES
    )
    return made


def _links(
    session: Session,
    lines: Sequence[UUID],
    channels: dict[str, Channel],
    campaigns: dict[str, Campaign],
) -> list[tuple[Link, int]]:
    """Give every link with what it brings in a usual month."""
    made = [
        (
            Link(
                code=code,
                line_id=lines[min(at, len(lines) - 1)],
                campaign_id=campaigns[campaign].id,
                channel_id=channels[channel].id,
                placement=placement,
                medium=medium,
                active_from=campaigns[campaign].starts_on,
                target=ELSEWHERE.get(code),
            ),
            monthly,
        )
        for code, at, campaign, channel, placement, medium, monthly in LINKS
    ]
    session.add_all(link for link, _monthly in made)
    return made


def _count(
    session: Session, lines: Sequence[UUID], links: list[tuple[Link, int]], first: date
) -> None:
    """Count a month, the running one until yesterday."""
    end = min(clock.next_month(first), clock.local_day())
    days = [first + timedelta(days=n) for n in range((end - first).days)]
    for link, monthly in links:
        _count_link(session, link, monthly, [day for day in days if link.is_active(day)])
    campaigns = list(dict.fromkeys(link.campaign_id for link, _monthly in links))
    for at, (line, figures) in enumerate(zip(lines, MONTHS, strict=False)):
        _count_line(session, line, figures, days, campaigns=[] if at else campaigns)


def talked_last_month(lines: Mapping[str, UUID]) -> dict[UUID, tuple[int, int]]:
    """Say how many asked and how many talked on each line in the month that was counted whole."""
    return {line: figures[:2] for line, figures in zip(lines.values(), MONTHS, strict=False)}


def _count_link(session: Session, link: Link, monthly: int, days: list[date]) -> None:
    way = CountKind.SCANNED if link.medium is Medium.QR else CountKind.OPENED
    for day in days:
        came = round(monthly / 30 * WEEK[day.weekday()] * _sway(day, link.code))
        landed = 0 if link.target else round(came * 0.86)
        for kind, n in (
            (way, came),
            (CountKind.LANDED, landed),
            (CountKind.PREVIEW, came // 5),
        ):
            if n:
                count_link(session, link.id, kind, day, by=n)
        if landed:
            count_stage(
                session,
                link.line_id,
                Stage.LANDING,
                day,
                campaign_id=link.campaign_id,
                by=landed,
            )


def _count_line(
    session: Session, line_id: UUID, figures: Any, days: list[date], *, campaigns: list[UUID | None]
) -> None:
    """Count a line's part of a month: attempts by day, the rest on the month itself."""
    if not days:
        return
    attempts, conversations, outcomes, services = figures
    share = len(days) / (clock.next_month(days[0]) - days[0]).days
    for at, day in enumerate(days):
        count_stage(session, line_id, Stage.LANDING, day, by=4 + attempts // 8)
        came = _spread(round(attempts * share), len(days), at)
        for turn in range(came):
            # Every other one came by a link, of the campaigns in turn.
            campaign = campaigns[turn // 2 % len(campaigns)] if campaigns and turn % 2 else None
            count_stage(session, line_id, Stage.CONTACT_ATTEMPT, day, campaign_id=campaign)
    for stage, n in (
        (Stage.CONVERSATION, conversations),
        *zip(OUTCOMES, outcomes, strict=True),
        *zip(SERVICES, services, strict=True),
    ):
        if counted := int(n * share):
            count_stage(session, line_id, stage, days[0], by=counted)


def _spread(total: int, parts: int, at: int) -> int:
    """Share a total over days so that it comes out whole."""
    return total * (at + 1) // parts - total * at // parts


def _sway(day: date, code: str) -> float:
    """Make neighbouring days differ a little, always the same way for the same day."""
    return 0.75 + ((day.toordinal() * 37 + sum(map(ord, code))) % 11) / 20
