"""Organisations: the list and the sheet of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.actions.choices import RoleKind
from faubourg.contracts.permissions import can_merge
from faubourg.documents.blocks import DocumentError
from faubourg.reports.actors.directory import directory_of
from faubourg.reports.actors.index import NOBODY, index_sheet, organisation_index
from faubourg.reports.actors.organisation import organisation_sheet
from faubourg.reports.actors.uses import DOINGS
from faubourg.reports.documents.kinds import RENDERERS, make_document
from faubourg.web.actors.files import sheet_response
from faubourg.web.shell import contract_view

PAGE = 200
ROLE_FILTERS = [(key, sentence.capitalize()) for key, _, sentence in DOINGS] + [(NOBODY, "Sans rôle dans le plan")]


@contract_view
def organisations(request, contract):
    """The organisations, services under their institution."""
    index = organisation_index(contract, request.GET)
    page = Paginator(index.lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "index": index,
        "page": page,
        "roles": ROLE_FILTERS,
        "kinds": [(kind, kind) for kind in index.kinds],
        "asked": {name: request.GET.get(name, "") for name in ("q", "nature", "role")},
        "may_merge": can_merge(request.user),
    }
    return render(request, "actors/organisations.html", context)


@contract_view
def organisations_file(request, contract, ending):
    """The list as filtered, to download."""
    index = organisation_index(contract, request.GET)
    return sheet_response([index_sheet(contract, index)], ending, f"{contract.key}-acteurs")


@contract_view
def organisation(request, contract, key):
    """All that the contract says of one organisation, with its services unless `?services=non`."""
    row = get_object_or_404(contract.organisations, key=key)
    alone = request.GET.get("services") == "non"
    sheet = organisation_sheet(contract, row, user=request.user, with_services=not alone)
    context = {
        "sheet": sheet,
        "row": sheet.row,
        "roles": RoleKind,
        "partner_count": sheet.count(RoleKind.PARTNER),
        "pilot_count": sheet.count(RoleKind.PILOT),
        "co_pilot_count": sheet.count(RoleKind.CO_PILOT),
        "posts": [post for found in sheet.family for post in _posts(found)],
        "scopes": _scopes(request, sheet),
    }
    return render(request, "actors/organisation.html", context)


@contract_view
def directory(request, contract):
    """The directory of actors by theme."""
    found = directory_of(contract, request.GET.get("niveau", ""))
    return render(request, "actors/directory.html", {"directory": found})


@contract_view
def directory_file(request, contract, ending):
    """The directory, printed by the same themes as on screen."""
    if ending not in RENDERERS:
        raise Http404("Ce format n’existe pas.")
    options = {"level": request.GET.get("niveau", "")}
    try:
        content = make_document(
            kind="annuaire", ending=ending, contract=contract, options=options, printed_on=timezone.localdate()
        )
    except DocumentError as error:
        messages.error(request, str(error))
        return redirect("actors:directory", contract.key)
    response = HttpResponse(content, content_type=RENDERERS[ending][1])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-annuaire.{ending}"'
    return response


def _scopes(request, sheet) -> list[dict]:
    """« Services compris » or alone, for an organisation that has services."""
    if not sheet.services:
        return []
    return [
        {"label": "Services compris", "url": request.path, "current": sheet.with_services},
        {"label": "Elle seule", "url": f"{request.path}?services=non", "current": not sheet.with_services},
    ]


def _posts(row) -> list[dict]:
    """The posts that the document names for the organisation: functions, never persons."""
    posts = [post for post in row.extra.get("referent_posts") or () if isinstance(post, dict) and post.get("post")]
    return [{"post": post["post"], "row": row, "vacant": bool(post.get("vacant"))} for post in posts]
