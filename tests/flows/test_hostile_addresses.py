"""What somebody brings along: a cookie copied in time, an address that leads away, a header that lies, a file's way out."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from organisation.models import Line, Role
from tests.people import People
from tests.people_chat import talking

OURS = {"Origin": "http://localhost"}


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


def test_a_cookie_copied_before_signing_out_is_worth_nothing_after(people: People, line: Line):
    browser = people.signed_in(people.worker(Role.RESPONDER, lines=(line,)))
    copied = browser.get_cookie("rw")
    assert copied is not None
    browser.post("/sign-out", headers=OURS)
    browser.set_cookie("rw", copied.value, domain="localhost")

    assert browser.get("/desk").location == "/sign-in?next=/desk"


def test_a_cookie_copied_before_leaving_shows_nothing_after(people: People, line: Line):
    visitor, _responder = talking(people, line)
    copied = visitor.browser.get_cookie("rv")
    assert copied is not None
    visitor.browser.post("/chat/leave", headers=OURS)
    visitor.browser.set_cookie("rv", copied.value, domain="localhost")

    assert str(visitor.conversation_id) not in visitor.browser.get("/chat").text
    assert not visitor.is_connected


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/ /evil.example",
        "javascript:alert(1)",
        "data:text/html,hi",
        "http:evil.example",
        "https:/evil.example",
        "/%09/evil.example",
        "///evil.example",
        "/\x00/evil.example",
        "/sv//evil.example",
        "/desk\r\nSet-Cookie: rw=mine",
        "/desk\r\n\r\n<script>alert(1)</script>",
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_signing_in_leads_to_our_own_pages_only(people: People, wanted: str, signed_in: bool):
    worker = people.worker(Role.EDITOR)
    browser = people.signed_in(worker) if signed_in else people.home.app.test_client()

    answer = browser.get("/sign-in", query_string={"next": wanted})

    place = answer.headers.get("Location", "/")
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))
    assert "Set-Cookie" not in answer.headers or "mine" not in answer.headers["Set-Cookie"]
    kept = re.search(r'name="next" type="hidden" value="([^"]*)"', answer.text)
    assert (kept[1] if kept else "") in {"", "/%09/evil.example", "/sv//evil.example"}  # our own


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "/sv//evil.example",
        "///evil.example/desk",
        "/\\evil.example",
        "/%5cevil.example",
    ],
)
def test_an_address_with_two_slashes_leads_nowhere_else(client: FlaskClient, path: str):
    answer = Client(client.application.wsgi_app).get(
        "/", headers={"Host": "localhost"}, environ_overrides={"PATH_INFO": path, "RAW_URI": path}
    )

    place = answer.headers.get("Location", "http://localhost/")
    assert place.startswith(("/lines", "/?", "http://localhost/"))
    assert 'href="//evil' not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost:80@evil.example"},
        {"Host": "localhost.evil.example"},
        {"Host": ""},
        {"Host": "localhost, evil.example"},
    ],
)
def test_another_host_is_not_ours(client: FlaskClient, headers: dict[str, str]):
    answer = Client(client.application.wsgi_app).get("/sign-in", headers=headers)

    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "name",
    [
        "X-Forwarded-Host",
        "X-Host",
        "Forwarded",
        "X-Forwarded-Server",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Forwarded-Prefix",
        "X-Script-Name",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
    ],
)
def test_no_header_changes_where_links_lead(client: FlaskClient, name: str):
    said = {"Forwarded": "host=evil.example;proto=https"}.get(name, "//evil.example")

    answer = client.get("/desk", headers={name: said})
    page = client.get("/", headers={name: said})

    assert answer.headers["Location"] == "/sign-in?next=/desk"
    assert "evil.example" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "../app/wsgi.py",
        "..%2fapp%2fwsgi.py",
        "%2e%2e/app/wsgi.py",
        "....//app/wsgi.py",
        "..\\app\\wsgi.py",
        "..%5capp%5cwsgi.py",
        "/etc/passwd",
        "//etc/passwd",
        "css/../../pyproject.toml",
        "css/tokens.css%00.png",
        "css",
        "",
        ".",
        "..",
        "~root",
        "C:/windows/win.ini",
        "css/" + "a" * 3000,
    ],
)
def test_no_file_but_the_public_ones_can_be_fetched(client: FlaskClient, path: str):
    with client.get(f"/static/{path}?v=missing") as answer:
        assert answer.status_code in {400, 404, 308}
        assert "immutable" not in answer.headers["Cache-Control"]
