"""The rows of one contract while a file is read or written: keys, links, labels, and what is saved after the rows."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Model

from faubourg.actions.models import ActionStatus, Public
from faubourg.actions.operations import keep_document_states
from faubourg.actions.queries import shared_names
from faubourg.contracts.facts import flag_label
from faubourg.contracts.models import Contract, Level, SourceSection, Tag
from faubourg.exchange.rows import Refusal, describe_row, fill_row
from faubourg.exchange.schema.contract import COMMITMENT_TYPES, STATUS_SCALE
from faubourg.exchange.schema.limits import check_text
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.sections import BY_NAME, SECTIONS
from faubourg.registers.cells import Lists

NAMED = {
    "territories": "aucun territoire",
    "organisations": "aucune organisation",
    "nodes": "aucun élément de l’arbre",
    "actions": "aucune action",
    "schemes": "aucun dispositif",
    "indicators": "aucun indicateur",
    "bodies": "aucune instance",
    "reviews": "aucun bilan",
    "weights": "aucun poids démographique",
    "constants": "aucune constante datée",
    "computations": "aucun indicateur calculé",
    "situations": "aucune situation",
    "registers": "aucun registre",
    "status_scale": "aucun état de l’échelle d’avancement",
    "evaluations": "aucune évaluation",
    "workshops": "aucun atelier",
    "evaluation_questions": "aucune question évaluative",
    "evaluation_criteria": "aucun critère",
    "evaluation_findings": "aucun constat d’évaluation",
    "contracts": "aucun contrat de l’instance",
}
#: Words that become rows when a file first says them.
LABELS = {"publics": (Public, "label"), "tags": (Tag, "key"), "levels": (Level, "name")}

#: What an index of PostgreSQL holds whatever the letters: 8 191 bytes, four a letter.
LONGEST_LABEL = 2_000


class Book:
    """What a reader or a writer of files knows of a contract."""

    def __init__(self, contract: Contract):
        self.contract = contract
        self.by_key: dict[str, dict[str, Any]] = defaultdict(dict)
        self.links: dict[tuple[type[Model], str], list[tuple[Model, list]]] = defaultdict(list)
        self.nests: list[tuple[Model, Any, list[Model]]] = []
        self.states: list[tuple[Model, Any, bool]] = []
        self.outside_keys: set[str] = set()
        self._keys_by_pk: dict[str, dict[Any, str]] = {}
        self._links_by_pk: dict[tuple[type[Model], str], dict[Any, list]] = {}
        self._nested_by_pk: dict[Any, dict[Any, list[Model]]] = {}
        self._statuses: dict[tuple[Any, bool], Any] | None = None
        self._shared: dict[Any, list[str]] | None = None

    @cached_property
    def lists(self) -> Lists:
        """What the cells of registers may name; first asked for once organisations, territories and actions are in."""
        return Lists(self.contract)

    # Reading a file

    def register(self, section: str, rows: Iterable[Model], key: str = "key") -> None:
        """Make rows known under their keys."""
        known = self.by_key[section]
        for row in rows:
            known[getattr(row, key)] = row

    def register_all(self) -> None:
        """Make every row that the contract already has known under its key."""
        for section in SECTIONS:
            if section.has_key:
                self.register(section.name, section.rows(self.contract))
            if section.lineage:
                self.by_key[f"{section.name.removesuffix('s')} lineages"] = {
                    row.key: row.lineage for row in section.rows(self.contract).select_related("lineage")
                }
        self.register("status_scale", STATUS_SCALE.rows(self.contract))
        self.register("commitment_types", COMMITMENT_TYPES.rows(self.contract), "letter")
        for name, (model, key) in LABELS.items():
            self.register(name, model.objects.filter(contract=self.contract), key)
        self.register("contracts", Contract.objects.all())

    def get(self, section: str, key: Any):
        """The row of this key, or None."""
        return self.by_key[section].get(key) if isinstance(key, str) else None

    def find(self, section: str, key: Any):
        """The row of this key. Raises `ValueError` with a French sentence when there is none."""
        found = self.get(section, key)
        if found is None:
            base = section.removesuffix(" lineages") + ("s" if section.endswith(" lineages") else "")
            raise ValueError(f"« {key} » n’est la clé d’{NAMED[base]} : corriger la clé ou ajouter la ligne qui manque")
        return found

    def label(self, name: str, text: str):
        """The row of these words, made if it is new. Raises `ValueError` when they can be no such row."""
        if found := self.by_key[name].get(text):
            return found
        model, key = LABELS[name]
        if not text.strip():
            raise ValueError("un texte vide est donné : l’enlever")
        check_text(model._meta.get_field(key), text)
        if len(text) > LONGEST_LABEL:
            raise ValueError(f"{len(text)} caractères, {LONGEST_LABEL} au plus : raccourcir le texte")
        facts = {key: text}
        if name == "tags":
            facts |= {"label": flag_label(text), "is_declared": False, "position": len(self.by_key[name])}
        if name == "levels":
            facts |= {"is_declared": False, "position": len(self.by_key[name])}
        found = self.by_key[name][text] = model.objects.create(contract=self.contract, **facts)
        return found

    def letters(self) -> list[str]:
        """The letters of the contract's commitment types; empty when it declares none."""
        return list(self.by_key["commitment_types"])

    def later(self, row: Model, attr: str, targets: list) -> None:
        """Keep links to save once the row has its number."""
        self.links[type(row), attr].append((row, targets))

    def nest(self, row: Model, field, rows: list[Model]) -> None:
        """Keep rows that hang on this one."""
        self.nests.append((row, field, rows))

    def state(self, row: Model, state, *, inferred: bool) -> None:
        """Keep the status of an action, which hangs on its lineage; None: the record says none."""
        self.states.append((row, state, inferred))

    def is_known_elsewhere(self, key: Any) -> bool:
        """Whether something that is kept as given carries this key (a sheet of the PLH in `extra`…)."""
        return isinstance(key, str) and key in self.outside_keys

    def fill(self, section: Section, row: Model, record: dict) -> Iterable[Refusal]:
        """Put a nested record on a row; yields what cannot be taken."""
        return fill_row(section, row, record, self)

    def save_links(self) -> None:
        """Insert the links kept by `later`, in the order of the file."""
        for (model, attr), pairs in self.links.items():
            field = model._meta.get_field(attr)
            through, source, target = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
            links = [
                through(**{f"{source}_id": row.pk, f"{target}_id": found.pk})
                for row, targets in pairs
                for found in dict.fromkeys(targets)
            ]
            through.objects.bulk_create(links, batch_size=1000)
        self.links.clear()

    def save_nests(self) -> None:
        """Insert the rows kept by `nest`."""
        by_model: dict[type[Model], list[Model]] = defaultdict(list)
        for _, _, rows in self.nests:
            for row in rows:
                by_model[type(row)].append(row)
        for model, rows in by_model.items():
            model.objects.bulk_create(rows, batch_size=500)
        self.nests.clear()

    def save_states(self) -> None:
        """Write the statuses kept by `state`."""
        wanted = {(row.lineage_id, inferred): state for row, state, inferred in self.states}
        keep_document_states(contract=self.contract, wanted=wanted)
        self.states.clear()

    # Writing a file

    def key_of(self, section: str, pk: Any) -> str | None:
        """The key under which the file knows a row; None for a lineage that has no row in this version of the plan."""
        if section not in self._keys_by_pk:
            self._keys_by_pk[section] = dict(self._key_pairs(section))
        keys = self._keys_by_pk[section]
        return keys.get(pk) if section.endswith(" lineages") else keys[pk]

    def _key_pairs(self, section: str):
        if section in LABELS:
            model, key = LABELS[section]
            return model.objects.filter(contract=self.contract).values_list("pk", key)
        if section == "contracts":
            return Contract.objects.values_list("pk", "key")
        if section == "status_scale":
            return STATUS_SCALE.rows(self.contract).values_list("pk", "key")
        if section.endswith(" lineages"):
            rows = BY_NAME[section.removesuffix(" lineages") + "s"].rows(self.contract)
            return rows.values_list("lineage_id", "key")
        return BY_NAME[section].rows(self.contract).values_list("pk", "key")

    def linked(self, row: Model, attr: str) -> list:
        """The numbers of the rows that `row` is linked to, in order."""
        place = type(row), attr
        if place not in self._links_by_pk:
            self._links_by_pk[place] = self._load_links(*place)
        return self._links_by_pk[place].get(row.pk, [])

    def _load_links(self, model: type[Model], attr: str) -> dict[Any, list]:
        field = model._meta.get_field(attr)
        through, source, target = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        links = through.objects.filter(**{f"{source}__{model.contract_path}": self.contract}).order_by("pk")
        found = defaultdict(list)
        for source_pk, target_pk in links.values_list(f"{source}_id", f"{target}_id"):
            found[source_pk].append(target_pk)
        return found

    def nested(self, row: Model, field) -> list[Model]:
        """The rows that hang on this one, in order."""
        place = field.name, field.link
        if place not in self._nested_by_pk:
            found = defaultdict(list)
            for item in field.rows_of(self.contract):
                found[getattr(item, f"{field.link}_id")].append(item)
            self._nested_by_pk[place] = found
        return self._nested_by_pk[place].get(row.pk, [])

    def status_of(self, row: Model, *, inferred: bool):
        """The last status of an action's lineage, said or deduced."""
        if self._statuses is None:
            statuses = ActionStatus.objects.filter(lineage__contract=self.contract).counting()
            self._statuses = {
                (lineage, was_inferred): state
                for lineage, was_inferred, state in statuses.values_list("lineage_id", "inferred", "state_id")
            }
        return self._statuses.get((row.lineage_id, inferred))

    def shared_elsewhere(self, row: Model) -> list[str]:
        """The actions of other contracts that both contracts agreed to be this one, « contract/action »."""
        if self._shared is None:
            self._shared = shared_names(self.contract)
        return self._shared.get(row.lineage_id, [])

    def describe(self, section: Section, row: Model) -> dict:
        """The record of a nested row."""
        return describe_row(section, row, self)

    def remember_outside(self) -> None:
        """Learn the keys of what the contract keeps as given."""
        for content in SourceSection.objects.filter(contract=self.contract).values_list("content", flat=True):
            self.outside_keys |= keys_in(content)


def keys_in(value: Any) -> set[str]:
    """Every `key` found anywhere in a value."""
    if isinstance(value, dict):
        own = {value["key"]} if isinstance(value.get("key"), str) else set()
        return own.union(*(keys_in(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(keys_in(item) for item in value))
    return set()
