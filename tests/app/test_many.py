"""Several processes on one machine: refused where they could not hear each other, replaced one by one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app import many
from app.many import Many, reasons_against
from tests.conftest import settings_in

TOGETHER = {
    "redis_url": "redis://127.0.0.1/0",
    "database_url": "postgresql://127.0.0.1/rinnalla",
    "keys_url": "postgresql://127.0.0.1/keys",
}


@pytest.mark.parametrize("missing", sorted(TOGETHER))
def test_several_processes_need_what_they_share(tmp_path, missing: str):
    settings = settings_in(tmp_path, **{**TOGETHER, missing: ""})

    against = reasons_against(settings, 2)

    assert f"RINNALLA_{missing.upper()}" in against
    assert reasons_against(settings, 1) == ""


def test_with_all_of_it_they_may_start(tmp_path):
    assert reasons_against(settings_in(tmp_path, **TOGETHER), 8) == ""


def test_several_processes_need_ports_that_are_known(tmp_path):
    assert "RINNALLA_BIND_PORT" in reasons_against(
        settings_in(tmp_path, **TOGETHER, bind_port=0), 2
    )


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Many]:
    """Three processes that serve nothing, and end when they are told to."""
    monkeypatch.setattr(many, "SERVER", ("sleep", "60"))
    monkeypatch.setattr(many, "LOOK_SECONDS", 0)
    looked_after = Many(settings_in(tmp_path, **TOGETHER), 3)
    for port in looked_after.ports:
        looked_after.start(port)
    yield looked_after
    looked_after.stop(*looked_after.ports)


def test_a_version_that_does_not_start_takes_one_process_at_most(three: Many, monkeypatch):
    first, *others = list(three.running.values())
    monkeypatch.setattr(many, "SERVER", ("false",))

    with capture_logs() as told:
        three.replace_all()

    assert [one["event"] for one in told] == ["replacing_stopped"]
    assert list(three.running.values())[1:] == others
    assert first.poll() is not None
    assert all(one.poll() is None for one in others)


def test_one_after_the_other_is_replaced_when_the_one_before_is_ready(three: Many, monkeypatch):
    before = set(three.running.values())
    monkeypatch.setattr(three, "_answers", lambda _port, _path: True)

    three.replace_all()

    assert not before & set(three.running.values())


def test_one_that_lives_and_answers_nobody_is_ended_and_begun_again(three: Many, monkeypatch):
    hung, *others = three.ports
    before = dict(three.running)
    monkeypatch.setattr(many, "CALM_SECONDS", 0)
    monkeypatch.setattr(many, "HUNG_SECONDS", 0)
    monkeypatch.setattr(three, "_answers", lambda port, _path: port in others)
    three.end_the_hung()
    is_given_time = three.running == before and before[hung].poll() is None
    three.heard[hung] = 0

    three.end_the_hung()
    three.start_the_ended()

    assert is_given_time
    assert three.running[hung] is not before[hung]
    assert [three.running[port] for port in others] == [before[port] for port in others]


def test_one_that_does_not_end_is_ended(three: Many, monkeypatch):
    monkeypatch.setattr(many, "FAREWELL_SECONDS", 0)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()"
    port = three.ports[0]
    three.stop(port)
    with subprocess.Popen([sys.executable, "-Sc", deaf], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        three.running[port] = process

        three.stop(port)

    assert process.returncode == -many.signal.SIGKILL
