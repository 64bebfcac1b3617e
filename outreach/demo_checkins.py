"""A believable monthly check-in for the demo: two months' questions, keepers' sheets, a request."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, select

from core import clock
from outreach.models import Channel, ChannelRequest, MonthQuestion, QuestionCount, Sheet
from outreach.queries.checkins import last_month
from outreach.queries.records import IN_USE
from outreach.schemas import ChannelState
from outreach.schemas.checkins import AnswerMode, InTime
from outreach.schemas.requests import Criterion

EDITOR, BACKUP = "veikko@example.org", "jari@example.org"
ASKED = {
    "fi": "Mikä sua huolettaa just nyt?",
    "sv": "Vad oroar dig just nu?",
    "en": "What worries you right now?",
}
OPTIONS = [
    {"fi": "Koulu", "sv": "Skolan", "en": "School"},
    {"fi": "Kaverit", "sv": "Kompisar", "en": "Friends"},
    {"fi": "Oma olo", "sv": "Hur jag mår", "en": "How I feel"},
    {"fi": "Joku muu", "sv": "Något annat", "en": "Something else"},
]
CHOSEN = (61, 38, 27, 3)
MONTHS = 9
LATE, SKIPPED = 3, 5
ANSWERS = dict.fromkeys(map(str, Criterion), "Tästä on sovittu yhdessä tiimissä.")


def seed_checkins(session: Session, organisation_id: UUID, workers: Mapping[str, UUID]) -> None:
    """Let the young be asked, keepers have told of nine months, and one channel be asked for."""
    this = clock.month_starts(clock.local_day())
    for month in (last_month(), this):
        _question(session, organisation_id, month, is_over=month != this)
    found = select(Channel).where(Channel.organisation_id == organisation_id)
    for at, channel in enumerate(session.exec(found.order_by(Channel.name)).all()):
        if channel.state in IN_USE:
            _sheets(session, channel, workers[EDITOR], first=at)
        if channel.state is ChannelState.PROPOSED:
            session.add(_request(channel, workers))


def _question(session: Session, organisation_id: UUID, month: date, *, is_over: bool) -> None:
    modes = [AnswerMode.POLL.value, AnswerMode.FORM.value]
    made = MonthQuestion(
        organisation_id=organisation_id, month=month, texts=ASKED, modes=modes, options=OPTIONS
    )
    session.add(made)
    session.flush()
    if is_over:
        session.add_all(
            QuestionCount(question_id=made.id, mode=AnswerMode.POLL, option=option, n=n)
            for option, n in enumerate(CHOSEN)
        )


def _sheets(session: Session, channel: Channel, keeper: UUID, *, first: int) -> None:
    """Tell of the months before the last one, one late and one skipped; the last waits."""
    month = last_month()
    for ago in range(1, MONTHS):
        month = clock.month_starts(month - timedelta(days=1))
        is_skipped = (ago + first) % MONTHS == SKIPPED
        late = 9 if (ago + first) % MONTHS == LATE else 2
        session.add(
            Sheet(
                channel_id=channel.id,
                month=month,
                told_on=clock.next_month(month) + timedelta(days=late),
                told_by=keeper,
                is_skipped=is_skipped,
                skipped_why="Lomakuukausi: kanava oli tauolla." if is_skipped else "",
                posts_planned=0 if is_skipped else 4,
                posts_made=0 if is_skipped else 3 + ago % 2,
                was_asked=not is_skipped,
                in_time=InTime.NONE_CAME if is_skipped else InTime.YES,
                hours=0 if is_skipped else 6,
            )
        )


def _request(channel: Channel, workers: Mapping[str, UUID]) -> ChannelRequest:
    return ChannelRequest(
        channel_id=channel.id,
        answers=ANSWERS,
        scores=dict.fromkeys(map(str, Criterion), 2),
        keeper_id=workers[EDITOR],
        backup_id=workers[BACKUP],
        asked_by=workers[EDITOR],
        hours_week=6,
        posts_week=3,
        moved_on=clock.local_day() - timedelta(days=2),
    )
