"""All that is held about one person, said back to them: every row of every kind, without anybody else's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Field, FileField, ForeignKey, JSONField, Model
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.pathways.models import Agent, Merge, NotSame, Participant
from faubourg.pathways.models.reach import FileRow
from faubourg.ui.typography import day

#: Rows that speak of another file than the person's own.
OTHERS_ROWS = (Merge, NotSame)
#: What names somebody else, or only serves the machine.
LEFT_OUT = frozenset({"prescribed_by", "said_by", "name_key", "sha256", "position"})
#: What stays with the professional where a step says so.
RESERVED = ("title", "note")
UNKNOWN = "non renseigné"


@dataclass(frozen=True)
class Held:
    """The rows of a kind: (what, value) pairs in words, « non renseigné » where nothing is."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def held_about(person: Participant) -> list[Held]:
    """Everything, the person first, by kind; a query a kind. What a psychologist hears is written nowhere."""
    files = [person.pk, *_gone_into([person.pk])]
    models = sorted(FileRow.__subclasses__(), key=lambda model: (model is not Participant, model.__name__))
    found = []
    for model in models:
        if model in OTHERS_ROWS:
            continue
        rows = model._base_manager.filter(**{f"{model.participant_path}__in": files}).order_by("pk")
        fields = [field for field in model._meta.concrete_fields if _is_told(field)]
        told = tuple(_told(row, fields) for row in rows.select_related(*_joined(fields)))
        if told:
            found.append(Held(str(model._meta.verbose_name_plural), told))
    return found


def _gone_into(files: Iterable[int]) -> list[int]:
    """The files merged into these, and those merged into them."""
    found = list(Participant.objects.filter(merged_into__in=files).order_by("pk").values_list("pk", flat=True))
    return [*found, *_gone_into(found)] if found else []


def _is_told(field: Field) -> bool:
    if field.primary_key or field.name in LEFT_OUT or isinstance(field, FileField | JSONField):
        return False
    target = field.related_model
    if target is None:
        return True
    own = target._meta.label == settings.AUTH_USER_MODEL or issubclass(target, FileRow | Agent | Contract)
    return not own


def _joined(fields: Iterable[Field]) -> list[str]:
    return [field.name for field in fields if isinstance(field, ForeignKey)]


def _told(row: Model, fields: Iterable[Field]) -> tuple[tuple[str, str], ...]:
    return tuple((str(field.verbose_name), _words(row, field)) for field in fields)


def _words(row: Model, field: Field) -> str:
    value = getattr(row, field.name)
    if field.name in RESERVED and getattr(row, "is_private", False):
        return "réservé au professionnel"
    if value is None or value == "":
        return UNKNOWN
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    match value:
        case bool():
            return "oui" if value else "non"
        case datetime():
            return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
        case date():
            return day(value)
    return str(value)
