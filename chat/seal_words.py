"""What the pages say about sealed conversations, in the page's language."""

from flask_babel import gettext


def for_both() -> dict[str, str]:
    """Say why a sealed message is not shown, or could not be sealed."""
    return {
        "trouble_locked": gettext("Sealed. There is no key to this in this browser."),
        "trouble_changed": gettext(
            "This message was changed on its way, or cannot be opened, so it is not shown."
        ),
        "trouble_unsigned": gettext(
            "It is not certain that this message comes from the responder, so it is not shown."
        ),
        "trouble_order": gettext(
            "This message came twice, or in the wrong place, so it is not shown."
        ),
        "needNotAnswer": gettext("You need not answer this."),
        "locked": gettext("There is no key here, so this could not be sealed and was not sent."),
        "lockedHere": gettext("Locked in this tab"),
        "must_be_sealed": gettext(
            "This was not sealed in your browser, so it was not sent. Load the page again."
        ),
        "key_needed": gettext("The key could not be passed on. Load the page again."),
    }


def for_desk() -> dict[str, str]:
    """Say at the desk what stands against a sealed conversation."""
    return for_both() | {
        "lineWithoutKey": gettext(
            "{lines}: the line has no key yet, so its chat is not open. The first responder who "
            "makes keys of their own makes it."
        ),
        "nameSealed": gettext("Name sealed"),
        "no_key_yet": gettext(
            "The visitor's browser has not brought the key of this conversation yet."
        ),
        "no_worker_key": gettext(
            "Your colleague has not made keys yet, so they cannot open sealed conversations."
        ),
        "line_key_changed": gettext("The line's key has just changed. Look again."),
    }
