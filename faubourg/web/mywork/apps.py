"""Configuration of the journey."""

from datetime import timedelta

from django.apps import AppConfig


class MyWorkConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.mywork"
    label = "web_mywork"

    def ready(self) -> None:
        """Declare the weekly letter: looked at every day, written on the first look of the week."""
        from faubourg import jobs
        from faubourg.web.mywork.digest import write_digests

        jobs.register(
            "digest", label="lettre hebdomadaire", every=timedelta(days=1), run=lambda now: write_digests(now=now)
        )
