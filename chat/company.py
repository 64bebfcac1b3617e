"""What the pages say about more than two in a conversation, in the page's language."""

from flask_babel import gettext

from chat.schemas.together import Because


def for_visitor() -> dict[str, str]:
    """Give the words with which a visitor is asked, told and told again."""
    return {
        "askJoining": gettext(
            "{by} asks: may {name} come into this conversation and then go on with you?"
        ),
        "askShadow": gettext(
            "{by} asks: may {name} follow this conversation to learn the work? {name} reads but "
            "does not write."
        ),
        "askGuest": gettext(
            "{name} from {service} would like to come in, to continue with you. {by} asks: may "
            "{name} come into this conversation, so that you need not tell everything twice?"
        ),
        "sees": gettext(
            "{name} would see what has been said here. If you say no, nothing changes."
        ),
        "yes": gettext("Yes, {name} may come"),
        "no": gettext("No"),
        "why": gettext("Why: {why}"),
        "here": gettext("In this conversation: {names}"),
        "followsToLearn": gettext("{name} (reads along to learn)"),
        "cameIn": gettext("{name} is in this conversation now."),
        "wentOut": gettext("{name} has left this conversation."),
        "goesOn": gettext("{name} goes on with you now."),
        "askToLeave": gettext("Ask {name} to leave"),
        "front": gettext(
            "You are first in the queue. Whoever is free next goes on with you, and what you have "
            "written stays here."
        ),
        "invitation_moved": gettext("This has changed in the meantime. Look at it again."),
        **{f"why_{one}": said for one, said in _why().items()},
        **{f"back_{one}": said for one, said in _back().items()},
    }


def _why() -> dict[Because, str]:
    return {
        Because.SHIFT_ENDS: gettext("the shift is ending"),
        Because.KNOWS_MORE: gettext("knows more about this"),
        Because.LANGUAGE: gettext("speaks your language better"),
        Because.TRAINING: gettext("is learning this work"),
        Because.NEXT_SERVICE: gettext("works where you could get help next"),
        Because.HANDS_FULL: gettext("has more time for you"),
        Because.UNWELL: gettext("the responder cannot go on today"),
    }


def _back() -> dict[Because, str]:
    return {
        Because.SHIFT_ENDS: gettext("The responder's shift is ending."),
        Because.SHIFT_OVER: gettext("The responder's shift has ended."),
        Because.KNOWS_MORE: gettext("Somebody else can help you better with this."),
        Because.LANGUAGE: gettext("Somebody else speaks your language better."),
        Because.HANDS_FULL: gettext("The responder could not give you enough time."),
        Because.UNWELL: gettext("The responder cannot go on today."),
        Because.CONNECTION_LOST: gettext("The responder's connection was lost."),
    }


def reasons() -> list[tuple[str, str]]:
    """List why a responder asks a colleague in or gives a conversation on."""
    chosen = (
        Because.SHIFT_ENDS,
        Because.KNOWS_MORE,
        Because.LANGUAGE,
        Because.HANDS_FULL,
        Because.UNWELL,
    )
    said = _why()
    return [(str(one), said[one]) for one in chosen]


def for_desk() -> dict[str, str]:
    """Give the words of the desk's part, and what each refusal means there."""
    return {
        "asks": gettext("{by} asks you into a conversation · {line}"),
        "asksShadow": gettext("{by} lets you follow a conversation to learn · {line}"),
        "asksGuest": gettext("{by} asks you in as a guest from another service · {line}"),
        "visitorAsked": gettext("You said yes. The visitor is being asked · {line}"),
        "askedColleague": gettext("{name} has been asked. Waiting for the answer."),
        "askedVisitor": gettext("{name} said yes. The visitor is being asked."),
        "isHere": gettext("{name} is in this conversation."),
        "isShadow": gettext("{name} follows this conversation to learn."),
        "isGuest": gettext("{name} is in this conversation as a guest from another service."),
        "youGuest": gettext(
            "You are a guest in this conversation with {name}. You read and write; {name} ends it."
        ),
        "promised": gettext("You go on with {name} {time} · {line}"),
        "nameless": gettext("No nickname"),
        "linkUntil": gettext("Good once, until {time}. It is shown only now."),
        "youJoin": gettext("You are in this conversation with {name}."),
        "youFollow": gettext("You follow this conversation to learn. You cannot write."),
        "onDuty": gettext("{name} · on duty"),
        "full": gettext("{name} · hands full"),
        "nobody": gettext("Nobody else is in this line's team."),
        "takeBack": gettext("Take back"),
        "handOver": gettext("Hand over to {name}"),
        "askToLeave": gettext("Ask to leave"),
        "leave": gettext("Leave"),
        "comeIn": gettext("Come in"),
        "notNow": gettext("Not now"),
        "movedLost": gettext(
            "Your connection was gone. A conversation of yours went to the front of the queue."
        ),
        "movedOver": gettext("Your duty ended. A conversation went to the front of the queue."),
        "endsSoon": gettext(
            "Your shift ends at {time}. End, hand over or put back each conversation before that: "
            "{count}"
        ),
        **{f"why_{one}": said for one, said in _why().items()},
    }


def refusals() -> dict[str, str]:
    """Say the refusals that the desk may meet here, and as what one is in a conversation."""
    return {
        "colleague_full": gettext(
            "Your colleague already has as many conversations as this line allows at once."
        ),
        "already_asked": gettext(
            "Somebody has already been asked. Wait for the answer or take the question back."
        ),
        "invitation_moved": gettext("This has changed in the meantime. Look at it again."),
        "no_such_invitation": gettext("This invitation is over."),
        "no_such_colleague": gettext("There is no such colleague on this line."),
        "no_such_consultation": gettext("There is no such consultation."),
        "link_used": gettext(
            "This link has been used, is too old, or the conversation has ended. Ask for a new one."
        ),
        "link_own_team": gettext(
            "This conversation is of a line of your own. Its responder can ask you at the desk."
        ),
        "needs_code": gettext(
            "The visitor has no return code. Without the six words they could not come back here."
        ),
        "bad_time": gettext("Choose a time that is still to come, while the six words are good."),
        "asGuest": gettext("As a guest"),
        "not_here_yet": gettext("Your colleague is not in the conversation yet."),
    }


def for_consulting() -> dict[str, str]:
    """Give the words of the desk's part for advice."""
    return {
        "asked": gettext("{names} asks for advice · {line}"),
        "onDuty": gettext("{name} · on duty"),
        "nobody": gettext("There is no other responder in the organisation."),
        "unreadable": gettext("This message cannot be shown in this browser."),
    }


def for_sheets() -> dict[str, str]:
    """Give the words of the desk's part for the handover sheet."""
    return {
        "from": gettext("{name} left this for you"),
        "unreadable": gettext("This message cannot be shown in this browser."),
    }
