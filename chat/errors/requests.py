"""What is refused about contact requests, for oneself and for somebody else."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoContactRequests(Refusal):
    """The policy takes no contact requests on this line."""

    code = "no_contact_requests"
    status = 409
    sentence = _l("This chat takes no contact requests.")


class WroteNothing(Refusal):
    """There is nothing to answer: nothing was written."""

    code = "wrote_nothing"
    status = 409
    sentence = _l("Write something first.")


class NoSuchNamedRequest(NotFound):
    """There is no such request, it is another line's, or somebody else has taken it: told alike."""

    code = "no_such_named_request"
    sentence = _l("There is no such contact request.")


class NoSuchReference(Refusal):
    """No request has this reference number, or it has been deleted already: told alike."""

    code = "no_such_reference"
    status = 422
    sentence = _l("Nothing was found with this number. Check it; or it has already been deleted.")


class RequestMoved(Refusal):
    """A colleague was faster, or the request is done or no longer one's own."""

    code = "request_moved"
    status = 409
    sentence = _l("This has changed in the meantime. Look at the list again.")
