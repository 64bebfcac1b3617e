"""Permissions as data: every door names one, and the policy file says which role has it.

`allows(PERMISSION)` guards a route and `at_console(PERMISSION)` a command; live events name theirs
in `core.realtime.Doors.on`, jobs in `core.jobs.job`. A door without a permission fails when the
house is built, not when somebody finds it. Every question ends in one function (`decide_by`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from core.errors import NotAllowed, SignInNeeded, StepUpNeeded
from core.identity import CONSOLE, Actor, Kind, actor_here

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Permission:
    """One thing that may be done, named `<room>.<verb or noun>`, with its meaning in a sentence."""

    name: str
    meaning: str


PUBLIC = Permission("public", "Anybody may do this, known or not.")

STEP_UP = "step_up"
"""The duty to prove again, or better, who one is."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A record as a decision sees it: whose it is. What is not told counts as somebody else's."""

    owners: tuple[UUID | None, ...] = ()
    line_id: UUID | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, the rule it comes from, what it obliges to, and the policy that said so."""

    allow: bool
    rule: str
    obligations: tuple[str, ...]
    policy_hash: str


Decide = Callable[[Actor, Permission, Resource | None], Decision]
_decide: list[Decide] = []
KNOWN: dict[str, Permission] = {PUBLIC.name: PUBLIC}


def permission(name: str, meaning: str) -> Permission:
    """Declare a permission; the policy file may only grant declared ones.

    Raises `ValueError` for a second meaning.
    """
    made = Permission(name, meaning)
    if KNOWN.setdefault(name, made) != made:
        raise ValueError(f"The permission {name} is declared twice.")
    return made


def decide_by(decide: Decide) -> None:
    """Let `decide` answer every question about permissions (the policies room does)."""
    _decide[:] = [decide]


def decision(actor: Actor, wanted: Permission, about: Resource | None = None) -> Decision:
    """Decide whether `actor` may, with regard to one record if `about` names it.

    Fails closed while nobody decides.
    """
    if _decide:
        return _decide[0](actor, wanted, about)
    return Decision(wanted is PUBLIC, "nobody_decides", (), "")


def may(actor: Actor, wanted: Permission, about: Resource | None = None) -> bool:
    """Whether `actor` has the permission, with regard to one record if `about` names it."""
    return decision(actor, wanted, about).allow


def require(actor: Actor, wanted: Permission, about: Resource | None = None) -> Decision:
    """Give the decision that lets `actor` in.

    Raises `SignInNeeded`, `StepUpNeeded` or `NotAllowed` when it does not.
    """
    found = decision(actor, wanted, about)
    if found.allow:
        return found
    if STEP_UP in found.obligations:
        raise StepUpNeeded
    raise SignInNeeded if actor.kind is Kind.NOBODY else NotAllowed


def refuse_open_doors(views: Mapping[str, Any]) -> None:
    """Raise `RuntimeError` when a view names no permission; the house is not built then."""
    open_doors = [name for name, view in views.items() if not hasattr(view, "permission")]
    if open_doors:
        raise RuntimeError(f"These doors name no permission: {', '.join(sorted(open_doors))}.")


def allows(wanted: Permission, *, of: Kind = Kind.WORKER) -> Callable[[View], View]:
    """Guard a route: the visitor or worker (`of`) whose request it is must have `wanted`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            require(actor_here(of), wanted)
            return view(*args, **kwargs)

        guarded.permission = wanted  # type: ignore[attr-defined]
        guarded.kind = of  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def at_console(wanted: Permission) -> Callable[[View], View]:
    """Guard a command: whoever sits at the machine must have `wanted` by the policy."""

    def guard(command: View) -> View:
        @wraps(command)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            require(CONSOLE, wanted)
            return command(*args, **kwargs)

        guarded.permission = wanted  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard
