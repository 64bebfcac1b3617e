"""Why a record was not taken, in the reader's language; the command line tells it in English."""

from flask_babel import gettext, lazy_gettext

BROKEN = "Broken JSON: "
SAID = {
    "This is not a record.": lazy_gettext("This is not a record."),
    "The service has no name.": lazy_gettext("The service has no name."),
    "The channel has no name.": lazy_gettext("The channel has no name."),
    "The text carries a script.": lazy_gettext("The text carries a script."),
    "An exception needs its date.": lazy_gettext("An exception needs its date."),
    "The hours end before they begin.": lazy_gettext("The hours end before they begin."),
    "A limited area names no municipality.": lazy_gettext("A limited area names no municipality."),
    "Field required": lazy_gettext("Something that every record must have is missing."),
}


def told(reason: str) -> str:
    """Say a reason; what the reader of the file said by itself stays in English behind it."""
    if reason in SAID:
        return str(SAID[reason])
    if reason.startswith(BROKEN):
        why = reason.removeprefix(BROKEN)
        return gettext("The file is broken here: %(why)s", why=why)
    return gettext("The value is not of the kind that belongs here: %(why)s", why=reason)
