"""The published figures of a contract beside what its rows give."""

import json
from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from faubourg.contracts.models import Contract
from faubourg.exchange.figures import figures_of


class Command(BaseCommand):
    """`figures KEY [--json]`."""

    help = "Recalcule les chiffres publiés d’un contrat et classe les écarts."

    def add_arguments(self, parser):
        parser.add_argument("key", help="clé du contrat")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        contract = Contract.objects.select_related("current_version").filter(key=options["key"]).first()
        if contract is None:
            raise CommandError(f"Aucun contrat ne porte la clé « {options['key']} ».")
        found = figures_of(contract)
        if options["json"]:
            self.stdout.write(json.dumps([figure.as_json() for figure in found], ensure_ascii=False))
            return
        for figure in found:
            values = f"{_shown(figure.published):>10} {_shown(figure.computed):>10}"
            self.stdout.write(f"{figure.key:<72}{values}  {figure.klass}{' (déduit)' if figure.deduced else ''}")
        counts = Counter(str(figure.klass) for figure in found)
        self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.most_common()) or "aucun chiffre")


def _shown(value) -> str:
    return "–" if value is None else str(value)
