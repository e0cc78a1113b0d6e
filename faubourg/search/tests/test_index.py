"""The index: what is written, found, ranked, suggested."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faubourg.search.models import SearchEntry, SearchName, SearchWord
from faubourg.search.operations import Document, forget, index, replace
from faubourg.search.queries import find, suggest

pytestmark = pytest.mark.django_db


def document(number, title, text="", *, scope="a", kind="action", **more):
    # The index knows its targets by type and number only.
    return Document(Group(pk=number), scope, kind, title, text, **more)


def titles(query, **more):
    return [entry.title for entry in find(query, scopes=more.pop("scopes", ["a"]), **more).entries]


@pytest.fixture
def school(db):
    index(
        documents=[
            document(1, "Aider les jeunes", "avec l’E2C"),
            document(2, "Soutenir l’école de la 2ème chance", "jeunes des quartiers"),
            document(3, "École et une 2e réunion pour la chance"),
            document(4, "École de la 2e chance", names=("E2C",), is_named=True, kind="acteur"),
            document(5, "Quartier", "100 % des jeunes", codes=("OP 9", "objectif OP 9")),
            document(6, "Jeunes d’ailleurs", scope="b"),
        ]
    )


def test_every_word_must_be_there_in_any_order(school):
    assert titles("quartiers jeune") == ["Soutenir l’école de la 2ème chance", "Quartier"]
    assert titles("jeunes vieux") == []


def test_a_scope_is_not_seen_from_another(school):
    assert "Jeunes d’ailleurs" not in titles("jeunes")
    assert "Jeunes d’ailleurs" in titles("jeunes", scopes=["a", "b"])
    assert titles("jeunes", scopes=[]) == []


def test_title_comes_before_text(school):
    assert titles("jeunes")[0] == "Aider les jeunes"


def test_an_acronym_finds_the_name_in_a_row_and_the_name_finds_the_acronym(school):
    expected = {"Aider les jeunes", "Soutenir l’école de la 2ème chance", "École de la 2e chance"}
    assert set(titles("e2c")) == expected
    assert set(titles("école 2e chance")) == {*expected, "École et une 2e réunion pour la chance"}


def test_the_thing_called_so_is_given_apart(school):
    assert [entry.title for entry in find("E2C", scopes=["a"]).named] == ["École de la 2e chance"]
    assert [entry.title for entry in find("objectif op9", scopes=["a"]).named] == ["Quartier"]
    assert titles("OP-9") == ["Quartier"]


def test_synonyms_of_the_caller(school):
    assert titles("ados", synonyms={"ado": ["jeun"]})[0] == "Aider les jeunes"


def test_counts_are_of_all_kinds_and_the_total_of_the_kinds_listed(school):
    results = find("E2C", scopes=["a"], kinds=["action"], limit=1)
    assert (results.counts, results.total, len(results.entries)) == ({"acteur": 1, "action": 2}, 2, 1)


def test_kinds_come_in_the_order_asked_and_pages_follow(school):
    kinds = ["acteur", "action"]
    whole = titles("E2C", kinds=kinds)
    assert whole[0] == "École de la 2e chance"
    assert titles("E2C", kinds=kinds, limit=2) + titles("E2C", kinds=kinds, limit=2, offset=2) == whole
    assert len(titles("E2C", kinds=kinds, per_kind=1)) == 2


@pytest.mark.parametrize("query", ["", " ", "%", "_", "'", '"', "de la", "\\", "a", "’", "%_%", "--", "é" * 5000, "😀"])
def test_odd_questions_find_nothing(school, query):
    assert find(query, scopes=["a"]).counts == {}


def test_signs_around_words_are_left_out(school):
    assert titles("« 100 % » ; jeunes'") == ["Quartier"]


def test_without_answer_fewer_words_and_near_words_are_offered(school):
    results = find("jeunes vieux", scopes=["a"])
    assert results.shorter == [("jeunes", 3)]
    assert suggest(find("quartié", scopes=["a"]).question, scopes=["a"]) == ["quartiers"]
    assert "réunion" in suggest(find("réun", scopes=["a"]).question, scopes=["a"])


def _content():
    words = {
        (row.kind, row.stem): (sorted(row.entries.split()), sorted(row.titles.split()))
        for row in SearchWord.objects.filter(scope="a")
    }
    entries = {entry.object_id: (str(entry.pk), entry.stems) for entry in SearchEntry.objects.filter(scope="a")}
    names = set(SearchName.objects.filter(scope="a").values_list("entry__object_id", "key", "is_synonym"))
    return words, entries, names


def test_a_row_indexed_again_leaves_its_old_words(school):
    index(documents=[document(1, "Aider les aînés", "sans sigle")])
    assert "Aider les aînés" in titles("aînés")
    assert "Aider les jeunes" not in titles("jeunes")
    assert not SearchWord.objects.filter(scope="a", entries="").exists()


def test_replacing_leaves_the_index_as_if_made_anew(school):
    kept = [document(2, "Soutenir l’école", "jeunes"), document(7, "Nouvelle école", names=("NE",), is_named=True)]
    replace(scope="a", documents=kept)
    words, entries, names = _content()
    forget(scope="a")
    index(documents=kept)
    fresh_words, fresh_entries, fresh_names = _content()
    assert names == fresh_names
    assert {key: text for key, (_, text) in entries.items()} == {key: text for key, (_, text) in fresh_entries.items()}
    assert words.keys() == fresh_words.keys()
    assert {len(pks) for pks, _ in words.values()} == {len(pks) for pks, _ in fresh_words.values()}
    assert titles("Jeunes d’ailleurs", scopes=["b"]) == ["Jeunes d’ailleurs"]


def test_indexing_the_same_again_writes_nothing(school):
    same = [document(5, "Quartier", "100 % des jeunes", codes=("OP 9", "objectif OP 9"))]
    with CaptureQueriesContext(connection) as queries:
        index(documents=same)
    assert not [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


def test_queries_do_not_grow_with_rows(db):
    index(documents=[document(number, f"École {number}", "E2C") for number in range(10)])
    with CaptureQueriesContext(connection) as few:
        find("école E2C", scopes=["a"])
    index(documents=[document(number, f"École {number}", "E2C") for number in range(10, 1000)])
    with CaptureQueriesContext(connection) as many:
        assert find("école E2C", scopes=["a"]).total == 1000
    assert len(few) == len(many) <= 5


def test_forgetting_a_scope_leaves_nothing_of_it(school):
    forget(scope="a")
    assert _content() == ({}, {}, set())
    assert titles("jeunes", scopes=["a", "b"]) == ["Jeunes d’ailleurs"]
