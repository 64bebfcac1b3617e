"""Questions after a conversation, to either side, and their answers (R33)."""

from typing import Literal

from chat.schemas.talk import About

Went = Literal["well", "partly", "badly"]
Alone = Literal["yes", "unsure", "no"]

WENT, THEY_ALONE = "responder_went", "responder_would_have_been_alone"
RESPONDER_FEEDBACK: dict[str, tuple[str, ...]] = {
    WENT: ("well", "partly", "badly"),
    THEY_ALONE: ("yes", "unsure", "no"),
}
"""What the responder is asked: the visitor's fixed question as well, as it looked from here."""


class HowItWent(About):
    """How a conversation went from the responder's side; each may be left unsaid."""

    went: Went | None = None
    would_have_been_alone: Alone | None = None
