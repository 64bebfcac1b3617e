"""What many ask at one moment is written in one transaction, and each is answered after its commit.

A transaction for each message cost three times as much as its rows (measured): finding who acts,
asking for keys, and the commit itself, which with `durability=full` waits for the disk. Here
whoever asks is put into a row, and a task of its own takes everybody who stands there, commits, and
lets each go on with their own answer. Nobody is waited for: the row is what came while the last
transaction was under way.

One who is refused spoils nothing for the rest. Should the transaction itself fail, each is tried
alone, unless it was the database that could not be reached.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session

from core import metrics
from core.access import require
from core.db import UNREACHABLE, transaction
from core.doors import Asked, Door
from core.errors import BadInput, Refusal, SignInNeeded
from core.identity import NOBODY, Actor, Kind, actors_of_sessions

MOST_AT_ONCE = 200

Answer = dict[str, Any] | None


@dataclass(slots=True)
class Waiting:
    """Somebody who has asked and waits for the answer, or for why there is none."""

    session_id: UUID
    kind: Kind
    payload: Any
    heard: Any
    answer: Answer | Exception = None


class Gathering:
    """Those who wait at one door.

    `spawn` starts a task and `event` makes what a task can wait for, in the server's own way.
    """

    def __init__(self, door: Door, spawn: Callable[..., Any], event: Callable[[], Any]) -> None:
        self.door = door
        self._spawn, self._event = spawn, event
        self._row: deque[Waiting] = deque()
        self._is_writing = False
        self._lock = threading.Lock()

    def ask(self, session_id: UUID, kind: Kind, payload: Any) -> Answer:
        """Wait until it is committed. Raises what it was refused with, or what went wrong."""
        one = Waiting(session_id, kind, payload, self._event())
        with self._lock:
            self._row.append(one)
            begins, self._is_writing = not self._is_writing, True
        if begins:
            self._spawn(self._write)
        one.heard.wait()
        if isinstance(one.answer, Exception):
            raise one.answer
        return one.answer

    def _write(self) -> None:
        while some := self._next():
            metrics.GATHERED.labels(event=self.door.event).observe(len(some))
            self._answer(some)
            for one in some:
                one.heard.set()

    def _next(self) -> list[Waiting]:
        with self._lock:
            some = [self._row.popleft() for _ in range(min(len(self._row), MOST_AT_ONCE))]
            self._is_writing = bool(some)
        return some

    def _answer(self, some: list[Waiting]) -> None:
        try:
            with metrics.COMMIT.labels(event=self.door.event).time():
                self._commit(some)
        except UNREACHABLE as lost:  # each alone would wait for it anew, one after the other
            for one in some:
                one.answer = lost
        except Exception as failed:  # noqa: BLE001  whoever asked raises it, and it is logged there
            if len(some) == 1:
                some[0].answer = failed
                return
            for one in some:
                self._answer([one])

    def _commit(self, some: list[Waiting]) -> None:
        with transaction() as session:
            asked = self._let_in(session, some)
            answers = self.door.handler(session, [one for _waiting, one in asked])
            for (waiting, _asked), answer in zip(asked, answers, strict=True):
                waiting.answer = answer

    def _let_in(self, session: Session, some: list[Waiting]) -> list[tuple[Waiting, Asked]]:
        """Find anew who asks, and keep those who may and who asked in the right shape."""
        actors = actors_of_sessions(session, {one.session_id: one.kind for one in some})
        let_in = []
        for one in some:
            try:
                asked = self._asked(actors.get(one.session_id, NOBODY), one.payload)
            except Refusal as refusal:
                one.answer = refusal
            else:
                let_in.append((one, asked))
        return let_in

    def _asked(self, actor: Actor, payload: Any) -> Asked:
        if actor.kind is Kind.NOBODY:
            raise SignInNeeded
        require(actor, self.door.permission)
        try:
            return Asked(actor, self.door.schema.model_validate(payload))
        except ValidationError as wrong:
            raise BadInput from wrong
