"""The log's end is vouched for elsewhere: cut off, put back or written anew, it shows."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlmodel import Session, select

from core import clock
from core.db import reading, transaction
from core.house import House
from core.identity import SYSTEM
from core.jobs import JOBS
from policies.actions import audit
from policies.anchors import AnchorKind, anchored, public_key, set_anchor
from policies.chain import GENESIS, Link, Verdict, audit_key, head_of
from policies.models import AuditEntry
from policies.queries import chain_verdict
from tests.people_policies import NOW
from tests.remains import unguarded


def written(count: int) -> None:
    with transaction() as session:
        for number in range(count):
            audit(session, SYSTEM, "policies.purge", f"plan:{number}")


def vouched(kind: AnchorKind = AnchorKind.ANCHOR):
    with reading() as session:
        return set_anchor(session, kind)


def verdict() -> Verdict:
    with reading() as session:
        return chain_verdict(session)


def behind_the_back(home: House, *statements: str) -> None:
    """Do to the table what somebody with the database's own password could."""
    with home.database.engine.begin() as connection:
        unguarded(connection)
        for one in statements:
            connection.exec_driver_sql(one)


def test_an_anchor_holds_number_and_head_and_nothing_else_of_the_log(home: House, session: Session):
    written(3)

    line = vouched()

    assert line is not None
    newest = session.exec(select(AuditEntry).where(AuditEntry.seq == 3)).one()
    assert (line.seq, line.head) == (3, newest.head)
    assert set(json.loads(line.line)) == {"kind", "at", "seq", "head", "before", "signature"}


def test_an_anchor_is_in_the_log_of_the_server_too(home: House, caplog: pytest.LogCaptureFixture):
    written(1)

    vouched()

    assert "audit_anchor" in caplog.text


def test_every_hour_there_is_one_if_something_was_added(home: House):
    written(1)

    for _ in range(3):
        JOBS["policies.jobs.anchor"].work()

    assert JOBS["policies.jobs.anchor"].rhythm == {"minute": "0"}
    assert len(home.settings.anchors.read_text().splitlines()) == 1


def test_another_system_can_check_a_line_with_the_public_key_alone(home: House):
    written(1)
    vouched()
    said = json.loads(home.settings.anchors.read_text())
    signature = said.pop("signature")

    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key()))

    import base64

    plain = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    key.verify(base64.b64decode(signature), plain)


def test_a_log_whose_end_was_cut_off_is_broken_where_it_ends(home: House):
    written(10)
    vouched()
    behind_the_back(home, "DELETE FROM policies_audit WHERE seq > 6")

    found = verdict()

    assert (found.broken_at, found.why) == (7, "the end of the log is missing")


def test_a_log_of_which_all_is_gone_is_broken_at_its_beginning(home: House):
    written(4)
    vouched()
    behind_the_back(home, "DELETE FROM policies_audit")

    assert verdict().broken_at == 1


def test_a_log_that_was_written_anew_with_the_secret_is_not_the_one_that_was_seen(
    home: House, session: Session
):
    written(3)
    vouched()
    written(3)
    vouched()
    entries = session.exec(select(AuditEntry).order_by(AuditEntry.seq)).all()
    said = [entry.model_dump() for entry in entries]
    said[4]["actor"] = "worker:somebody-else"
    before = GENESIS
    for one in said:
        one["before"] = before
        one.pop("head")
        one["head"] = before = head_of(Link(**one), audit_key())
    session.rollback()
    behind_the_back(
        home,
        *(
            f"UPDATE policies_audit SET actor='{one['actor']}', before='{one['before']}', "
            f"head='{one['head']}' WHERE seq={one['seq']}"
            for one in said
        ),
    )

    found = verdict()

    assert (found.broken_at, found.why) == (
        4,
        "from here on it is not the log that the anchors saw",
    )


@pytest.mark.sqlite(
    "its file is copied and put back; on PostgreSQL: tests/app/test_backups_postgres.py"
)
def test_an_older_copy_of_the_data_put_back_by_hand_shows(home: House, tmp_path: Path):
    written(3)
    home.database.engine.dispose()
    copy = shutil.copy(home.settings.data_dir / "data.db", tmp_path / "older.db")
    written(3)
    vouched()
    home.database.engine.dispose()
    shutil.copy(copy, home.settings.data_dir / "data.db")

    assert verdict().broken_at == 4


@pytest.mark.sqlite("its file is copied and put back")
def test_a_copy_that_was_put_back_with_a_word_is_whole_from_there_on(home: House, tmp_path: Path):
    written(3)
    home.database.engine.dispose()
    copy = shutil.copy(home.settings.data_dir / "data.db", tmp_path / "older.db")
    written(3)
    vouched()
    home.database.engine.dispose()
    shutil.copy(copy, home.settings.data_dir / "data.db")

    vouched(AnchorKind.RESTORED)
    written(5)
    vouched()

    assert verdict().is_whole
    assert anchored().until == 8


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (
            lambda lines: [lines[0].replace('"seq":1', '"seq":0'), *lines[1:]],
            "line 1 of the anchors was changed",
        ),
        (
            lambda lines: [lines[0], lines[2]],
            "line 2 of the anchors does not follow the line before it",
        ),
        (lambda lines: [lines[0], "nothing", lines[2]], "line 2 of the anchors was changed"),
        (
            lambda lines: [lines[1], lines[0], lines[2]],
            "line 2 of the anchors does not follow the line before it",
        ),
    ],
    ids=["changed", "taken out", "overwritten", "swapped"],
)
def test_anchors_that_somebody_touched_are_named_by_line(
    home: House, damage: Callable[[list[str]], list[str]], why: str
):
    for _ in range(3):
        written(1)
        vouched()
    file = home.settings.anchors
    file.write_text("".join(f"{line}\n" for line in damage(file.read_text().splitlines())))

    found = verdict()

    assert found.why == why


def test_with_a_key_of_their_own_the_secret_alone_forges_no_anchor(home: House):
    own = home.settings.model_copy(update={"anchor_key": SecretStr("a" * 40)})
    written(1)
    vouched()

    object.__setattr__(home, "settings", own)

    assert anchored().broken_line == 1


def test_anchors_lie_where_the_setting_says_and_are_nobody_elses_to_read(
    home: House, tmp_path: Path
):
    elsewhere = tmp_path / "another disk"
    object.__setattr__(home, "settings", home.settings.model_copy(update={"anchor_dir": elsewhere}))
    written(1)

    vouched()

    assert (elsewhere / "anchors.jsonl").stat().st_mode & 0o777 == 0o600


def changed(entries: list[dict], place: int, bit: int) -> int:
    """Turn one bit of one field of one entry; the entry that is wrong then."""
    said = entries[place]
    field = ("actor", "action", "resource", "reason", "before", "head")[bit % 6]
    text = said[field] or "x"
    index = bit % len(text)
    said[field] = text[:index] + chr(ord(text[index]) ^ 1) + text[index + 1 :]
    return said["seq"]


def swapped(entries: list[dict], place: int, _bit: int) -> int:
    other = (place + 1) % len(entries)
    first, second = entries[place], entries[other]
    first["seq"], second["seq"] = second["seq"], first["seq"]
    return min(first["seq"], second["seq"])


def deleted(entries: list[dict], place: int, _bit: int) -> int:
    gone = entries.pop(place)["seq"]
    is_at_an_end = place in {0, len(entries)}
    return gone if is_at_an_end else gone + 1  # the one that follows nothing


def inserted(entries: list[dict], place: int, _bit: int) -> int:
    twin = dict(entries[place])
    for one in entries[place:]:
        one["seq"] += 1
    twin["reason"] = "it was not so"
    entries.insert(place, twin)
    return twin["seq"]


def truncated(entries: list[dict], place: int, _bit: int) -> int:
    seq = entries[place]["seq"]
    del entries[place:]
    return seq


@settings(max_examples=60)
@given(
    how=st.sampled_from([changed, swapped, deleted, inserted, truncated]),
    place=st.integers(0, 7),
    bit=st.integers(0, 500),
)
def test_whatever_somebody_does_to_the_table_the_first_wrong_place_is_named(
    home: House, how: Callable[[list[dict], int, int], int], place: int, bit: int
):
    behind_the_back(home, "DELETE FROM policies_audit")
    home.settings.anchors.unlink(missing_ok=True)
    written(8)
    vouched()
    with reading() as session:
        entries = [
            one.model_dump() for one in session.exec(select(AuditEntry).order_by(AuditEntry.seq))
        ]

    wrong = how(entries, place, bit)

    behind_the_back(home, "DELETE FROM policies_audit")
    with transaction() as session:
        session.add_all(AuditEntry(**one) for one in entries)
    found = verdict()
    assert not found.is_whole
    assert found.broken_at == wrong


def test_time_passes_and_the_log_is_still_the_one_that_was_seen(home: House):
    for day in range(5):
        with clock.stopped(NOW + timedelta(days=day)):
            written(2)
            vouched()

    assert verdict().is_whole
