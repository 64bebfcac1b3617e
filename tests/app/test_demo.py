"""The demo: seven lines and people to sign in as, seeded once, with a shift now at every start."""

import re
import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from app import demo
from app.factory import create_app
from core.house import House, house, stand
from organisation.models import Line, Worker
from tests.conftest import settings_in
from tests.served import secret, seeded


@pytest.fixture
def showing(home: House, own_databases, tmp_path, monkeypatch) -> Iterator[Flask]:
    """Give the application of a demo that has been prepared before."""
    monkeypatch.setattr(demo, "run_beside", lambda huey: huey.storage.close())
    if not own_databases:
        shutil.copytree(seeded(), tmp_path / "demo")
    secrets = {"key_wrapping_key": secret("keys"), "secret_key": secret("sessions")}
    app = create_app(settings_in(tmp_path / "demo", **secrets, **own_databases))
    demo.prepare(app)
    yield app
    house().database.engine.dispose()
    house().keys.engine.dispose()
    stand(home)


def counts() -> tuple[int, int]:
    with house().database.session() as session:
        return len(session.exec(select(Line)).all()), len(session.exec(select(Worker)).all())


def test_the_demo_shows_every_line_and_its_people(showing: Flask):
    lines, workers = counts()

    assert lines >= 7
    assert workers >= 6
    page = showing.test_client().get("/").text
    with house().database.session() as session:
        assert all(name in page for name in live_names(session))


def live_names(session: Session) -> list[str]:
    return [one.name["fi"] for one in session.exec(select(Line)).all() if one.is_live]


def test_another_start_keeps_what_is_there(showing: Flask):
    before = counts()

    demo.prepare(showing)

    assert counts() == before


def test_everybody_the_demo_names_can_sign_in(showing: Flask, capsys):
    demo.say_where(5050)
    told = capsys.readouterr().out
    password = told.partition("password  ")[2].splitlines()[0].strip()
    named = re.findall(r"\w+@example\.org", told)

    answers = [signs_in(showing, email, password) for email in named]

    assert len(named) == 8
    assert [answer.status_code for answer in answers] == [303] * 8
    assert all("rw=" in answer.headers["Set-Cookie"] for answer in answers)


def signs_in(showing: Flask, email: str, password: str) -> TestResponse:
    return showing.test_client().post(
        "/sign-in",
        data={"email": email, "password": password},
        headers={"Origin": "http://localhost"},
    )


def test_the_first_address_leads_to_the_youth_line(showing: Flask, capsys):
    demo.say_where(5050)
    link = capsys.readouterr().out.partition("http://127.0.0.1:5050")[2].split()[0]

    answer = showing.test_client().get(link, follow_redirects=True)

    assert link.startswith("/t/")
    assert answer.status_code == 200
    assert answer.request.path.endswith(f"/lines/{demo.YOUTH_LINE}")
