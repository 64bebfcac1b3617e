"""The house is built whole, or not at all."""

import pytest
from flask import Blueprint

from app import rooms
from app.factory import create_app
from core.house import House
from policies.errors import PolicyError
from tests.conftest import settings_in


def test_a_house_with_a_door_that_names_no_permission_is_not_built(
    home: House, tmp_path, monkeypatch
):
    side = Blueprint("side", __name__)
    side.add_url_rule("/side-door", "door", lambda: "come in")
    monkeypatch.setattr(rooms, "blueprints", lambda: [side])

    with pytest.raises(RuntimeError, match=r"These doors name no permission: side\.door\."):
        create_app(settings_in(tmp_path / "new"))


def test_a_house_whose_policy_cannot_be_followed_is_not_built(home: House, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text("[meta]\nformat = 1\n")

    with pytest.raises(PolicyError):
        create_app(settings_in(tmp_path / "new", policy_file=policy))


def test_the_data_folder_is_made_and_closed_to_others(home: House, tmp_path):
    create_app(settings_in(tmp_path / "new"))

    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_behind_a_proxy_of_our_own_its_word_about_the_client_is_taken(home: House, tmp_path):
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}

    assert scheme_seen(home, tmp_path / "alone", said, trusted_proxies=0) == "http"
    assert scheme_seen(home, tmp_path / "behind", said, trusted_proxies=1) == "https"


def scheme_seen(home: House, folder, headers, **changes) -> str:
    from flask import request

    app = create_app(settings_in(folder, **changes))
    with app.test_client() as browser:
        browser.get("/health", headers=headers)
        return request.scheme
