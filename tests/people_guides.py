"""Guides of the tests: written, and brought to readers by somebody else."""

from typing import Any

from sqlmodel import Session

from guidance.actions import begin_guide, move_guide
from guidance.models import Guide
from guidance.schemas import GuideDeed, GuideDraft, GuideKind, GuideWords
from organisation.models import Role


def a_guide(
    session: Session,
    people: Any,
    title: str = "Kun ei saa unta",
    *,
    kind: GuideKind = GuideKind.GUIDE,
    **told: Any,
) -> Guide:
    """Publish a guide; `body` and `lead` are its Finnish words, `texts` all of them, the rest a draft's."""
    writer, reviewer = people.worker(Role.EDITOR), people.worker(Role.COORDINATOR)
    words = GuideWords(title, told.pop("lead", ""), told.pop("body", "Nouse ylös ja hengitä."))
    draft = GuideDraft(slug=told.pop("slug", "uni"), texts=told.pop("texts", {"fi": words}), **told)
    guide = begin_guide(session, writer.organisation_id, writer.id, kind, draft)
    move_guide(session, guide, writer.id, GuideDeed.SEND, revision=guide.revision)
    move_guide(session, guide, reviewer.id, GuideDeed.PUBLISH, revision=guide.revision)
    session.commit()
    return guide


def sent(slug: str = "uni", **told: Any) -> dict[str, Any]:
    """Give what the form sends."""
    return {"fi_title": "Kun ei saa unta", "slug": slug, "audience": "everybody", **told}
