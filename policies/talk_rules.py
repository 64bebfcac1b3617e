"""The policy's section `[chat.talk]`: what the two sides may know of and do to what was said."""

from pydantic import Field

from policies.duration import Duration
from policies.parts import Part


class Talk(Part):
    """How far the other side has read, and for how long one may withdraw one's last message.

    Nobody may withdraw anything where `withdraw_within` is none at all (`PT0M`).
    """

    read_marks: bool = Field(True, strict=True)
    withdraw_within: Duration = Duration(minutes=15)

    @property
    def may_withdraw(self) -> bool:
        """Whether anything can be withdrawn at all."""
        return self.withdraw_within != Duration()
