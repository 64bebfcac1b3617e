"""What one process holds while it runs: settings, database, keys, live socket.

One process is one house. Socket handlers, jobs and commands run without a Flask application context
(a request context a message costs half of the throughput), so the house is found here instead.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask

from core.settings import Settings

if TYPE_CHECKING:
    from core.crypto import KeyStore
    from core.db import Database
    from core.realtime import Live


@dataclass(frozen=True)
class House:
    """The parts that everything else stands on."""

    settings: Settings
    database: "Database"
    keys: "KeyStore"
    live: "Live"
    app: Flask


_standing: list[House] = []


def stand(house: House) -> None:
    """Make `house` the one of this process; a test may replace it."""
    _standing[:] = [house]


def house() -> House:
    """Give the house of this process. Raises `RuntimeError` before `create_app`."""
    if not _standing:
        raise RuntimeError("No house stands yet: call app.factory.create_app first.")
    return _standing[0]
