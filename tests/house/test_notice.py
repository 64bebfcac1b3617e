"""Every sentence that promises a visitor something names a test that proves it, and that test runs."""

import ast
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from core.house import House
from policies.notice import privacy, short_notice
from policies.proofs import PROOFS
from policies.requester_notice import requester_notice
from policies.sentences import Sentence
from tests.house.tree import LANGUAGES, ROOT, tree_of
from tests.people import People
from tests.policy import obey

NEVER_RUN = {"skip", "skipif", "xfail"}


SEALING = 'locator = "none"', 'locator = "sealed"'


@pytest.fixture(params=[False, True], ids=["as shipped", "with sealed addresses"])
def sentences(home: House, request: pytest.FixtureRequest) -> Iterator[list[Sentence]]:
    """Give everything that visitors are told, by the policy's shipped rules and otherwise."""
    if request.param:
        obey(*SEALING)
    with home.app.test_request_context("/"):
        yield told(is_sealed=request.param)


def told(*, is_sealed: bool) -> list[Sentence]:
    page = [one for part in privacy("en") for one in part.sentences]
    return [*short_notice("en", is_sealed=is_sealed), *requester_notice("en"), *page]


def test_every_promise_names_a_proof(sentences: list[Sentence]):
    assert [one.name for one in sentences if one.is_promise and not one.proven_by] == []


def test_what_is_only_a_limit_claims_no_proof(sentences: list[Sentence]):
    assert [one.name for one in sentences if not one.is_promise and one.proven_by] == []


def test_every_sentence_has_a_name_of_its_own(sentences: list[Sentence]):
    names = [one.name for one in sentences]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_names_a_test_that_exists_and_always_runs(name: str):
    proof = PROOFS[name]
    module = tree_of(ROOT / proof.file)
    found = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name == proof.function
    ]

    assert len(found) == 1, proof.test
    assert NEVER_RUN & marks(found[0].decorator_list) == set(), proof.test
    assert NEVER_RUN & marks(own_marks(module)) == set(), proof.test


def own_marks(module: ast.Module) -> list[ast.expr]:
    """Give what a module says as its `pytestmark`."""
    return [
        node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        and "pytestmark" in {ast.unparse(one) for one in node.targets}
    ]


def marks(said: list[ast.expr]) -> set[str]:
    """Collect the names that stand after a dot: `pytest.mark.skip` gives mark and skip."""
    return {node.attr for one in said for node in ast.walk(one) if isinstance(node, ast.Attribute)}


def test_the_law_sees_a_test_that_is_skipped():
    module = ast.parse(
        "@pytest.mark.skipif(True)\ndef test_it(): ...\npytestmark = pytest.mark.xfail"
    )

    assert marks(module.body[0].decorator_list) & NEVER_RUN == {"skipif"}
    assert marks(own_marks(module)) & NEVER_RUN == {"xfail"}


def test_every_proof_proves_something(home: House):
    used: set[str] = set()
    for is_sealed in (False, True):
        if is_sealed:
            obey(*SEALING)
        with home.app.test_request_context("/"):
            said = told(is_sealed=is_sealed)
        used |= {name for one in said for name in one.proven_by}

    assert PROOFS.keys() - used == set()


class Loose(HTMLParser):
    """Collect whole sentences of an article that stand outside any named sentence."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag, self.depth, self.inside, self.named = tag, 0, 0, 0
        self.loose: list[str] = []
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.inside += tag == self.tag
        self.named += tag == "span" and (self.named > 0 or "data-sentence" in said)
        if "data-sentence" in said:
            self.names.append(f"{said['data-sentence']} {said.get('data-proof', '')}".strip())

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == self.tag
        self.named -= tag == "span" and self.named > 0

    def handle_data(self, data: str) -> None:
        if self.inside and not self.named and data.strip().endswith("."):
            self.loose.append(data.strip())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_on_privacy_says_no_sentence_without_a_name(client: FlaskClient, lang: str):
    page = Loose("article")
    page.feed(client.get("/privacy" if lang == "fi" else f"/{lang}/privacy").text)

    assert page.loose == []
    assert len(page.names) > 20
    assert [one for one in page.names if not one.startswith("limit.") and "::" not in one] == []


def test_the_lines_page_carries_the_proofs_of_what_it_says(client: FlaskClient, people: People):
    page = Loose("article")
    page.feed(client.get(f"/lines/{people.line().slug}").text)

    assert [one.partition(" ")[0] for one in page.names] == [
        "short.who",
        "short.address",
        "short.nowhere",
        "short.kept.chat.body",
    ]
    for name in page.names:
        assert set(name.split()[1:]) <= PROOFS.keys()
        assert len(name.split()) > 1


def test_whoever_asks_how_we_know_is_told_in_words_and_by_the_tests_name(
    client: FlaskClient, home: House
):
    page = client.get("/privacy/proofs").text.replace("\u200b", "").replace("<wbr>", "")

    with home.app.test_request_context("/"):
        proofs = {proof for one in told(is_sealed=False) for proof in one.proofs}
        assert [one for one in proofs if str(escape(one.does)) not in page] == []
    assert len(proofs) > 20
    assert [one.test for one in proofs if one.test not in page] == []
