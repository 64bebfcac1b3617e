"""Refusals: a stable code, a status and a sentence that a person can act on."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l


class Refusal(Exception):
    """The house will not do this, and says why. Anything else that is raised is a bug."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    sentence: ClassVar[Any] = _l("This cannot be done right now.")

    def __init__(self, sentence: Any = None) -> None:
        super().__init__(self.code)
        if sentence is not None:
            self.sentence = sentence  # type: ignore[misc]


class BadInput(Refusal):
    """What came in has not the shape that was asked for."""

    code = "bad_input"
    status = 422
    sentence = _l("Something in what was sent is not right. Please check it and try again.")


class SignInNeeded(Refusal):
    """Only somebody who has signed in may do this."""

    code = "sign_in_needed"
    status = 401
    sentence = _l("Please sign in first.")


class NotAllowed(Refusal):
    """The actor's roles do not give this permission."""

    code = "not_allowed"
    status = 403
    sentence = _l("Your role does not allow this.")


class StepUpNeeded(Refusal):
    """The policy wants a fresher or a stronger sign-in for this (`stepup` in the policy file)."""

    code = "step_up_needed"
    status = 403
    sentence = _l("This needs a fresh sign-in. Sign out, sign in again and then do it.")


class NotFound(Refusal):
    """There is no such thing, or it is not yours: the two are told alike."""

    code = "not_found"
    status = 404
    sentence = _l("This page does not exist, or it is not yours to see.")


class TooMany(Refusal):
    """Too much came too fast."""

    code = "too_many"
    status = 429
    sentence = _l("That was a lot at once. Wait a moment and try again.")


class ForeignOrigin(Refusal):
    """A page of somebody else's sent this in the reader's name."""

    code = "foreign_origin"
    status = 403
    sentence = _l("This was sent from another site. Open the page here and try again.")
