"""What is refused about a sealed address."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NothingSealed(NotFound):
    """There is no sealed address of this conversation, it is gone, or the asker has no share."""

    code = "nothing_sealed"
    sentence = _l("There is no address of this conversation that you could open.")


class NoSuchOpening(NotFound):
    """There is no such request, its time is over, or it is not for this worker: told alike."""

    code = "no_such_opening"
    sentence = _l("This request is over. Ask again if it is still needed.")


class NotAgreedYet(Refusal):
    """Nobody else has agreed yet."""

    code = "not_agreed_yet"
    status = 409
    sentence = _l("Nobody else has agreed yet. Call a colleague.")


class NoKey(Refusal):
    """What was sent is no public key with its locked private one."""

    code = "no_key"
    status = 422
    sentence = _l("The key could not be kept. Try again.")
