"""What the organisation room refuses."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchLine(NotFound):
    """No line goes by this name, or it is not live."""

    code = "no_such_line"


class WrongSignIn(Refusal):
    """Address and password do not belong together; which of them was wrong is not said."""

    code = "wrong_sign_in"
    status = 401
    sentence = _l("The e-mail address or the password is not right.")
