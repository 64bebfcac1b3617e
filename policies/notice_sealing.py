"""What a visitor is told of sealing in the browser, and what no sealing can promise."""

from flask_babel import gettext as _

from policies.sentences import Sentence, said


def in_the_browser() -> list[Sentence]:
    """Say that what is written is sealed before it leaves, and where its key lies."""
    return [
        said(
            "chat.sealed",
            _(
                "Before that it is sealed in your own browser, on every line that says so: the "
                "service has no key to it. Who starts a chat there and cannot seal is told."
            ),
            "sealed-nowhere",
            "sealed-taken",
            icon="lock",
        ),
        said(
            "chat.tab",
            _(
                "While you talk, this tab keeps the key of your conversation, locked. It goes "
                "when you leave, or close the tab."
            ),
            "sealed-told",
            icon="lock",
        ),
    ]


def limits() -> list[Sentence]:
    """Say what we cannot promise."""
    told = {
        "limit.server": _(
            "Your browser trusts the page that our server sends. Whoever ran the server "
            "dishonestly could send another page, which reads along while you chat."
        ),
        "limit.unsealed": _(
            "Not everything is sealed in your browser: not a contact request that you leave "
            "without JavaScript, nor one for somebody else, nor a line that does not seal. There "
            "the server locks your words, and whoever ran it dishonestly could read them."
        ),
        "limit.around": _(
            "That you chatted, when and for how long, and what the worker marks afterwards, is "
            "not sealed."
        ),
        "limit.network": _(
            "The network you use and our server see that a connection exists, when, and how "
            "much moves in it."
        ),
        "limit.device": _(
            "If somebody watches your device, we cannot prevent it. Use a device that you trust."
        ),
        "limit.law": _(
            "If a worker becomes seriously worried about somebody's safety, the law may "
            "oblige them to act. They tell you first whenever they can."
        ),
    }
    return [said(name, text, icon="info") for name, text in told.items()]
