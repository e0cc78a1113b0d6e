"""Somebody is said to be known already: what was typed of them beside what their file says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from faubourg.pathways.choices import QpvMethod, QpvResult, Sex
from faubourg.pathways.models import Participant, Residence, name_key
from faubourg.pathways.streets import split_address
from faubourg.search.text import normalise

#: What is typed of a person with a prescription, in the order of its form.
TYPED = ("last_name", "first_name", "sex", "birth_date", "phone")
#: The name of what was typed of the home, beside those of TYPED.
HOME = "home"


@dataclass(frozen=True)
class Difference:
    """A fact that the file says otherwise, both as a page prints them; `name`: one of TYPED, or HOME."""

    name: str
    label: str
    held: str
    typed: str


@dataclass(frozen=True)
class Compared:
    """`missing`: what the file does not know and was typed; `differences`: what it says otherwise.

    `home`: what completes the present home, None when nothing does.
    """

    missing: dict[str, Any]
    differences: list[Difference]
    home: dict[str, Any] | None


def compare(participant: Participant, person: Mapping[str, Any], home: Mapping[str, Any] | None) -> Compared:
    """Put what was typed (see `prescribing.prescribe_new`) beside the file."""
    missing, differences = {}, []
    for name in TYPED:
        typed, held = person.get(name), getattr(participant, name)
        if typed in (None, "") or _same(name, typed, held):
            continue
        if held in (None, ""):
            missing[name] = typed
        else:
            label = str(Participant._meta.get_field(name).verbose_name)
            differences.append(Difference(name, label, _printed(name, held), _printed(name, typed)))
    completes = None
    if home is not None and participant.residence is not None:
        completes = _completing(participant.residence, home)
        if completes is None:
            differences.append(Difference(HOME, "domicile", home_words(participant.residence), _typed_home(home)))
        elif not completes["values"] and completes["chosen"] is None and not completes["qpv"]:
            completes = None
    return Compared(missing, differences, completes)


def home_words(row: Residence) -> str:
    """A home in a line: « 3 rue Basse, Niort, Clou Bouchet »."""
    quarter = row.territory.name if row.territory else str(row.get_qpv_display())
    place = row.commune.name if row.commune else row.commune_name
    return ", ".join(filter(None, (row.address, place, quarter)))


def _typed_home(home: Mapping[str, Any]) -> str:
    values, chosen = home["values"], home.get("chosen")
    place = values["commune"].name if values.get("commune") else values.get("commune_name", "")
    quarter = chosen.name if chosen else str(QpvResult(home["qpv"]).label) if home.get("qpv") else ""
    return ", ".join(filter(None, (values.get("address", ""), place, quarter)))


def _completing(row: Residence, home: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the typed home adds to the present one, as `homes.change_home` takes it; None when they disagree."""
    found: dict[str, Any] = {}
    typed = {name: value for name, value in home["values"].items() if value not in (None, "")}
    if "commune_name" in typed and row.commune is not None and not _alike(row.commune.name, typed["commune_name"]):
        return None
    if "commune" in typed and row.commune_name and not _alike(typed["commune"].name, row.commune_name):
        return None
    for name, value in typed.items():
        held = getattr(row, name)
        if held in (None, ""):
            found[name] = value
        elif not (held == value if name == "commune" else _same_place(name, str(value), str(held))):
            return None
    if found.get("commune_name") and row.commune is not None:
        del found["commune_name"]
    chosen, qpv = home.get("chosen"), home.get("qpv", "")
    if row.qpv != QpvResult.UNDETERMINED and (chosen or qpv) and (row.territory, row.qpv) != _said(chosen, qpv):
        return None
    if row.qpv == QpvResult.UNDETERMINED and (chosen or qpv not in ("", QpvResult.UNDETERMINED)):
        return {"values": found, "chosen": chosen, "qpv": qpv}
    # A quarter that somebody chose stays chosen when the address is completed.
    kept = {"chosen": row.territory, "qpv": "" if row.territory else row.qpv}
    said = kept if found and row.method == QpvMethod.CHOSEN else {"chosen": None, "qpv": ""}
    return {"values": found} | said


def _said(chosen, qpv: str) -> tuple:
    return (chosen, QpvResult.INSIDE if chosen is not None else qpv)


def _same(name: str, typed, held) -> bool:
    if name in ("last_name", "first_name"):
        return name_key(typed) == name_key(held or "")
    if name == "phone":
        return _digits(typed) == _digits(held or "")
    return typed == held


def _digits(phone: str) -> str:
    return "".join(mark for mark in phone.replace("+33", "0") if mark.isdigit())


def _alike(one: str, other: str) -> bool:
    return name_key(one) == name_key(other)


def _same_place(name: str, one: str, other: str) -> bool:
    return split_address(one) == split_address(other) if name == "address" else normalise(one) == normalise(other)


def _printed(name: str, value) -> str:
    if name == "sex":
        return str(Sex(value).label)
    return f"{value:%d/%m/%Y}" if name == "birth_date" else str(value)
