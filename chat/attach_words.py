"""What is said around pictures and voice messages, and what the two pages may send."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from policies.queries import policy
from policies.talk_rules import AttachmentKind

NIL = UUID(int=0)


def of_visitor(slug: str) -> dict[str, Any]:
    """Give what the visitor's page may send on this line, and where to."""
    address = url_for("chat.visitor_attaches", client_id=NIL)
    return _rules(address.replace(str(NIL), "{id}")) | {
        "kinds": sorted(map(str, policy().attachments_on(slug)))
    }


def of_desk(lines: dict[str, str]) -> dict[str, Any]:
    """Give what the desk may send, for each line's id; `lines` gives each its slug."""
    address = url_for("chat.worker_attaches", conversation_id=NIL, client_id=NIL)
    url = address.replace(str(NIL), "{conversation}", 1).replace(str(NIL), "{id}")
    kinds = {key: sorted(map(str, policy().attachments_on(slug))) for key, slug in lines.items()}
    return _rules(url) | {"kinds_of": kinds}


def _rules(url: str) -> dict[str, Any]:
    rules = policy().chat.attachments
    return {
        "url": url,
        "picture": {
            "bytes": rules.largest(AttachmentKind.PICTURE),
            "pixels": rules.picture_pixels,
        },
        "voice": {"bytes": rules.largest(AttachmentKind.VOICE), "seconds": rules.voice_seconds},
    }


def features() -> tuple[str, ...]:
    """Name what a page with a composer may ask the browser for."""
    return ("microphone",) if AttachmentKind.VOICE in policy().chat.attachments.kinds else ()


SHOWN = {"img-src": "'self' data: blob:", "media-src": "blob:"}
"""What is fetched and opened is shown from the page's own memory, on these two pages only."""


def for_both() -> dict[str, str]:
    """Give the words of what is shown and of what is being sent; refusals by their codes."""
    return {
        "showPicture": gettext("Show the picture"),
        "playVoice": gettext("Play the voice message, {time}"),
        "picture": gettext("Picture"),
        "voice": gettext("Voice message"),
        "fetching": gettext("Fetching…"),
        "notFetched": gettext("This could not be fetched. Try again."),
        "voiceFirst": gettext("Your voice may tell who you are. At most {time}."),
        "recording": gettext("Recording: {time} of {most}"),
        "recorded": gettext("Listen before you send."),
        "noMicrophone": gettext("The microphone cannot be used here."),
        "pictureReady": gettext(
            "The place and what the camera noted have been taken off the picture."
        ),
        "noPicture": gettext("This picture cannot be opened here."),
        "sendingIt": gettext("sending…"),
        "switched_off": gettext("This is not in use here."),
        "too_large": gettext("That is too large to be sent."),
        "enough_attachments": gettext(
            "No more pictures or voice messages can be sent in this conversation."
        ),
    }
