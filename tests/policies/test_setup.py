from pathlib import Path

import pytest

from core.house import House
from policies.errors import PolicyError
from policies.schema import SHIPPED, parse
from policies.setup import disagreements, prepare

TEXT = SHIPPED.read_text("utf-8")


def refusal(home: House, folder: Path, text: str) -> str:
    file = folder / "own.toml"
    file.write_text(text, "utf-8")
    settings = home.settings.model_copy(update={"policy_file": file})
    with pytest.raises(PolicyError) as refused:
        prepare(home.app, settings)
    return str(refused.value)


def test_the_house_does_not_start_with_a_permission_that_does_not_exist(
    home: House, tmp_path: Path
):
    told = refusal(home, tmp_path, TEXT.replace('"policies.agree",\n', '"policies.argee",\n', 1))

    assert told == "roles.data_protection_officer: policies.argee is no permission of this program."


def test_the_house_does_not_start_when_a_column_holds_what_the_policy_does_not_know(
    home: House, tmp_path: Path
):
    told = refusal(home, tmp_path, TEXT.replace("core.session", "core.sessions"))

    assert "holds core.session, of which the policy says nothing" in told


def test_content_cannot_be_called_anything_else(home: House, tmp_path: Path):
    told = refusal(
        home,
        tmp_path,
        TEXT.replace('[permissions."chat.talk"]\ncontent = true', '[permissions."chat.talk"]'),
    )

    assert (
        told
        == "permissions.chat.talk: it opens the content of conversations, so content must be true."
    )


def test_an_organisation_may_keep_less(home: House):
    assert disagreements(parse(TEXT.replace('keep = "P7D"', 'keep = "P1D"'))) == []


def test_the_house_does_not_start_when_the_program_may_not_do_what_it_does_by_itself(
    home: House, tmp_path: Path
):
    told = refusal(home, tmp_path, TEXT.replace('  "core.sessions",\n', "", 1))

    assert told == "roles.system: it must hold core.sessions, which the program does by itself."
