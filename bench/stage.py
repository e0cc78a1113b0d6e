"""What measures stand on: contracts imported and seeded once, and the people who look at them."""

import sys
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.measure import Times, repeated
from faubourg.accounts.models import User
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract, Membership
from faubourg.exchange.demo import demo_files
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import
from faubourg.ui.typography import number

ROOT = Path(__file__).resolve().parent.parent


class Stage:
    """The contracts and clients of one engine, made when a measure first asks for them."""

    def __init__(self, *, contracts: int, actions: int, requests: int, people: int):
        self.contracts = contracts
        self.actions = actions
        self.requests = requests
        self.people = people

    @cached_property
    def lead(self) -> User:
        """A chef de projet of the real contracts."""
        return user_of("chef.de.projet", "Chef·fe de projet")

    @cached_property
    def client(self) -> Client:
        """The browser of the chef de projet."""
        return client_of(self.lead)

    @cached_property
    def admin_client(self) -> Client:
        """The browser of the administrator of the instance, who sees every contract."""
        return client_of(user_of("admin", "Admin", is_instance_admin=True))

    @cache  # noqa: B019 — one stage a process
    def contract(self, key: str) -> Contract:
        """A real contract, from ../shared or the package, led by the chef de projet."""
        if found := Contract.objects.filter(key=key, memberships__user=self.lead).first():
            return found
        path = contract_file(key)
        flat, _ = read_file(path.read_bytes(), path.name)
        return self.led(apply_import(flat=flat, at=timezone.now()).contract)

    def led(self, contract: Contract) -> Contract:
        """The contract, with the chef de projet."""
        Membership.objects.create(contract=contract, user=self.lead, role=Role.PROJECT_LEAD)
        return contract

    @cached_property
    def volume(self) -> str:
        """« 10 000 actions »: the fictitious contracts are there, and the engine knows how many rows there are."""
        call_command("seed_scale", contracts=self.contracts, actions=self.actions, stdout=sys.stderr)
        analyze()
        return f"{number(self.contracts * self.actions)} actions"

    def times(self, work: Callable) -> Times:
        """Times of as many warm runs as the command asks for."""
        return repeated(work, self.requests)


def user_of(name: str, function: str, **facts) -> User:
    """The person of this name, found again in a database that was kept."""
    mail = f"{name}@bench.invalid"
    return User.objects.filter(email=mail).first() or User.objects.create_user(mail, function=function, **facts)


def client_of(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def contract_file(key: str) -> Path:
    """The whole file of ../shared when it is beside the checkout, else the demo's. Raises `LookupError`."""
    found = [ROOT.parent / "shared" / "data" / f"{key}.yaml", *(path for path in demo_files() if path.stem == key)]
    for path in found:
        if path.exists():
            return path
    raise LookupError(f"le contrat {key} est dans ../shared, qui n’est pas à côté")


def analyze() -> None:
    """Let the planner know the volume, as it would in an instance that has been running."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def every_model() -> list[type]:
    """The models of the house with the tables of their links, without those of Django."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if apps.get_app_config(model._meta.app_label).name.startswith("faubourg.")
    ]
