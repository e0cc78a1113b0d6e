"""The builder: columns added, ordered, changed, removed; what would be lost is refused with the cells named."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.journal.models import Entry
from faubourg.registers.choices import looks_personal
from faubourg.registers.models import Register, RegisterColumn, RegisterRow
from faubourg.registers.operations.structure import (
    add_column,
    change_column,
    change_register,
    make_register,
    move_column,
    remove_column,
    remove_register,
)
from faubourg.registers.starters import STARTERS
from faubourg.registers.tests.factories import RegisterFactory, RegisterRowFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def register(contract):
    return RegisterFactory(contract=contract, columns={"nom": "texte", "effectif": "texte"})


def column(register, key):
    return RegisterColumn.objects.get(register=register, key=key)


@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.key)
def test_every_ready_made_register_can_be_made(contract, lead, starter):
    facts = {"title": starter.title, "unit": starter.unit, "states": list(starter.states)}
    made = make_register(contract=contract, values=facts, columns=starter.columns, by=lead, at=AT)
    assert [one.label for one in made.column_list] == [one["label"] for one in starter.columns]
    assert Entry.objects.about(made).count() == 1
    assert not any(one.is_personal for one in made.column_list)


@pytest.mark.parametrize(
    ("label", "is_personal"),
    [("Prénom", True), ("Nom", True), ("Courriel", True), ("Téléphone", True), ("Date de naissance", True),
     ("Nom de l’entreprise", False), ("Montant", False), ("Nombre de postes", False)],
)  # fmt: skip
def test_a_column_that_looks_like_a_person_is_told(label, is_personal):
    assert looks_personal(label) is is_personal


def test_a_type_change_that_loses_values_names_the_cells(register, lead):
    RegisterRowFactory(register=register, position=0, values={"effectif": "12"})
    RegisterRowFactory(register=register, position=1, values={"effectif": "beaucoup"})
    with pytest.raises(ValidationError) as told:
        change_column(column=column(register, "effectif"), values={"type": "nombre"}, by=lead, at=AT)
    assert "ligne 2 (« beaucoup »)" in str(told.value.message_dict["type"])
    assert column(register, "effectif").type == "texte"
    RegisterRow.objects.filter(position=1).delete()
    change_column(column=column(register, "effectif"), values={"type": "nombre"}, by=lead, at=AT)
    assert RegisterRow.objects.get().values == {"effectif": 12}


def test_a_column_leaves_with_its_cells_once_told_how_many(register, lead):
    RegisterRowFactory(register=register, position=4, values={"nom": "Boulangerie", "effectif": "12"})
    with pytest.raises(ValidationError, match="relisez"):
        remove_column(column=column(register, "effectif"), expected=0, by=lead, at=AT)
    remove_column(column=column(register, "effectif"), expected=1, by=lead, at=AT)
    assert RegisterRow.objects.get().values == {"nom": "Boulangerie"}
    assert Entry.objects.order_by("-pk").first().changes == {"ligne 5": ["12", ""]}


def test_columns_change_places(register, lead):
    move_column(column=column(register, "effectif"), up=True, by=lead, at=AT)
    keys = RegisterColumn.objects.filter(register=register).order_by("position").values_list("key", flat=True)
    assert list(keys) == ["effectif", "nom"]


def test_two_columns_of_one_name_and_a_choice_without_choices_are_refused(register, lead):
    for values, said in (
        ({"label": "NOM"}, "déjà cet intitulé"),
        ({"label": "État"}, "déjà cet intitulé"),
        ({"label": "Axe", "type": "choix"}, "choix possibles"),
        ({"label": "Libre", "breaks_down": True}, "ventilent"),
    ):
        with pytest.raises(ValidationError, match=said):
            add_column(register=register, values=values, by=lead, at=AT)


def test_a_state_that_rows_have_stays_and_a_register_with_rows_too(register, lead):
    states = [{"key": "signee", "label": "Signée"}]
    change_register(register=register, values={"states": states}, by=lead, at=AT)
    RegisterRowFactory(register=register, state="signee", values={"nom": "x"})
    with pytest.raises(ValidationError, match="signee"):
        change_register(register=Register.objects.get(), values={"states": []}, by=lead, at=AT)
    with pytest.raises(ValidationError, match="1"):
        remove_register(register=register, by=lead, at=AT)


def test_only_who_keeps_the_plan_builds(register, contract):
    member = MembershipFactory(contract=contract, role=Role.REFERENT)
    with pytest.raises(PermissionDenied):
        add_column(register=register, values={"label": "Axe"}, by=member.user, at=AT)
