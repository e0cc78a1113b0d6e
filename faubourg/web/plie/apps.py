"""Configuration of the journey."""

from django.apps import AppConfig


class PlieConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.plie"
    label = "plie"

    def ready(self) -> None:
        """Declare the document about one person, which the command `document` prints, and the passage over terms."""
        from datetime import timedelta

        from faubourg import jobs
        from faubourg.reports.documents.personal import declare
        from faubourg.web.plie.bilan import KIND
        from faubourg.web.plie.terms import follow_every_term

        declare(KIND)
        jobs.register(
            "plie-terms", label="fins de conservation des dossiers du PLIE", every=timedelta(days=1),
            run=lambda now: follow_every_term(now=now),
        )  # fmt: skip
