"""Codes and posters: drawn for those who keep the link, in the language of the page."""

import re

import pytest
from flask.testing import FlaskClient

from organisation.models import Role
from outreach.pdf import Page
from outreach.poster import opening_lines
from tests.people import People
from tests.people_outreach import CODE, a_link, another_organisation


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR))


def test_a_code_is_drawn_as_svg_and_png(editor: FlaskClient, people: People):
    a_link(people, people.line())

    svg, png = editor.get(f"/links/{CODE}.svg"), editor.get(f"/links/{CODE}.png")

    assert (svg.mimetype, png.mimetype) == ("image/svg+xml", "image/png")
    assert svg.data.startswith(b"<svg")
    assert png.data.startswith(b"\x89PNG")


def test_each_language_has_a_code_of_its_own(editor: FlaskClient, people: People):
    a_link(people, people.line())

    drawn = {editor.get(f"{language}/links/{CODE}.svg").data for language in ("", "/sv", "/en")}

    assert len(drawn) == 3


@pytest.mark.parametrize(
    ("language", "promise", "address"),
    [
        ("", "Nimeä ei tarvita", f"localhost/t/{CODE}"),
        ("/sv", "Inget namn behövs", f"localhost/sv/t/{CODE}"),
        ("/en", "No name needed", f"localhost/en/t/{CODE}"),
    ],
)
def test_a_poster_says_what_it_must_in_every_language(
    language: str, promise: str, address: str, editor: FlaskClient, people: People
):
    a_link(people, people.line())

    page = editor.get(f"{language}/links/{CODE}/poster?size=a4").text

    assert promise in page
    assert address in page
    assert 'class="poster a4"' in page


def test_a_code_of_somebody_else_is_drawn_for_nobody(editor: FlaskClient, people: People):
    people.line()
    a_link(people, people.line("heidan", organisation_id=another_organisation(people).id))

    for what in (".svg", ".png", "/poster"):
        assert editor.get(f"/links/{CODE}{what}").status_code == 404


def test_a_responder_has_no_posters(people: People):
    responder = people.signed_in(people.worker(Role.RESPONDER))

    assert responder.get(f"/links/{CODE}.svg").status_code == 403


def test_neighbouring_days_with_the_same_hours_become_one_row(app):
    hours = [{"weekday": day, "opens": "12:00", "closes": "15:30"} for day in range(1, 6)]
    hours += [{"weekday": 7, "opens": "18:00", "closes": "21:00"}]

    with app.test_request_context("/"):
        rows = [(row.days, row.hours) for row in opening_lines(hours)]

    assert rows == [("Ma–Pe", "12–15.30"), ("Su", "18–21")]


def test_a_line_without_a_pause_is_open_around_the_clock(app):
    hours = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(1, 8)]

    with app.test_request_context("/en/", base_url="http://localhost"):
        [row] = opening_lines(hours)

    assert row.hours in {"around the clock", "ympäri vuorokauden"}


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ("a5", "419.53 595.28"),
        ("a4", "595.28 841.89"),
        ("sticker", "283.46 283.46"),
        ("x", "419.53"),
    ],
)
def test_a_poster_is_a_pdf_whose_parts_stand_where_it_says(
    size: str, box: str, editor: FlaskClient, people: People
):
    a_link(people, people.line())

    drawn = editor.get(f"/links/{CODE}.pdf?size={size}").data

    table = drawn[drawn.rindex(b"xref\n", 0, drawn.rindex(b"startxref")) :]
    places = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", table)]
    assert drawn.startswith(b"%PDF-1.7")
    assert int(drawn.split()[-2]) == drawn.index(table)
    assert [drawn[at:].split()[0] for at in places] == [
        b"%d" % n for n in range(1, len(places) + 1)
    ]
    assert f"/MediaBox [0 0 {box}".encode() in drawn
    assert rb"Nime\344 ei tarvita" in drawn
    assert f"localhost/t/{CODE}".encode() in drawn


def test_a_pdf_of_somebody_elses_link_is_made_for_nobody(editor: FlaskClient, people: People):
    people.line()
    a_link(people, people.line("heidan", organisation_id=another_organisation(people).id))

    assert editor.get(f"/links/{CODE}.pdf").status_code == 404


def test_the_title_of_a_pdf_is_written_as_its_readers_expect():
    """ISO 32000-1, 7.9.2.2: big-endian behind its mark; else a window is called by other letters."""
    written = Page(100, 100, title="Yö", language="fi").written()

    assert b"/Title <feff005900f6>" in written


def test_words_cannot_break_out_of_their_row():
    page = Page(100, 100, title="(x)", language="fi")

    page.text(1, 1, "a) Tj (b\\ 日", size=10)

    assert rb"(a\051 Tj \050b\134 ?) Tj" in page.written()
