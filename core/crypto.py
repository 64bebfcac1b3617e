"""Envelopes, and the key store whose keys die.

Every conversation has a random 256-bit key in a store of its own, apart from the data, wrapped by
a key that is in no backup. What is sealed under a destroyed key is gone from every backup of the
data too (`docs/threat-model.md`). SQLite keeps the store in `journal_mode=DELETE` with
`secure_delete`: measured, a WAL still held every deleted row.
"""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import (
    Column,
    Date,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    Uuid,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from core import clock
from core.db import make_postgres_engine
from core.prepared import Prepared
from core.settings import Settings

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
ENOUGH = 20
"""Keys to try the wrapping key on: one may be broken by itself."""
AT_ONCE = 500  # SQLite takes so many values in one statement with room to spare


class Sealed(Exception):
    """This cannot be opened: its key is dead, or somebody changed it."""


def seal(key: bytes, plain: bytes, about: bytes) -> bytes:
    """Seal `plain` with AES-256-GCM (NIST SP 800-38D) under `key`, bound to `about`.

    Gives nonce and ciphertext.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, about)


def unseal(key: bytes, envelope: bytes, about: bytes) -> bytes:
    """Open what `seal` made.

    Raises `Sealed` when key, envelope or `about` is not the one it was sealed with.
    """
    if len(envelope) < NONCE_BYTES + TAG_BYTES:
        raise Sealed
    try:
        return AESGCM(key).decrypt(envelope[:NONCE_BYTES], envelope[NONCE_BYTES:], about)
    except InvalidTag:
        raise Sealed from None


def derive(secret: str, purpose: str) -> bytes:
    """Derive a 32-byte key for one purpose from a setting (HKDF-SHA-256, RFC 5869)."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(
        secret.encode()
    )


TABLES_OF_KEYS = MetaData()
_keys = Table(
    "keystore_key",
    TABLES_OF_KEYS,
    Column("id", Uuid, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("made_on", Date, nullable=False),
)

# Asked at every message, so it is built once.
_wrapped = select(_keys.c.wrapped).where(_keys.c.id == bindparam("sought"))
_wrapped_many = Prepared(
    select(_keys.c.id, _keys.c.wrapped).where(_keys.c.id.in_(bindparam("sought", expanding=True))),
    "sought",
)


class KeyStore:
    """The keys that die. Its backups: one generation, at most 24 hours (`docs/operating.md`)."""

    def __init__(self, settings: Settings) -> None:
        self.engine = _engine(settings.keys_database)
        TABLES_OF_KEYS.create_all(self.engine)
        self._wrap = derive(settings.key_wrapping_key.get_secret_value(), "key-wrapping/1")

    def create(self, key_id: UUID) -> bytes:
        """Make the key for `key_id` and keep it wrapped.

        Raises `IntegrityError` when there is one already.
        """
        key = secrets.token_bytes(KEY_BYTES)
        row = {
            "id": key_id,
            "wrapped": seal(self._wrap, key, key_id.bytes),
            "made_on": clock.local_day(),
        }
        with self.engine.begin() as connection:
            connection.execute(insert(_keys).values(row))
        return key

    def get(self, key_id: UUID) -> bytes:
        """Give the key. Raises `Sealed` once it has been destroyed."""
        with self.engine.connect() as connection:
            wrapped = connection.execute(_wrapped, {"sought": key_id}).scalar()
        if wrapped is None:
            raise Sealed
        return unseal(self._wrap, wrapped, key_id.bytes)

    def get_many(self, key_ids: list[UUID]) -> dict[UUID, bytes]:
        """Give those of some keys that have not been destroyed."""
        with self.engine.connect() as connection:
            found = _wrapped_many.all(connection, sought=key_ids)
        return {key_id: unseal(self._wrap, wrapped, key_id.bytes) for key_id, wrapped in found}

    def is_reachable(self) -> bool:
        """Whether the key store answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(_wrapped, {"sought": UUID(int=0)})
        except SQLAlchemyError:
            return False
        return True

    def fits(self) -> bool:
        """Whether the wrapping key is the one that the newest keys were wrapped with."""
        newest = select(_keys.c.id, _keys.c.wrapped).order_by(_keys.c.made_on.desc()).limit(ENOUGH)
        with self.engine.connect() as connection:
            found = connection.execute(newest).all()
        return not found or any(self._opens(key_id, wrapped) for key_id, wrapped in found)

    def _opens(self, key_id: UUID, wrapped: bytes) -> bool:
        try:
            unseal(self._wrap, wrapped, key_id.bytes)
        except Sealed:
            return False
        return True

    def destroy(self, key_ids: list[UUID]) -> int:
        """Destroy keys for good; gives how many there were.

        Everything sealed under them is unreadable from now on.
        """
        with self.engine.begin() as connection:
            return sum(
                connection.execute(
                    delete(_keys).where(_keys.c.id.in_(key_ids[first : first + AT_ONCE]))
                ).rowcount
                for first in range(0, len(key_ids), AT_ONCE)
            )

    def made_before(self, day: date) -> set[UUID]:
        """Name the keys made before `day`, to find those that no row needs any more."""
        with self.engine.connect() as connection:
            return set(
                connection.execute(select(_keys.c.id).where(_keys.c.made_on < day)).scalars()
            )


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return make_postgres_engine(url)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=DELETE",
        "secure_delete=ON",
        "synchronous=FULL",
        "busy_timeout=5000",
    ):
        connection.execute(f"PRAGMA {pragma}")
