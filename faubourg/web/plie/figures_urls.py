"""Addresses of the figures and of what goes out: numbers and words only, never a name."""

from django.urls import path

from faubourg.web.plie.views import bridge, management, numbers, outgoing, report, series

_plie = "contrats/<str:contract_key>/plie"
_numbers = f"{_plie}/chiffres"
_out = f"{_plie}/transmissions"
urlpatterns = [
    path(f"{_numbers}/dossiers/", numbers.files, name="behind"),
    path(f"{_numbers}/tableaux.xlsx", numbers.export, name="numbers-export"),
    path(f"{_numbers}/rapport.<str:ending>", report.report, name="report"),
    path(f"{_numbers}/series/", series.page, name="series"),
    path(f"{_numbers}/series/<slug:table>/", series.enter, name="series-enter"),
    path(f"{_numbers}/textes/", series.texts, name="texts"),
    path(f"{_numbers}/structures/<int:pk>/", management.page, name="dialogue"),
    path(f"{_numbers}/structures/<int:pk>/dossier.<str:ending>", management.download, name="dialogue-file"),
    path(f"{_numbers}/report/", bridge.page, name="bridge"),
    path(f"{_numbers}/report/ajouter/", bridge.add, name="bridge-add"),
    path(f"{_numbers}/report/maintenant/", bridge.now, name="bridge-now"),
    path(f"{_numbers}/report/<int:pk>/arreter/", bridge.end, name="bridge-end"),
    path(f"{_out}/", outgoing.page, name="outgoing"),
    path(f"{_out}/transmettre/", outgoing.send, name="send"),
    path(f"{_out}/bases/ajouter/", outgoing.basis_add, name="basis-add"),
    path(f"{_out}/bases/<int:pk>/", outgoing.basis_change, name="basis-change"),
    path(f"{_out}/bases/<int:pk>/terminer/", outgoing.basis_end, name="basis-end"),
    path(f"{_out}/acces/<int:pk>/", outgoing.access, name="access"),
    path(f"{_plie}/liste-transmise/", outgoing.shared, name="shared"),
]
