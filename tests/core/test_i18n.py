"""The language lives in the path; links keep it, and lead to nobody else."""

import re

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from flask_babel import force_locale

from core.i18n import LANGUAGES, language, languages_here, pick

TEXTS = {"fi": "juttele", "sv": "prata", "en": "talk"}


@pytest.mark.parametrize(("path", "code"), [("/", "fi"), ("/sv/", "sv"), ("/en/", "en")])
def test_the_page_speaks_the_language_of_its_path(client: FlaskClient, path, code):
    assert f'<html lang="{code}"' in client.get(path).text


@pytest.mark.parametrize("code", ["sv", "en"])
def test_links_of_a_page_keep_its_language(client: FlaskClient, app: Flask, code):
    page = client.get(f"/{code}/").text

    own = set(re.findall(r'href="(/[^"]*)"', page))
    others = {f"/{other}/" for other in LANGUAGES if other != code} | {"/"}
    pages = {one for one in own if not one.startswith(("/static/", "/look-"))} - others
    assert f"/{code}/privacy" in pages
    assert all(one.startswith(f"/{code}/") for one in pages)


def test_the_prefix_is_for_every_door(client: FlaskClient):
    assert client.get("/sv/health").json == {"ok": True}
    assert client.get("/fi/health").status_code == 404
    assert client.get("/svenska/health").status_code == 404


def test_an_address_made_inside_a_request_keeps_the_language(app: Flask):
    with app.test_request_context("/", base_url="http://localhost/en"):
        assert url_for("pages.privacy") == "/en/privacy"
        assert language() == "en"


def test_every_language_shows_this_very_page(app: Flask):
    with app.test_request_context("/lines/nuoret?k=abc", base_url="http://localhost/sv"):
        assert languages_here() == [
            ("fi", "Suomi", "/lines/nuoret?k=abc"),
            ("sv", "Svenska", "/sv/lines/nuoret?k=abc"),
            ("en", "English", "/en/lines/nuoret?k=abc"),
        ]


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "/\\evil.example", "///evil.example", "/a b?c"]
)
def test_a_crafted_address_makes_no_link_to_somebody_else(app: Flask, path):
    with app.test_request_context(environ_overrides={"PATH_INFO": path}):
        links = [address for _code, _name, address in languages_here()]

    assert all(re.fullmatch(r"/(?![/\\])[A-Za-z0-9._~/%-]*", link) for link in links)


@pytest.mark.parametrize("path", ["/", "/services", "/guides", "/sign-in"])
def test_a_query_that_is_no_text_breaks_no_page(client: FlaskClient, path: str):
    answer = client.get(path, environ_overrides={"QUERY_STRING": "q=\xff\xfe<>&k=\xff"})

    assert answer.status_code == 200
    assert "q=%FF%FE%3C%3E" in answer.text


@pytest.mark.parametrize(
    ("texts", "wanted", "shown"),
    [
        (TEXTS, "sv", "prata"),
        (TEXTS, "de", "juttele"),
        ({"fi": "juttele", "sv": ""}, "sv", "juttele"),
        ({"fi": "", "en": "talk"}, "sv", "talk"),
        ({"fi": ""}, "sv", ""),
        ({}, "fi", ""),
    ],
)
def test_the_nearest_text_there_is_is_picked(texts, wanted, shown):
    assert pick(texts, wanted) == shown


def test_without_a_wish_the_text_of_the_pages_language_is_picked(app: Flask):
    with app.test_request_context("/"), force_locale("en"):
        assert pick(TEXTS) == "talk"


def test_outside_a_request_the_house_speaks_finnish(app: Flask):
    with app.app_context():
        assert language() == "fi"
