"""The monthly check-in: the question is set, answers are counted, sheets are told."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from core import clock
from core.db import add_up
from core.identity import Actor
from outreach.errors import AnswersAreCounted, NoSuchQuestion, NotAskedThen, WrongMonth
from outreach.models import Channel, MonthQuestion, QuestionCount, Sheet
from outreach.queries.checkins import last_month, question_counts, question_of, sheet_of
from outreach.queries.records import IN_USE
from outreach.schemas.checkins import AnswerMode, QuestionPlan, SheetTold


def set_question(
    session: Session, organisation_id: UUID, month: date, plan: QuestionPlan
) -> MonthQuestion:
    """Set what the young are asked in a month, this one or one within a year.

    Raises `NotAskedThen`, and `AnswersAreCounted` where answers would come to be for other words.
    """
    this = clock.month_starts(clock.local_day())
    if not this <= month <= this.replace(year=this.year + 1):
        raise NotAskedThen
    found = question_of(session, organisation_id, month)
    if found is not None and _in_finnish(plan.options)[: len(found.options)] != _in_finnish(
        found.options
    ):
        _refuse_counted(session, found)
    question = found or MonthQuestion(organisation_id=organisation_id, month=month)
    question.sqlmodel_update(asdict(plan))
    session.add(question)
    return question


def _in_finnish(options: list[dict[str, str]]) -> list[str]:
    return [one.get("fi", "") for one in options]


def _refuse_counted(session: Session, question: MonthQuestion) -> None:
    if any(any(chosen.values()) for chosen in question_counts(session, question.id).values()):
        raise AnswersAreCounted


def count_answers(
    session: Session, question: MonthQuestion, mode: AnswerMode, counts: dict[int, int]
) -> None:
    """Write down how often each option was chosen in one way; the sum so far is replaced.

    Raises `NoSuchQuestion` for a way in which it is not asked.
    """
    if mode not in question.modes:
        raise NoSuchQuestion
    found = select(QuestionCount).where(
        QuestionCount.question_id == question.id, QuestionCount.mode == mode.value
    )
    known = {one.option: one for one in session.exec(found).all()}
    for option, n in counts.items():
        row = known.get(option) or QuestionCount(
            question_id=question.id, mode=mode.value, option=option
        )
        row.n = n
        session.add(row)


def answer_question(session: Session, question: MonthQuestion, option: int) -> None:
    """Count one anonymous answer on our own page: a counter goes up, nothing else is kept.

    Raises `NoSuchQuestion` when it is not asked there now, or has no such option.
    """
    is_asked = question.month == clock.month_starts(clock.local_day())
    if not is_asked or AnswerMode.FORM not in question.modes or option >= len(question.options):
        raise NoSuchQuestion
    row = {"question_id": question.id, "mode": AnswerMode.FORM.value, "option": option}
    add_up(session, QuestionCount, row)


def tell_sheet(
    session: Session, actor: Actor, channel: Channel, month: date, told: SheetTold
) -> Sheet:
    """Tell a channel's sheet of a month that is over; told again, it is mended.

    Raises `WrongMonth` for one that is not over or longer ago than a year.
    """
    oldest = last_month().replace(year=last_month().year - 1)
    if channel.state not in IN_USE or not oldest <= month <= last_month() or month.day != 1:
        raise WrongMonth
    found = sheet_of(session, channel.id, month)
    sheet = found or Sheet(channel_id=channel.id, month=month, told_on=clock.local_day())
    sheet.sqlmodel_update(asdict(told))
    sheet.told_by = actor.id
    session.add(sheet)
    return sheet
