"""Addresses of the journey."""

from django.urls import path

from faubourg.web.means.views import entry, meter, rows

app_name = "means"
_means = "contrats/<str:contract_key>/moyens"
urlpatterns = [
    path(f"{_means}/", meter.page, name="page"),
    path(f"{_means}.<str:ending>", meter.export, name="export"),
    path(f"{_means}/piliers.svg", meter.chart, name="chart"),
    path(f"{_means}/saisie/", entry.page, name="entry"),
    path(f"{_means}/ajouter/", rows.add, name="add"),
    path(f"{_means}/<int:pk>/", rows.page, name="means"),
    path(f"{_means}/<int:pk>/modifier/", rows.edit, name="edit"),
    path(f"{_means}/<int:pk>/juger/", rows.judge, name="judge"),
    path(f"{_means}/<int:pk>/retirer/", rows.remove, name="remove"),
    path("contrats/<str:contract_key>/fiches/<str:key>/moyens/", meter.fiche, name="fiche"),
]
