"""Count the rows of a contract."""

import json

from django.core.management.base import BaseCommand, CommandError

from faubourg.contracts.models import Contract
from faubourg.exchange.queries import summary


class Command(BaseCommand):
    """`summary KEY [--json]`."""

    help = "Compte les lignes d’un contrat, section par section."

    def add_arguments(self, parser):
        parser.add_argument("key", help="clé du contrat")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        try:
            counts = summary(Contract.objects.get(key=options["key"]))
        except Contract.DoesNotExist as error:
            raise CommandError(f"Aucun contrat ne porte la clé « {options['key']} ».") from error
        if options["json"]:
            self.stdout.write(json.dumps(counts, ensure_ascii=False))
            return
        for name, count in counts.items():
            shown = ", ".join(f"{word} {n}" for word, n in count.items()) if isinstance(count, dict) else count
            self.stdout.write(f"{name} : {shown}")
