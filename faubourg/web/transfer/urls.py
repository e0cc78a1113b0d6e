"""Addresses of the journey."""

from django.urls import path

from faubourg.web.transfer import views

app_name = "transfer"
urlpatterns = [
    path("contrats/<str:contract_key>/echanges/", views.page, name="page"),
    path("contrats/<str:contract_key>/echanges/export.<str:ending>", views.export, name="export"),
    path("importer/", views.new, name="new"),
    path("importer/classeur-vide.xlsx", views.blank, name="blank"),
    path("importer/<str:token>/", views.preview, name="preview"),
    path("importer/<str:token>/erreurs.csv", views.problems, name="problems"),
    path("importer/<str:token>/appliquer/", views.apply, name="apply"),
    path("importer/<str:token>/mettre-a-jour/", views.update, name="update"),
    path("importer/<str:token>/compte-rendu/", views.report, name="report"),
]
