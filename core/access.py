"""Permissions as data: every door names one, and the policy file says which role has it.

`allows(PERMISSION)` guards a route; live events name theirs in `core.realtime.Doors.on`. A door
without a permission fails when the house is built (`refuse_open_doors`), not when somebody finds
it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from core.errors import NotAllowed, SignInNeeded
from core.identity import Actor, Kind, actor_here

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Permission:
    """One thing that may be done, named `<room>.<verb or noun>`, with its meaning in a sentence."""

    name: str
    meaning: str


PUBLIC = Permission("public", "Anybody may do this, known or not.")

Decide = Callable[[Actor, Permission], bool]
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


def may(actor: Actor, wanted: Permission) -> bool:
    """Whether `actor` has the permission. Fails closed while nobody decides."""
    if wanted is PUBLIC:
        return True
    return bool(_decide) and _decide[0](actor, wanted)


def require(actor: Actor, wanted: Permission) -> None:
    """Raise `SignInNeeded` or `NotAllowed` unless `actor` has the permission."""
    if may(actor, wanted):
        return
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
