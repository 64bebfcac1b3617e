"""What the doors of this room share: the blueprint, deeds, and how a sign-in ends."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, url_for
from sqlmodel import Session

from core.access import may
from core.db import reading, transaction
from core.errors import SignInNeeded
from core.house import house
from core.i18n import language
from core.identity import Actor, Kind, actor_here, actor_of_token, remember
from organisation import actions
from organisation.access import HOLD_KEYS
from organisation.errors import NotDone
from organisation.places import first_page, in_language, local_path
from organisation.queries import lacks_keys, worker
from organisation.schemas import Proof

bp = Blueprint("organisation", __name__)


def done_or_told(deed: Callable[[Session], object], done: str) -> bool:
    """Do `deed` in a transaction and say `done`, or say which rule stands against it."""
    try:
        with transaction() as session:
            deed(session)
    except NotDone as refusal:
        flash(str(refusal.sentence), "error")
        return False
    flash(done)
    return True


def see(place: str) -> Response:
    """Send the browser on to `place` with a GET."""
    return make_response(redirect(place, 303))


def own_organisation(actor: Actor) -> UUID:
    """Give the organisation that a worker belongs to."""
    if actor.organisation_id is None:
        raise SignInNeeded
    return actor.organisation_id


def let_in(proof: Proof, wanted: str = "") -> Response:
    """Begin a fresh session for whom `proof` names; lead them to `wanted` or their first page."""
    lasts = timedelta(hours=house().settings.session_hours)
    with transaction() as session:
        token = actions.sign_in(session, proof, lasts=lasts, before=actor_here(Kind.WORKER))
    answer = see(local_path(wanted) or _first_page(proof, token))
    return remember(answer, token, Kind.WORKER)


def _first_page(proof: Proof, token: str) -> str:
    with reading() as session:
        actor = actor_of_token(session, token, Kind.WORKER)
        found = worker(session, proof.worker_id)
        wants_keys = may(actor, HOLD_KEYS) and lacks_keys(session, actor)
    if wants_keys:
        return in_language(url_for("organisation.keys"), found.language if found else language())
    return in_language(first_page(actor), found.language if found else language())


def sent_ids(values: list[str] | None) -> tuple[UUID, ...]:
    """Give what a list of boxes sent as ids; WTForms has checked them against its choices."""
    return tuple(UUID(value) for value in values or [])
