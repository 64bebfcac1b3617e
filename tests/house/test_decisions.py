"""No door bypasses the one decision: routes, live events, jobs and commands all ask the policy."""

from collections.abc import Iterator
from uuid import uuid4

import click
import pytest
from click.testing import CliRunner

from app.cli import rinnalla
from app.rooms import commands
from core import access, clock
from core.access import PUBLIC, Decision, Permission
from core.buckets import Connected
from core.errors import NotAllowed
from core.house import House
from core.identity import NOBODY, Actor, Kind
from core.jobs import JOBS, job, refuse_open_jobs
from core.realtime import DOORS
from core.rounds import ROUNDS


@pytest.fixture
def asked(home: House, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Give what was asked of the decision, which refuses everything."""
    seen: list[tuple[str, str]] = []

    def refuse(actor: Actor, wanted: Permission, _about: object) -> Decision:
        seen.append((str(actor.kind), wanted.name))
        return Decision(False, "test", (), "")

    monkeypatch.setattr(access, "_decide", [refuse])
    return seen


def leaves(held: list[click.Command], path: str = "") -> Iterator[tuple[str, click.Command]]:
    for one in held:
        name = f"{path} {one.name}".strip()
        if isinstance(one, click.Group):
            yield from leaves(list(one.commands.values()), name)
        else:
            yield name, one


def test_every_job_names_a_permission(home: House):
    refuse_open_jobs()

    assert all(one.permission is not PUBLIC for one in JOBS.values())


def test_a_job_that_names_none_stops_the_queue(home: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.jobs.JOBS", {})
    job(minute="*")(lambda: None)

    with pytest.raises(RuntimeError, match="name no permission"):
        refuse_open_jobs()


def test_every_job_asks_as_the_program_and_does_nothing_when_refused(asked: list[tuple[str, str]]):
    for one in JOBS.values():
        asked.clear()

        with pytest.raises(NotAllowed):
            one.work()

        assert asked == [("system", one.permission.name)], one.name


def test_every_round_asks_as_the_program_and_does_nothing_when_refused(
    asked: list[tuple[str, str]],
):
    assert len(ROUNDS) > 3
    for one in ROUNDS:
        asked.clear()

        with pytest.raises(NotAllowed):
            one.walk()

        assert asked == [("system", one.permission.name)], one.walk.__qualname__


BEFORE_A_POLICY_CAN_BE_READ = {
    "run": "the policy is read by the server that it becomes",
    "demo": "the same, and it makes the tables first",
    "doctor": "looks at an installation whose policy may be the fault",
    "db upgrade": "makes the tables in which the policy lies",
    "db grants": "prints statements and touches nothing",
    "backup": "copies files, also of a house that a tampered policy keeps from standing",
    "restore": "puts back what the house would stand on; the log of anchors tells that it was done",
}
"""The house's own commands that cannot ask, and why; whoever sits at the machine could do all of these without."""


def test_every_command_of_the_house_asks_or_says_why_it_cannot(
    asked: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.cli._build", lambda: None)
    own = dict(leaves(list(rinnalla.commands.values())))

    for name in own.keys() - BEFORE_A_POLICY_CAN_BE_READ:
        asked.clear()
        run = CliRunner().invoke(own[name], [])
        assert isinstance(run.exception, NotAllowed), (name, run.output)
        assert asked[0][0] == "console", name

    assert own.keys() >= BEFORE_A_POLICY_CAN_BE_READ.keys()


def test_every_command_of_every_room_names_a_permission(home: House):
    found = dict(leaves(commands()))

    assert len(found) > 8
    assert [
        name
        for name, one in found.items()
        if not isinstance(getattr(one.callback, "permission", None), Permission)
    ] == []


def test_every_command_asks_as_the_console_and_does_nothing_when_refused(
    asked: list[tuple[str, str]], tmp_path
):
    file = tmp_path / "some.file"
    file.write_text("")
    for name, one in leaves(commands()):
        asked.clear()

        run = CliRunner().invoke(one, words_for(one, str(file)))

        assert isinstance(run.exception, NotAllowed), (name, run.output)
        assert asked == [("console", one.callback.permission.name)], name


def words_for(command: click.Command, file: str) -> list[str]:
    """Give every required option and argument something of its kind."""
    words: list[str] = []
    for one in command.params:
        value = file if isinstance(one.type, click.Path) else str(uuid4())
        if isinstance(one.type, click.Choice):
            value = str(one.type.choices[0])
        if isinstance(one.type, click.DateTime):
            value = clock.now().strftime(one.type.formats[0])
        if isinstance(one, click.Argument) and one.required:
            words.append(value)
        elif isinstance(one, click.Option) and (one.required or one.prompt):
            words += [one.opts[0], value]
    return words


def test_every_route_asks_before_it_does_anything(home: House, asked: list[tuple[str, str]]):
    views = {name: view for name, view in home.app.view_functions.items() if name != "static"}

    for name, view in views.items():
        asked.clear()
        with home.app.test_request_context("/"), pytest.raises((NotAllowed, access.SignInNeeded)):
            view()
        assert asked == [(str(NOBODY.kind), view.permission.name)], name


def test_every_live_event_asks_before_it_does_anything(
    home: House, asked: list[tuple[str, str]], monkeypatch
):
    someone = Actor(Kind.WORKER, id=uuid4(), session_id=uuid4())
    monkeypatch.setattr("core.realtime.actor_of_session", lambda *_: someone)
    monkeypatch.setattr(
        "core.gathering.actors_of_sessions", lambda _, ids: dict.fromkeys(ids, someone)
    )

    for door in DOORS.values():
        asked.clear()
        with pytest.raises(NotAllowed):
            home.live._act(door, Connected(someone), None)
        assert asked == [("worker", door.permission.name)], door.event
