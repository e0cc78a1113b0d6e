"""Permanences at partners': noted, corrected, each person counted once, merged with the files."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from faubourg.journal.models import Entry
from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.models import DropIn, DropInVisit
from faubourg.pathways.operations import merging
from faubourg.pathways.operations.dropins import remove_dropin, write_dropin
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.dropins import HELD, dropin_table
from faubourg.pathways.queries.tallies import PERSONS
from faubourg.pathways.refusals import Refused
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, StructureFactory, TermFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db
FIRST, SECOND, FUTURE = date(2025, 3, 6), date(2025, 4, 3), date(2027, 1, 7)


def noted(plie, on, *people, others=0, dropin=None, place=None, **who):
    facts = {"place": place or plie.terms[TermKind.DROPIN_PLACE], "held_by": plie.referent, "others": others}
    return write_dropin(
        contract=plie.contract, on=on, participants=people, dropin=dropin, **facts, **(who or plie.by())
    )  # fmt: skip


def told(plie, year=2025, **filters):
    table = dropin_table(plie.contract, Cut.of_year(year, **filters))
    return table.line(HELD).count, table.line(PERSONS).count


def test_a_person_with_a_file_counts_once_in_the_year_and_once_a_place(plie):
    known, other = plie.pathway().participant, ParticipantFactory(contract=plie.contract)
    elsewhere = TermFactory(contract=plie.contract, kind=TermKind.DROPIN_PLACE, label="Mission locale")
    noted(plie, FIRST, known, others=2)
    noted(plie, SECOND, known, other)
    noted(plie, SECOND, known, others=1, place=elsewhere)
    assert told(plie) == (3, 5)
    lines = {line.label: line.count for line in dropin_table(plie.contract, Cut.of_year(2025)).lines}
    assert lines == {str(plie.terms[TermKind.DROPIN_PLACE]): 4, "Mission locale": 2}
    assert told(plie, 2024) == (0, 0)
    assert told(plie, structure=plie.structure.pk) == (3, 1), "who has no file answers no filter"
    assert told(plie, prescriber=plie.terms[TermKind.PRESCRIBER].pk) == (3, 1)
    assert told(plie, sex="X") == (0, 0)


def test_it_is_corrected_and_taken_away_and_says_so_without_a_value(plie):
    person = plie.pathway().participant
    row = noted(plie, FIRST, person, others=2)
    noted(plie, SECOND, others=3, dropin=row)
    assert (told(plie), DropInVisit.objects.count()) == ((1, 3), 0)
    assert Entry.objects.about(row).first().changes["autres personnes rencontrées"] == ["", ""]
    remove_dropin(dropin=row, **plie.by())
    assert told(plie) == (0, 0)


def test_what_is_refused(plie):
    noted(plie, FIRST)
    for code, call in {
        "in-future": lambda: noted(plie, FUTURE),
        "dropin-twice": lambda: noted(plie, FIRST),
        "wrong-list": lambda: noted(plie, SECOND, place=plie.terms[TermKind.WORKSHOP]),
        "wrong-contract": lambda: noted(plie, SECOND, ParticipantFactory()),
    }.items():
        with pytest.raises((Refused, PermissionDenied)) as error:
            call()
        assert getattr(error.value, "code", code) == code
    nurse = AgentFactory(contract=plie.contract, role=AgentRole.NURSERY)
    with pytest.raises(PermissionDenied):
        noted(plie, SECOND, by=nurse.user, at=AT)
    assert DropIn.objects.count() == 1


def test_the_file_of_another_structure_is_neither_added_nor_taken_away(plie):
    person = plie.pathway().participant
    row = noted(plie, FIRST, person)
    colleague = AgentFactory(
        contract=plie.contract, role=AgentRole.REFERENT, structure=StructureFactory(contract=plie.contract)
    )
    noted(plie, FIRST, others=4, dropin=row, by=colleague.user, at=AT)
    assert told(plie) == (1, 5)
    with pytest.raises(PermissionDenied):
        noted(plie, SECOND, person, by=colleague.user, at=AT)


def test_two_files_that_are_one_person_count_once_and_come_apart_again(plie):
    kept, gone = ParticipantFactory(contract=plie.contract), ParticipantFactory(contract=plie.contract)
    noted(plie, FIRST, kept, gone)
    noted(plie, SECOND, gone)
    assert told(plie) == (2, 2)
    row = merging.merge(kept=kept, gone=gone, **plie.by())
    assert told(plie) == (2, 1)
    merging.unmerge(merge=row, **plie.by())
    assert told(plie) == (2, 2)


def test_one_is_noted_in_two_clicks_corrected_and_taken_away(client, plie):
    person = plie.pathway().participant
    client.force_login(plie.referent.user)
    address = reverse("plie:dropin-add", args=[plie.contract.key])
    assert address in client.get(reverse("plie:dropins", args=[plie.contract.key])).text
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"others": "3"}
    sent["on"] = "2025-03-06"
    assert sent["held_by"] == plie.referent.pk and sent["place"]
    assert client.post(address, {name: value or "" for name, value in sent.items()}).status_code == 302
    row = DropIn.objects.get()
    assert (row.on, row.others, row.held_by) == (FIRST, 3, plie.referent)
    change = reverse("plie:dropin", args=[plie.contract.key, row.pk])
    sent |= {"numbers": f"{person.number}, {person.number}", "others": "2"}
    assert "un numéro de dossier" in client.post(change, sent | {"numbers": "lui"}).text
    assert "n’existe pas" in client.post(change, sent | {"numbers": "999999"}).text
    assert client.post(change, sent).status_code == 302
    assert told(plie) == (1, 3)
    assert client.get(change).context["form"]["numbers"].value() == str(person.number)
    page = client.get(reverse("plie:dropins", args=[plie.contract.key])).text
    assert f"n°&nbsp;{person.number}" in page and person.last_name not in page
    client.post(reverse("plie:dropin-remove", args=[plie.contract.key, row.pk]))
    assert not DropIn.objects.exists()
