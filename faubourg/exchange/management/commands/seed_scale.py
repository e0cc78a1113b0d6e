"""Fill an instance with fictitious contracts, to see how it behaves when it is large."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from faubourg.exchange.scale import seed_contract
from faubourg.ui.typography import plural


class Command(BaseCommand):
    """`seed_scale --contracts N [--actions M]`: creates scale-0001…N where they are missing."""

    help = "Ajoute des contrats fictifs de taille réelle (clés scale-0001…) ; ceux qui existent restent."

    def add_arguments(self, parser):
        parser.add_argument("--contracts", type=int, required=True, help="combien de contrats en tout")
        parser.add_argument("--actions", type=int, default=400, help="actions de chaque contrat (400)")

    def handle(self, *args, **options):
        contracts, actions = options["contracts"], options["actions"]
        if contracts < 1 or actions < 1:
            raise CommandError("Il faut au moins un contrat et une action.")
        start = told = time.perf_counter()
        made = 0
        for number in range(1, contracts + 1):
            made += seed_contract(number=number, actions=actions, at=timezone.now()) is not None
            now = time.perf_counter()
            if now - told > 2:
                told = now
                self.stdout.write(f"  {number} contrats sur {contracts}, {now - start:.0f} s")
        seconds = time.perf_counter() - start
        self.stdout.write(
            f"{plural(made, 'contrat ajouté,contrats ajoutés')} ({plural(made * actions, 'action')}) "
            f"en {seconds:.0f}\u00a0s, {contracts - made} déjà là."
        )
