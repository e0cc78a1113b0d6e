"""Campaigns of follow-up: the list, preparing one, the page of one, its lines as a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.followup.choices import OWED, CampaignState
from faubourg.followup.models import Campaign
from faubourg.followup.operations import write_campaign
from faubourg.followup.operations.refusals import NOT_RUNNING
from faubourg.followup.permissions import answered_by, can_run
from faubourg.followup.queries import gaps_of
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Observation
from faubourg.web.followup.board import GLYPHS, board_of, chart, line_sheet
from faubourg.web.followup.forms import CampaignForm, step_words
from faubourg.web.shell import contract_view

ENDINGS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
PAGE = 25


@contract_view
def listing(request, contract):
    """The campaigns of the contract, the newest first."""
    line = "requests__lines"
    rows = Campaign.objects.of(contract).annotate(
        asked=Count(line), owed=Count(line, filter=Q(requests__lines__state__in=OWED))
    )
    rows = list(rows.select_related("contract").order_by("-last_year", "-pk"))
    for row in rows:
        row.answered = row.asked - row.owed
    return render(request, "followup/campaigns.html", {"rows": rows, "runs": can_run(request.user, contract)})


@contract_view
def prepare(request, contract):
    """A new campaign."""
    return _form(request, contract, None)


@contract_view
def edit(request, contract, key):
    """Change a campaign; its years and scope no longer once it has opened."""
    return _form(request, contract, campaign_of(contract, key))


@contract_view
def page(request, contract, key):
    """What lacks before opening, then who owes what, completeness and the lines."""
    row = campaign_of(contract, key)
    shown = {"row": row, "runs": can_run(request.user, contract), "steps": [step_words(one) for one in row.steps]}
    if row.state == CampaignState.PREPARED:
        return render(request, "followup/preparation.html", shown | {"gaps": gaps_of(row, contract)})
    board = board_of(row, contract, request.GET)
    address = row.get_absolute_url()
    theirs = answered_by(request.user, contract)
    shown |= {
        "board": board,
        "page": Paginator(board.rows, PAGE).get_page(request.GET.get("page")),
        "pillars": chart(board.pillars, address, "pilier"),
        "organisations": chart(board.organisations, address, "organisme"),
        "glyphs": GLYPHS,
        "theirs": [one for one in board.organisations if theirs and one.request.organisation_id in theirs],
    }
    return render(request, "followup/campaign.html", shown)


@contract_view
def export(request, contract, key, ending):
    """The lines under the filters, to download."""
    if ending not in ENDINGS:
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    row = campaign_of(contract, key)
    board = board_of(row, contract, request.GET)
    sheet = line_sheet(board, _totals(request.user, contract, board))
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-{row.key}.{ending}"'
    return response


def campaign_of(contract, key: str) -> Campaign:
    """The campaign of the address; 404 without one."""
    row = get_object_or_404(Campaign.objects.of(contract), key=key)
    row.contract = contract
    return row


def _totals(user, contract, board) -> dict[int, str]:
    """Line → its grand total as `user` sees it."""
    wanted = {row.line.lineage_id for row in board.rows}
    found: dict[tuple, str] = {}
    masker = masker_for(user, contract, lineages=wanted)
    for one in Observation.objects.filter(contract=contract, lineage__in=wanted, breakdown={}).order_by("pk"):
        found[one.lineage_id, one.period, one.producer_id] = masker.shown(one)
    return {
        line.pk: found.get((line.lineage_id, str(line.year), line.request.organisation_id))
        or found.get((line.lineage_id, str(line.year), None), "")
        for line in (row.line for row in board.rows)
    }


def _form(request, contract, row: Campaign | None) -> HttpResponse:
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    today = timezone.localdate()
    form = CampaignForm(request.POST or None, contract=contract, row=row, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = write_campaign(
                contract=contract, campaign=row, values=form.values(), by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else _spread(form, error)
        else:
            messages.success(request, "Campagne enregistrée.")
            return redirect("followup:campaign", contract.key, made.key)
    return render(request, "followup/form.html", {"form": form, "row": row})


def _spread(form: CampaignForm, error: ValidationError) -> None:
    """Each sentence under its field."""
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields else None, found)
