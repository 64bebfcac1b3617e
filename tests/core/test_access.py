"""Permissions fail closed: nobody decides, nobody may."""

from uuid import uuid4

import pytest
from flask import Flask

from core import access
from core.access import (
    PUBLIC,
    Decision,
    Permission,
    allows,
    may,
    permission,
    refuse_open_doors,
    require,
)
from core.errors import NotAllowed, SignInNeeded
from core.identity import NOBODY, Actor, Kind

POUR = Permission("tea.pour", "Pour tea.")
WORKER = Actor(Kind.WORKER, id=uuid4())
YES, NO = (Decision(one, "", (), "") for one in (True, False))


def test_while_nobody_decides_nobody_may(monkeypatch):
    monkeypatch.setattr(access, "_decide", [])

    assert not may(WORKER, POUR)
    assert may(NOBODY, PUBLIC)


def test_a_permission_that_only_looks_public_is_not(monkeypatch):
    monkeypatch.setattr(access, "_decide", [])

    assert not may(WORKER, Permission(PUBLIC.name, PUBLIC.meaning))


def test_a_stranger_is_asked_to_sign_in_and_a_worker_is_refused(monkeypatch):
    monkeypatch.setattr(access, "_decide", [lambda actor, wanted, about: NO])

    with pytest.raises(SignInNeeded):
        require(NOBODY, POUR)
    with pytest.raises(NotAllowed):
        require(WORKER, POUR)


def test_whoever_decides_last_decides(monkeypatch):
    monkeypatch.setattr(access, "_decide", [])
    access.decide_by(lambda actor, wanted, about: YES)
    access.decide_by(lambda actor, wanted, about: YES if actor is WORKER else NO)

    assert may(WORKER, POUR)
    assert not may(NOBODY, POUR)


def test_a_permission_has_one_meaning(monkeypatch):
    monkeypatch.setattr(access, "KNOWN", {})
    assert permission("tea.pour", "Pour tea.") == permission("tea.pour", "Pour tea.")

    with pytest.raises(ValueError, match=r"tea\.pour"):
        permission("tea.pour", "Pour it away.")


def test_a_house_with_a_door_that_names_no_permission_is_not_built():
    app = Flask("house")
    app.add_url_rule("/guarded", "guarded", allows(PUBLIC)(lambda: "tea"))
    app.add_url_rule("/open", "open", lambda: "tea")

    with pytest.raises(RuntimeError, match="no permission: open"):
        refuse_open_doors({k: v for k, v in app.view_functions.items() if k != "static"})
