"""A file that meets a contract already there: differences, refusals, removals, order."""

import copy

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.actions.models import Action, ActionRole
from faubourg.contracts.models import Contract, Level, Tag
from faubourg.contracts.tests.factories import UserFactory
from faubourg.exchange.operations import StaleError, apply_import, digest_of_contract, flat_from_document, preview
from faubourg.exchange.tests.documents import NOW, exported, imported, paths_of_difference, sentences, small
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


def _edited(**places) -> dict:
    """The small document with `section__index__field=value` changes."""
    document = small()
    for place, value in places.items():
        section, index, field = place.split("__")
        document[section][int(index)][field] = value
    return document


def _apply(document: dict, **facts):
    return apply_import(flat=flat_from_document(document), at=NOW, **facts)


def _preview(document: dict):
    return preview(flat=flat_from_document(document))


def _same(one, other) -> str:
    return "\n".join(paths_of_difference(one, other))


def test_each_changed_cell_is_one_difference():
    imported()
    found = _preview(_edited(actions__0__title="Ouvrir deux accueils", roles__0__service="Santé"))
    assert [(d.id, d.old, d.new) for d in found.differences] == [
        ("actions/f1/title", "Ouvrir un accueil", "Ouvrir deux accueils"),
        ("roles/#1/service", "Action sociale", "Santé"),
    ]
    assert (found.changed, found.created, found.removed) == ({"Actions": 1, "Rôles": 1}, {}, {})


def test_a_preview_writes_nothing():
    contract = imported()
    before, entries = exported(contract), Entry.objects.count()
    _preview(_edited(actions__0__title="Autre"))
    assert (exported(contract), Entry.objects.count()) == (before, entries)


def test_accepted_differences_are_written_and_refused_ones_are_not():
    contract = imported()
    document = _edited(actions__0__title="Ouvrir deux accueils", actions__1__title="Poursuivre")
    outcome = _apply(document, refused={"actions/e1/title"})
    assert len(outcome.changed) == 1
    expected = _edited(actions__0__title="Ouvrir deux accueils")
    assert _same(expected, exported(contract)) == ""


def test_refusing_everything_changes_nothing():
    contract = imported()
    document = _edited(actions__0__title="Autre", values__0__value=99)
    document["roles"] = document["roles"][::-1]
    document["anomalies"] = [{"text": "Une autre remarque."}]
    found = _preview(document)
    assert {d.kind for d in found.differences} == {"création", "modification", "suppression", "ordre"}
    _apply(document, refused={d.id for d in found.differences})
    assert _same(small(), exported(contract)) == ""


def test_a_new_order_is_one_difference():
    contract = imported()
    document = small(territories=small()["territories"][::-1])
    assert [(d.id, d.kind) for d in _preview(document).differences] == [("territories/ordre", "ordre")]
    _apply(document)
    assert _same(document, exported(contract)) == ""


def test_a_section_that_the_file_leaves_out_is_left_alone():
    contract = imported()
    document = small()
    del document["roles"], document["extra"]
    assert _preview(document).differences == []
    _apply(document)
    assert _same(small(), exported(contract)) == ""


def test_a_number_that_becomes_yes_is_a_difference():
    document = small()
    document["actions"][0]["count"] = 1
    imported(document)
    document["actions"][0]["count"] = True
    assert [d.id for d in _preview(document).differences] == ["actions/f1/count"]


def test_null_and_absent_are_not_the_same_in_yaml():
    contract = imported()
    document = _edited(actions__0__condition=None)
    assert [d.id for d in _preview(document).differences] == ["actions/f1/condition"]
    _apply(document)
    assert _same(document, exported(contract)) == ""


def test_rows_without_key_are_known_by_what_they_say():
    contract = imported()
    first = ActionRole.objects.of(contract).get(action__key="f1").pk
    document = small()
    document["roles"].insert(0, {"action": "e1", "organisation": "org-etat", "role": "financeur"})
    outcome = _apply(document)
    assert len(outcome.created) == 1 and not outcome.changed and not outcome.removed
    assert ActionRole.objects.get(pk=first).position == 1


def test_a_removed_row_takes_along_what_the_file_removes_too():
    contract = imported()
    document = small()
    document["actions"] = document["actions"][:1]
    document["means"][0].pop("shared_with")
    document["real_means"][0].pop("shared_with")
    outcome = _apply(document)
    assert {row.key for _, row in outcome.removed} == {"e1", "e2"}
    assert _same(document, exported(contract)) == ""


def test_a_row_that_others_need_is_not_removed():
    contract = imported()
    document = small()
    document["schemes"] = []
    del document["scheme_links"]
    with pytest.raises(IntakeError) as refused:
        _apply(document)
    assert sentences(refused.value) == (
        "Dispositifs : « Réussite éducative » ne peut pas être retiré tant que s’y rattache 1 ligne de "
        "« Dispositifs mobilisés ». Retirez-les aussi, ou gardez cette ligne."
    )
    assert _same(small(), exported(contract)) == ""


def test_values_keep_an_indicator_from_leaving():
    imported()
    document = small(indicators=small()["indicators"][1:])
    del document["values"], document["computations"]
    with pytest.raises(IntakeError) as refused:
        _apply(document)
    kept = "tant que s’y rattachent 2 lignes de « Entrées des calculs » et 2 lignes de « Valeurs »"
    assert kept in sentences(refused.value)


def test_a_link_to_a_row_that_leaves_is_a_problem():
    imported()
    document = _edited(roles__0__service="Santé")
    document["organisations"] = document["organisations"][:1]
    with pytest.raises(IntakeError) as refused:
        _apply(document)
    assert "« org-caf » n’est la clé d’aucune organisation" in sentences(refused.value)


def test_a_level_no_longer_declared_stays_on_its_nodes():
    contract = imported()
    document = small()
    document["contract"]["levels"] = ["axe"]
    _apply(document)
    assert exported(contract)["contract"]["levels"] == ["axe"]
    assert not Level.objects.get(contract=contract, name="objectif").is_declared
    # Declared again, it is the same row.
    _apply(small())
    assert _same(small(), exported(contract)) == ""
    assert Level.objects.filter(contract=contract, name="objectif").count() == 1


def test_a_mark_without_label_is_declared_later():
    contract = imported()
    assert not Tag.objects.get(contract=contract, key="neuf").is_declared
    document = small()
    document["contract"]["tags"].append({"key": "neuf", "label": "Nouveau"})
    _apply(document)
    assert _same(document, exported(contract)) == ""


def test_publics_that_no_action_names_any_more_go():
    contract = imported()
    _apply(_edited(actions__0__beneficiaries=["habitants"]))
    assert list(contract.publics.values_list("label", flat=True)) == ["habitants"]


def test_a_contract_that_changed_since_the_preview_is_not_written():
    contract = imported()
    digest = digest_of_contract(contract)
    Action.objects.filter(key="f1").update(title="Changé entre-temps")
    with pytest.raises(StaleError):
        _apply(small(), digest=digest)
    assert Action.objects.get(key="f1").title == "Changé entre-temps"
    _apply(small(), digest=digest_of_contract(contract))
    assert Action.objects.get(key="f1").title == "Ouvrir un accueil"


def test_each_changed_row_is_journalled_with_old_and_new():
    imported()
    before = list(Entry.objects.values_list("pk", flat=True))
    document = _edited(actions__0__title="Autre", bodies__0__start="2025")
    document["extra"]["projects"][0]["date"] = None
    document["bodies"][0]["until"] = document["meetings"][0]["date"]
    _apply(document)
    entries = Entry.objects.filter(verb="ligne modifiée").exclude(pk__in=before)
    changes = {entry.label: entry.changes for entry in entries}
    assert changes["1 Autre"] == {"Intitulé": ["Ouvrir un accueil", "Autre"]}
    assert changes["Comité de pilotage"] == {"start": [None, "2025"], "until": [None, "2024-05-02"]}


def test_a_stranger_may_neither_try_nor_write():
    imported()
    stranger = UserFactory()
    flat = flat_from_document(small())
    with pytest.raises(PermissionDenied):
        preview(flat=flat, user=stranger)
    with pytest.raises(PermissionDenied):
        apply_import(flat=flat, user=stranger, at=NOW)


def test_a_new_contract_is_adopted_only_if_the_document_says_so():
    assert imported(as_said=True).current_version.state == "adoptee"
    draft = copy.deepcopy(small())
    for name in ("deliberation", "deliberations", "signatories"):
        del draft["contract"][name]
    del draft["evaluation_questions"][0]["deliberation"]
    draft["contract"]["key"] = "brouillon"
    assert imported(draft, as_said=True).current_version.state == "brouillon"
    assert Contract.objects.count() == 2
