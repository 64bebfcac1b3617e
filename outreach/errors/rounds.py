"""Rounds, places and processes: what is refused."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchRound(NotFound):
    """No round of this organisation has this id."""

    code = "no_such_round"


class NoSuchProcess(NotFound):
    """There is no such process, or it is kept by somebody else."""

    code = "no_such_process"


class NoSuchPlace(Refusal):
    """The pair or the area is not one of this organisation's that are in use."""

    code = "no_such_place"
    status = 422
    sentence = _l("This pair or area is not in use any more. Choose another one.")


class TooLate(Refusal):
    """The day is in the future, or so long ago that figures of it may have been told."""

    code = "too_late"
    status = 422
    sentence = _l("The day is in the future or too long ago. Check the day.")


class AnswerUnknown(Refusal):
    """An age or a topic is not one of those that the policy lists, or there are too many."""

    code = "answer_unknown"
    status = 422
    sentence = _l("An age or a topic is not in the list any more. Open the round and choose again.")


class PersonalDataInNote(Refusal):
    """The free text seems to say who somebody is."""

    code = "personal_data_in_note"
    status = 422
    sentence = _l(
        "The note seems to hold somebody's name, number or address. Take it out and save again."
    )


class NameTaken(Refusal):
    """There is one with this name already."""

    code = "name_taken"
    status = 409
    sentence = _l("There is one with this name already.")


class ProcessHasEnded(Refusal):
    """What has ended does not move any more."""

    code = "process_has_ended"
    status = 409
    sentence = _l("This process has ended. Open a new one if the work begins again.")


class PhasesGoForwardInTime(Refusal):
    """The day is in the future or before the phase that the process stands in now."""

    code = "phases_go_forward_in_time"
    status = 422
    sentence = _l("The day is in the future or before the day of the phase that it is in now.")
