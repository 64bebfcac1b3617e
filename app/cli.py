"""`rinnalla`: the command line.

Errors are one sentence; 0 means done, 1 something is wrong, 2 asked wrongly, 3 unsafe.
"""

import os
import sys
import warnings
from pathlib import Path

import click

# What serves is the owner's choice (docs/decisions/0001); it is no news at every command.
warnings.filterwarnings("ignore", message=r"(?s).*Eventlet is deprecated")

OK, WRONG, ASKED_WRONGLY, UNSAFE = 0, 1, 2, 3
HELP = {"-h", "--help"}


class House(click.Group):
    """Knows its own commands at once and asks the rooms only when it must: imports take seconds."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List every command, the rooms' too."""
        return sorted([*super().list_commands(ctx), *self._of_rooms()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command, in the house or in a room."""
        return super().get_command(ctx, cmd_name) or self._of_rooms().get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Build the house first when the command is a room's and shall run."""
        name, command, rest = super().resolve_command(ctx, args)
        is_ours = super().get_command(ctx, name or "") is not None
        if not (is_ours or ctx.resilient_parsing or HELP & set(rest)):
            _build()
        return name, command, rest

    def _of_rooms(self) -> dict[str, click.Command]:
        from app.rooms import commands

        return {str(one.name): one for one in commands()}


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rinnalla")
def rinnalla() -> None:
    """Anonymous chat for the young, and the work around it."""


@rinnalla.command()
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many, on ports counted up from RINNALLA_BIND_PORT, behind a proxy.",
)
def run(processes: int) -> None:
    """Serve the house with the settings of the environment (docs/settings.md)."""
    from app.many import Many, reasons_against
    from app.tables import refuse_other_tables
    from core.log import use_logs
    from core.settings import Settings

    settings = Settings()
    refuse_other_tables(settings)
    against = reasons_against(settings, processes)
    if against:
        click.echo(f"Error: {against}", err=True)
        sys.exit(UNSAFE)
    if processes == 1:
        _become_server(settings.async_mode.value)
    else:
        os.environ["RINNALLA_ASYNC_MODE"] = settings.async_mode.value
        use_logs(as_json=not settings.demo)
        Many(settings, processes).serve()


@rinnalla.command()
@click.option("--port", default=5000, show_default=True, help="Port on 127.0.0.1.")
@click.option(
    "--fresh", is_flag=True, help="Begin with an empty demo: everything in it is deleted first."
)
def demo(port: int, fresh: bool) -> None:  # noqa: FBT001  click's form
    """Serve the demo on 127.0.0.1: seven lines, people to sign in as, nothing to set up."""
    from app.demo_home import environment, wipe

    if fresh:
        wipe()
    os.environ.update(environment(port))
    _become_server("eventlet")


@rinnalla.command()
def jobs() -> None:
    """Run the background jobs: purges, checks at the end of shifts, reminders."""
    _build()
    from core.access import require
    from core.house import house
    from core.identity import CONSOLE
    from core.jobs import RUN, run_forever

    require(CONSOLE, RUN)
    run_forever(house().settings)


@rinnalla.command()
def doctor() -> None:
    """Check settings, tables, keys, policy and installed packages; say what to do."""
    from app.doctor import examine

    found = examine()
    for line in found:
        click.echo(f"{'ok  ' if line.is_well else 'BAD '} {line.what}: {line.said}")
    sys.exit(OK if all(line.is_well for line in found) else WRONG)


@rinnalla.command()
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the copies, by default RINNALLA_BACKUP_DIR: data/ and keys/ are made in it.",
)
@click.option(
    "--keys-to",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the copy of the keys, by default RINNALLA_KEYS_BACKUP_DIR.",
)
def backup(to: Path | None, keys_to: Path | None) -> None:
    """Copy data and keys, apart; of the keys only the newest copy stays (docs/operating.md)."""
    from core.backups import back_up
    from core.settings import Settings

    settings = Settings()
    folder = to or settings.backup_dir
    if folder is None:
        raise click.UsageError("Give --to DIR, or set RINNALLA_BACKUP_DIR.")
    made = back_up(settings, folder, keys_to or settings.keys_backup_dir)
    click.echo(f"data  {made.data}\nkeys  {made.keys}")


@rinnalla.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The copy of the data to put back; one of SQLite moves into an empty PostgreSQL too.",
)
@click.option(
    "--keys",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The copy of the keys to put back, at most a day old; without it today's keys stay.",
)
@click.option(
    "--second-approval",
    default="",
    metavar="REASON",
    help="A second person is here and agrees to purge unusually much: why, without names.",
)
@click.confirmation_option(prompt="This replaces what is there now, for good. Go on?")
def restore(data: Path | None, keys: Path | None, second_approval: str) -> None:
    """Put a backup back while the server stands still, and purge at once what is over by now."""
    from app.restoring import restore as put_back

    if data is None and keys is None:
        raise click.UsageError("Give --data FILE, --keys FILE, or both.")
    gone = put_back(data, keys, second_approval=second_approval)
    click.echo(f"Put back. Purged {gone} rows whose time was over.")


@rinnalla.group()
def db() -> None:
    """Look after the database's tables."""


@db.command()
@click.option(
    "--while-serving",
    is_flag=True,
    help="Although server or jobs are connected: whoever is talking may be disturbed.",
)
def upgrade(while_serving: bool) -> None:  # noqa: FBT001  click's form
    """Bring the tables up to date; may be run again at any time."""
    from app.migrate import upgrade as bring_up
    from app.tables import refuse_while_serving
    from core.settings import Settings

    settings = Settings()
    if not while_serving:
        refuse_while_serving(settings)
    bring_up(settings)
    click.echo("The tables are up to date.")


@db.command()
@click.option(
    "--role", required=True, metavar="NAME", help="The PostgreSQL role that the server signs in as."
)
def grants(role: str) -> None:
    """Print the statements that let the server's PostgreSQL role work, but not change the log."""
    from app.grants import statements

    click.echo("\n".join(statements(role)))


def _build() -> None:
    from app.factory import create_app

    create_app()


def _become_server(mode: str) -> None:
    """Turn into the server: it starts anew, to patch the standard library before all imports."""
    os.environ["RINNALLA_ASYNC_MODE"] = mode
    os.execv(sys.executable, [sys.executable, "-m", "app.wsgi"])  # noqa: S606


def main() -> None:
    """Run the command line; turn what is wrong into one sentence and an exit code."""
    try:
        rinnalla(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        sys.exit(WRONG)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except Exception as wrong:  # noqa: BLE001  what is not expected is raised again
        code, sentences = explained(wrong)
        for sentence in sentences:
            click.echo(f"Error: {sentence}", err=True)
        sys.exit(code)


def explained(wrong: Exception) -> tuple[int, list[str]]:
    """Give the exit code and the sentences of what may be expected; raises again what is a bug."""
    from pydantic import ValidationError
    from pydantic_settings.exceptions import SettingsError
    from sqlalchemy.exc import OperationalError

    from app.errors import CannotOpen
    from core.errors import Refusal
    from core.settings import problems
    from policies.errors import PolicyError

    if isinstance(wrong, ValidationError | SettingsError):
        return UNSAFE, problems(wrong)
    if isinstance(wrong, PolicyError):
        return UNSAFE, list(wrong.faults)
    if isinstance(wrong, CannotOpen):
        return WRONG, [str(wrong)]
    if isinstance(wrong, OperationalError):
        return WRONG, [f"The database does not answer: {str(wrong.orig).splitlines()[0]}."]
    if isinstance(wrong, Refusal | OSError):
        return WRONG, [str(getattr(wrong, "sentence", wrong))]
    raise wrong


if __name__ == "__main__":
    main()
