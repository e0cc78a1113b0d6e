"""What the lists of choices of a form offer: the rows of the contract, under their names."""

from faubourg.contracts.models import Contract, Level
from faubourg.exchange.book import Book
from faubourg.exchange.schema.contract import STATUS_SCALE
from faubourg.exchange.schema.evaluation import Designated
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.exchange.schema.special import LevelName, StatusOf

NAME_LENGTH = 90


def options_of(field, section, contract: Contract) -> list[tuple[str, str]]:
    """(key, words) of every row that the link `field` may point to."""
    if isinstance(field, LevelName):
        levels = Level.objects.filter(contract=contract).order_by("family", "position")
        return [(name, name) for name in dict.fromkeys(levels.values_list("name", flat=True))]
    if isinstance(field, Designated):
        return [(words, words) for _, words in field.designations(contract)]
    if isinstance(field, StatusOf):
        return _rows("status_scale", contract)
    targets = [name for name, _ in field.targets] if hasattr(field, "targets") else [field.target]
    found = [option for target in targets for option in _rows(target, contract)]
    return found + (_outside(contract) if getattr(field, "outside", "") else [])


def _rows(target: str, contract: Contract) -> list[tuple[str, str]]:
    if target == "contracts":
        return [(found.key, found.name) for found in Contract.objects.exclude(pk=contract.pk)]
    if target == "status_scale":
        return [(row.key, row.label) for row in STATUS_SCALE.rows(contract)]
    name = target.removesuffix(" lineages") + ("s" if target.endswith(" lineages") else "")
    return [(row.key, _words(row)) for row in BY_NAME[name].rows(contract)]


def _outside(contract: Contract) -> list[tuple[str, str]]:
    book = Book(contract)
    book.remember_outside()
    return [(key, f"{key} (hors du plan)") for key in sorted(book.outside_keys)]


def _words(row) -> str:
    code = getattr(row, "code", "") or row.key
    name = next(getattr(row, name) for name in ("title", "name", "label", "text", "theme") if hasattr(row, name))
    short = name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1].rstrip()}…"
    return f"{code} · {short}"
