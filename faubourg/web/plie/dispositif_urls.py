"""Addresses of the clauses, childcare and dispositifs: numbers and words of acts only, never a name."""

from django.urls import path

from faubourg.web.plie.views import beneficiaries, childcare, clause_import, clauses, schemes, totals

_plie = "contrats/<str:contract_key>/plie"
_clauses = f"{_plie}/clauses"
_gardes = f"{_plie}/gardes"
_dispositifs = f"{_plie}/dispositifs"
urlpatterns = [
    path(f"{_clauses}/", clauses.page, name="clauses"),
    path(f"{_clauses}/tableau.<str:ending>", clauses.export, name="clauses-export"),
    path(f"{_clauses}/totaux/", totals.clauses, name="clauses-totals"),
    path(f"{_clauses}/modele.xlsx", clause_import.model, name="clause-model"),
    path(f"{_clauses}/importer/", clause_import.take, name="clause-import"),
    path(f"{_clauses}/marches/", clauses.markets, name="markets"),
    path(f"{_clauses}/marches/ajouter/", clauses.market_add, name="market-add"),
    path(f"{_clauses}/marches/<int:pk>/", clauses.market, name="market"),
    path(f"{_clauses}/marches/<int:pk>/<slug:name>/", clauses.market_act, name="market-act"),
    path(f"{_clauses}/contrats/", clauses.missions, name="clause-contracts"),
    path(f"{_clauses}/contrats/ajouter/", clauses.mission_add, name="clause-contract-add"),
    path(f"{_clauses}/contrats/<int:pk>/", clauses.mission, name="clause-contract"),
    path(f"{_clauses}/contrats/<int:pk>/modifier/", clauses.mission_change, name="clause-contract-change"),
    path(f"{_clauses}/contrats/<int:pk>/<slug:name>/", clauses.mission_act, name="clause-contract-act"),
    path(f"{_gardes}/", childcare.page, name="childcare"),
    path(f"{_gardes}/ajouter/", childcare.add, name="childcare-add"),
    path(f"{_gardes}/creches/", childcare.nurseries, name="nurseries"),
    path(f"{_gardes}/creches/ajouter/", childcare.nursery_add, name="nursery-add"),
    path(f"{_gardes}/creches/<int:pk>/<slug:name>/", childcare.nursery_act, name="nursery-act"),
    path(f"{_gardes}/<int:pk>/", childcare.demand, name="childcare-request"),
    path(f"{_gardes}/<int:pk>/modifier/", childcare.change, name="childcare-change"),
    path(f"{_gardes}/<int:pk>/<slug:name>/", childcare.act, name="childcare-act"),
    path(f"{_dispositifs}/", schemes.page, name="schemes"),
    path(f"{_dispositifs}/ajouter/", schemes.add, name="scheme-add"),
    path(f"{_dispositifs}/<int:pk>/", schemes.scheme, name="scheme"),
    path(f"{_dispositifs}/<int:pk>/entonnoir.<str:ending>", schemes.export, name="scheme-export"),
    path(f"{_dispositifs}/<int:pk>/modifier/", schemes.change, name="scheme-change"),
    path(f"{_dispositifs}/<int:pk>/orienter/", schemes.enrol_file, name="scheme-enrol"),
    path(f"{_dispositifs}/<int:pk>/orienter-autre/", schemes.enrol_outsider, name="scheme-enrol-outsider"),
    path(f"{_dispositifs}/<int:pk>/actes/<slug:name>/", schemes.act, name="scheme-act"),
    path(f"{_dispositifs}/passages/<int:pk>/", schemes.passage, name="enrolment"),
    path(f"{_dispositifs}/passages/<int:pk>/<slug:name>/", schemes.passage_act, name="enrolment-act"),
    path(f"{_dispositifs}/personnes/<int:pk>/", beneficiaries.person, name="dispositif-person"),
    path(f"{_dispositifs}/personnes/<int:pk>/<slug:name>/", beneficiaries.act, name="dispositif-person-act"),
]
