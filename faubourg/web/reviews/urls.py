"""Addresses of the journey."""

from django.urls import path

from faubourg.web.reviews.views import fiche, listing, socle, synthesis

app_name = "reviews"
_contract = "contrats/<str:contract_key>/"
_fiche = f"{_contract}fiches/<str:key>/bilans/"
urlpatterns = [
    path(_fiche, fiche.page, name="fiche"),
    path(f"{_fiche}valider/", fiche.validate, name="validate"),
    path(f"{_fiche}corriger/", fiche.correct, name="correct"),
    path(f"{_contract}bilans/", synthesis.page, name="synthesis"),
    path(f"{_contract}bilans.<str:ending>", synthesis.export, name="synthesis-export"),
    path(f"{_contract}bilans/actions/", listing.page, name="list"),
    path(f"{_contract}bilans/actions.<str:ending>", listing.export, name="list-export"),
    path(f"{_contract}bilans/valider/", listing.validate, name="validate-many"),
    path(f"{_contract}socle/", socle.page, name="socle"),
    path(f"{_contract}socle.<str:ending>", socle.export, name="socle-export"),
    path(f"{_contract}socle/choisir/", socle.choose, name="socle-choose"),
    path(f"{_contract}socle/<int:year>/<str:key>/", socle.answer, name="socle-answer"),
]
