"""Commands of the policies room.

Exit codes: 0 all is well · 2 the command was asked wrongly · 3 the policy cannot be followed ·
4 the plan has changed · 5 the audit log is broken · 6 an approval was refused ·
7 a second person has to agree first.
"""

import sys
from typing import NoReturn

import click

from core.access import at_console
from core.db import reading
from core.identity import CONSOLE
from policies.access import ANCHOR, AUDIT, PURGE
from policies.anchors import anchored, public_key, set_anchor
from policies.errors import Braked, ClockWentBack, PlanChanged
from policies.hold_cli import hold
from policies.policy_cli import policy
from policies.purge import Plan, apply, plan
from policies.queries import chain_verdict

CHANGED, BROKEN, STOPPED = 4, 5, 7

_WHY = {
    Braked: "More than a fifth of a class would go at once, and time does not explain it.",
    ClockWentBack: "The clock shows a moment before the last purge.",
}
_SECOND = "Let a second person agree on the page, or here with --second-approval REASON."


@click.command()
@at_console(PURGE)
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
@at_console(AUDIT)
def verify() -> None:
    """Follow the chain of the audit log; exits with 5 and names the first broken place."""
    with reading() as session:
        verdict = chain_verdict(session)
    if not verdict.is_whole:
        _end(f"The audit log is broken at entry {verdict.broken_at}: {verdict.why}.", BROKEN)
    click.echo(f"The audit log is whole: {verdict.entries} entries.")
    click.echo(_vouched())


@audit.command("anchor")
@at_console(ANCHOR)
def anchor() -> None:
    """Vouch for the log as it is now; the hourly job does the same."""
    with reading() as session:
        made = set_anchor(session)
    click.echo(made.line if made else "Nothing was added since the last anchor.")


@audit.command("key")
@at_console(ANCHOR)
def key() -> None:
    """Print the public key (Ed25519) with which another system can check the anchors."""
    click.echo(public_key())


COMMANDS: list[click.Command] = [purge, audit, policy, hold]


def _vouched() -> str:
    last = anchored().last
    if last is None:
        return "There is no anchor yet: a log that is cut at its end would look whole."
    return f"The last anchor is of {last.at} and vouches for entry {last.seq}."


def _apply(plan_hash: str, second_approval: str) -> None:
    try:
        run = apply(plan_hash, CONSOLE, second_approval=second_approval)
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
