"""The officers' page: what to do when a life is in danger, and the sealed address, if any."""

import base64
import binascii
from uuid import UUID

from flask import Response, jsonify, render_template, request, url_for
from flask import redirect as lead
from flask_babel import gettext as _

from chat.access import LOCATE, LOCATE_AGREE
from chat.actions import emergency as actions
from chat.errors import NoKey
from chat.forms import AddressForm
from chat.models import OfficerKey
from chat.queries import emergency as queries
from chat.routes.doors import bp
from core.access import allows, may
from core.db import reading, transaction
from core.identity import Actor, Kind, actor_here
from policies.queries import policy

LONGEST = 2_000


@bp.app_template_filter("base64")
def _text(held: bytes) -> str:
    return base64.b64encode(held).decode()


@bp.get("/emergency")
@allows(LOCATE_AGREE)
def emergency() -> str:
    """Show what to do, one's own key, and the requests that are open."""
    return _page(AddressForm())


@bp.post("/emergency/key")
@allows(LOCATE_AGREE)
def keep_officer_key() -> Response:
    """Keep the key that the worker's browser has made."""
    with transaction() as session:
        actions.keep_key(session, _here(), _bytes("public"), _bytes("wrapped"))
    return jsonify(ok=True)


@bp.post("/emergency/ask")
@allows(LOCATE)
def ask_for_address() -> Response | tuple[str, int]:
    """Ask for the address of one's own conversation."""
    form = AddressForm.sent()
    with reading() as session:
        form.choose_among(one.id for one in queries.own_located(session, _here()))
    if not form.validate():
        return _page(form), 422
    with transaction() as session:
        actions.ask(session, _here(), UUID(form.conversation.data), str(form.reason.data))
    return lead(url_for("chat.emergency"), 303)  # type: ignore[return-value]


@bp.get("/emergency/state")
@allows(LOCATE_AGREE)
def emergency_state() -> Response:
    """Name the open requests, for the page to follow."""
    with reading() as session:
        asked = queries.asked_now(session, _here())
        return jsonify(requests=[f"{one.id} {one.is_agreed}" for one in asked])


@bp.post("/emergency/<uuid:opening_id>/share")
@allows(LOCATE_AGREE)
def share_to_pass_on(opening_id: UUID) -> Response:
    """Give the second officer their own share and the key of who asked."""
    with reading() as session:
        here = _here()
        located, asker, public, share = actions.to_pass_on(session, here, opening_id)
        return jsonify(
            ok=True,
            asker=_text(public),
            share=_text(share),
            about=actions.about(located, f"share|{here.id}").decode(),
            pass_about=actions.about(located, f"passed|{opening_id}|{asker}").decode(),
        )


@bp.post("/emergency/<uuid:opening_id>/agree")
@allows(LOCATE_AGREE)
def agree_to_open(opening_id: UUID) -> Response:
    """Agree, and pass one's share on."""
    with transaction() as session:
        actions.agree(session, _here(), opening_id, _bytes("passed"))
    return jsonify(ok=True)


@bp.post("/emergency/<uuid:opening_id>/open")
@allows(LOCATE)
def open_address(opening_id: UUID) -> Response:
    """Give who asked what their browser opens the address with, once."""
    with transaction() as session:
        here = _here()
        located, box, share, passed = actions.open_once(session, here, opening_id)
        return jsonify(
            ok=True,
            box=_text(box),
            box_about=actions.about(located, "box").decode(),
            share=_text(share),
            about=actions.about(located, f"share|{here.id}").decode(),
            passed=_text(passed),
            pass_about=actions.about(located, f"passed|{opening_id}|{here.id}").decode(),
        )


def _page(form: AddressForm) -> str:
    here = _here()
    with reading() as session:
        own = queries.own_located(session, here) if may(here, LOCATE) else []
        form.choose_among(one.id for one in own)
        able = queries.officers(session, here.organisation_id) if here.organisation_id else []
        return render_template(
            "chat/emergency.html",
            form=form,
            own=own,
            able=len(able),
            least=queries.LEAST,
            key=session.get(OfficerKey, here.id),
            asked=queries.asked_now(session, here),
            rule=policy().emergency,
            words=_words(),
        )


def _words() -> dict[str, str]:
    """Give the browser's side its sentences."""
    return {
        "short": _("Choose at least 12 characters, for example four words."),
        "differ": _("The two passphrases are not the same."),
        "working": _("One moment…"),
        "kept": _("Your key is ready. Remember the passphrase: nobody can give you a new one."),
        "wrong": _("That passphrase does not open your key."),
        "passed": _("You have agreed. Your colleague can open the address now."),
        "address": _("Network address"),
        "once": _("Write it down now: it is not shown again. Give it to 112 or to the police."),
        "failed": _("This did not work. The page shows what is possible now."),
    }


def _here() -> Actor:
    return actor_here(Kind.WORKER)


def _bytes(name: str) -> bytes:
    """Read base64 from the form. Raises `NoKey`."""
    try:
        return base64.b64decode(request.form.get(name, "")[:LONGEST], validate=True)
    except (binascii.Error, ValueError):
        raise NoKey from None
