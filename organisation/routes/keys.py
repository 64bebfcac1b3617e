"""Doors to one's own keys and to the keys of one's lines; what is secret stays in the browser."""

from typing import Any, TypeVar
from uuid import UUID

from flask import Response, jsonify, render_template, request, url_for
from flask import session as round_trip
from flask_babel import gettext as _
from pydantic import ValidationError
from sqlmodel import Session

from core.access import Resource, allows, require
from core.db import reading, transaction
from core.errors import BadInput
from core.house import house
from core.identity import Actor, Kind, actor_here
from core.limits import limiter
from organisation import actions
from organisation.access import HOLD_KEYS, LET_IN, access_worker
from organisation.actions.keys import own_key
from organisation.errors import NoSuchLine, NoSuchUnlock, NoSuchWorker, PasskeyRefused
from organisation.key_schemas import (
    Sent,
    SentKeys,
    SentLetIn,
    SentLineKey,
    SentRecognition,
    SentUnlock,
    SentUse,
    unlock_of,
)
from organisation.key_words import spoken
from organisation.models import Line, UnlockKind, Worker, WorkerUnlock
from organisation.queries import key_of_worker, keyring, line_by_slug, unlocks, vouchers, written
from organisation.routes.doors import bp, done_or_told, see
from organisation.routes.key_sentences import sentences

CHALLENGE = "passkey"
S = TypeVar("S", bound=Sent)


@bp.get("/me/keys")
@allows(HOLD_KEYS)
def keys() -> str:
    """Show one's keys, the ways to open them, one's lines and who waits to be let in."""
    with reading() as session:
        own = key_of_worker(session, _own(session).id)
        return render_template(
            "organisation/keys.html",
            key=own,
            fingerprint=spoken(own.fingerprint) if own else "",
            ways=unlocks(session, own.id) if own else [],
            words=sentences(),
        )


@bp.get("/me/keys/state")
@allows(HOLD_KEYS)
def keys_state() -> Response:
    """Give the browser what it opens, and how the worker's lines stand."""
    with reading() as session:
        return jsonify(ok=True, **keyring(session, _here()))


@bp.post("/me/keys")
@limiter.limit("20 per minute")
@allows(HOLD_KEYS)
def keep_keys() -> Response:
    """Keep the keys that the worker's browser has made."""
    sent = _sent(SentKeys)
    unlock = unlock_of(sent.unlock, _registered(sent.unlock))
    with transaction() as session:
        made = actions.make_keys(session, _here(), sent.keys(), unlock, instead=sent.instead)
    return jsonify(ok=True, key=str(made.id))


@bp.post("/me/keys/unlocks")
@limiter.limit("20 per minute")
@allows(HOLD_KEYS)
def add_unlock() -> Response:
    """Keep another way to open one's keys."""
    sent = _sent(SentUnlock)
    unlock = unlock_of(sent, _registered(sent))
    with transaction() as session:
        actions.add_unlock(session, _here(), unlock)
    return jsonify(ok=True)


@bp.post("/me/keys/unlocks/<uuid:unlock_id>/remove")
@allows(HOLD_KEYS)
def remove_unlock(unlock_id: UUID) -> Response:
    """Remove a way to open one's keys, but not the last one."""
    done_or_told(
        lambda session: actions.remove_unlock(session, _here(), unlock_id),
        _("Removed. It opens your keys no more."),
    )
    return see(url_for("organisation.keys"))


@bp.post("/me/keys/passkeys/new")
@limiter.limit("20 per minute")
@allows(HOLD_KEYS)
def new_passkey() -> Response:
    """Say what the browser is asked that makes a passkey."""
    from organisation import passkeys  # noqa: PLC0415  WebAuthn: 15 MB

    with reading() as session:
        worker = _own(session)
        asked = passkeys.registration(worker, _origin(), _passkeys(session, worker))
    round_trip[CHALLENGE] = asked["challenge"]
    return jsonify(ok=True, options=asked)


@bp.post("/me/keys/passkeys/ask")
@limiter.limit("30 per minute")
@allows(HOLD_KEYS)
def ask_passkey() -> Response:
    """Say what the browser is asked that opens keys by a passkey."""
    from organisation import passkeys  # noqa: PLC0415  WebAuthn: 15 MB

    with reading() as session:
        asked = passkeys.question(_origin(), _passkeys(session, _own(session)))
    round_trip[CHALLENGE] = asked["challenge"]
    return jsonify(ok=True, options=asked)


@bp.post("/me/keys/used")
@limiter.limit("30 per minute")
@allows(HOLD_KEYS)
def use_unlock() -> Response:
    """Note that a way was used, and give what a passkey locks once the passkey has answered."""
    sent = _sent(SentUse)
    with transaction() as session:
        found = _way(session, sent.unlock)
        count = _answered(sent, found) if found.kind is UnlockKind.PASSKEY else 0
        actions.note_use(session, _here(), found.id, count)
        return jsonify(ok=True, wrapped=written(found.wrapped))


@bp.post("/me/keys/lines/<slug>/first")
@limiter.limit("60 per minute")
@allows(LET_IN)
def make_line_key(slug: str) -> Response:
    """Keep the key of a line whose key nobody holds."""
    sent = _sent(SentLineKey)
    with transaction() as session:
        made = actions.found_line_key(session, _here(), _line(session, slug), sent.key())
    return jsonify(ok=True, line_key=str(made.id))


@bp.post("/me/keys/lines/<slug>/next")
@limiter.limit("60 per minute")
@allows(LET_IN)
def rotate_line_key(slug: str) -> Response:
    """Keep the line's next key after somebody has left."""
    sent = _sent(SentLineKey)
    with transaction() as session:
        made = actions.rotate(session, _here(), _line(session, slug), sent.key())
    return jsonify(ok=True, line_key=str(made.id))


@bp.post("/me/keys/lines/<slug>/let-in")
@limiter.limit("60 per minute")
@allows(LET_IN)
def let_in(slug: str) -> Response:
    """Give a colleague the copy that this worker's browser has sealed to them."""
    sent = _sent(SentLetIn)
    with transaction() as session:
        actions.let_in(session, _here(), _line(session, slug), sent.number, sent.copy_.copied())
    return jsonify(ok=True)


@bp.get("/me/keys/vouchers")
@allows(LET_IN)
def key_vouchers() -> Response:
    """Give what was signed about the keys of the worker's lines."""
    with reading() as session:
        return jsonify(ok=True, **vouchers(session, _here()))


@bp.post("/me/keys/lines/<slug>/recognise")
@limiter.limit("60 per minute")
@allows(LET_IN)
def recognise_key(slug: str) -> Response:
    """Note that this worker takes a colleague's key for the colleague's."""
    sent = _sent(SentRecognition)
    with transaction() as session:
        line = _line(session, slug)
        actions.recognise_key(session, _here(), line, sent.number, sent.key, sent.signature)
    return jsonify(ok=True)


def _line(session: Session, slug: str) -> Line:
    """Give a line in whose team the worker is. Raises `NoSuchLine`."""
    found = line_by_slug(session, slug)
    if found.id not in _here().lines:
        raise NoSuchLine
    require(_here(), LET_IN, Resource(line_id=found.id, organisation_id=found.organisation_id))
    return found


def _here() -> Actor:
    return actor_here(Kind.WORKER)


def _own(session: Session) -> Worker:
    here = _here()
    if here.id is None:
        raise NoSuchWorker
    return access_worker(session, here, here.id)


def _passkeys(session: Session, worker: Worker) -> list[WorkerUnlock]:
    own = key_of_worker(session, worker.id)
    ways = unlocks(session, own.id) if own else []
    return [one for one in ways if one.kind is UnlockKind.PASSKEY]


def _way(session: Session, unlock_id: UUID) -> WorkerUnlock:
    own = own_key(session, _here())
    found = next((one for one in unlocks(session, own.id) if one.id == unlock_id), None)
    if found is None:
        raise NoSuchUnlock
    return found


def _registered(sent: SentUnlock) -> Any:
    """Check a new passkey's answer, once: the challenge is used up. Raises `PasskeyRefused`."""
    if sent.kind is not UnlockKind.PASSKEY:
        return None
    from organisation import passkeys  # noqa: PLC0415  WebAuthn: 15 MB

    return passkeys.registered(sent.passkey, _challenge(), _origin())


def _answered(sent: SentUse, unlock: WorkerUnlock) -> int:
    from organisation import passkeys  # noqa: PLC0415  WebAuthn: 15 MB

    found = passkeys.answered(sent.passkey, _challenge(), _origin(), unlock)
    return found.new_sign_count


def _challenge() -> str:
    asked = round_trip.pop(CHALLENGE, None)
    if not isinstance(asked, str):
        raise PasskeyRefused
    return asked


def _origin() -> str:
    """Give the address of our own page that asks; `core.csrf` has refused every other one."""
    settings = house().settings
    said = request.headers.get("Origin", "")
    return said if said in settings.origins else settings.origin


def _sent(shape: type[S]) -> S:
    """Read what the browser has sent. Raises `BadInput`."""
    try:
        return shape.model_validate(request.get_json(silent=True))
    except ValidationError:
        raise BadInput from None
