"""Addresses of the journey."""

from django.urls import path

from faubourg.web.values.views import contests, grid, indicator, masked, objectives

app_name = "values"
_values = "contrats/<str:contract_key>/valeurs"
_indicator = "contrats/<str:contract_key>/indicateurs/<str:key>/"
urlpatterns = [
    path(f"{_values}/", grid.page, name="grid"),
    path(f"{_values}.<str:ending>", grid.export, name="export"),
    path(f"{_values}/cellule/", grid.cell, name="cell"),
    path(f"{_values}/petits-nombres/", masked.page, name="masked"),
    path(f"{_values}/contestees/<int:pk>/trancher/", contests.rule, name="rule"),
    path("contrats/<str:contract_key>/objectifs/", objectives.page, name="objectives"),
    path("contrats/<str:contract_key>/objectifs.<str:ending>", objectives.export, name="objectives-export"),
    path(f"{_indicator}contester/", contests.contest, name="contest"),
    path(_indicator, indicator.page, name="indicator"),
    path(f"{_indicator}interpretation/<int:number>/", indicator.note, name="note"),
]
