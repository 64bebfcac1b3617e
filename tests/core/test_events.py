"""Facts are told after the commit, to everybody that listens, whoever fails."""

from dataclasses import dataclass

import pytest
from sqlmodel import Session, text

from core import events
from core.db import transaction
from core.events import Event, listens, record, tell
from core.house import House


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    cups: int


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the list into which a listener writes what it hears."""
    monkeypatch.setitem(events._listeners, KettleBoiled, [])
    told: list[int] = []

    @listens(KettleBoiled)
    def _hear(boiled: KettleBoiled) -> None:
        told.append(boiled.cups)

    return told


def test_the_world_hears_after_the_commit_and_in_order(home: House, heard):
    with transaction() as session:
        record(session, KettleBoiled(cups=1))
        record(session, KettleBoiled(cups=2))
        heard_inside = list(heard)

    assert heard_inside == []
    assert heard == [1, 2]


def test_what_was_rolled_back_is_told_to_nobody(home: House, heard):
    with pytest.raises(RuntimeError), transaction() as session:  # noqa: PT012  one door, one error
        record(session, KettleBoiled(cups=1))
        raise RuntimeError

    with transaction():
        pass
    assert heard == []


def test_a_listener_sees_what_was_committed(home: House, session: Session, monkeypatch):
    monkeypatch.setitem(events._listeners, KettleBoiled, [])
    found: list[int] = []

    @listens(KettleBoiled)
    def _look(boiled: KettleBoiled) -> None:
        with home.database.session() as other:
            found.append(other.connection().execute(text("SELECT count(*) FROM tea")).scalar_one())

    with transaction() as writing:
        writing.connection().execute(text("CREATE TABLE tea (id INTEGER)"))
        writing.connection().execute(text("INSERT INTO tea VALUES (1)"))
        record(writing, KettleBoiled(cups=1))

    assert found == [1]


def test_a_listener_that_fails_stops_neither_the_others_nor_the_door(home: House, monkeypatch):
    monkeypatch.setitem(events._listeners, KettleBoiled, [])
    told: list[int] = []

    @listens(KettleBoiled)
    def _fail(boiled: KettleBoiled) -> None:
        raise RuntimeError("kitchen on fire")

    @listens(KettleBoiled)
    def _hear(boiled: KettleBoiled) -> None:
        told.append(boiled.cups)

    with transaction() as session:
        record(session, KettleBoiled(cups=3))

    assert told == [3]


def test_whoever_listens_twice_hears_once(heard):
    listens(KettleBoiled)(events._listeners[KettleBoiled][0])

    tell(KettleBoiled(cups=1))

    assert heard == [1]
