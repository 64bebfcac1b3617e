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


class NoSuchUnlock(NotFound):
    """None of one's own ways to open one's keys goes by this id."""

    code = "no_such_unlock"


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


class BadKey(NotDone):
    """What came is no key of ours, not locked well enough, or not signed by who sent it."""

    code = "bad_key"
    sentence = _l("The key could not be kept. Open this page again and try once more.")


class PasskeyRefused(NotDone):
    """What the browser answered is not the passkey that was asked for."""

    code = "passkey_refused"
    sentence = _l("The passkey was not recognised. Try again, or use your passphrase.")


class KeysThere(NotDone):
    """The worker has keys already, and nobody said that they were lost."""

    code = "keys_there"
    sentence = _l("You have keys already.")


class NoKeys(NotDone):
    """The worker has no keys."""

    code = "no_keys"
    sentence = _l("You have no keys yet. Make them first.")


class LastUnlock(NotDone):
    """Without any way to open them, keys are lost."""

    code = "last_unlock"
    sentence = _l("This is your only way to open your keys. Add another one first.")


class NotAHolder(NotDone):
    """Only who holds a line's key can give it on."""

    code = "not_a_holder"
    sentence = _l("Only somebody who holds the line's key can do this.")


class KeyIsHeld(NotDone):
    """Somebody holds the line's key: they let the others in."""

    code = "key_is_held"
    sentence = _l("The line has a key. A colleague who holds it lets you in.")


class NotCurrent(NotDone):
    """Somebody else was quicker: the line's key or its holders have changed."""

    code = "not_current"
    sentence = _l("The line's keys have just changed. Look again.")


class MailNotSent(NotDone):
    """The mail server did not take the message."""

    code = "mail_not_sent"
    sentence = _l(
        "The mail could not be sent. Try again in a moment: the new link replaces the old one."
    )
