"""What a published figure is counted on, in words: a measure of the file told to a reader."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from faubourg.actions.models import Action, ListedScheme
from faubourg.contracts.facts import fact_label, fact_text, flag_label
from faubourg.contracts.models import Contract, ListedOrganisation, Node
from faubourg.governance.models import Body
from faubourg.indicators.models import Indicator

#: What a measure counts, and what it keeps of it: names of the exchange file.
COUNTED = {
    "actions": "actions",
    "bodies": "instances",
    "citizens.councils": "conseils citoyens",
    "clauses": "clauses",
    "cross_references": "renvois",
    "figures": "chiffres des territoires",
    "indicators": "indicateurs",
    "means": "moyens",
    "meetings": "réunions",
    "nodes": "éléments de l’arbre",
    "organisations": "organismes",
    "reviews": "revues d’actions",
    "roles": "rôles",
    "scheme_links": "liens à un dispositif",
    "schemes": "dispositifs",
    "territories": "territoires",
    "values": "valeurs d’indicateurs",
}
KEPT = {
    "action": "action",
    "action_nature": "nature",
    "amount": "montant",
    "body": "instance",
    "breakdowns": "ventilation",
    "commitment_type": "type",
    "date": "date",
    "flags": "étiquettes",
    "focus": "page « focus »",
    "from": "origine",
    "in_toolbox": "dans la boîte à outils",
    "indicator": "indicateur",
    "level": "niveau",
    "nodes": "place",
    "objective": "objectif",
    "organisation": "organisme",
    "parent": "sous",
    "role": "rôle",
    "scheme": "dispositif",
    "sheet": "page d’acteur",
    "status": "état",
}
OTHER = "autres indications du document"
#: How many letters of a name stand in a sentence.
NAME_LENGTH = 60
_PATTERN = re.compile(r"[][\\*+?(){}]")


@dataclass(frozen=True)
class Names:
    """Words for the keys that measures name: `types` for the letters of commitments, `keys` for all the others."""

    keys: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)


def names_in(contract: Contract, measures: Iterable[Any]) -> Names:
    """The names of the rows of `contract` that these measures name. Eight queries."""
    keys = {text for measure in measures for text in _texts(measure)}
    of_version = {"version": contract.current_version_id, "key__in": keys}
    named = {}
    for model, column, wanted in (
        (ListedScheme, "name", {"contract": contract, "key__in": keys}),
        (Indicator, "label", of_version),
        (ListedOrganisation, "name", {"contract": contract, "key__in": keys}),
        (Body, "name", {"contract": contract, "key__in": keys}),
    ):
        named |= dict(model.objects.filter(**wanted).order_by().values_list("key", column))
    for model in (Action, Node):
        found = model.objects.filter(**of_version).order_by().values_list("key", "code", "title")
        named |= {key: code or title for key, code, title in found}
    named |= dict(contract.status_scale.values_list("key", "label"))
    types = contract.commitment_types.values_list("letter", "label")
    return Names(
        {key: _short(words) for key, words in named.items()}, {letter: f"{letter} ({label})" for letter, label in types}
    )


def counted_words(measure: Any, names: Names) -> str:
    """The rows that an expression counts, adds or compares, and those that it keeps."""
    if not isinstance(measure, dict):
        return OTHER
    if isinstance(measure.get("ratio"), dict):
        parts = [counted_words(measure["ratio"].get(part), names) for part in ("numerator", "denominator")]
        return " rapporté à ".join(parts)
    if isinstance(measure.get("evolution"), dict):
        first, last = (counted_words(measure["evolution"].get(part), names) for part in ("from", "to"))
        return f"{last} comparé à {first}"
    for name, joint in (("sum", " plus "), ("difference", " moins ")):
        if isinstance(measure.get(name), list):
            return joint.join(counted_words(part, names) for part in measure[name])
    rows, label = _rows(measure, names), _label(measure.get("field"))
    if measure.get("aggregate") == "distinct":
        return f"{rows}, une fois par « {label} »"
    # A review may stand for several actions: what it counts as is how it is counted, not an amount.
    summed = measure.get("aggregate") == "sum" and measure.get("field") != "counts_as"
    return f"somme de « {label} », {rows}" if summed else rows


def _rows(measure: dict, names: Names) -> str:
    counted = measure.get("of", measure.get("in"))
    words = [f"{_label(name)} : {_wanted(name, value, names)}" for name, value in (measure.get("where") or {}).items()]
    for name, link in (("linked", "avec"), ("unlinked", "sans")):
        if isinstance(measure.get(name), dict):
            words.append(f"{link} {_rows(measure[name], names)}")
    return COUNTED.get(counted, OTHER) + (f" ({', '.join(words)})" if words else "")


def _label(name: Any) -> str:
    return KEPT.get(name) or fact_label(str(name))


def _wanted(name: str, value: Any, names: Names) -> str:
    """What is kept, by names and codes instead of keys."""
    if value is None or value == "":
        return "non donné"
    if isinstance(value, list):
        return " ou ".join(_wanted(name, item, names) for item in value)
    if isinstance(value, dict):
        return _condition(name, value, names)
    if not isinstance(value, str):
        return fact_text(value)
    known = names.types if name == "commitment_type" else names.keys
    return known.get(value) or flag_label(value)


def _condition(name: str, value: dict, names: Names) -> str:
    if list(value) == ["under"]:
        return f"sous {_wanted(name, value['under'], names)}"
    if list(value) == ["not"]:
        inside = value["not"]
        return "donné" if inside is None or inside == "" else f"autre que {_wanted(name, inside, names)}"
    if list(value) == ["like"]:
        return _like(str(value["like"]))
    return fact_text(value)


def _like(pattern: str) -> str:
    """A pattern in words; one that words cannot tell says so."""
    plain = re.sub(r"(?<=\w)\.(?=\w)", "’", pattern.strip("^$"))
    if _PATTERN.search(plain):
        return "certains mots"
    words = " ou ".join(f"« {part} »" for part in plain.split("|"))
    return f"commence par {words}" if pattern.startswith("^") else f"contient {words}"


def _texts(measure: Any) -> Iterator[str]:
    if isinstance(measure, str):
        yield measure
    elif isinstance(measure, list | dict):
        for item in measure.values() if isinstance(measure, dict) else measure:
            yield from _texts(item)


def _short(words: str) -> str:
    return words if len(words) <= NAME_LENGTH else f"{words[: NAME_LENGTH - 1].rstrip()}…"
