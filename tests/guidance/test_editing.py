"""The directory through the editors' door: services are written, and files are read in."""

import io
import json
import re

import pytest

from guidance import queries
from guidance.models import Term
from organisation.models import Role
from tests.people_guidance import a_service, sample

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def editor(people):
    return people.signed_in(people.worker(Role.EDITOR))


@pytest.fixture
def responder(people):
    return people.signed_in(people.worker(Role.RESPONDER))


def page(browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.text


@pytest.mark.parametrize("path", ["/services/new", "/services/import"])
def test_only_editors_write_the_directory(client, responder, editor, path):
    assert "/sign-in" in client.get(path).headers["Location"]
    assert responder.get(path).status_code == 403
    assert editor.get(path).status_code == 200


FORM = {
    "fi_name": "Uusi talo",
    "fi_summary": "Tule käymään",
    "sv_name": "Nya huset",
    "municipalities": "Kajaani, sotkamo",
    "age_min": "12",
    "age_max": "20",
    "anonymous": "yes",
    "free_of_charge": "unknown",
    "guardian_told": "no",
    "on_phone_bill": "unknown",
    "recorded": "unknown",
    "identity_needed": "unknown",
    "drop_in": "yes",
    "who_answers": "professional",
    "languages": ["fi", "so"],
    "phone": "000 111",
    "street": "Esimerkkikatu 1",
    "postal_code": "87100",
    "post_office": "Kajaani",
    "visibility": "full",
    "day1": "9–16",
    "day5": "18–02",
    "exceptions": "24.12.2026 kiinni",
    "status": "published",
}


def sends(browser, path: str, **changes):
    return browser.post(path, data=FORM | changes, headers=OURS)


def test_an_editor_adds_a_service_and_everybody_finds_it(editor, client):
    answer = sends(editor, "/services/new")

    assert answer.status_code == 303
    shown = page(client, "/services?q=talo&municipality=765&age=12")
    assert "Uusi talo" in shown
    assert "12–20-vuotiaat" in shown


def test_what_an_editor_wrote_comes_back_in_the_form(editor):
    path = sends(editor, "/services/new").headers["Location"]

    shown = page(editor, f"{path}/edit")

    for value in (
        "Uusi talo",
        "Kajaani, Sotkamo",
        "000 111",
        "87100",
        "9–16",
        "18–2",
        "24.12.2026 kiinni",
    ):
        assert value in shown


def hidden(shown: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]+)"', shown)
    assert found, name
    return found[1]


def test_a_form_sent_twice_makes_one_service(editor, session):
    service_id = hidden(page(editor, "/services/new"), "service_id")

    first = sends(editor, "/services/new", service_id=service_id)
    again = sends(editor, "/services/new", service_id=service_id)

    assert first.headers["Location"] == again.headers["Location"] == f"/services/{service_id}"
    assert len(queries.search(session, "talo", lang="fi")) == 1


def test_two_editors_do_not_write_over_each_other(editor, people):
    path = sends(editor, "/services/new").headers["Location"]
    seen = hidden(page(editor, f"{path}/edit"), "seen")
    other = people.signed_in(people.worker(Role.EDITOR))

    first = sends(other, f"{path}/edit", seen=seen, phone="000 222")
    met = sends(editor, f"{path}/edit", seen=seen, fi_summary="Ovi on auki")
    after_looking = {"seen": hidden(met.text, "seen"), "fi_summary": "Ovi on auki"}
    again = sends(editor, f"{path}/edit", **after_looking, phone="000 222")

    assert (first.status_code, met.status_code, again.status_code) == (303, 409, 303)
    assert "Joku muutti tätä palvelua sillä aikaa" in met.text
    assert "222" in met.text.partition('class="service-form"')[0]
    assert 'value="Ovi on auki"' in met.text
    assert "000 222" in page(editor, f"{path}/edit")


def test_saving_the_form_unchanged_changes_nothing(editor, session):
    path = sends(editor, "/services/new").headers["Location"]
    [before] = queries.search(session, "talo", lang="fi")

    sends(editor, f"{path}/edit")

    session.rollback()
    assert queries.search(session, "talo", lang="fi") == [before]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("fi_name", "", "fi_name-error"),
        ("municipalities", "Ankkalinna", "Ankkalinna"),
        ("age_max", "11", "Vanhin ikä on pienempi"),
        ("day1", "aamusta iltaan", "Kirjoita ajat näin"),
        ("exceptions", "joulu kiinni", "Kirjoita yksi päivä"),
        ("web_url", "javascript:alert(1)", "Kirjoita koko osoite"),
        ("phone", "soita", "Kirjoita numero"),
        ("sv_name", "x" * 121, "sv_name-error"),
    ],
)
def test_what_is_wrong_in_the_form_is_told_beside_its_field(editor, client, field, value, told):
    answer = sends(editor, "/services/new", **{field: value})

    assert answer.status_code == 422
    assert told in answer.text
    assert "Uusi talo" not in page(client, "/services")


def test_a_draft_is_seen_by_editors_only(editor, client):
    sends(editor, "/services/new", status="draft")

    assert "Uusi talo" not in page(client, "/services")
    assert "Uusi talo" in page(editor, "/services")


def test_an_entry_of_another_organisation_is_told_like_none(editor, session, people):
    from organisation.models import Organisation

    other = Organisation(slug="other", name={"fi": "Toinen"})
    session.add(other)
    session.commit()
    made = a_service(session, "Toisten talo", organisation_id=other.id)

    assert editor.get(f"/services/{made}/edit").status_code == 404
    assert sends(editor, f"/services/{made}/edit").status_code == 404


def test_an_editor_reads_a_file_in_and_sees_what_was_not_taken(editor, client):
    answer = editor.post(
        "/services/import",
        data={"file": (io.BytesIO(sample("mixed.json")), "mixed.json")},
        headers=OURS,
        follow_redirects=True,
    )

    assert "2 tietuetta luettiin. 3 jäi pois." in answer.text
    assert "Tekstissä on ohjelmakoodia." in answer.text
    assert "Etsivä nuorisotyö" in page(client, "/services")


def test_a_file_of_another_kind_is_refused_in_a_sentence(editor):
    answer = editor.post(
        "/services/import",
        data={"file": (io.BytesIO(b"%PDF"), "x.pdf")},
        headers=OURS,
        follow_redirects=True,
    )

    assert "Tämä ei ole Palvelutietovarannon tiedosto" in answer.text


def test_an_editor_reads_a_list_of_codes_in_and_is_told_kindly_of_what_is_none(editor, session):
    def told(content: bytes) -> str:
        file = {"file": (io.BytesIO(content), "tiedosto.json")}
        return editor.post("/services/import", data=file, headers=OURS, follow_redirects=True).text

    label = {"Fi": "Etsivä nuorisotyö", "Sv": "Uppsökande ungdomsarbete"}
    listed = [{"Id": "urn:x", "Notation": "P28.4", "Label": label, "BroaderUris": []}]

    assert "1 koodi luettiin." in told(json.dumps(listed).encode())
    assert session.get(Term, "P28.4").name["sv"] == "Uppsökande ungdomsarbete"
    assert "Tämä ei ole Palvelutietovarannon koodiluettelo" in told(b'[{"Notation": 5}]')
    assert "Lue tiedosto" in told(b"hello")
