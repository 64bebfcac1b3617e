"""A loop that turns when it is told to, for what stands on the server's own."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from core.loop import Loop


class Hub:
    """The loop's inside: what is due in the next turn, and who listens to which socket."""

    READ = "read"

    def __init__(self) -> None:
        self.due: list[tuple[Callable[..., None], tuple[Any, ...]]] = []
        self.tasks: list[tuple[Callable[..., None], tuple[Any, ...]]] = []
        self.listening: list[Callable[[int], None]] = []
        self.switched = 0

    def schedule_call_global(self, _seconds: int, deed: Callable[..., None], *given: Any) -> None:
        self.due.append((deed, given))

    def add(self, _kind: str, _fileno: int, arrived: Any, _lost: Any, _closed: Any) -> Any:
        self.listening.append(arrived)
        return arrived

    def remove(self, listener: Any) -> None:
        self.listening.remove(listener)

    def switch(self) -> None:
        """Let others go on: whoever listens hears that something has arrived."""
        self.switched += 1
        for arrived in list(self.listening):
            arrived(7)

    def turn(self) -> None:
        """Do what is due in this turn."""
        due, self.due = self.due, []
        for deed, given in due:
            deed(*given)

    def work(self) -> None:
        """Let the tasks that were begun go on to their ends."""
        tasks, self.tasks = self.tasks, []
        for task, given in tasks:
            task(*given)


def a_loop() -> tuple[Loop, Hub]:
    """Make a loop, and give its inside too."""
    hub = Hub()

    def spawn(task: Callable[..., None], *given: Any) -> Any:
        hub.tasks.append((task, given))
        return SimpleNamespace(wait=hub.work)

    return Loop(hub, spawn, lambda: SimpleNamespace(switch=lambda: None)), hub
