"""A sentence of the notice: its name stays, and it names the tests that prove it."""

from dataclasses import dataclass

from policies.proofs import PROOFS, Proof


@dataclass(frozen=True)
class Sentence:
    """What is told under one name; `proven_by` names its proofs.

    Only what promises nothing, a limit or advice, goes without proof; its name begins `limit.`.
    """

    name: str
    text: str
    proven_by: tuple[str, ...] = ()
    icon: str = "check"

    def __str__(self) -> str:
        return self.text

    @property
    def is_promise(self) -> bool:
        """Whether something is promised, which needs a proof."""
        return not self.name.startswith("limit.")

    @property
    def proofs(self) -> list[Proof]:
        """Give the tests that prove it."""
        return [PROOFS[one] for one in self.proven_by]

    @property
    def tests(self) -> str:
        """Name the tests, with spaces between."""
        return " ".join(proof.test for proof in self.proofs)


def said(name: str, text: str, *proven_by: str, icon: str = "check") -> Sentence:
    """Tell something under a name."""
    return Sentence(name, text, proven_by, icon)
