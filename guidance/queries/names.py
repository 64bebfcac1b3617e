"""Services by their bare names, for short lists elsewhere in the house."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from guidance.models import Service, ServiceText
from guidance.schemas import Status


def service_names(session: Session, lang: str, *, most: int = 400) -> dict[UUID, str]:
    """Name the published services in a language, else in Finnish, by name: for short lists."""
    told = (
        select(ServiceText.service_id, ServiceText.lang, ServiceText.name)
        .join(Service)
        .where(Service.status == Status.PUBLISHED, col(ServiceText.lang).in_([lang, "fi"]))
    )
    found: dict[UUID, str] = {}
    for service_id, code, name in session.exec(told).all():
        if code == lang or service_id not in found:
            found[service_id] = name
    by_name = sorted(found.items(), key=lambda one: one[1].casefold())
    return dict(by_name[:most])


def services_named(session: Session, names: Iterable[str]) -> dict[str, UUID]:
    """Give the published services that go by these names in any language, by the name asked."""
    rows = (
        select(ServiceText.name, ServiceText.service_id)
        .join(Service)
        .where(Service.status == Status.PUBLISHED, col(ServiceText.name).in_(list(names)))
    )
    return dict(session.exec(rows).all())
