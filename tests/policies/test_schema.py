import tomllib

import pytest

from policies.errors import PolicyError
from policies.schema import SHIPPED, Deed, load, parse

TEXT = SHIPPED.read_text("utf-8")


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def faults(text: str) -> str:
    with pytest.raises(PolicyError) as refused:
        parse(text)
    return str(refused.value)


def test_the_shipped_policy_can_be_followed():
    policy = load()

    assert policy.retention["chat.body"].action is Deed.SHRED
    assert len(policy.hash) == 64


def test_a_misspelt_key_is_refused_with_its_place():
    told = faults(changed("sensitive_k = 10", "sensitve_k = 10"))

    assert "reports.sensitve_k: this key is not known" in told
    assert "reports.sensitive_k: this is missing" in told


def test_a_class_of_data_without_an_end_is_refused():
    line = next(line for line in TEXT.splitlines() if line.startswith('"chat.body"'))

    assert faults(changed(line, "")) == "data_classes.chat.body: it has no retention rule."


def test_an_end_for_a_class_that_is_none_is_refused():
    told = faults(changed("[retention]\n", '[retention]\n"chat.bdoy" = { action = "keep" }\n'))

    assert told == "retention.chat.bdoy: there is no such data class."


def test_data_about_people_cannot_be_kept_for_ever():
    line = next(line for line in TEXT.splitlines() if line.startswith('"chat.body"'))

    told = faults(changed(line, '"chat.body" = { action = "keep" }'))

    assert "retention.chat.body: data about people must have an end" in told


def test_a_wrong_duration_is_refused_with_its_place():
    assert "retention.chat.body.keep" in faults(changed('keep = "P7D"', 'keep = "7 days"'))


def test_a_rule_that_deletes_must_say_from_when():
    told = faults(changed('{ after = "closed", keep = "P7D", action', '{ keep = "P7D", action'))

    assert 'retention.chat.body: a rule that deletes needs both "after" and "keep"' in told


def test_the_audit_log_cannot_be_made_to_forget_within_a_year():
    told = faults(changed('[audit]\nkeep = "P2Y"', '[audit]\nkeep = "P1M"'))

    assert told == "audit.keep: it must be at least P1Y."


def test_how_long_the_log_is_kept_is_said_in_one_place():
    rule = '"policies.audit" = { after = "created", keep = "P9Y", action = "delete" }'

    told = faults(changed("[retention]\n", f"[retention]\n{rule}\n"))

    assert told == "retention.policies.audit: how long this is kept stands in [audit]."


@pytest.mark.parametrize("every", ["PT30M", "P2D", "P1M"])
def test_the_log_is_vouched_for_at_least_once_a_day_and_not_all_the_time(every: str):
    assert "anchor_every must be" in faults(
        changed('anchor_every = "PT1H"', f'anchor_every = "{every}"')
    )


def test_only_who_may_read_the_log_is_told_how_it_stands():
    told = faults(changed('told = ["data_protection_officer"]', 'told = ["administrator"]'))

    assert "audit.told: administrator does not hold policies.audit" in told


@pytest.mark.parametrize("role", ["administrator", "editor", "data_protection_officer"])
def test_who_must_not_read_conversations_cannot_be_allowed_to(role: str):
    told = faults(changed(f"\n{role} = [", f'\n{role} = [\n  "chat.talk",'))

    assert (
        told
        == f"roles.{role}: it must not hold chat.talk, which opens the content of conversations."
    )


def test_a_limit_that_protects_nobody_is_refused():
    assert "reports.k" in faults(changed("\nk = 5", "\nk = 1"))


def test_a_sensitive_topic_cannot_be_protected_less():
    assert "sensitive_k must not be smaller" in faults(
        changed("sensitive_k = 10", "sensitive_k = 3")
    )


def test_the_short_notice_speaks_of_what_is_about_visitors():
    told = faults(changed('first = ["chat.body"]', 'first = ["outreach.count"]'))

    assert told == "notice.first: outreach.count is no data class about visitors."


def test_what_is_not_toml_is_refused():
    assert faults("[meta").startswith("The file is not TOML")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_a_comment_does_not_change_the_hash_and_a_number_does():
    assert parse(TEXT + "\n# a word\n").hash == load().hash
    assert parse(changed("sensitive_k = 10", "sensitive_k = 11")).hash != load().hash


def test_every_text_of_the_policy_is_there_in_three_languages():
    raw = tomllib.loads(TEXT)

    for name, one in raw["data_classes"].items():
        assert set(one["title"]) == set(one["purpose"]) == {"fi", "sv", "en"}, name
