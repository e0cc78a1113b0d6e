"""Addresses of the journey: numbers and words of acts only, never a name."""

from django.urls import path

from faubourg.web.plie import cellule_urls, dispositif_urls, figures_urls, people_urls, privacy_urls, setting_urls
from faubourg.web.plie.views import desk, files, numbers, people, prescriptions, sessions, team, wall

app_name = "plie"
_plie = "contrats/<str:contract_key>/plie"
_file = f"{_plie}/dossiers/<int:number>"
_session = f"{_plie}/cellules/<int:pk>"
urlpatterns = [
    path(f"{_plie}/", desk.desk, name="desk"),
    path(f"{_plie}/chiffres/", numbers.numbers, name="numbers"),
    path(f"{_plie}/dossiers/", people.people, name="people"),
    path(f"{_file}/", people.file, name="file"),
    path(f"{_file}/consultations/", people.readings, name="readings"),
    path(f"{_file}/bilan.<str:ending>", people.summary, name="summary"),
    path(f"{_file}/ressemblance/<int:other>/", people.compare, name="compare"),
    path(f"{_file}/pieces/<int:pk>/", people.proof, name="proof"),
    path(f"{_file}/etapes/<int:pk>/", files.step, name="step"),
    path(f"{_file}/etapes/<int:pk>/classement/", files.step_class, name="step-class"),
    path(f"{_file}/etapes/<int:pk>/retirer/", files.step_remove, name="step-remove"),
    path(f"{_file}/etapes/ajouter/<slug:kind>/", files.step_add, name="step-add"),
    path(f"{_file}/rendez-vous/<int:pk>/", files.meeting, name="meeting"),
    path(f"{_file}/mesures/<int:pk>/", files.measure, name="measure"),
    path(f"{_file}/sorties/<int:pk>/situation/", files.situation, name="situation"),
    path(f"{_file}/sorties/<int:pk>/retirer/", files.exit_withdraw, name="exit-withdraw"),
    path(f"{_file}/actes/<slug:name>/", files.act, name="file-act"),
    path(f"{_plie}/prescriptions/", prescriptions.listed, name="prescriptions"),
    path(f"{_plie}/prescriptions/ajouter/", prescriptions.add, name="prescribe"),
    path(f"{_plie}/prescriptions/<int:pk>/", prescriptions.prescription, name="prescription"),
    path(f"{_plie}/prescriptions/<int:pk>/<slug:name>/", prescriptions.act, name="prescription-act"),
    path(f"{_plie}/equipe/", team.team, name="team"),
    path(f"{_plie}/equipe/ouvrir/", team.begin, name="begin"),
    path(f"{_plie}/equipe/roles/<int:pk>/terminer/", team.dismiss, name="dismiss"),
    path(f"{_plie}/equipe/<slug:name>/", team.act, name="team-act"),
    path(f"{_plie}/cellules/", sessions.listed, name="sessions"),
    path(f"{_plie}/cellules/prevoir/", sessions.plan, name="session-plan"),
    path(f"{_session}/", sessions.session, name="session"),
    path(f"{_session}/deroulement/", sessions.step, name="session-step"),
    path(f"{_session}/situations/<int:case>/", wall.wall, name="wall"),
    path(f"{_session}/situations/<int:case>/proposition/", sessions.propose, name="propose"),
    path(f"{_session}/<slug:name>/", sessions.act, name="session-act"),
    *dispositif_urls.urlpatterns,
    *cellule_urls.urlpatterns,
    *figures_urls.urlpatterns,
    *people_urls.urlpatterns,
    *privacy_urls.urlpatterns,
    *setting_urls.urlpatterns,
]
