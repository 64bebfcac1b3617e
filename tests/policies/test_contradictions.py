"""A policy that contradicts itself, or that the program could not keep, is refused with place and reason."""

import pytest

from core.house import House
from policies.errors import PolicyError
from policies.fitness import disagreements
from policies.schema import SHIPPED, parse

TEXT = SHIPPED.read_text("utf-8")


def changed(old: str, new: str) -> str:
    assert old in TEXT, old
    return TEXT.replace(old, new, 1)


REFUSED = {
    "a coordinator who reads": (
        ("\ncoordinator = [", '\ncoordinator = [\n  "chat.claim:line",'),
        "roles.coordinator: it must not hold chat.claim, which opens the content",
    ),
    "a responder who reads others' conversations": (
        (
            '"chat.refer:own",\n  "chat.locate:own"',
            '"chat.refer:line",\n  "chat.locate:own"',
        ),
        "roles.responder: chat.refer must not reach further than :own",
    ),
    "a queue of the whole organisation": (
        ('"chat.desk:line"', '"chat.desk"'),
        "roles.responder: chat.desk must not reach further than :line",
    ),
    "a scope that is none": (('"chat.talk:own"', '"chat.talk:mine"'), "no scope is called 'mine'"),
    "one permission with two scopes": (
        ('"chat.feedback:own"', '"chat.feedback:own",\n  "chat.feedback"'),
        "visitor: a permission stands there twice",
    ),
    "an administrator who approves": (
        ("\nadministrator = [", '\nadministrator = [\n  "policies.approve",'),
        "roles.administrator: it must not hold policies.approve",
    ),
    "a console that approves": (
        ("\nconsole = [", '\nconsole = [\n  "policies.approve",'),
        "roles.console: it must not hold policies.approve",
    ),
    "a looser line": (
        ("\n[lines]\n", "\n[lines.nuoret]\nk = 4\n"),
        "lines.nuoret.k: a line may only be stricter",
    ),
    "a line's limit that protects nobody": (
        ("\n[lines]\n", "\n[lines.nuoret]\nk = 2\n"),
        "lines.nuoret.k",
    ),
    "a step-up for nothing": (
        ('actions = ["policies.approve"]', 'actions = ["policies.aprove"]'),
        "stepup.worker.actions: nobody holds policies.aprove",
    ),
    "help behind an identity": (
        ('never_for = ["open_chat", "read_services"]', 'never_for = ["read_services"]'),
        "open_chat must stand in never_for",
    ),
    "an identity that is and is not asked": (
        ("never_for = [", 'never_for = ["personal_matter", '),
        "personal_matter stands both in triggers and in never_for",
    ),
    "an identity that is asked for no reason": (
        ('triggers = ["personal_matter", "disclose_identity", "share_document"]', "triggers = []"),
        "triggers and claims say for what and for which",
    ),
    "an identity that stays in sight": (
        ('shown = "PT15M"', 'shown = "P1D"'),
        "shown must be longer than nothing",
    ),
    "anybody's frame": (("origins = []", 'origins = ["*"]'), "embed.origins.0"),
    "a frame by path": (("origins = []", 'origins = ["https://example.org/x"]'), "embed.origins.0"),
    "a frame without TLS": (
        ("origins = []", 'origins = ["http://example.org"]'),
        "embed.origins.0",
    ),
    "a frame and a directive": (
        ("origins = []", 'origins = ["https://example.org; script-src *"]'),
        "embed.origins.0",
    ),
    "a frame of one line anywhere": (
        ("[embed.lines]", '[embed.lines]\nnuoret = ["https://*.example.org"]'),
        "embed.lines.nuoret.0",
    ),
    "an import without end": (
        ("max_bytes = 20000000", "max_bytes = 30000000"),
        "imports.max_bytes",
    ),
    "an approval for nothing": (
        ('review_after = "P12M"', 'review_after = "P0D"'),
        "review_after and check_every must be longer",
    ),
    "a hidden channel": (('disclosure = "required"', 'disclosure = "off"'), "channels.disclosure"),
    "one person in an emergency": (("approvers = 2", "approvers = 1"), "emergency.approvers"),
    "three people in an emergency": (("approvers = 2", "approvers = 3"), "emergency.approvers"),
    "an address that stays": (
        ('keep = "PT24H"\nagree_within', 'keep = "P2D"\nagree_within'),
        "keep must be from PT1H to PT24H",
    ),
    "a request that stays": (
        ('agree_within = "PT15M"', 'agree_within = "PT2H"'),
        "agree_within must be from PT1M to PT1H",
    ),
    "an address with two times": (
        (
            "[retention]\n",
            '[retention]\n"chat.located" = { after = "created", keep = "P1D", action = "delete" }\n',
        ),
        "retention.chat.located: how long this is kept stands in [emergency]",
    ),
    "an unknown section": (("\n[lines]\n", "\n[linez]\n"), "linez: this key is not known"),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_is_refused(case: str):
    (old, new), told = REFUSED[case]

    with pytest.raises(PolicyError) as refused:
        parse(changed(old, new))

    assert told in str(refused.value)


def test_a_policy_that_nobody_could_change_is_refused():
    with pytest.raises(PolicyError, match=r"somebody must hold policies\.approve"):
        parse(TEXT.replace('  "policies.approve",\n', "").replace('["policies.approve"]', "[]"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('level = "signed_in"', 'level = "strong"', "stepup.worker.level: this program cannot"),
    ],
)
def test_what_the_program_cannot_do_yet_is_refused_rather_than_promised(
    old: str, new: str, told: str, home: House
):
    faults = disagreements(parse(changed(old, new)))

    assert [one for one in faults if told in one] == faults != []


def test_a_stricter_line_decides_for_every_table():
    assert parse(changed("\n[lines]\n", "\n[lines.nuoret]\nk = 12\n")).least_shown == 12
