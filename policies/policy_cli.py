"""`rinnalla policy …`: check, compare, try out, draft and approve the data-protection policy.

Exit codes: 0 done · 2 asked wrongly · 3 the policy cannot be followed · 6 the approval was refused.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import click
from flask_babel import force_locale

from core.access import at_console
from core.db import reading, transaction
from core.errors import Refusal
from core.house import house
from core.i18n import DEFAULT, LANGUAGES
from core.identity import CONSOLE
from policies import drafting, versions
from policies.access import EDIT, VIEW
from policies.current import current
from policies.difference import differences
from policies.errors import PolicyError, UnfitPolicy
from policies.exports import NAMES, Kind, export
from policies.fitness import disagreements
from policies.models import PolicyVersion
from policies.proof import proven
from policies.schema import Policy, load
from policies.simulation import simulate

UNFIT, REFUSED = 3, 6
FILE = click.Path(path_type=Path, dir_okay=False)
LANG = click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    default=DEFAULT,
    show_default=True,
    help="Language of what is told.",
)


@click.group("policy")
def policy() -> None:
    """Look after the data-protection policy."""


@policy.command("check")
@at_console(VIEW)
@click.argument("file", required=False, type=FILE)
def check(file: Path | None) -> None:
    """Check a policy FILE, by default the shipped one; exits with 3 when it cannot be followed."""
    click.echo(f"The policy can be followed. Its hash is {_fit(file).hash}.")


@policy.command("diff")
@at_console(VIEW)
@click.argument("file", type=FILE)
@LANG
def diff(file: Path, lang: str) -> None:
    """Tell in sentences what FILE would change in the policy in force."""
    proposed = _fit(file)
    with _speaking(lang):
        found = differences(current(), proposed, lang)
    for change in found:
        click.echo(f"{change.section}: {change.sentence}")
    click.echo(f"{len(found)} changes." if found else "Nothing changes.")


@policy.command("simulate")
@at_console(VIEW)
@click.argument("file", type=FILE)
def try_out(file: Path) -> None:
    """Show what would be purged if FILE were in force now; nothing is."""
    proposed = _fit(file)
    with reading() as session:
        found = simulate(session, proposed)
    click.echo(f"{'class of data':<28}{'rows':>8}{'tonight':>9}  oldest")
    for one in found:
        click.echo(f"{one.name:<28}{one.rows:>8}{one.rows_now:>9}  {one.days_old} days")
    click.echo(f"{'all':<28}{sum(one.rows for one in found):>8}")


@policy.command("draft")
@at_console(EDIT)
@click.argument("file", type=FILE)
def make_draft(file: Path) -> None:
    """Make FILE a draft that two people can approve; prints the draft's id."""
    try:
        with transaction() as session:
            made = drafting.make_draft(session, CONSOLE, _text(file))
    except UnfitPolicy as unfit:
        _end("\n".join(unfit.faults), UNFIT)
    click.echo(str(made.id))


@policy.command("versions")
@at_console(VIEW)
def list_versions() -> None:
    """List the drafts and the versions, the newest last."""
    with reading() as session:
        kept, waiting = versions.sealed(session), versions.drafts(session)
        valid = versions.in_force(kept)
    for one in kept:
        mark = "in force" if one is valid else str(one.state)
        click.echo(f"{one.number:>4}  {one.hash[:12]}  {one.valid_from:%Y-%m-%d %H:%M} UTC  {mark}")
    for one in waiting:
        approved = "approved by one" if one.first_by else "approved by nobody"
        click.echo(f"draft {one.id}  {one.hash[:12]}  {approved}")


@policy.command("show")
@at_console(VIEW)
@click.argument("number", required=False, type=int)
def show(number: int | None) -> None:
    """Print the text of version NUMBER, by default of the one in force."""
    with reading() as session:
        kept = versions.sealed(session)
        found = _numbered(kept, number) if number is not None else versions.in_force(kept)
    if found is None:
        _end("No version has been kept yet: the file is in force as it is.", UNFIT)
    click.echo(found.text, nl=False)


@policy.command("approve")
@at_console(VIEW)
@click.argument("draft", type=click.UUID)
@click.option("--as", "email", required=True, help="The approver's e-mail address.")
@click.password_option(confirmation_prompt=False, help="Their password; asked for when left out.")
def approve(draft: UUID, email: str, password: str) -> None:
    """Approve DRAFT as the worker whose address and password are given.

    The second person's approval makes it a version. Exits with 6 when it is refused.
    """
    try:
        worker = proven(email, password)
        with transaction() as session:
            looked_at = versions.draft(session, draft).hash
            found = drafting.approve(session, worker, draft, looked_at=looked_at)
    except UnfitPolicy as unfit:
        _end("\n".join(unfit.faults), UNFIT)
    except Refusal as refusal:
        with _speaking("en"):
            _end(f"{refusal.code}: {refusal.sentence}", REFUSED)
    click.echo(_approval(found))


@policy.command("export")
@at_console(VIEW)
@click.argument("document", type=click.Choice(NAMES))
@click.option(
    "--format",
    "kind",
    type=click.Choice([str(one) for one in Kind]),
    default=str(Kind.HTML),
    show_default=True,
    help="Form of the document.",
)
@LANG
def write_document(document: str, kind: str, lang: str) -> None:
    """Print the records of processing or the impact assessment, made from the policy in force."""
    with _speaking(lang):
        click.echo(export(document, Kind(kind), current(), lang), nl=False)


def _approval(found: PolicyVersion) -> str:
    if found.number is None:
        return "Approved by one. A second person has to approve it too."
    return (
        f"Version {found.number} is approved, in force from {found.valid_from:%Y-%m-%d %H:%M} UTC."
    )


def _fit(file: Path | None) -> Policy:
    try:
        found = load(file)
    except PolicyError as wrong:
        _end("\n".join(wrong.faults), UNFIT)
    if faults := disagreements(found):
        _end("\n".join(faults), UNFIT)
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        _end(f"{file.name}: the file cannot be read as UTF-8 text.", UNFIT)


def _numbered(kept: list[PolicyVersion], number: int) -> PolicyVersion:
    for one in kept:
        if one.number == number:
            return one
    raise click.UsageError(f"There is no version {number}.")


@contextmanager
def _speaking(lang: str) -> Iterator[None]:
    """Speak a language as a page does; the documents are made from the pages' own templates."""
    page = house().app.test_request_context("/", base_url=house().settings.public_url)
    with page, force_locale(lang):
        yield


def _end(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
