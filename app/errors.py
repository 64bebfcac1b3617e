"""Why the house does not open its doors: one sentence for whoever runs it."""


class CannotOpen(Exception):
    """The house cannot open with what stands there."""

    sentence: str

    def __str__(self) -> str:
        """Say it."""
        return self.sentence


class OtherTables(CannotOpen):
    """The tables are those of another version."""

    sentence = "The tables are not up to date: run `rinnalla db upgrade` first."


class StillServing(CannotOpen):
    """Processes of the house use the tables that are to be changed."""

    sentence = "The server or the jobs are running on these tables: stop both first."


class OtherWrappingKey(CannotOpen):
    """The keys in the store were wrapped with another key than the settings'."""

    sentence = (
        "RINNALLA_KEY_WRAPPING_KEY is not the one by which the keys in the key store were wrapped: "
        "no conversation could be opened. Put the right one into the settings."
    )
