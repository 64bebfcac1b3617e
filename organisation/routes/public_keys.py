"""What everybody may see of keys: fingerprints, the key log, the hashes of the sealing files."""

from pathlib import Path

from flask import Response, jsonify, render_template
from flask_babel import gettext as _

from core.access import PUBLIC, allows
from core.db import reading
from core.house import house
from core.limits import limiter
from core.sealed_files import hashes, whole
from organisation.key_words import spoken
from organisation.models import KeyDeed
from organisation.queries import broken_at, key_log, published_keys, published_line_keys, said
from organisation.routes.doors import bp

NEWEST = 30


@bp.get("/keys")
@allows(PUBLIC)
def public_keys() -> str:
    """Show each line's key, what happened to keys lately, and how to compare."""
    with reading() as session:
        entries = key_log(session)
        return render_template(
            "organisation/public_keys.html",
            lines=published_line_keys(session),
            entries=entries[: -NEWEST - 1 : -1],
            count=len(entries),
            broken=broken_at(session),
            files=_files(),
            whole=whole(_files()),
            deeds=_deeds(),
            spoken=spoken,
        )


@bp.get("/keys.json")
@limiter.limit("30 per minute")
@allows(PUBLIC)
def public_keys_json() -> Response:
    """Give the lines' keys, the whole log and the keys that signed it, for programs."""
    with reading() as session:
        return jsonify(
            lines=[
                {
                    "line": one.slug,
                    "id": str(one.line_id),
                    "number": one.number,
                    "public": one.public,
                    "fingerprint": one.fingerprint,
                }
                for one in published_line_keys(session)
            ],
            signers=published_keys(session),
            log=[{**said(entry), "head": entry.head} for entry in key_log(session)],
            files=_files(),
        )


def _files() -> dict[str, str]:
    return hashes(Path(house().app.static_folder or ""))


def _deeds() -> dict[str, str]:
    return {
        KeyDeed.WORKER_KEY_MADE: _("A worker made keys"),
        KeyDeed.WORKER_KEY_REVOKED: _("A worker's keys went out of use"),
        KeyDeed.LINE_KEY_MADE: _("New key"),
        KeyDeed.LINE_KEY_RETIRED: _("Key replaced"),
        KeyDeed.LET_IN: _("A worker was let in"),
        KeyDeed.RECOGNISED: _("A worker recognised a colleague's key"),
        KeyDeed.CUT_OFF: _("A worker was cut off"),
    }
