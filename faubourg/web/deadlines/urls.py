"""Addresses of the journey."""

from django.urls import path

from faubourg.web.deadlines.views import agreements, calendar, feeds, frameworks

app_name = "deadlines"
_contract = "contrats/<str:contract_key>/"
_agreements = f"{_contract}conventions"
_frameworks = f"{_contract}cadres"
_calendar = f"{_contract}echeances"
urlpatterns = [
    path(f"{_calendar}/", calendar.year, name="calendar"),
    path(f"{_calendar}/abonnement/", feeds.subscription, name="subscription"),
    path(f"{_calendar}/abonnement/retirer/", feeds.withdraw, name="subscription-withdraw"),
    path(f"{_calendar}/<int:year>.<str:ending>", calendar.year_file, name="year-file"),
    path(f"{_calendar}/<int:year>/", calendar.year, name="year"),
    path(f"{_calendar}/<int:year>/<int:month>/", calendar.month, name="month"),
    path("calendrier/<str:token>.ics", feeds.feed, name="feed"),
    path(f"{_agreements}/", agreements.agreement_list, name="agreements"),
    path(f"{_agreements}.<str:ending>", agreements.agreements_file, name="agreements-file"),
    path(f"{_agreements}/ajouter/", agreements.add, name="agreement-add"),
    path(f"{_agreements}/<int:pk>/", agreements.agreement, name="agreement"),
    path(f"{_agreements}/<int:pk>/modifier/", agreements.edit, name="agreement-edit"),
    path(f"{_agreements}/<int:pk>/suivi/", agreements.follow, name="agreement-follow"),
    path(f"{_agreements}/<int:pk>/reconduire/", agreements.renew, name="agreement-renew"),
    path(f"{_frameworks}/", frameworks.framework_list, name="frameworks"),
    path(f"{_frameworks}.<str:ending>", frameworks.frameworks_file, name="frameworks-file"),
    path(f"{_frameworks}/ajouter/", frameworks.add, name="framework-add"),
    path(f"{_frameworks}/<str:key>/modifier/", frameworks.edit, name="framework-edit"),
    path(f"{_contract}dispositifs/<str:key>/fenetres/", frameworks.windows, name="windows"),
]
