"""Skipped tests are told aloud; with RINNALLA_STRICT=1 (or --strict-skips) they fail the run.

A check that quietly did not run looks like a check that passed. That may do on a laptop without
PostgreSQL; it must not do where a release is decided.
"""

import os
from collections import Counter

import pytest
from _pytest.terminal import TerminalReporter


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--strict-skips",
        action="store_true",
        default=os.environ.get("RINNALLA_STRICT", "") not in {"", "0"},
        help="let a skipped test fail the run",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if is_strict(session.config) and skips(session.config) and passed(session):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    counted = skips(config)
    if not counted:
        return
    verdict = "and that fails the run" if is_strict(config) else "so nobody knows whether they pass"
    total = counted.total()
    tests = "TEST WAS" if total == 1 else "TESTS WERE"
    terminalreporter.section(f"{total} {tests} SKIPPED, {verdict}", sep="!", red=True, bold=True)
    for reason, times in counted.most_common():
        terminalreporter.line(f"{times:>5} × {reason}", red=True)


def is_strict(config: pytest.Config) -> bool:
    return bool(config.getoption("--strict-skips"))


def passed(session: pytest.Session) -> bool:
    # A run of which every test was skipped may also end as "no tests collected".
    return session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}


def skips(config: pytest.Config) -> Counter[str]:
    """Count the reasons; under xdist only the process that has a terminal knows them all."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return Counter()
    return Counter(reason(report) for report in reporter.stats.get("skipped", []))


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Read the sentence from a skip's (path, line, sentence)."""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")
