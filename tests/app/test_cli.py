"""The command line: help everywhere, one sentence for what is wrong, exit codes that mean something."""

import os
import sys
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import CliRunner

from app import cli
from app.cli import ASKED_WRONGLY, OK, UNSAFE, WRONG, rinnalla
from core.errors import NotFound
from core.house import House
from policies.errors import PolicyError


def walk(command: click.Command, name: str = "rinnalla") -> Iterator[tuple[str, click.Command]]:
    """Walk through a command and all below it."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from walk(found, f"{name} {below}")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys) -> Callable[..., tuple[int, str, str]]:
    """Give a way to type a command in an empty folder; tells code, output and errors."""
    for name in [one for one in os.environ if one.startswith("RINNALLA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def typed(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rinnalla", *words])
        code = ended_with()
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


@pytest.fixture
def installed(run, own_databases: dict[str, str], monkeypatch) -> None:
    """Let the commands find the settings of a demo that has no tables yet."""
    for name, value in {"demo": "true", **own_databases}.items():
        monkeypatch.setenv(f"RINNALLA_{name.upper()}", value)


def ended_with() -> int:
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or OK)
    return OK


def test_every_command_and_every_option_has_help(home: House):
    commands = dict(walk(rinnalla))

    assert {"rinnalla run", "rinnalla demo", "rinnalla jobs", "rinnalla doctor"} <= commands.keys()
    assert [name for name, one in commands.items() if not one.help] == []
    silent = [
        f"{name} {option.name}"
        for name, one in commands.items()
        for option in one.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_every_commands_help_can_be_read_without_settings(home: House, monkeypatch):
    monkeypatch.setenv("RINNALLA_SECRET_KEY", "")

    for name, _command in walk(rinnalla):
        told = CliRunner().invoke(rinnalla, [*name.split()[1:], "--help"])
        assert (name, told.exit_code) == (name, OK)
        assert "Usage:" in told.output


@pytest.mark.parametrize("command", [["run"], ["jobs"], ["db", "upgrade"]])
def test_unsafe_settings_end_with_three_and_a_sentence_each(run, command):
    code, _out, err = run(*command)

    assert code == UNSAFE
    assert err == (
        "Error: RINNALLA_SECRET_KEY needs at least 32 characters. "
        "RINNALLA_KEY_WRAPPING_KEY needs at least 32 characters.\n"
    )


def test_a_setting_that_cannot_be_read_ends_with_three(run, monkeypatch):
    monkeypatch.setenv("RINNALLA_DEMO", "true")
    monkeypatch.setenv("RINNALLA_OIDC_REQUIRED_ACR", "not json")

    code, _out, err = run("db", "upgrade")

    assert code == UNSAFE
    assert "oidc_required_acr" in err


def test_an_unknown_command_is_asked_wrongly(run):
    code, _out, err = run("dance")

    assert code == ASKED_WRONGLY
    assert "dance" in err


def test_tables_that_are_not_there_are_told_before_serving(run, installed, monkeypatch):

    code, _out, err = run("run")

    assert code == WRONG
    assert err == "Error: The tables are not up to date: run `rinnalla db upgrade` first.\n"


def test_after_an_upgrade_the_process_becomes_the_server(run, installed, monkeypatch):
    monkeypatch.setenv("RINNALLA_ASYNC_MODE", "threading")
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, words: became.append([program, *words[1:]]))

    upgraded = run("db", "upgrade")
    served = run("run")

    assert upgraded[:2] == (OK, "The tables are up to date.\n")
    assert served[0] == OK
    assert became == [[sys.executable, "-m", "app.wsgi"]]
    assert os.environ["RINNALLA_ASYNC_MODE"] == "threading"


def test_a_database_that_does_not_answer_is_told_in_a_sentence(run, monkeypatch):
    monkeypatch.setenv("RINNALLA_DEMO", "true")
    monkeypatch.setenv("RINNALLA_DATABASE_URL", "postgresql://127.0.0.1:1/none")

    code, _out, err = run("run")

    assert code == WRONG
    assert err.startswith("Error: The database does not answer: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("raised", "code", "sentence"),
    [
        (PolicyError("[roles] is empty"), UNSAFE, "[roles] is empty"),
        (FileNotFoundError("no such file"), WRONG, "no such file"),
        (click.Abort(), WRONG, ""),
        (click.UsageError("not so"), ASKED_WRONGLY, "not so"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_a_code(run, monkeypatch, raised, code, sentence):
    def fail() -> None:
        raise raised

    monkeypatch.setitem(
        rinnalla.commands, "fail", click.Command("fail", callback=fail, help="Fail.")
    )

    ended, _out, err = run("fail")

    assert ended == code
    assert sentence in err


def test_a_refusal_is_told_by_its_sentence(run, monkeypatch, app):
    def fail() -> None:
        raise NotFound("There is no such tea.")

    monkeypatch.setitem(
        rinnalla.commands, "fail", click.Command("fail", callback=fail, help="Fail.")
    )

    assert run("fail") == (WRONG, "", "Error: There is no such tea.\n")


def test_a_bug_shows_where_it_is(monkeypatch):
    def fail() -> None:
        raise KeyError("bug")

    monkeypatch.setitem(
        rinnalla.commands, "fail", click.Command("fail", callback=fail, help="Fail.")
    )
    monkeypatch.setattr(sys, "argv", ["rinnalla", "fail"])

    with pytest.raises(KeyError, match="bug"):
        cli.main()


def test_the_version_is_told(run):
    code, out, _err = run("--version")

    assert code == OK
    assert "0." in out
