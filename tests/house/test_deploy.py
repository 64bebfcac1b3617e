"""What is given to operators can be read by the programs that it is for, and names only settings that exist."""

import os
import re
import shutil
import subprocess

import pytest

from core.settings import Settings
from tests.house.tree import ROOT

DEPLOY = ROOT / "deploy"
NO_COMPOSE = "no docker-compose here: apt-get install docker-compose"
ASKED = re.compile(r"\$\{([A-Z_]+)(?::\?[^}]*)?\}")
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")


def test_compose_reads_its_file():
    program = shutil.which("docker-compose")
    if program is None:
        pytest.skip(NO_COMPOSE)
    given = dict.fromkeys(ASKED.findall(COMPOSE), "a.example.org")

    read = subprocess.run(
        [program, "-f", "deploy/compose.yaml", "config", "--quiet"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **given},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (read.returncode, read.stderr) == (0, "")


def test_every_setting_that_is_given_exists():
    known = {f"RINNALLA_{name.upper()}" for name in Settings.model_fields}

    assert set(re.findall(r"RINNALLA_[A-Z_]+", COMPOSE)) <= known


@pytest.mark.parametrize("unit", sorted(one.name for one in DEPLOY.glob("systemd/*.service")))
def test_a_unit_starts_a_command_that_there_is(unit: str):
    text = (DEPLOY / "systemd" / unit).read_text("utf-8")
    commands = re.findall(r"^Exec\w+=-?/srv/rinnalla/\.venv/bin/rinnalla (\w+)", text, re.MULTILINE)

    from app.cli import rinnalla

    assert commands
    assert set(commands) <= set(rinnalla.commands)
    assert "NoNewPrivileges=yes" in text
