"""The policy's section `[chat.together]`: colleagues in, beside and after a conversation."""

from pydantic import Field

from policies.duration import Duration
from policies.parts import Part


class Together(Part):
    """How long each of the steps may take, and which of them there are at all."""

    answer_within: Duration = Duration(minutes=3)
    connection_grace: Duration = Duration(minutes=1)
    guest_link_within: Duration = Duration(minutes=15)
    shift_end_told: Duration = Duration(minutes=10)
    consultation: bool = Field(True, strict=True)
    shadowing: bool = Field(True, strict=True)

    @property
    def has_guests(self) -> bool:
        """Whether workers of other services may be invited by a link (`PT0M`: no)."""
        return self.guest_link_within != Duration()
