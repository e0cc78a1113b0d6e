"""The yearly report for those who receive it and see no contract: the Département, the cellule FSE."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from faubourg.documents.blocks import DocumentError
from faubourg.indicators.masking import threshold_of
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.operations.outgoing import OUTSIDE
from faubourg.reports.documents.kinds import RENDERERS, make_document
from faubourg.web.plie.doors import plie_view
from faubourg.web.plie.periods import period_of

READERS = frozenset({AgentRole.COORDINATOR, *OUTSIDE})
UNMASKED = "Ce contrat ne masque pas les petits nombres\u00a0: la coordinatrice seule en donne le rapport."


@plie_view(READERS)
def report(request, contract, ending):
    """The report of a whole year as a file, small numbers masked; nothing to those outside where it masks none."""
    if ending not in RENDERERS:
        raise Http404("Le rapport se télécharge en pdf, docx ou xlsx.")
    year, today = period_of(request).year, timezone.localdate()
    try:
        if AgentRole.COORDINATOR not in request.roles and threshold_of(contract) <= 1:
            raise DocumentError(UNMASKED)
        content = make_document(
            kind="plie-rapport", ending=ending, contract=contract, options={"year": year}, printed_on=today
        )
    except DocumentError as error:
        messages.error(request, str(error))
        return redirect("plie:numbers", contract.key)
    answer = HttpResponse(content, content_type=RENDERERS[ending][1])
    answer["Content-Disposition"] = f'attachment; filename="{contract.key}-rapport-{year}.{ending}"'
    return answer
