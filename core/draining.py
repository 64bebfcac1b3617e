"""Which answers are under way, so that a process that is told to end can let them go out."""

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.wsgi import ClosingIterator

WEBSOCKET = "websocket"


class UnderWay:
    """Counts the answers that an application is giving; an open websocket is none."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app
        self.number = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer as the application does, and count until the last byte is given away."""
        if environ.get("HTTP_UPGRADE", "").lower() == WEBSOCKET:
            return self.app(environ, start_response)
        self.number += 1
        try:
            answer = self.app(environ, start_response)
        except BaseException:
            self._over()
            raise
        return ClosingIterator(answer, self._over)

    def _over(self) -> None:
        self.number -= 1
