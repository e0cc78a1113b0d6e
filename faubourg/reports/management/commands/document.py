"""Print a document of a contract."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import DocumentError
from faubourg.reports.documents.kinds import KINDS, RENDERERS, make_document


class Command(BaseCommand):
    """`document KIND --contract KEY [--year Y] [--for KEY] -o FILE.pdf|.docx|.xlsx` (reports: `.json` too)."""

    help = "Imprime un document d’un contrat en PDF, Word ou classeur."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=sorted(KINDS), help="document")
        parser.add_argument("--contract", required=True, help="clé du contrat")
        parser.add_argument("--year", type=int, help="année, pour les documents d’une année")
        parser.add_argument("--for", dest="key", default="", help="clé de l’action, de l’organisation ou de l’élément")
        parser.add_argument("-o", "--output", type=Path, required=True, help="fichier .pdf, .docx ou .xlsx")

    def handle(self, *args, **options):
        kind, output = KINDS[options["kind"]], options["output"]
        ending = output.suffix.removeprefix(".").lower()
        endings = [*RENDERERS, *(["json"] if kind.files else [])]
        if ending not in endings:
            raise CommandError(f"« {output} » : la fin du nom doit être {', '.join(f'.{name}' for name in endings)}.")
        if kind.needs_key and not options["key"]:
            raise CommandError(f"Le document « {kind.name} » demande --for avec une clé.")
        try:
            content = make_document(
                kind=kind.name,
                ending=ending,
                contract=Contract.objects.get(key=options["contract"]),
                key=options["key"],
                options={"year": options["year"]} if options["year"] else {},
                printed_on=timezone.localdate(),
            )
        except Contract.DoesNotExist as error:
            raise CommandError(f"Aucun contrat ne porte la clé « {options['contract']} ».") from error
        except LookupError as error:
            raise CommandError(f"« {options['key']} » n’est pas une clé de ce contrat.") from error
        except DocumentError as error:
            raise CommandError(str(error)) from error
        output.write_bytes(content)
        self.stdout.write(f"{output} : {len(content)} octets.")
