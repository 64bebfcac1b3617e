"""`create_app`: the reading order of the whole house."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import framing, offline, pages, rooms, trackers
from app.paths import STATIC, TEMPLATES, TRANSLATIONS
from core.access import refuse_open_doors
from core.answering import use_numbers
from core.crypto import KeyStore
from core.csrf import refuse_foreign_posts
from core.dates import use_dates
from core.db import Database
from core.embed import FramePrefix
from core.headers import add_headers
from core.house import House, stand
from core.i18n import LanguagePrefix, use_languages
from core.limits import use_limits
from core.log import use_logs
from core.look import LookPrefix
from core.realtime import Live
from core.settings import Settings
from core.web import HostGate, WSGIApp, use_templates

LARGEST_FORM = 1_000_000  # a door that takes files asks for more itself


def create_app(settings: Settings | None = None) -> Flask:
    """Build the house.

    Raises `ValidationError` or `PolicyError`, a sentence a problem, when it would be unsafe.
    """
    settings = settings or Settings()
    use_logs(as_json=not settings.demo)
    _make_folder(settings)

    app = Flask("rinnalla", static_folder=STATIC, template_folder=TEMPLATES)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_FORM, BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS)
    )
    app.secret_key = settings.secret_key.get_secret_value()
    use_numbers(app)
    use_templates(app)
    use_languages(app)
    use_dates(app)
    use_limits(app, settings)

    rooms.open_rooms()
    stand(House(settings, Database(settings), KeyStore(settings), Live(app, settings), app))
    for prepare in rooms.preparations():
        prepare(app, settings)
    for blueprint in [*rooms.blueprints(), pages.bp, offline.bp]:
        app.register_blueprint(blueprint)
    refuse_open_doors({k: v for k, v in app.view_functions.items() if k != "static"})

    app.before_request(refuse_foreign_posts)
    app.before_request(trackers.drop_trackers)
    app.before_request(framing.keep_within_frame)
    app.after_request(add_headers)
    pages.answer_errors(app)
    _wrap(app, settings)
    return app


def _make_folder(settings: Settings) -> None:
    if settings.database.startswith("sqlite") or settings.keys_database.startswith("sqlite"):
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)


def _wrap(app: Flask, settings: Settings) -> None:
    """Outermost last: hosts, the proxy's word about the client, what the path says."""
    inner: WSGIApp = LookPrefix(FramePrefix(LanguagePrefix(app.wsgi_app)))
    proxies = settings.trusted_proxies
    if proxies:
        inner = ProxyFix(inner, x_for=proxies, x_proto=proxies)
    hosts = {origin.partition("//")[2].lower() for origin in settings.origins}
    app.wsgi_app = HostGate(inner, hosts)  # type: ignore[method-assign]
