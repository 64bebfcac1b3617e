"""The link of an invitation, as mail and command line give it."""

from core.i18n import DEFAULT
from core.settings import Settings


def invitation_link(settings: Settings, token: str, code: str) -> str:
    """Give the address of an invitation's page in the invited person's language."""
    prefix = "" if code == DEFAULT else f"/{code}"
    return f"{settings.public_url.rstrip('/')}{prefix}/invitations/{token}"
