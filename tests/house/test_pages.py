"""Every template compiles, and none holds a script, a style or a handler of its own."""

import re

import pytest
from jinja2 import StrictUndefined

from core.headers import CSP, HEADERS
from core.house import House
from tests.house.tree import ROOT, committed, shown, text_of

TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
PAGES = [one for one in TEMPLATES if one.suffix == ".html" and "mail" not in one.parts]
KEEPS_OPENED_KEYS = "static/js/sealed/opened.js"  # workers' pages only
SCRIPTS = [one for one in committed() if one.suffix == ".js" and "static" in one.parts]
FORBIDDEN = {
    "a script of its own": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a script from elsewhere": re.compile(r"<script[^>]*\ssrc=[\"']?(?:https?:)?//", re.IGNORECASE),
    "a style tag": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
ROUNDS_ON_A_PHONE = "static/js/outreach/store.js"
"""Kept on a worker's phone until it can be sent, and never on a visitor's."""
FROZEN_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)


def test_the_content_security_policy_is_what_was_agreed():
    assert HEADERS["Content-Security-Policy"] == FROZEN_CSP
    assert len(CSP) == 11


def test_the_other_headers_are_what_was_agreed():
    others = {name: value for name, value in HEADERS.items() if name != "Content-Security-Policy"}

    assert others == {
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()",
    }


def test_templates_know_no_undefined_word(home: House):
    assert home.app.jinja_env.undefined is StrictUndefined
    assert home.app.jinja_env.autoescape("page.html")


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_a_template_compiles(standing: House, template):
    standing.app.jinja_env.get_template(str(template.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("template", PAGES, ids=shown)
def test_a_page_holds_nothing_that_its_policy_forbids(template):
    markup = JINJA.sub("", text_of(template))

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(markup)] == []
    assert not UNESCAPED.search(text_of(template))


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_the_law_sees_what_it_forbids(what):
    examples = {
        "a script of its own": "<script>alert(1)</script>",
        "a script from elsewhere": '<script type="module" src="//cdn.example/x.js"></script>',
        "a style tag": "<style>p{}</style>",
        "a style attribute": '<p class="a"\n style="color:red">',
        "a handler": '<a href="#" onclick="x()">',
        "a javascript: address": '<a href="javascript:x()">',
    }

    assert FORBIDDEN[what].search(JINJA.sub("", examples[what]))
    assert UNESCAPED.search("{{ words | safe }}")


@pytest.mark.parametrize("script", SCRIPTS, ids=shown)
def test_a_script_writes_text_and_never_markup(script):
    forbidden = (
        r"\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|\beval\(|new Function"
    )

    assert not re.search(forbidden, text_of(script))


@pytest.mark.parametrize("script", SCRIPTS, ids=shown)
def test_a_script_stores_nothing_in_the_browser_and_loads_nothing_from_elsewhere(script):
    kept = "localStorage|document\\.cookie|sendBeacon|https?://(?!www\\.w3\\.org)"
    forbidden = (
        kept if shown(script) in {KEEPS_OPENED_KEYS, ROUNDS_ON_A_PHONE} else f"indexedDB|{kept}"
    )

    assert not re.search(forbidden, text_of(script))


def test_only_the_workers_tally_keeps_anything_on_a_device():
    using = [shown(one) for one in SCRIPTS if "/store.js" in text_of(one)]
    pages = [shown(one) for one in PAGES if "js/outreach/tally" in text_of(one)]

    assert {one.rpartition("/")[0] for one in using} == {"static/js/outreach"}
    assert pages == ["templates/outreach/tally.html"]
