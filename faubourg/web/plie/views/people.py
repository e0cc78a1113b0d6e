"""The participants that the person sees: the list, the search by name, the file of one."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.models import (
    FileReading,
    Merge,
    Participant,
    Proof,
)
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.merging import merge, tell_apart, unmerge
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.permissions import can_lead
from faubourg.pathways.queries.desk import alerts, keys_of, page_of
from faubourg.pathways.queries.people import look_for, lookalikes
from faubourg.web.plie.bilan import PAGE, bilan_of
from faubourg.web.plie.desk import lines, tell
from faubourg.web.plie.doors import LEAD, note_names, person_at, plie_view
from faubourg.web.plie.drawing import Drawing
from faubourg.web.plie.file import file_of
from faubourg.web.plie.listing import TITLES, asked_of, offered, rows_of
from faubourg.web.plie.printing import printed
from faubourg.web.plie.views.saying import try_act

A_PAGE = 50
FOUND = 30


@plie_view(TEAM)
def people(request, contract):
    """The pathways, open ones by default; a name is sought by POST, so that it stays out of addresses and logs."""
    today = timezone.localdate()
    asked = asked_of(request)
    rows = rows_of(request, contract, asked)
    words = request.POST.get("nom", "")[:200].replace("\0", "") if request.method == "POST" else ""
    shown = {
        "words": words,
        "found": list(look_for(request.user, contract, words)[:FOUND]) if words.strip() else None,
        "asked": asked,
        "title": TITLES[asked["etat"]],
        "offered": offered(request, contract, today),
        "names": request.GET.get("noms") == "oui",
        "leads": can_lead(request.user, contract),
    }
    if shown["found"] is None:
        shown |= _listed(rows, contract, today, request.GET.get("page"))
        shown["drawn"] = {"people": Drawing(contract.key, names=shown["names"]).people(shown["rows"])}
    named = [row.row.participant_id for row in shown.get("rows", ()) if shown["names"]]
    named += [one.pk for one in shown["found"] or ()]
    note_names(request, named)
    return render(request, "plie/people.html", shown)


def _listed(rows, contract, today, number) -> dict:
    """A page of the list, in the order of names."""
    # Counted without the names that the keys are sorted by.
    count, protocol = rows.count(), protocol_of(contract)
    paginator = Paginator(keys_of(rows, contract, count), A_PAGE)
    paginator.count = count
    page = paginator.get_page(number)
    read = page_of(rows, protocol, page.object_list)
    followed = [one for one in read if one.pathway.is_open and one.pathway.participant.died_on is None]
    told = tell(alerts(followed, protocol, on=today), on=today)
    return {"page": page, "rows": lines(read, told), "fse_pack": protocol.fse_pack}


@plie_view(TEAM)
def file(request, contract, number):
    """The file of a person: pathway, steps, identity, pieces, readings."""
    person = person_at(request, contract, number, "Dossier")
    if person.merged_into is not None and request.GET.get("reuni") != "non":
        return redirect("plie:file", contract.key, person.merged_into.number)
    wanted = request.GET.get("parcours", "")[:12]
    shown = file_of(request.user, person, wanted=int(wanted) if wanted.isdecimal() else None)
    shown["leads"] = request.roles >= LEAD
    if shown["leads"]:
        names = {"last_name": person.last_name, "first_name": person.first_name, "birth_date": person.birth_date}
        found = lookalikes(contract, **names, but=person).prefetch_related("prescriptions__prescriber")
        shown["alike"] = list(found.order_by("number")[:5])
        merges = Merge.objects.filter(kept=person, undone_at=None).select_related("gone").only("at", "gone__number")
        shown["merges"] = merges.order_by("pk")
    return render(request, "plie/file.html", shown)


@plie_view(TEAM)
def readings(request, contract, number):
    """Who opened this file, when, on which page."""
    person = person_at(request, contract, number, "Consultations")
    rows = FileReading.objects.for_user(request.user).filter(participant=person).select_related("user")
    page = Paginator(rows.order_by("-at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "plie/readings.html", {"person": person, "page": page})


@require_POST
@plie_view(LEAD)
def compare(request, contract, number, other):
    """« C’est la même personne », « deux personnes », or a wrong merge undone."""
    person = person_at(request, contract, number, "Ressemblance")
    second = get_object_or_404(Participant.objects.for_user(request.user).of(contract), number=other)
    who = {"by": request.user, "at": timezone.now()}
    match request.POST.get("avis"):
        case "meme":
            try_act(request, lambda: merge(kept=person, gone=second, **who), "Les deux dossiers sont réunis.")
        case "autres":
            try_act(
                request, lambda: tell_apart(one=person, other=second, **who), "Les deux dossiers restent distincts."
            )
        case "defaire":
            row = get_object_or_404(Merge, kept=person, gone=second, undone_at=None)
            try_act(request, lambda: unmerge(merge=row, **who), "La réunion est défaite.")
        case _:
            raise Http404("Cette adresse n’existe pas.")
    return redirect("plie:file", contract.key, person.number)


@plie_view(TEAM)
def proof(request, contract, number, pk):
    """A piece of the file, to download; the reading is noted."""
    person = person_at(request, contract, number, "Pièce du dossier")
    row = get_object_or_404(Proof.objects.for_user(request.user).filter(pathway__participant=person), pk=pk)
    if not row.file:
        raise Http404("Cette pièce n’est plus conservée.")
    answer: HttpResponse = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name or f"piece-{row.pk}")
    answer["Content-Type"] = row.mime_type
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@plie_view(TEAM)
def summary(request, contract, number, ending):
    """The individual bilan, printed; the reading is noted."""
    person = person_at(request, contract, number, PAGE)
    try:
        document = bilan_of(request.user, person, at=timezone.now())
    except LookupError:
        raise Http404("Aucun parcours n’est ouvert pour cette personne.") from None
    return printed(document, ending, f"bilan-{person.number}", "Le bilan se télécharge en pdf ou en docx.")
