"""Every door of the house, tried by everybody who might: with each role, with none, from elsewhere, and badly."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from core.access import PUBLIC
from core.house import House
from core.identity import Kind, cookie_name
from core.limits import limiter
from organisation.models import Line, Role
from policies import schema
from scheduling.states import DutyState
from tests.people import People
from tests.people_chat import talking
from tests.people_guidance import a_service
from tests.people_outreach import a_campaign, a_channel, a_link, another_organisation
from tests.people_scheduling import a_duty, a_shift

OURS = {"Origin": "http://localhost"}
FOREIGN = [
    {},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
    {"Sec-Fetch-Site": "cross-site", **OURS},
]
SHIPPED = tomllib.loads((schema.SHIPPED).read_text(encoding="utf-8"))["roles"]
CHANGING = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One rule of the map with one of its methods, and an address that leads there."""

    rule: str
    method: str
    endpoint: str
    path: str
    permission: Any
    kind: Kind | None


def routes(home: House, **held: object) -> list[Route]:
    """List every route; `held` fills in the parts of the address, other parts lead to nothing."""
    adapter = home.app.url_map.bind("localhost")
    found = []
    for rule in home.app.url_map.iter_rules():
        view = home.app.view_functions[rule.endpoint]
        parts = {name: held.get(name) or unknown(rule, name) for name in rule.arguments}
        path = adapter.build(rule.endpoint, parts, force_external=False)
        found += [
            Route(
                str(rule),
                method,
                rule.endpoint,
                path,
                getattr(view, "permission", PUBLIC),
                getattr(view, "kind", None),
            )
            for method in sorted((rule.methods or set()) & {"GET", *CHANGING})
        ]
    return found


def unknown(rule: Rule, name: str) -> object:
    """Give a part of an address that leads to nothing; of a closed list, one of its words."""
    listed = getattr(rule._converters[name], "items", None)
    if listed:
        return min(listed)
    return uuid4() if name.endswith("_id") else "nowhere"


def granted(role: str) -> frozenset[str]:
    """Read from the policy file itself what a role may do; a part after a colon only narrows it."""
    return frozenset(name.partition(":")[0] for name in SHIPPED[role])


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def house_with_things(people: People, line: Line, session) -> dict[str, object]:
    """Give the ids of one of everything, all of our own organisation."""
    colleague = people.worker(Role.RESPONDER, lines=(line,), name="Eero Eskola")
    shift = a_shift(people, line)
    campaign = a_campaign(people)
    return {
        "worker_id": colleague.id,
        "shift_id": shift.id,
        "duty_id": a_duty(people, colleague, shift).id,
        "campaign_id": campaign.id,
        "channel_id": a_channel(people).id,
        "code": a_link(people, line, campaign_id=campaign.id).code,
        "service_id": a_service(session, organisation_id=people.organisation().id),
        "slug": line.slug,
    }


def asks(browser: FlaskClient, route: Route, **headers: str) -> TestResponse:
    """Open a route as one of our own pages would, with nothing in the form."""
    limiter.reset()
    return browser.open(route.path, method=route.method, headers={**OURS, **headers})


NO_PAGE = {"Accept": "application/json"}
"""Whoever is refused is told so in a line: thousands of times, the page that says it would be the same."""


def is_led_to_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?next=")


# Who may open what


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_the_doors_that_the_policy_gives_it_and_no_other(
    home: House, people: People, line: Line, house_with_things, role: Role
):
    worker = people.worker(role, lines=(line,))
    kept, refused_wrongly, let_in_wrongly, broken = granted(role), [], [], []

    for route in routes(home, **house_with_things):
        if route.permission is PUBLIC or route.kind is Kind.VISITOR:
            continue
        answer = asks(people.signed_in(worker), route, **NO_PAGE)
        shut = answer.status_code in {401, 403} or is_led_to_sign_in(answer)
        if route.permission.name in kept and shut:
            refused_wrongly.append((route.method, route.rule))
        if route.permission.name not in kept and answer.status_code != 403:
            let_in_wrongly.append((route.method, route.rule, answer.status_code))
        if answer.status_code >= 500:
            broken.append((route.method, route.rule))

    assert (refused_wrongly, let_in_wrongly, broken) == ([], [], [])


def test_a_role_sees_its_pages(home: House, people: People, line: Line, house_with_things):
    everybody = people.worker(*Role, lines=(line,))
    browser = people.signed_in(everybody)

    answers = {
        route.rule: asks(browser, route).status_code
        for route in routes(home, **house_with_things)
        if route.method == "GET" and route.permission is not PUBLIC and route.kind is Kind.WORKER
        if set(re.findall(r"<(?:\w+:)?(\w+)>", route.rule)) <= house_with_things.keys()
    }

    files = ("csv", "json", "xlsx")
    assert {rule: status for rule, status in answers.items() if status not in {200, 303}} == {
        **{f"/figures.{kind}": 409 for kind in files},  # no month has ended yet
        **{f"/figures/feedback.{kind}": 409 for kind in files},
        "/reports/<code>": 422,  # a link's code is no period, and names no process
        **{f"/reports/<code>.{kind}": 422 for kind in files},
        "/outreach/processes/<code>": 404,
        "/roster/duties/<uuid:duty_id>/cover": 404,  # a colleague's
    }


def test_nobody_is_led_to_the_sign_in_from_pages_and_refused_everywhere_else(
    home: House, client: FlaskClient, house_with_things
):
    wrong = []

    for route in routes(home, **house_with_things):
        if route.permission is PUBLIC:
            continue
        answer = asks(client, route)
        is_page = route.method == "GET" and route.kind is Kind.WORKER
        if not (is_led_to_sign_in(answer) if is_page else answer.status_code == 401):
            wrong.append((route.method, route.rule, answer.status_code))
        asked_for_json = asks(client, route, Accept="application/json")
        if asked_for_json.status_code != 401:
            wrong.append((route.method, route.rule, asked_for_json.status_code))

    assert wrong == []


def test_a_visitor_is_nobody_at_the_workers_doors_and_a_worker_at_the_visitors(
    home: House, people: People, line: Line, house_with_things
):
    visitor, responder = talking(people, line)
    wrong = []

    for route in routes(home, **house_with_things):
        if route.permission is PUBLIC:
            continue
        stranger = responder if route.kind is Kind.VISITOR else visitor
        answer = asks(stranger.browser, route)
        if answer.status_code != 401 and not is_led_to_sign_in(answer):
            wrong.append((route.method, route.rule, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("mine", [Kind.VISITOR, Kind.WORKER])
def test_a_token_under_the_other_cookies_name_opens_nothing(
    home: House, people: People, line: Line, mine: Kind
):
    visitor, responder = talking(people, line)
    holder, other = (visitor, Kind.WORKER) if mine is Kind.VISITOR else (responder, Kind.VISITOR)
    cookie = holder.browser.get_cookie(cookie_name(mine))
    assert cookie is not None
    thief = home.app.test_client()
    thief.set_cookie(cookie_name(other), cookie.value, domain="localhost")

    assert is_led_to_sign_in(thief.get("/desk"))
    assert visitor.conversation_id is not None
    assert str(visitor.conversation_id) not in thief.get("/chat").text


# Whose things they are


@pytest.fixture
def elsewhere(people: People, session) -> dict[str, object]:
    """Give the ids of one of everything that belongs to another organisation."""
    other = another_organisation(people)
    theirs = people.line("heidan", organisation_id=other.id)
    colleague = people.worker(
        Role.RESPONDER, lines=(theirs,), name="Vieras Virta", organisation_id=other.id
    )
    shift = a_shift(people, theirs)
    campaign = a_campaign(people, organisation_id=other.id)
    return {
        "worker_id": colleague.id,
        "shift_id": shift.id,
        "duty_id": a_duty(people, colleague, shift, DutyState.CLAIMED).id,
        "campaign_id": campaign.id,
        "channel_id": a_channel(people, organisation_id=other.id).id,
        "code": a_link(people, theirs, "bcdfgh", campaign_id=campaign.id).code,
        "service_id": a_service(session, organisation_id=other.id),
        "slug": theirs.slug,
    }


def test_another_organisations_things_are_told_like_things_that_do_not_exist(
    home: House, people: People, line: Line, elsewhere
):
    everybody = people.worker(*Role, lines=(line,))
    told_apart = []
    pairs = zip(routes(home, **elsewhere), routes(home), strict=True)

    for theirs, missing in pairs:
        if theirs.permission is PUBLIC or theirs.path == missing.path:
            continue
        one, other = (asks(people.signed_in(everybody), route) for route in (theirs, missing))
        if seen(one, theirs) != seen(other, missing):
            told_apart.append((theirs.method, theirs.rule, one.status_code, other.status_code))

    assert told_apart == []


def seen(answer: TestResponse, route: Route) -> tuple[int, str, str]:
    """Give what somebody learns from an answer, apart from the address they asked for."""
    place = answer.headers.get("Location", "").replace(route.path, "…")
    told = answer.text if answer.status_code != 303 else ""
    return answer.status_code, place, told.replace(route.path, "…")


def test_nothing_of_another_organisation_changes(
    home: House, people: People, line: Line, elsewhere, session
):
    everybody = people.worker(*Role, lines=(line,))
    before = picture(session)
    leading_nowhere = {one.path for one in routes(home)}

    for route in routes(home, **elsewhere):
        if route.method != "GET" and route.path not in leading_nowhere:
            asks(people.signed_in(everybody), route)

    assert picture(session) == before


def picture(session) -> dict[str, list[Any]]:
    """Copy the rows of the tables that such an attack would change."""
    session.rollback()
    session.expire_all()
    tables = ("organisation_worker", "organisation_line", "organisation_worker_role")
    more = ("organisation_line_member", "outreach_campaign", "outreach_channel", "outreach_link")
    last = ("scheduling_shift", "scheduling_duty", "guidance_service", "outreach_change")
    return {
        name: sorted(map(str, session.connection().exec_driver_sql(f"SELECT * FROM {name}")))
        for name in {*tables, *more, *last}
    }


# From another page


def test_no_changing_request_is_taken_from_elsewhere(
    home: House, people: People, line: Line, house_with_things, session
):
    everybody = people.worker(*Role, lines=(line,))
    browser = people.signed_in(everybody)
    before, taken = picture(session), []

    for route in routes(home, **house_with_things):
        for headers in FOREIGN if route.method != "GET" else []:
            answer = browser.open(route.path, method=route.method, headers={**headers, **NO_PAGE})
            if answer.status_code != 403:
                taken.append((route.method, route.rule, headers, answer.status_code))

    assert taken == []
    assert picture(session) == before


@pytest.mark.parametrize(
    "override", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]
)
def test_a_method_cannot_be_dressed_up_as_another(people: People, line: Line, override: str):
    visitor, _responder = talking(people, line)

    answer = visitor.browser.get("/chat/close?_method=POST", headers={override: "POST"})

    assert answer.status_code == 405
    assert visitor.sync()["state"] == "open"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "DEBUG", "get", "A" * 200])
def test_other_methods_do_nothing(client: FlaskClient, method: str):
    answer = client.open("/", method=method, headers=OURS)

    assert answer.status_code in {200, 405}
    assert "Cookie" not in answer.text


def test_an_open_page_asked_for_by_head_tells_no_more_than_the_page(
    home: House, client: FlaskClient, house_with_things
):
    let_in = [
        route.rule
        for route in routes(home, **house_with_things)
        if route.method == "GET"
        and route.permission is not PUBLIC
        and client.head(route.path).status_code < 300
    ]

    assert let_in == []


# What stays in the browser


SCRIPTS = {
    "/list.js",
    "/outreach/worker.js",
    "/widget.js",
    "/worker.js",
}  # the same for everybody, and asked for again and again
OPEN_DATA = "/api/hsds/"  # public, and told with an ETag


def test_no_page_is_kept_by_the_browser_nor_found_in_a_frame(
    home: House, people: People, line: Line, house_with_things
):
    visitor, responder = talking(people, line)
    kept = []

    for route in routes(home, **house_with_things):
        if route.method != "GET" or route.endpoint == "static":
            continue
        browser = visitor.browser if route.kind is Kind.VISITOR else responder.browser
        answer = asks(browser, route)
        answer.close()
        is_meant_to_be = route.rule in SCRIPTS or route.rule.startswith(OPEN_DATA)
        if answer.headers["Cache-Control"] != "no-store" and not is_meant_to_be:
            kept.append(route.rule)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]

    assert kept == []
