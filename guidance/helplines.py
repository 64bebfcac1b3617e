"""National helplines, shown wherever a search may end in nothing.

Facts with the day on which they were checked.
"""

from dataclasses import dataclass
from datetime import date

SAFETY = frozenset({"suicidal", "self_harm", "crisis", "violence", "sexual_violence"})
"""Meanings of the lexicon after which the numbers that always answer come before all else."""

CHECKED = date(2026, 11, 22)


@dataclass(frozen=True)
class Helpline:
    """A number that anybody in Finland may call, in three languages."""

    number: str
    name: dict[str, str]
    about: dict[str, str]
    is_always_open: bool = True

    @property
    def tel(self) -> str:
        """The number as a phone dials it."""
        return self.number.replace(" ", "")


HELPLINES = (
    Helpline(
        "112",
        {"fi": "Hätänumero", "sv": "Nödnumret", "en": "Emergency number"},
        {
            "fi": "Kun joku on vaarassa juuri nyt. Aina auki.",
            "sv": "När någon är i fara just nu. Alltid öppet.",
            "en": "When somebody is in danger right now. Always open.",
        },
    ),
    Helpline(
        "09 2525 0111",
        {
            "fi": "Kriisipuhelin",
            "sv": "Kristelefonen (på finska)",
            "en": "Crisis Helpline (in Finnish)",
        },
        {
            "fi": "Kun on vaikeaa ja tarvitset jonkun, jolle puhua. Päivin ja öin. "
            "Jos linja on varattu, soita uudelleen.",
            "sv": "När det är svårt och du behöver någon att prata med. Dag och natt. "
            "Är linjen upptagen, ring igen.",
            "en": "When things are hard and you need somebody to talk to. Day and night. "
            "If it is busy, call again.",
        },
    ),
    Helpline(
        "116 111",
        {
            "fi": "Lasten ja nuorten puhelin",
            "sv": "Barn- och ungdomstelefonen (på finska)",
            "en": "Child and Youth Phone (in Finnish)",
        },
        {
            "fi": "Mistä tahansa asiasta, nimettömästi ja maksutta. Auki joka päivä.",
            "sv": "Om vad som helst, anonymt och gratis. Öppet varje dag.",
            "en": "About anything, anonymous and free. Open every day.",
        },
        is_always_open=False,
    ),
)
