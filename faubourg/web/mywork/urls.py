"""Addresses of the journey."""

from django.urls import path

from faubourg.web.mywork import views

app_name = "mywork"
urlpatterns = [
    path("mon-travail/", views.page, name="page"),
    path("mon-travail/entrer/", views.door, name="door"),
    path("contrats/<str:contract_key>/mon-travail/", views.contract_page, name="contract"),
    path("contrats/<str:contract_key>/en-une-page/", views.one_page_of, name="one-page"),
]
