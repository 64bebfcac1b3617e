"""What is asked of the server's loop where the libraries' own ways cost too much.

`app.wsgi` alone knows which loop it is (decision 1); this is what it gives of eventlet's. Only one
task runs at a time there, and it goes on until it waits: what stands here needs no lock.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Loop:
    """eventlet's hub, how a task is begun, and which one runs."""

    hub: Any
    spawn: Callable[..., Any]
    current: Callable[[], Any]

    def later(self, deed: Callable[..., Any], *given: Any) -> None:
        """Do something in the next turn of the loop, in which it must not wait."""
        self.hub.schedule_call_global(0, deed, *given)

    def switch(self) -> None:
        """Let others go on, until somebody switches back."""
        self.hub.switch()

    def listen(self, fileno: int, arrived: Callable[[int], None], lost: Callable[..., None]) -> Any:
        """Call `arrived` in every turn in which something can be read; gives what to `forget`."""
        return self.hub.add(self.hub.READ, fileno, arrived, lost, lambda: None)

    def forget(self, listener: Any) -> None:
        """Listen no more."""
        with suppress(KeyError):  # the loop itself has let go of a number that is none any more
            self.hub.remove(listener)

    def event(self) -> "Heard":
        """Make what one task waits for and another tells."""
        return Heard(self)


class Heard:
    """Waited for by one task, and told once by another."""

    __slots__ = ("_is_told", "_loop", "_waiting")

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._is_told = False
        self._waiting: Any = None

    def wait(self) -> None:
        """Wait until it is told."""
        if not self._is_told:
            self._waiting = self._loop.current()
            self._loop.switch()

    def set(self) -> None:
        """Tell it."""
        self._is_told = True
        if self._waiting is not None:
            self._loop.later(self._waiting.switch)
