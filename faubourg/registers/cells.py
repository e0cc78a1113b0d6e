"""A cell of a register: read from what a person types or a file holds, kept as plain JSON, shown again in French."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory
from faubourg.intake.problems import refusal
from faubourg.intake.values import parse_boolean, parse_number, parse_partial_date, parse_text
from faubourg.registers.choices import NUMERIC, ColumnType
from faubourg.registers.models import RegisterColumn
from faubourg.ui.typography import euro, number

LONGEST = 2_000
#: Whole digits that a value of an indicator can hold, and those that a number of a file keeps exactly.
LARGEST = 10**12
DECIMALS = {ColumnType.NUMBER: 6, ColumnType.AMOUNT: 2}
NOUNS = {
    ColumnType.ORGANISATION: "une organisation du contrat",
    ColumnType.TERRITORY: "un territoire du contrat",
    ColumnType.ACTION: "une action du contrat",
}


class Lists:
    """The contract's organisations, territories and actions, by their words and by their keys; each read when asked."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract

    @cached_property
    def organisations(self) -> list[ListedOrganisation]:
        """In the order of their names."""
        return list(ListedOrganisation.objects.of(self.contract).order_by("name", "pk"))

    @cached_property
    def territories(self) -> list[ListedTerritory]:
        """In the order of the document."""
        return list(ListedTerritory.objects.of(self.contract).order_by("position", "pk"))

    @cached_property
    def actions(self) -> list[Action]:
        """Those of the version that is read."""
        rows = Action.objects.filter(version=self.contract.current_version_id)
        return list(rows.only("key", "code", "title", "version").order_by("position", "pk"))

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        """Type → key → what is shown."""
        return {
            ColumnType.ORGANISATION: {one.key: one.name for one in self.organisations},
            ColumnType.TERRITORY: {one.key: one.name for one in self.territories},
            ColumnType.ACTION: {one.key: " ".join(filter(None, (one.code, one.title))) for one in self.actions},
        }

    @cached_property
    def _words(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {}
        for kind, known in self._known.items():
            words = found[kind] = {}
            others = {"organisation": self.organisations, "territoire": self.territories}.get(kind, [])
            aliases = {one.key: one.aliases for one in others}
            for key, label in known.items():
                for text in {folded(word) for word in (key, label, *aliases.get(key, ()))}:
                    words.setdefault(text, []).append(key)
        return found

    def choices(self, kind: str) -> list[tuple[str, str]]:
        """Key and label of each line of a list."""
        return list(self._known[kind].items())

    def label(self, kind: str, key: str) -> str:
        """What is shown of a key; the key itself when the list no longer has it."""
        return self._known[kind].get(key, key)

    def key(self, kind: str, text: str) -> str:
        """The key of what is named so. Raises ValueError."""
        if text in self._known[kind]:
            return text
        found = self._words[kind].get(folded(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            keys = ", ".join(f"« {one} »" for one in found)
            raise refusal(f"« {text[:60]} » désigne plusieurs lignes ({keys}) : écrivez la clé")
        raise refusal(f"« {text[:60]} » n’est pas {NOUNS[kind]} : écrivez son nom ou sa clé")


def read_cell(column: RegisterColumn, typed: Any, lists: Lists) -> Any:
    """What a cell says, as it is kept; None when it is empty. Raises ValueError: a sentence without place."""
    text = parse_text(typed).replace("\0", "")
    if not text:
        return None
    if column.type in NUMERIC:
        return _number(column, typed)
    if column.type == ColumnType.DATE:
        return parse_partial_date(typed)
    if column.type == ColumnType.YES_NO:
        return parse_boolean(typed)
    if column.type == ColumnType.CHOICE:
        return _option(column, text)
    if column.type in NOUNS:
        return lists.key(column.type, text)
    if len(text) > LONGEST:
        raise refusal(f"{len(text)} caractères, {LONGEST} au plus : raccourcissez le texte")
    return text


def shown(column: RegisterColumn, value: Any, lists: Lists) -> str:
    """A cell in words; `read_cell` reads them again. An empty text is « not given »."""
    if value is None:
        return ""
    if column.type in NUMERIC and not isinstance(value, bool | str):
        exact = decimal_of(value)
        return euro(exact) if column.type == ColumnType.AMOUNT else number(exact)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if column.type == ColumnType.DATE:
        return "/".join(reversed(str(value).split("-")))
    return lists.label(column.type, str(value)) if column.type in NOUNS else str(value)


def words_of(row, columns: Iterable[RegisterColumn], lists: Lists) -> dict[str, str]:
    """All that a row says, label → words."""
    said = {column.label: shown(column, row.values.get(column.key), lists) for column in columns}
    said["tenue par"] = row.organisation.name if row.organisation_id else ""
    if row.register.states or row.state:
        said["état"] = row.register.state_labels.get(row.state, row.state)
    return said | {"note": row.note}


def decimal_of(value: Any) -> Decimal:
    """A kept number, exactly as it was written."""
    return Decimal(str(value))


def year_of(value: Any) -> int | None:
    """The year of a kept date; of a number that is one."""
    text = str(value)[:4] if value is not None and not isinstance(value, bool) else ""
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def folded(text: str) -> str:
    """A text as names are compared: without case, double spaces and the two kinds of apostrophe."""
    return " ".join(str(text).replace("’", "'").split()).casefold()


def _number(column: RegisterColumn, typed: Any) -> int | float:
    found = parse_number(typed)
    decimals = DECIMALS[column.type]
    exact = decimal_of(found)
    if abs(exact) >= LARGEST:
        raise refusal(f"« {parse_text(typed)[:40]} » est trop grand : vérifiez ce nombre")
    if exact < 0 and column.type == ColumnType.AMOUNT:
        raise refusal(f"« {parse_text(typed)} » est négatif : écrivez un montant positif, ou laissez vide")
    if exact != round(exact, decimals):
        words = "deux décimales : arrondissez au centime" if decimals == 2 else f"{decimals} décimales : arrondissez"
        raise refusal(f"« {parse_text(typed)} » a plus de {words}")
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _option(column: RegisterColumn, text: str) -> str:
    for option in column.options:
        if folded(option) == folded(text):
            return option
    offered = ", ".join(f"« {option} »" for option in column.options) or "aucun choix n’est prévu"
    raise refusal(f"« {text[:60]} » n’est pas dans la liste de « {column.label} » : {offered}")
