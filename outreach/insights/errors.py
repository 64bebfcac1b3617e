"""What is refused of files and of what was read of them."""

from flask_babel import lazy_gettext as _l

from core.errors import Refusal


class FileTooLarge(Refusal):
    """There is more in the file, or it unpacks to more, than the policy lets in."""

    code = "file_too_large"
    status = 413
    sentence = _l("The file holds more than is read. Save a shorter period, or fewer posts.")


class FileUnreadable(Refusal):
    """It is neither text nor a zip of tables, or it was damaged on its way."""

    code = "file_unreadable"
    status = 422
    sentence = _l("This file cannot be read. Send the CSV or the zip as the platform saved it.")


class HeadersUnknown(Refusal):
    """No row of the file names both what is counted and a figure."""

    code = "headers_unknown"
    status = 422
    sentence = _l(
        "The columns of this file are not known. Add their names on the page “Words of files”."
    )


class SharesUnclear(Refusal):
    """Shares of ages come to more than all, or it cannot be known what they are shares of."""

    code = "shares_unclear"
    status = 422
    sentence = _l(
        "The shares of the ages do not come to 100 %. Write the sign % beside the numbers if they "
        "are per cents, and each age group once."
    )


class OtherMonth(Refusal):
    """Every row of the file is of another month."""

    code = "other_month"
    status = 422
    sentence = _l("Every row of this file is of another month. Choose the month that it tells of.")


class KnownFile(Refusal):
    """The very same file was kept for this channel and month already."""

    code = "known_file"
    status = 409
    sentence = _l("This very file is in use for this month already. Nothing was changed.")


class NothingTaken(Refusal):
    """No row of the file can be taken, or it was kept already."""

    code = "nothing_taken"
    status = 409
    sentence = _l("There is nothing in this file that could be kept.")
