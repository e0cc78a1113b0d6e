"""The comparison on paper and in a workbook; the corrections matérielles at the end of the plan."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from faubourg.actions.models import Action
from faubourg.amendments.operations import open_amendment
from faubourg.contracts.models import Contract
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.documents.blocks import Heading, Paragraph, Table
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.exchange.tests.documents import imported
from faubourg.reports.documents import comparison, plan

NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 9, 0))
TODAY = datetime.date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(lead) -> Contract:
    contract = imported(as_said=True)
    MembershipFactory(contract=contract, user=lead)
    return contract


@pytest.fixture
def amended(adopted, lead) -> Contract:
    """An avenant that changes the title of an action."""
    made = open_amendment(contract=adopted, title="Avenant n° 1", by=lead, at=NOW)
    Action.objects.filter(version=made, key="f1").update(title="Ouvrir deux accueils")
    return adopted


def words(blocks) -> str:
    return repr(blocks).replace("\\xa0", " ").replace("\xa0", " ")


def test_the_document_tells_changes_first_then_what_is_kept(amended):
    found = comparison.build(amended, printed_on=TODAY)
    assert found.title.replace("\xa0", " ") == "De « Version 1 » à « Avenant n° 1 »"
    titles = [block.text for block in found.blocks if isinstance(block, Heading)]
    actions = titles[titles.index("Actions") :]
    assert actions[1].startswith("Modifié (1)") and actions[2].startswith("Reconduit (")
    assert "Intitulé : Ouvrir un accueil → Ouvrir deux accueils" in words(found.blocks)


def test_the_workbook_has_a_line_a_row_and_a_line_a_changed_field(amended):
    lines, fields = comparison.sheets(amended)
    assert ("action", "modifiée", "", "1", "Ouvrir un accueil", "1", "Ouvrir deux accueils", "") in lines.rows
    assert fields.rows == [
        ("action", "1", "1 Ouvrir deux accueils", "intitulé", "Ouvrir un accueil", "Ouvrir deux accueils")
    ]


def test_versions_are_chosen_by_their_numbers(amended):
    assert comparison.compared(amended, {"new": 2, "old": 1}).difference_count == 1
    for options in ({"new": 7}, {"old": 7}, {"new": 1, "old": 1}):
        with pytest.raises(LookupError):
            comparison.compared(amended, options)


def test_a_contract_with_one_version_says_so(adopted):
    [said] = comparison.build(adopted, printed_on=TODAY).blocks
    assert isinstance(said, Paragraph) and "qu’une version" in said.text
    assert comparison.sheets(adopted)[0].note == said.text


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_the_command_prints_it(amended, tmp_path, ending):
    output = tmp_path / f"comparaison.{ending}"
    call_command("document", "comparaison", "--contract", amended.key, "-o", str(output))
    assert output.stat().st_size > 2000


def test_the_plan_prints_its_version_and_its_corrections(adopted, lead):
    row = Action.objects.get(version=adopted.current_version, key="f1")
    digest = digest_of(record_of(contract=adopted, section=ACTIONS, row=row))
    facts = {"contract": adopted, "section": ACTIONS, "row": row, "digest": digest, "user": lead, "at": NOW}
    assert "Corrections matérielles" not in words(plan.build(adopted, printed_on=TODAY).blocks)
    change_record(values={"title": "Ouvrir un lieu"}, reason="Coquille", **facts)
    blocks = plan.build(adopted, printed_on=TODAY).blocks
    assert "Version 1, adoptée" in words(blocks)
    table = blocks[-1]
    assert isinstance(table, Table) and blocks[-2].text == "Corrections matérielles"
    when, line, change, reason = table.rows[0]
    assert (when, line, reason) == ("20/11/2026", "1 Ouvrir un lieu", "Coquille")
    assert words(change) == words(("Intitulé : Ouvrir un accueil → Ouvrir un lieu",))
