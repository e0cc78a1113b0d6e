"""Configuration of the app."""

from datetime import timedelta

from django.apps import AppConfig

from faubourg import jobs


class RegistersConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.registers"
    label = "registers"

    def ready(self) -> None:
        """Declare what has to be done again and again."""
        from faubourg.registers.operations.counts import refresh_reported

        jobs.register(
            "registers", label="report des comptes de registres", every=timedelta(hours=1), run=refresh_reported
        )
