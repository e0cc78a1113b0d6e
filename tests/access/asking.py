"""The addresses themselves, and how one is asked without leaving a trace."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from faubourg.config.public_urls import PUBLIC_URLS
from faubourg.journal.models import Entry
from tests.access.rules import Rule
from tests.access.world import Side


def _addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            yield f"{prefix}{entry.name}", entry


ADDRESSES = {name: entry for name, entry in _addresses(get_resolver()) if name not in PUBLIC_URLS}
OF_A_CONTRACT = sorted(name for name, entry in ADDRESSES.items() if "contract_key" in entry.pattern.converters)


def address_of(name: str, rule: Rule, side: Side, objects: Side) -> str:
    given = dict(rule.parameters)
    named = dict(pair.split("=") for pair in rule.sample.split() if "=" in pair)
    for parameter in ADDRESSES[name].pattern.converters:
        if parameter == "contract_key":
            given[parameter] = side.contract.key
        elif parameter not in given:
            given[parameter] = objects.samples[named.get(parameter) or rule.sample or parameter]
    return reverse(name, kwargs=given)


def ask(client: Client, method: str, url: str, rule: Rule) -> tuple[int, int]:
    """The status, and how many acts the journal noted; all is undone."""
    with transaction.atomic():
        before = Entry.objects.count()
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        status = getattr(client, method)(url, dict(rule.data) if method == "post" else None).status_code
        # Signing out and changing a password take the cookie away, or give another one.
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        written = Entry.objects.count() - before
        transaction.set_rollback(True)
    return status, written
