"""A section of the file: its model, its fields, and how its rows are told apart."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst

from faubourg.exchange.schema.fields import Field


@dataclass(frozen=True)
class Section:
    """One list of records. `anchor` names the fields by which rows without key are matched between two files."""

    name: str
    title: str
    model: type[Model]
    fields: tuple[Field, ...]
    owner: str = "contract"  # the row's own link to its contract, where it has one: contract or version
    anchor: tuple[str, ...] = ()
    lineage: bool = False
    where: tuple[tuple[str, Any], ...] = ()  # fixed columns: several sections may share a model
    unique: tuple[str, ...] = ()  # fields that no two records may share together
    one_of: tuple[str, ...] = ()  # fields of which exactly one is filled
    follows: str = ""  # related name of what it hangs on by its lineage: rows without any in this version stay unseen

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields under the names of the file."""
        return {field.name: field for field in self.fields}

    @cached_property
    def headings(self) -> dict[str, str]:
        """What a reader sees above each field: its French name, told apart where two are alike."""
        titles = {field.name: capfirst(field.title(self.model)) for field in self.fields}
        seen = [title.casefold() for title in titles.values()]
        return {
            name: title if seen.count(title.casefold()) == 1 else f"{title} ({name})" for name, title in titles.items()
        }

    @property
    def has_key(self) -> bool:
        """Whether records carry a `key`."""
        return "key" in self.by_name

    @property
    def parent(self) -> Field | None:
        """The link of a row to another of the same section, which must exist first."""
        return self.by_name.get("parent")

    def new_row(self, contract):
        """A row of the contract (of its current version), not saved and at no place yet."""
        row = self.model(**dict(self.where))
        if self.model.contract_path == "contract":
            row.contract = contract
        elif self.model.contract_path == "version__contract":
            row.version = contract.current_version
        return row

    def rows(self, contract):
        """The rows of the contract (of its current version), in the order of the document."""
        rows = self.model._default_manager.filter(**dict(self.where)).order_by("position", "pk")
        path = self.model.contract_path
        if path.endswith("version__contract"):
            return rows.filter(**{path.removesuffix("__contract"): contract.current_version_id})
        if self.follows:
            rows = rows.filter(**{f"lineage__{self.follows}__version": contract.current_version_id})
        return rows.filter(**{path: contract})
