"""The annex of the fiches: six columns, one table an objective, values of a year, each state with its pictogram."""

from datetime import date

import pytest

from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.documents.blocks import Heading, Mark, Table
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.annex import annex_of, annex_sheet
from faubourg.reports.annex.content import WITHOUT
from faubourg.reports.documents.kinds import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(contract):
    """Two objectives: a fiche under both with values, one without pilot, whose state nobody gave."""
    one, two = (NodeFactory(contract=contract, key=f"o{n}", code=f"OBJ {n}", title=f"Objectif {n}") for n in (1, 2))
    state = StatusState.objects.create(contract=contract, key="en_cours", label="Action en cours", meaning="en-cours")
    action = ActionFactory(contract=contract, key="f11", code="1.1", title="Auto-école", calendar="2022-2025",
                           kind="fiche", nodes=[one, two])  # fmt: skip
    amds = ListedOrganisationFactory(contract=contract, key="org-amds", name="Ateliers")
    ActionRoleFactory(action=action, organisation=amds, role="pilote")
    ActionStatus.objects.create(lineage=action.lineage, state=state, comment="Deux ateliers tenus")
    indicator = IndicatorFactory(contract=contract, label="Permis obtenus", actions=[action])
    for period, value in (("2022", 29), ("2023", 18), ("2019-2021", 60)):
        Observation.objects.create(contract=contract, lineage=indicator.lineage, period=period, value=value)
    ActionFactory(contract=contract, key="f32", code="3.2", title="Garde d’enfants", kind="fiche", nodes=[two],
                  no_pilot_reason="selon les projets")  # fmt: skip
    return contract


def test_each_objective_lists_its_fiches_and_each_fiche_counts_once(plan):
    annex = annex_of(plan)
    assert [(group.node.code, [one.row.code for one in group.rows]) for group in annex.groups] == [
        ("OBJ 1", ["1.1"]), ("OBJ 2", ["1.1", "3.2"]),
    ]  # fmt: skip
    assert (annex.shown, annex.counts) == (2, {"en_cours": 1, WITHOUT: 1})
    assert annex.groups[1].rows[1].pilots == ("selon les projets",)


def test_the_values_of_a_year_are_those_of_the_periods_that_cover_it(plan):
    def values(year):
        return annex_of(plan, year=year).groups[0].rows[0].values

    assert values(2023) == ("Permis obtenus : 18 (2023)",)
    assert values(2020) == ("Permis obtenus : 60 (2019-2021)",)
    assert values(2015) == ()
    assert annex_of(plan).years == (2019, 2020, 2021, 2022, 2023)


def test_the_document_has_six_columns_and_a_pictogram(plan):
    document = KINDS["annexe"].build(plan, options={"year": 2022}, printed_on=date(2026, 11, 20))
    assert [block.code for block in document.blocks if isinstance(block, Heading)] == ["OBJ 1", "OBJ 2"]
    legend, first, second = (block for block in document.blocks if isinstance(block, Table))
    assert [column.title for column in first.columns] == [
        "N°", "Fiche action", "Pilote", "Calendrier", "État", "Mise en œuvre de l’action",
    ]  # fmt: skip
    assert first.rows[0] == (
        "1.1", "Auto-école", "Ateliers", "2022-2025", Mark("half", "Action en cours"),
        ("Deux ateliers tenus", "Permis obtenus\u00a0: 29 (2022)"),
    )  # fmt: skip
    assert second.rows[1][4:] == (Mark("unknown", "Non renseigné"), None)
    assert [row[1] for row in legend.rows] == ["1", "1"]


def test_the_fiches_of_a_state_and_the_list(plan):
    unknown = annex_of(plan, state=WITHOUT)
    assert [one.row.key for group in unknown.groups for one in group.rows] == ["f32"]
    [row] = annex_sheet(unknown).rows
    assert row[:7] == ("OBJ 2 Objectif 2", "3.2", "Garde d’enfants", "selon les projets", None, "Non renseigné", "non")


def test_an_empty_contract_prints_a_sentence(contract):
    document = KINDS["annexe"].build(contract, printed_on=date(2026, 11, 20))
    assert [block.text for block in document.blocks] == ["Aucune fiche."]
