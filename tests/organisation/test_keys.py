"""Whoever holds a line's key lets others in; whoever leaves holds nothing; nobody else can do either."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_private_key
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, delete, select, update

from core.sealing import open_sealed, public_bytes
from organisation import actions
from organisation.errors import BadKey, KeyIsHeld, KeysThere, LastUnlock, NotAHolder, NotCurrent
from organisation.key_seeding import KeyedLine, KeyedWorker, copy_for
from organisation.key_words import about_copy, fingerprint, spoken, statement
from organisation.models import (
    KeyDeed,
    KeyLogEntry,
    Line,
    LineKeyCopy,
    Role,
    UnlockKind,
    Worker,
)
from organisation.queries import (
    broken_at,
    copies_of,
    current_line_key,
    key_log,
    line_key,
    unlocks,
    waiting_to_be_let_in,
    worker_key,
)
from tests.people import People
from tests.people_keys import with_keys, with_line_key
from tests.remains import unguarded


@pytest.fixture(name="line")
def _line(people: People) -> Line:
    return people.line()


@pytest.fixture(name="aino")
def _aino(people: People, line: Line) -> KeyedWorker:
    return with_keys(people, people.worker(Role.RESPONDER, lines=(line,)))


@pytest.fixture(name="eero")
def _eero(people: People, line: Line) -> KeyedWorker:
    return with_keys(people, people.worker(Role.RESPONDER, lines=(line,), name="Eero Erola"))


@pytest.fixture(name="keyed")
def _keyed(line: Line, aino: KeyedWorker, eero: KeyedWorker) -> KeyedLine:
    """Give the line with the key that Aino made; Eero was let in by her."""
    return with_line_key(line, aino, eero)


def next_key(line: Line, number: int, by: KeyedWorker, *team: KeyedWorker) -> actions.NewLineKey:
    """Give what a browser sends that makes a line's next key."""
    private = ec.generate_private_key(ec.SECP256R1())
    whole = fingerprint(public_bytes(private))
    return actions.NewLineKey(
        number=number,
        public=public_bytes(private),
        signature=by.sign(statement(KeyDeed.LINE_KEY_MADE, line.id, number, whole)),
        copies=tuple(copy_for(line, number, private, by=by, of=one.row) for one in team),
    )


def opened(session: Session, line: Line, by: KeyedWorker) -> bytes | None:
    """Give the public key of what the worker's copy of the line's key holds, or None."""
    current = current_line_key(session, line.id)
    assert current
    for copy in copies_of(session, current.id):
        if copy.worker_key_id == by.row.id:
            plain = open_sealed(by.sealing, copy.box, about_copy(line.id, current.number))
            key = load_der_private_key(plain, None)
            assert isinstance(key, ec.EllipticCurvePrivateKey)
            return public_bytes(key)
    return None


def leaves_the_line(session: Session, people: People, who: KeyedWorker, line: Line) -> None:
    """Let a coordinator take somebody out of the line's team."""
    coordinator = people.actor(people.worker(Role.COORDINATOR, name="Kaisa Koski"))
    worker = session.get_one(Worker, who.actor.id)
    actions.change_lines(session, coordinator, worker, [], among=[line.id])
    session.commit()


def test_everybody_who_was_let_in_opens_the_same_key(session, line, keyed, aino, eero):
    shown = line_key(session, line.id)

    assert shown
    assert opened(session, line, aino) == opened(session, line, eero) == shown.public
    assert shown.fingerprint == spoken(fingerprint(keyed.row.public))


def test_a_newcomer_waits_until_a_colleague_who_holds_the_key_lets_them_in(
    session, people, line, keyed, aino
):
    newcomer = with_keys(people, people.worker(Role.RESPONDER, lines=(line,), name="Outi Oja"))
    assert [one.id for one in waiting_to_be_let_in(session, line.id)] == [newcomer.row.id]

    copy = copy_for(line, 1, keyed.private, by=aino, of=newcomer.row)
    actions.let_in(session, aino.actor, line, 1, copy)

    assert waiting_to_be_let_in(session, line.id) == []
    assert opened(session, line, newcomer) == keyed.row.public


def test_who_holds_no_copy_lets_nobody_in_not_even_themselves(session, people, line, keyed):
    newcomer = with_keys(people, people.worker(Role.RESPONDER, lines=(line,), name="Outi Oja"))
    copy = copy_for(line, 1, keyed.private, by=newcomer, of=newcomer.row)

    with pytest.raises(NotAHolder):
        actions.let_in(session, newcomer.actor, line, 1, copy)
    with pytest.raises(KeyIsHeld):
        actions.found_line_key(session, newcomer.actor, line, next_key(line, 2, newcomer, newcomer))
    with pytest.raises(NotAHolder):
        actions.rotate(session, newcomer.actor, line, next_key(line, 2, newcomer, newcomer))


def test_nobody_is_let_in_who_is_not_in_the_lines_team(session, people, line, keyed, aino):
    stranger = with_keys(people, people.worker(Role.RESPONDER, name="Outi Oja"))
    copy = copy_for(line, 1, keyed.private, by=aino, of=stranger.row)

    with pytest.raises(NotCurrent):
        actions.let_in(session, aino.actor, line, 1, copy)


def test_a_copy_that_its_sender_has_not_signed_is_refused(session, people, line, keyed, aino, eero):
    newcomer = with_keys(people, people.worker(Role.RESPONDER, lines=(line,), name="Outi Oja"))
    copy = copy_for(line, 1, keyed.private, by=eero, of=newcomer.row)

    with pytest.raises(BadKey):
        actions.let_in(session, aino.actor, line, 1, copy)


def test_who_leaves_the_line_loses_the_copy_and_the_line_wants_a_new_key(
    session, people, line, keyed, eero
):
    leaves_the_line(session, people, eero, line)

    current = current_line_key(session, line.id)
    assert current
    assert current.rotate_since
    assert opened(session, line, eero) is None


@pytest.mark.parametrize("way", ["role", "account", "keys"])
def test_a_lost_role_a_closed_account_and_new_keys_cut_off_as_well(
    session, people, line, keyed, eero, way
):
    boss = people.actor(people.worker(Role.ADMINISTRATOR, name="Yrjö Ylä"))
    worker = session.get_one(Worker, eero.actor.id)

    if way == "role":
        actions.change_roles(session, boss, worker, [Role.EDITOR])
    elif way == "account":
        actions.close_account(session, boss, worker)
    else:
        actions.make_keys(session, eero.actor, *lost_and_made_anew(), instead=True)

    assert opened(session, line, eero) is None
    assert line_key(session, line.id)
    assert (worker_key(session, worker.id) is None) == (way == "account")


def lost_and_made_anew() -> tuple[actions.NewKeys, actions.NewUnlock]:
    """Give what a browser sends when the keys of before were lost."""
    keys = actions.NewKeys(
        sealing_public=public_bytes(ec.generate_private_key(ec.SECP256R1())),
        signing_public=public_bytes(ec.generate_private_key(ec.SECP256R1())),
        sealing_wrapped=b"locked",
        signing_wrapped=b"locked",
    )
    return keys, actions.NewUnlock(
        kind=UnlockKind.PASSPHRASE, salt=bytes(16), wrapped=bytes(60), rounds=600_000
    )


def test_the_next_colleague_makes_the_next_key_for_those_who_are_left(
    session, people, line, keyed, aino, eero
):
    leaves_the_line(session, people, eero, line)

    actions.rotate(session, aino.actor, line, next_key(line, 2, aino, aino))

    shown = line_key(session, line.id)
    assert shown
    assert shown.number == 2
    assert opened(session, line, aino) == shown.public != keyed.row.public
    assert opened(session, line, eero) is None
    old = session.exec(select(LineKeyCopy).where(LineKeyCopy.line_key_id == keyed.row.id)).all()
    assert [one.worker_id for one in old] == [aino.actor.id]


def test_the_next_key_is_made_once_and_for_nobody_else(session, people, line, keyed, aino, eero):
    leaves_the_line(session, people, eero, line)
    for_the_leaver_too = next_key(line, 2, aino, aino, eero)
    with pytest.raises(NotCurrent):
        actions.rotate(session, aino.actor, line, for_the_leaver_too)
    actions.rotate(session, aino.actor, line, next_key(line, 2, aino, aino))

    with pytest.raises(NotCurrent):
        actions.rotate(session, aino.actor, line, next_key(line, 2, aino, aino))


def test_when_nobody_is_left_the_next_to_come_makes_a_fresh_key(
    session, people, line, keyed, aino, eero
):
    leaves_the_line(session, people, eero, line)
    newcomer = with_keys(people, people.worker(Role.RESPONDER, lines=(line,), name="Outi Oja"))
    leaves_the_line(session, people, aino, line)
    assert line_key(session, line.id) is None

    actions.found_line_key(session, newcomer.actor, line, next_key(line, 2, newcomer, newcomer))

    shown = line_key(session, line.id)
    assert shown
    assert opened(session, line, newcomer) == shown.public


def test_keys_are_not_replaced_by_mistake(session, aino):
    with pytest.raises(KeysThere):
        actions.make_keys(session, aino.actor, *lost_and_made_anew())


def test_the_last_way_to_open_keys_stays_and_another_may_go(session, aino):
    (only,) = unlocks(session, aino.row.id)
    with pytest.raises(LastUnlock):
        actions.remove_unlock(session, aino.actor, only.id)
    more = actions.NewUnlock(
        kind=UnlockKind.PASSPHRASE, salt=bytes(16), wrapped=bytes(60), rounds=600_000
    )
    added = actions.add_unlock(session, aino.actor, more)

    actions.remove_unlock(session, aino.actor, only.id)

    assert [one.id for one in unlocks(session, aino.row.id)] == [added.id]


def test_a_passphrase_that_is_quick_to_guess_is_refused(session, aino):
    quick = actions.NewUnlock(
        kind=UnlockKind.PASSPHRASE, salt=bytes(16), wrapped=bytes(60), rounds=1_000
    )

    for unlock in (quick, replace(quick, rounds=None), replace(quick, kind=UnlockKind.PASSKEY)):
        with pytest.raises(BadKey):
            actions.add_unlock(session, aino.actor, unlock)


def test_a_colleagues_key_is_recognised_once_by_who_holds_the_lines_key(
    session, people, line, keyed, aino, eero
):
    whole = aino.row.fingerprint
    said = statement(KeyDeed.RECOGNISED, line.id, 1, whole)
    for _twice in range(2):
        actions.recognise_key(session, eero.actor, line, 1, whole, eero.sign(said))

    told = [one.key for one in key_log(session) if one.deed is KeyDeed.RECOGNISED]

    assert told == [whole]


def test_nothing_is_recognised_that_is_no_key_here_or_was_not_signed(session, line, keyed, eero):
    nobodys = fingerprint(b"nobody")
    for whole, signature in (
        (nobodys, eero.sign(statement(KeyDeed.RECOGNISED, line.id, 1, nobodys))),
        (eero.row.fingerprint, bytes(64)),
    ):
        with pytest.raises(BadKey):
            actions.recognise_key(session, eero.actor, line, 1, whole, signature)


def test_the_log_tells_it_all_in_order_and_without_a_name(session, people, line, keyed, aino, eero):
    leaves_the_line(session, people, eero, line)
    actions.rotate(session, aino.actor, line, next_key(line, 2, aino, aino))

    told = [(one.deed, one.number) for one in key_log(session) if one.line == line.slug]

    assert told == [
        (KeyDeed.LINE_KEY_MADE, 1),
        (KeyDeed.LET_IN, 1),
        (KeyDeed.LET_IN, 1),
        (KeyDeed.CUT_OFF, 1),
        (KeyDeed.LINE_KEY_RETIRED, 1),
        (KeyDeed.LINE_KEY_MADE, 2),
        (KeyDeed.LET_IN, 2),
    ]
    assert broken_at(session) is None


def test_the_log_only_grows(session, keyed):
    for statement_ in (update(KeyLogEntry).values(key="other"), delete(KeyLogEntry)):
        with pytest.raises(DatabaseError, match="only grows"):
            session.exec(statement_)
        session.rollback()


def test_an_entry_that_somebody_changed_is_found(session, keyed):
    unguarded(session.connection())
    session.exec(update(KeyLogEntry).where(KeyLogEntry.seq == 3).values(key="another"))

    assert broken_at(session) == 3
