"""A person of the dispositifs: what each dispositif says of them, as far as the reader's role shows it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Beneficiary, BeneficiaryReading
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.queries.childcare import requests_seen
from faubourg.pathways.queries.clauses import contracts_seen
from faubourg.pathways.queries.people import lookalikes
from faubourg.pathways.queries.persons import alike
from faubourg.pathways.queries.schemes import enrolments_seen
from faubourg.web.plie.acts.schemes import PERSON_ACTS
from faubourg.web.plie.doors import note_opening, note_openings, plie_view
from faubourg.web.plie.views.acting import perform

READERS = TEAM | {AgentRole.CLAUSES, AgentRole.PRESCRIBER}


def _person(request, contract, pk) -> Beneficiary:
    rows = (
        Beneficiary.objects.for_user(request.user).of(contract).select_related("participant", "contract", "merged_into")
    )
    found = get_object_or_404(rows, pk=pk)
    note_opening(request, found, "Personne des dispositifs")
    return found


@plie_view(READERS)
def person(request, contract, pk):
    """Their contracts, demands and passages."""
    row = _person(request, contract, pk)
    leads = AgentRole.COORDINATOR in request.roles
    shown = {
        "row": row,
        "missions": contracts_seen(request.user, contract).filter(beneficiary=row),
        "demands": requests_seen(request.user, contract).filter(beneficiary=row),
        "passages": enrolments_seen(request.user, contract).filter(beneficiary=row),
        "acts": [(name, act) for name, act in PERSON_ACTS.items() if act.may(request.user, row)],
        "alike": _alike(contract, row) if leads else [],
        "twins": _twins(request.user, row) if leads else [],
        "readings": BeneficiaryReading.objects.for_user(request.user)
        .filter(beneficiary=row)
        .select_related("user")[:20],
        "shows_file": leads or bool(request.roles & TEAM),
    }
    return render(request, "plie/dispositif_person.html", shown)


def _alike(contract, row: Beneficiary) -> list:
    """Files of the PLIE that may be this person's, while none is tied."""
    if row.participant_id or not row.name_key:
        return []
    names = {name: getattr(row, name) for name in ("last_name", "first_name", "birth_date")}
    return list(lookalikes(contract, **names).order_by("number")[:5])


def _twins(user, row: Beneficiary) -> list[Beneficiary]:
    """The others of the very same name: they may be this person."""
    if row.merged_into_id or not row.name_key:
        return []
    return list(alike(user, row).filter(name_key=row.name_key)[:5])


@plie_view(READERS)
def act(request, contract, pk, name):
    """Who the person is, which file is theirs, anonymisation."""
    if name not in PERSON_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = _person(request, contract, pk)
    back = reverse("plie:dispositif-person", args=[contract.key, row.pk])
    if name == "reunir" and PERSON_ACTS[name].may(request.user, row):
        note_openings(request, alike(request.user, row).select_related("participant"), "Réunir deux personnes")
    return perform(request, PERSON_ACTS[name], row, back=back, crumbs=[(row.full_name, back)])
