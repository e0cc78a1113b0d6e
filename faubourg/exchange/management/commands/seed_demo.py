"""Fill an instance with the demo: the contracts of the package, and an account for each role."""

import time

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from faubourg.accounts.models import User
from faubourg.actions.models import Action, SharedAction
from faubourg.actions.operations import share_action
from faubourg.contracts.choices import ContractKind, Role
from faubourg.contracts.matrix import FOR_AN_ORGANISATION
from faubourg.contracts.models import Contract, ListedOrganisation, Membership
from faubourg.exchange.demo import DEMO_ACCOUNTS, DEMO_BRIDGES, DEMO_SHARES, DemoAccount, DemoShare, demo_files
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.indicators.models import Indicator
from faubourg.indicators.operations_sharing import choose_shared_indicators
from faubourg.journal.operations import entry_for, record, record_many
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.cohort import plant_bridge, plant_cohort
from faubourg.ui.typography import number, plural

#: No role in the PLIE, or one that the cohort names.
ALREADY = ("", AgentRole.COORDINATOR, AgentRole.REFERENT)


class Command(BaseCommand):
    """`seed_demo`: creates what is not there yet, leaves the rest as it is."""

    help = "Ajoute les contrats et les comptes de démonstration qui manquent."

    def handle(self, *args, **options):
        self.imported = False
        contracts = [self._contract(path) for path in demo_files()]
        accounts = [(account, self._account(account)) for account in DEMO_ACCOUNTS]
        users = {account.key: user for account, user in accounts}
        given = self._memberships(contracts, accounts)
        if given:
            self.stdout.write(f"  {plural(given, 'rôle donné,rôles donnés')} dans les contrats.")
        for contract in contracts:
            if contract.kind == ContractKind.PLIE:
                self._cohort(contract, users)
        # Made with its contract only: who ended it since does not find it again.
        for share in DEMO_SHARES if self.imported else ():
            self._share(share, {contract.key: contract for contract in contracts}, users["chef-de-projet"])
        self.stdout.write(
            f"Démonstration prête\u00a0: {plural(len(contracts), 'contrat')}, {plural(len(accounts), 'compte')}."
        )

    def _contract(self, path) -> Contract:
        if found := Contract.objects.filter(key=path.stem).first():
            return found
        start, self.imported = time.perf_counter(), True
        self.stdout.write(f"  Import de {path.stem}…")
        flat, _ = read_file(path.read_bytes(), path.name)
        outcome = apply_import(flat=flat, at=timezone.now())
        seconds = number(time.perf_counter() - start, 1)
        self.stdout.write(f"  {plural(len(outcome.created), 'ligne')} en {seconds}\u00a0s.")
        return outcome.contract

    def _share(self, share: DemoShare, contracts: dict[str, Contract], lead: User) -> None:
        contract, there = contracts[share.contract], contracts[share.other]
        action = Action.objects.of(contract).get(key=share.action)
        if SharedAction.objects.touching(action.lineage_id).exists():
            return
        who = {"contract": contract, "user": lead, "at": timezone.now()}
        link = share_action(action=action, other=Action.objects.of(there).get(key=share.other_action), **who)
        shown = list(Indicator.objects.of(contract).filter(key__in=share.indicators))
        choose_shared_indicators(link=link, indicators=shown, **who)
        self.stdout.write(f"  {action.code} partagée avec {there.name}.")

    def _cohort(self, contract: Contract, users: dict[str, User]) -> None:
        people = plant_cohort(
            contract=contract, coordinator=users["coordinatrice-plie"], referent=users["referent-plie"],
            by=users["chef-de-projet"], at=timezone.now(),
            others={
                (account.plie, account.validates): users[account.key]
                for account in DEMO_ACCOUNTS if account.plie not in ALREADY
            },
        )  # fmt: skip
        if people:
            self.stdout.write(f"  Cohorte fictive du PLIE : {plural(people, 'personne')}.")
            fed = [one for key, rules in DEMO_BRIDGES.items() for one in _fed(key, rules)]
            plant_bridge(contract=contract, fed=fed, at=timezone.now())

    def _account(self, account: DemoAccount) -> User:
        if found := User.objects.filter(email=account.email).first():
            return found
        with transaction.atomic():
            # Without password: these accounts open by the demo's buttons only, which the setting DEMO opens.
            user = User.objects.create_user(
                account.email, function=account.function, is_instance_admin=not (account.role or account.plie)
            )
            record(actor=None, verb="compte créé", scope="instance", target=user, at=timezone.now())
        self.stdout.write(f"  Compte de démonstration : {account.function}.")
        return user

    def _memberships(self, contracts: list[Contract], accounts: list[tuple[DemoAccount, User]]) -> int:
        """Give each account its role in each contract where it has none yet, and say how many were given."""
        there = set(Membership.objects.filter(contract__in=contracts).values_list("contract", "user", "role"))
        missing = [
            Membership(
                contract=contract, user=user, role=account.role, organisation=_organisation(contract, account.role)
            )
            for contract in contracts
            for account, user in accounts
            if account.role
            and account.contract in ("", contract.key)
            and (contract.pk, user.pk, account.role) not in there
        ]
        if missing:
            now = timezone.now()
            with transaction.atomic():
                rows = Membership.objects.bulk_create(missing)
                record_many(
                    entry_for(actor=None, verb="rôle donné", scope=row.contract.scope, target=row, at=now)
                    for row in rows
                )
        return len(missing)


def _fed(key: str, rules: tuple) -> list[tuple[str, str, Indicator]]:
    """What is counted, by what, for the indicator itself."""
    version = Contract.objects.get(key=key).current_version_id
    rows = Indicator.objects.filter(version=version, key__in=[name for *_, name in rules])
    found = {row.key: row for row in rows.select_related("version__contract")}
    return [(measured, by, found[name]) for measured, by, name in rules if name in found]


def _organisation(contract: Contract, role: str) -> ListedOrganisation | None:
    """For whom the demo's account holds its role: who has most of what the role looks after."""
    if role not in FOR_AN_ORGANISATION:
        return None
    found = ListedOrganisation.objects.of(contract).exclude(is_generic=True)
    if role == Role.STATE_LEAD:
        found = found.filter(kind__icontains="etat")
        found = found.filter(name__icontains="préfecture") or found
    counted = found.annotate(load=Count("produced_indicators" if role == Role.PRODUCER else "roles"))
    return counted.order_by("-load", "pk").first()
