"""What of the scheduling room may be purged when: the policy says how long, this says what."""

from scheduling.retention import appointments, duties, feeds, ledger, notices, profiles

__all__ = [
    "appointments",
    "duties",
    "feeds",
    "ledger",
    "notices",
    "profiles",
]
