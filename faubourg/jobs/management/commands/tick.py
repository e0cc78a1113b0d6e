"""`manage.py tick`: the clock of the instance, to be called every five minutes."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from faubourg.jobs.operations import tick
from faubourg.ui.typography import nbsp, plural


class Command(BaseCommand):
    """Runs the periodic jobs that are due, each once even if several clocks call; fails when one of them failed."""

    help = "Exécute les tâches périodiques qui sont dues. À appeler toutes les cinq minutes."

    def handle(self, *args, **options) -> None:
        """Run, then say one line a job."""
        try:
            outcomes = tick(now=timezone.now())
        except DatabaseError as error:
            raise CommandError("La base de données ne répond pas : aucune tâche n’a pu être prise.") from error
        for outcome in outcomes:
            said = outcome.sentence or "fait"
            self.stdout.write(nbsp(f"{outcome.job.label} : {said}"))
        if not outcomes:
            self.stdout.write("Aucune tâche n’est due.")
        failed = sum(not outcome.succeeded for outcome in outcomes)
        if failed:
            raise CommandError(plural(failed, "tâche a échoué,tâches ont échoué") + ".")
