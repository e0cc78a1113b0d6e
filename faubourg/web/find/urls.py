"""Addresses of the journey."""

from django.urls import path

from faubourg.web.find import views

app_name = "find"
urlpatterns = [
    path("contrats/<str:contract_key>/recherche/", views.page, name="page"),
]
