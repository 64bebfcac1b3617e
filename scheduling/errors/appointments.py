"""What is refused about appointments."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoAppointments(NotFound):
    """The line offers no appointments."""

    code = "no_appointments"


class NoSuchAppointment(NotFound):
    """There is no such appointment, or it is somebody else's."""

    code = "no_such_appointment"


class NoSuchBookingCode(Refusal):
    """Nothing is booked with these words: misread, over, or somebody's guess."""

    code = "no_such_booking_code"
    status = 404
    sentence = _l("We found no booking with these words. Check them, one word at a time.")


class TicketOver(Refusal):
    """The page lay open for too long, or is not ours."""

    code = "ticket_over"
    status = 410
    sentence = _l("This page was open for too long. Begin again, please.")


class TimeTaken(Refusal):
    """Somebody was quicker, or the worker is not free after all."""

    code = "time_taken"
    status = 409
    sentence = _l("That time was just taken. Choose another one, please.")


class AppointmentOver(Refusal):
    """It has begun, or was cancelled before."""

    code = "appointment_over"
    status = 409
    sentence = _l("This appointment has begun, is over or was cancelled.")


class ImpossibleWindow(Refusal):
    """Free time that ends before it begins, or a day that has passed."""

    code = "impossible_window"
    status = 422
    sentence = _l("Free time begins before it ends, on a weekday or on a day to come.")
