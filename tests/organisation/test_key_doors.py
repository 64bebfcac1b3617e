"""The doors to keys: who gets in, what they give away and what they never do."""

import base64
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from organisation.key_seeding import KeyedWorker, copy_for
from organisation.models import Line, Role, Sealing
from organisation.queries import waiting_to_be_let_in, written
from tests.people import People
from tests.people_keys import with_keys, with_line_key
from tests.people_organisation import PASSWORD, signs_in, with_password


def sends(browser: FlaskClient, path: str, sent: Any = None) -> TestResponse:
    """Send what a browser's side sends, as our own page does."""
    headers = {"Origin": "http://localhost", "Accept": "application/json"}
    return browser.post(path, json=sent, headers=headers)


@pytest.fixture(name="line")
def _line(people: People) -> Line:
    return people.line()


@pytest.fixture(name="aino")
def _aino(people: People, line: Line) -> KeyedWorker:
    return with_keys(people, people.worker(Role.RESPONDER, lines=(line,)))


def newcomer_of(people: People, line: Line) -> KeyedWorker:
    return with_keys(people, people.worker(Role.RESPONDER, lines=(line,), name="Outi Oja"))


def browser_of(people: People, who: KeyedWorker) -> FlaskClient:
    return people.client_of(who.actor.kind, who.row.worker_id)


def letting_in(line: Line, keyed: Any, by: KeyedWorker, who: KeyedWorker) -> dict[str, Any]:
    copy = copy_for(line, 1, keyed.private, by=by, of=who.row)
    sealed = {"box": written(copy.box), "signature": written(copy.signature)}
    return {"number": 1, "copy": {"key": str(copy.worker_key_id), **sealed}}


def test_a_colleague_lets_a_newcomer_in_through_the_door(people, line, aino, session):
    keyed, newcomer = with_line_key(line, aino), newcomer_of(people, line)

    answer = sends(
        browser_of(people, aino),
        f"/me/keys/lines/{line.slug}/let-in",
        letting_in(line, keyed, aino, newcomer),
    )

    assert answer.json == {"ok": True}
    assert waiting_to_be_let_in(session, line.id) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.EDITOR])
def test_an_administrator_can_neither_let_in_nor_make_keys(people, line, aino, role):
    keyed, newcomer = with_line_key(line, aino), newcomer_of(people, line)
    other = people.signed_in(people.worker(role, lines=(line,), name="Yrjö Ylä"))
    sent = letting_in(line, keyed, aino, newcomer)

    answers = [
        sends(other, f"/me/keys/lines/{line.slug}/let-in", sent),
        sends(other, f"/me/keys/lines/{line.slug}/first", {}),
        sends(other, "/me/keys", {}),
        other.get("/me/keys/state"),
    ]

    assert {one.status_code for one in answers} == {403}


def test_a_line_that_is_not_ones_own_is_told_like_none(people, aino):
    other = people.line("vanhemmat")

    for slug in (other.slug, "nowhere"):
        answer = sends(
            browser_of(people, aino),
            f"/me/keys/lines/{slug}/let-in",
            {
                "number": 1,
                "copy": {"key": str(aino.row.id), "box": "AA", "signature": "AA"},
            },
        )
        assert (answer.status_code, answer.json["code"]) == (404, "no_such_line")


def test_who_waits_is_told_only_to_those_who_hold_the_key(people, line, aino):
    with_line_key(line, aino)
    newcomer = newcomer_of(people, line)

    (seen,) = browser_of(people, aino).get("/me/keys/state").json["lines"]
    (unseen,) = browser_of(people, newcomer).get("/me/keys/state").json["lines"]

    assert [one["name"] for one in seen["waiting"]] == ["Outi Oja"]
    assert (unseen["waiting"], unseen["holders"], unseen["is_held"]) == ([], [], False)
    assert '<span class="badge">1</span>' in browser_of(people, aino).get("/me/keys").text


def test_the_state_holds_nothing_that_opens_without_the_person(people, line, aino):
    with_line_key(line, aino)

    told = browser_of(people, aino).get("/me/keys/state").text

    for private in (aino.sealing, aino.signing):
        number = private.private_numbers().private_value.to_bytes(32)
        assert base64.urlsafe_b64encode(number).decode().rstrip("=")[:40] not in told
    assert len(json.loads(told)["copies"]) == 1


@pytest.mark.parametrize(
    "path", ["", "/unlocks", "/used", "/lines/nuoret/first", "/lines/nuoret/next"]
)
@pytest.mark.parametrize("sent", [None, [], {"kind": "passphrase"}, {"salt": "not base64 ♥"}])
def test_what_has_not_the_right_shape_is_refused(people, aino, path, sent):
    assert sends(browser_of(people, aino), f"/me/keys{path}", sent).status_code == 422


def test_a_passkey_without_its_question_is_refused(people, aino):
    unlock = {"kind": "passkey", "salt": "A" * 43, "wrapped": "AAAA", "passkey": {"id": "x"}}

    answer = sends(browser_of(people, aino), "/me/keys/unlocks", unlock)

    assert (answer.status_code, answer.json["code"]) == (409, "passkey_refused")


def test_everybody_sees_fingerprints_and_the_log_and_no_name(
    people, line, aino, client: FlaskClient
):
    keyed = with_line_key(line, aino)

    page, told = client.get("/en/keys").text, client.get("/keys.json").json

    assert keyed.row.fingerprint[:4] in page
    assert "A worker was let in" in page
    assert "Aino" not in page + json.dumps(told)
    assert told["lines"][0]["fingerprint"] == keyed.row.fingerprint
    assert [one["seq"] for one in told["log"]] == [1, 2, 3]


def test_a_responder_of_a_sealed_line_without_keys_is_led_to_make_them(people):

    sealed = people.line("sinetti", sealing=Sealing.REQUIRED)
    worker = with_password(people, Role.RESPONDER, lines=(sealed,))

    answer = signs_in(people.home.app.test_client(), worker.email, PASSWORD)

    assert answer.headers["Location"].endswith("/me/keys")
