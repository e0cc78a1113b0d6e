"""Configuration of the journey."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """See docs/architecture.md for the journey's place in the house."""

    name = "faubourg.web.transfer"
    label = "web_transfer"

    def ready(self) -> None:
        """Declare what has to be done at regular times."""
        from faubourg import jobs
        from faubourg.web.transfer.uploads import LIFETIME, sweep

        jobs.register("imports", label="ménage des fichiers à importer", every=LIFETIME, run=sweep)
