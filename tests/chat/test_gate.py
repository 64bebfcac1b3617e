"""The door of a line: misuse, a wait with a reason, and the puzzle that a crowd brings."""

import hashlib
import html
import json
import re
from collections import deque
from dataclasses import asdict
from datetime import datetime, time, timedelta
from itertools import count

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from chat.gate import gate
from chat.models import Conversation, Count, GroupRoom
from chat.puzzle import is_solved, puzzle
from core import clock
from organisation.models import Line, Role
from tests.people import People, texts
from tests.people_chat import ORIGIN, AtSocket, a_responder, talking
from tests.people_return import a_code, asks_for, comes_back
from tests.policy import obey


@pytest.fixture(autouse=True)
def _nobody_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    for held in ("came_from", "cooling", "strikes", "starts"):
        monkeypatch.setattr(gate, held, type(getattr(gate, held))())
    # Whoever stopped the clock on another day before would have all of it forgotten at the first look.
    monkeypatch.setattr(gate, "day", clock.local_day())


def solved(told: dict) -> str:
    """Do what `static/js/chat/puzzle.js` does."""
    found = [
        next(
            number
            for number in count()
            if int.from_bytes(
                hashlib.pbkdf2_hmac(
                    "sha256",
                    told["token"].encode(),
                    f"{part}.{number}".encode(),
                    told["iterations"],
                    4,
                ),
                "big",
            ).bit_length()
            <= 32 - told["bits"]
        )
        for part in range(told["parts"])
    ]
    return f"{told['token']}:{','.join(map(str, found))}"


def asked(page) -> dict:
    """Read the puzzle off the page that asks for it."""
    return json.loads(html.unescape(re.search(r'data-puzzle="([^"]*)"', page.text)[1]))


def misused(people: People) -> tuple[AtSocket, AtSocket]:
    visitor, aino = talking(people, people.line())
    aino.ask("misuse", conversation_id=str(aino.conversation_id))
    return visitor, aino


def starts(browser: FlaskClient, **form: str):
    return browser.post("/en/lines/nuoret/start", data=form, headers=ORIGIN)


def counted(session: Session) -> dict[str, int]:
    session.rollback()
    said = session.exec(
        select(Count).where(col(Count.what).not_in(["attempt", "opened", "asked_at", "waited"]))
    ).all()
    return {f"{one.what} {one.detail}".strip(): one.n for one in said}


# ── Misuse ────────────────────────────────────────────────────────────────────────────────────────


def test_misuse_is_ended_labelled_and_counted_apart(people: People, session: Session):
    visitor, aino = misused(people)

    ended = session.exec(select(Conversation)).one()
    again = aino.ask("misuse", conversation_id=str(aino.conversation_id))

    assert (ended.is_misuse, ended.outcome, ended.ended_by) == (True, None, "misuse")
    assert visitor.hears("state")[-1]["ended_by"] == "misuse"
    assert counted(session) == {"outcome misuse": 1}
    assert again["code"] == "conversation_closed"


def test_whoever_did_it_is_told_why_until_when_and_where_else_there_is_help(
    people: People, session: Session
):
    visitor, _aino = misused(people)

    page = starts(visitor.browser)

    assert page.status_code == 429
    assert "You can start again at" in page.text
    assert "not used for talking" in page.text
    assert "112" in page.text
    assert "dpo@example.org" in page.text
    assert counted(session)["turned_away"] == 1


def test_the_wait_ends_by_itself(people: People):
    noon = datetime.combine(
        clock.local_day(), time(12), clock.HELSINKI
    )  # at midnight all is forgotten
    with clock.stopped(noon):
        visitor, _aino = misused(people)

    with clock.stopped(noon + timedelta(minutes=31)):
        told = asked(starts(visitor.browser))
        again = starts(visitor.browser, puzzle=solved(told))

    assert again.status_code == 303


def test_nobody_else_on_the_same_network_waits(people: People):
    misused(people)

    assert gate.strikes.total() == 1
    browser = people.home.app.test_client()
    friend = starts(browser, puzzle=solved(asked(starts(browser))))

    assert friend.status_code == 303


def test_where_the_policy_says_so_the_whole_network_waits(people: People):
    misused(people)
    obey('\nreach = "visit"', '\nreach = "network"')

    friend = starts(people.home.app.test_client())

    assert friend.status_code == 429
    assert "You can start again at" in friend.text


def test_what_is_remembered_of_networks_is_no_address_and_gone_the_next_day(people: People):
    misused(people)
    known = set(gate.strikes)

    with clock.stopped(clock.now() + timedelta(days=1)):
        level = gate.level(people.line("other").id, 0, next(iter(known)))

    assert all(len(one) == 32 and "127" not in one.split(".") for one in known)
    assert (level, gate.strikes) == (0, {})


WISHED = {"words": "Hei", "name": "Marja", "contact": "a@example.org", "relation": "friend"}


@pytest.fixture
def other(people: People) -> Line:
    """Give another line than the one that `misused` talks on."""
    return people.line("other")


@pytest.fixture
def doors(people: People, other: Line) -> dict[str, str]:
    """Give the doors besides the start, of another line where there is one."""
    kaisa = people.worker(Role.COORDINATOR, lines=(other,), name="Kaisa K")
    room = GroupRoom(
        line_id=other.id,
        theme=texts("Aihe"),
        starts_at=clock.now(),
        minutes=60,
        seats=2,
        made_by=kaisa.id,
    )
    with people.home.database.session() as session:
        session.add(room)
        session.commit()
        at = f"/en/lines/{other.slug}"
        return {
            "going on": "/chat/again",
            "a request": f"{at}/ask",
            "a worry": f"{at}/worried",
            "a group room": f"/groups/{room.id}",
        }


@pytest.mark.parametrize("door", ["going on", "a request", "a worry", "a group room"])
def test_whoever_misused_the_chat_waits_at_every_other_door_too(
    people: People, doors: dict[str, str], door: str
):
    visitor, _aino = misused(people)

    page = visitor.browser.post(doors[door], data={"nickname": "Kuu"} | WISHED, headers=ORIGIN)

    assert page.status_code == 429
    assert "112" in page.text


@pytest.mark.parametrize("door", ["a request", "a worry"])
def test_a_rush_of_requests_asks_for_work_and_loses_no_word(
    people: People, other: Line, doors: dict[str, str], door: str
):
    gate.starts[other.id] = deque([clock.now()] * 40)
    browser = people.home.app.test_client()

    without = browser.post(doors[door], data=WISHED, headers=ORIGIN)
    work = {"puzzle": solved(asked(without))}
    with_it = browser.post(doors[door], data=WISHED | work, headers=ORIGIN)

    assert without.status_code == 429
    assert f'action="{doors[door]}"' in without.text
    assert 'name="words" value="Hei"' in without.text
    assert with_it.status_code < 400


def test_coming_back_with_words_in_a_rush_asks_for_work_first(people: People):
    line = people.line()
    visitor, _aino = talking(people, line)
    visitor.says("hei")
    asks_for(visitor, a_code())
    gate.starts[line.id] = deque([clock.now()] * 40)
    browser = people.home.app.test_client()

    without = comes_back(browser, line, a_code())
    work = {"puzzle": solved(without.json["puzzle"])}
    with_it = browser.post(
        f"/lines/{line.slug}/return", data=asdict(a_code()) | work, headers=ORIGIN
    )

    assert (without.status_code, without.json["code"]) == (429, "work_first")
    assert with_it.json["ok"]


# ── The puzzle ────────────────────────────────────────────────────────────────────────────────────


def test_at_calm_there_is_nothing_to_work_out(people: People):
    line = people.line()
    a_responder(people, line)
    client = people.home.app.test_client()

    assert starts(client).status_code == 303


def test_a_rush_asks_for_work_and_honestly_says_so_without_it(people: People):
    line = people.line()
    a_responder(people, line)
    gate.starts[line.id] = deque([clock.now()] * 40)
    client = people.home.app.test_client()

    without = starts(client, nickname="Kuu")
    told = asked(without)
    with_it = starts(client, puzzle=solved(told))

    assert (without.status_code, told["level"], with_it.status_code) == (429, 1, 303)
    assert "needs JavaScript" in without.text
    assert 'name="nickname" value="Kuu"' in without.text


def test_a_puzzle_is_good_once_on_its_own_line_and_while_it_is_fresh(people: People):
    line, other = people.line(), people.line("other")
    answer = solved(puzzle(line.id, 1))
    fresh = solved(puzzle(line.id, 1))

    with clock.stopped(clock.now() + timedelta(minutes=11)):
        assert not is_solved(fresh, line.id, 1)
    assert not is_solved(answer, other.id, 1)
    assert not is_solved(answer, line.id, 3)
    assert is_solved(answer, line.id, 1)
    assert not is_solved(answer, line.id, 1)


@pytest.mark.parametrize("rubbish", ["", ":1,2,3,4", "x:1,2,3,4", "a.b.c.d.e:1", ":::", "ä" * 400])
def test_rubbish_solves_nothing(rubbish: str, people: People):
    line = people.line()
    body = puzzle(line.id, 1)["token"].rpartition(".")[0]

    assert not is_solved(rubbish, line.id, 1)
    assert not is_solved(f"{body}.{rubbish}", line.id, 1)
