"""Rows: cells as people type them, who may write, two people at once, files."""

import io
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
)
from faubourg.documents.sheets import Sheet, SheetColumn, write_xlsx
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.registers.cells import Lists, read_cell, shown
from faubourg.registers.models import RegisterRow
from faubourg.registers.operations.rows import Draft, RowChangedError, digest_of, remove_row, write_rows
from faubourg.registers.permissions import Holders
from faubourg.registers.queries import EMPTY, Asked, narrowed, rows_of
from faubourg.registers.reading import read_rows
from faubourg.registers.tests.factories import RegisterFactory, RegisterRowFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
EVERYONE = Holders(None)
TYPES = {
    "nom": "texte", "effectif": "nombre", "montant": "montant", "le": "date", "suivi": "oui-non", "axe": "choix",
    "quartier": "territoire",
}  # fmt: skip


@pytest.fixture
def register(contract):
    ListedTerritoryFactory(contract=contract, key="t-tilleuls", name="Les Tilleuls")
    return RegisterFactory(contract=contract, columns=TYPES)


def write(register, by, row=None, digest="", facts=None, **cells):
    return write_rows(register=register, drafts=[Draft(row, cells, facts or {}, digest)], by=by, at=AT)[0]


@pytest.mark.parametrize(
    ("key", "typed", "kept", "said"),
    [
        ("effectif", "1 234,5", 1234.5, "1 234,5"),
        ("effectif", "12,0", 12, "12"),
        ("montant", "12 €", 12, "12 €"),
        ("le", "03/2024", "2024-03", "03/2024"),
        ("le", "2024", "2024", "2024"),
        ("le", "31/12/2024", "2024-12-31", "31/12/2024"),
        ("suivi", "non", False, "non"),
        ("axe", "A", "a", "a"),
        ("quartier", "les tilleuls", "t-tilleuls", "Les Tilleuls"),
        ("montant", "  ", None, ""),
    ],
)
def test_cells_are_read_as_typed_and_shown_again(register, key, typed, kept, said):
    column, lists = next(one for one in register.column_list if one.key == key), Lists(register.contract)
    found = read_cell(column, typed, lists)
    assert (found, type(found)) == (kept, type(kept))
    text = shown(column, found, lists).replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
    assert text == said
    assert read_cell(column, shown(column, found, lists), lists) == found


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("effectif", "beaucoup", "pas un nombre"),
        ("effectif", "9" * 30, "trop grand"),
        ("montant", "-3", "négatif"),
        ("montant", "1,234", "décimales"),
        ("le", "31/02/2024", "calendrier"),
        ("axe", "c", "dans la liste"),
        ("quartier", "nulle part", "territoire du contrat"),
    ],
)
def test_what_a_cell_cannot_hold_is_told(register, key, typed, said):
    column = next(one for one in register.column_list if one.key == key)
    with pytest.raises(ValueError, match=said):
        read_cell(column, typed, Lists(register.contract))


def test_a_row_is_added_changed_and_removed_with_its_history(register, lead):
    row = write(register, lead, nom="Boulangerie", effectif=3)
    write(register, lead, row, effectif=None, montant=5)
    write(register, lead, row, montant=5)
    changes = [entry.changes for entry in Entry.objects.about(row)]
    assert changes[0] == {"Effectif": ["3", ""], "Montant": ["", "5\N{NO-BREAK SPACE}€"]} or len(changes[0]) == 2
    assert len(changes) == 2
    remove_row(row=row, by=lead, at=AT)
    assert Entry.objects.order_by("-pk").first().changes["Nom"] == ["Boulangerie", ""]


def test_required_columns_empty_rows_and_unknown_states_are_refused(register, lead):
    register.columns.filter(key="nom").update(required=True)
    with pytest.raises(ValidationError, match="obligatoire"):
        write(register, lead, effectif=3)
    register.columns.filter(key="nom").update(required=False)
    with pytest.raises(ValidationError, match="vide"):
        write(register, lead)
    with pytest.raises(ValidationError, match="état"):
        write(register, lead, facts={"state": "signee"}, nom="x")
    assert not RegisterRow.objects.exists()


def test_an_organisation_keeps_its_own_rows_only(register, contract, lead):
    mine, other = (ListedOrganisationFactory(contract=contract) for _ in range(2))
    member = MembershipFactory(contract=contract, role=Role.REFERENT, organisation=mine).user
    row = write(register, member, facts={"organisation": mine}, nom="à moi")
    theirs = write(register, lead, facts={"organisation": other}, nom="à eux")
    for act in (
        lambda: write(register, member, theirs, nom="pris"),
        lambda: write(register, member, row, facts={"organisation": other}),
        lambda: write(register, member, facts={"organisation": None}, nom="à personne"),
        lambda: remove_row(row=theirs, by=member, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_two_people_on_one_row_are_told(register, lead):
    row = write(register, lead, nom="Boulangerie")
    seen = digest_of(row)
    write(register, lead, row, digest=seen, effectif=3)
    with pytest.raises(RowChangedError) as told:
        write(register, lead, row, digest=seen, effectif=4)
    assert told.value.present["Effectif"] == "3"


def test_rows_are_narrowed_and_sorted_by_any_column(register):
    for position, values in enumerate(({"nom": "b", "effectif": 10}, {"nom": "a", "effectif": 9}, {"nom": "c"})):
        RegisterRowFactory(register=register, position=position, values=values)

    def names(**asked):
        lists = Lists(register.contract)
        rows = narrowed(rows_of(register), register.column_list, Asked(**asked), lists)
        return "".join(row.values["nom"] for row in rows)

    assert names(sort="effectif") == "abc"
    assert names(sort="-effectif") == "bac"
    assert names(sort="inconnue") == "bac"
    assert names(columns={"effectif": EMPTY}) == "c"
    assert names(columns={"nom": "a"}) == names(words="A 9") == "a"


def workbook(title, header, *lines):
    return write_xlsx([Sheet(title, [SheetColumn(one) for one in header], lines)])


def test_a_file_is_read_with_one_sentence_a_bad_cell(register):
    row = RegisterRowFactory(register=register, position=0, values={"nom": "ancienne"})
    content = workbook(register.title, ("N°", "Nom", "Effectif", "Quartier"), ("1", "neuve", 4, "Les Tilleuls"))
    (read,) = read_rows(content, "lignes.xlsx", register=register, holders=EVERYONE)
    assert read.draft.row == row
    assert read.draft.cells == {"nom": "neuve", "effectif": 4, "quartier": "t-tilleuls"}
    text = "Nom;Effectif;Quartier;Inconnue\nx;douze;ailleurs;1\n;;;\ny;3;;\n"
    with pytest.raises(IntakeError) as told:
        read_rows(text.encode(), "lignes.csv", register=register, holders=EVERYONE)
    sentences = " ".join(problem.sentence for problem in told.value.problems)
    assert len(told.value.problems) == 3
    for words in ("Inconnue", "douze", "ailleurs"):
        assert words in sentences
    with pytest.raises(IntakeError):
        read_rows(io.BytesIO().getvalue(), "vide.csv", register=register, holders=EVERYONE)
