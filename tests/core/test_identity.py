"""Sessions: what the browser holds, what the database holds, and when it is over."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Response
from sqlmodel import Session, select

from core import clock, identity
from core.db import transaction
from core.embed import FRAME
from core.house import House
from core.identity import (
    NOBODY,
    SYSTEM,
    Actor,
    Kind,
    SessionEnded,
    SignInSession,
    actor_here,
    actor_of_token,
    begin,
    cookie_name,
    end,
    end_all,
    forget,
    remember,
    token_hash,
)
from organisation.models import Role
from tests.people import People
from tests.remains import remains

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a visitor's session be one without a conversation behind it."""
    monkeypatch.setitem(
        identity._resolvers,
        Kind.VISITOR,
        lambda _session, row: Actor(Kind.VISITOR, id=row.subject_id, session_id=row.id),
    )


def begun(kind: Kind = Kind.VISITOR, lasts: timedelta = HOUR) -> str:
    with transaction() as session:
        return begin(session, kind, uuid4(), lasts=lasts)


def whose(session: Session, token: str, kind: Kind = Kind.VISITOR) -> Actor:
    return actor_of_token(session, token, kind)


def test_the_database_holds_a_hash_and_never_the_token(home: House, session: Session):
    token = begun()

    row = session.exec(select(SignInSession)).one()

    assert row.token_hash == token_hash(token)
    assert token not in repr(row.model_dump())
    assert all(token.encode() not in held for _name, held in remains(home.settings))


def test_two_tokens_are_never_alike_and_long_enough(home: House):
    tokens = {begun() for _ in range(20)}

    assert len(tokens) == 20
    assert all(len(token) >= 43 for token in tokens)


def test_a_token_that_nobody_gave_out_makes_nobody(session: Session):
    assert whose(session, "planted-by-somebody-else") == NOBODY


def test_signing_in_never_takes_over_a_token_that_was_there_before(
    home: House, client, people: People
):
    client.set_cookie(cookie_name(Kind.WORKER), "planted-by-somebody-else", domain="localhost")
    worker = people.worker(Role.RESPONDER)

    token = people.signed_in(worker).get_cookie(cookie_name(Kind.WORKER)).value

    assert token != "planted-by-somebody-else"
    with home.database.session() as session:
        assert whose(session, "planted-by-somebody-else", Kind.WORKER) == NOBODY


def test_a_session_ends_by_time(session: Session):
    token = begun(lasts=HOUR)

    with clock.stopped(clock.now() + HOUR):
        assert whose(session, token) == NOBODY


def test_a_visitors_token_makes_no_worker(session: Session):
    assert whose(session, begun(), Kind.WORKER) == NOBODY


def test_ending_a_session_tells_which_one_and_leaves_the_others(session: Session, monkeypatch):
    told: list[SessionEnded] = []
    monkeypatch.setattr("core.events._listeners", {SessionEnded: [told.append]})
    first, second = begun(), begun()
    session_id = whose(session, first).session_id
    session.rollback()

    with transaction() as writing:
        end(writing, session_id)

    assert [one.session_id for one in told] == [session_id]
    assert whose(session, first) == NOBODY
    assert whose(session, second).kind is Kind.VISITOR


def test_all_sessions_of_one_subject_end_together(session: Session):
    subject = uuid4()
    with transaction() as writing:
        tokens = [begin(writing, Kind.VISITOR, subject, lasts=HOUR) for _ in range(3)]

    with transaction() as writing:
        end_all(writing, subject)

    assert {whose(session, token) for token in tokens} == {NOBODY}


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(home: House):
    said = remember(Response(), "t0ken", Kind.WORKER).headers["Set-Cookie"]

    assert said == "rw=t0ken; HttpOnly; Path=/; SameSite=Lax"


def test_over_tls_a_frames_cookie_is_kept_apart_for_the_site_around_it(over_tls: House):
    with over_tls.app.test_request_context(environ_overrides={FRAME: "nuoret"}):
        told = remember(Response(), "token", Kind.VISITOR).headers["Set-Cookie"]

    kept = {"Secure", "HttpOnly", "Path=/", "SameSite=None", "Partitioned"}
    assert set(told.split("; ")) == {"__Host-rf=token", *kept}


def test_over_tls_the_cookie_is_secure_and_bound_to_the_host(over_tls: House):
    said = remember(Response(), "t0ken", Kind.VISITOR).headers["Set-Cookie"]

    assert said == "__Host-rv=t0ken; Secure; HttpOnly; Path=/; SameSite=Lax"


def test_a_forgotten_cookie_is_taken_away_by_its_very_name(over_tls: House):
    said = forget(Response(), Kind.VISITOR).headers["Set-Cookie"]

    assert said.startswith("__Host-rv=; ")
    assert "Secure" in said
    assert "Max-Age=0" in said


def test_a_worker_and_a_visitor_live_side_by_side_in_one_browser(home: House, people: People):
    browser = people.signed_in(people.worker(Role.RESPONDER))
    browser.set_cookie(cookie_name(Kind.VISITOR), begun(), domain="localhost")

    with browser, browser.get("/health"):
        kinds = actor_here(Kind.WORKER).kind, actor_here(Kind.VISITOR).kind, actor_here(Kind.WORKER)

    assert kinds[:2] == (Kind.WORKER, Kind.VISITOR)
    assert kinds[2].roles == frozenset({"responder"})


def test_the_audit_log_hears_kind_and_id_of_an_actor_and_no_name():
    someone = Actor(Kind.WORKER, id=uuid4(), authenticated_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert someone.name == f"worker:{someone.id}"
    assert (NOBODY.name, SYSTEM.name) == ("nobody", "system")
