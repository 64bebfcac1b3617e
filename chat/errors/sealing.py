"""What is refused of sealed conversations."""

from flask_babel import lazy_gettext as _l

from core.errors import Refusal


class MustBeSealed(Refusal):
    """This conversation takes only what was sealed in a browser."""

    code = "must_be_sealed"
    status = 409
    sentence = _l("This was not sealed in your browser, so it was not sent. Load the page again.")


class OutOfTurn(Refusal):
    """The envelope was sealed for a number or an epoch that has passed: seal it anew."""

    code = "out_of_turn"
    status = 409
    sentence = _l("Something else came in between. It is sent again.")


class NoKeyYet(Refusal):
    """The visitor's browser has not brought the conversation's key yet."""

    code = "no_key_yet"
    status = 409
    sentence = _l("The visitor's browser has not brought the key of this conversation yet.")


class NoKeyHere(Refusal):
    """There is no key of this conversation for who asks."""

    code = "no_key_here"
    status = 404
    sentence = _l("There is no key to this conversation for you.")


class KeyIsHere(Refusal):
    """Another tab has brought another key before: the first one is the conversation's."""

    code = "key_is_here"
    status = 409
    sentence = _l("Another tab has sealed this conversation already. Go on there.")


class KeyNeeded(Refusal):
    """Whoever is let in must be given the conversation's key, and nothing came with the yes."""

    code = "key_needed"
    status = 409
    sentence = _l("The key could not be passed on. Load the page again.")


class LineKeyChanged(Refusal):
    """The line has another key by now."""

    code = "line_key_changed"
    status = 409
    sentence = _l("The line's key has just changed. Look again.")


class NoWorkerKey(Refusal):
    """The colleague has made no keys, so nothing can be sealed to them."""

    code = "no_worker_key"
    status = 409
    sentence = _l("Your colleague has not made keys yet, so they cannot open sealed conversations.")
