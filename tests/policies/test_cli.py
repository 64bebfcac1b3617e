from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner, Result
from sqlmodel import Session, select

from core import clock
from core.db import transaction
from core.house import House
from core.identity import SYSTEM, Kind, SignInSession, begin
from policies.actions import audit
from policies.cli import COMMANDS
from policies.schema import SHIPPED
from tests.people import People
from tests.people_policies import conversation
from tests.remains import unguarded


def said(*words: str) -> Result:
    command = next(one for one in COMMANDS if one.name == words[0])
    return CliRunner().invoke(command, words[1:])


def a_session_that_ran_out(people: People) -> None:
    with clock.stopped(clock.now() - timedelta(days=2)), transaction() as session:
        begin(session, Kind.WORKER, people.worker().id, lasts=timedelta(hours=1))


def test_a_dry_run_shows_the_plan_and_purges_nothing(home: House, people: People, session: Session):
    people.organisation()
    worker = people.worker()
    with clock.stopped(clock.now() - timedelta(days=2)), transaction() as writing:
        begin(writing, Kind.WORKER, worker.id, lasts=timedelta(hours=1))

    result = said("purge", "--dry-run")

    assert result.exit_code == 0
    assert "core.session" in result.output
    assert len(session.exec(select(SignInSession)).all()) == 1


def test_the_plan_that_was_shown_is_applied_by_its_hash(home: House, people: People):
    worker = people.worker()
    with clock.stopped(clock.now() - timedelta(days=2)), transaction() as writing:
        begin(writing, Kind.WORKER, worker.id, lasts=timedelta(hours=1))
    shown = said("purge", "--dry-run").output.split()[-1]

    result = said("purge", "--apply", shown)

    assert result.exit_code == 0
    assert "Purged 1 rows." in result.output


def test_another_plan_ends_with_four(home: House):
    result = said("purge", "--apply", "0" * 64)

    assert (result.exit_code, "nothing was purged" in result.output) == (4, True)


def test_saying_neither_or_both_is_asking_wrongly(home: House):
    assert said("purge").exit_code == 2
    assert said("purge", "--dry-run", "--apply", "x").exit_code == 2


def test_a_whole_log_ends_with_zero(home: House):
    with transaction() as session:
        audit(session, SYSTEM, "policies.purge", "plan:x")

    result = said("audit", "verify")

    assert (result.exit_code, "The audit log is whole: 1 entries." in result.output) == (0, True)
    assert "There is no anchor yet" in result.output


def test_the_check_tells_how_far_the_last_anchor_vouches(home: House):
    with transaction() as session:
        audit(session, SYSTEM, "policies.purge", "plan:x")
    said("audit", "anchor")

    result = said("audit", "verify")

    assert "vouches for entry 1" in result.output
    assert said("audit", "anchor").output == "Nothing was added since the last anchor.\n"


def test_the_public_key_is_printed_for_another_system(home: House):
    assert len(bytes.fromhex(said("audit", "key").output.strip())) == 32


def test_a_hold_is_laid_listed_and_ended_at_the_machine(home: House):
    until = (clock.local_day() + timedelta(days=10)).isoformat()
    laid = said(
        *("hold", "add", "chat.body", "--owner", "data protection officer"),
        *("--reason", "police enquiry", "--until", until),
    )
    hold_id = laid.output.split()[-1]

    listed = said("hold", "list").output
    ended = said("hold", "end", hold_id, "--reason", "settled")

    assert laid.exit_code == 0, laid.output
    assert f"until {until}  chat.body  data protection officer: police enquiry" in listed
    assert (ended.exit_code, said("hold", "list").output) == (0, "")


def test_what_the_brake_stops_ends_with_seven_until_a_second_person_agrees(
    home: House, people: People
):
    line = people.line()
    for _ in range(25):
        conversation(line.id, clock.now() - timedelta(days=40))
    shown = said("purge", "--dry-run").output

    stopped = said("purge", "--apply", shown.split("plan ")[1][:64])
    agreed = said(
        *("purge", "--apply", shown.split("plan ")[1][:64]), "--second-approval", "old import"
    )

    assert "chat.body: 25 of 25 at once: the brake holds" in shown
    assert (stopped.exit_code, "Nothing was purged" in stopped.output) == (7, True)
    assert agreed.exit_code == 0, agreed.output


def test_a_broken_log_ends_with_five_and_names_the_place(home: House, session: Session):
    with transaction() as writing:
        for number in range(3):
            audit(writing, SYSTEM, "policies.purge", f"plan:{number}")
    unguarded(session.connection())
    session.connection().exec_driver_sql("UPDATE policies_audit SET reason = 'x' WHERE seq = 2")
    session.commit()

    result = said("audit", "verify")

    assert (result.exit_code, "entry 2: it was changed" in result.output) == (5, True)


def test_the_shipped_policy_is_fit(home: House):
    assert said("policy", "check").exit_code == 0


def test_an_unfit_policy_ends_with_three_and_says_why(home: House, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(SHIPPED.read_text("utf-8").replace("\nk = 5", "\nkk = 5"), "utf-8")

    result = said("policy", "check", str(own))

    assert result.exit_code == 3
    assert "reports.kk: this key is not known" in result.output


def test_every_command_has_help(home: House):
    assert all(command.help for command in COMMANDS)
