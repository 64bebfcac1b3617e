"""What no page would send: too long, too large, too far away, of another alphabet, or not text at all."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.limits import limiter
from organisation.models import Line, Role
from tests.people import People
from tests.people_chat import opened, talking
from tests.people_guidance import a_service
from tests.people_outreach import a_campaign, a_channel, a_link
from tests.people_scheduling import a_shift

OURS = {"Origin": "http://localhost"}
ODD = [
    "",
    "\x00",
    "a\x00b",
    "-1",
    "1234x",
    "9" * 30,
    "9" * 5000,
    "x" * 10_000,
    "9999-W52",
    "0001-W01",
    "9999-12-31",
    "١٢٣",
    "\ud800",
    "e" + "\u0301" * 2000,
    "'; DROP TABLE chat_message; --",
    '" OR 1=1 --',
    '"*" NEAR/2 (a OR',
    '"',
    "\r\nSet-Cookie: rw=mine",
]
DAY = "2027-01-04"
DATES = ["9999-12-31", "0001-01-01"]
TEXTS = ["a\x00b\ud800\r\nSet-Cookie: rw=mine", "9" * 30, "x" * 10_000]
ASKED = {
    "/": ("x",),
    "/lines/nuoret": ("k",),
    "/lines/nuoret/state": ("x",),
    "/services": ("q", "municipality", "age", "page"),
    "/services/search.json": ("q", "lang"),
    "/roster": ("week", "line"),
    "/roster/new": ("line_id", "day", "begins", "weeks"),
    "/figures": ("month", "line"),
    "/figures.csv": ("month",),
    "/data-protection/audit": ("before", "since", "until"),
    "/links/nstgrm/poster": ("size",),
    "/sign-in": ("next",),
    "/sign-in/demo": ("state",),
    "/sign-in/oidc/back": ("state", "code"),
}
PATHS = (
    "/lines/{}",
    "/lines/{}/state",
    "/t/{}",
    "/q/{}",
    "/links/{}.svg",
    "/links/{}/poster",
    "/services/{}",
    "/invitations/{}",
    "/feeds/{}.ics",
    "/team/lines/{}",
    "/static/{}",
    "/{}",
    "/sv/{}",
    "/outreach/campaigns/{}",
    "/roster/shifts/{}",
    "/team/workers/{}",
)


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def somebody(people: People, line: Line, session) -> FlaskClient:
    """Give a browser in which somebody of every role has signed in, in a house with something of everything."""
    campaign = a_campaign(people)
    a_link(people, line, campaign_id=campaign.id)
    a_service(session, organisation_id=people.organisation().id)
    a_shift(people, line)
    return people.signed_in(people.worker(*Role, lines=(line,)))


def is_whole(answer: TestResponse) -> bool:
    """Whether the house stood it: no fault, and no header that somebody else wrote."""
    return answer.status_code < 500 and "mine" not in answer.headers.get("Set-Cookie", "")


@pytest.mark.parametrize("path", ASKED)
def test_no_question_in_an_address_breaks_a_page(somebody: FlaskClient, path: str):
    broken = []

    for name in ASKED[path]:
        for odd in ODD:
            limiter.reset()
            value = odd.encode("utf-8", "surrogatepass")
            if not is_whole(somebody.get(path, query_string={name: value})):
                broken.append((name, odd[:20]))

    assert broken == []


@pytest.mark.parametrize("path", PATHS)
def test_no_name_in_an_address_breaks_a_page(somebody: FlaskClient, path: str):
    broken = []

    for odd in ODD:
        limiter.reset()
        name = "".join(f"%{byte:02x}" for byte in odd.encode("utf-8", "surrogatepass"))
        with somebody.get(path.format(name)) as answer:
            if not is_whole(answer):
                broken.append(odd[:20])

    assert broken == []


def forms(people: People, line: Line, session) -> dict[str, dict[str, Any]]:
    """Give every form with what makes it right; each field in turn will be made wrong."""
    return {
        **visitors_forms(people, line),
        **teams_forms(line),
        **campaigns_forms(people, line),
        **rosters_forms(line),
        **editors_forms(people, session),
        "/team/lines/nuoret": line_form(somebody_of(people, line)),
        "/data-protection/purge/apply": {"plan_hash": "x", "looked_at": "x", "hash": "x"},
    }


def visitors_forms(people: People, line: Line) -> dict[str, dict[str, Any]]:
    link = a_link(people, line, "bcdfgh", campaign_id=a_campaign(people).id)
    return {
        "/lines/nuoret/start": {"nickname": "Kuu", "topic": "mood", "k": link.code},
        "/lines/nuoret/landed": {"k": link.code},
        "/chat/feedback": {"question": "did_it_help", "answer": "yes"},
    }


def teams_forms(line: Line) -> dict[str, dict[str, Any]]:
    return {
        "/sign-in": {"email": "a@example.org", "password": "x", "next": "/desk"},
        "/team/invitations": {
            "email": "uusi@example.org",
            "name": "Uusi",
            "role": "responder",
            "lines": str(line.id),
            "language": "fi",
        },
        "/me/language": {"language": "fi"},
        "/me/password": {"current": "x", "password": "y", "again": "y"},
    }


def campaigns_forms(people: People, line: Line) -> dict[str, dict[str, Any]]:
    campaign, channel = a_campaign(people), a_channel(people)
    begun = {
        "title": "Talvi",
        "goal": "Kysytään.",
        "starts_on": DAY,
        "ends_on": DAY,
        "languages": "fi",
    }
    return {
        "/outreach/campaigns/new": {**begun, "audience": "13–17", "budget_hours": "3"},
        f"/outreach/campaigns/{campaign.id}/edit": begun,
        f"/outreach/campaigns/{campaign.id}/changes": {
            "day": DAY,
            "what": "Kuva",
            "why": "Palaute",
        },
        f"/outreach/campaigns/{campaign.id}/links": {
            "line": str(line.id),
            "line_id": str(line.id),
            "channel": str(channel.id),
            "placement": "Tarina",
            "medium": "story",
            "active_from": DAY,
            "active_until": DAY,
        },
        f"/outreach/channels/{channel.id}": {
            "name": "Taulu",
            "kind": "poster",
            "state": "active",
            "handle": "@x",
            "url": "https://example.org",
            "disclosure_fi": "Meidän",
            "review_on": DAY,
        },
    }


def rosters_forms(line: Line) -> dict[str, dict[str, Any]]:
    return {
        "/roster/new": {
            "line_id": str(line.id),
            "day": DAY,
            "begins": "12:00",
            "ends": "14:00",
            "least": "1",
            "greatest": "2",
            "weeks": "1",
        },
        "/roster/feeds": {"label": "Puhelin"},
    }


def editors_forms(people: People, session) -> dict[str, dict[str, Any]]:
    service = a_service(session, organisation_id=people.organisation().id)
    return {
        f"/services/{service}/edit": {
            "fi_name": "Talo",
            "fi_summary": "x",
            "municipalities": "Kajaani",
            "age_min": "12",
            "age_max": "20",
            "phone": "0800 1",
            "chat_url": "https://example.org",
            "web_url": "https://example.org",
            "postal_code": "87100",
            "day1": "9–15",
            "exceptions": "24.12.2026 kiinni",
            "status": "published",
        },
    }


def somebody_of(people: People, line: Line) -> FlaskClient:
    return people.signed_in(people.worker(*Role, lines=(line,), name="Kaikki Kaikkonen"))


def line_form(browser: FlaskClient) -> dict[str, str]:
    """Read a line's own form off its page."""
    page = browser.get("/team/lines/nuoret").text
    names = re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', page)
    one_of_each_kind = {re.sub(r"\d+", "", name): name for name in names}
    return dict.fromkeys(one_of_each_kind.values(), "1")


def seen_there(browser: FlaskClient, path: str) -> dict[str, str]:
    """Read off a form what was there when it was opened: whoever saves over something else meets a 409."""
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', browser.get(path).text)
    return {"seen": found[1]} if found else {}


def test_no_field_of_any_form_breaks_a_page(people: People, line: Line, somebody, session):
    talking(people, line)
    broken = []

    for path, right in forms(people, line, session).items():
        is_watched = bool(seen_there(somebody, path))
        for name in right:
            for odd in DATES if re.search("day|_on|_from|_until", name) else TEXTS:
                limiter.reset()
                value = odd.encode("utf-8", "surrogatepass")
                seen = seen_there(somebody, path) if is_watched else {}
                answer = somebody.post(path, data={**right, **seen, name: value}, headers=OURS)
                assert answer.status_code != 409, path
                if not is_whole(answer):
                    broken.append((path.split("/")[-1], name, odd[:20]))

    assert broken == []


def test_a_body_that_is_no_form_breaks_nothing(people: People, line: Line, somebody, session):
    bodies = [
        (b"\xff\xfe\x00garbage", "application/x-www-form-urlencoded"),
        (b"--x\r\nno end", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\n", "multipart/form-data"),
        (b'{"a": [[[', "application/json"),
        (b"&" * 5000, "application/x-www-form-urlencoded"),
        (b"a=1&" * 3000, "application/x-www-form-urlencoded"),
        (b"nickname=" + b"x" * 600_000, "application/x-www-form-urlencoded"),
    ]
    broken = []

    for path in forms(people, line, session):
        for body, kind in bodies:
            limiter.reset()
            answer = somebody.post(path, data=body, content_type=kind, headers=OURS)
            if not is_whole(answer):
                broken.append((path, kind, body[:10]))

    assert broken == []


def test_nobody_but_an_editor_at_the_import_sends_more_than_a_megabyte(
    people: People, line: Line, somebody: FlaskClient
):
    file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="ptv.json"\r\n\r\n['
    sent = {
        "data": file + b" " * 1_200_000 + b"]\r\n--x--\r\n",
        "content_type": "multipart/form-data; boundary=x",
        "headers": OURS,
    }
    anybody = people.home.app.test_client()

    for browser, path in ((anybody, "/lines/nuoret/landed"), (somebody, "/services/new")):
        assert browser.post(path, **sent).status_code == 413
    assert somebody.post("/services/import", **sent).status_code == 303
    assert anybody.post("/services/import", **sent).status_code == 401


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Kuu \n", "Kuu"),
        ("Ku\r\nu", "Kuu"),
        ("\u202eattab", "attab"),
        ("K\x00u\u200bu\ufeff", "Kuu"),
        ("\u2066Kuu\u2069", "Kuu"),
        ("e\u0301", "\u00e9"),
        ("Z\u0300\u0301\u0302\u0303\u0304", "Z\u0300\u0301"),
        (
            "\U0001f468\u200d\U0001f469\u200d\U0001f467",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
        ("\u200b\u200b", ""),
    ],
)
def test_a_nickname_neither_turns_nor_hides_nor_covers_what_stands_beside_it(
    people: People, line: Line, given: str, kept: str
):
    visitor, responder = talking(people, line, nickname=given)

    (row,) = responder.ask("desk")["own"]

    assert (opened(row["nickname"]) if row["nickname"] else "") == kept
    assert visitor.is_connected
