"""Addresses of the journey."""

from django.urls import path

from faubourg.web.evaluation.views import files, pages, parts, recommendations, workshops

app_name = "evaluation"
_root = "contrats/<str:contract_key>/evaluation/"
_advice, _workshop = f"{_root}recommandations/", f"{_root}ateliers/"
_one, _proposal = f"{_advice}<str:key>/", f"{_root}propositions/<str:key>/"
urlpatterns = [
    path(_root, pages.index, name="index"),
    # Before the addresses that end with a key.
    path(f"{_root}<str:part>/ajouter/", parts.add, name="add"),
    path(f"{_root}dossiers/<str:key>/", pages.workspace, name="workspace"),
    path(f"{_root}dossiers/<str:key>/etat/", pages.move, name="move"),
    path(f"{_root}dossiers/<str:key>/campagne/", pages.campaign, name="campaign"),
    path(f"{_root}dossiers/<str:key>/synthese.<str:ending>", pages.synthesis, name="synthesis"),
    path(f"{_root}questions/<str:key>/", pages.question, name="question"),
    path(f"{_root}emblematiques/", pages.emblematic, name="emblematic"),
    path(_advice, recommendations.listing, name="recommendations"),
    path(f"{_root}recommandations.<str:ending>", recommendations.export, name="recommendations-file"),
    path(_one, recommendations.recommendation, name="recommendation"),
    path(f"{_one}reprendre/", recommendations.take_up, name="take-up"),
    path(f"{_one}clore/", recommendations.close, name="close"),
    path(f"{_one}rouvrir/", recommendations.reopen, name="reopen"),
    path(f"{_one}ouvrir-une-fiche/", recommendations.fiche, name="fiche"),
    path(_workshop, workshops.listing, name="workshops"),
    path(f"{_root}ateliers.<str:ending>", workshops.export, name="workshops-file"),
    path(f"{_workshop}<str:key>/", workshops.workshop, name="workshop"),
    path(f"{_proposal}rattacher/", workshops.tie, name="tie"),
    path(f"{_proposal}detacher/", workshops.untie, name="untie"),
    path(f"{_proposal}ouvrir-une-fiche/", workshops.fiche, name="proposal-fiche"),
    path(f"{_root}pieces/<int:pk>/", files.download, name="file"),
    path(f"{_root}pieces/<int:pk>/retirer/", files.drop, name="drop"),
    path(f"{_root}<str:part>/<str:key>/modifier/", parts.edit, name="edit"),
    path(f"{_root}<str:part>/<str:key>/retirer/", parts.remove, name="remove"),
    path(f"{_root}<str:part>/<str:key>/joindre/", files.join, name="join"),
]
