"""Mail to workers; visitors are never written to. Templates lie in `templates/mail/<name>/`.

Without `RINNALLA_SMTP_URL` the console twin prints the mail: the demo and the tests read it there.
"""

import smtplib
from email.message import EmailMessage
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import structlog
from flask import render_template

from core.settings import Settings

log = structlog.get_logger(__name__)


class Mailer(Protocol):
    """Whatever can deliver a message."""

    def deliver(self, message: EmailMessage) -> None:
        """Deliver it or raise `OSError`."""


class ConsoleMailer:
    """The twin: keeps what was sent and prints where it would have gone."""

    def __init__(self) -> None:
        self.outbox: list[EmailMessage] = []

    def deliver(self, message: EmailMessage) -> None:
        """Keep the message and print it; this is the one place where an address may reach a terminal."""
        self.outbox.append(message)
        print(
            f"--- mail\nTo: {message['To']}\nSubject: {message['Subject']}\n\n{message.get_body(('plain',)).get_content()}---"
        )  # type: ignore[union-attr]  # noqa: T201


class SmtpMailer:
    """Delivers by SMTP with STARTTLS (smtp://) or TLS (smtps://)."""

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)

    def deliver(self, message: EmailMessage) -> None:
        """Hand the message to the mail server."""
        secure = self.parts.scheme == "smtps"
        server = smtplib.SMTP_SSL if secure else smtplib.SMTP
        with server(self.parts.hostname or "localhost", self.parts.port or 0, timeout=20) as smtp:
            if not secure and self.parts.username:
                smtp.starttls()
            if self.parts.username:
                smtp.login(unquote(self.parts.username), unquote(self.parts.password or ""))
            smtp.send_message(message)


def make_mailer(settings: Settings) -> Mailer:
    """Choose the mailer by the settings."""
    return SmtpMailer(settings.smtp_url) if settings.smtp_url else ConsoleMailer()


def compose(settings: Settings, to: str, name: str, **context: Any) -> EmailMessage:
    """Compose the mail `templates/mail/<name>/` with a text and an HTML part."""
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, to
    message["Subject"] = render_template(f"mail/{name}/subject.txt", **context).strip()
    message.set_content(render_template(f"mail/{name}/body.txt", **context))
    message.add_alternative(render_template(f"mail/{name}/body.html", **context), subtype="html")
    return message
