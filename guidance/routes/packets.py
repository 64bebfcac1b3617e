"""A packet's own page: whoever has the link opens it, once; its key never comes here."""

import base64
import re
from uuid import UUID

from flask import Response, jsonify, render_template, request

from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.limits import limiter
from guidance import actions, queries
from guidance.errors import NoSuchPacket
from guidance.routes.doors import bp

LONGEST_WORD = 64
ASKER = re.compile(r"[\w-]{22,64}", re.ASCII)


@bp.get("/packets/<uuid:packet_id>")
@allows(PUBLIC)
@limiter.limit("60 per minute")
def packet(packet_id: UUID) -> str:
    """Show that there is a packet, without opening it: link previews and scanners open nothing."""
    with reading() as session:
        view = queries.packet_view(session, packet_id)
    return render_template("guidance/packet.html", packet_id=packet_id, view=view)


@bp.get("/packets/<uuid:packet_id>/state.json")
@allows(PUBLIC)
@limiter.limit("60 per minute")
def packet_state(packet_id: UUID) -> Response:
    """Tell the visitor whether their packet has been opened.

    One that is not known may be on its way: that is an answer, not a fault of the page that asks.
    """
    with reading() as session:
        try:
            view = queries.packet_view(session, packet_id)
        except NoSuchPacket:
            return jsonify(ok=True, state="unknown")
    return jsonify(ok=True, **view.model_dump(mode="json"))


@bp.post("/packets/<uuid:packet_id>/open")
@allows(PUBLIC)
@limiter.limit("20 per minute")
def open_packet(packet_id: UUID) -> Response:
    """Give the sealed bytes to one browser: again, when the answer was lost on its way to it."""
    with transaction() as session:
        body = actions.open_once(session, packet_id, _asker())
    return jsonify(ok=True, body=base64.b64encode(body).decode())


@bp.post("/packets/<uuid:packet_id>/received")
@allows(PUBLIC)
@limiter.limit("20 per minute")
def packet_received(packet_id: UUID) -> Response:
    """Destroy the bytes: the browser that opened the packet has them."""
    with transaction() as session:
        actions.received(session, packet_id, _asker())
    return jsonify(ok=True)


@bp.post("/packets/<uuid:packet_id>/take-back")
@allows(PUBLIC)
@limiter.limit("20 per minute")
def take_packet_back(packet_id: UUID) -> Response:
    """Destroy a packet that nobody has opened."""
    with transaction() as session:
        actions.take_back(session, packet_id, request.form.get("word", "")[:LONGEST_WORD])
    return jsonify(ok=True)


def _asker() -> str:
    """Give the word of the browser that opens a packet; one that is none counts for nothing."""
    given = request.form.get("asker", "")
    return given if ASKER.fullmatch(given) else ""
