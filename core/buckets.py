"""How much one session may ask: a bucket of tokens that all of its sockets share.

Each with a bucket of its own, a flood would only have to connect again.
"""

import time
from dataclasses import dataclass, field

from core.errors import TooMany
from core.identity import Actor

BURST = 40.0
REFILL_PER_SECOND = 10.0


@dataclass(slots=True)
class Connected:
    """What is known of one session's sockets, which are named in `sids`."""

    actor: Actor
    sids: set[str] = field(default_factory=set)
    tokens: float = BURST
    filled_at: float = field(default_factory=time.monotonic)
    refusals: int = 0

    def spend(self, cost: float) -> None:
        """Take `cost` from the bucket. Raises `TooMany` when it is empty."""
        at = time.monotonic()
        self.tokens = min(BURST, self.tokens + (at - self.filled_at) * REFILL_PER_SECOND)
        self.filled_at = at
        if self.tokens >= BURST:
            self.refusals = 0  # a calm while: somebody who errs now and then is no flood
        if self.tokens < cost:
            raise TooMany
        self.tokens -= cost

    @property
    def is_full(self) -> bool:
        """Whether the bucket would be full by now, and so is worth no memory."""
        return time.monotonic() - self.filled_at >= BURST / REFILL_PER_SECOND
