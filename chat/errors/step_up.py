"""What is refused about strong authentication in a conversation."""

from flask_babel import lazy_gettext as _l

from core.errors import Refusal


class NotAskedHere(Refusal):
    """The policy or the house offers no strong authentication here, or not for this reason."""

    code = "not_asked_here"
    status = 409
    sentence = _l("On this line nobody is asked to prove who they are.")


class AskedEnough(Refusal):
    """The visitor has been asked as often as the policy allows in one conversation."""

    code = "asked_enough"
    status = 409
    sentence = _l("The visitor has been asked often enough. Go on without it.")


class StepUpLapsed(Refusal):
    """There is no such question any more, or this is not the way back from it."""

    code = "step_up_lapsed"
    status = 409
    sentence = _l("The question is no longer open. The conversation goes on as before.")
