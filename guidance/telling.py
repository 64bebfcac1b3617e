"""Progress bars for the terminal: how much of a file was read, how many services are found."""

import sys
from contextlib import ExitStack
from typing import Any, BinaryIO, Self

import click


class Bars:
    """A bar for what is read and one for what is indexed; silent where nobody looks."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._stack = ExitStack()
        self._bars: dict[str, Any] = {}
        self._is_watched = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *wrong: object) -> None:
        """Leave the terminal tidy, however it ended."""
        self._stack.close()

    def tell(self, phase: str, done: int, total: int) -> None:
        """Move the bar of a phase; how far a file is read shows in its own place."""
        if not self._is_watched:
            return
        if phase == "read":
            done, total = self._file.tell(), _size(self._file)
        if phase not in self._bars:
            self._stack.close()
            bar = click.progressbar(length=total, label=f"{self._name}: {phase}", file=sys.stderr)
            self._bars[phase] = self._stack.enter_context(bar)
        bar = self._bars[phase]
        bar.update(done - bar.pos)


def _size(file: BinaryIO) -> int:
    here = file.tell()
    size = file.seek(0, 2)
    file.seek(here)
    return size
