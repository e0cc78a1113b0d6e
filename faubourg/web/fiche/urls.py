"""Addresses of the journey."""

from django.urls import path

from faubourg.web.fiche import views, views_focus, views_sharing

app_name = "fiche"
urlpatterns = [
    path("contrats/<str:contract_key>/fiches/<str:key>/", views.detail, name="detail"),
    path("contrats/<str:contract_key>/fiches/<str:key>/focus/", views.focus, name="focus"),
    path("contrats/<str:contract_key>/fiches/<str:key>/focus/ecrire/", views_focus.write, name="focus-write"),
    path("contrats/<str:contract_key>/fiches/<str:key>/focus/retirer/", views_focus.remove, name="focus-remove"),
    path("contrats/<str:contract_key>/fiches/<str:key>/partage/", views_sharing.sharing, name="sharing"),
]
