"""Believable outreach for the demo: channels, two campaigns with their change logs, links and two months of counts.

Last month's figures are chosen so that the funnel is useful and one small cell shows how protection looks.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from core import clock
from outreach.actions import count_link, count_stage
from outreach.models import Campaign, Change, Channel, Link
from outreach.schemas import (
    OUTCOMES,
    SERVICES,
    CampaignState,
    ChannelKind,
    ChannelState,
    CountKind,
    IdentityMode,
    Medium,
    Scope,
    Stage,
)

STORY = "nstgrm"
"""The code of the Instagram story's link in the demo: `/t/nstgrm` leads to the first line."""

# A week has a shape: quiet on Friday and Saturday, busiest on Sunday evening and Monday.
WEEK = (1.4, 1.1, 1.0, 1.0, 0.6, 0.5, 1.3)

# What a whole month brings to each line, in the order of the lines: attempts, conversations, the four classes,
# services named. The third line's two "guided" are the small cell.
MONTHS: tuple[tuple[int, int, tuple[int, int, int, int], tuple[int, int, int]], ...] = (
    (128, 92, (38, 11, 17, 8), (21, 14, 5)),
    (41, 33, (9, 5, 14, 0), (8, 11, 6)),
    (67, 54, (29, 2, 11, 7), (14, 6, 0)),
    (58, 49, (20, 12, 9, 0), (13, 12, 0)),
    (22, 16, (9, 0, 7, 0), (7, 0, 0)),
    (46, 40, (16, 9, 10, 0), (11, 10, 5)),
    (71, 60, (26, 8, 19, 0), (17, 11, 9)),
)


def seed(session: Session, organisation_id: UUID, lines: Mapping[str, UUID]) -> None:
    """Fill an empty house: `lines` are the live lines' ids by slug, the youth line first."""
    every = list(lines.values())
    channels = _channels(session, organisation_id)
    campaigns = _campaigns(session, organisation_id)
    session.flush()
    links = _links(session, every, channels, campaigns)
    session.flush()
    month = clock.month_starts(clock.local_day())
    for first in (clock.month_starts(month - timedelta(days=1)), month):
        _count(session, every, links, first)


def _channels(session: Session, organisation_id: UUID) -> dict[str, Channel]:
    today = clock.local_day()
    rows = {
        "instagram": (
            "Instagram: esimerkkitili",
            ChannelKind.INSTAGRAM,
            Scope.LOCAL,
            ChannelState.ACTIVE,
            120,
        ),
        "youtube": (
            "YouTube: esimerkkikanava",
            ChannelKind.YOUTUBE,
            Scope.NATIONAL,
            ChannelState.ACTIVE,
            200,
        ),
        "library": (
            "Kirjaston ilmoitustaulu",
            ChannelKind.POSTER,
            Scope.LOCAL,
            ChannelState.ACTIVE,
            300,
        ),
        "discord": (
            "Verkkohuoneen palvelin",
            ChannelKind.DISCORD,
            Scope.NATIONAL,
            ChannelState.APPROVED,
            -9,
        ),
        "snapchat": ("Snapchat", ChannelKind.SNAPCHAT, Scope.LOCAL, ChannelState.PROPOSED, 45),
    }
    made = {
        key: Channel(
            organisation_id=organisation_id,
            name=name,
            kind=kind,
            identity_mode=IdentityMode.ROLE if key == "discord" else IdentityMode.ORGANISATION,
            disclosure={
                "fi": "Tätä kanavaa pitää nuorten palvelu. Työntekijä kertoo aina, kuka hän on.",
                "sv": "Kanalen sköts av ungdomstjänsten. Medarbetaren berättar alltid vem hen är.",
                "en": "This channel is kept by the youth service. A worker always says who they are.",
            },
            scope=scope,
            state=state,
            review_on=today + timedelta(days=days),
        )
        for key, (name, kind, scope, state, days) in rows.items()
    }
    session.add_all(made.values())
    return made


def _campaigns(session: Session, organisation_id: UUID) -> dict[str, Campaign]:
    today = clock.local_day()
    autumn = Campaign(
        organisation_id=organisation_id,
        title="Mikä sua mietityttää?",
        goal="Joka kuukausi jokaisen alueen nuoren arkeen: kysytään, mikä huolettaa, ja kerrotaan, missä voi jutella.",
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
        goal="Jokaisella yläkoululla ja kirjastolla on juliste, josta pääsee juttelemaan ilman nimeä.",
        audience="Yläkoululaiset ja toisen asteen opiskelijat",
        area="Kirjastot, koulut ja oppilaitokset",
        starts_on=today - timedelta(days=45),
        producer="Nuorisotyön tiimi",
        state=CampaignState.RUNNING,
    )
    session.add_all([autumn, library])
    session.flush()
    session.add_all(_changes(autumn, library, today))
    return {"autumn": autumn, "library": library}


def _changes(autumn: Campaign, library: Campaign, today: date) -> list[Change]:
    rows = (
        (
            autumn,
            48,
            "Tarinan kuva vaihdettiin piirrokseen.",
            "Nuoret sanoivat valokuvan tuntuvan mainokselta.",
        ),
        (
            autumn,
            27,
            "Julkaisuaika siirrettiin aamusta sunnuntai-iltaan kello 19.",
            "Linkkiä avattiin eniten sunnuntaina ja maanantaina.",
        ),
        (
            autumn,
            9,
            "Tekstin alkuun lisättiin, kuka vastaa ja mitä tallennetaan.",
            "Palautteessa toivottiin lisää luotettavuutta.",
        ),
        (
            library,
            20,
            "Juliste siirrettiin lainaustiskiltä wc-tilojen oveen.",
            "Tiskillä koodia ei uskallettu skannata.",
        ),
    )
    return [
        Change(campaign_id=campaign.id, day=today - timedelta(days=ago), what=what, why=why)
        for campaign, ago, what, why in rows
    ]


def _links(
    session: Session,
    lines: Sequence[UUID],
    channels: dict[str, Channel],
    campaigns: dict[str, Campaign],
) -> list[tuple[Link, int]]:
    """Give every link with what it brings in a usual month."""
    youth, parents = lines[0], lines[min(1, len(lines) - 1)]
    rows = (
        (
            STORY,
            youth,
            "autumn",
            "instagram",
            "Instagram-tarina, viikon kysymys",
            Medium.STORY,
            640,
        ),
        ("bkprf7", youth, "autumn", "instagram", "Instagram-profiilin linkki", Medium.BIO, 410),
        (
            "tbvd34",
            youth,
            "autumn",
            "youtube",
            "Videon kuvausteksti: Kun mikään ei huvita",
            Medium.POST,
            150,
        ),
        ("dscrd6", youth, "autumn", "discord", "Palvelimen tervetulokanava", Medium.POST, 90),
        ("krjst2", youth, "library", "library", "Pääkirjasto, wc-tilojen ovi", Medium.QR, 170),
        ("kvv893", youth, "library", "library", "Yläkoulun käytävä, 2. kerros", Medium.QR, 60),
        ("nvnpr5", parents, "library", "library", "Neuvolan odotushuone", Medium.PRINT, 45),
    )
    made = [
        (
            Link(
                code=code,
                line_id=line,
                campaign_id=campaigns[campaign].id,
                channel_id=channels[channel].id,
                placement=placement,
                medium=medium,
                active_from=campaigns[campaign].starts_on,
            ),
            monthly,
        )
        for code, line, campaign, channel, placement, medium, monthly in rows
    ]
    session.add_all(link for link, _monthly in made)
    return made


def _count(
    session: Session, lines: Sequence[UUID], links: list[tuple[Link, int]], first: date
) -> None:
    """Count a month, the running one until yesterday; the month before it was a little quieter."""
    end = min(clock.next_month(first), clock.local_day())
    days = [first + timedelta(days=n) for n in range((end - first).days)]
    for link, monthly in links:
        _count_link(session, link, monthly, [day for day in days if link.is_active(day)])
    campaigns = list(dict.fromkeys(link.campaign_id for link, _monthly in links))
    for at, (line, figures) in enumerate(zip(lines, MONTHS, strict=False)):
        _count_line(session, line, figures, days, campaigns=[] if at else campaigns)


def _count_link(session: Session, link: Link, monthly: int, days: list[date]) -> None:
    way = CountKind.SCANNED if link.medium is Medium.QR else CountKind.OPENED
    for day in days:
        came = round(monthly / 30 * WEEK[day.weekday()] * _sway(day, link.code))
        for kind, n in (
            (way, came),
            (CountKind.LANDED, round(came * 0.86)),
            (CountKind.PREVIEW, came // 5),
        ):
            if n:
                count_link(session, link.id, kind, day, by=n)
        if came:
            count_stage(
                session,
                link.line_id,
                Stage.LANDING,
                day,
                campaign_id=link.campaign_id,
                by=round(came * 0.86),
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
