"""Whoever goes off duty has taken the foot off the brake."""

from chat.actions import let_go
from core.db import transaction
from core.events import listens
from scheduling.events import DutyEnded


@listens(DutyEnded)
def _let_go(ended: DutyEnded) -> None:
    with transaction() as session:
        let_go(session, ended.worker_id)
