"""Addresses of the journey."""

from django.urls import path

from faubourg.web.publications.views import frozen, opinions, procedure, reports

app_name = "publications"
_reports = "contrats/<str:contract_key>/rapports"
_report = f"{_reports}/<int:pk>"
_opinion = f"{_report}/avis/<int:number>"
urlpatterns = [
    path(f"{_reports}/", reports.listed, name="list"),
    path(f"{_reports}/ouvrir/", reports.add, name="add"),
    path(f"{_reports}/facile-a-lire/", reports.easy, name="easy"),
    path(f"{_report}/", reports.page, name="report"),
    path(f"{_report}/rapport.<str:ending>", frozen.download, name="file"),
    path(f"{_report}/changements/", frozen.changes, name="changes"),
    path(f"{_report}/changements.<str:ending>", frozen.export, name="changes-export"),
    path(f"{_report}/textes/<str:content>/", reports.text, name="text"),
    path(f"{_report}/dsu/<str:territory>/", reports.dsu, name="dsu"),
    path(f"{_report}/etapes/<str:stage>/", procedure.step, name="step"),
    path(f"{_report}/avis/ajouter/", opinions.add, name="opinion-add"),
    path(f"{_opinion}/", opinions.write, name="opinion"),
    path(f"{_opinion}/donner/", opinions.give, name="opinion-give"),
    path(f"{_opinion}/suite/", opinions.answer, name="opinion-answer"),
    path(f"{_opinion}/retirer/", opinions.remove, name="opinion-remove"),
    path(f"{_opinion}/pieces/<int:piece>/", opinions.piece, name="opinion-piece"),
]
