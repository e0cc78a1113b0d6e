"""Every address of the instance: each journey brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("faubourg.web.home.urls")),
    # Before the plan: its own pages stand where the key of an element would.
    path("", include("faubourg.web.arrange.urls")),
    path("", include("faubourg.web.plan.urls")),
    path("", include("faubourg.web.fiche.urls")),
    path("", include("faubourg.web.life.urls")),
    path("", include("faubourg.web.reviews.urls")),
    path("", include("faubourg.web.values.urls")),
    path("", include("faubourg.web.computed.urls")),
    path("", include("faubourg.web.edit.urls")),
    path("", include("faubourg.web.overview.urls")),
    path("", include("faubourg.web.actors.urls")),
    path("", include("faubourg.web.find.urls")),
    path("", include("faubourg.web.completeness.urls")),
    path("", include("faubourg.web.records.urls")),
    path("", include("faubourg.web.transfer.urls")),
    path("", include("faubourg.web.versions.urls")),
    path("", include("faubourg.web.editions.urls")),
    path("", include("faubourg.web.deadlines.urls")),
    path("", include("faubourg.web.people.urls")),
    path("", include("faubourg.web.people.allauth_urls")),
    path("", include("faubourg.web.history.urls")),
    path("", include("faubourg.web.talk.urls")),
    path("", include("faubourg.web.mywork.urls")),
    path("", include("faubourg.web.followup.urls")),
    path("", include("faubourg.web.dashboards.urls")),
    path("", include("faubourg.web.means.urls")),
    path("", include("faubourg.web.registers.urls")),
    path("", include("faubourg.web.evaluation.urls")),
    path("", include("faubourg.web.urban.urls")),
    path("", include("faubourg.web.publications.urls")),
    path("", include("faubourg.web.plie.urls")),
    path("", include("faubourg.ui.urls")),
]
