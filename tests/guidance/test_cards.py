"""A service card can be taken along, and tells what happens when one makes contact."""

import io

import pytest
from PIL import Image

from guidance import drawing, queries
from guidance.actions import Draft, Text, edit
from guidance.schemas import Known
from tests.people_guidance import ALWAYS, a_service


@pytest.fixture
def phone(session):
    return a_service(
        session,
        "Nollapuhelin",
        summary="Kun joku lähellä lyö",
        phone="080 000",
        anonymous=Known.YES,
        on_phone_bill=Known.NO,
        periods=ALWAYS,
    )


def test_a_card_says_what_happens_and_whether_somebody_is_there_now(client, phone):
    card = client.get(f"/services/{phone}/card.json").json["card"]

    assert card["is_open_now"] is True
    assert "Puhelu ei näy puhelinlaskussa." in card["facts"]
    assert "Kerrotaanko vanhemmille" not in card["facts"]


def test_the_card_on_paper_has_its_address_in_words_and_as_a_code_and_sets_no_cookie(client, phone):
    paper = client.get(f"/services/{phone}/print")
    code = client.get(f"/services/{phone}/qr.svg")

    assert f"localhost/services/{phone}" in paper.text
    assert f"/services/{phone}/qr.svg" in paper.text
    assert code.mimetype == "image/svg+xml"
    assert "Set-Cookie" not in paper.headers


def test_the_card_as_a_picture_fits_a_story(client, phone):
    answer = client.get(f"/services/{phone}/card.png")

    with Image.open(io.BytesIO(answer.data)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (1080, 1350))
        assert drawn.info == {}


def test_nothing_is_drawn_of_a_service_that_is_not_there(client):
    nobody = "00000000-0000-0000-0000-000000000000"

    for path in ("print", "qr.svg", "card.png"):
        assert client.get(f"/services/{nobody}/{path}").status_code == 404


def test_what_is_passed_on_tells_the_language_and_not_how_its_sender_looks_at_pages(client, phone):
    paper = client.get(f"/look-3c/sv/services/{phone}/print").text

    assert f"localhost/sv/services/{phone}<" in paper


def test_a_very_long_name_still_makes_a_picture(client, session):
    long = a_service(session, "Nuorten " * 60, summary="sana" * 200)

    assert client.get(f"/services/{long}/card.png").status_code == 200


def test_without_a_font_of_the_system_the_marks_are_drawn_by_hand(client, phone, monkeypatch):
    monkeypatch.setattr(drawing, "SYSTEM_FONTS", ())
    drawing.font.cache_clear()

    with_marks = client.get(f"/services/{phone}/card.png").data
    monkeypatch.setattr(drawing, "_mark", lambda *_: None)
    without = client.get(f"/services/{phone}/card.png").data
    drawing.font.cache_clear()

    assert with_marks != without


def test_the_first_words_to_say_are_on_the_card(client, session):
    made = a_service(session)
    edit(
        session, queries.entry(session, made), Draft({"fi": Text("Talo", instruction="Sano hei.")})
    )
    session.commit()

    assert client.get(f"/services/{made}/card.json").json["card"]["begin"] == "Sano hei."
