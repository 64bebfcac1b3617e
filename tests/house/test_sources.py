"""What no line of the product's code may do."""

import re

import pytest

from core.rounds import ROUNDS
from tests.house.tree import ROOT, modules, shown, text_of

LAWS = {
    # what it is: (the pattern, the files that may)
    "asks another clock": (
        r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(",
        {"core/clock.py"},
    ),
    "looks at an address": (
        r"remote_addr|REMOTE_ADDR|access_route|X-Forwarded-For|X-Real-IP",
        {"core/limits.py", "core/log.py", "core/addresses.py"},
    ),
    "looks at the browser's name or where it came from": (
        r"request\.user_agent|request\.referrer|HTTP_USER_AGENT|HTTP_REFERER",
        {"outreach/routes/follow.py"},  # robots are not counted; what it said is forgotten at once
    ),
    "keeps Flask's own session": (
        r"from flask import [^\n]*\bsession\b|flask\.session",
        {  # between a question (a provider's, a passkey's) and its answer, and no longer
            "chat/routes/step_up.py",
            "organisation/console_identity.py",
            "organisation/oidc.py",
            "organisation/routes/keys.py",
            "organisation/routes/signing_in.py",
        },
    ),
    "marks text as safe": (r"\bMarkup\(|render_template_string", set()),
    "prints": (r"(?<![\w.])print\(", set()),
    "calls a row a row of SQL text": (
        r"execute\(\s*f[\"']|text\(\s*f[\"']",
        {"core/crypto.py", "core/db.py"},
    ),
    "reads at start a library that few processes need": (
        (
            r"^(import|from) (alembic|authlib|email_validator|holidays|huey|icalendar|joserfc|jsonschema"
            r"|markdown_it|nh3|openpyxl|ortools|phonenumbers|PIL|recurring_ical_events|requests|segno"
            r"|stdnum|webauthn|xlsxwriter)\b"
        ),
        {  # each of these is itself read only where it is needed
            "app/migrate.py",
            "guidance/drawing.py",
            "guidance/guides/bite_picture.py",
            "guidance/picture.py",
            "organisation/oidc.py",
            "organisation/passkeys.py",
            "policies/guard/numbers.py",
            "policies/guard/phones.py",
            "scheduling/busy_child.py",
        },
    ),
    "runs what it was given": (
        r"(?<![.\w])(eval|exec)\(|pickle\.loads|shell=True|yaml\.load\(",
        set(),
    ),
}


@pytest.mark.parametrize("law", sorted(LAWS))
def test_nobody(law):
    pattern, allowed = LAWS[law]

    found = [
        f"{shown(path)}:{number}"
        for path in modules()
        if shown(path) not in allowed
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if re.search(pattern, line.partition("#")[0])
    ]

    assert found == []


def test_only_the_entry_knows_which_server_carries_the_house():
    told = [
        shown(one)
        for one in modules()
        if re.search(r"^\s*(import|from) (eventlet|gevent)", text_of(one), re.MULTILINE)
    ]

    assert told == ["app/wsgi.py"]


def test_the_entry_patches_before_it_imports_anything_else():
    lines = [
        line.strip()
        for line in (ROOT / "app" / "wsgi.py").read_text().splitlines()
        if re.match(r"\s*(import|from) \w|\s*\w+\.monkey_patch\(|\s*monkey\.patch_all\(", line)
    ]

    patched = lines.index("eventlet.monkey_patch()")
    assert set(lines[:patched]) <= {
        "import gc",
        "import os",
        "import warnings",
        "import eventlet",
        "from eventlet import tpool",
        "from eventlet.green import socket as green_socket",
        "from functools import partial",
        "from core.without import without",  # itself imports nothing that has to be patched
    }


def test_every_round_of_the_server_has_a_rhythm():
    assert ROUNDS
    assert all(one.seconds >= 1 for one in ROUNDS)
