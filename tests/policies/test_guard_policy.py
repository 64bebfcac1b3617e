"""What the guard blocks, warns of and lets be asked stands in the policy, each word in one list."""

import pytest

from policies.errors import PolicyError
from policies.guard.kinds import Asked, Kind, Verdict
from policies.schema import load, parse
from tests.house.tree import ROOT

SHIPPED = (ROOT / "policies" / "policy.toml").read_text(encoding="utf-8")


def test_the_shipped_policy_blocks_what_must_never_be_sent_and_warns_of_the_rest():
    rules = load().chat.anonymous

    assert {kind for kind in Kind if rules.verdict(kind) is Verdict.BLOCK} == {
        Kind.IDENTITY_CODE,
        Kind.IBAN,
    }
    assert rules.must_not_ask >= {Asked.NAME, Asked.IDENTITY_CODE, Asked.SCHOOL}


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('["age", "municipality"]', '["age", "municipality", "name"]', "name stands both in"),
        ('["age", "municipality"]', '["age"]', "municipality stands neither in"),
        ('["identity_code", "iban"]', '["identity_code"]', "iban stands neither in"),
        ('["identity_code", "iban"]', '["identity_code", "iban", "phone"]', "phone stands both"),
        ('["identity_code", "iban"]', '["identity_code", "iban", "shoes"]', "volunteer_block"),
        ("may_ask =", "may_aks =", "this key is not known"),
    ],
)
def test_a_contradictory_rule_is_refused_with_its_place(before, after, reason):
    assert before in SHIPPED

    with pytest.raises(PolicyError, match=reason) as refusal:
        parse(SHIPPED.replace(before, after, 1))

    assert "chat.anonymous" in str(refusal.value)
