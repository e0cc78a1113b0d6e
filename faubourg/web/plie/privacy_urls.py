"""Addresses of retention, and of a person's own data."""

from django.urls import path

from faubourg.web.plie.views import privacy

_plie = "contrats/<str:contract_key>/plie"
_data = f"{_plie}/dossiers/<int:number>/donnees"
urlpatterns = [
    path(f"{_plie}/conservation/", privacy.terms, name="retention"),
    path(f"{_plie}/conservation/<slug:name>/", privacy.terms_act, name="retention-act"),
    path(f"{_data}/", privacy.data, name="person-data"),
    path(f"{_data}/export.<str:ending>", privacy.export, name="person-export"),
    path(f"{_data}/demandes/<int:pk>/", privacy.answer, name="rights-answer"),
    path(f"{_data}/<slug:name>/", privacy.data_act, name="person-data-act"),
]
