"""Addresses of the journey."""

from django.urls import path

from faubourg.web.fiche import views

app_name = "fiche"
urlpatterns = [
    path("contrats/<str:contract_key>/fiches/<str:key>/", views.detail, name="detail"),
]
