"""Addresses of the journey."""

from django.urls import path

from faubourg.web.records import views

app_name = "records"
urlpatterns = [
    path("contrats/<str:contract_key>/donnees/", views.sections, name="sections"),
    path("contrats/<str:contract_key>/donnees/<str:section>/", views.section_list, name="section"),
    path("contrats/<str:contract_key>/donnees/<str:section>/export.<str:ending>", views.export, name="export"),
    path("contrats/<str:contract_key>/donnees/<str:section>/ajouter/", views.add, name="add"),
    path("contrats/<str:contract_key>/donnees/cahier-des-charges/textes/", views.clause_texts, name="clause-texts"),
    path("contrats/<str:contract_key>/donnees/<str:section>/<str:pk>/", views.edit, name="edit"),
    path("contrats/<str:contract_key>/donnees/<str:section>/<str:pk>/retirer/", views.remove, name="remove"),
]
