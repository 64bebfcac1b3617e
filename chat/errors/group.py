"""What is refused about group rooms."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchGroup(NotFound):
    """There is no such room, or one is not in it: told alike."""

    code = "no_such_group"
    sentence = _l("There is no such room, or it is over.")


class TakenOut(Refusal):
    """A moderator took them out of the room."""

    code = "taken_out"
    status = 403
    sentence = _l("The moderator has taken you out of this room.")


class GroupIsFull(Refusal):
    """Every seat is taken, or the door is closed."""

    code = "group_full"
    status = 409
    sentence = _l("The room is full or its door is closed now. There will be others.")


class NameTaken(Refusal):
    """Somebody in the room has this nickname."""

    code = "name_taken"
    status = 409
    sentence = _l("Somebody in the room has this nickname. Choose another one.")


class Muted(Refusal):
    """A moderator has muted them."""

    code = "muted"
    status = 403
    sentence = _l("The moderator has muted you for now. You can go on reading.")


class BadGroupPlan(Refusal):
    """The plan does not fit the policy."""

    code = "bad_group_plan"
    status = 422
    sentence = _l("The policy does not allow a room of this length or size, or on this line.")


class GroupKeyChanged(Refusal):
    """Somebody came, went or was quicker: the room's key is not made for exactly those in it."""

    code = "group_key_changed"
    status = 409
    sentence = _l("Somebody has just come or gone. Look again.")


class NotAsSealed(Refusal):
    """In a sealed room only sealed words are taken, elsewhere only open ones."""

    code = "not_as_sealed"
    status = 409
    sentence = _l("Open this page again: the room has another rule now.")
