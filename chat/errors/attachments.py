"""What is refused about pictures and voice messages."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchAttachment(NotFound):
    """There is no such picture or voice message, or its sender was somebody else: told alike."""

    code = "no_such_attachment"
    sentence = _l("There is no such picture or voice message.")


class TooLarge(Refusal):
    """The picture or voice message is larger than the policy allows."""

    code = "too_large"
    status = 413
    sentence = _l("That is too large to be sent.")


class EnoughAttachments(Refusal):
    """A conversation has as many pictures and voice messages as the policy allows."""

    code = "enough_attachments"
    status = 409
    sentence = _l("No more pictures or voice messages can be sent in this conversation.")
