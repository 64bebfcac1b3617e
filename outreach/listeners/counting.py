"""What chat and guidance tell, turned into counters.

Events name no person and neither do the counters.
"""

from chat.events import (
    ContactAttempted,
    ContactRequested,
    ConversationClassified,
    ConversationOpened,
    LineLanded,
)
from core.db import transaction
from core.events import listens
from guidance.events import ContentJudged, ServiceReferred, WorryTestDone
from outreach import actions


@listens(LineLanded)
def count_landing(happened: LineLanded) -> None:
    """Count a line's page that was really shown."""
    with transaction() as session:
        actions.land(session, happened.line_id, happened.origin)


@listens(ContactAttempted)
def count_attempt(happened: ContactAttempted) -> None:
    """Count everybody who asked to chat, answered or not (R7)."""
    with transaction() as session:
        actions.attempt(session, happened.line_id, happened.origin)


@listens(ContactRequested)
def count_request(happened: ContactRequested) -> None:
    """Count words that were left to be answered later, by month."""
    with transaction() as session:
        actions.leave_request(session, happened.line_id)


@listens(ConversationOpened)
def count_conversation(happened: ConversationOpened) -> None:
    """Count a conversation once, by month; the event's ids go no further.

    One that went back to the waiting room and is taken again is still the same.
    """
    if not happened.is_first:
        return
    with transaction() as session:
        actions.open_conversation(session, happened.line_id)


@listens(ConversationClassified)
def count_outcome(happened: ConversationClassified) -> None:
    """Count an outcome class, by month (R37)."""
    with transaction() as session:
        actions.classify(session, happened.line_id, happened.day, happened.outcome, happened.before)


@listens(WorryTestDone)
def count_test(happened: WorryTestDone) -> None:
    """Count a worry test for the campaign of the link that led to it, by month."""
    with transaction() as session:
        actions.finish_test(session, happened.origin, happened.day)


@listens(ContentJudged)
def count_help(happened: ContentJudged) -> None:
    """Count that what was read after a test helped, for the campaign that led to it (R30)."""
    if not happened.helped:
        return
    with transaction() as session:
        actions.finish_test(session, happened.origin, happened.day, helped=True)


@listens(ServiceReferred)
def count_service(happened: ServiceReferred) -> None:
    """Count a service that was named, by month."""
    with transaction() as session:
        actions.name_service(session, happened.line_id, happened.kind, happened.day)
