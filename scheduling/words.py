"""Days, times and states in the reader's language."""

from datetime import date, datetime, timedelta

from babel import Locale
from flask_babel import format_date
from flask_babel import gettext as _

from core import clock, dates
from core.clock import local
from core.i18n import language
from scheduling.cover_states import NoticeKind
from scheduling.eligibility import Reason
from scheduling.errors import REFUSALS
from scheduling.ledger import EntryKind
from scheduling.season import Season
from scheduling.states import DutyState
from scheduling.training import MeetingKind

HALF_HOUR = timedelta(minutes=30)
SOONEST = timedelta(minutes=25)


def day_name(day: date) -> str:
    """Name a day shortly: "ma 23.11."."""
    return dates.brief_day(day)


def whole_day(moment: datetime) -> str:
    """Name the day of a moment in full: "maanantai 23.11."."""
    return dates.whole_day(moment)


def on_day(moment: datetime) -> str:
    """Say on which day something was: "maanantaina 23.11."."""
    return dates.on_day(moment)


def short_day(moment: datetime) -> str:
    """Name the day of a moment shortly."""
    return day_name(local(moment).date())


def clock_time(moment: datetime) -> str:
    """Give the wall clock of a moment: "15.00"."""
    return dates.clock_time(moment)


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Give a span by the wall clock: "15–17", "15.30–17", in English "15:30–17:00"."""
    ends = f"{local(ends_at):%H:%M}"
    return dates.span(f"{local(starts_at):%H:%M}", "24:00" if ends == "00:00" else ends)


def state_word(state: DutyState) -> str:
    """Say where a duty stands."""
    return {
        DutyState.CLAIMED: _("coming"),
        DutyState.CHECKED_IN: _("on duty now"),
        DutyState.DONE: _("done"),
        DutyState.MISSED: _("missed"),
        DutyState.EXCUSED: _("excused"),
        DutyState.CANCELLED: _("given back"),
    }[state]


def why_not(reason: Reason) -> str:
    """Say why somebody cannot take a shift."""
    return str(REFUSALS[reason].sentence)


def notice(kind: NoticeKind) -> str:
    """Say in a sentence what a worker is told of a shift."""
    return {
        NoticeKind.COVER_ASKED: _("A colleague looks for somebody in their place."),
        NoticeKind.COVER_TAKEN: _("Your duty has been taken over. You need not come."),
        NoticeKind.COVER_DECLINED: _("Your colleague cannot take the duty. It is still yours."),
        NoticeKind.STILL_YOURS: _("Nobody has taken your duty yet. It is still yours."),
        NoticeKind.PLACE_FREE: _("A place has fallen free at short notice. Could you come?"),
        NoticeKind.LET_IN: _("A place fell free, and it is yours: you were waiting for it."),
        NoticeKind.CALLED_OFF: _("The shift was called off. You need not come."),
        NoticeKind.DUTY_AHEAD: _("You have a duty soon."),
        NoticeKind.COME_NOW: _("The chat should be open, and nobody is there. Could you come now?"),
        NoticeKind.PROPOSED: _("Your coordinator asks whether you would take this shift."),
        NoticeKind.UNHELD: _("The page promises these hours, and nobody has taken them yet."),
    }[kind]


def minutes(number: int) -> str:
    """Give minutes as hours: "2 h 15 min", "−45 min"."""
    hours, rest = divmod(abs(number), 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not hours else []
    return ("\N{MINUS SIGN}" if number < 0 else "") + " ".join(parts)


def entry_word(kind: EntryKind) -> str:
    """Say what an entry of the ledger is for."""
    return {
        EntryKind.DUE: _("due"),
        EntryKind.CARRIED: _("from the period before"),
        EntryKind.DONE: _("duty"),
        EntryKind.DROP_IN: _("drop-in duty"),
        EntryKind.MISSED: _("missed"),
        EntryKind.EXCUSED: _("could not come"),
        EntryKind.PARTNER: _("partner’s chat"),
        EntryKind.TRAINING: _("training"),
        EntryKind.SUPERVISION: _("supervision"),
        EntryKind.CORRECTION: _("correction"),
    }[kind]


def meeting_word(kind: MeetingKind) -> str:
    """Say what a meeting is for."""
    return {
        MeetingKind.SUPERVISION: _("supervision"),
        MeetingKind.PEERS: _("meeting of peers"),
        MeetingKind.DEBRIEF: _("debrief"),
    }[kind]


def season_word(season: Season) -> str:
    """Say when in the year a template makes shifts."""
    return {
        Season.ALWAYS: _("all year"),
        Season.TERM: _("while school goes"),
        Season.BREAK: _("during school holidays"),
    }[season]


def language_name(code: str) -> str:
    """Name a language in the reader's: "ruotsi"."""
    if code == "fsl":
        return str(_("Finnish sign language"))
    return str(Locale(code).get_display_name(language()) or code)


def eve_choices() -> list[tuple[str, str]]:
    """Offer what a line may do on an eve."""
    until = [(f"{hour}:00", _("open until %(hour)s", hour=hour)) for hour in range(12, 21)]
    return [("", _("open as usual")), ("00:00", _("closed")), *until]


def eve_word(until: str) -> str:
    """Say what a line does on an eve."""
    return dict(eve_choices()).get(until, until)


def window(begins: str, ends: str) -> str:
    """Give wall times as a span: "15–17"."""
    return dates.span(begins, ends)


def weekday(day: date) -> str:
    """Name the weekday of a day in full: "maanantai"."""
    return str(format_date(day, "cccc"))


def today() -> date:
    """Give today in Helsinki."""
    return clock.local_day()


def weekdays() -> list[str]:
    """Give the first letters of the weekdays, Monday first."""
    monday = date(2024, 1, 1)
    return [str(format_date(monday + timedelta(days=n), "ccc")) for n in range(7)]


def week_name(moment: datetime) -> str:
    """Give the week of a moment as addresses name it: "2026-W48" (ISO 8601)."""
    year, week, _weekday = local(moment).isocalendar()
    return f"{year}-W{week:02}"


def week_title(monday: date) -> str:
    """Give the week's heading: "Viikko 48 · 23.11.–29.11."."""
    days = f"{dates.short_day(monday)}–{dates.short_day(monday + timedelta(days=6))}"
    return str(_("Week %(number)d · %(days)s", number=monday.isocalendar().week, days=days))


def for_form(starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """Give the fields of the form for a new shift that covers a gap."""
    starts, ends = local(starts_at), local(ends_at)
    return {"day": f"{starts:%Y-%m-%d}", "begins": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


def ends_to_offer() -> list[str]:
    """Offer ends for a free while: the next four half hours that are at least 25 minutes away."""
    at = local(clock.now())
    first = at.replace(minute=0, second=0, microsecond=0)
    while first - at < SOONEST:
        first += HALF_HOUR
    return [f"{first + n * HALF_HOUR:%H:%M}" for n in range(4)]
