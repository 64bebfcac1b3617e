"""What the documents promise exists, and what exists is in the documents."""

import ast
import re
from enum import Enum
from pathlib import Path

import pytest

from core.errors import Refusal
from core.house import House
from core.realtime import DOORS
from core.settings import Settings
from tests.house.tree import ROOT, committed, modules, shown, text_of, tree_of
from tests.house.words import WORDS

DOCUMENTS = [one for one in committed() if one.suffix == ".md"]
ROW = re.compile(
    r"^\| `(?P<name>RINNALLA_\w+)` \| (?P<default>.*?) \| (?P<meaning>.*?) \|$", re.MULTILINE
)


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def default_of(name: str) -> str:
    """Write a setting's default as `.env.example` and the settings page do."""
    default = Settings.model_fields[name].default
    held = default.get_secret_value() if hasattr(default, "get_secret_value") else default
    if isinstance(held, bool):
        return str(held).lower()
    if isinstance(held, tuple):
        return "[]"
    return "" if held is None else str(held.value if isinstance(held, Enum) else held)


# ── Settings ──────────────────────────────────────────────────────────────────────────────────────


def test_the_settings_page_names_every_setting_once_and_no_other():
    told = [row["name"] for row in ROW.finditer(document("settings.md"))]

    assert sorted(told) == sorted(f"RINNALLA_{name.upper()}" for name in Settings.model_fields)


def test_the_settings_page_tells_the_true_default_and_meaning():
    rows = {
        row["name"].removeprefix("RINNALLA_").lower(): row
        for row in ROW.finditer(document("settings.md"))
    }

    wrong = {
        name: (rows[name]["default"], rows[name]["meaning"])
        for name, field in Settings.model_fields.items()
        if rows[name]["default"].strip("`") != (default_of(name) or "empty")
        or rows[name]["meaning"] != field.description
    }
    assert wrong == {}


def test_the_example_of_an_environment_names_every_setting_with_its_default():
    text = (ROOT / ".env.example").read_text()
    told = dict(re.findall(r"^#?(RINNALLA_\w+)=(.*)$", text, re.MULTILINE))
    commented = dict(re.findall(r"^#(RINNALLA_\w+)=(.*)$", text, re.MULTILINE))

    assert told.keys() == {f"RINNALLA_{name.upper()}" for name in Settings.model_fields}
    assert commented == {
        name: default_of(name.removeprefix("RINNALLA_").lower()) for name in commented
    }


def test_the_example_of_an_environment_says_what_each_setting_means():
    text = " ".join((ROOT / ".env.example").read_text().replace("#", " ").split())

    assert [
        n for n, field in Settings.model_fields.items() if (field.description or "?") not in text
    ] == []


# ── The live protocol ─────────────────────────────────────────────────────────────────────────────


def chapters() -> dict[str, str]:
    """Give what the protocol says of each client event."""
    asked = (
        document("protocol.md")
        .partition("## Events from a client")[2]
        .partition("## Events from the server")[0]
    )
    return dict(re.findall(r"^### `(\w+)` \[([\w.]+)\]", asked, re.MULTILINE))


def test_the_protocol_describes_every_event_a_client_may_send_and_no_other(home: House):
    assert chapters() == {door.event: door.permission.name for door in DOORS.values()}


def test_the_protocol_describes_every_event_the_house_sends_and_no_other():
    described = document("protocol.md").partition("## Events from the server")[2]
    headings = " ".join(re.findall(r"^### (.*)$", described, re.MULTILINE))

    assert set(re.findall(r"`(\w+)`", headings)) == sent_events()


def sent_events() -> set[str]:
    """Collect the second argument of every `live.tell(…)`, and what the foundation emits by name."""
    calls = [
        node
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    told = [call.args[1] for call in calls if named(call) == "tell" and len(call.args) >= 2]
    assert all(isinstance(name, ast.Constant) for name in told)
    emitted = [call.args[0] for call in calls if named(call) == "emit"]
    return {str(name.value) for name in told + emitted if isinstance(name, ast.Constant)}


def named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def test_every_code_of_the_protocol_is_a_refusal_of_the_house(home: House):
    table = document("protocol.md").partition("The codes:")[2].partition("\n\nA refusal")[0]
    told = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", table, re.MULTILINE)
    codes = {code for cell in told for code in re.findall(r"`(\w+)`", cell)}

    assert codes - {"failed"} <= {one.code for one in refusals(Refusal)}
    assert {"bad_input", "too_many", "sign_in_needed", "not_allowed"} <= codes


def refusals(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind}.union(*(refusals(one) for one in kind.__subclasses__()))


# ── Words, threats, links ─────────────────────────────────────────────────────────────────────────


def glossary() -> set[str]:
    """Give the code words of the glossary."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", document("glossary.md"), re.MULTILINE)
    return {word for cell in rows for word in re.findall(r"`(\w+)`", cell)}


def spoken() -> str:
    return "\n".join(text_of(one) for one in modules())


def test_every_word_of_the_house_that_the_code_uses_is_in_the_glossary():
    said = spoken()

    assert {word for word in WORDS if word in said} - glossary() == set()


def test_the_glossary_holds_no_word_that_the_code_does_not_use():
    said = spoken()

    assert {word for word in glossary() if word not in said} == set()


def test_every_test_that_the_threat_model_names_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", document("threat-model.md"))

    assert len(named) > 30
    assert [f"{file}::{test}" for file, test in named if not exists(file, test)] == []


def exists(file: str, test: str) -> bool:
    path = ROOT / file
    return path.is_file() and (not test or f"def {test}(" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", DOCUMENTS, ids=shown)
def test_links_between_documents_lead_somewhere(page: Path):
    links = re.findall(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)", text_of(page))
    near = [one for one in links if "://" not in one and not one.startswith("mailto:")]

    assert [one for one in near if not (page.parent / one).exists()] == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=shown)
def test_a_document_names_only_files_that_exist(page: Path):
    named = re.findall(
        r"`((?:docs|core|app|tools|migrations|static|templates)/[\w./-]+\.\w+)`", text_of(page)
    )

    assert [one for one in named if "*" not in one and not (ROOT / one).exists()] == []
