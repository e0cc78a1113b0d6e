"""Campaigns of follow-up: the list, one campaign, one request."""

from django.shortcuts import get_object_or_404, render

from faubourg.followup.models import Campaign, CampaignRequest
from faubourg.web.shell import contract_view


@contract_view
def campaigns(request, contract):
    """The campaigns of the contract."""
    return render(request, "followup/campaigns.html", {"rows": list(Campaign.objects.of(contract))})


@contract_view
def campaign(request, contract, key):
    """One campaign and its requests."""
    row = get_object_or_404(Campaign.objects.of(contract), key=key)
    asked = list(row.requests.select_related("organisation", "campaign__contract"))
    return render(request, "followup/campaign.html", {"row": row, "asked": asked})


@contract_view
def request_page(request, contract, key, organisation):
    """What an organisation is asked."""
    rows = CampaignRequest.objects.of(contract).select_related("organisation", "campaign")
    found = get_object_or_404(rows, campaign__key=key, organisation__key=organisation)
    return render(request, "followup/request.html", {"row": found, "lines": list(found.lines.all())})
