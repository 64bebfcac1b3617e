"""The greatest reach of a month stands against those who live there, with their number's source."""

import io
import json
import socket
import threading
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from core.house import House
from core.outgoing import Fetcher
from organisation.models import Role
from outreach.models import Channel, Population
from outreach.routes import coverage as door
from outreach.schemas import Scope
from tests.core.test_outgoing import PUBLIC, Net, ok
from tests.people import People
from tests.people_outreach import a_channel, last_month, post
from tests.policy import obey

HOST = "statistics.example.org"
SHEET = """\
Alue;Ikä;Vuosi;Väestö
Kajaani;15-24;2025;4 618
Kajaani;25-34;2025;3900
Sotkamo;15–24;2025;950
"""
CUBE = {
    "id": ["Alue", "Ikä", "Sukupuoli", "Vuosi", "Tiedot"],
    "size": [1, 2, 1, 1, 1],
    "dimension": {
        "Alue": {"category": {"index": {"KU205": 0}, "label": {"KU205": "Kajaani"}}},
        "Ikä": {"category": {"index": {"015": 0, "016": 1}, "label": {"015": "15", "016": "16"}}},
        "Sukupuoli": {"category": {"index": {"SSS": 0}, "label": {"SSS": "Yhteensä"}}},
        "Vuosi": {"category": {"index": ["2025"]}},
        "Tiedot": {"category": {"index": ["vaesto"]}},
    },
    "value": [402, None],
}


@pytest.fixture
def veikko(people: People) -> FlaskClient:
    people.line()
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


@pytest.fixture
def asking(home: House) -> None:
    """The policy lets the statistics office be asked."""
    obey('population_source = ""', f'population_source = "https://{HOST}/table.px"')


def sends(browser: FlaskClient, sheet: str) -> TestResponse:
    return browser.post(
        "/figures/coverage/file",
        data={"file": (io.BytesIO(sheet.encode()), "vaesto.csv")},
        headers={"Origin": "http://localhost"},
    )


def tells(browser: FlaskClient, channel: Channel, reach: int) -> None:
    post(browser, f"/outreach/platforms/by-hand/{channel.id}/{last_month():%Y-%m}", reach=reach)


def known(session: Session) -> list[tuple[str, int, int, int]]:
    session.rollback()
    rows = session.exec(select(Population)).all()
    return sorted((one.area, one.age_from, one.age_to, one.people) for one in rows)


def test_the_greatest_local_channel_is_held_against_the_people_of_the_ages(people, veikko):
    for name, reach, scope in (
        ("Instagram", 2309, Scope.LOCAL),
        ("TikTok", 900, Scope.LOCAL),
        ("YouTube", 90_000, Scope.NATIONAL),
    ):
        tells(veikko, a_channel(people, name=name, scope=scope), reach)
    sends(veikko, SHEET)

    town = veikko.get("/figures/coverage?area=Kajaani&from=15&to=24").text
    region = veikko.get("/figures/coverage?from=15&to=29").text

    assert "<strong>50 %</strong>" in town
    assert "2\u00a0309 / 4\u00a0618 ihmistä" in town
    assert "<strong>41 %</strong>" in region  # 25 to 34 lies only partly between the ages
    assert "koko maa" in town


def test_a_sheet_that_is_read_again_takes_the_place_of_the_old(veikko, session):
    sends(veikko, SHEET)

    sends(veikko, "area,age,year,people\nKajaani,15-24,2025,4700\n")

    assert known(session) == [("Kajaani", 15, 24, 4700), ("Sotkamo", 15, 24, 950)]


@pytest.mark.parametrize(
    "sheet",
    [
        "Alue;Ikä;Vuosi\nKajaani;15;2025\n",
        "Alue;Ikä;Vuosi;Väestö\nKajaani;nuoret;2025;9\n",
        "Alue;Ikä;Vuosi;Väestö\nKajaani;15;2025;-9\n",
        "Alue;Ikä;Vuosi;Väestö\nKajaani;15\n",
        "Alue;Ikä;Vuosi;Väestö\nKajaani;15;2025;9\nKajaani;15;2025;8\n",
        "",
    ],
)
def test_half_a_population_is_none(veikko, session, sheet):
    answer = sends(veikko, sheet)

    assert answer.status_code in {409, 422}
    assert known(session) == []


def ask(browser: FlaskClient, areas: str = "KU205") -> TestResponse:
    return post(browser, "/figures/coverage/statistics", areas=areas)


class Office(Net):
    """A statistics office on loopback: it hears the whole question before it answers."""

    def __init__(self, names: dict[str, list[str]], answers: list[bytes]) -> None:
        super().__init__(names, answers)
        self.asked: list[dict[str, Any]] = []

    def connect(self, address: str, _port: int, host: str, seconds: float) -> socket.socket:
        self.connected.append((address, host))
        here, there = socket.socketpair()
        here.settimeout(seconds)
        threading.Thread(target=self._serve, args=(there,), daemon=True).start()
        return here

    def _serve(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as told:
            heads = [head.decode().casefold() for head in iter(told.readline, b"\r\n")]
            length = next(head for head in heads if head.startswith("content-length:"))
            self.asked.append(json.loads(told.read(int(length.partition(":")[2]))))
            line.sendall(self.answers.pop(0))


def online(monkeypatch: pytest.MonkeyPatch, address: str, answer: bytes) -> Office:
    net = Office({HOST: [address]}, [ok(answer)])
    fetcher = Fetcher(100_000, resolve=net.resolve, connect=net.connect)
    monkeypatch.setattr(door, "FETCHER", fetcher)
    return net


def test_the_statistics_office_is_asked_where_the_policy_says_so(
    veikko, session, asking, monkeypatch
):
    net = online(monkeypatch, PUBLIC, json.dumps(CUBE).encode())

    answer = ask(veikko)

    wanted = {one["code"]: one["selection"]["values"] for one in net.asked[0]["query"]}
    assert answer.status_code == 303
    assert (wanted["Alue"], wanted["Vuosi"]) == (["KU205"], ["1"])
    assert known(session) == [("Kajaani", 15, 15, 402)]


def test_only_the_policys_statistics_office_is_asked_and_only_at_a_public_address(
    veikko, asking, monkeypatch
):
    net = online(monkeypatch, "10.0.0.5", b"{}")

    assert ask(veikko).status_code == 422
    assert net.connected == []


def test_without_a_word_of_the_policy_nobody_is_asked(veikko, monkeypatch):
    net = online(monkeypatch, PUBLIC, b"{}")

    assert ask(veikko).status_code == 409
    assert net.connected == []


@pytest.mark.parametrize("answer", [b"{}", b"<html>", b'{"id": ["Alue"], "dimension": {}}'])
def test_an_answer_that_is_no_table_changes_nothing(veikko, session, asking, monkeypatch, answer):
    online(monkeypatch, PUBLIC, answer)

    assert ask(veikko).status_code == 422
    assert known(session) == []


def test_what_is_no_code_of_an_area_is_not_sent(veikko, asking, monkeypatch):
    net = online(monkeypatch, PUBLIC, b"{}")

    assert ask(veikko, "Kajaani; DROP").status_code == 422
    assert net.connected == []
