"""Addresses of the import of participants, of their homes and of the ground: never a name."""

from django.urls import path

from faubourg.web.plie.views import fse, ground, homes, people_import, rsa

_plie = "contrats/<str:contract_key>/plie"
_ground = f"{_plie}/quartiers"
_home = f"{_plie}/dossiers/<int:number>/domiciles/<int:pk>"
_rsa = f"{_plie}/dossiers/<int:number>/rsa/<int:pk>"
urlpatterns = [
    path(f"{_plie}/dossiers/modele.xlsx", people_import.model, name="people-model"),
    path(f"{_plie}/dossiers/importer/", people_import.take, name="people-import"),
    path(f"{_plie}/dossiers/fse/", fse.listed, name="fse"),
    path(f"{_plie}/dossiers/<int:number>/fse/entree/<int:pk>/", fse.entry, name="fse-entry"),
    path(f"{_plie}/dossiers/<int:number>/fse/sortie/<int:pk>/", fse.exit, name="fse-exit"),
    path(f"{_ground}/", ground.page, name="ground"),
    path(f"{_ground}/voies/", ground.streets, name="ground-streets"),
    path(f"{_ground}/voies/modele.csv", ground.model, name="ground-model"),
    path(f"{_ground}/contours/", ground.outlines, name="ground-outlines"),
    path(f"{_ground}/centre/", ground.centre, name="ground-centre"),
    path(f"{_ground}/situer/", ground.again, name="ground-again"),
    path(f"{_rsa}/", rsa.change, name="rsa"),
    path(f"{_rsa}/retirer/", rsa.remove, name="rsa-remove"),
    path(f"{_home}/", homes.change, name="home"),
    path(f"{_home}/position/", homes.locate, name="home-position"),
]
