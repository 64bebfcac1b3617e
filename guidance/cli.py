"""Commands of the guidance room: `rinnalla services …` and `rinnalla worry …`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from core.access import at_console
from core.db import reading, transaction
from core.errors import Refusal
from guidance.access import EDIT

if TYPE_CHECKING:
    from guidance.models import ImportRun


@click.group()
def services() -> None:
    """Fill and mend the directory of services."""


@services.command(name="import")
@at_console(EDIT)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def import_files(files: tuple[Path, ...]) -> None:
    """Read FILES of the Finnish Service Catalogue or of HSDS (JSON) into the directory.

    Files may be of any length; an import that was broken off goes on where it was. Ends with 0 when
    everything came in and with 1 when a record or a file was refused; what was good stays.
    """
    refused = sum(_import(file) for file in files)
    sys.exit(1 if refused else 0)


def _import(file: Path) -> int:
    from guidance.importing.running import import_file
    from guidance.telling import Bars

    try:
        with file.open("rb") as opened, Bars(opened, file.name) as bars:
            run = import_file(opened, name=file.name, tell=bars.tell)
    except Refusal as refusal:
        click.echo(f"{file.name}: {refusal.code}", err=True)
        return 1
    return _tell(run)


def _tell(run: "ImportRun") -> int:
    from guidance import queries

    click.echo(
        f"{run.file}: {run.created} new, {run.updated} changed, {run.unchanged} as before, "
        f"{run.kept} kept as edited here, {run.refused} refused"
    )
    with reading() as session:
        for one in queries.refused(session, run.id):
            place = f" ({one.place})" if one.place else ""
            click.echo(f"  {run.file}:{one.line}: {one.reason}{place}", err=True)
    return run.refused


@services.command()
@at_console(EDIT)
@click.argument("address")
@click.option(
    "--version",
    type=click.Choice(["11", "12"]),
    default="12",
    show_default=True,
    help="Which version of the catalogue's API answers there.",
)
@click.option("--new", is_flag=True, help="Only what changed since the last time, and what went.")
def fetch(address: str, version: str, *, new: bool) -> None:
    """Fetch the Finnish Service Catalogue from its open API at ADDRESS.

    The policy names the hosts that may be asked (`[directory]`); version 12 wants a key
    (RINNALLA_PTV_API_KEY).
    """
    from core.house import house
    from guidance import queries
    from guidance.importing.fetching import Catalogue, require_allowed
    from guidance.importing.running import import_catalogue
    from guidance.schemas import SourceSystem

    system = SourceSystem(f"ptv{version}")
    with reading() as session:
        since = queries.last_fetch(session, address) if new else None
    key = house().settings.ptv_api_key.get_secret_value()
    try:
        require_allowed(address)
        run = import_catalogue(Catalogue(address, system, key, since), name=address)
    except Refusal as refusal:
        raise click.ClickException(f"{address}: {refusal.code}") from None
    sys.exit(1 if _tell(run) else 0)


@services.command(name="export")
@at_console(EDIT)
@click.argument("kind", type=click.Choice(["hsds", "ptv11", "ptv12", "sheet"]))
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export_all(kind: str, file: TextIO) -> None:
    """Write the directory to FILE.

    Published services as HSDS 3.1 or as a sheet, or the records of the Finnish Service Catalogue as
    they came, with what was written over.
    """
    from guidance import queries

    with reading() as session:
        if kind == "sheet":
            file.write(queries.as_sheet(session))
            return
        rows = queries.as_hsds(session) if kind == "hsds" else queries.as_ptv(session, kind)
        file.write("[")
        for number, one in enumerate(rows):
            between = ",\n" if number else ""
            file.write(f"{between}{json.dumps(one, ensure_ascii=False)}")
        file.write("]\n")


@services.command()
@at_console(EDIT)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def codes(files: tuple[Path, ...]) -> None:
    """Read lists of codes from FILES: service classes, target groups, life events, areas.

    Version 12 of the Finnish Service Catalogue gives bare codes; these lists name them and say
    which municipalities a region or a wellbeing services county holds. Ends with 1 when a file is
    no such list; the others are read.
    """
    from guidance.importing.running import learn_codes

    refused = 0
    for file in files:
        try:
            learnt = learn_codes(file.read_bytes())
        except Refusal as refusal:
            click.echo(f"{file.name}: {refusal.code}", err=True)
            refused += 1
            continue
        click.echo(
            f"{file.name}: {learnt.terms} terms, {learnt.municipalities} municipalities, "
            f"{learnt.areas} areas"
        )
    sys.exit(1 if refused else 0)


@services.command()
@at_console(EDIT)
def reindex() -> None:
    """Make the search index anew, for example after Voikko was installed."""
    from guidance import finnish
    from guidance.search import index_all

    with transaction() as session:
        count = index_all(session)
    name = finnish.analyser_name(finnish.analyser_here())
    click.echo(f"{count} services indexed with {name}.")


@services.command()
@at_console(EDIT)
def lexicon() -> None:
    """Check the lexicon of meanings; ends with 1 when a line of it is wrong."""
    from guidance.search import lexicon as words

    wrong = words.faults(words.shipped())
    for fault in wrong:
        click.echo(fault, err=True)
    click.echo(
        f"{len(words.shipped())} meanings, {len(list(words.entries(words.shipped())))} words"
    )
    sys.exit(1 if wrong else 0)


@click.group()
def worry() -> None:
    """Check worry tests, and give them to other tools."""


@worry.command()
@at_console(EDIT)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Walk every combination of answers in FILES, or in the shipped tests.

    FILES are TOML, or SurveyJS's JSON. Ends with 1 when anybody would be left without a way on.
    """
    from guidance.worry.definition import SHIPPED

    faults = sum(_check(file) for file in files or sorted(SHIPPED.glob("*.toml")))
    sys.exit(1 if faults else 0)


def _check(file: Path) -> int:
    from guidance.worry import surveyjs
    from guidance.worry.definition import BadTest, read

    text = file.read_text(encoding="utf-8")
    try:
        test = surveyjs.read(json.loads(text)) if file.suffix == ".json" else read(text)
    except json.JSONDecodeError as wrong:
        click.echo(f"{file.name}: {wrong}", err=True)
        return 1
    except BadTest as wrong:
        for fault in wrong.faults:
            click.echo(f"{file.name}: {fault}", err=True)
        return len(wrong.faults)
    count = sum(1 for _ in test.combinations())
    click.echo(f"{file.name}: {count} combinations of answers, each with a way on")
    return 0


@worry.command()
@at_console(EDIT)
@click.option(
    "--lang",
    "langs",
    multiple=True,
    type=click.Choice(["fi", "sv", "en"]),
    default=["fi", "sv", "en"],
    show_default=True,
    help="Walk the tests in this language only; may be given twice.",
)
def simulate(langs: tuple[str, ...]) -> None:
    """Walk every combination of answers in every municipality, with the directory as it is.

    Tells where a worry meets no service of the place. Ends with 1 when anybody would be left with
    nothing but the national numbers.
    """
    from guidance.worry.definition import shipped

    stranded = [_simulated(test_id, lang) for test_id in shipped() for lang in langs]
    sys.exit(1 if any(stranded) else 0)


def _simulated(test_id: str, lang: str) -> bool:
    from core.house import house
    from guidance import queries
    from guidance.saying import speaking
    from guidance.worry.definition import shipped
    from guidance.worry.simulating import OTHERS, simulate

    # lines are named with the address of their page, which only a request can write
    with house().app.test_request_context(), reading() as session, speaking(lang):
        found = simulate(session, shipped()[test_id], lang)
        names = queries.municipalities(session, lang) | {OTHERS: "every other place"}
    click.echo(
        f"{test_id} ({lang}): {found.combinations} combinations of answers in {found.places} places"
    )
    for worry_named, places in found.unmet.items():
        told = ", ".join(names[one] for one in places)
        click.echo(f"  {worry_named}: no service of the place in {told}")
    for worry_named, places in found.stranded.items():
        told = ", ".join(names[one] for one in places)
        click.echo(f"  {worry_named or 'anything else'}: nobody at all in {told}", err=True)
    return bool(found.stranded)


@worry.command()
@at_console(EDIT)
@click.argument("test_id")
def export(test_id: str) -> None:
    """Print a shipped test as a SurveyJS survey."""
    from guidance.worry import surveyjs
    from guidance.worry.definition import shipped

    if test_id not in shipped():
        raise click.BadParameter(", ".join(shipped()), param_hint="test_id")
    click.echo(json.dumps(surveyjs.write(shipped()[test_id]), ensure_ascii=False, indent=2))


COMMANDS = [services, worry]
