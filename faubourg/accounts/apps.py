"""Configuration of the app."""

from datetime import timedelta

from django.apps import AppConfig

from faubourg.ui.typography import plural

#: A file that no attachment names after so long comes from a transaction that was undone.
UNDONE_AFTER = timedelta(days=1)


class AccountsConfig(AppConfig):
    """See docs/architecture.md for the app's place in the house."""

    name = "faubourg.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Declare what has to be done at regular times: services ignore one another, this app is the first above."""
        from faubourg import jobs
        from faubourg.accounts.operations import clear_expired, forget_drafts
        from faubourg.mailing.operations import send_due
        from faubourg.threads.operations import sweep

        jobs.register(
            "mailing", label="envoi des courriels", every=timedelta(minutes=1), run=lambda now: send_due(now=now)
        )
        jobs.register(
            "clearing",
            label="ménage des sessions et des compteurs",
            every=timedelta(hours=1),
            run=lambda now: clear_expired(now=now),
        )
        jobs.register(
            "drafts",
            label="ménage des brouillons",
            every=timedelta(days=1),
            run=lambda now: plural(forget_drafts(now=now), "brouillon effacé,brouillons effacés"),
        )
        jobs.register(
            "attachments",
            label="ménage des pièces jointes",
            every=timedelta(days=1),
            run=lambda now: plural(sweep(written_before=now - UNDONE_AFTER), "fichier effacé,fichiers effacés"),
        )
