"""The dialogue de gestion of an operator: its page, and the pack to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from faubourg.indicators.masking import threshold_of
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Structure
from faubourg.pathways.queries.counts import counted_years
from faubourg.pathways.queries.management import pack_of, structures_of
from faubourg.reports.documents.kinds import RENDERERS
from faubourg.reports.plie.management import document_of, grids_of
from faubourg.web.plie.doors import plie_view
from faubourg.web.plie.periods import period_of

READERS = frozenset({AgentRole.COORDINATOR, AgentRole.STRUCTURE})


def _structure(request, contract, pk: int) -> Structure:
    """The structure of this key; a structure's own account opens its own only, whatever else the person does."""
    rows = Structure.objects.of(contract)
    if AgentRole.COORDINATOR not in request.roles:
        rows = rows.filter(pk__in=[agent.structure_id for agent in request.agents if agent.role == AgentRole.STRUCTURE])
    return get_object_or_404(rows, pk=pk)


def _others(request, contract, structure: Structure) -> list[tuple[int, str]]:
    """The other open structures, for the coordinatrice."""
    if AgentRole.COORDINATOR not in request.roles:
        return []
    return [one for one in structures_of(contract, timezone.localdate()) if one[0] != structure.pk]


@plie_view(READERS)
def page(request, contract, pk):
    """Load, public, steps, exits and needs of a year, beside the year before; small numbers shown to who follows."""
    structure = _structure(request, contract, pk)
    period = period_of(request, counted_years(contract, timezone.localdate()))
    pack = pack_of(contract, structure.pk, period.year, threshold=0)
    shown = {
        "structure": structure,
        "period": period,
        "parts": grids_of(pack).items(),
        "load": pack.load(period.year),
        "others": _others(request, contract, structure),
        "crumbs": [("Chiffres", reverse("plie:numbers", args=[contract.key]))],
    }
    return render(request, "plie/dialogue.html", shown)


@plie_view(READERS)
def download(request, contract, pk, ending):
    """The pack as a document; small numbers masked."""
    if ending not in RENDERERS:
        raise Http404("Le dossier se télécharge en pdf, docx ou xlsx.")
    structure = _structure(request, contract, pk)
    year = period_of(request, counted_years(contract, timezone.localdate())).year
    pack = pack_of(contract, structure.pk, year, threshold=threshold_of(contract))
    made, kind = RENDERERS[ending]
    document = document_of(contract, pack, printed_on=timezone.localdate())
    response = HttpResponse(made(document), content_type=kind)
    name = f"dialogue-{slugify(structure.name) or structure.pk}-{year}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
