"""Addresses of the journey."""

from django.urls import path

from faubourg.web.talk.views import attachments, comments, contract, fiche

app_name = "talk"
_contract = "contrats/<str:contract_key>/"
_fiche, _comments = f"{_contract}fiches/<str:key>/", f"{_contract}commentaires/"
_comment, _file = f"{_comments}<int:pk>/", f"{_contract}pieces/<int:pk>/"
urlpatterns = [
    path(f"{_fiche}echanges/", fiche.page, name="fiche"),
    path(f"{_fiche}pieces/", attachments.attach, name="attach"),
    path(_comments, contract.page, name="contract"),
    path(_comment, comments.place, name="comment"),
    path(f"{_comment}modifier/", comments.edit, name="edit"),
    path(f"{_comment}retirer/", comments.remove, name="remove"),
    path(f"{_comment}regler/", comments.settle, name="settle"),
    path(_file, attachments.download, name="download"),
    path(f"{_file}retirer/", attachments.detach, name="detach"),
]
