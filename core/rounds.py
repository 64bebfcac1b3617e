"""What is walked again and again inside a serving process, which knows who is connected."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from core.access import Permission, require
from core.identity import SYSTEM

Walk = Callable[[], None]


@dataclass(frozen=True)
class Round:
    """One walk, its rhythm, and the permission by which the program does it."""

    seconds: float
    walk: Walk
    permission: Permission
    everywhere: bool = False


ROUNDS: list[Round] = []


def rounds(
    *, seconds: float, allows: Permission, everywhere: bool = False
) -> Callable[[Walk], Walk]:
    """Call the decorated function again and again; the program itself must have the permission.

    Where several processes serve one house, one of them walks for all; `everywhere` is for what
    each has to see to by itself.
    """

    def register(walk: Walk) -> Walk:
        @wraps(walk)
        def guarded() -> None:
            require(SYSTEM, allows)
            walk()

        ROUNDS.append(Round(seconds, guarded, allows, everywhere))
        return guarded

    return register
