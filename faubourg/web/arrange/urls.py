"""Addresses of the journey."""

from django.urls import path

from faubourg.web.arrange.views import bulk, clauses, codes, copying, library, order, proposals

app_name = "arrange"
CONTRACT = "contrats/<str:contract_key>"
urlpatterns = [
    path(f"{CONTRACT}/plan/ordonner/", order.order, name="order"),
    path(f"{CONTRACT}/plan/ordonner/<str:kind>/<str:key>/", order.move, name="move"),
    path(f"{CONTRACT}/plan/modifier/", bulk.bulk, name="bulk"),
    path(f"{CONTRACT}/plan/numeroter/", codes.renumber, name="renumber"),
    path(f"{CONTRACT}/plan/renvois/<str:kind>/<str:key>/", codes.references, name="references"),
    path(f"{CONTRACT}/fiches/<str:key>/copier/", copying.copy, name="copy"),
    path(f"{CONTRACT}/fiches/<str:key>/modele/", library.keep, name="keep"),
    path(f"{CONTRACT}/modeles/", library.templates, name="templates"),
    path(f"{CONTRACT}/modeles/nouveau/", library.new, name="new-template"),
    path(f"{CONTRACT}/modeles/<str:pk>/", library.template, name="template"),
    path(f"{CONTRACT}/modeles/<str:pk>/modifier/", library.change, name="change-template"),
    path(f"{CONTRACT}/modeles/<str:pk>/retirer/", library.remove, name="remove-template"),
    path(f"{CONTRACT}/clauses/", clauses.clauses, name="clauses"),
    path(f"{CONTRACT}/clauses/<str:pk>/inserer/", clauses.insert, name="insert-clause"),
    path(f"{CONTRACT}/propositions/", proposals.proposals, name="proposals"),
    path(f"{CONTRACT}/propositions/<str:pk>/reprendre/", proposals.take_back, name="take-back"),
    path(f"{CONTRACT}/propositions/<str:kind>/<str:key>/<str:mark>/", proposals.answer, name="answer"),
]
