"""Letters and contrast by the path: every link keeps them, nothing is stored."""

import pytest
from flask.testing import FlaskClient

from tests.people import People


@pytest.mark.parametrize(
    ("path", "size", "is_strong"),
    [
        ("/", "1", False),
        ("/look-3", "3", False),
        ("/look-2c/sv/", "2", True),
        ("/look-1c/en/privacy", "1", True),
    ],
)
def test_the_path_says_how_a_page_looks(client: FlaskClient, path, size, is_strong):
    page = client.get(path)

    assert f'data-text="{size}"' in page.text
    assert ('data-contrast="more"' in page.text) is is_strong
    assert "Set-Cookie" not in page.headers


def test_every_link_keeps_the_look_the_language_and_the_frame(client, people: People):
    people.line("nuoret")

    page = client.get("/look-4c/embed/nuoret/sv/lines/nuoret").text

    assert 'href="/look-4c/embed/nuoret/sv/privacy"' in page
    assert 'href="/look-4c/sv/"' in page


def test_each_look_is_a_link_to_this_very_page(client):
    page = client.get("/look-2c/en/services?q=a%26b").text

    assert 'href="/en/services?q=a%26b"' not in page
    assert 'href="/look-1c/en/services?q=a%26b" data-look="1"' in page
    assert 'href="/look-2/en/services?q=a%26b" data-look="contrast" aria-current="true"' in page


@pytest.mark.parametrize("path", ["/look-5/", "/look-/", "/look-2x/", "/look-2/look-3/"])
def test_there_is_no_other_look(client, path):
    assert client.get(path).status_code == 404


def test_a_crafted_address_makes_no_link_to_somebody_else(client):
    page = client.get("/look-2//evil.example/").text

    assert 'href="//evil.example' not in page
    assert 'href="/look-3//evil' not in page
