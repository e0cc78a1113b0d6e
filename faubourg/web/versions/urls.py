"""Addresses of the journey."""

from django.urls import path

from faubourg.web.versions.views import acts, pages

app_name = "versions"
root = "contrats/<str:contract_key>/versions/"
urlpatterns = [
    path(root, pages.page, name="page"),
    path(root + "ouvrir/", acts.open_amendment, name="open"),
    path(root + "reconstituer/", acts.rebuild, name="rebuild"),
    path(root + "en-vigueur/", acts.leave_draft, name="leave"),
    path(root + "<int:number>/", pages.version, name="version"),
    path(root + "<int:number>/travailler/", acts.work, name="work"),
    path(root + "<int:number>/soumettre/", acts.submit, name="submit"),
    path(root + "<int:number>/rendre/", acts.give_back, name="return"),
    path(root + "<int:number>/adopter/", acts.adopt, name="adopt"),
    path(root + "<int:number>/abandonner/", acts.abandon, name="abandon"),
    path(root + "<int:number>/composants/", acts.components, name="components"),
    path(root + "<int:number>/filiations/", acts.successions, name="successions"),
    path(root + "<int:number>/filiations/<int:pk>/retirer/", acts.withdraw, name="withdraw"),
    path(root + "<int:number>/comparaison/", pages.comparison, name="comparison"),
    path(root + "<int:number>/comparaison.<str:ending>", pages.download, name="download"),
]
