"""Somebody taps a link or scans a code: it is counted, and nothing about them is kept."""

import threading
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, SQLModel
from werkzeug.datastructures import Headers

from core import clock
from core.house import House
from outreach.robots import kind_of_visit
from outreach.schemas import CountKind
from tests.people import People
from tests.people_outreach import CODE, PHONE, a_link, comes_by, times

ADDRESS = "198.51.100.77"


def test_a_link_leads_to_the_line_page_with_its_code(
    client: FlaskClient, people: People, session: Session
):
    a_link(people, people.line())

    answer = comes_by(client, f"/t/{CODE}")

    assert answer.status_code == 303
    assert answer.location == f"/lines/nuoret?k={CODE}"
    assert times(session, CountKind.OPENED) == 1


def test_the_language_of_the_address_stays(client: FlaskClient, people: People):
    a_link(people, people.line())

    assert comes_by(client, f"/sv/t/{CODE}").location == f"/sv/lines/nuoret?k={CODE}"


def test_trackers_in_the_address_are_dropped(client: FlaskClient, people: People):
    a_link(people, people.line())

    answer = comes_by(client, f"/t/{CODE}?utm_source=instagram&fbclid=abc&next=https://example.org")

    assert answer.location == f"/lines/nuoret?k={CODE}"


def test_a_code_typed_in_capitals_is_the_same_code(
    client: FlaskClient, people: People, session: Session
):
    a_link(people, people.line())

    comes_by(client, f"/t/{CODE.upper()}")

    assert times(session, CountKind.OPENED) == 1


@pytest.mark.parametrize("path", [f"/q/{CODE}", f"/t/{CODE}?s=1"])
def test_a_scan_is_counted_apart_from_a_tap(
    path: str, client: FlaskClient, people: People, session: Session
):
    a_link(people, people.line())

    comes_by(client, path)

    assert (times(session, CountKind.SCANNED), times(session, CountKind.OPENED)) == (1, 0)


def test_a_head_request_is_led_on_and_counted_nowhere(
    client: FlaskClient, people: People, session: Session
):
    a_link(people, people.line())

    answer = client.head(f"/t/{CODE}", headers={"User-Agent": PHONE})

    assert answer.location == f"/lines/nuoret?k={CODE}"
    assert times(session, CountKind.OPENED) == 0


def test_an_unknown_code_leads_to_the_front_page_where_there_are_several_lines(
    client: FlaskClient, people: People
):
    people.line()
    people.line("vanhemmat")

    answer = comes_by(client, "/t/zzzzzz")

    assert (answer.status_code, answer.location) == (303, "/")


def test_an_unknown_code_leads_to_the_only_line_there_is(client: FlaskClient, people: People):
    people.line()

    assert comes_by(client, "/t/zzzzzz").location == "/lines/nuoret"


def test_an_expired_link_still_leads_to_its_line_but_is_not_counted(
    client: FlaskClient, people: People, session: Session
):
    yesterday = clock.local_day() - timedelta(days=1)
    a_link(people, people.line(), active_until=yesterday)
    people.line("vanhemmat")

    answer = comes_by(client, f"/t/{CODE}")

    assert answer.location == "/lines/nuoret"
    assert times(session, CountKind.OPENED) == 0


def test_a_link_to_a_line_that_is_gone_leads_to_the_front_page(client: FlaskClient, people: People):
    a_link(people, people.line("vanha", is_live=False))
    people.line()

    assert comes_by(client, f"/t/{CODE}").location == "/"


ROBOTS = [
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    "Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots",
    "http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.example/)",
    "curl/8.5.0",
    "",
]
PEOPLE = [
    PHONE,
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 [FBAN/EMA;FBAV/400.0]",
    "Mozilla/5.0 (iPhone) Snapchat/12.60.0.41",
    "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/120.0 Mobile",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0",
]


@pytest.mark.parametrize("user_agent", ROBOTS)
def test_a_robot_that_only_looks_ahead_is_counted_as_a_preview(
    user_agent: str, client: FlaskClient, people: People, session: Session
):
    a_link(people, people.line())

    comes_by(client, f"/t/{CODE}", user_agent)

    assert (times(session, CountKind.PREVIEW), times(session, CountKind.OPENED)) == (1, 0)


@pytest.mark.parametrize("user_agent", PEOPLE)
def test_a_person_in_an_apps_own_browser_is_a_person(user_agent: str):
    assert kind_of_visit(user_agent, Headers(), scanned=False) is CountKind.OPENED


def test_a_browser_that_loads_ahead_is_counted_as_a_preview():
    assert (
        kind_of_visit(PHONE, Headers({"Sec-Purpose": "prefetch;prerender"}), scanned=True)
        is CountKind.PREVIEW
    )


def test_a_visitor_leaves_no_cookie_address_or_user_agent_anywhere(
    client: FlaskClient, people: People, session: Session
):
    a_link(people, people.line())

    answers = [
        client.get(
            f"/t/{CODE}",
            headers={"User-Agent": PHONE, "Referer": "https://example.org/story"},
            environ_base={"REMOTE_ADDR": ADDRESS},
        ),
        client.post(
            "/lines/nuoret/landed",
            data={"k": CODE},
            headers={"User-Agent": PHONE, "Origin": "http://localhost"},
            environ_base={"REMOTE_ADDR": ADDRESS},
        ),
    ]

    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[], []]
    stored = everything(session)
    assert CODE in stored
    for word in (ADDRESS, "iPhone", "Instagram 312", "example.org/story"):
        assert word not in stored


def everything(session: Session) -> str:
    """Read every column of every table as text."""
    rows = [session.execute(table.select()).all() for table in SQLModel.metadata.sorted_tables]
    return str(rows)


def test_thirty_who_come_at_once_are_thirty(home: House, people: People, session: Session):
    a_link(people, people.line())
    ready = threading.Barrier(30)

    def come() -> None:
        ready.wait()
        comes_by(home.app.test_client(), f"/t/{CODE}")

    crowd = [threading.Thread(target=come) for _ in range(30)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert times(session, CountKind.OPENED) == 30
