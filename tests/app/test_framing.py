"""A line within another site's page: who may show it, what of it, and what the browser keeps."""

import pytest
from flask.testing import FlaskClient

from core.house import House
from organisation.models import Role
from organisation.routes.embedding import SANDBOX
from tests.house.tree import ROOT
from tests.people import People
from tests.people_chat import ORIGIN, on_duty
from tests.policy import obey

SITE = "https://www.example.org"
IN_FRAME = {"Sec-Fetch-Dest": "iframe"}


@pytest.fixture(autouse=True)
def _named(home: House) -> None:
    obey("[embed.lines]", f'[embed.lines]\nnuoret = ["{SITE}"]')


@pytest.fixture
def open_line(people: People) -> None:
    line = people.line("nuoret")
    on_duty(people, people.worker(Role.RESPONDER, lines=(line,)), line)


@pytest.mark.parametrize("path", ["lines/nuoret", "sv/lines/nuoret", "chat", "privacy", "services"])
def test_a_named_site_may_frame_the_line_and_what_belongs_to_it(client, people, path):
    people.line("nuoret")

    framed = client.get(f"/embed/nuoret/{path}", headers=IN_FRAME)

    assert framed.status_code == 200
    assert f"frame-ancestors {SITE};" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers


@pytest.mark.parametrize(
    "path", ["/lines/nuoret", "/chat", "/", "/embed/vanhemmat/lines/vanhemmat"]
)
def test_nothing_else_is_framed_by_it(client, people, path):
    people.line("nuoret")
    people.line("vanhemmat")

    answer = client.get(path, headers=IN_FRAME)

    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    ["sign-in", "desk", "team", "lines/vanhemmat", "metrics", "embed/vanhemmat/chat", "widget.js"],
)
def test_within_the_frame_there_is_one_line_and_no_workers_page(client, people, path):
    people.line("nuoret")
    people.line("vanhemmat")

    assert client.get(f"/embed/nuoret/{path}", headers=IN_FRAME).status_code == 404


def test_the_list_of_services_is_a_script_for_named_sites_and_a_link_for_the_others(client, people):
    line = people.line("nuoret")
    keeper = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,)))

    with client.get("/list.js") as script:
        told = script.headers
    page = keeper.get("/team/lines/nuoret/embedding").text

    assert told["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in told
    assert "/list.js&#34; defer data-line=&#34;nuoret&#34;" in page


def test_a_worker_is_nobody_within_a_frame(people: People):
    line = people.line("nuoret")
    aino = people.signed_in(people.worker(Role.RESPONDER, lines=(line,)))

    assert aino.get("/desk").status_code == 200
    assert aino.get("/embed/nuoret/desk", headers=IN_FRAME).status_code == 404


def test_every_link_stays_within_the_frame_and_the_others_open_beside_it(client, people):
    people.line("nuoret")

    page = client.get("/embed/nuoret/sv/lines/nuoret", headers=IN_FRAME).text

    assert 'href="/embed/nuoret/sv/privacy"' in page
    assert 'href="/sv/" target="_blank"' in page


def test_the_frames_own_address_leads_to_its_line_with_the_topic(client, people):
    people.line("nuoret")

    answer = client.get("/embed/nuoret/en/?topic=mood", headers=IN_FRAME)

    assert answer.location == "/embed/nuoret/en/lines/nuoret?topic=mood"


def test_opened_in_a_tab_of_its_own_a_frame_is_the_lines_plain_page(client, people):
    people.line("nuoret")

    answer = client.get(
        "/embed/nuoret/lines/nuoret?topic=mood", headers={"Sec-Fetch-Dest": "document"}
    )

    assert answer.location == "/lines/nuoret?topic=mood"


@pytest.mark.usefixtures("open_line")
def test_a_browser_that_gives_no_cookie_back_is_led_to_a_tab_before_anything_begins(app):
    forgetful = app.test_client(use_cookies=False)

    first = forgetful.post(
        "/embed/nuoret/lines/nuoret/start", data={"topic": "mood"}, headers=ORIGIN
    )
    again = forgetful.post(first.location, data={"topic": "mood"}, headers=ORIGIN)

    assert first.status_code == 307
    assert 'href="/lines/nuoret?topic=mood"' in again.text
    assert "Set-Cookie" not in again.headers


@pytest.mark.usefixtures("open_line")
def test_a_conversation_in_a_frame_is_known_to_the_frame_only(client: FlaskClient):
    trying = client.post("/embed/nuoret/lines/nuoret/start", headers=ORIGIN)
    client.post(trying.location, headers=ORIGIN)

    assert "data-conversation" in client.get("/embed/nuoret/chat", headers=IN_FRAME).text
    assert "data-conversation" not in client.get("/chat").text
    assert [name for name in ("rv", "rf") if client.get_cookie(name)] == ["rf"]


@pytest.mark.usefixtures("open_line")
def test_another_site_cannot_send_the_frames_forms(client):
    answer = client.post(
        "/embed/nuoret/lines/nuoret/start", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403


def test_leaving_a_frame_takes_its_cookie_and_stays_at_the_line(client, people):
    people.line("nuoret")

    answer = client.post("/embed/nuoret/chat/leave", headers=ORIGIN)

    assert answer.location == "/embed/nuoret/lines/nuoret"
    assert answer.headers["Set-Cookie"].startswith("rf=;")


def test_a_link_from_elsewhere_chooses_a_topic_that_the_line_has(client, people, request):
    request.getfixturevalue("open_line")

    assert 'checked id="topic-0"' in client.get("/lines/nuoret?topic=mood").text
    assert "checked" not in client.get('/lines/nuoret?topic="><script>').text


def test_the_bubbles_script_is_small_and_may_be_kept_by_anybody(client):
    with client.get("/widget.js") as script:
        size = len(script.data)

    assert size < 6_000
    assert script.headers["Cache-Control"] == "public, max-age=3600"
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in script.headers


def test_the_page_for_coordinators_tells_what_the_bubble_does(people: People):
    line = people.line("nuoret")
    kaisa = people.signed_in(people.worker(Role.COORDINATOR, lines=(line,)))

    page = kaisa.get("/en/team/lines/nuoret/embedding?topic=mood&in=sv").text

    assert "http://localhost/sv/lines/nuoret?topic=mood" in page
    assert "data-line=&#34;nuoret&#34; data-topic=&#34;mood&#34; data-lang=&#34;sv&#34;" in page
    assert SITE in page
    assert SANDBOX in (ROOT / "static/js/widget.js").read_text("utf-8")
