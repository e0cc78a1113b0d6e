"""Import a contract from a YAML file or a workbook."""

import json
import time
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from faubourg.accounts.models import User
from faubourg.accounts.queries import account_of
from faubourg.contracts.models import Contract, Membership
from faubourg.exchange.compare import differences
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import, preview
from faubourg.exchange.sharing import unlinked
from faubourg.exchange.writing import flat_contract
from faubourg.intake.problems import IntakeError, typeset
from faubourg.ui.typography import number, plural

WORDS = {
    "created": "ligne ajoutée,lignes ajoutées",
    "changed": "ligne modifiée,lignes modifiées",
    "removed": "ligne retirée,lignes retirées",
    "unchanged": "ligne inchangée,lignes inchangées",
}


class Command(BaseCommand):
    """`import_contract FILE [--dry-run] [--json] [--accept all|none] [--reason TEXT] [--lead EMAIL]`."""

    help = "Importe un contrat (YAML ou classeur) ; la même clé met le contrat à jour."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="fichier .yaml, .xlsx ou .ods")
        parser.add_argument("--dry-run", action="store_true", help="dire ce qui changerait, sans rien écrire")
        parser.add_argument("--json", action="store_true", help="rendre compte en JSON")
        parser.add_argument("--accept", choices=["all", "none"], default="all", help="différences à prendre")
        parser.add_argument(
            "--reason", default="", help="motif d’une correction d’une version adoptée ; sans lui, le nom du fichier"
        )
        parser.add_argument("--lead", metavar="EMAIL", help="compte à qui donner le rôle « chef·fe de projet »")

    def handle(self, *args, **options):
        start = time.perf_counter()
        try:
            report = self._run(options)
        except FileNotFoundError as error:
            raise CommandError(f"Le fichier « {options['file']} » n’existe pas.") from error
        except IntakeError as error:
            if options["json"]:
                self.stdout.write(json.dumps({"problems": [p.sentence for p in error.problems]}, ensure_ascii=False))
            raise CommandError("\n".join(problem.sentence for problem in error.problems)) from error
        report["seconds"] = round(time.perf_counter() - start, 2)
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, default=str))
        else:
            self._tell(report)

    def _run(self, options) -> dict:
        lead = self._lead(options["lead"])
        flat, nulls_matter = read_file(options["file"].read_bytes(), options["file"].name)
        key = flat["contract"][0].get("key")
        contract = Contract.objects.filter(key=key).first()
        facts = {"key": key, "new": contract is None, "written": not options["dry_run"]}
        if options["dry_run"]:
            found = preview(flat=flat, nulls_matter=nulls_matter)
            totals = {kind: sum(getattr(found, kind).values()) for kind in ("created", "changed", "removed")}
            shown = [asdict(difference) for difference in found.differences]
            kept = [problem.sentence for problem in found.kept]
            return facts | totals | {"unchanged": found.unchanged, "kept": kept, "differences": shown}
        refused = set()
        if contract is not None and options["accept"] == "none":
            refused = {d.id for d in differences(flat_contract(contract), flat, nulls_matter=nulls_matter)}
        outcome = apply_import(
            flat=flat,
            at=timezone.now(),
            nulls_matter=nulls_matter,
            refused=refused,
            lead=lead,
            # Who runs the command has the whole database in hand: what it mends is journalled all the same.
            reason=options["reason"] or f"fichier « {options['file'].name} » pris par la ligne de commande",
        )
        totals = {kind: len(getattr(outcome, kind)) for kind in ("created", "changed", "removed")}
        kept = [problem.sentence for problem in unlinked(flat, user=None)]
        return facts | totals | {"unchanged": outcome.unchanged, "kept": kept}

    def _lead(self, email: str | None) -> User | None:
        if not email:
            return None
        lead = account_of(email)
        if lead is None or not lead.is_active:
            raise CommandError(f"Aucun compte ouvert n’a l’adresse « {email} ».")
        return lead

    def _tell(self, report: dict) -> None:
        what = "importé" if report["written"] else "lu, rien n’a été écrit"
        self.stdout.write(typeset(f"Contrat « {report['key']} » {what} en {number(report['seconds'], 2)}\u00a0s."))
        self.stdout.write(", ".join(plural(report[name], forms) for name, forms in WORDS.items()) + ".")
        for sentence in report["kept"]:
            self.stdout.write(sentence)
        if report["written"] and not Membership.objects.filter(contract__key=report["key"]).exists():
            self.stdout.write("Personne n’a encore de rôle dans ce contrat : --lead EMAIL le donne à un compte.")
