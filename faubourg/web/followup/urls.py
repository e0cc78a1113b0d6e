"""Addresses of the journey."""

from django.urls import path

from faubourg.web.followup.views import acts, campaigns, links, papers, requests, workbooks

app_name = "followup"
_campaigns = "contrats/<str:contract_key>/campagnes/"
_campaign = f"{_campaigns}<str:key>/"
_request = f"{_campaign}demandes/<str:organisation>/"
_link = "repondre/<str:token>/"
urlpatterns = [
    path(_campaigns, campaigns.listing, name="campaigns"),
    path(f"{_campaigns}+preparer/", campaigns.prepare, name="prepare"),
    path(_campaign, campaigns.page, name="campaign"),
    path(f"{_campaign}lignes.<str:ending>", campaigns.export, name="export"),
    path(f"{_campaign}modifier/", campaigns.edit, name="edit"),
    path(f"{_campaign}lignes/", acts.decide, name="decide"),
    path(f"{_campaign}acte/<str:act>/", acts.act, name="act"),
    path(_request, requests.page, name="request"),
    path(f"{_request}referent/", requests.referent, name="referent"),
    path(f"{_request}liens/", links.send, name="link-send"),
    path(f"{_request}liens/<int:pk>/retirer/", links.revoke, name="link-revoke"),
    path(f"{_request}classeur.xlsx", workbooks.download, name="request-file"),
    path(f"{_request}classeur/", workbooks.take, name="request-take"),
    path(f"{_request}feuille.pdf", papers.paper, name="request-paper"),
    path(f"{_campaign}saisie/", papers.typing, name="typing"),
    path(_link, links.page, name="link"),
    path(f"{_link}classeur.xlsx", workbooks.link_download, name="link-file"),
    path(f"{_link}classeur/", workbooks.link_take, name="link-take"),
    path(f"{_link}feuille.pdf", papers.link_paper, name="link-paper"),
]
