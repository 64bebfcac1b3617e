"""What the organisation room refuses."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchLine(NotFound):
    """No line goes by this name, or it is not live."""

    code = "no_such_line"


class NoSuchWorker(NotFound):
    """No worker of this organisation goes by this id."""

    code = "no_such_worker"


class NoSuchInvitation(NotFound):
    """The invitation never was, has been used or has run out: the three are told alike."""

    code = "no_such_invitation"
    sentence = _l("This invitation has been used or has run out. Ask for a new one.")


class WrongSignIn(Refusal):
    """Address and password do not belong together; which of them was wrong is not said."""

    code = "wrong_sign_in"
    status = 401
    sentence = _l("The e-mail address or the password is not right.")


class ProviderRefused(Refusal):
    """What came back from the identity provider does not prove who this is."""

    code = "provider_refused"
    status = 401
    sentence = _l("The sign-in could not be confirmed. Start again from this page.")


class NotInvited(ProviderRefused):
    """The provider knows this person, but nobody has invited them."""

    code = "not_invited"
    sentence = _l("You have no account here yet. Ask your coordinator for an invitation.")


class ProviderAway(Refusal):
    """The identity provider does not answer."""

    code = "provider_away"
    status = 503
    sentence = _l("The sign-in service does not answer right now. Try again in a moment.")


class NotDone(Refusal):
    """A rule about the team stands against it; the page says which."""

    status = 409


class AlreadyWorker(NotDone):
    """There is an open account with this address."""

    code = "already_worker"
    sentence = _l("Somebody with this e-mail address already works here.")


class LastAdministrator(NotDone):
    """Without an administrator nobody could let anybody in."""

    code = "last_administrator"
    sentence = _l("This is the last administrator. Make somebody else an administrator first.")


class RaisesOwnRoles(NotDone):
    """Nobody gives themselves more rights than they have."""

    code = "raises_own_roles"
    sentence = _l("You cannot give yourself roles. Ask another administrator.")


class MailNotSent(NotDone):
    """The mail server did not take the message."""

    code = "mail_not_sent"
    sentence = _l(
        "The mail could not be sent. Try again in a moment: the new link replaces the old one."
    )
