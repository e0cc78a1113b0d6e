"""Addresses of the minutes of the cellule and of the exits that it decided."""

from django.urls import path

from faubourg.web.plie.views import exits, minutes, wall

_plie = "contrats/<str:contract_key>/plie"
_session = f"{_plie}/cellules/<int:pk>"
urlpatterns = [
    path(f"{_plie}/comptes-rendus/", minutes.listed, name="minutes-list"),
    path(f"{_session}/compte-rendu.<str:ending>", minutes.whole, name="minutes"),
    path(f"{_session}/compte-rendu-sans-nom.<str:ending>", minutes.nameless, name="minutes-nameless"),
    path(f"{_session}/prescripteurs/<int:prescriber>/compte-rendu.<str:ending>", minutes.part, name="minutes-part"),
    path(f"{_session}/situations/<int:case>/etat/", wall.pulse, name="wall-pulse"),
    path(f"{_plie}/dossiers/<int:number>/sorties/<int:pk>/justificatif/", exits.prove, name="exit-proof"),
    path(f"{_plie}/dossiers/<int:number>/sorties/<int:pk>/rouvrir/", exits.reopen, name="exit-reopen"),
]
