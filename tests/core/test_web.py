"""The gate for hosts, names of files, forms in the page's language."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from wtforms import StringField, validators

from core.errors import BadInput
from core.house import House
from core.log import UNKNOWING
from core.web import HostGate, HouseForm, asset, version


class TeaForm(HouseForm):
    sort = StringField(validators=[validators.InputRequired(), validators.Length(max=3)])


def through_the_gate(**environ: str) -> tuple[str, dict[str, Any]]:
    """Give the status that the gate answered and what the application behind it saw."""
    seen: dict[str, Any] = {}
    said: list[str] = []

    def behind(environ, start_response):
        seen.update(environ)
        start_response("200 OK", [])
        return []

    list(
        HostGate(behind, ["chat.example.org"])(environ, lambda status, headers: said.append(status))
    )
    return said[0], seen


@pytest.mark.parametrize("host", ["chat.example.org", "CHAT.example.org"])
def test_our_own_host_gets_in(host):
    assert through_the_gate(HTTP_HOST=host)[0] == "200 OK"


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "chat.example.org.evil.example", "chat.example.org:81", "127.0.0.1"],
)
def test_any_other_name_stays_outside(host):
    status, seen = through_the_gate(HTTP_HOST=host)

    assert status == "400 Bad Request"
    assert seen == {}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/ready", "200 OK"), ("/metrics", "200 OK"), ("/ready/", "400 Bad Request")],
)
def test_a_machine_may_ask_one_process_how_it_is_by_its_own_address(path, status):
    assert through_the_gate(HTTP_HOST="10.0.0.7:5001", PATH_INFO=path)[0] == status


def test_without_a_host_nobody_gets_in():
    assert through_the_gate()[0] == "400 Bad Request"


def test_what_could_mislead_the_socket_is_taken_off():
    _status, seen = through_the_gate(
        HTTP_HOST="chat.example.org",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_SEC_WEBSOCKET_EXTENSIONS="permessage-deflate",
    )

    assert "HTTP_X_FORWARDED_HOST" not in seen
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in seen
    assert seen["wsgi.errors"] is UNKNOWING


def test_a_rebound_host_reaches_no_page(client: FlaskClient):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_files_address_changes_with_its_content(app: Flask, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    with app.app_context():
        (tmp_path / "a.css").write_text("one")
        first = asset("a.css")
        (tmp_path / "b.css").write_text("two")
        second = asset("b.css")

    assert first.startswith("/static/a.css?v=")
    assert first.rpartition("=")[2] != second.rpartition("=")[2]


def test_a_file_that_is_not_there_has_no_hash(app: Flask):
    assert asset("css/none.css") == "/static/css/none.css?v=missing"
    assert version("css") is None


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [
        ("", "Pakollinen."),
        ("/sv", "Det här fältet är obligatoriskt."),
        ("/en", "This field is required."),
    ],
)
def test_a_form_speaks_the_language_of_the_page(app: Flask, prefix, sentence):
    with app.test_request_context("/", base_url=f"http://localhost{prefix}", method="POST"):
        form = TeaForm.sent()

        assert not form.validate()
        assert form.sort.errors == [sentence]


def test_a_form_with_a_number_in_its_sentence_is_filled_in(app: Flask):
    with app.test_request_context(
        "/", base_url="http://localhost/en", method="POST", data={"sort": "Assam"}
    ):
        form = TeaForm.sent()
        form.validate()

        assert "3" in form.sort.errors[0]


def test_a_door_that_shows_no_errors_refuses_a_wrong_form(app: Flask):
    with app.test_request_context("/", method="POST"), pytest.raises(BadInput):
        TeaForm.sent().checked()


def test_a_template_with_a_word_it_does_not_know_is_an_error(home: House):
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        home.app.jinja_env.from_string("{{ nobody_said_this }}").render()
