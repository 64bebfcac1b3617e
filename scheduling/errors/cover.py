"""Refusals about handing a duty on."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchCover(NotFound):
    """There is no such request, or it is not for you."""

    code = "no_such_cover"


class CoverGone(Refusal):
    """Somebody was faster, or the request was taken back."""

    code = "cover_gone"
    status = 409
    sentence = _l("This duty is no longer looking for somebody. Thank you for wanting to help.")


class CoverAsked(Refusal):
    """A duty looks for cover once at a time."""

    code = "cover_asked"
    status = 409
    sentence = _l("You have asked for cover for this duty already.")


class HasAppointment(Refusal):
    """An appointment that belongs to the duty meets one that the taker has."""

    code = "has_appointment"
    status = 409
    sentence = _l(
        "Something is booked in this duty, and you have an appointment of your own at that time."
    )


class NotTheirs(Refusal):
    """The colleague, or the duty asked for in return, does not fit the request."""

    code = "not_theirs"
    status = 422
    sentence = _l("Choose a colleague of the same line, and a coming duty of theirs.")
