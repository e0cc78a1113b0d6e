"""Addresses of the journey."""

from django.urls import path

from faubourg.web.dashboards import views

app_name = "dashboards"
_board = "contrats/<str:contract_key>/tableau-de-bord"
urlpatterns = [
    path(f"{_board}/", views.page, name="page"),
    path(f"{_board}.xlsx", views.export, name="export"),
    path(f"{_board}/<str:name>.svg", views.picture, name="picture"),
]
