"""Mail to workers; visitors are never written to. Templates lie in `templates/mail/<name>/`.

Without `RINNALLA_SMTP_URL` the console twin prints the mail: the demo and the tests read it there.
"""

import smtplib
import ssl
import sys
from email.message import EmailMessage
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from flask import render_template

from core.house import house
from core.settings import LOOPBACK, Settings

PATIENCE_SECONDS = 20


class Mailer(Protocol):
    """Whatever can deliver a message."""

    def deliver(self, message: EmailMessage) -> None:
        """Deliver it or raise `OSError`."""


class ConsoleMailer:
    """The twin: keeps what was sent and prints where it would have gone."""

    def __init__(self) -> None:
        self.outbox: list[EmailMessage] = []

    def deliver(self, message: EmailMessage) -> None:
        """Keep the message and print it: the one place where an address reaches a terminal."""
        self.outbox.append(message)
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        sys.stdout.write(
            f"--- mail\nTo: {message['To']}\nSubject: {message['Subject']}\n\n{text}---\n"
        )
        sys.stdout.flush()


class SmtpMailer:
    """Delivers by SMTP with STARTTLS (smtp://) or TLS (smtps://)."""

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)

    def deliver(self, message: EmailMessage) -> None:
        """Hand the message to the mail server."""
        with self._connect() as smtp:
            if self.parts.username:
                smtp.login(unquote(self.parts.username), unquote(self.parts.password or ""))
            smtp.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        """Connect under TLS with a checked certificate; a relay on this machine may do without."""
        host, port = self.parts.hostname or "localhost", self.parts.port or 0
        trusted = ssl.create_default_context()
        if self.parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=trusted)
        smtp = smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
        if host not in LOOPBACK:
            smtp.starttls(context=trusted)
        return smtp


def make_mailer(settings: Settings) -> Mailer:
    """Choose the mailer by the settings."""
    return SmtpMailer(settings.smtp_url) if settings.smtp_url else ConsoleMailer()


def mailer() -> Mailer:
    """Give the mailer of the house."""
    found: Mailer = house().app.extensions["mailer"]
    return found


def compose(settings: Settings, to: str, name: str, **context: Any) -> EmailMessage:
    """Compose the mail `templates/mail/<name>/` with a text and an HTML part."""
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, to
    message["Subject"] = render_template(f"mail/{name}/subject.txt", **context).strip()
    message.set_content(render_template(f"mail/{name}/body.txt", **context))
    message.add_alternative(render_template(f"mail/{name}/body.html", **context), subtype="html")
    return message
