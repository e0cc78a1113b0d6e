"""What goes out: only under a legal basis that stands, only its fields, noted first, small numbers masked."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.journal.models import Entry
from faubourg.pathways.choices import AgentRole, ExitKind, ExitState
from faubourg.pathways.models import Exit, ExitFacts, FileReading, Release
from faubourg.pathways.operations.outgoing import end_basis, found_access, send_list, write_basis
from faubourg.pathways.operations.reporting import write_published, write_texts
from faubourg.pathways.outgoing import Outgoing, OutgoingField
from faubourg.pathways.queries.counts import texts_of
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.fse import common_indicators
from faubourg.pathways.queries.outgoing import fields_of_rows, participations, rows_of
from faubourg.pathways.queries.series import printed_series
from faubourg.pathways.refusals import FIGURES, Refused
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIELDS = ["number", "sex", "birth_date", "entered_on", "exit_kind"]


def basis_of(plie, **more):
    values = {
        "recipient": "Département", "basis": "Convention FSE+", "purpose": "Contrôle", "fields": FIELDS,
        "start": date(2024, 1, 1), "end": None,
    } | more  # fmt: skip
    return write_basis(contract=plie.contract, values=values, **plie.by())


def send(plie, basis, kind=Outgoing.FSE, fields=(), **more):
    return send_list(contract=plie.contract, kind=kind, year=2024, fields=fields, legal_basis=basis, **plie.by(**more))


@pytest.fixture
def gone(plie):
    """Somebody who left, followed in 2024."""
    person = ParticipantFactory(contract=plie.contract, number=7, first_name="=2+3")
    pathway = PathwayFactory(contract=plie.contract, participant=person, ended_on=date(2024, 9, 1))
    Exit.objects.create(
        pathway=pathway, kind=ExitKind.OTHER, on=date(2024, 9, 1), state=ExitState.VALIDATED,
        validated_on=date(2024, 9, 10), proposed_by=plie.lead,
    )  # fmt: skip
    return person


def test_a_list_names_what_allows_it_and_holds_its_fields_only(plie, gone):
    cover, rows = send(plie, basis_of(plie))
    assert [column.title for column in rows.columns] == [OutgoingField(name).label for name in FIELDS]
    assert rows.rows == [(7, "femme", date(1990, 5, 17), date(2024, 3, 4), "autre sortie")]
    told = dict(cover.rows)
    assert (told["Destinataire"], told["Base légale"], told["Date"]) == ("Département", "Convention FSE+", "05/01/2026")
    assert told["Champs"] == "numéro de dossier, sexe, date de naissance, date d’entrée (PLIE), nature de la sortie"
    row = Release.objects.get()
    assert (row.rows, row.fields, row.by) == (1, sorted(FIELDS), plie.lead)
    assert list(FileReading.objects.values_list("participant", "user")) == [(gone.pk, plie.lead.pk)]


@pytest.mark.parametrize(
    ("kind", "recipient", "refused"),
    [
        (Outgoing.FSE, "Région Nouvelle-Aquitaine", True), (Outgoing.FSE, "DREETS", True),
        (Outgoing.REGION, "Conseil départemental", True), (Outgoing.STATE, "Région", True),
        (Outgoing.FSE, "Cellule FSE", False), (Outgoing.STATE, "Préfecture de région", False),
        (Outgoing.REGION, "Autorité de gestion", False),
    ],
)  # fmt: skip
def test_a_basis_is_for_its_recipient(plie, gone, kind, recipient, refused):
    basis = basis_of(plie, recipient=recipient, fields=[*FIELDS, "totals"])
    if not refused:
        assert send(plie, basis, kind)
        return
    with pytest.raises(Refused, match="pour un autre"):
        send(plie, basis, kind)
    assert not Release.objects.exists()


def test_the_departement_reads_no_row_under_the_basis_of_another(plie):
    agent = AgentFactory(contract=plie.contract, role=AgentRole.DEPARTMENT)
    with pytest.raises(Refused, match="pour un autre"):
        found_access(agent=agent, basis=basis_of(plie, recipient="Région"), **plie.by())


def test_without_a_basis_that_stands_nothing_goes_out(plie, gone):
    ended = basis_of(plie)
    end_basis(basis=ended, on=date(2024, 12, 31), **plie.by())
    later = basis_of(plie, recipient="État", start=date(2027, 1, 1))
    said = {None: "Aucune base légale", ended: "a pris fin le 31/12/2024", later: "qu’à partir du 01/01/2027"}
    for basis, kind in ((None, Outgoing.FSE), (None, Outgoing.STATE), (ended, Outgoing.FSE), (later, Outgoing.STATE)):
        with pytest.raises(Refused, match=said[basis]):
            send(plie, basis, kind)
    with pytest.raises(Refused, match="téléphone"):
        send(plie, basis_of(plie, recipient="Autre"), fields=["number", "phone"])
    with pytest.raises(Refused, match="totaux"):
        send(plie, basis_of(plie, recipient="Région"), Outgoing.REGION)
    assert not Release.objects.exists()
    assert not FileReading.objects.exists()
    with pytest.raises(PermissionDenied):
        send(plie, basis_of(plie, recipient="Encore"), by=plie.referent.user)


def test_totals_go_without_small_numbers(plie):
    for sex, count in (("F", 7), ("H", 2)):
        for _ in range(count):
            person = ParticipantFactory(contract=plie.contract, sex=sex)
            PathwayFactory(contract=plie.contract, participant=person, structure=plie.structure)
    basis = basis_of(plie, recipient="État", fields=["totals"])
    cover, *tables = send(plie, basis, Outgoing.STATE)
    sexes = next(table for table in tables if "sexe" in table.name)
    assert [line[:2] for line in sexes.rows] == [("Femmes", "masqué"), ("Hommes", "masqué"), ("Ensemble", 9)]
    assert dict(cover.rows)["Champs"] == "totaux, petits nombres masqués"
    assert not FileReading.objects.exists()


def test_every_field_of_the_catalogue_can_be_read(plie, gone):
    fields = fields_of_rows(OutgoingField.values)
    [row] = rows_of(participations(plie.contract, Cut.of_year(2024)), fields)
    assert len(row) == len(fields) == len(OutgoingField) - 1
    assert dict(zip(fields, row, strict=True))["first_name"] == "=2+3"


def empty_basis(plie):
    basis_of(plie, fields=[])


def unknown_field(plie):
    basis_of(plie, fields=["note"])


def totals_only(plie):
    send(plie, basis_of(plie, fields=["totals"]))


def access_of_a_referent(plie):
    found_access(agent=plie.referent, basis=basis_of(plie), **plie.by())


def published(plie, **more):
    values = {"table": "entrees", "year": 2021, "values": {"Entrées": "161"}, "page": "Rapport 2021, p. 9"} | more
    return write_published(contract=plie.contract, **values, **plie.by())


def figure_of_a_year_to_come(plie):
    published(plie, year=2031)


def figure_without_its_page(plie):
    published(plie, page=" ")


def figure_that_is_a_word(plie):
    published(plie, values={"Entrées": "beaucoup"})


def basis_twice(plie):
    basis_of(plie, end=date(2027, 1, 1))
    basis_of(plie)


def list_under_an_ended_basis(plie):
    send(plie, basis_of(plie, end=date(2025, 6, 30)))


def list_before_the_basis(plie):
    send(plie, basis_of(plie, start=date(2027, 1, 1)))


def list_under_the_basis_of_another(plie):
    send(plie, basis_of(plie, recipient="Région"))


RULES = {
    list_under_an_ended_basis: "basis-ended",
    list_before_the_basis: "basis-not-begun",
    list_under_the_basis_of_another: "basis-other-recipient",
    basis_twice: "basis-twin",
    figure_of_a_year_to_come: "published-year",
    figure_without_its_page: "published-without-page",
    figure_that_is_a_word: "published-not-a-number",
    empty_basis: "basis-empty",
    unknown_field: "basis-field-unknown",
    totals_only: "no-field",
    access_of_a_referent: "basis-other-role",
}


@pytest.mark.parametrize(("act", "code"), RULES.items(), ids=lambda value: getattr(value, "__name__", value))
def test_each_bad_input_is_refused_with_its_sentence(plie, act, code):
    with pytest.raises(Refused) as refused:
        act(plie)
    assert refused.value.code == code
    assert "{" not in refused.value.message


def test_every_rule_is_tried():
    # A second rule on an indicator: see test_bridge.
    assert set(FIGURES) == set(RULES.values()) | {"bridge-taken", "bridge-without-producer"}


def test_figures_typed_from_a_document_are_published_history(plie):
    assert published(plie, values={"Entrées": "161"}) == 1
    assert published(plie, values={"Entrées": "68 %"}) == 1
    [row] = printed_series(plie.contract)["entrees"]
    assert (row.label, row.year, row.text, row.is_share) == ("Entrées", 2021, "68\u00a0%", True)
    assert "p. 9" in row.source
    assert published(plie, values={"Entrées": ""}) == 0
    with pytest.raises(PermissionDenied):
        write_published(
            contract=plie.contract, table="entrees", year=2021, values={}, page="", **plie.by(by=plie.referent.user)
        )


def test_texts_of_the_report_are_kept_by_year(plie):
    texts = {"2.4": "Douze réunions.", "2.5": ""}
    [row] = write_texts(contract=plie.contract, year=2024, texts=texts, **plie.by())
    assert texts_of(plie.contract, 2024) == {"2.4": "Douze réunions."}
    assert write_texts(contract=plie.contract, year=2024, texts=texts, **plie.by()) == []
    assert texts_of(plie.contract, 2023) == {}
    assert "Douze" not in str(Entry.objects.about(row).get().changes)


def test_results_of_the_fse_follow_its_own_day_of_exit(plie, gone):
    found = Exit.objects.get()
    ExitFacts.objects.create(exit=found, filled_on=date(2024, 9, 2), employed="oui")

    def employed(year):
        rows = common_indicators(plie.contract, Cut.of_year(year))
        assert len(rows) == 17 + 6
        return next(row.counts["F"] for row in rows if row.code == "EECR04")

    assert (employed(2024), employed(2025)) == (1, 0)
    Exit.objects.update(fse_on=date(2025, 1, 2))
    assert (employed(2024), employed(2025)) == (0, 1)


def test_what_nobody_answered_is_not_zero(plie, gone):
    def told():
        rows = {row.code: row for row in common_indicators(plie.contract, Cut.of_year(2024))}
        one = rows["EECR05"]
        return one.total, one.is_unknown("total"), sum(one.declined.values()), sum(one.silent.values())

    assert told() == (0, True, 0, 1)
    facts = ExitFacts.objects.create(exit=Exit.objects.get(), filled_on=date(2024, 9, 2), employed="oui")
    assert told() == (0, True, 0, 1)
    for answer, expected in (("nsp", (0, True, 1, 0)), ("non", (0, False, 0, 0)), ("oui", (1, False, 0, 0))):
        ExitFacts.objects.filter(pk=facts.pk).update(employed_later=answer)
        assert told() == expected


def test_an_access_follows_its_basis(plie):
    agent = AgentFactory(contract=plie.contract, role="departement")
    assert not agent.is_founded
    assert found_access(agent=agent, basis=basis_of(plie), **plie.by()).is_founded
    assert not found_access(agent=agent, basis=None, **plie.by()).is_founded
