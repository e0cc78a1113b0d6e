"""Addresses of the journey."""

from django.urls import path

from faubourg.web.history import views

app_name = "history"
urlpatterns = [
    path("contrats/<str:contract_key>/fiches/<str:key>/historique/", views.fiche, name="fiche"),
    path("contrats/<str:contract_key>/historique/<str:kind>/<int:pk>/", views.entity, name="entity"),
    path("contrats/<str:contract_key>/journal/", views.journal, name="journal"),
    path("contrats/<str:contract_key>/journal.<str:ending>", views.export, name="export"),
]
