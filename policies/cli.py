"""Commands of the policies room.

Exit codes: 0 all is well · 2 the command was asked wrongly · 3 the policy cannot be followed ·
4 the plan has changed · 5 the audit log is broken · 7 a second person has to agree.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import click

from core import clock
from core.db import reading, transaction
from core.identity import SYSTEM
from policies import holds
from policies.anchors import anchored, public_key, set_anchor
from policies.errors import Braked, ClockWentBack, PlanChanged, PolicyError
from policies.purge import Plan, apply, plan
from policies.queries import chain_verdict
from policies.schema import load

UNFIT, CHANGED, BROKEN, STOPPED = 3, 4, 5, 7

_WHY = {
    Braked: "More than a fifth of a class would go at once, and time does not explain it.",
    ClockWentBack: "The clock shows a moment before the last purge.",
}
_SECOND = "Let a second person agree on the page, or here with --second-approval REASON."


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be purged now, and change nothing.")
@click.option("--apply", "plan_hash", metavar="PLAN_HASH", help="Purge exactly the plan shown.")
@click.option(
    "--second-approval",
    default="",
    metavar="REASON",
    help="A second person is here and agrees to what the brake stopped: why, without names.",
)
def purge(*, dry_run: bool, plan_hash: str | None, second_approval: str) -> None:
    """Purge what the policy no longer lets us keep: look with --dry-run, then --apply its hash.

    Exits with 4 when the plan has changed since it was looked at, with 7 when a second person has
    to agree first: more than a fifth of a class would go without time to explain it, or the clock
    shows a moment before the last purge. Nothing was purged then.
    """
    if dry_run == bool(plan_hash) or (dry_run and second_approval):
        raise click.UsageError("Give either --dry-run or --apply PLAN_HASH.")
    if plan_hash:
        _apply(plan_hash, second_approval)
        return
    with reading() as session:
        _show(plan(session))


@click.group("audit")
def audit() -> None:
    """Check the audit log."""


@audit.command("verify")
def verify() -> None:
    """Follow the chain of the audit log; exits with 5 and names the first broken place."""
    with reading() as session:
        verdict = chain_verdict(session)
    if not verdict.is_whole:
        _end(f"The audit log is broken at entry {verdict.broken_at}: {verdict.why}.", BROKEN)
    click.echo(f"The audit log is whole: {verdict.entries} entries.")
    click.echo(_vouched())


@audit.command("anchor")
def anchor() -> None:
    """Vouch for the log as it is now; the hourly job does the same."""
    with reading() as session:
        made = set_anchor(session)
    click.echo(made.line if made else "Nothing was added since the last anchor.")


@audit.command("key")
def key() -> None:
    """Print the public key (Ed25519) with which another system can check the anchors."""
    click.echo(public_key())


def _vouched() -> str:
    last = anchored().last
    if last is None:
        return "There is no anchor yet: a log that is cut at its end would look whole."
    return f"The last anchor is of {last.at} and vouches for entry {last.seq}."


@click.group("policy")
def policy() -> None:
    """Look after the data-protection policy."""


@policy.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def check(file: Path | None) -> None:
    """Check a policy FILE, by default the shipped one; exits with 3 when it cannot be followed."""
    from policies.setup import disagreements

    try:
        found = load(file)
    except PolicyError as wrong:
        _end("\n".join(wrong.faults), UNFIT)
    if faults := disagreements(found):
        _end("\n".join(faults), UNFIT)
    click.echo(f"The policy can be followed. Its hash is {found.hash}.")


@click.group("hold")
def hold() -> None:
    """Hold back a purge for a while: legal holds on a class of data or on one record."""


@hold.command("add")
@click.argument("data_class")
@click.option("--record", default="", help="Only this record: its id, or its reference in the log.")
@click.option("--owner", required=True, help="Which role or unit answers for it; no person's name.")
@click.option("--reason", required=True, help="Why; no names.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Its last day.")
def add(data_class: str, record: str, owner: str, reason: str, until: datetime) -> None:
    """Hold back the purge of DATA_CLASS, for no longer than the policy allows."""
    ends_at = clock.day_starts(until.date() + timedelta(days=1))
    with transaction() as session:
        laid = holds.lay(
            session, SYSTEM, data_class, record=record, reason=reason, ends_at=ends_at, owner=owner
        )
    click.echo(f"Held: {laid.id}")


@hold.command("list")
def list_holds() -> None:
    """List the holds that stand, those that end first before the others."""
    with reading() as session:
        for one in holds.standing(session):
            what = f"{one.of_class} {one.record}".rstrip()
            last_day = clock.local_day(one.ends_at - timedelta(seconds=1))
            click.echo(f"{one.id}  until {last_day}  {what}  {one.owner}: {one.reason}")


@hold.command("end")
@click.argument("hold_id", type=click.UUID)
@click.option("--reason", default="", help="Why it is no longer needed.")
def end_hold(hold_id: UUID, reason: str) -> None:
    """End a hold now; what it held goes with the next purge."""
    with transaction() as session:
        holds.end(session, SYSTEM, hold_id, reason=reason)
    click.echo("Ended.")


COMMANDS: list[click.Command] = [purge, audit, policy, hold]


def _apply(plan_hash: str, second_approval: str) -> None:
    try:
        run = apply(plan_hash, SYSTEM, second_approval=second_approval)
    except PlanChanged:
        _end("The plan has changed; nothing was purged. Look at it with --dry-run.", CHANGED)
    except (Braked, ClockWentBack) as stopped:
        _end(f"{_WHY[type(stopped)]} Nothing was purged. {_SECOND}", STOPPED)
    for name, count in run.counts.items():
        click.echo(f"{name:<28}{count:>8}")
    click.echo(f"Purged {sum(run.counts.values())} rows.")


def _show(planned: Plan) -> None:
    click.echo(f"{'class of data':<28}{'rows':>8}  due since")
    for name, count in planned.counts.items():
        click.echo(f"{name:<28}{count.rows:>8}  {count.since:%Y-%m-%d %H:%M} UTC")
    click.echo(f"{'all':<28}{planned.total:>8}")
    for name, held in planned.on_hold.items():
        click.echo(f"{name}: {held} more are on hold")
    for brake in planned.stop.brakes:
        click.echo(f"{brake.data_class}: {brake.rows} of {brake.of} at once: the brake holds")
    if planned.clock_went_back:
        click.echo(_WHY[ClockWentBack])
    click.echo(f"plan {planned.hash}")


def _end(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
