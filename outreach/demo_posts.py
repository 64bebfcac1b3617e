"""Believable posts for the demo: some out, one that waits for a second reader, one half written."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from core import clock
from outreach.models import Campaign, Channel, Link, Post, PostMove, Producer
from outreach.schemas import CampaignState
from outreach.schemas.posts import STEPS, PostDeed, PostState

WRITER, READER = "veikko@example.org", "kaisa@example.org"
PRODUCER = "pauli@example.org"
EVENING = time(19)
WAY = (PostDeed.WRITE, PostDeed.SUBMIT, PostDeed.APPROVE, PostDeed.POST)

QUESTION = {
    "fi": "Mikä sua mietityttää just nyt? Voit jutella nimettömänä. Linkki tarinassa.",
    "sv": "Vad funderar du på just nu? Du kan prata anonymt. Länken finns i storyn.",
    "en": "What is on your mind? You can talk without a name. The link is in the story.",
}
DRAWING = {
    "fi": "Piirros: kaksi nuorta istuu laiturilla, toinen kuuntelee.",
    "sv": "Teckning: två unga sitter på en brygga, den ena lyssnar.",
    "en": "A drawing: two young people sit on a jetty, one of them listens.",
}

# Title, in so many days, at, how far along the way, with a picture, in words as well.
POSTS: tuple[tuple[str, int, time | None, int, bool, bool], ...] = (
    ("Viikon kysymys: koulu", -14, EVENING, 4, True, True),
    ("Viikon kysymys: kaverit", -7, EVENING, 4, True, True),
    ("Kuka vastaa chatissa?", 2, time(15, 30), 3, True, True),
    ("Viikon kysymys: uni", 5, EVENING, 2, True, False),
    ("Lyhyt video: ensimmäinen viesti", 9, None, 1, True, False),
)


def seed_posts(session: Session, workers: Mapping[str, UUID]) -> None:
    """Give the running campaign posts, and share it with the outside producer."""
    link = session.exec(select(Link).where(col(Link.campaign_id).is_not(None))).first()
    if link is None:
        return
    campaign = session.get_one(Campaign, link.campaign_id)
    campaign.hypothesis = (
        "Jos sama kysymys toistuu joka sunnuntai, yhä useampi uskaltaa aloittaa keskustelun."
    )
    campaign.budget_euros, campaign.spent_euros = 1200, 640
    campaign.hours_planned, campaign.hours_used = 60, 34
    channel = session.get_one(Channel, link.channel_id)
    session.add(_past(campaign.organisation_id))
    session.add(Producer(campaign_id=campaign.id, worker_id=workers[PRODUCER]))
    for title, days, at, steps, has_picture, in_words in POSTS:
        made = _post(campaign, link, channel, workers, WAY[:steps])
        made.title, made.planned_at, made.has_picture = title, at, has_picture
        made.planned_on = clock.local_day() + timedelta(days=days)
        made.alts = DRAWING if in_words else {}
        made.posted_on = made.planned_on if made.state is PostState.POSTED else None
        session.add(made)
        session.flush()
        session.add_all(_moves(made, workers, WAY[:steps]))


def _past(organisation_id: UUID) -> Campaign:
    """Give a campaign that is over and has been looked back on."""
    today = clock.local_day()
    return Campaign(
        organisation_id=organisation_id,
        title="Kesän jälkeen",
        goal="Koulun alkaessa moni tietää, missä voi jutella.",
        hypothesis="Ensimmäisellä kouluviikolla linkkiä avataan eniten.",
        starts_on=today - timedelta(days=110),
        ends_on=today - timedelta(days=82),
        spent_euros=300,
        hours_used=18,
        happened="Toisella viikolla avattiin enemmän: ensimmäisellä oli liian kiire.",
        next_step="Keväällä aloitetaan vasta toisella viikolla.",
        looked_back_on=today - timedelta(days=75),
        state=CampaignState.ENDED,
    )


def _post(
    campaign: Campaign,
    link: Link,
    channel: Channel,
    workers: Mapping[str, UUID],
    way: tuple[PostDeed, ...],
) -> Post:
    return Post(
        campaign_id=campaign.id,
        channel_id=channel.id,
        link_id=link.id,
        title="",
        texts=QUESTION,
        planned_on=clock.local_day(),
        state=STEPS[way[-1]].end,
        written_by=workers[WRITER],
        approved_by=workers[READER] if PostDeed.APPROVE in way else None,
    )


def _moves(post: Post, workers: Mapping[str, UUID], way: tuple[PostDeed, ...]) -> list[PostMove]:
    return [
        PostMove(
            post_id=post.id,
            position=at,
            deed=deed,
            done_by=workers[READER if deed is PostDeed.APPROVE else WRITER],
            done_on=_day(post, len(way) - at),
        )
        for at, deed in enumerate(way)
    ]


def _day(post: Post, before: int) -> date:
    return min(post.planned_on, clock.local_day()) - timedelta(days=before - 1)
