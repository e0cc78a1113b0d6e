"""Addresses of the journey."""

from django.urls import path

from faubourg.web.editions import views

app_name = "editions"
urlpatterns = [
    path("contrats/<str:contract_key>/editions/", views.page, name="page"),
    path("contrats/<str:contract_key>/editions/<str:kind>.<str:ending>", views.download, name="download"),
]
