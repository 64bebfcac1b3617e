"""What readers say is wrong: taken without a name, settled by an editor, emptied then."""

from uuid import UUID

from sqlmodel import Session, col, func, select

from guidance import queries
from guidance.errors import EnoughSaid, NoSuchSuggestion, TellsWho
from guidance.models import Suggestion
from guidance.schemas import Declined, SuggestionState, Wrong
from policies.guard.find import find as personal_data
from policies.guard.kinds import Kind
from policies.queries import policy

REACHED_BY = frozenset({Kind.PHONE, Kind.EMAIL, Kind.ADDRESS})
"""A service's own number is what a suggestion may be about; a person's identity code never is."""


def suggest(session: Session, service_id: UUID, wrong: Wrong, said: str) -> Suggestion:
    """Take what somebody says is wrong with a published entry.

    Raises `NoSuchService`, `TellsWho` when the words tell who somebody is, `EnoughSaid` when as
    many as an editor needs are waiting already.
    """
    queries.published(session, service_id)
    if any(found.kind not in REACHED_BY for found in personal_data(said)):
        raise TellsWho
    waiting = select(func.count()).where(
        col(Suggestion.service_id) == service_id,
        col(Suggestion.state) == SuggestionState.WAITING,
    )
    if session.exec(waiting).one() >= policy().directory.suggestions_each:
        raise EnoughSaid
    made = Suggestion(service_id=service_id, wrong=wrong, said=said)
    session.add(made)
    session.flush()
    return made


def accept(session: Session, suggestion: Suggestion) -> None:
    """Settle a suggestion that was followed. Raises `NoSuchSuggestion` when it was settled."""
    _settle(session, suggestion, SuggestionState.ACCEPTED, None)


def decline(session: Session, suggestion: Suggestion, why: Declined) -> None:
    """Settle a suggestion that was not followed. Raises `NoSuchSuggestion` when it was settled."""
    _settle(session, suggestion, SuggestionState.DECLINED, why)


def _settle(
    session: Session, suggestion: Suggestion, state: SuggestionState, why: Declined | None
) -> None:
    if suggestion.state is not SuggestionState.WAITING:
        raise NoSuchSuggestion
    suggestion.state, suggestion.declined, suggestion.said = state, why, ""
    session.add(suggestion)
    session.flush()
