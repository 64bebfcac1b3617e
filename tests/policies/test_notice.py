from collections.abc import Iterator

import pytest

from core.house import House
from policies import notice as notices
from policies.current import current
from policies.errors import PolicyError
from tests.policy import obey


@pytest.fixture(autouse=True)
def page(home: House) -> Iterator[None]:
    with home.app.test_request_context("/"):
        yield


def short_notice(lang: str) -> str:
    return " ".join(map(str, notices.short_notice(lang)))


def notice(lang: str) -> list[str]:
    return [str(sentence) for sentence in notices.notice(lang)]


@pytest.mark.parametrize(
    ("lang", "words"), [("fi", "7 päivää"), ("sv", "7 dygn"), ("en", "7 days")]
)
def test_a_visitor_reads_in_their_language_how_long_words_are_kept(lang: str, words: str):
    assert words in short_notice(lang)
    assert any(words in sentence for sentence in notice(lang))


def test_changing_a_number_in_the_policy_changes_the_notice():
    obey('after = "closed", keep = "P7D"', 'after = "closed", keep = "P1M"')

    assert "1 kuukausi" in short_notice("fi")
    words = next(one for one in notice("fi") if one.startswith("Viestit, kuvat"))
    assert "1 kuukausi" in words
    assert "7 päivää" not in words


def test_a_visitor_is_told_who_can_read():
    assert any("päivystäjä" in sentence for sentence in notice("fi"))


def test_letting_another_role_read_is_refused():
    with pytest.raises(PolicyError, match=r"roles\.coordinator: it must not hold chat\.desk"):
        obey("coordinator = [\n", 'coordinator = [\n  "chat.desk:line",\n')


def test_the_end_of_backups_is_promised_only_where_the_key_dies():
    promise = "The key is destroyed too, so not even backups can be opened."

    told = [sentence for sentence in notice("en") if promise in sentence]

    assert [sentence.split(".")[0] for sentence in told] == [
        "Messages, pictures, voice messages and nickname",
        "Workers' advice to each other beside a conversation",
        "A return code, and the conversation it leads back to",
        "Messages and nicknames of a group room",
        "Who you are, if you chose to prove it in the conversation",
    ]


def test_whose_policy_it_is_and_whom_to_ask_is_told():
    assert any(current().meta.controller in sentence for sentence in notice("en"))
    assert any(current().meta.data_protection_officer in sentence for sentence in notice("en"))
