"""What another site's page may not do in the reader's name."""

import pytest
from flask.testing import FlaskClient

OURS, FOREIGN = "http://localhost", "https://evil.example"


@pytest.mark.parametrize(
    ("site", "origin", "is_let_in"),
    [
        ("same-origin", OURS, True),
        ("none", None, True),
        ("cross-site", FOREIGN, False),
        ("cross-site", OURS, False),
        ("same-site", "https://other.localhost", False),
        ("nonsense", OURS, False),
        ("", OURS, False),
        (None, OURS, True),
        (None, FOREIGN, False),
        (None, "null", False),
        (None, "http://localhost.evil.example", False),
        (None, "https://localhost", False),
        (None, None, False),
    ],
)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_changing_request_is_let_in_only_from_our_own_page(
    client: FlaskClient, method, site, origin, is_let_in
):
    sent = {"Sec-Fetch-Site": site, "Origin": origin}
    headers = {name: value for name, value in sent.items() if value is not None}

    answer = getattr(client, method)("/health", headers=headers)

    # Nothing may be changed there, so whoever is let in hears 405.
    assert answer.status_code == (405 if is_let_in else 403)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_link_from_another_site_may_be_followed(client: FlaskClient, method):
    answer = getattr(client, method)("/health", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 200


def test_a_refused_post_is_told_kindly(client: FlaskClient):
    answer = client.post("/en/health", headers={"Sec-Fetch-Site": "cross-site"})

    assert "another site" in answer.text
