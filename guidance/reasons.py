"""Why a record was not taken, in the reader's language; the command line tells it in English."""

from flask_babel import gettext, lazy_gettext

BROKEN = "Broken JSON: "
OURS = "This service was written here."
NO_CODES = "This is not a list of codes that can be read."
NO_LETTERS = "The record holds signs that are no letters."
SAID = {
    "This is not a record.": lazy_gettext("This is not a record."),
    "The service has no name.": lazy_gettext("The service has no name."),
    "The channel has no name.": lazy_gettext("The channel has no name."),
    "The text carries a script.": lazy_gettext("The text carries a script."),
    "An exception needs its date.": lazy_gettext("An exception needs its date."),
    "The hours end before they begin.": lazy_gettext("The hours end before they begin."),
    "A limited area names no municipality.": lazy_gettext("A limited area names no municipality."),
    OURS: lazy_gettext("This service was written here."),
    NO_CODES: lazy_gettext("This is not a list of codes that can be read."),
    NO_LETTERS: lazy_gettext("The record holds signs that are no letters."),
    "The organisation has no name.": lazy_gettext("The organisation has no name."),
    "The place is not in Finland.": lazy_gettext("The place is not in Finland."),
    "This is not a day of the week.": lazy_gettext("This is not a day of the week."),
    "Hours over days need the days.": lazy_gettext("Hours over days need the days."),
    "The oldest age is lower than the youngest.": lazy_gettext(
        "The oldest age is lower than the youngest."
    ),
    "This is not an id.": lazy_gettext("This is not an id."),
    "Write yes, no or nothing.": lazy_gettext("Write yes, no or nothing."),
    "Write professional, volunteer, peer or nothing.": lazy_gettext(
        "Write professional, volunteer, peer or nothing."
    ),
    "This is not an age.": lazy_gettext("This is not an age."),
    "This municipality is not known: write its number.": lazy_gettext(
        "This municipality is not known: write its number."
    ),
    "Write the whole address, beginning with https://": lazy_gettext(
        "Write the whole address, beginning with https://"
    ),
    "Write hours like 9–16 or 9–12, 13–16.30.": lazy_gettext(
        "Write hours like 9–16 or 9–12, 13–16.30."
    ),
    "The extension cannot be read.": lazy_gettext("The extension cannot be read."),
    "The record is too long.": lazy_gettext("The record is too long."),
    "The municipalities of this area are not known: read the lists of codes first.": lazy_gettext(
        "The municipalities of this area are not known: read the lists of codes first."
    ),
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
