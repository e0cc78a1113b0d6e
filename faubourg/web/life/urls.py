"""Addresses of the journey."""

from django.urls import path

from faubourg.web.life.views import fiche, milestones, progress, scale, validation

app_name = "life"
_fiche = "contrats/<str:contract_key>/fiches/<str:key>/suivi/"
_progress = "contrats/<str:contract_key>/avancement"
_scale, _milestone = f"{_progress}/echelle/", f"{_progress}/jalons/<int:pk>/"
urlpatterns = [
    path(_fiche, fiche.page, name="fiche"),
    path(f"{_fiche}condition/", fiche.condition, name="condition"),
    path(f"{_fiche}<int:pk>/", fiche.answer, name="answer"),
    path(f"{_progress}/", progress.page, name="progress"),
    path(f"{_progress}.<str:ending>", progress.export, name="export"),
    path(f"{_progress}/conditions/", progress.conditions, name="conditions"),
    path(f"{_progress}/a-valider/", validation.page, name="validation"),
    path(_scale, scale.page, name="scale"),
    path(f"{_scale}proposee/", scale.default, name="scale-default"),
    path(f"{_scale}<int:pk>/", scale.state, name="scale-state"),
    path(f"{_scale}<int:pk>/deplacer/", scale.move, name="scale-move"),
    path(f"{_scale}<int:pk>/retirer/", scale.remove, name="scale-remove"),
    path(f"{_progress}/jalons/", milestones.page, name="milestones"),
    path(f"{_milestone}cle/", milestones.key, name="milestone-key"),
    path(f"{_milestone}approuver/", milestones.approval, name="milestone-approve"),
    path(f"{_milestone}retirer/", milestones.withdrawal, name="milestone-withdraw"),
]
