"""How long files stay, what a person asks about their data, and all that is held about them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.models import RightsRequest
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.rights import hand_over
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.outgoing import CONSENT_ASIDE, OBJECTION_APART
from faubourg.pathways.permissions import can_lead
from faubourg.pathways.queries.personal_data import held_about
from faubourg.pathways.queries.retention import Stage, standing_of, standings
from faubourg.web.plie.acts.privacy import ANSWER, CONTRACT_ACTS, FILE_ACTS
from faubourg.web.plie.doors import LEAD, person_at, plie_view
from faubourg.web.plie.everything import KINDS, file_of_person
from faubourg.web.plie.views.acting import perform

A_PAGE = 100
#: Stage → how its tab is called.
TABS = {
    Stage.OVER: "À aviser",
    Stage.NOTICED: "Avis en cours",
    Stage.READY: "À anonymiser",
    Stage.KEPT: "Prolongés",
    Stage.NEAR: "Terme dans six mois",
}


@plie_view(LEAD)
def terms(request, contract):
    """Files and persons whose time is over, or nearly: numbers and dates, no name."""
    rows = standings(contract, on=timezone.localdate())
    counts = {stage: sum(1 for row in rows if row.stage == stage) for stage in TABS}
    wanted = request.GET.get("etat", "")
    if wanted not in TABS:
        wanted = next((stage for stage, count in counts.items() if count), Stage.OVER)
    page = Paginator([row for row in rows if row.stage == wanted], A_PAGE).get_page(request.GET.get("page"))
    address = reverse("plie:retention", args=[contract.key])
    tabs = [
        {"label": label, "url": f"{address}?etat={stage}", "count": counts[stage], "current": stage == wanted}
        for stage, label in TABS.items()
    ]
    shown = {"page": page, "tabs": tabs, "counts": counts, "stage": wanted, "rules": protocol_of(contract),
             "title": TABS[wanted]}  # fmt: skip
    return render(request, "plie/retention.html", shown)


@plie_view(LEAD)
def terms_act(request, contract, name):
    """Notices for all, anonymisation of all that is ready, the durations."""
    if name not in CONTRACT_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    back = reverse("plie:retention", args=[contract.key])
    return perform(request, CONTRACT_ACTS[name], contract, back=back, crumbs=[("Conservation", back)])


@plie_view(TEAM)
def data(request, contract, number):
    """Of one person: where their file stands, what they asked, the file made for them."""
    person = person_at(request, contract, number, "Données et droits")
    leads, standing = can_lead(request.user, contract), standing_of(person, on=timezone.localdate())
    stage = standing.stage if standing else ""
    hidden = {name for name, needed in (("avis", Stage.OVER), ("anonymiser", Stage.READY)) if stage != needed}
    acts = [(name, act) for name, act in FILE_ACTS.items() if name not in hidden and act.may(request.user, person)]
    shown = {
        "person": person,
        "standing": standing,
        "requests": RightsRequest.objects.for_user(request.user).filter(participant=person),
        "acts": acts if person.anonymised_at is None and person.merged_into_id is None else [],
        "leads": leads,
        "endings": (("pdf", "PDF"), ("docx", "Word"), ("json", "Données (JSON)")),
        "today": timezone.localdate(),
        "rules": protocol_of(contract),
        "consent_aside": CONSENT_ASIDE,
        "objection_apart": OBJECTION_APART,
    }
    return render(request, "plie/person_data.html", shown)


@plie_view(TEAM)
def data_act(request, contract, number, name):
    """A request noted, a notice, a prolongation, the anonymisation."""
    if name not in FILE_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    person = person_at(request, contract, number, FILE_ACTS[name].title)
    return perform(request, FILE_ACTS[name], person, **_around(contract, person))


@plie_view(TEAM)
def answer(request, contract, number, pk):
    """What was answered to a request."""
    person = person_at(request, contract, number, ANSWER.title)
    rows = RightsRequest.objects.for_user(request.user).filter(participant=person)
    row = get_object_or_404(rows.select_related("participant__contract"), pk=pk)
    return perform(request, ANSWER, row, **_around(contract, person))


@require_POST
@plie_view(LEAD)
def export(request, contract, number, ending):
    """All that is held about the person, for them; noted in the journal and on the file."""
    if ending not in KINDS:
        raise Http404("Ces données se donnent en pdf, docx ou json.")
    person = person_at(request, contract, number, "Données remises à la personne")
    hand_over(participant=person, by=request.user, at=timezone.now())
    found = file_of_person(person, held_about(person), ending, printed_on=timezone.localdate())
    made = HttpResponse(found, content_type=KINDS[ending])
    made["Content-Disposition"] = f'attachment; filename="donnees-dossier-{person.number}.{ending}"'
    return made


def _around(contract, person) -> dict:
    back = reverse("plie:person-data", args=[contract.key, person.number])
    file = reverse("plie:file", args=[contract.key, person.number])
    return {"back": back, "crumbs": [(str(person), file), ("Données et droits", back)]}
