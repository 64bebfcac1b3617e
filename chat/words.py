"""How the chat room says hours, ages, waits and states, in the page's language."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, ngettext

from chat.estimate import Closing, Wait
from core import clock, dates
from policies.guard.words import ASKED, KINDS
from scheduling.schemas import Opening

if TYPE_CHECKING:
    from organisation.models import Line
    from scheduling.days import Window

WHOLE_DAY = ("00:00", "24:00")
IN_MINUTES = 120


def hours(line: "Line") -> str:
    """Say the promised hours: "ma–pe 12–15"; equal days in a row are one span."""
    by_day: dict[int, list[tuple[str, str]]] = {}
    for window in line.hours:
        by_day.setdefault(int(window["weekday"]), []).append(
            (str(window["opens"]), str(window["closes"]))
        )
    if len(by_day) == 7 and all(spans == [WHOLE_DAY] for spans in by_day.values()):  # noqa: PLR2004  a week
        return gettext("every day, around the clock")
    runs: list[list[int]] = []
    for day in sorted(by_day):
        if runs and day == runs[-1][-1] + 1 and by_day[day] == by_day[runs[-1][-1]]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{_days(run)} {_spans(by_day[run[0]])}" for run in runs)


def unusual(days: Iterable[tuple[date, "list[Window]"]]) -> str:
    """Say on which days other hours hold: "to 24.12. 9–12, pe 25.12. suljettu"."""
    return ", ".join(f"{dates.brief_day(day)} {_open_then(windows)}" for day, windows in days)


def _open_then(windows: "list[Window]") -> str:
    spans = [(one.begins, one.ends) for one in windows]
    return _spans(spans) if spans else gettext("closed")


def _days(run: list[int]) -> str:
    names = [
        gettext("Mon"),
        gettext("Tue"),
        gettext("Wed"),
        gettext("Thu"),
        gettext("Fri"),
        gettext("Sat"),
        gettext("Sun"),
    ]
    first, last = names[run[0] - 1], names[run[-1] - 1]
    return first if len(run) == 1 else f"{first}–{last}"


def _spans(spans: list[tuple[str, str]]) -> str:
    return ", ".join(dates.span(opens, closes) for opens, closes in spans)


def ages(line: "Line") -> str:
    """Say whom by age a line is for; "" when for all."""
    if line.age_min and line.age_max:
        return gettext("for ages %(low)s–%(high)s", low=line.age_min, high=line.age_max)
    if line.age_min:
        return gettext("for ages %(low)s and up", low=line.age_min)
    if line.age_max:
        return gettext("for ages up to %(high)s", high=line.age_max)
    return ""


def day_and_time(moment: datetime) -> str:
    """Say when: today, tomorrow, or the weekday, and the time."""
    away = (clock.local_day(moment) - clock.local_day()).days
    if away == 0:
        return gettext("today at %(time)s", time=dates.clock_time(moment))
    if away == 1:
        return gettext("tomorrow at %(time)s", time=dates.clock_time(moment))
    day = dates.on_day(moment)
    return gettext("%(day)s at %(time)s", day=day, time=dates.clock_time(moment))


def state(opening: Opening) -> str:
    """Say whether a line is open and until when, or when it opens next."""
    if opening.is_open:
        if opening.closes_at is None:
            return gettext("Open now")
        return gettext("Open now, until %(time)s", time=dates.clock_time(opening.closes_at))
    if opening.is_closing and opening.closes_at:
        return gettext(
            "Closes at %(time)s. Nobody new is let in any more, so that everybody has their turn.",
            time=dates.clock_time(opening.closes_at),
        )
    if opening.promised and not opening.is_late:
        return gettext("Nobody has come on duty yet. The chat opens as soon as somebody is here.")
    if opening.opens_at is None:
        return gettext("This chat has ended.") if opening.has_ended else gettext("Closed for now")
    return gettext("Closed. Opens %(when)s", when=day_and_time(opening.opens_at))


def pill(opening: Opening) -> str:
    """Say the same in as few words as fit into a pill on a phone."""
    if opening.has_ended:
        return gettext("Ended")
    if opening.is_open:
        return state(opening)
    if opening.is_closing:
        return gettext("Closing")
    soon = opening.promised and not opening.is_late
    return gettext("Soon open") if soon else gettext("Closed now")


def wait(estimate: Wait, closes_at: datetime | None) -> str:
    """Say a wait as the honest range that it is, and how it stands to the end of the hours."""
    if estimate.low is None:
        return gettext("We cannot say how long the wait is.")
    if closes_at is None or estimate.closing is Closing.CERTAIN:
        return _range(estimate.low, estimate.high)
    closes = dates.clock_time(closes_at)
    if estimate.closing is Closing.UNLIKELY:
        return gettext(
            "You will probably not get in before the chat closes at %(time)s.", time=closes
        )
    uncertain = gettext(
        "It is not certain that you get in before the chat closes at %(time)s.", time=closes
    )
    return f"{_range(estimate.low, estimate.high)} {uncertain}"


def _range(low: int, high: int | None) -> str:
    if high is None:
        return gettext("Wait: over %(hours)s hours", hours=_halves(low, floor)) if low else ""
    if high > IN_MINUTES:
        spans = {"low": _halves(low, floor), "high": _halves(high, ceil)}
        return gettext("Wait: about %(low)s–%(high)s hours", **spans)
    if low == 0:
        return ngettext("Wait: under %(num)s minute", "Wait: under %(num)s minutes", high)
    return gettext("Wait: about %(low)s–%(high)s minutes", low=low, high=high)


def _halves(minutes: int, rounded: Callable[[float], int]) -> str:
    """Write minutes as hours and halves: "½", "1", "1½"."""
    whole, half = divmod(rounded(minutes / 30), 2)
    return f"{whole or ('' if half else 0)}{'½' if half else ''}"


def left(ended_by: str | None) -> tuple[str, str]:
    """Say to somebody whose turn never was what happened, and what they can do."""
    if ended_by == "closing":
        return (
            gettext("Nobody could take you in this time"),
            gettext("The chat closed before your turn came. We are sorry. It is not about you."),
        )
    if ended_by == "away":
        return (
            gettext("Your turn came while you were away"),
            gettext("A responder was here and waited for you. You can join the queue again."),
        )
    if ended_by == "silence":
        return (
            gettext("Your place in the queue was given up"),
            gettext("The connection was gone for too long. You can join the queue again."),
        )
    again = gettext("You can come back any time the chat is open.")
    return gettext("You left the queue"), again


def questions() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give the questions after a conversation in order: name, words, answers."""
    return [
        ("did_it_help", gettext("Did talking help?"), _answers("yes", "somewhat", "no")),
        (
            "would_have_been_alone",
            gettext("Would you have been left alone with this?"),
            _answers("yes", "unsure", "no"),
        ),
        ("burden", gettext("How heavy is it now?"), burdens()),
    ]


def burdens() -> list[tuple[str, str]]:
    """Give the five answers to how heavy it is, the lightest first."""
    said = (
        gettext("Light"),
        gettext("A little heavy"),
        gettext("Rather heavy"),
        gettext("Heavy"),
        gettext("Very heavy"),
    )
    return [(str(number), text) for number, text in enumerate(said)]


def _answers(*names: str) -> list[tuple[str, str]]:
    said = {
        "yes": gettext("Yes"),
        "somewhat": gettext("A little"),
        "unsure": gettext("I don't know"),
        "no": gettext("No"),
    }
    return [(name, said[name]) for name in names]


def for_script() -> dict[str, str]:
    """Give what both live pages say by themselves; codes of refusals are keys too."""
    return {
        "you": gettext("You"),
        "agreed": gettext("What was agreed"),
        "feedback": gettext("In your own words"),
        "sending": gettext("sending…"),
        "failed": gettext("This could not be sent."),
        "unreadable": gettext("This message cannot be shown in this browser."),
        "openNow": gettext("Open now"),
        "closedNow": gettext("Closed now"),
        "typing": gettext("{name} is writing…"),
        "lost": gettext("No connection. Trying again by itself…"),
        "conversation_closed": gettext("This conversation has ended."),
        "too_long": gettext("That message is too long. Send it in parts."),
        "too_many": gettext("That was a lot at once. Wait a moment and try again."),
        "no_answer": gettext("No answer from the server. Try again in a moment."),
        "seen": gettext("read"),
        "withdrawn": gettext("This message was withdrawn."),
        "withdrawnByYou": gettext("You withdrew this message."),
        "withdrawnSeen": gettext("You withdrew this message. It had already been read."),
        "withdrawnUnseen": gettext("You withdrew this message. It may not have been read yet."),
        "withdrawLater": gettext("The message is withdrawn as soon as there is a connection."),
        "not_your_last": gettext("You can only withdraw your own last message."),
        "too_late": gettext("This message can no longer be withdrawn."),
    }


def for_visitor() -> dict[str, str]:
    """Give the words of the visitor's page."""
    return for_script() | {
        "responder": gettext("Responder"),
        "waiting": gettext("In the queue"),
        "asked": gettext("Contact request"),
        "answered": gettext("Contact request, answered"),
        "joined": gettext("{name} is here for you now."),
        "here": gettext("You are talking with {name}"),
        "away": gettext("{name}'s connection is gone for a moment. Your messages are kept."),
        "ended": gettext("The conversation has ended"),
        "ended_visitor": gettext("You ended the conversation."),
        "ended_responder": gettext("The responder ended the conversation."),
        "ended_promised": gettext(
            "{name} ended the conversation for today, and is here for you again {when}. Come back "
            "then with your six words."
        ),
        "ended_closing": gettext("The chat closed before your turn came. We are sorry."),
        "ended_away": gettext("Your turn came while you were away."),
        "ended_silence": gettext("The connection was gone for so long that the chat ended."),
        "callOn": gettext("That was the sound. A locked phone may not sound."),
        "callOff": gettext("No sound. Look here now and then."),
        "waitUnknown": gettext("We cannot say how long the wait is."),
        "waitShort": gettext("Wait: under {high} minutes"),
        "waitRange": gettext("Wait: about {low}–{high} minutes"),
        "waitHours": gettext("Wait: about {low}–{high} hours"),
        "waitOver": gettext("Wait: over {low} hours"),
        "waitUncertain": gettext(
            "It is not certain that you get in before the chat closes at {time}."
        ),
        "waitUnlikely": gettext("You will probably not get in before the chat closes at {time}."),
    }


def for_desk() -> dict[str, str]:
    """Give the words of the responder's desk."""
    return for_script() | {
        "title": gettext("Desk"),
        "connected": gettext("Connected"),
        "nobodyWaits": gettext("Nobody is waiting."),
        "noneYet": gettext("You have no conversations yet."),
        "noneChosen": gettext("No conversation chosen"),
        "noName": gettext("No name given"),
        "knowsYou": gettext("has talked with you"),
        "knows": gettext("has talked with {name}"),
        "toClassify": gettext("ended: say how"),
        "waits": gettext("waits for your answer: {time}"),
        "minutes": gettext("{count} min"),
        "justNow": gettext("just now"),
        "to": gettext("Your message to {name}"),
        "away": gettext("The visitor's connection is gone for a moment"),
        "held": gettext("Away just now, called back. Waited for until {time}."),
        "awayNow": gettext("away just now"),
        "not_on_duty": gettext("Start your duty first."),
        "hands_full": gettext(
            "You already have as many conversations as this line allows at once."
        ),
        "already_taken": gettext("Somebody else has already taken this conversation."),
        "not_asked_here": gettext("On this line nobody is asked to prove who they are."),
        "asked_enough": gettext("The visitor has been asked often enough. Go on without it."),
        "choose_first": gettext("Choose a conversation first."),
        "found": gettext("Services found: {count}"),
        "noServices": gettext("No service found. Try another word."),
    }


def for_guard() -> dict[str, Any]:
    """Give what the personal-data guard says to a visitor; `{what}` lists what it found."""
    return {
        "kinds": {str(kind): str(name) for kind, name in KINDS.items()},
        "and": gettext("and"),
        "warn": gettext("There seems to be {what} here. Send it anyway?"),
        "block": gettext(
            "There seems to be {what} here. It is not needed in this chat and is safest left "
            "unsent. Take it out and your message goes."
        ),
    }


def for_worker_guard() -> dict[str, Any]:
    """Give what the guard says to a worker."""
    return for_guard() | {
        "asked": {str(asked): str(name) for asked, name in ASKED.items()},
        "ask": gettext(
            "This seems to ask for {what}. A visitor need not tell it here. If you ask all the "
            "same, choose why: only how often each reason is chosen is counted."
        ),
        "failed": gettext("This could not be sent."),
        "no_answer": gettext("No answer from the server. Try again in a moment."),
    }


def for_return() -> dict[str, str]:
    """Give the words of the return code's elements."""
    return {
        "have": gettext("You have a return code"),
        "making": gettext("Making the words…"),
        "looking": gettext("Looking for your conversation…"),
        "working": gettext("Very many are trying to get in. This takes a few seconds longer…"),
        "understood": gettext("Understood: {count} of 6 words"),
        "whole": gettext("All six words are there."),
        "incomplete": gettext("Six words are needed. Check the ones that are marked."),
        "wrong": gettext(
            "With these words nothing was found. Check them, and the chat they belong to."
        ),
        "write_first": gettext("Write something first. Then you can have a return code."),
        "too_many": gettext("That was a lot at once. Wait a moment and try again."),
        "no_answer": gettext("No answer from the server. Try again in a moment."),
    }


def for_group() -> dict[str, str]:
    """Give the words of a group room's scripts."""
    return for_script() | {
        "until": gettext("Open until {time}"),
        "moderator": gettext("moderator"),
        "you": gettext("you"),
        "mutedOne": gettext("muted"),
        "key_comes": gettext(
            "One moment: the moderator's browser gives you the room's key. Then you can write."
        ),
        "unopened": gettext("This was said before you came here, so it stays closed."),
        "unsigned": gettext("It is not certain who said this, so it is not shown."),
        "removed": gettext("The moderator has taken this message away."),
        "muted": gettext("The moderator has muted you for now. You can go on reading."),
        "too_many": gettext("Leave the others some room too. Wait a moment."),
        "conversation_closed": gettext("The room has closed."),
        "mute": gettext("Mute"),
        "unmute": gettext("Let talk again"),
        "hide": gettext("Take this message away"),
        "lock": gettext("Close the door"),
        "unlock": gettext("Open the door"),
    }
