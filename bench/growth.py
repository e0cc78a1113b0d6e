"""Query counts of every page of a contract, with 10 actions and with 1,000 and all that comes with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from bench.measure import get, problem_of, queries_of
from bench.stage import Stage, analyze
from faubourg.contracts.models import Contract
from faubourg.exchange.operations import apply_import, flat_from_document
from faubourg.exchange.scale import fictitious
from faubourg.web.records.catalogue import SLUG_OF

SMALL, LARGE = 10, 1000
#: Pages of one thing that list others: name of the address → key of that thing.
SHEETS = {
    "plan:node": "nodes-0",
    "fiche:detail": "actions-0",
    "means:fiche": "actions-0",
    "overview:matrix": "nodes-0",
    "actors:organisation": "organisations-0",
    "actors:scheme": "schemes-0",
    "actors:territory": "territories-0",
    "actors:table": "tables-0",
}
#: The same page under what changes its list.
QUERIES = {
    "plan:plan": ("", "?vue=acteur", "?vue=quartier", "?type=C", "?q=emploi", "?plie=1"),
    "find:page": ("", "?q=fictive", "?q=fictive&partout=on"),
}


@dataclass(frozen=True)
class Growth:
    """How many statements a page sends with few rows and with many; None where it failed."""

    page: str
    small: int | None = None
    large: int | None = None
    problem: str = ""

    @property
    def verdict(self) -> str:
        """One word for the last column."""
        if self.small is None:
            return "erreur"
        return "ok" if self.small == self.large else "ÉCART"


def growths(stage: Stage) -> list[Growth]:
    """Every page whose address needs no more than a contract, the sections of the data, and some sheets."""
    small, large = (_contract(stage, size) for size in (SMALL, LARGE))
    analyze()
    found = [
        _growth(stage, f"{name}{query}", [_url(address, contract, kwargs, query) for contract in (small, large)])
        for name, address, kwargs in _pages()
        for query in QUERIES.get(address, ("",))
    ]
    return [growth for growth in found if growth]


def _contract(stage: Stage, actions: int) -> Contract:
    flat = flat_from_document(fictitious(f"growth-{actions}", actions))
    return stage.led(apply_import(flat=flat, at=timezone.now()).contract)


def _pages() -> Iterator[tuple[str, str, dict]]:
    """What to call a page, the name of its address, and what the address needs beside the contract."""
    for journey in get_resolver().url_patterns:
        for pattern in getattr(journey, "url_patterns", ()):
            if not isinstance(pattern, URLPattern):
                continue
            name, needs = f"{journey.namespace}:{pattern.name}", set(pattern.pattern.converters)
            if needs == {"contract_key"}:
                yield name, name, {}
            elif name in SHEETS and needs == {"contract_key", "key"}:
                yield name, name, {"key": SHEETS[name]}
    for section, slug in SLUG_OF.items():
        if section != "contract":
            yield f"records:section {slug}", "records:section", {"section": slug}


def _url(address: str, contract: Contract, kwargs: dict, query: str) -> str:
    return reverse(address, kwargs={"contract_key": contract.key, **kwargs}) + query


def _growth(stage: Stage, page: str, urls: list[str]) -> Growth | None:
    """Nothing for an address that shows nothing: a form sends to it."""
    try:
        if stage.client.get(urls[0]).status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return None
        return Growth(page, *(_count(get(stage.client, url)) for url in urls))
    except Exception as error:
        return Growth(page, problem=problem_of(error))


def _count(request: Callable[[], bytes]) -> int:
    request()
    return queries_of(request)
