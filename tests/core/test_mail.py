"""Mail to workers: printed where there is no server, and never sent in the clear over a network."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Any, Self

import pytest
from flask import Flask

from core import mail
from core.mail import ConsoleMailer, SmtpMailer, compose, make_mailer


def letter() -> EmailMessage:
    message = EmailMessage()
    message["To"], message["Subject"] = "aino@example.org", "Kutsu"
    message.set_content("Tervetuloa.")
    return message


class Post:
    """A mail server that notes what was asked of it."""

    def __init__(self, host: str, port: int, **how: Any) -> None:
        self.said: list[Any] = [(host, port)]
        self.context = how.get("context")
        POSTS.append(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.said.append("quit")

    def starttls(self, *, context: ssl.SSLContext) -> None:
        self.context = context
        self.said.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.said.append((user, password))

    def send_message(self, message: EmailMessage) -> None:
        self.said.append(message["To"])


POSTS: list[Post] = []


@pytest.fixture(autouse=True)
def post_office(monkeypatch: pytest.MonkeyPatch) -> None:
    POSTS.clear()
    monkeypatch.setattr(smtplib, "SMTP", Post)
    monkeypatch.setattr(smtplib, "SMTP_SSL", Post)


def test_without_a_mail_server_the_console_shows_the_mail(home, capsys):
    mailer = make_mailer(home.settings)

    mailer.deliver(letter())

    assert isinstance(mailer, ConsoleMailer)
    assert [one["To"] for one in mailer.outbox] == ["aino@example.org"]
    assert "Tervetuloa." in capsys.readouterr().out


def test_a_mail_server_of_the_settings_is_used(home):
    settings = home.settings.model_copy(update={"smtp_url": "smtp://mail.example.org:587"})

    assert isinstance(make_mailer(settings), SmtpMailer)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "smtp://rin:p%40ss@mail.example.org:587",
            [("mail.example.org", 587), "starttls", ("rin", "p@ss"), "aino@example.org", "quit"],
        ),
        (
            "smtp://mail.example.org",
            [("mail.example.org", 0), "starttls", "aino@example.org", "quit"],
        ),
        ("smtps://mail.example.org:465", [("mail.example.org", 465), "aino@example.org", "quit"]),
        ("smtp://localhost:25", [("localhost", 25), "aino@example.org", "quit"]),
    ],
)
def test_mail_leaves_this_machine_only_under_tls(url, said):
    SmtpMailer(url).deliver(letter())

    [post] = POSTS
    assert post.said == said


@pytest.mark.parametrize("url", ["smtp://mail.example.org", "smtps://mail.example.org"])
def test_the_mail_server_must_prove_who_it_is(url):
    SmtpMailer(url).deliver(letter())

    [post] = POSTS
    assert post.context is not None
    assert post.context.verify_mode is ssl.CERT_REQUIRED
    assert post.context.check_hostname


def test_a_letter_has_a_plain_and_a_rich_part(home, app: Flask, monkeypatch):
    monkeypatch.setattr(mail, "render_template", lambda name, **context: f"{name} {context['who']}")

    with app.test_request_context():
        message = compose(home.settings, "aino@example.org", "invitation", who="Aino")

    assert message["From"] == home.settings.mail_from
    assert message["Subject"] == "mail/invitation/subject.txt Aino"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_nobody_smuggles_a_header_into_a_letter(home, app: Flask, monkeypatch):
    monkeypatch.setattr(mail, "render_template", lambda name, **context: "x")

    with app.test_request_context(), pytest.raises(ValueError, match=r"newline|linefeed"):
        compose(home.settings, "aino@example.org\nBcc: evil@example.org", "invitation")
