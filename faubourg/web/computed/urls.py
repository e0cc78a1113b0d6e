"""Addresses of the journey."""

from django.urls import path

from faubourg.web.computed.views import cohorts, forms, results

app_name = "computed"
_root = "contrats/<str:contract_key>/calculs"
_one = f"{_root}/<str:key>/"
_cohorts = "contrats/<str:contract_key>/cohortes"
urlpatterns = [
    path(f"{_root}/", results.page, name="page"),
    path(f"{_root}.<str:ending>", results.export, name="export"),
    path(f"{_root}/_parite/", results.parity, name="parity"),
    path(f"{_root}/_references/", results.references, name="references"),
    path(f"{_root}/_ajouter/", forms.add, name="add"),
    path(_one, results.detail, name="detail"),
    path(f"{_one}serie.svg", results.chart, name="chart"),
    path(f"{_one}modifier/", forms.edit, name="edit"),
    path(f"{_one}retirer/", forms.remove, name="remove"),
    path(f"{_cohorts}/", cohorts.page, name="cohorts"),
    path(f"{_cohorts}.<str:ending>", cohorts.export, name="cohorts-export"),
    path(f"{_cohorts}/<str:key>/", cohorts.detail, name="cohort"),
    path(f"{_cohorts}/<str:key>/parcours.svg", cohorts.chart, name="cohort-chart"),
]
