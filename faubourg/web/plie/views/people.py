"""The participants that the person sees: the list, the search by name, the file of one."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.documents.pdf import render_pdf
from faubourg.documents.word import render_docx
from faubourg.pathways.models import (
    Agent,
    FileReading,
    Merge,
    Participant,
    Proof,
    Structure,
)
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.merging import merge, tell_apart, unmerge
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.permissions import can_lead
from faubourg.pathways.queries.desk import alerts, my_pathways
from faubourg.pathways.queries.people import look_for, lookalikes
from faubourg.web.plie.desk import lines, tell
from faubourg.web.plie.doors import LEAD, person_at, plie_view
from faubourg.web.plie.file import file_of, pathways_of
from faubourg.web.plie.summary import summary_of
from faubourg.web.plie.views.saying import try_act

RENDERERS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
A_PAGE = 50
FOUND = 30


@plie_view(TEAM)
def people(request, contract):
    """The open pathways; a name is sought by POST, so that it stays out of addresses and logs."""
    today = timezone.localdate()
    asked = {name: request.GET.get(name, "")[:9] for name in ("structure", "referent")}
    rows = my_pathways(request.user, contract)
    for name, value in asked.items():
        if value.isdecimal():
            rows = rows.filter(**{f"{name}_id": int(value)})
    if asked["referent"] == "sans":
        rows = rows.filter(referent=None)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown_rows = rows.filter(pk__in=[row.pk for row in page.object_list])
    told = tell(alerts(shown_rows, protocol_of(contract), on=today), on=today)
    words = request.POST.get("nom", "")[:200].replace("\0", "") if request.method == "POST" else ""
    shown = {
        "page": page,
        "rows": lines(shown_rows.prefetch_related("measures"), told),
        "words": words,
        "found": list(look_for(request.user, contract, words)[:FOUND]) if words.strip() else None,
        "asked": asked,
        "structures": [(str(one.pk), one.name) for one in Structure.objects.of(contract).order_by("name", "pk")],
        "referents": [("sans", "sans référent·e"), *_referents(contract, today)],
        "names": request.GET.get("noms") == "oui",
        "leads": can_lead(request.user, contract),
    }
    return render(request, "plie/people.html", shown)


def _referents(contract, today) -> list[tuple[str, str]]:
    rows = Agent.objects.of(contract).on(today).filter(role="referent").select_related("user")
    return [(str(row.pk), str(row.user)) for row in rows.order_by("pk")]


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
        shown["alike"] = list(lookalikes(contract, **names, but=person).order_by("number")[:5])
        shown["merges"] = Merge.objects.filter(kept=person, undone_at=None).select_related("gone").order_by("pk")
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
    if ending not in RENDERERS:
        raise Http404("Le bilan se télécharge en pdf ou en docx.")
    person = person_at(request, contract, number, "Bilan individuel")
    pathway = get_object_or_404(pathways_of(request.user, person)[:1])
    pathway.participant = person
    render_file, kind = RENDERERS[ending]
    answer = HttpResponse(render_file(summary_of(person, pathway, printed_on=timezone.localdate())), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="bilan-{person.number}.{ending}"'
    return answer
