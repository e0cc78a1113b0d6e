"""The printed sheet of a request, and the page where what came back on paper is typed, code after code."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from faubourg.documents.blocks import DocumentError
from faubourg.documents.pdf import render_pdf
from faubourg.followup.authors import Author
from faubourg.followup.codes import number_of
from faubourg.followup.models import Campaign, RequestLine
from faubourg.followup.operations.refusals import NOT_RUNNING
from faubourg.followup.permissions import can_run
from faubourg.ui.typography import nbsp
from faubourg.web.followup.filling import Filling
from faubourg.web.followup.paper import paper_of
from faubourg.web.followup.views.campaigns import campaign_of
from faubourg.web.followup.views.links import link_view
from faubourg.web.followup.views.requests import answer, request_of
from faubourg.web.shell import contract_view


@contract_view
def paper(request, contract, key, organisation):
    """The sheet, for whoever reads the request: small numbers are masked as on the page."""
    filling = Filling(request_of(contract, key, organisation), contract, Author(user=request.user))
    return _file(request, filling, filling.row.get_absolute_url())


@link_view
def link_paper(request, filling, token):
    """The same, by a personal link."""
    return _file(request, filling, "followup:link", token)


@contract_view
def typing(request, contract, key):
    """A code, then its line; once it is kept, the next code."""
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = campaign_of(contract, key)
    code = request.GET.get("code", "").replace("\0", "").strip()[:20]
    line = _line(row, code) if code else None
    shown = {"campaign": row, "code": code, "line": line, "cards": []}
    if line is not None:
        line.request.campaign = row
        filling = Filling(line.request, contract, Author(user=request.user))
        if request.method == "POST" and answer(request, filling):
            return redirect(request.path)
        shown |= filling.context([one for one in filling.every if one.line.pk == line.pk])
    return render(request, "followup/typing.html", shown)


def _line(row: Campaign, code: str) -> RequestLine | None:
    number = number_of(code)
    lines = RequestLine.objects.filter(request__campaign=row).select_related("request__organisation")
    return lines.filter(number=number).first() if number is not None else None


def _file(request, filling: Filling, *back: str) -> HttpResponse:
    row = filling.row
    try:
        content = render_pdf(paper_of(row, filling.cards(filling.every), today=filling.today))
    except DocumentError as error:
        messages.error(request, nbsp(str(error)))
        return redirect(*back)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{row.campaign.key}-{row.organisation.key}.pdf"'
    return response
