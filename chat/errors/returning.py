"""What is refused to somebody who comes back with words."""

from flask_babel import lazy_gettext as _l

from core.errors import Refusal


class NoReturnCodes(Refusal):
    """The policy gives no return codes."""

    code = "no_return_codes"
    status = 409
    sentence = _l("This chat gives no return codes.")


class WriteFirst(Refusal):
    """A code is given after the first words: before them there is nothing to come back to."""

    code = "write_first"
    status = 409
    sentence = _l("Write something first. Then you can have a return code.")


class NoSuchCode(Refusal):
    """No conversation has this return code, or it has expired: told alike."""

    code = "no_such_code"
    status = 403
    sentence = _l("With these words nothing was found. Check them, and the chat they belong to.")
