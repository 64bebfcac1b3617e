"""Settings refuse what would be unsafe, a sentence each, and never tell a secret."""

from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings.exceptions import SettingsError

from core.settings import Settings, demo_settings, problems

SAFE: dict[str, Any] = {
    "_env_file": None,
    "public_url": "https://chat.example.org",
    "secret_key": "s" * 32,
    "key_wrapping_key": "k" * 32,
}


def test_safe_settings_are_taken():
    settings = Settings(**SAFE)

    assert settings.is_https
    assert settings.origins == ["https://chat.example.org"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"secret_key": "short"}, "RINNALLA_SECRET_KEY needs at least 32 characters."),
        ({"key_wrapping_key": ""}, "RINNALLA_KEY_WRAPPING_KEY needs at least 32 characters."),
        (
            {"key_wrapping_key": "s" * 32},
            "RINNALLA_KEY_WRAPPING_KEY must differ from RINNALLA_SECRET_KEY.",
        ),
        (
            {"public_url": "http://chat.example.org"},
            "RINNALLA_PUBLIC_URL must be https:// outside this machine.",
        ),
        ({"public_url": "https://"}, "RINNALLA_PUBLIC_URL needs a host name."),
        (
            {"extra_origins": ("http://chat.example.org",)},
            "RINNALLA_EXTRA_ORIGINS must all be https://.",
        ),
        (
            {"database_url": "postgresql://db/x", "keys_url": "postgresql+psycopg://db/x"},
            "RINNALLA_KEYS_URL must not be the database: the two are backed up apart.",
        ),
        (
            {"database_url": "sqlite:///data/keys.db"},
            "RINNALLA_KEYS_URL must not be the database: the two are backed up apart.",
        ),
        (
            {"database_url": "postgres://db/x"},
            "RINNALLA_DATABASE_URL must begin with postgresql:// or sqlite:///.",
        ),
        (
            {"redis_url": "127.0.0.1:6379"},
            "RINNALLA_REDIS_URL must begin with redis://, rediss:// or unix://.",
        ),
        ({"oidc_issuer": "http://idp.example.org"}, "RINNALLA_OIDC_ISSUER must be https://."),
        ({"anchor_key": "guess me"}, "RINNALLA_ANCHOR_KEY needs at least 32 characters."),
        ({"metrics_token": "guess me"}, "RINNALLA_METRICS_TOKEN needs at least 16 characters."),
    ],
)
def test_each_unsafe_value_is_refused_with_its_sentence(changes, sentence):
    with pytest.raises(ValidationError) as refused:
        Settings(**{**SAFE, **changes})

    assert problems(refused.value) == [sentence]


def test_several_problems_are_told_at_once():
    with pytest.raises(ValidationError) as refused:
        Settings(**{**SAFE, "secret_key": "", "public_url": "http://chat.example.org"})

    assert "RINNALLA_SECRET_KEY" in problems(refused.value)[0]
    assert "RINNALLA_PUBLIC_URL" in problems(refused.value)[0]


def test_a_value_of_the_wrong_kind_is_named():
    with pytest.raises(ValidationError) as refused:
        Settings(**{**SAFE, "bind_port": "many"})

    assert problems(refused.value)[0].startswith("RINNALLA_BIND_PORT: ")


def test_a_list_that_is_not_json_is_named(monkeypatch):
    monkeypatch.setenv("RINNALLA_EXTRA_ORIGINS", "https://a.example.org")

    with pytest.raises(SettingsError) as refused:
        Settings(**SAFE)

    assert "extra_origins" in problems(refused.value)[0]


def test_a_refusal_never_tells_the_secret():
    with pytest.raises(ValidationError) as refused:
        Settings(**{**SAFE, "secret_key": "half-a-secret"})

    assert "half-a-secret" not in str(refused.value)
    assert "half-a-secret" not in repr(Settings(**{**SAFE, "smtp_url": ""}))


@pytest.mark.parametrize(
    "changes", [{"bind_host": "0.0.0.0"}, {"public_url": "https://chat.example.org"}]
)
def test_the_demo_with_its_known_passwords_never_leaves_the_machine(changes):
    with pytest.raises(ValidationError, match="in the demo"):
        demo_settings(_env_file=None, **changes)


def test_the_demo_needs_nothing_configured_and_makes_fresh_secrets():
    one, other = demo_settings(_env_file=None), demo_settings(_env_file=None)

    assert one.secret_key != other.secret_key
    assert one.secret_key != one.key_wrapping_key


@pytest.mark.parametrize(
    ("written", "sent_by_browsers"),
    [
        ("https://Chat.Example.org/", "https://chat.example.org"),
        ("https://chat.example.org:443", "https://chat.example.org"),
        ("https://chat.example.org:8443/path", "https://chat.example.org:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:5000", "http://[::1]:5000"),
    ],
)
def test_the_origin_is_written_as_browsers_write_it(written, sent_by_browsers):
    assert Settings(**{**SAFE, "public_url": written}).origin == sent_by_browsers


def test_keys_and_data_lie_in_different_files_by_default():
    settings = Settings(**SAFE)

    assert settings.database.endswith("data.db")
    assert settings.keys_database.endswith("keys.db")
