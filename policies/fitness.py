"""Whether a policy fits this program: its permissions, its classes of data, what it can do."""

from sqlmodel import SQLModel

from core.access import KNOWN
from core.db import Table, data_class_of
from core.identity import Level
from core.jobs import JOBS
from core.rounds import ROUNDS
from policies.retention import tasks
from policies.schema import Policy, load


def disagreements(policy: Policy) -> list[str]:
    """Name where the file and the house disagree: permissions, classes of data, content."""
    return [
        *_unknown_permissions(policy),
        *_unruled_classes(policy),
        *_content_made_plain(policy),
        *_undone_by_the_program(policy),
        *_not_built(policy),
    ]


def classes_in_use() -> dict[str, str]:
    """Name every class of data that a column has, each with one place where it is found."""
    return {str(name): place for place, name in _columns() if name}


def columns_without_class() -> list[str]:
    """Name the columns that nobody has put into a class."""
    return [place for place, name in _columns() if not name]


def _columns() -> list[tuple[str, str | None]]:
    """Give every column of every table of the rooms, with its class."""
    models = {str(model.__tablename__): model for model in _tables(Table)}
    return [
        (f"{table.name}.{column.name}", data_class_of(models.get(table.name, table), column))
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
    ]


def _tables(base: type[Table]) -> list[type[Table]]:
    below = [one for child in base.__subclasses__() for one in [child, *_tables(child)]]
    return [one for one in below if hasattr(one, "__table__")]


def _unknown_permissions(policy: Policy) -> list[str]:
    granted = [
        f"roles.{role}: {name} is no permission of this program."
        for role, held in policy.roles.grants().items()
        for name in sorted(held - KNOWN.keys())
    ]
    return granted + [
        f"permissions.{name}: this program has no such permission."
        for name in sorted(policy.permissions.keys() - KNOWN.keys())
    ]


def _undone_by_the_program(policy: Policy) -> list[str]:
    """What runs by itself must be allowed to: a purge that is refused every night is no purge."""
    permissions = [*(one.permission for one in JOBS.values()), *(one.permission for one in ROUNDS)]
    needed = {one.name for one in permissions if one}
    return [
        f"roles.system: it must hold {name}, which the program does by itself."
        for name in sorted(needed - policy.roles.grants()["system"])
    ]


def _unruled_classes(policy: Policy) -> list[str]:
    told = [
        f"data_classes: {place} holds {name}, of which the policy says nothing."
        for name, place in sorted(classes_in_use().items())
        if name not in policy.data_classes
    ]
    told += [f"data_classes: {place} has no class of data." for place in columns_without_class()]
    return told + [
        f"data_classes: {task.data_class} is purged, and the policy says nothing of it."
        for task in tasks()
        if task.data_class not in policy.data_classes
    ]


def _content_made_plain(policy: Policy) -> list[str]:
    """An organisation may call more permissions content than the shipped policy, never fewer."""
    return [
        f"permissions.{name}: it opens the content of conversations, so content must be true."
        for name in sorted(load().content - policy.content)
    ]


def _not_built(policy: Policy) -> list[str]:
    """A rule that the program cannot keep is refused rather than promised."""
    told = []
    if policy.stepup.worker.actions and policy.stepup.worker.level is Level.STRONG:
        told.append("stepup.worker.level: this program cannot ask for strong sign-in yet.")
    return told
