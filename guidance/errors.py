"""What the guidance room refuses."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchService(NotFound):
    """No service goes by this id, or it is not published, or it is not yours to change."""

    code = "no_such_service"


class NoSuchGuide(NotFound):
    """No guide goes by this name, or readers do not have it, or it is another organisation's."""

    code = "no_such_guide"


class CannotBeDone(Refusal):
    """A guide that stands where it stands cannot go there, by `LEADS_TO`."""

    code = "guide_cannot_move"
    status = 409
    sentence = _l("Somebody else was quicker: this can no longer be done. Look at it again.")


class OwnWork(Refusal):
    """Whoever wrote in a guide since it was published last does not review it."""

    code = "guide_own_work"
    status = 409
    sentence = _l("You have written in this yourself. Somebody else reads it before it goes out.")


class WrittenMeanwhile(Refusal):
    """A co-author saved after this form was opened."""

    code = "guide_written_meanwhile"
    status = 409
    sentence = _l("A co-author saved while you wrote. Your words are still here; compare and save.")


class ChangedMeanwhile(Refusal):
    """Another editor saved a service after this form was opened."""

    code = "service_changed_meanwhile"
    status = 409
    sentence = _l("Somebody changed this service while you wrote. Nothing of yours is lost.")


class NameTaken(Refusal):
    """Another guide or info bite has this address."""

    code = "guide_name_taken"
    status = 409
    sentence = _l("Another page has this address already.")


class NoSuchTest(NotFound):
    """No worry test goes by this name."""

    code = "no_such_test"


class NoSuchDifference(NotFound):
    """Nothing is to be chosen here: it was settled already, or there never was a difference."""

    code = "no_such_difference"


class NoSuchPacket(NotFound):
    """No packet goes by this id, or it was opened, taken back, or its time is over: told alike."""

    code = "no_such_packet"
    sentence = _l("This packet is not here: it has been opened, taken back, or its time is over.")


class NoSuchSuggestion(NotFound):
    """No suggestion goes by this id, or somebody has settled it already."""

    code = "no_such_suggestion"


class TellsWho(Refusal):
    """The words tell who somebody is."""

    code = "tells_who"
    status = 422
    sentence = _l(
        "This seems to tell who somebody is. Write only what is wrong with the service's own"
        " details."
    )


class EnoughSaid(Refusal):
    """As many say already that something is wrong as an editor needs."""

    code = "enough_said"
    status = 429
    sentence = _l("Several have told about this service already. An editor will look at it soon.")


class SourceNotAllowed(Refusal):
    """The policy does not name this host, or it is not asked by https."""

    code = "source_not_allowed"
    status = 422
    sentence = _l("The policy does not allow reading from this address.")


class SourceSilent(Refusal):
    """The other system does not answer, or not with what was asked."""

    code = "source_silent"
    status = 502
    sentence = _l("The other directory does not answer. What came in stays; try again later.")


class FileTooBig(Refusal):
    """The file is larger than one import may be."""

    code = "file_too_big"
    status = 413
    sentence = _l("The file is too big. Split it into smaller files.")


class UnreadableFile(Refusal):
    """Nothing in the file could be read as records at all."""

    code = "unreadable_file"
    status = 422
    sentence = _l("This is not a file of the Finnish Service Catalogue or of HSDS (JSON).")


class UnreadableCodes(Refusal):
    """The file is no list of codes that the directory knows."""

    code = "unreadable_codes"
    status = 422
    sentence = _l("This is not a list of codes of the Finnish Service Catalogue.")


class UnreadableHours(Refusal):
    """Opening hours were written in a way that leaves room for doubt."""

    code = "unreadable_hours"
    status = 422
    sentence = _l("Write hours like 9–16 or 9–12, 13–16.30, and leave a closed day empty.")
