"""A group room: planned, moderated, joined by a nickname, and forgotten (R36)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from chat.listeners.group import tend_groups
from chat.models import GroupMember, GroupMessage, GroupRoom
from core import clock
from core.crypto import Sealed
from core.identity import SYSTEM, Kind
from organisation.models import Role
from policies.purge import apply_due
from tests.people import People, texts
from tests.people_chat import ORIGIN, AtSocket, opened, sealed, talking

LINE = "verkkohuone"


@pytest.fixture
def line(people: People):
    return people.line(LINE)


@pytest.fixture
def room(people: People, line) -> GroupRoom:
    """Give a room that is to begin now, with two seats."""
    kaisa = people.worker(Role.COORDINATOR, lines=(line,), name="Kaisa Kettunen")
    made = GroupRoom(
        line_id=line.id,
        theme=texts("Yksinäisyys"),
        starts_at=clock.now(),
        minutes=60,
        seats=2,
        made_by=kaisa.id,
    )
    with people.home.database.session() as session:
        session.add(made)
        session.commit()
        session.refresh(made)
    return made


@pytest.fixture
def aino(people: People, line, room) -> AtSocket:
    """Give a moderator who has opened the room."""
    worker = people.worker(Role.RESPONDER, lines=(line,))
    browser = people.signed_in(worker)
    browser.post(f"/group-rooms/{room.id}", headers=ORIGIN)
    return AtSocket(people.home, browser, Kind.WORKER).connect()


def comes_in(people: People, room: GroupRoom, nickname: str) -> AtSocket:
    """Let a visitor choose a nickname at the door and connect."""
    browser = people.home.app.test_client()
    answer = browser.post(f"/groups/{room.id}", data={"nickname": nickname}, headers=ORIGIN)
    assert answer.location == "/group", answer.text
    return AtSocket(people.home, browser, Kind.VISITOR).connect()


def sync(somebody: AtSocket, room: GroupRoom) -> dict:
    return somebody.ask("group_sync", room_id=str(room.id), after=0)


def says(somebody: AtSocket, room: GroupRoom, text: str) -> dict:
    return somebody.ask(
        "group_post", room_id=str(room.id), client_id=str(uuid4()), sealed=sealed(text)
    )


def acts(aino: AtSocket, room: GroupRoom, act: str, **about: str | int) -> dict:
    return aino.ask("group_act", room_id=str(room.id), act=act, **about)


def id_of(somebody: AtSocket, room: GroupRoom) -> str:
    return sync(somebody, room)["me"]


def words(view: dict) -> list[str]:
    return [opened(one["sealed"]) if one["sealed"] else "–" for one in view["messages"]]


def test_two_talk_and_know_each_other_by_nickname_only(people, room, aino):
    kuu, susi = comes_in(people, room, "Kuu"), comes_in(people, room, "Susi")

    says(kuu, room, "onko muita hereillä?")

    view = sync(susi, room)
    assert words(view) == ["onko muita hereillä?"]
    assert [one["name"] for one in view["members"]] == ["Aino", "Kuu", "Susi"]
    assert [one["is_moderator"] for one in view["members"]] == [True, False, False]
    assert susi.hears("group_message")


def test_whoever_comes_later_does_not_read_what_was_said_before(people, room, aino):
    kuu = comes_in(people, room, "Kuu")
    says(kuu, room, "ennen")

    susi = comes_in(people, room, "Susi")
    says(kuu, room, "jälkeen")

    assert words(sync(susi, room)) == ["jälkeen"]
    assert words(sync(kuu, room)) == ["ennen", "jälkeen"]


def test_before_a_moderator_has_come_nobody_comes_in(people, room):
    answer = people.home.app.test_client().post(
        f"/groups/{room.id}", data={"nickname": "Kuu"}, headers=ORIGIN
    )

    assert answer.status_code == 409


def test_there_are_no_more_people_than_seats(people, room, aino):
    kuu = comes_in(people, room, "Kuu")
    comes_in(people, room, "Susi")

    third = people.home.app.test_client()
    refused = third.post(f"/groups/{room.id}", data={"nickname": "Ilves"}, headers=ORIGIN)
    kuu.browser.post("/group/leave", headers=ORIGIN)

    assert refused.status_code == 409
    assert comes_in(people, room, "Ilves").is_connected


def test_whoever_leaves_in_a_hurry_frees_their_seat_soon(people, room, aino, session):
    kuu = comes_in(people, room, "Kuu")
    kuu.browser.post("/chat/leave", headers=ORIGIN)

    tend_groups()

    assert session.get(GroupRoom, room.id).taken == 0
    assert [one["name"] for one in sync_of_moderator(aino, room)] == ["Aino"]


def sync_of_moderator(aino: AtSocket, room: GroupRoom) -> list[dict]:
    return sync(aino, room)["members"]


def test_two_are_not_called_the_same(people, room, aino):
    comes_in(people, room, "Kuu")

    again = people.home.app.test_client().post(
        f"/groups/{room.id}", data={"nickname": "kuu"}, headers=ORIGIN
    )

    assert again.status_code == 409


def test_the_door_closes_after_a_while_or_by_the_moderators_hand(people, room, aino):
    acts(aino, room, "lock")
    locked = people.home.app.test_client().get(f"/groups/{room.id}").text
    acts(aino, room, "unlock")
    with clock.stopped(clock.now() + timedelta(minutes=31)):
        late = people.home.app.test_client().get(f"/groups/{room.id}").text

    now = people.home.app.test_client().get(f"/groups/{room.id}").text
    assert "nickname" not in locked
    assert "nickname" not in late
    assert "nickname" in now


def test_a_moderator_mutes_and_lets_talk_again(people, room, aino):
    kuu = comes_in(people, room, "Kuu")

    acts(aino, room, "mute", member_id=id_of(kuu, room))
    muted = says(kuu, room, "hei")
    acts(aino, room, "unmute", member_id=id_of(kuu, room))

    assert muted["code"] == "muted"
    assert says(kuu, room, "hei")["ok"]


def test_a_moderator_takes_a_message_away_for_good(people, room, aino, session):
    kuu = comes_in(people, room, "Kuu")
    says(kuu, room, "jotain pahaa")

    acts(aino, room, "hide", seq=1)

    assert words(sync(kuu, room)) == ["–"]
    assert session.exec(select(GroupMessage)).one().body is None


def test_a_moderator_takes_somebody_out_and_they_are_told_why(people, room, aino, session):
    kuu = comes_in(people, room, "Kuu")
    kuu_id = id_of(kuu, room)

    acts(aino, room, "remove", member_id=kuu_id, because="unkind")
    says(aino, room, "jatketaan rauhassa")

    assert sync(kuu, room)["code"] == "taken_out"
    assert says(kuu, room, "hei")["code"] == "taken_out"
    assert kuu.hears("group_message") == []
    assert "kohdeltiin ilkeästi" in kuu.browser.get("/group").text
    assert session.get(GroupMember, UUID(kuu_id)).removed_because == "unkind"


def test_a_visitor_moderates_nobody(people, room, aino):
    kuu, susi = comes_in(people, room, "Kuu"), comes_in(people, room, "Susi")

    assert acts(kuu, room, "mute", member_id=id_of(susi, room))["code"] == "not_allowed"


def test_nobody_drowns_the_others_out(people, room, aino):
    kuu = comes_in(people, room, "Kuu")

    answers = [says(kuu, room, f"{n}").get("code", "ok") for n in range(6)]

    assert answers == ["ok"] * 5 + ["too_many"]


def test_a_message_sent_twice_is_there_once(people, room, aino):
    kuu, twice = comes_in(people, room, "Kuu"), str(uuid4())
    message = {"room_id": str(room.id), "client_id": twice, "sealed": sealed("hei")}

    first, second = (kuu.ask("group_post", **message) for _ in range(2))

    assert first == second
    assert words(sync(kuu, room)) == ["hei"]


def test_who_is_not_in_the_room_hears_and_reads_nothing(people, room, aino, line):
    kuu = comes_in(people, room, "Kuu")
    outside, _responder = talking(people, people.line("nuoret"))
    eero = people.worker(Role.RESPONDER, lines=(line,), name="Eero Eloranta")
    colleague = AtSocket(people.home, people.signed_in(eero), Kind.WORKER).connect()

    says(kuu, room, "vain meille")

    for somebody in (outside, colleague):
        assert sync(somebody, room)["code"] == "no_such_group"
        assert somebody.hears("group_message") == []


def test_a_responder_of_another_line_cannot_moderate(people, room):
    other = people.worker(Role.RESPONDER, lines=(people.line("nuoret"),), name="Eero Eloranta")

    answer = people.signed_in(other).post(f"/group-rooms/{room.id}", headers=ORIGIN)

    assert answer.status_code == 404


def test_somebody_in_a_conversation_keeps_it(people, room, aino):
    visitor, _responder = talking(people, people.line("nuoret"))

    answer = visitor.browser.post(f"/groups/{room.id}", data={"nickname": "Kuu"}, headers=ORIGIN)

    assert answer.location == "/chat"
    assert visitor.says("olen yhä täällä")["ok"]


def test_a_room_closes_when_its_time_is_over(people, room, aino):
    kuu = comes_in(people, room, "Kuu")

    with clock.stopped(clock.now() + timedelta(minutes=61)):
        tend_groups()

    assert says(aino, room, "vielä yksi")["code"] == "conversation_closed"
    assert not kuu.is_connected
    assert "Et ole huoneessa" in kuu.browser.get("/group").text


def test_a_day_after_the_room_its_key_words_and_names_are_gone(people, room, aino, session):
    kuu = comes_in(people, room, "Kuu")
    says(kuu, room, "hei")
    acts(aino, room, "close")

    with clock.stopped(clock.now() + timedelta(hours=25)):
        apply_due(SYSTEM)

    assert session.exec(select(GroupMessage)).all() == session.exec(select(GroupMember)).all() == []
    with pytest.raises(Sealed):
        people.home.keys.get(room.id)


def test_a_coordinator_plans_a_room_and_the_lines_page_tells_of_it(people, line):
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,)))
    tomorrow = clock.local_day() + timedelta(days=1)
    plan = {
        "line_id": str(line.id),
        "theme_fi": "Yksinäisyys",
        "theme_sv": "Ensamhet",
        "theme_en": "Loneliness",
        "day": f"{tomorrow}",
        "begins": "18:00",
        "minutes": "60",
        "seats": "6",
    }

    planned = kaisa.post("/group-rooms", data=plan, headers=ORIGIN)
    too_long = kaisa.post("/group-rooms", data={**plan, "minutes": "200"}, headers=ORIGIN)

    assert planned.status_code == 303
    assert too_long.status_code == 422
    page = people.home.app.test_client().get(f"/sv/lines/{LINE}").text
    assert "Ensamhet" in page


def test_a_room_that_was_called_off_is_on_no_page(people, line, room):
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,), name="Kerttu Kuusi"))

    kaisa.post(f"/group-rooms/{room.id}/call-off", headers=ORIGIN)

    assert "Yksinäisyys" not in people.home.app.test_client().get(f"/lines/{LINE}").text
