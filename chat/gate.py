"""The door of a line, held against misuse without knowing anybody (`docs/decisions/0004`).

All of it lies in memory and is forgotten within a day: which network's bucket (an
HMAC under a key of the day) a live conversation came from, which buckets cool down and how often,
how many started in the last minute. Nothing here can be turned back into an address. Where several
processes serve one house each tells the others what it adds (`chat/listeners/door.py`).
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from core import clock
from core.house import house
from policies.queries import policy

A_MINUTE = timedelta(minutes=1)
MOST_REMEMBERED = 50_000
LEVELS = (1, 2, 4)
"""How many times `puzzle_from` begins each level of the puzzle."""


@dataclass
class Gate:
    """What is remembered of today."""

    day: date = field(default_factory=clock.local_day)
    came_from: dict[UUID, str] = field(default_factory=dict)
    cooling: dict[str, datetime] = field(default_factory=dict)
    strikes: Counter[str] = field(default_factory=Counter)
    starts: dict[UUID, deque[datetime]] = field(default_factory=dict)

    def came(self, conversation_id: UUID, line_id: UUID, bucket: str) -> None:
        """Remember from which bucket a conversation came, and that somebody started."""
        house().live.note("gate.came", str(conversation_id), str(line_id), bucket)
        self.remember(conversation_id, line_id, bucket)

    def remember(self, conversation_id: UUID, line_id: UUID, bucket: str) -> None:
        """Remember what this process or another has seen."""
        self._turn_the_day()
        if len(self.came_from) < MOST_REMEMBERED:
            self.came_from[conversation_id] = bucket
        self.count(line_id)

    def knocked(self, line_id: UUID) -> None:
        """Count somebody who came in at a door of a line and is remembered by nothing else."""
        house().live.note("gate.knocked", str(line_id))
        self.count(line_id)

    def count(self, line_id: UUID) -> None:
        """Count somebody who came in, here or at another process."""
        self._turn_the_day()
        self.starts.setdefault(line_id, deque(maxlen=MOST_REMEMBERED)).append(clock.now())

    def cool_down(self, conversation_id: UUID) -> None:
        """Let the bucket of a misused conversation cool down, where a process knows it."""
        house().live.note("gate.cool_down", str(conversation_id))
        self.let_cool(conversation_id)

    def let_cool(self, conversation_id: UUID) -> None:
        """Let it cool down in this process."""
        self._turn_the_day()
        bucket = self.came_from.pop(conversation_id, None)
        if bucket is None:
            return
        self.strikes[bucket] += 1
        self.cooling[bucket] = cools_until(clock.now())

    def cools(self, bucket: str) -> datetime | None:
        """Say until when a bucket cools down, where the policy lets a whole network wait."""
        until = self.cooling.get(bucket)
        is_held = until is not None and until > clock.now()
        return until if is_held and policy().chat.misuse.reach == "network" else None

    def level(self, line_id: UUID, waiting: int, bucket: str) -> int:
        """Say how hard the puzzle is now: 0 at calm, 1–3 by crowd and by the bucket's misuse."""
        self._turn_the_day()
        begun = self.starts.get(line_id, deque())
        while begun and begun[0] < clock.now() - A_MINUTE:
            begun.popleft()
        crowd = max(waiting, len(begun)) / policy().chat.misuse.puzzle_from
        by_crowd = sum(crowd >= least for least in LEVELS)
        return min(by_crowd + self.strikes[bucket], len(LEVELS))

    def _turn_the_day(self) -> None:
        if self.day == clock.local_day():
            return
        self.day = clock.local_day()
        for held in (self.came_from, self.cooling, self.strikes, self.starts):
            held.clear()


def cools_until(moment: datetime) -> datetime:
    """Say until when somebody waits whose conversation was ended as misuse at a moment."""
    return policy().chat.misuse.cool_down.after(moment)


gate = Gate()
"""This process's."""
