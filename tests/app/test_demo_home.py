"""The demo never leaves the machine, keeps its secrets, and wipes only what is its own."""

from pathlib import Path

import pytest

from app import demo_home
from core.settings import Settings


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the demo live in the test's own folder."""
    monkeypatch.setattr(demo_home, "HOME", tmp_path / "demo")
    return tmp_path / "demo"


def test_the_demo_keeps_its_secrets_so_that_a_restart_goes_on():
    assert demo_home.environment(5000) == demo_home.environment(5000)


def test_the_demos_secrets_are_nobody_elses_to_read(place: Path):
    demo_home.environment(5000)

    assert (place / "secrets.json").stat().st_mode & 0o077 == 0
    assert place.stat().st_mode & 0o077 == 0


def test_the_demo_listens_on_loopback_whatever_an_installation_says(place: Path, monkeypatch):
    real = {
        "BIND_HOST": "0.0.0.0",
        "PUBLIC_URL": "https://chat.example.org",
        "DATABASE_URL": "postgresql://real/data",
        "KEYS_URL": "postgresql://real/keys",
        "REDIS_URL": "redis://real",
        "SMTP_URL": "smtp://real",
        "OIDC_ISSUER": "https://real.example.org",
    }
    for name, value in real.items():
        monkeypatch.setenv(f"RINNALLA_{name}", value)
    for name, value in demo_home.environment(5050).items():
        monkeypatch.setenv(name, value)

    settings = Settings(_env_file=None)

    assert settings.demo
    assert (settings.bind_host, settings.bind_port) == ("127.0.0.1", 5050)
    assert settings.origins == ["http://127.0.0.1:5050", "http://localhost:5050"]
    assert settings.database == f"sqlite:///{place}/data.db"
    assert settings.keys_database == f"sqlite:///{place}/keys.db"
    assert settings.redis_url == settings.smtp_url == settings.oidc_issuer == ""


def test_wiping_takes_the_whole_demo(place: Path):
    demo_home.environment(5000)
    (place / "data.db").touch()

    demo_home.wipe()

    assert not place.exists()


def test_wiping_leaves_a_folder_alone_in_which_no_demo_lived(place: Path):
    place.mkdir()
    (place / "thesis.odt").touch()

    demo_home.wipe()

    assert (place / "thesis.odt").exists()
