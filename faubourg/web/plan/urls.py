"""Addresses of the journey."""

from django.urls import path

from faubourg.web.plan import views

app_name = "plan"
urlpatterns = [
    path("contrats/<str:contract_key>/plan/", views.plan, name="plan"),
    path("contrats/<str:contract_key>/plan.<str:ending>", views.export, name="export"),
    path("contrats/<str:contract_key>/plan/<str:key>/", views.node, name="node"),
]
