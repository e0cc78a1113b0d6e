"""Addresses of what the coordinatrice sets and hands over, of workshops, permanences, écoutes, quality of data."""

from django.urls import path

from faubourg.web.plie.views import collective, dropins, quality, reclassing, settings, structures

_plie = "contrats/<str:contract_key>/plie"
_settings = f"{_plie}/reglages"
urlpatterns = [
    path(f"{_settings}/", settings.page, name="settings"),
    path(f"{_settings}/listes/<slug:kind>/", settings.words, name="settings-list"),
    path(f"{_settings}/listes/<slug:kind>/ajouter/", settings.word_add, name="settings-word-add"),
    path(f"{_settings}/mots/<int:pk>/", settings.word, name="settings-word"),
    path(f"{_settings}/mots/<int:pk>/<slug:name>/", settings.word_step, name="settings-word-step"),
    path(f"{_settings}/emplois/", settings.rules, name="settings-rules"),
    path(f"{_settings}/emplois/ajouter/", settings.rule_add, name="settings-rule-add"),
    path(f"{_settings}/emplois/classer/", reclassing.page, name="settings-again"),
    path(f"{_settings}/emplois/<int:pk>/", settings.rule, name="settings-rule"),
    path(f"{_settings}/emplois/<int:pk>/retirer/", settings.rule_remove, name="settings-rule-remove"),
    path(f"{_settings}/emplois/<int:pk>/<slug:name>/", settings.rule_step, name="settings-rule-step"),
    path(f"{_plie}/structures/<int:pk>/", structures.structure, name="structure"),
    path(f"{_plie}/structures/<int:pk>/<slug:name>/", structures.structure_act, name="structure-act"),
    path(f"{_plie}/transmettre/", structures.handover, name="handover"),
    path(f"{_plie}/qualite/", quality.page, name="quality"),
    path(f"{_plie}/qualite/<slug:check>/", quality.listed, name="quality-list"),
    path(f"{_plie}/ateliers/", collective.listed, name="workshops"),
    path(f"{_plie}/ateliers/ajouter/", collective.add, name="workshop-add"),
    path(f"{_plie}/ateliers/seances/<int:pk>/", collective.attendance, name="attendance"),
    path(f"{_plie}/ateliers/seances/<int:pk>/modifier/", collective.meeting, name="workshop-meeting"),
    path(f"{_plie}/ateliers/<int:pk>/", collective.workshop, name="workshop"),
    path(f"{_plie}/ateliers/<int:pk>/retirer/<int:number>/", collective.withdraw, name="workshop-withdraw"),
    path(f"{_plie}/ateliers/<int:pk>/<slug:name>/", collective.act, name="workshop-act"),
    path(f"{_plie}/permanences/", dropins.listed, name="dropins"),
    path(f"{_plie}/permanences/noter/", dropins.add, name="dropin-add"),
    path(f"{_plie}/permanences/<int:pk>/", dropins.change, name="dropin"),
    path(f"{_plie}/permanences/<int:pk>/retirer/", dropins.remove, name="dropin-remove"),
    path(f"{_plie}/ecoutes/", collective.supports, name="supports"),
    path(f"{_plie}/ecoutes/seances/<int:pk>/retirer/", collective.sitting_remove, name="sitting-remove"),
    path(f"{_plie}/ecoutes/<int:pk>/", collective.support, name="support"),
    path(f"{_plie}/ecoutes/<int:pk>/<slug:name>/", collective.support_act, name="support-act"),
    path(f"{_settings}/<slug:name>/", settings.act, name="settings-act"),
]
