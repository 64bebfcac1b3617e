"""Tests that share what their module or their folder builds once run in one process: else each would build it anew.

pytest-xdist's own way, `--dist loadgroup`, does nothing with pytest 9 (it writes a name that is no longer read).
"""

from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent
BUILT_ONCE = ('scope="module"', "\n@cache\n")
BUILT_ONCE_IN_A_FOLDER = 'scope="package"'


class Together(LoadScopeScheduling):
    """Give out tests one by one, but those of a module or a folder with a fixture of its own in one piece."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        folder = path.rpartition("/")[0]
        if folder_builds_once(folder):
            return folder
        return path if builds_once(path) else nodeid

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """Count what is still to do, and forget what is done: it would be counted again at each of thousands of tests."""
        for scope in [scope for scope, tests in workload.items() if all(tests.values())]:
            del workload[scope]
        return super()._pending_of(workload)


@cache
def builds_once(path: str) -> bool:
    """Whether the module says that something in it is built once for all of its tests."""
    text = (ROOT / path).read_text("utf-8")
    return any(one in text for one in BUILT_ONCE)


@cache
def folder_builds_once(folder: str) -> bool:
    """Whether a folder's `conftest.py` says that something is built once for all of its modules."""
    common = ROOT / folder / "conftest.py"
    return common.exists() and BUILT_ONCE_IN_A_FOLDER in common.read_text("utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    """Tell pytest-xdist who gives the tests out."""
    return Together(config, log)
