"""A believable pilot for the demo: all was ticked, and it has been going for two months."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from core import clock
from outreach.models import Pilot, PilotTick
from policies.queries import policy

LINE, KEEPERS = "nuorten-sosiaalityon-chat", ("kaisa@example.org", "tuula@example.org")
BEGUN, LAUNCHED = 180, 62


def seed_pilot(session: Session, lines: Mapping[str, UUID], workers: Mapping[str, UUID]) -> None:
    """Let the line that has a last day have its question and its ticks."""
    today = clock.local_day()
    pilot = Pilot(
        line_id=lines[LINE],
        question="Uskaltavatko nuoret kysyä rahasta ja asumisesta ennen kuin asia on kriisi?",
        begun_on=today - timedelta(days=BEGUN),
        launched_on=today - timedelta(days=LAUNCHED),
    )
    session.add(pilot)
    session.flush()
    session.add_all(
        PilotTick(
            pilot_id=pilot.id,
            item=item,
            ticked_by=workers[KEEPERS[item == "dpia"]],
            ticked_on=today - timedelta(days=LAUNCHED + 3 * at),
        )
        for at, item in enumerate(policy().pilots.checklist, start=1)
    )
