"""Putting a backup back: the files, the tables, a word in the log, and the sweep, in this order."""

import socket
from contextlib import suppress
from pathlib import Path

from app.errors import OtherWrappingKey
from app.factory import create_app
from app.migrate import upgrade
from app.moving import moves, pour, refuse_to_move
from core.backups import NoBackup, put_back
from core.copying import place
from core.db import reading, transaction
from core.house import house
from core.identity import CONSOLE, SYSTEM
from core.jobs import are_running
from core.settings import Settings
from guidance.search import index_all
from policies.actions import audit
from policies.anchors import AnchorKind, set_anchor
from policies.purge import apply, apply_due, plan

RESTORED = "policies.restore"
_PATIENCE_SECONDS = 1.0


def restore(
    data: Path | None,
    keys: Path | None,
    *,
    second_approval: str = "",
    settings: Settings | None = None,
) -> int:
    """Put back data, keys or both, and purge what is over by now before anybody can see it.

    Gives how many rows went. Raises `NoBackup`, and `OtherWrappingKey` when the keys that stand
    there now were wrapped with another key than the settings': then the same again with the right
    one. Interrupted at any point, the server's own sweep
    does the rest at its start (`policies.sweep`).
    """
    settings = settings or Settings()
    if _is_running(settings):
        raise NoBackup("The server or the jobs are running: stop both first.")
    refuse_to_move(settings, data, keys)
    put_back(settings, data, keys, pour=pour)
    upgrade(settings)
    create_app(settings)
    if not house().keys.fits():
        raise OtherWrappingKey
    with reading() as session:
        set_anchor(session, AnchorKind.RESTORED)
    with transaction() as session:
        if moves(settings.database, data):  # each database has an index of words of its own kind
            index_all(session)
        audit(session, CONSOLE, RESTORED, "backup:" + "+".join(_named(data, keys)))
    return _sweep(second_approval)


def _sweep(second_approval: str) -> int:
    if not second_approval:
        return sum(apply_due(SYSTEM).counts.values())
    with reading() as session:
        shown = plan(session).hash
    run = apply(shown, CONSOLE, second_approval=second_approval)
    return sum(run.counts.values())


def _named(data: Path | None, keys: Path | None) -> list[str]:
    return [name for name, file in (("data", data), ("keys", keys)) if file]


def _is_running(settings: Settings) -> bool:
    return (
        _serves(settings)
        or are_running(settings)
        or any(place(url).is_used() for url in (settings.database, settings.keys_database))
    )


def _serves(settings: Settings) -> bool:
    if not settings.bind_port:
        return False
    with suppress(OSError):
        address = settings.bind_host, settings.bind_port
        socket.create_connection(address, timeout=_PATIENCE_SECONDS).close()
        return True
    return False
