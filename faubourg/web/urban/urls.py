"""Addresses of the journey."""

from django.urls import path

from faubourg.web.urban import views

app_name = "urban"
_tfpb = "contrats/<str:contract_key>/tfpb"
urlpatterns = [
    path(f"{_tfpb}/", views.page, name="page"),
    path(f"{_tfpb}.<str:ending>", views.export, name="export"),
    path(f"{_tfpb}/modele.xlsx", views.model, name="model"),
    path(f"{_tfpb}/importer/", views.take, name="import"),
    path(f"{_tfpb}/ajouter/", views.add, name="add"),
    path(f"{_tfpb}/<int:pk>/", views.line, name="line"),
    path(f"{_tfpb}/<int:pk>/modifier/", views.edit, name="edit"),
    path(f"{_tfpb}/<int:pk>/retirer/", views.remove, name="remove"),
]
