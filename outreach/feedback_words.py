"""How questions after a conversation and their answers are called on pages and in files."""

from typing import Any

from flask_babel import lazy_gettext as _l

QUESTION_NAMES: dict[str, Any] = {
    "did_it_help": _l("Did talking help?"),
    "would_have_been_alone": _l("Would you have been left alone with this?"),
    "responder_went": _l("How did it go, as you see it?"),
    "responder_would_have_been_alone": _l("Would they have been left alone with this?"),
    "burden": _l("How heavy is it? Before and after, in pairs"),
}
ANSWER_NAMES: dict[str, Any] = {
    "yes": _l("Yes"),
    "somewhat": _l("A little"),
    "unsure": _l("I don't know"),
    "no": _l("No"),
    "well": _l("Well"),
    "partly": _l("Partly"),
    "badly": _l("Badly"),
    "lighter": _l("Lighter after"),
    "same": _l("The same"),
    "heavier": _l("Heavier after"),
    "answered": _l("Answers in all"),
    "mean_before": _l("Mean before"),
    "mean_after": _l("Mean after"),
    "mean_change": _l("Mean change"),
}


def question_name(name: str) -> str:
    """Call a question by its words."""
    return str(QUESTION_NAMES[name])


def answer_name(name: str) -> str:
    """Call an answer by its words."""
    return str(ANSWER_NAMES[name])
