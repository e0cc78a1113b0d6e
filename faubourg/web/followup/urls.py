"""Addresses of the journey."""

from django.urls import path

from faubourg.web.followup import views

app_name = "followup"
_campaigns = "contrats/<str:contract_key>/campagnes/"
_campaign = f"{_campaigns}<str:key>/"
urlpatterns = [
    path(_campaigns, views.campaigns, name="campaigns"),
    path(_campaign, views.campaign, name="campaign"),
    path(f"{_campaign}demandes/<str:organisation>/", views.request_page, name="request"),
]
