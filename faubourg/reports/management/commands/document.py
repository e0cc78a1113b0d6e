"""Print a document of a contract."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.documents.blocks import DocumentError
from faubourg.reports.documents.kinds import KINDS, RENDERERS, Kind, make_document
from faubourg.reports.documents.personal import PersonalKind, personal_kinds


class Command(BaseCommand):
    """`document KIND --contract KEY [--year Y] [--for KEY] -o FILE.pdf|.docx|.xlsx` (reports: `.json` too).

    A document about one person also asks `--user E-MAIL`: what that account may see is printed, and nothing else.
    """

    help = "Imprime un document d’un contrat en PDF, Word ou classeur."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=sorted({*KINDS, *personal_kinds()}), help="document")
        parser.add_argument("--contract", required=True, help="clé du contrat")
        parser.add_argument("--year", type=int, help="année, pour les documents d’une année")
        parser.add_argument(
            "--for",
            dest="key",
            default="",
            help="clé de l’action, de l’organisation ou de l’élément ; numéro du dossier",
        )
        parser.add_argument("--user", default="", help="adresse du compte dont les droits valent, pour un dossier")
        parser.add_argument("-o", "--output", type=Path, required=True, help="fichier .pdf, .docx ou .xlsx")

    def handle(self, *args, **options):
        kind, output = personal_kinds().get(options["kind"]) or KINDS[options["kind"]], options["output"]
        ending = output.suffix.removeprefix(".").lower()
        endings = _endings(kind)
        if ending not in endings:
            raise CommandError(f"« {output} » : la fin du nom doit être {', '.join(f'.{name}' for name in endings)}.")
        if _needs_key(kind) and not options["key"]:
            raise CommandError(f"Le document « {kind.name} » demande --for avec une clé.")
        try:
            contract = Contract.objects.get(key=options["contract"])
            content = _made(kind, ending, contract, options)
        except Contract.DoesNotExist as error:
            raise CommandError(f"Aucun contrat ne porte la clé « {options['contract']} ».") from error
        except LookupError as error:
            raise CommandError(f"« {options['key']} » n’est pas une clé de ce contrat.") from error
        except DocumentError as error:
            raise CommandError(str(error)) from error
        output.write_bytes(content)
        self.stdout.write(f"{output} : {len(content)} octets.")


def _endings(kind: Kind | PersonalKind) -> list[str]:
    if isinstance(kind, PersonalKind):
        return list(kind.endings)
    return [*RENDERERS, *(["json"] if kind.files else [])]


def _needs_key(kind: Kind | PersonalKind) -> bool:
    return isinstance(kind, PersonalKind) or kind.needs_key


def _made(kind: Kind | PersonalKind, ending: str, contract: Contract, options: dict) -> bytes:
    if isinstance(kind, PersonalKind):
        return _personal(kind, ending, contract, options)
    return make_document(
        kind=kind.name,
        ending=ending,
        contract=contract,
        key=options["key"],
        options={"year": options["year"]} if options["year"] else {},
        printed_on=timezone.localdate(),
    )


def _personal(kind: PersonalKind, ending: str, contract: Contract, options: dict) -> bytes:
    email = options["user"].strip()
    if not email:
        raise CommandError(f"Le document « {kind.name} » demande --user : ce compte doit avoir le droit de le lire.")
    reader = User.objects.filter(email__iexact=email, is_active=True).first()
    if reader is None:
        raise CommandError(f"Aucun compte ouvert n’a l’adresse « {email} ».")
    try:
        return kind.make(contract, options["key"], ending, reader, timezone.now())
    except LookupError as error:
        raise CommandError(f"Ce compte ne voit aucun dossier « {options['key']} » dans ce contrat.") from error
