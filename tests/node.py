"""Node.js, which runs the browser's modules where no page is needed."""

import shutil
import subprocess

import pytest

NO_NODE = "no Node.js here, so the browser's modules were not run: apt-get install nodejs"
LEAST_NODE = 20


@pytest.fixture
def node() -> str:
    """Give the program, new enough for the modules."""
    program = shutil.which("node")
    if program is None or _version(program) < LEAST_NODE:
        pytest.skip(NO_NODE)
    return program


def _version(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.strip().lstrip("v").split(".")[0])
