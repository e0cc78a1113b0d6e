"""Addresses of the journey."""

from django.urls import path

from faubourg.web.overview import views

app_name = "overview"
urlpatterns = [
    path("contrats/<str:contract_key>/recapitulatif/", views.summary, name="summary"),
    path("contrats/<str:contract_key>/recapitulatif.<str:ending>", views.summary_export, name="summary-export"),
    path("contrats/<str:contract_key>/etat-des-fiches/", views.annex, name="annex"),
    path("contrats/<str:contract_key>/etat-des-fiches.<str:ending>", views.annex_export, name="annex-export"),
    path("contrats/<str:contract_key>/matrices/", views.matrices, name="matrices"),
    path("contrats/<str:contract_key>/matrices/<str:key>/", views.matrix, name="matrix"),
    path("contrats/<str:contract_key>/croisements/", views.crossings, name="crossings"),
    path("contrats/<str:contract_key>/croisements.<str:ending>", views.crossings_export, name="crossings-export"),
]
