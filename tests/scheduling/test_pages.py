"""The roster, one's own duties and the coordinator's form, through the door."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core import clock
from organisation.models import Role
from scheduling.models import Duty, Feed, Shift
from scheduling.states import DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def line(people):
    return people.line(hours=[])


@pytest.fixture
def worker(people, line):
    return a_responder(people, line)


@pytest.fixture
def aino(people, worker):
    return people.signed_in(worker)


@pytest.fixture
def coordinator(people):
    return people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Kallio"))


def press(browser, address, **fields):
    return browser.post(address, data=fields, headers=HERE, follow_redirects=True)


def week_of(shift):
    year, week, _day = clock.local(shift.starts_at).isocalendar()
    return f"{year}-W{week:02}"


def tomorrow(people, line, **changes):
    return a_shift(people, line, starts_at=clock.now() + 24 * HOUR, **changes)


def test_a_stranger_is_asked_to_sign_in(client):
    led = client.get("/roster")

    assert led.status_code == 303
    assert led.headers["Location"].startswith("/sign-in")


def test_an_editor_has_no_roster(people, line):
    editor = people.signed_in(people.worker(Role.EDITOR, name="Eeva Erkko"))

    assert editor.get("/roster").status_code == 403


def test_a_responder_takes_a_place_and_gives_it_back(aino, people, line, session):
    shift = tomorrow(people, line)
    page = aino.get(f"/roster?week={week_of(shift)}").text
    assert f"/roster/shifts/{shift.id}/claim" in page

    taken = press(aino, f"/roster/shifts/{shift.id}/claim", week=week_of(shift))

    duty = session.exec(select(Duty)).one()
    assert "Paikka on sinun." in taken.text
    assert f"/roster/duties/{duty.id}/release" in taken.text
    session.rollback()

    given = press(aino, f"/roster/duties/{duty.id}/release", week=week_of(shift))

    assert "Luovutit paikan." in given.text
    session.rollback()
    assert session.exec(select(Duty.state)).one() is DutyState.CANCELLED


def test_what_cannot_be_taken_is_explained_on_the_page(aino, people, line):
    shift = tomorrow(people, line, greatest=1)
    claimed(people.actor(a_responder(people, line, "Bo Berg")), shift)

    refused = press(aino, f"/roster/shifts/{shift.id}/claim", week=week_of(shift))

    assert refused.status_code == 200
    assert "Vuoron kaikki paikat on jo otettu." in refused.text


def test_gaps_come_first(aino, people, line):
    shift = tomorrow(people, line, least=2)

    page = aino.get(f"/roster?week={week_of(shift)}").text

    assert page.index("1 aukko viikon vuoroissa") < page.index('class="week ')
    assert "2 puuttuu" in page


def test_hours_promised_without_a_shift_are_a_gap_that_a_coordinator_can_fill(people, coordinator):
    people.line("tyhja", hours=[{"weekday": 7, "opens": "15:00", "closes": "17:00"}])
    monday = clock.local_day() + timedelta(days=14 - clock.local_day().weekday())

    page = coordinator.get(
        f"/roster?week={monday.isocalendar().year}-W{monday.isocalendar().week:02}"
    )

    assert "aika on luvattu, vuoroa ei ole" in page.text
    assert "begins=15:00" in page.text


def test_a_responder_sees_only_the_lines_of_their_teams(aino, people):
    other = people.line("toinen", name={"fi": "Salainen linja"}, hours=[])
    shift = tomorrow(people, other)

    assert "Salainen linja" not in aino.get(f"/roster?week={week_of(shift)}").text
    assert aino.get(f"/roster/shifts/{shift.id}").status_code == 404


@pytest.mark.parametrize("week", ["0001-W01", "9999-W52", "2026-W60", "<script>"])
def test_an_impossible_week_is_this_week(aino, week):
    assert aino.get(f"/roster?week={week}").status_code == 200
    assert "<script>" not in aino.get("/roster?week=<script>").text.split("</head>")[1]


def test_duty_begins_and_ends_by_one_button(aino, people, line, worker, session):
    duty = a_duty(people, worker, a_shift(people, line))
    assert f"/roster/duties/{duty.id}/check-in" in aino.get("/roster/mine").text

    on = press(aino, f"/roster/duties/{duty.id}/check-in", back="mine")
    assert "Olet vuorossa" in on.text
    assert on.request.path == "/roster/mine"

    off = press(aino, f"/roster/duties/{duty.id}/check-out", back="mine")
    assert "Vuorosi päättyi." in off.text
    assert session.exec(select(Duty.state)).one() is DutyState.DONE


def test_a_button_never_leads_elsewhere(aino, people, line, worker):
    duty = a_duty(people, worker, a_shift(people, line))

    led = aino.post(
        f"/roster/duties/{duty.id}/check-in", data={"back": "https://example.org/"}, headers=HERE
    )

    assert (led.status_code, led.headers["Location"]) == (303, "/roster")


def test_a_button_pressed_by_another_site_does_nothing(aino, people, line, worker, session):
    duty = a_duty(people, worker, a_shift(people, line))

    forged = aino.post(
        f"/roster/duties/{duty.id}/check-in", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert forged.status_code == 403
    assert session.exec(select(Duty.state)).one() is DutyState.CLAIMED


def test_a_calendar_address_is_shown_once_and_revoked(aino, client, session):
    made = press(aino, "/roster/feeds", label="Puhelin")
    address = made.text.split('id="made" readonly value="http://localhost')[1].split('"')[0]
    feed = session.exec(select(Feed)).one()

    assert client.get(address).status_code == 200
    again = aino.get("/roster/calendars").text
    assert "Puhelin" in again
    assert address not in again

    press(aino, f"/roster/feeds/{feed.id}/revoke")
    assert client.get(address).status_code == 404


def test_nobody_revokes_another_s_address(aino, people, line, session):
    press(aino, "/roster/feeds", label="Puhelin")
    feed = session.exec(select(Feed)).one()
    bo = people.signed_in(a_responder(people, line, "Bo Berg"))

    assert press(bo, f"/roster/feeds/{feed.id}/revoke").status_code == 404


def test_an_address_needs_a_label(aino, session):
    assert press(aino, "/roster/feeds", label="").status_code == 422
    assert session.exec(select(Feed)).all() == []


def test_ten_addresses_are_enough(aino, session):
    for number in range(11):
        last = press(aino, "/roster/feeds", label=f"Laite {number}")

    assert "kymmenen kalenteriosoitetta" in last.text
    assert len(session.exec(select(Feed)).all()) == 10


def fields(line, **changes):
    day = clock.local_day() + timedelta(days=7)
    return {
        "line_id": str(line.id),
        "day": f"{day:%Y-%m-%d}",
        "begins": "15:00",
        "ends": "17:00",
        "least": "1",
        "greatest": "2",
        "weeks": "3",
        **changes,
    }


def test_a_coordinator_makes_shifts_for_weeks(coordinator, line, session):
    made = press(coordinator, "/roster/new", **fields(line))

    assert "3 vuoroa lisättiin." in made.text
    assert len(session.exec(select(Shift)).all()) == 3


def test_a_gap_fills_the_form_in(coordinator, line):
    page = coordinator.get(f"/roster/new?line_id={line.id}&day=2026-12-01&begins=15:00&ends=17:00")

    assert 'value="2026-12-01"' in page.text
    assert 'value="15:00"' in page.text


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"least": "3"}, 422),
        ({"day": "2020-01-01"}, 422),
        ({"day": ""}, 422),
        ({"weeks": "99"}, 422),
    ],
)
def test_a_wrong_form_comes_back_with_the_reason(coordinator, line, session, changes, status):
    back = press(coordinator, "/roster/new", **fields(line, **changes))

    assert back.status_code == status
    assert 'class="error-summary"' in back.text
    assert session.exec(select(Shift)).all() == []


def test_a_responder_makes_no_shifts(aino, line):
    assert aino.get("/roster/new").status_code == 403
    assert press(aino, "/roster/new", **fields(line)).status_code == 403


def test_a_coordinator_calls_a_shift_off(coordinator, people, line, worker, session):
    shift = tomorrow(people, line)
    duty = a_duty(people, worker, shift)

    said = press(coordinator, f"/roster/shifts/{shift.id}/call-off")

    assert "Vuoro peruttiin." in said.text
    assert session.get_one(Duty, duty.id).state is DutyState.CANCELLED
    assert session.get_one(Shift, shift.id).cancelled_at is not None
    assert "Peruttu" in coordinator.get(f"/roster/shifts/{shift.id}").text


def test_the_week_can_be_printed(aino, people, line, worker):
    shift = tomorrow(people, line)
    a_duty(people, worker, shift)

    paper = aino.get(f"/roster/print?week={week_of(shift)}").text

    assert "Aino Alanko" in paper
    assert "____" in paper


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
@pytest.mark.parametrize("page", ["/roster", "/roster/mine", "/roster/print", "/roster/new"])
def test_every_page_opens_in_every_language(coordinator, people, line, worker, language, page):
    a_duty(people, worker, a_shift(people, line))

    assert coordinator.get(f"{language}{page}").status_code == 200
