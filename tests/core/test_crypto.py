"""Envelopes open only for whom they were sealed, and a destroyed key opens nothing again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core import clock
from core.crypto import AT_ONCE, KeyStore, Sealed, derive, seal, unseal
from core.house import House
from tests.remains import remains

KEY = bytes(range(32))


@given(plain=st.binary(max_size=500), about=st.binary(max_size=40))
def test_what_was_sealed_opens_again(plain, about):
    assert unseal(KEY, seal(KEY, plain, about), about) == plain


@given(plain=st.binary(max_size=60), where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_refused(plain, where, bit):
    envelope = bytearray(seal(KEY, plain, b"about"))
    envelope[where % len(envelope)] ^= 1 << bit

    with pytest.raises(Sealed):
        unseal(KEY, bytes(envelope), b"about")


@pytest.mark.parametrize("length", [0, 1, 7, 12, 27])
def test_a_torn_envelope_is_refused_like_a_changed_one(length):
    with pytest.raises(Sealed):
        unseal(KEY, seal(KEY, b"tea", b"about")[:length], b"about")


def test_an_envelope_moved_to_another_conversation_does_not_open():
    with pytest.raises(Sealed):
        unseal(KEY, seal(KEY, b"tea", b"one"), b"other")


def test_the_same_words_never_look_the_same():
    assert seal(KEY, b"tea", b"") != seal(KEY, b"tea", b"")


def test_one_secret_gives_another_key_for_every_purpose():
    assert len({derive("s" * 32, "a"), derive("s" * 32, "b"), derive("t" * 32, "a")}) == 3
    assert len(derive("s" * 32, "a")) == 32


def test_a_key_is_made_once_and_found_again(home: House):
    key_id = uuid4()

    key = home.keys.create(key_id)

    assert home.keys.get(key_id) == key
    with pytest.raises(IntegrityError):
        home.keys.create(key_id)


def test_a_destroyed_key_opens_nothing_again(home: House):
    key_id, kept = uuid4(), uuid4()
    envelope = seal(home.keys.create(key_id), b"tea", key_id.bytes)
    home.keys.create(kept)

    assert home.keys.destroy([key_id, uuid4()]) == 1

    with pytest.raises(Sealed):
        unseal(home.keys.get(key_id), envelope, key_id.bytes)
    assert home.keys.get(kept)


def test_no_file_holds_a_trace_of_a_destroyed_key(home: House):
    key_ids = [uuid4() for _ in range(50)]
    for key_id in key_ids:
        home.keys.create(key_id)
    wrapped = [wrapped_of(home.keys, key_id) for key_id in key_ids]
    before = on_disk(home)

    home.keys.destroy(key_ids[:49])

    left = on_disk(home)
    assert all(one in before for one in wrapped)
    assert [one in left for one in wrapped] == [False] * 49 + [True]


def test_the_wrapped_key_is_not_the_key(home: House):
    key_id = uuid4()

    key = home.keys.create(key_id)

    assert key not in wrapped_of(home.keys, key_id)
    assert key not in on_disk(home)


def test_with_another_wrapping_key_a_copied_key_store_opens_nothing(home: House):
    key_id = uuid4()
    home.keys.create(key_id)
    settings = home.settings.model_copy(update={"key_wrapping_key": home.settings.secret_key})
    copied = KeyStore(settings)

    with pytest.raises(Sealed):
        copied.get(key_id)
    copied.engine.dispose()


def test_a_wrapped_key_put_under_another_id_does_not_open(home: House):
    mine, theirs = uuid4(), uuid4()
    home.keys.create(mine)
    home.keys.create(theirs)

    with home.keys.engine.begin() as connection:
        connection.execute(
            text("UPDATE keystore_key SET wrapped = :w WHERE id = :id"),
            {"w": wrapped_of(home.keys, theirs), "id": mine.hex},
        )

    with pytest.raises(Sealed):
        home.keys.get(mine)


def test_any_number_of_keys_can_be_destroyed_at_once(home: House):
    key_id = uuid4()
    home.keys.create(key_id)

    assert home.keys.destroy([*(uuid4() for _ in range(2 * AT_ONCE)), key_id]) == 1


@pytest.mark.sqlite("its journal")
def test_keys_lie_in_a_file_of_their_own_without_a_log_beside_it(home: House):
    home.keys.create(uuid4())

    with home.keys.engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()

    assert mode == "delete"
    assert [one.name for one in home.settings.data_dir.glob("keys*")] == ["keys.db"]
    assert home.keys.engine.url.database != home.database.engine.url.database


def test_old_keys_are_found_by_the_day_they_were_made(home: House):
    old, new = uuid4(), uuid4()
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    with clock.stopped(at):
        home.keys.create(old)
    with clock.stopped(at + timedelta(days=1)):
        home.keys.create(new)

    assert home.keys.made_before(at.date() + timedelta(days=1)) == {old}


@pytest.mark.postgres
def test_keys_may_lie_in_a_postgresql_of_their_own(home: House, fresh_postgres_url: str):
    settings = home.settings.model_copy(update={"keys_url": fresh_postgres_url})
    keys, key_id = KeyStore(settings), uuid4()

    key = keys.create(key_id)

    assert keys.get(key_id) == key
    assert keys.destroy([key_id]) == 1
    keys.engine.dispose()


def wrapped_of(keys: KeyStore, key_id: UUID) -> bytes:
    with keys.engine.connect() as connection:
        row = connection.execute(
            text("SELECT wrapped FROM keystore_key WHERE id = :id"), {"id": key_id.hex}
        )
        return bytes(row.scalar_one())


def on_disk(home: House) -> bytes:
    return b"".join(held for _name, held in remains(home.settings))


def test_an_error_of_the_key_store_does_not_tell_the_key(home: House):
    key_id = uuid4()
    home.keys.create(key_id)

    with pytest.raises(IntegrityError) as refused:
        replace(home).keys.create(key_id)

    assert "hidden" in str(refused.value)
