"""Addresses of the journey."""

from django.urls import path

from faubourg.web.registers.views import building, counts, imports, lists, rows

app_name = "registers"
_all = "contrats/<str:contract_key>/registres"
_one = f"{_all}/<str:key>"
urlpatterns = [
    path(f"{_all}/", lists.page, name="page"),
    path(f"{_all}-nouveau/", building.new, name="new"),
    path(f"{_one}/", lists.register, name="register"),
    path(f"{_one}/lignes.<str:ending>", lists.export, name="export"),
    path(f"{_one}/modele.xlsx", lists.model, name="model"),
    path(f"{_one}/modifier/", building.change, name="change"),
    path(f"{_one}/retirer/", building.remove, name="remove"),
    path(f"{_one}/colonnes/", building.columns, name="columns"),
    path(f"{_one}/colonnes/ajouter/", building.column_add, name="column-add"),
    path(f"{_one}/colonnes/<str:column>/modifier/", building.column_change, name="column-change"),
    path(f"{_one}/colonnes/<str:column>/deplacer/", building.column_move, name="column-move"),
    path(f"{_one}/colonnes/<str:column>/retirer/", building.column_remove, name="column-remove"),
    path(f"{_one}/comptes/", counts.counts, name="counts"),
    path(f"{_one}/comptes/<int:pk>/", counts.count, name="count"),
    path(f"{_one}/comptes/<int:pk>/retirer/", counts.remove, name="count-remove"),
    path(f"{_one}/importer/", imports.take, name="import"),
    path(f"{_one}/ajouter/", rows.add, name="add"),
    path(f"{_one}/lignes/<int:pk>/", rows.row, name="row"),
    path(f"{_one}/lignes/<int:pk>/modifier/", rows.edit, name="edit"),
    path(f"{_one}/lignes/<int:pk>/retirer/", rows.remove, name="row-remove"),
]
