"""The address of the components."""

from django.urls import path

from faubourg.ui import views

app_name = "ui"
urlpatterns = [path("composants/", views.components, name="components")]
