"""What all processes of one run share: a folder, and what is made in it only once."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = "TESTS_OF_THE_HOUSE"


def begin() -> None:
    """Make the folder, before the run's workers start."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="rinnalla-tests-")
    (folder() / "leader").write_text(str(os.getpid()))


def leader() -> int:
    """Give the number of the process that began the run and outlives its workers."""
    return int((folder() / "leader").read_text())


def end() -> None:
    """Take it away when everybody has ended."""
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def folder() -> Path:
    """Name the folder of this run."""
    return Path(os.environ[FOLDER])


def once(name: str, make: Callable[[], Any]) -> Any:
    """Give what whoever came first has made: something that JSON can tell the others."""
    told = folder() / f"{name}.json"
    with told.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(json.dumps(make()), "utf-8")
    return json.loads(told.read_text("utf-8"))
