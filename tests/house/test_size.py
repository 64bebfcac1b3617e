"""Nothing is too long to be read, and the tree holds what it should."""

import ast
import re
import sys

import pytest

from tests.house.tree import ROOT, committed, functions, modules, shown, text_of, tree_of

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
# Written in pieces, so that this file does not break its own law.
MACHINES = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + r"home/[a-z]", "/" + "Users/")))
REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org/simple", "registry" + r"\.(npmjs|yarnpkg)", "python" + "hosted"))
)
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NPM_LOCKS = [one for one in committed() if one.name == "package-lock.json"]


def test_no_module_is_longer_than_four_hundred_lines():
    tests = [
        one for one in committed() if one.suffix == ".py" and one.is_relative_to(ROOT / "tests")
    ]
    long = {shown(one): len(text_of(one).splitlines()) for one in (*modules(), *tests)}

    assert {name: size for name, size in long.items() if size > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{shown(path)}::{one.name} ({length})"
        for path in modules()
        for one in functions(path)
        if (length := (one.end_lineno or 0) - one.lineno + 1) > LONGEST_FUNCTION
    ]

    assert long == []


def test_every_module_says_in_a_sentence_what_it_is():
    assert [shown(one) for one in modules() if not ast.get_docstring(tree_of(one))] == []


def test_tables_are_never_written_with_postponed_annotations():
    models = [one for one in modules() if "models" in one.parts[-2:] or one.stem == "models"]

    assert [
        shown(one) for one in models if "from __future__ import annotations" in text_of(one)
    ] == []


@pytest.mark.parametrize("pattern", [MACHINES, REGISTRIES], ids=["machine", "registry"])
def test_no_file_knows_the_machine_it_was_written_on(pattern):
    found = [
        f"{shown(path)}:{number}"
        for path in committed()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda one: one.name)
def test_a_lock_file_holds_hashes_and_no_address(lock):
    said = [line for line in lock.read_text().splitlines() if not line.startswith("#")]
    text = "\n".join(said)

    pins = re.split(r"\n(?=\S)", text)
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--index|--extra|--find)", text, re.MULTILINE)


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=shown)
def test_an_npm_lock_file_holds_hashes_and_no_registry(lock):
    import json

    packages = json.loads(lock.read_text())["packages"]
    own = {name: one for name, one in packages.items() if name}

    assert own
    assert [name for name, one in own.items() if "resolved" in one] == []
    assert [
        name for name, one in own.items() if not one.get("integrity") and not one.get("link")
    ] == []


def test_every_module_can_be_read_by_the_oldest_python_we_support():
    oldest = (3, 11)
    assert sys.version_info >= oldest

    for path in modules():
        ast.parse(path.read_text(encoding="utf-8"), feature_version=oldest)
