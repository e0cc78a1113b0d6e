"""Addresses of the journey."""

from django.urls import path

from faubourg.web.home import doors, views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("connexion/", doors.SignIn.as_view(), name="sign-in"),
    path("connexion/demo/", doors.demo_sign_in, name="demo-sign-in"),
    path("deconnexion/", doors.sign_out, name="sign-out"),
    path("aide/", views.help_page, name="help"),
    path("contrats/<str:contract_key>/", views.contract, name="contract"),
    path("contrats/<str:contract_key>/texte/", views.pages, name="pages"),
]
