"""What a device may keep of us: a name and a sign that tell nothing, and a page of numbers."""

from flask.testing import FlaskClient

from guidance.helplines import HELPLINES


def test_on_a_home_screen_we_are_a_neutral_name_and_sign(client: FlaskClient):
    told = client.get("/sv/manifest.webmanifest").json

    assert told is not None
    assert told["name"] == told["short_name"] == "Rinnalla"
    assert told["start_url"] == "/"
    assert "favicon" in told["icons"][0]["src"]


def test_the_page_has_every_number_and_the_day_it_was_checked(client):
    page = client.get("/en/offline").text

    for one in HELPLINES:
        assert f'href="tel:{one.tel}"' in page
    assert "Numbers checked" in page


def test_the_worker_is_asked_for_anew_each_time_and_brings_no_cookie(client):
    with client.get("/worker.js") as worker:
        assert worker.headers["Cache-Control"] == "no-cache"
        assert worker.mimetype == "text/javascript"
        assert "Set-Cookie" not in worker.headers
