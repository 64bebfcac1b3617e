"""Appointments in the reader's language."""

from flask_babel import gettext as _

from scheduling.schemas.appointments import AppointmentKind, AppointmentState


def kinds() -> dict[AppointmentKind, str]:
    """Say how the two meet."""
    return {
        AppointmentKind.CHAT: _("Chat"),
        AppointmentKind.PHONE: _("Phone call"),
        AppointmentKind.VIDEO: _("Video call"),
        AppointmentKind.IN_PERSON: _("Meeting face to face"),
    }


def icons() -> dict[AppointmentKind, str]:
    """Name the picture of each way to meet."""
    return {
        AppointmentKind.CHAT: "chat",
        AppointmentKind.PHONE: "phone",
        AppointmentKind.VIDEO: "people",
        AppointmentKind.IN_PERSON: "place",
    }


def states() -> dict[AppointmentState, str]:
    """Say where an appointment stands, for its worker."""
    return {
        AppointmentState.HELD: _("being booked"),
        AppointmentState.BOOKED: _("booked"),
        AppointmentState.CANCELLED: _("cancelled"),
        AppointmentState.KEPT: _("took place"),
        AppointmentState.MISSED: _("nobody came"),
        AppointmentState.OVER: _("over"),
    }


def moved() -> str:
    """Say that a booking has moved."""
    return str(_("Your booking has moved. The four words are the same."))
