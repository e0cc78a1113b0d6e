"""An adopted version keeps its words: forms and files mend it with a reason only, and the reason is kept."""

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from faubourg.actions.models import Action
from faubourg.amendments.models import Correction
from faubourg.amendments.operations import submit_version
from faubourg.contracts.choices import Role, VersionState
from faubourg.contracts.tests.factories import MembershipFactory, UserFactory
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.freezing import FrozenError
from faubourg.exchange.operations import apply_import, flat_from_document, preview
from faubourg.exchange.rows_editing import add_record, remove_record
from faubourg.exchange.schema.freezing import OPEN_FIELDS, REMARKS
from faubourg.exchange.schema.plan import ACTIONS, ROLES
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.exchange.tests.documents import NOW, imported, sentences, small
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted():
    """The small contract as its document says: adopted."""
    return imported(as_said=True)


@pytest.fixture
def chief(adopted):
    """Its cheffe de projet."""
    user = UserFactory()
    MembershipFactory(contract=adopted, user=user, role=Role.PROJECT_LEAD)
    return user


def _change(contract, user, values, **facts):
    row = Action.objects.get(version=contract.current_version, key="f1")
    digest = digest_of(record_of(contract=contract, section=ACTIONS, row=row))
    facts |= {"user": user, "at": NOW}
    return change_record(contract=contract, section=ACTIONS, row=row, values=values, digest=digest, **facts)


def test_the_table_names_fields_that_exist():
    for name, fields in OPEN_FIELDS.items():
        assert fields <= set(BY_NAME[name].by_name), name
    assert any(REMARKS & set(section.by_name) for section in BY_NAME.values())


def test_a_text_of_an_adopted_version_asks_for_a_reason(adopted, chief):
    with pytest.raises(FrozenError) as refused:
        _change(adopted, chief, {"title": "Ouvrir deux accueils"})
    assert refused.value.takes_reason and "est adoptée : « Intitulé » ne change plus" in str(refused.value).replace(
        "\xa0", " "
    )
    assert not Correction.objects.exists()


def test_a_correction_is_written_with_its_reason_and_listed(adopted, chief):
    _change(adopted, chief, {"title": "Ouvrir deux accueils"}, reason=" Coquille ")
    correction = Correction.objects.get()
    assert (correction.version, correction.entry.reason) == (adopted.current_version, "Coquille")
    assert correction.entry.changes == {"intitulé": ["Ouvrir un accueil", "Ouvrir deux accueils"]}
    assert correction.entry.verb == "correction matérielle"


def test_what_lives_stays_open(adopted, chief):
    assert _change(adopted, chief, {"condition": "si le local est trouvé", "note": "à voir"})
    assert not Correction.objects.exists()


def test_rows_of_the_plan_come_and_go_with_a_reason_only(adopted, chief):
    values = {"action": "f1", "organisation": "org-etat", "role": "financeur"}
    facts = {"contract": adopted, "section": ROLES, "user": chief, "at": NOW}
    with pytest.raises(FrozenError):
        add_record(values=values, **facts)
    row = add_record(values=values, reason="Oubli à la saisie", **facts)
    with pytest.raises(FrozenError):
        remove_record(row=row, **facts)
    remove_record(row=row, reason="Doublon", **facts)
    assert list(Entry.objects.filter(verb="correction matérielle").values_list("reason", flat=True)) == [
        "Doublon",
        "Oubli à la saisie",
    ]


def test_a_submitted_version_does_not_change_even_with_a_reason(adopted, chief):
    version = adopted.current_version
    version.state = VersionState.DRAFT
    version.save(update_fields=["state"])
    submit_version(version=version, by=chief, at=NOW)
    with pytest.raises(PermissionDenied):
        _change(adopted, chief, {"title": "Autre"}, reason="Coquille")
    assert _change(adopted, chief, {"condition": "si le local est trouvé"})


def test_others_cannot_correct(adopted):
    state_lead = UserFactory()
    MembershipFactory(contract=adopted, user=state_lead, role=Role.STATE_LEAD)
    with pytest.raises(PermissionDenied):
        _change(adopted, state_lead, {"title": "Autre"}, reason="Coquille")


def _changed() -> dict:
    document = small()
    document["actions"][0]["title"] = "Ouvrir deux accueils"
    document["bodies"][0]["name"] = "Comité élargi"
    return flat_from_document(document)


def test_a_file_changes_an_adopted_plan_with_a_reason_only(adopted):
    assert preview(flat=_changed()).frozen == 1
    with pytest.raises(FrozenError) as refused:
        apply_import(flat=_changed(), at=NOW)
    assert "une différence touche ce qui ne change plus (« Actions »)" in sentences(refused.value)
    assert adopted.bodies.get(key="copil").name == "Comité de pilotage"
    apply_import(flat=_changed(), at=NOW, refused={"actions/f1/title"})
    assert adopted.bodies.get(key="copil").name == "Comité élargi"
    apply_import(flat=_changed(), at=NOW, reason="Relecture")
    correction = Correction.objects.get()
    assert (correction.entry.label, correction.entry.reason) == ("1 Ouvrir deux accueils", "Relecture")


def test_the_command_mends_with_the_reason_given_or_the_name_of_the_file(adopted, tmp_path):
    document = small()
    document["actions"][0]["title"] = "Ouvrir deux accueils"
    path = tmp_path / "petit.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    call_command("import_contract", str(path), "--reason", "Relecture")
    assert Action.objects.get(key="f1").title == "Ouvrir deux accueils"
    document["actions"][0]["title"] = "Ouvrir trois accueils"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    call_command("import_contract", str(path))
    reasons = Correction.objects.order_by("pk").values_list("entry__reason", flat=True)
    assert list(reasons) == ["Relecture", "fichier « petit.yaml » pris par la ligne de commande"]
