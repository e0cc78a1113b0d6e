"""Export a contract to a YAML file or a workbook."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from faubourg.contracts.models import Contract
from faubourg.exchange.files import yaml_of
from faubourg.ui.typography import plural


class Command(BaseCommand):
    """`export_contract KEY --format yaml|xlsx -o FILE`."""

    help = "Exporte un contrat dans un fichier YAML ou un classeur."

    def add_arguments(self, parser):
        parser.add_argument("key", help="clé du contrat")
        parser.add_argument("--format", choices=["yaml", "xlsx"], default="yaml")
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, *args, **options):
        try:
            contract = Contract.objects.get(key=options["key"])
        except Contract.DoesNotExist as error:
            raise CommandError(f"Aucun contrat ne porte la clé « {options['key']} ».") from error
        if options["format"] == "yaml":
            content = yaml_of(contract)
        else:
            from faubourg.exchange.workbook.writing import workbook_of

            content = workbook_of(contract)
        options["output"].write_bytes(content)
        self.stdout.write(f"{options['output']}\u00a0: {plural(len(content), 'octet')}.")
