"""The floors hold, and each contract has been seen to fail when it is broken on purpose."""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
NAMES = {one["id"]: one["name"] for one in CONTRACTS}


@dataclass(frozen=True)
class Offence:
    """A line that must not be written, and where the linter is to see it."""

    module: str
    line: str
    seen: str


def of_tables(room: str) -> Offence:
    return Offence(f"app/peeks_into_{room}.py", f"import {room}.models", f"app.peeks_into_{room}")


OFFENCES = {
    "floors": Offence("policies/climbs.py", "import organisation.events", "policies.climbs"),
    "inside": Offence(
        "organisation/queries.py", "import organisation.actions", "organisation.queries"
    ),
    "live": Offence("outreach/waits.py", "import eventlet", "outreach.waits"),
    **{one: of_tables(one.removesuffix("-models")) for one in NAMES if one.endswith("-models")},
}


def lint(home: Path, tree: Path) -> str:
    """Run the linter with the project's own contracts on `tree`."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=tree,
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), "COLUMNS": "200", "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Break every contract in a copy of the tree, and give what the linter says of it."""
    tree = tmp_path_factory.mktemp("broken")
    shutil.copy(ROOT / "pyproject.toml", tree)
    for name in PACKAGES:
        shutil.copytree(
            ROOT / name,
            tree / name,
            ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".py")],
        )
    for offence in OFFENCES.values():
        with (tree / offence.module).open("a") as module:
            module.write(f"\n{offence.line}\n")
    return lint(tree, tree)


def test_the_house_keeps_its_contracts(tmp_path):
    told = lint(tmp_path, ROOT)

    assert [name for name in NAMES.values() if f"{name} KEPT" not in told] == []


def test_every_contract_is_broken_on_purpose_somewhere_below():
    assert OFFENCES.keys() == NAMES.keys()


@pytest.mark.parametrize("contract", sorted(NAMES))
def test_a_contract_that_is_broken_on_purpose_fails_and_names_the_offender(report, contract):
    name, offence = NAMES[contract], OFFENCES[contract]

    assert f"{name} BROKEN" in report
    chapter = re.split(rf"^{re.escape(name)}\n-+$", report, flags=re.MULTILINE)[-1]
    assert offence.seen in re.split(r"^-{3,}$", chapter, flags=re.MULTILINE)[0]


def test_every_room_has_its_own_contract_about_its_tables():
    rooms = {path.parent.name for path in ROOT.glob("*/models.py")} | {
        path.parent.parent.name for path in ROOT.glob("*/models/__init__.py")
    }

    assert {f"{room}-models" for room in rooms if room in PACKAGES} <= NAMES.keys()


def test_no_installed_distribution_claims_a_rooms_name():
    known = packages_distributions()

    claimed = {name: set(known.get(name, [])) - {"rinnalla", "Rinnalla"} for name in PACKAGES}
    assert {name: by for name, by in claimed.items() if by} == {}
