"""Counts and sums of the actors' sheets, on small contracts and on the real ones."""

from datetime import date
from decimal import Decimal

import pytest
import yaml

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, ListedSchemeFactory, MeansFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.documents.blocks import Heading, Table
from faubourg.governance.models import Body
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.actors.index import organisation_index
from faubourg.reports.actors.organisation import organisation_sheet
from faubourg.reports.actors.tables import table_sheets
from faubourg.reports.actors.uses import is_category
from faubourg.reports.documents import directory

pytestmark = pytest.mark.django_db


def counts(contract, key):
    line = next(line for line in organisation_index(contract).lines if line.row.key == key)
    return {name: count for name, _, count in line.cells if count}


@pytest.fixture
def institution(contract):
    """A city with one service: each pilots the same action, the service pilots one more."""
    city = ListedOrganisationFactory(contract=contract, key="ville", name="Ville", signatory=True)
    service = ListedOrganisationFactory(contract=contract, key="jeunesse", name="Service jeunesse", parent=city)
    shared, other = (ActionFactory(contract=contract, commitment_type="C") for _ in range(2))
    for action, organisation in ((shared, city), (shared, service), (other, service)):
        ActionRoleFactory(action=action, organisation=organisation)
    return city


def test_an_institution_counts_with_its_services_an_action_once(contract, institution):
    assert counts(contract, "ville") == {"pilote": 2, "signe": 1}
    assert counts(contract, "jeunesse") == {"pilote": 2}


def test_the_sheet_rolls_services_up_unless_asked_not_to(contract, institution, lead):
    together = organisation_sheet(contract, institution, user=lead)
    alone = organisation_sheet(contract, institution, user=lead, with_services=False)
    assert (together.count("pilote"), alone.count("pilote")) == (2, 1)
    assert [row.key for row in together.sections[0].tasks[1].holders] == ["jeunesse"]


def test_a_member_sees_what_its_group_does(contract, lead):
    member = ListedOrganisationFactory(contract=contract)
    group = ListedOrganisationFactory(contract=contract, name="Les bailleurs")
    group.members.add(member)
    ActionRoleFactory(action=ActionFactory(contract=contract), organisation=group)
    sheet = organisation_sheet(contract, member, user=lead)
    assert sheet.sections == []
    assert [(section.role, len(section.tasks)) for section in sheet.through] == [("pilote", 1)]


def test_a_component_of_a_role_sees_it_too(contract, lead):
    part = ListedOrganisationFactory(contract=contract)
    role = ActionRoleFactory(action=ActionFactory(contract=contract))
    role.components.add(part)
    assert [section.role for section in organisation_sheet(contract, part, user=lead).through] == ["pilote"]


def test_a_shared_amount_counts_once_and_nothing_given_is_not_zero(contract, lead):
    funder = ListedOrganisationFactory(contract=contract)
    first, second = (ActionFactory(contract=contract) for _ in range(2))
    for action, other in ((first, second), (second, first)):
        MeansFactory(action=action, organisation=funder, amount=Decimal(26000)).shared_with.add(other)
    MeansFactory(action=first, organisation=funder, amount=Decimal(4000))
    MeansFactory(action=first, organisation=funder)
    MeansFactory(action=first, organisation=funder, kind="credits specifiques")
    common, specific = organisation_sheet(contract, funder, user=lead).means.kinds
    assert (common.amount, common.valued, common.unvalued) == (Decimal(30000), 3, 1)
    assert (specific.amount, specific.unvalued) == (None, 1)


def test_bodies_that_name_it_by_key_name_or_letters(contract, lead):
    row = ListedOrganisationFactory(contract=contract, key="org-caf", name="Caisse familiale", aliases=["CAF"])
    for rank, (chair, members) in enumerate(
        [("Le préfet", ["org-caf"]), ("La directrice de la CAF", []), ("", ["CAFE", "org-cafe"])]
    ):
        Body.objects.create(contract=contract, key=f"b{rank}", name=f"Instance {rank}", chair=chair, members=members)
    mentions = organisation_sheet(contract, row, user=lead).mentions
    assert [(mention.body.key, mention.parts) for mention in mentions] == [("b0", ("membre",)), ("b1", ("présidence",))]


def test_an_organisation_that_nothing_names_is_empty(contract, lead):
    row = ListedOrganisationFactory(contract=contract)
    assert organisation_sheet(contract, row, user=lead).is_empty
    IndicatorFactory(contract=contract).producers.add(row)
    assert not organisation_sheet(contract, row, user=lead).is_empty


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({"kind": "groupe"}, True), ({"kind": "commune"}, False), ({"kind": "groupe", "is_generic": False}, False)],
)
def test_what_is_a_category(contract, facts, expected):
    assert is_category(ListedOrganisationFactory(contract=contract, **facts)) is expected


def test_the_directory_prints_each_theme_with_who_does_what(contract):
    first, second = (NodeFactory(contract=contract, title=title) for title in ("Emploi", "Santé"))
    actor = ListedOrganisationFactory(
        contract=contract, name="Mission locale", extra={"referent_posts": [{"post": "Directrice"}]}
    )
    ListedSchemeFactory(contract=contract, name="Garantie").holders.add(actor)
    fiche = ActionFactory(contract=contract, nodes=[first], kind="fiche")
    ActionRoleFactory(action=fiche, organisation=actor)
    ActionRoleFactory(action=ActionFactory(contract=contract, parent=fiche), organisation=actor, role="partenaire")
    document = directory.build(contract, printed_on=date(2026, 11, 20))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    tables = [block.rows for block in document.blocks if isinstance(block, Table)]
    assert headings == [first.title, second.title]
    assert tables == [(("Mission locale", ("pilote : 1", "partenaire : 1"), ("Directrice",), ("Garantie",)),), ()]


@pytest.mark.shared
@pytest.mark.parametrize("key", ["niort-2024-2030", "niort-2015-2022", "ales-2015-2020"])
def test_roles_and_producers_are_those_of_the_file(import_shared, shared_data, key):
    source = yaml.load(shared_data(f"data/{key}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    contract = import_shared(key)
    expected = {row["key"]: {} for row in source["organisations"]}
    for role in source["roles"]:
        doing = "produit" if role["role"] == "producteur" else role["role"]
        expected[role["organisation"]].setdefault(doing, set()).add(role.get("action") or role.get("node"))
    for indicator in source["indicators"]:
        for producer in indicator.get("producers") or []:
            expected[producer].setdefault("produit", set()).add(f"ind:{indicator['key']}")
    found = {
        line.row.key: dict(zip((name for name, _, _ in line.cells), line.own, strict=True))
        for line in organisation_index(contract).lines
    }
    wrong = {
        organisation: (found[organisation], doings)
        for organisation, doings in expected.items()
        for name in ("pilote", "co-pilote", "partenaire", "financeur", "operateur", "produit")
        if found[organisation][name] != len(doings.get(name, ()))
    }
    assert wrong == {}


@pytest.mark.shared
def test_the_sheet_of_the_caf_is_the_one_of_the_document(import_shared, lead):
    contract = import_shared("niort-2024-2030")
    sheet = organisation_sheet(contract, contract.organisations.get(key="org-caf"), user=lead)
    pilots = sheet.sections[0]
    assert (pilots.role, len(pilots.tasks)) == ("pilote", 35)
    assert sum(task.place.kind == "engagement" for task in pilots.tasks) == 30
    assert [(letter, count) for letter, _, count in pilots.by_type] == [("C", 17), ("R", 13)]
    assert [mention.parts for mention in sheet.mentions] == [("membre",)]


@pytest.mark.shared
def test_tables_keep_printed_texts_and_set_numbers_as_numbers(import_shared):
    contract = import_shared("plie-niort-2022-2028")
    first, _, third = table_sheets(contract, ["tab-t01", "tab-t02", "tab-t03"])
    assert [cell.text for cell in first.lines[0][1:3]] == ["18\u202f969", "28,4 %"]
    assert [is_number for _, is_number in first.columns] == [False, True, True, True, True]
    assert [cell.text for cell in third.lines[0]] == ["2021", "236", None, None, None, "134"]
