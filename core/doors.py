"""The doors of the live socket: which events clients may send, and who hears that somebody came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from core.access import Permission
from core.errors import Refusal
from core.identity import Actor


class Wire(BaseModel):
    """The base of what crosses the wire: unknown keys are refused, nothing is guessed."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        defer_build=True,  # until the first such event comes
    )


Incoming = TypeVar("Incoming", bound=Wire)
Handler = Callable[..., Any]
Answer = dict[str, Any] | None


class Asked(NamedTuple):
    """What one of many asks for, and who it is."""

    actor: Actor
    incoming: Any


Many = Callable[[Session, list[Asked]], Sequence[Answer | Refusal]]


@dataclass(frozen=True)
class Door:
    """One live event that clients may send; `is_gathered` when many are answered together."""

    namespace: str
    event: str
    schema: type[Wire]
    permission: Permission
    handler: Handler
    cost: float
    is_gathered: bool = False


DOORS: dict[tuple[str, str], Door] = {}
ROOMS_OF: list[Callable[[Session, Actor], list[str]]] = []
CAME: list[Callable[[Actor], None]] = []
GONE: list[Callable[[Actor], None]] = []
NOTES: dict[str, Callable[..., None]] = {}


class Doors:
    """The live events of one namespace."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def on(
        self, event: str, schema: type[Incoming], *, allows: Permission, cost: float = 1.0
    ) -> Callable[
        [Callable[[Actor, Incoming], dict[str, Any] | None]],
        Callable[[Actor, Incoming], dict[str, Any] | None],
    ]:
        """Answer `event`, parsed by `schema`, from actors that have the permission.

        `cost` is in tokens of the bucket.
        """

        def register(handler: Callable[[Actor, Incoming], dict[str, Any] | None]) -> Any:
            DOORS[self.namespace, event] = Door(
                self.namespace, event, schema, allows, handler, cost
            )
            return handler

        return register

    def on_many(
        self, event: str, schema: type[Wire], *, allows: Permission, cost: float = 1.0
    ) -> Callable[[Many], Many]:
        """Answer all who ask for `event` at one moment in one transaction (`core.gathering`).

        The handler is given its session and everybody who may ask, and gives each an answer or a
        refusal, in the same order.
        """

        def register(handler: Many) -> Many:
            DOORS[self.namespace, event] = Door(
                self.namespace, event, schema, allows, handler, cost, is_gathered=True
            )
            return handler

        return register


def rooms_of(find: Callable[[Session, Actor], list[str]]) -> Callable[[Session, Actor], list[str]]:
    """Let the decorated function name the rooms that an actor enters on connecting.

    Clients never name rooms.
    """
    if find not in ROOMS_OF:
        ROOMS_OF.append(find)
    return find


def comes(hear: Callable[[Actor], None]) -> Callable[[Actor], None]:
    """Call the decorated function when an actor's first socket has opened."""
    if hear not in CAME:
        CAME.append(hear)
    return hear


def goes(hear: Callable[[Actor], None]) -> Callable[[Actor], None]:
    """Call the decorated function when an actor's last socket has closed."""
    if hear not in GONE:
        GONE.append(hear)
    return hear


def notes(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call the decorated function when another process says `live.note(name, …)`."""

    def register(hear: Callable[..., None]) -> Callable[..., None]:
        NOTES[name] = hear
        return hear

    return register
