"""What is wrong with a file before any row is touched: its shape, its keys, its loops. Sentences with their place."""

import dataclasses
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from faubourg.exchange.compare import label_of
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.exchange.sameness import canonical
from faubourg.exchange.schema.contract import CHILDREN
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.sections import FILE_ORDER, KEPT_AS_GIVEN
from faubourg.intake.problems import Problem

VERSIONS = ("1.0",)
LIST_REMEDY = "Commencer chaque fiche par un tiret, puis écrire ses champs l’un sous l’autre"
SHAPES = {
    "mapping": "un groupe de champs",
    "names": "une liste de noms",
    "records": "une liste de fiches",
    "first apart": "une liste de fiches",
}
#: Null, and halves of characters.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: Names that `FaithfulJSONField` gives to what JSON does not have.
RESERVED = ("__pairs__", "__date__")


def shape_problems(document: Any) -> list[Problem]:
    """Problems of a parsed YAML file as a whole."""
    if not isinstance(document, dict):
        return [Problem("le fichier n’est pas un contrat : des sections sont attendues, la première est « contract »")]
    version = document.get("schema_version")
    if version is not None and str(version) not in VERSIONS:
        return [
            ShapeProblem(
                f"le fichier suit la version {version} du format, que Faubourg ne connaît pas",
                remedy=f"L’exporter en version {VERSIONS[-1]}",
                path=("schema_version",),
            )
        ]
    found = []
    for name in document:
        if name not in (*FILE_ORDER, "schema_version"):
            remedy = f"Sections connues : {', '.join(FILE_ORDER)}"
            found.append(ShapeProblem(f"la section « {name} » n’existe pas", remedy=remedy, path=(str(name),)))
    if not isinstance(document.get("contract"), dict):
        remedy = "Y écrire au moins key, title et kind"
        found.append(
            ShapeProblem(
                "la section « contract » manque, ou n’est pas un groupe de champs", remedy=remedy, path=("contract",)
            )
        )
        return found
    return found + list(_section_shapes(document)) + list(_children_shapes(document["contract"]))


def _section_shapes(document: dict) -> Iterator[Problem]:
    for name in FILE_ORDER[1:]:
        content = document.get(name)
        if content is None or name in KEPT_AS_GIVEN:
            continue
        wrong = _first_of_another_shape(content, list, dict)
        if wrong is not None:
            sentence = f"la section « {name} » doit être une liste de fiches (des champs avec leurs valeurs)"
            yield ShapeProblem(sentence, remedy=LIST_REMEDY, path=(name, *wrong))


def _children_shapes(contract: dict) -> Iterator[Problem]:
    for section, shape in CHILDREN:
        content = contract.get(section.name)
        if content is None:
            continue
        wanted, inside = (dict, object) if shape == "mapping" else (list, str if shape == "names" else dict)
        wrong = _first_of_another_shape(content, wanted, inside)
        if wrong is not None:
            sentence = f"dans « contract », « {section.name} » n’a pas la forme attendue, {SHAPES[shape]}"
            yield ShapeProblem(sentence, path=("contract", section.name, *wrong))
    if not isinstance(contract.get("deliberation", {}), dict):
        sentence = f"dans « contract », « deliberation » n’a pas la forme attendue, {SHAPES['mapping']}"
        yield ShapeProblem(sentence, path=("contract", "deliberation"))


def _first_of_another_shape(content: Any, wanted: type, inside: type) -> tuple[int, ...] | None:
    """The rank of the first item that is not `inside`; none when the whole is not `wanted`, None when all is well."""
    if not isinstance(content, wanted):
        return ()
    return next(((rank,) for rank, item in enumerate(content) if not isinstance(item, inside)), None)


def flat_problems(flat: dict[str, Any]) -> list[Problem]:
    """Problems of keys in the flat form: given twice, missing, a row above itself."""
    found = []
    seen: dict[str, str] = {}
    for name, section in FLAT_BY_NAME.items():
        records = flat.get(name) or []
        if section.has_key:
            found += _key_problems(section, records, seen if name not in ("status_scale", "tags", "contract") else {})
        if section.unique:
            found += _twice(section, records)
        if section.parent and section.has_key:
            found += loops(section, records)
        found += _unstorable(section, records)
    for name in KEPT_AS_GIVEN:
        if name in flat and (sentence := unstorable(flat[name])):
            found.append(Problem(f"section « {name} » : {sentence}"))
    return found


def _key_problems(section: Section, records: list[dict], seen: dict[str, str]) -> Iterator[Problem]:
    for record in records:
        key = record.get("key")
        if not isinstance(key, str) or not key:
            yield problem_at(section, record, "key", "chaque ligne doit avoir une clé, différente de toutes les autres")
        elif key in seen:
            where = f"dans « {seen[key]} »" if seen[key] != section.title else "plus haut dans cette section"
            yield problem_at(section, record, "key", f"la clé « {key} » est déjà prise {where} : en choisir une autre")
        else:
            seen[key] = section.title


def _twice(section: Section, records: list[dict]) -> Iterator[Problem]:
    seen = set()
    for record in records:
        facts = canonical([record.get(name) for name in section.unique])
        if facts in seen:
            yield problem_at(section, record, section.unique[0], "donné deux fois : garder une seule ligne")
        seen.add(facts)


def _unstorable(section: Section, records: list[dict]) -> Iterator[Problem]:
    for record in records:
        for name, value in record.items():
            if sentence := unstorable(value) or unstorable(name):
                yield problem_at(section, record, name, sentence)


def unstorable(value: Any) -> str:
    """Why a value cannot be kept as it is, as a French sentence; an empty text when it can."""
    if isinstance(value, str):
        if UNSTORABLE.search(value):
            return "le texte contient un caractère invisible qui ne peut pas être gardé : le retirer"
        return "ce nom de champ est réservé : en choisir un autre" if value in RESERVED else ""
    if isinstance(value, float) and not math.isfinite(value):
        return "un nombre est attendu : laisser vide ce qui n’est pas connu"
    if isinstance(value, dict):
        return next(filter(None, (unstorable(item) for pair in value.items() for item in pair)), "")
    if isinstance(value, list):
        return next(filter(None, map(unstorable, value)), "")
    return ""


def loops(section: Section, records: list[dict]) -> Iterator[Problem]:
    """Each loop of parents once, at its first record; what only hangs under a loop is sound."""
    keyed = {record["key"]: record for record in records if isinstance(record.get("key"), str)}
    done: set[str] = set()
    for key in keyed:
        path: dict[str, None] = {}
        while isinstance(key, str) and key in keyed and key not in done and key not in path:
            path[key] = None
            key = keyed[key].get("parent")
        if isinstance(key, str) and key in path:
            loop = list(path)[list(path).index(key) :]
            first = next(record for name, record in keyed.items() if name in loop)
            yield problem_at(section, first, "parent", _loop_sentence(section, first, loop))
        done |= path.keys()


def _loop_sentence(section: Section, first: dict, loop: list[str]) -> str:
    title = section.headings["parent"] if getattr(first, "row", None) else "parent"
    place = loop.index(first["key"])
    between = ", ".join(f"« {key} »" for key in loop[place + 1 :] + loop[:place])
    through = f" par {between}" if between else ""
    return f"« {first['key']} » est placé sous lui-même{through} : corriger « {title} »"


@dataclass(frozen=True)
class ShapeProblem(Problem):
    """A problem of the file's shape; `path` is what leads to it, by keys and ranks."""

    path: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class RecordProblem(Problem):
    """A problem of one field of one record: `field` is its name in the file, `reason` the sentence without place.

    `source` is the section and the record, and those nested in it that bear the field, or None.
    """

    field: str = ""
    reason: str = ""
    source: tuple[Section, dict, tuple[Section, dict] | None] | None = dataclasses.field(
        default=None, compare=False, repr=False
    )


def problem_at(section: Section, record: dict, field: Any, sentence: str, inside=None) -> RecordProblem:
    """A problem of one field of one record, where a reader finds it: a cell of a workbook, or a field of a section.

    `inside` is the section and the record nested in this one that bear the field.
    """
    label, source = label_of(record), (section, record, inside)
    if inside is not None:
        section, record = inside
    row, facts = getattr(record, "row", None), {"field": str(field), "reason": sentence, "source": source}
    if row is None:
        return RecordProblem(f"section « {section.name} », « {label} », champ « {field} » : {sentence}", **facts)
    title = section.headings.get(field, str(field))
    if section.name == "contract":
        row = record.rows.get(field, row)
        return RecordProblem(f"« {title} » : {sentence}", sheet=section.title, row=row, column="Valeur", **facts)
    return RecordProblem(f"« {label} » : {sentence}", sheet=section.title, row=row, column=title, **facts)
