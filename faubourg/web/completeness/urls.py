"""Addresses of the journey."""

from django.urls import path

from faubourg.web.completeness import views

app_name = "completeness"
urlpatterns = [
    path("contrats/<str:contract_key>/completude/", views.page, name="page"),
    path("contrats/<str:contract_key>/completude.<str:ending>", views.export, name="export"),
]
