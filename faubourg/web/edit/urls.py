"""Addresses of the journey: the parts of an action, those of an element of the tree, and drafts."""

from django.urls import path

from faubourg.web.edit.views import drafts, parts, rows

app_name = "edit"
fiche = "contrats/<str:contract_key>/fiches/<str:key>/rubriques/<str:section>/"
node = "contrats/<str:contract_key>/plan/<str:key>/rubriques/<str:section>/"
urlpatterns = [
    path("brouillons/", drafts.draft, name="draft"),
    path("brouillons/jeter/", drafts.drop, name="drop-draft"),
    path(fiche, parts.part, name="part"),
    path(fiche + "ajouter/", rows.add, name="add"),
    path(fiche + "<int:pk>/", rows.row, name="row"),
    path(fiche + "<int:pk>/retirer/", rows.remove, name="remove"),
    path(fiche + "<int:pk>/deplacer/", rows.move, name="move"),
    path(node, parts.part, {"on": "element"}, name="node-part"),
    path(node + "ajouter/", rows.add, {"on": "element"}, name="node-add"),
    path(node + "<int:pk>/", rows.row, {"on": "element"}, name="node-row"),
    path(node + "<int:pk>/retirer/", rows.remove, {"on": "element"}, name="node-remove"),
    path(node + "<int:pk>/deplacer/", rows.move, {"on": "element"}, name="node-move"),
]
