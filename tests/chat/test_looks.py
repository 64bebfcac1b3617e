"""How often a desk looks when hints come in bursts (`static/js/chat/soon.js`)."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_a_desk_looks_once_for_a_burst_and_more_rarely_where_the_server_is_busy():
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")

    command = [node, "--test", "--test-reporter=tap", "tests/js/soon.test.mjs"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout
