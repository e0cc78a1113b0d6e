"""Participants from a workbook: rehearsed, one sentence a cell, whole or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.pathways.choices import ExitState, PrescriptionState, TermKind
from faubourg.pathways.dates import measure_dates
from faubourg.pathways.models import (
    Assignment,
    Exit,
    Measure,
    Outline,
    Participant,
    Pathway,
    Prescription,
    Protocol,
    Step,
)
from faubourg.pathways.operations.leaving import prove_exit, validate_exit
from faubourg.pathways.operations.people import change_participant
from faubourg.pathways.operations.people_import import import_people, rehearse
from faubourg.pathways.operations.setup import replace_streets
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.yearly import table_of
from faubourg.pathways.refusals import Refused
from faubourg.pathways.reporting import ReportTable
from faubourg.pathways.tests.factories import ParticipantFactory, TermFactory
from faubourg.pathways.tests.plie import AT, proof_of
from faubourg.pathways.tests.workbooks import MEASURE, PERSON, STEP, book_of

pytestmark = pytest.mark.django_db
WRITTEN = (Participant, Prescription, Pathway, Exit, Measure, Step, Assignment, Entry)


@pytest.fixture
def person(plie):
    return PERSON | {"Structure": plie.structure.name, "Référent·e": plie.referent.user.email}


def take(plie, people=(), measures=(), steps=()):
    return import_people(contract=plie.contract, book=book_of(plie.contract, people, measures, steps), **plie.by())


def told(plie, people=(), measures=(), steps=()) -> list[tuple[str, str]]:
    """The cells to mend with their sentences; nothing is written."""
    before = [model.objects.count() for model in WRITTEN]
    with pytest.raises(IntakeError) as refused:
        take(plie, people, measures, steps)
    assert [model.objects.count() for model in WRITTEN] == before
    return [(f"{one.sheet} {one.cell}", one.sentence) for one in refused.value.problems]


def test_a_workbook_is_rehearsed_then_written(plie, person):
    quarter = ListedTerritoryFactory(contract=plie.contract, name="Clou Bouchet", kind="QPV")
    quarter.parent = ListedTerritoryFactory(contract=plie.contract, name=person["Commune"], kind="commune")
    quarter.save()
    rows = [{"street": "Rue du Clou", "territory": quarter, "first": 1, "last": 9}]
    replace_streets(contract=plie.contract, generation="2024", rows=rows, **plie.by())
    waiting = {"Nom": "Seconde", "Prescripteur": person["Prescripteur"], "Prescription": date(2025, 11, 3)}
    named = STEP | {"Référence": "", "Nom": "plantemot", "Prénom": "ALI"}
    content = (
        [person, waiting],
        [MEASURE],
        [STEP, named | {"Nature": "formation", "Type de contrat": "", "Intitulé": "Remise à niveau"}],
    )
    found = rehearse(contract=plie.contract, book=book_of(plie.contract, *content), **plie.by())
    assert (found.people, found.prescriptions, found.entries, found.exits, found.measures, found.steps) == (
        2, 2, 1, 1, 1, 2,
    )  # fmt: skip
    assert not Participant.objects.exists() and not Entry.objects.filter(verb__contains="classeur").exists()
    assert take(plie, *content) == found
    first, second = Participant.objects.order_by("number")
    assert (first.full_name, first.sex, first.birth_year) == ("PLANTÉMOT Ali", "H", 1990)
    assert (first.residence.territory, first.residence.method, first.residence.generation) == (quarter, "voies", "2024")
    path = first.pathways.get()
    assert (path.age_at_entry, path.brsa_at_entry, path.residence_at_entry, path.referent) == (
        34, True, first.residence, plie.referent,
    )  # fmt: skip
    assert (path.ended_on, path.exits.get().state, path.assignments.get().end) == (
        date(2025, 2, 3), ExitState.VALIDATED, date(2025, 2, 3),
    )  # fmt: skip
    assert path.prescription.state == PrescriptionState.ENTERED
    assert path.steps.get(kind="emploi").weekly_hours == Decimal("17.5")
    assert second.prescriptions.get().state == PrescriptionState.TO_CHECK
    said = " ".join(str(row) for row in Entry.objects.values_list("label", "changes", "reason"))
    assert "lantémot" not in said and "1990" not in said and "example.org" not in said
    change_participant(participant=second, values={"sex": "F"}, **plie.by())


def test_a_point_is_placed_by_the_outlines_of_the_contract(plie):
    quarter = ListedTerritoryFactory(contract=plie.contract, name="Clou Bouchet", kind="QPV")
    square = [[[-0.48, 46.31], [-0.45, 46.31], [-0.45, 46.33], [-0.48, 46.33]]]
    Outline.objects.create(
        contract=plie.contract,
        territory=quarter,
        generation="2024",
        polygons=[square],
        latitude=46.32,
        longitude=-0.46,
        determined_on=AT.date(),
    )
    inside = {"Nom": "Un", "Latitude": "46,32", "Longitude": "-0,46"}
    take(plie, [inside, inside | {"Nom": "Deux", "Latitude": 46.35}, inside | {"Nom": "Trois", "QPV": "indéterminé"}])
    found = {
        row.last_name: (row.residence.qpv, row.residence.territory, row.residence.method)
        for row in Participant.objects.select_related("residence__territory")
    }
    assert found == {
        "Un": ("dedans", quarter, "coordonnees"), "Deux": ("dehors", None, "coordonnees"),
        "Trois": ("indetermine", None, "choix"),
    }  # fmt: skip


def test_a_positive_exit_waits_for_its_proof_and_is_not_counted_before(plie, person):
    category = f"mot de {TermKind.EXIT_CATEGORY}"
    positive = person | {"Nature de la sortie": "sortie positive", "Catégorie de sortie": category}
    waiting = positive | {"Nom": "Autre", "Référence": "P2", "Cellule de sortie": ""}
    late = STEP | {"Début": date(2025, 2, 4), "Fin": "", "État": "en cours"}
    assert "hors du parcours" in told(plie, [positive], steps=[late])[0][1]
    found = take(plie, [positive, waiting])
    assert (found.exits, found.unproven) == (2, 2)

    def counted() -> int:
        return table_of(plie.contract, Cut.of_year(2025), ReportTable.POSITIVE_EXITS).total

    decided, asked = Exit.objects.order_by("pk")
    assert {row.state for row in (decided, asked)} == {ExitState.PROPOSED}
    assert {(row.ended_on, row.assignments.get().end) for row in Pathway.objects.all()} == {(None, None)}
    assert counted() == 0
    with pytest.raises(Refused, match="justificatif"):
        validate_exit(exit=decided, on=date(2026, 1, 5), **plie.by())
    with pytest.raises(Refused, match="autre parcours"):
        prove_exit(exit=decided, proof=proof_of(asked.pathway, plie.lead), **plie.by())
    prove_exit(exit=decided, proof=proof_of(decided.pathway, plie.lead), **plie.by())
    prove_exit(exit=asked, proof=proof_of(asked.pathway, plie.lead), **plie.by())
    decided.refresh_from_db()
    asked.refresh_from_db()
    assert (decided.state, decided.validated_on, decided.pathway.ended_on) == (
        ExitState.VALIDATED, date(2025, 2, 10), date(2025, 2, 3),
    )  # fmt: skip
    assert (asked.state, counted()) == (ExitState.PROPOSED, 1)
    validate_exit(exit=asked, on=date(2026, 1, 5), **plie.by())
    assert Exit.objects.validated().count() == 2


def test_the_proof_given_by_a_referent_waits_for_the_coordinatrice(plie, person):
    category = f"mot de {TermKind.EXIT_CATEGORY}"
    take(plie, [person | {"Nature de la sortie": "sortie positive", "Catégorie de sortie": category}])
    row = Exit.objects.get()
    prove_exit(exit=row, proof=proof_of(row.pathway, plie.lead), by=plie.referent.user, at=AT)
    row.refresh_from_db()
    assert (row.state, row.proof is not None) == (ExitState.PROPOSED, True)


CASES = {
    "unknown word": ({"Qualification": "Bac + 12"}, "Qualification", "n’est pas un niveau de la liste : mot de"),
    "not a date": ({"Date de naissance": "hier"}, "Date de naissance", "n’est pas une date"),
    "not a sex": ({"Sexe": "X"}, "Sexe", "n’est pas un sexe"),
    "not an address": ({"Courriel": "p1"}, "Courriel", "n’est pas une adresse électronique"),
    "neither yes nor no": ({"RQTH": "peut-être"}, "RQTH", "n’est ni oui ni non"),
    "yes names no quarter": ({"QPV": "oui"}, "QPV", "écrivez son nom"),
    "unknown quarter": ({"QPV": "Nulle part"}, "QPV", "n’est pas un QPV du contrat"),
    "unknown structure": ({"Structure": "Ailleurs"}, "Structure", "n’est pas une structure de la liste"),
    "somebody who follows nobody": ({"Référent·e": "x@example.org"}, "Référent·e", "de la liste"),
    "half a prescription": ({"Prescripteur": ""}, "Prescripteur", "alors que « Prescription » est rempli"),
    "RSA of who has none": ({"BRSA": "non"}, "BRSA depuis", "n’est pas bénéficiaire"),
    "birth in the future": ({"Date de naissance": date(2030, 1, 1)}, "Date de naissance", "dans l’avenir"),
    "born too long ago": ({"Date de naissance": date(1901, 1, 1)}, "Date de naissance", "plus de 110 ans"),
    "nameless": ({"Nom": "", "Prénom": ""}, "Nom", "donnez au moins un nom"),
    "notice in the future": ({"Notice remise le": date(2030, 1, 1)}, "Notice remise le", "dans l’avenir"),
    "home in the future": ({"Domicile depuis": date(2030, 1, 1)}, "Domicile depuis", "dans l’avenir"),
    "RSA in the future": ({"BRSA depuis": date(2030, 1, 1)}, "BRSA depuis", "dans l’avenir"),
    "prescription in the future": (
        {"Prescription": date(2030, 1, 1), "Entrée (CER)": "", "Structure": "", "Référent·e": "", "Sortie": "",
         "Nature de la sortie": "", "Motif de sortie": "", "Cellule de sortie": ""},
        "Prescription", "dans l’avenir",
    ),
    "entry before the prescription": ({"Entrée (CER)": date(2023, 9, 1)}, "Entrée (CER)", "précède la prescription"),
    "entry before the birth": ({"Date de naissance": date(2024, 6, 1)}, "Entrée (CER)", "précède la naissance"),
    "exit before entry": ({"Sortie": date(2024, 2, 1)}, "Sortie", "précède l’entrée du 04/03/2024"),
    "exit without entry": ({"Entrée (CER)": ""}, "Entrée (CER)", "alors que « Structure » est rempli"),
    "positive exit without category": (
        {"Nature de la sortie": "sortie positive"}, "Catégorie de sortie", "donnez la catégorie",
    ),
    "category of another list": ({"Catégorie de sortie": "x"}, "Catégorie de sortie", "n’est pas une catégorie"),
    "half a point": ({"Latitude": "46,32"}, "Longitude", "alors que « Latitude » est rempli"),
    "not a latitude": ({"Latitude": "nord", "Longitude": "-0,46"}, "Latitude", "n’est pas un nombre"),
    "off the globe": ({"Latitude": 46.32, "Longitude": 190}, "Longitude", "de -180 à 180"),
    "swapped point": ({"Latitude": "-0,46", "Longitude": "46,32"}, "Latitude", "sont inversées"),
    "point abroad": ({"Latitude": 52.5, "Longitude": 13.4}, "Latitude", "hors de France"),
    "session in the future": ({"Cellule de sortie": date(2030, 1, 1)}, "Cellule de sortie", "dans l’avenir"),
}  # fmt: skip


def cell(title: str, sheet: str = "Participants", row: int = 2) -> str:
    from faubourg.intake.marks import column_letters
    from faubourg.pathways.people_columns import SHEETS

    return f"{sheet} {column_letters(list(SHEETS[sheet]).index(title) + 1)}{row}"


@pytest.mark.parametrize(("bad", "title", "words"), CASES.values(), ids=list(CASES))
def test_each_bad_cell_is_told_in_its_place(plie, person, bad, title, words):
    place, sentence = told(plie, [person | bad])[0]
    assert place == cell(title)
    assert words.replace(" ", "") in sentence.replace("\u00a0", "").replace(" ", "")


def test_what_is_wrong_of_one_line_is_told_at_once(plie, person):
    bad = {"Qualification": "Bac + 12", "Date de naissance": date(2030, 1, 1)}
    assert [place for place, _ in told(plie, [person | bad])] == [cell("Qualification"), cell("Date de naissance")]


PARTS = {
    "measures overlap": ([MEASURE, MEASURE | {"Début": date(2024, 9, 1), "Fin": date(2025, 1, 1)}], [], "Début", 3,
                         "ne se recouvrent pas"),
    "measure before the entry": ([MEASURE | {"Début": date(2024, 3, 1)}], [], "Début", 2, "précède l’entrée"),
    "measure of two years": ([MEASURE | {"Fin": date(2026, 3, 4)}], [], "Fin", 2, "au plus tard le 03/09/2024"),
    "measure after the exit": ([MEASURE | {"Début": date(2025, 3, 4), "Fin": date(2025, 4, 1)}], [], "Début", 2,
                               "terminé depuis le 03/02/2025"),
    "measure the wrong way round": ([MEASURE | {"Fin": date(2024, 3, 1)}], [], "Fin", 2, "la fin précède le début"),
    "measure of nobody": ([MEASURE | {"Référence": "P9"}], [], "Référence", 2, "ni dans la feuille"),
    "step before the entry": ([], [STEP | {"Début": "", "Fin": date(2024, 2, 1)}], "Début", 2, "hors du parcours"),
    "step after the exit": ([], [STEP | {"Début": date(2025, 2, 4), "Fin": "", "État": "en cours"}], "Début", 2,
                            "hors du parcours"),
    "step done without end": ([], [STEP | {"Fin": ""}], "Fin", 2, "une étape réalisée a une fin"),
    "step planned and begun": ([], [STEP | {"État": "prévue"}], "État", 2, "n’a pas commencé"),
    "step the wrong way round": ([], [STEP | {"Fin": date(2024, 5, 1)}], "Fin", 2, "la fin précède le début"),
    "step of nobody": ([], [STEP | {"Référence": "", "Nom": "Autre"}], "Nom", 2, "ni dans la feuille"),
    "step of no file": ([], [STEP | {"Référence": "", "Dossier": 77}], "Dossier", 2, "ni dans la feuille"),
    "domain of a job": ([], [STEP | {"Domaine": "x"}], "Domaine", 2, "un emploi n’a pas de domaine"),
    "domain of another list": ([], [STEP | {"Nature": "formation", "Domaine": "x"}], "Domaine", 2, "de la liste"),
    "too many hours": ([], [STEP | {"Heures par semaine": 200}], "Heures par semaine", 2, "vont de 0 à 168"),
    "ended without a state": ([], [STEP | {"État": ""}], "État", 2, "alors que l’étape est finie"),
}  # fmt: skip


@pytest.mark.parametrize(("measures", "steps", "title", "row", "words"), PARTS.values(), ids=list(PARTS))
def test_each_bad_measure_or_step_is_told_in_its_place(plie, person, measures, steps, title, row, words):
    [(place, sentence)] = told(plie, [person], measures, steps)
    assert place == cell(title, "Étapes" if steps else "Mesures", row)
    assert words in sentence.replace("\u00a0", " ")


def test_who_is_known_already_is_refused_and_who_looks_alike_is_told(plie, person):
    known = ParticipantFactory(contract=plie.contract, last_name="Ali", first_name="PLANTEMOT", birth_date=None)
    homonym = ParticipantFactory(
        contract=plie.contract, last_name="Plantémot", first_name="Ali", birth_date=date(1960, 1, 2)
    )
    found = take(plie, [person])
    assert found.alike == ((2, (known.number,)),)
    assert homonym.number not in found.alike[0][1]
    [(place, sentence)] = told(plie, [person])
    assert place == cell("Nom") and "a déjà le dossier" in sentence
    [(place, sentence)] = told(plie, [{"Nom": "Plantémot", "Prénom": "Ali"}])
    assert place == cell("Date de naissance") and "pour les distinguer" in sentence
    twice = told(plie, [{"Nom": "Autre"}, {"Nom": "AUTRE", "Date de naissance": date(1980, 1, 1)}])
    assert twice[0][0] == cell("Nom", row=3) and "déjà à la ligne 2" in twice[0][1]
    [(place, sentence)] = told(plie, [{"Nom": "A", "Référence": "1"}, {"Nom": "B", "Référence": 1}])
    assert place == cell("Référence", row=3) and "déjà à la ligne 2" in sentence


def test_steps_join_a_file_that_is_open_once(plie):
    path = plie.pathway()
    step = STEP | {"Référence": "", "Dossier": path.participant.number, "Début": date(2024, 6, 3)}
    assert take(plie, steps=[step]).steps == 1
    assert "déjà au dossier" in told(plie, steps=[step])[0][1]
    gone = ParticipantFactory(contract=plie.contract)
    assert "pas d’entrée" in told(plie, steps=[step | {"Dossier": gone.number}])[0][1]
    Pathway.objects.filter(pk=path.pk).update(ended_on=date(2025, 1, 1))
    assert "terminé depuis le 01/01/2025" in told(plie, steps=[step | {"Début": date(2024, 7, 1)}])[0][1]


def test_a_derogation_goes_past_the_maximum_and_thirty_months_are_a_setting(plie, person):
    still = person | dict.fromkeys(("Sortie", "Nature de la sortie", "Motif de sortie", "Cellule de sortie"), "")
    days = [measure_dates(date(2024, 3, 4), rank, 6) for rank in range(1, 6)]
    lines = [MEASURE | {"Début": start, "Fin": end} for start, end in days]
    assert "au-delà des 24 mois" in told(plie, [still], lines)[0][1]
    assert take(plie, [still], [*lines[:4], lines[4] | {"Dérogation": "CDDI en cours"}]).measures == 5
    Protocol.objects.create(contract=plie.contract, maximum_months=30)
    assert take(plie, [still | {"Nom": "Autre"}], lines).measures == 5


def test_measures_of_a_workbook_follow_the_rules_of_the_page(plie, person):
    still = person | dict.fromkeys(("Sortie", "Nature de la sortie", "Motif de sortie", "Cellule de sortie"), "")
    first, later = (MEASURE | {"Début": one[0], "Fin": one[1]} for one in (
        measure_dates(date(2024, 3, 4), 1, 6), measure_dates(date(2024, 3, 4), 2, 6)))  # fmt: skip

    def said(*lines) -> str:
        return told(plie, [still], lines)[0][1]

    assert "commence à l’entrée, le 04/03/2024" in said(first | {"Début": date(2024, 3, 6)})
    assert "la suivante commence le lendemain" in said(first, later | {"Début": date(2024, 9, 10)})
    assert "finirait au plus tard le 03/09/2024" in said(first | {"Fin": date(2025, 9, 3)})
    short = first | {"Fin": date(2024, 3, 5)}
    assert "ou donnez le motif de la dérogation" in said(short)
    assert take(plie, [still], [short | {"Dérogation": "Interruption"}]).measures == 1
    assert take(plie, [person | {"Nom": "Sortie", "Sortie": date(2024, 6, 3)}], [first]).measures == 1


def test_what_is_done_is_over_says_its_name_and_keeps_its_domain(plie, person):
    above = TermFactory(contract=plie.contract, kind=TermKind.LIFTING_DOMAIN, label="Mobilité")
    TermFactory(contract=plie.contract, kind=TermKind.LIFTING_MEANS, label="Auto-école", parent=above)
    lifted = {"Référence": "P1", "Nature": "levée des freins", "Début": date(2024, 5, 2), "Moyen": "Auto-école"}
    nameless = {"Référence": "P1", "Nature": "formation", "Début": date(2024, 5, 2)}
    elsewhere = lifted | {"Domaine": f"mot de {TermKind.LIFTING_DOMAIN}"}
    found = told(plie, [person], steps=[STEP | {"Fin": date(2030, 1, 1)}, nameless, elsewhere])
    words = (
        ("« Fin »", "fin du 01/01/2030 est à venir"), ("« Intitulé »", "ce qu’est cette étape"),
        ("« Domaine »", "Mobilité"),
    )  # fmt: skip
    assert len(found) == 3
    for (_, sentence), (column, word) in zip(found, words, strict=True):
        assert column in sentence.replace("\xa0", " ") and word in sentence.replace("\xa0", " ")
    take(plie, [person], steps=[lifted])
    assert Step.objects.get().domain == above
    early = person | {"Nom": "Autre", "Cellule de sortie": date(2020, 1, 1)}
    assert "La cellule du 01/01/2020 précède l’entrée".lower() in told(plie, [early])[0][1].lower()


def test_only_the_coordinatrice_imports(plie, person):
    with pytest.raises(PermissionDenied, match="coordinatrice"):
        import_people(contract=plie.contract, book=book_of(plie.contract, [person]), **plie.by(by=plie.referent.user))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=st.sampled_from(sorted(CASES)), rank=st.integers(0, 3), count=st.integers(1, 4))
def test_one_bad_cell_and_nothing_is_written(plie, person, case, rank, count):
    people = [person | {"Référence": f"R{n}", "Nom": f"Nom{n}"} for n in range(count)]
    rank %= count
    people[rank] = people[rank] | CASES[case][0]
    steps = [STEP | {"Référence": f"R{n}"} for n in range(count)]
    problems = told(plie, people, steps=steps)
    assert {place for place, _ in problems if place.startswith("Participants")} >= {cell(CASES[case][1], row=rank + 2)}
