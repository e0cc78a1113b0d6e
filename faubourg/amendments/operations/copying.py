"""A version copied row by row: what belongs to it gets new rows, what accumulates stays on the lineages."""

from graphlib import TopologicalSorter

from django.apps import apps
from django.db.models import ForeignKey, Model

from faubourg.amendments.models import Correction, Succession
from faubourg.contracts.models import Version

BATCH = 500
#: What says how a version was made or mended belongs to that version only.
OWN = (Succession, Correction)


def versioned_models() -> list[type[Model]]:
    """Every model whose rows belong to a version, what is pointed to first; one that is added later is copied too."""
    found = [
        model
        for model in apps.get_models()
        if getattr(model, "contract_path", "").endswith("version__contract") and model not in OWN
    ]
    graph = {model: {field.related_model for field in _links(model)} & set(found) - {model} for model in found}
    return list(TopologicalSorter(graph).static_order())


def rows_of_version(model: type[Model], version: Version):
    """The rows of `model` that belong to `version`, in the order in which they were written."""
    path = model.contract_path.removesuffix("__contract")
    return model._base_manager.filter(**{path: version.pk}).order_by("pk")


def copy_version(*, source: Version, target: Version) -> int:
    """Give `target` its own copy of all that belongs to `source`, lineages kept; return the number of rows.

    Call inside a transaction. Rows come in the same order; links between rows of the version follow the copies.
    """
    numbers: dict[type[Model], dict[int, int]] = {}
    for model in versioned_models():
        numbers[model] = _copy_rows(model, source, target, numbers)
    for model in numbers:
        _copy_links(model, source, numbers)
    return sum(map(len, numbers.values()))


def remove_rows(version: Version) -> None:
    """Take away every row that belongs to `version`. Call inside a transaction."""
    for model in reversed(versioned_models()):
        rows = rows_of_version(model, version)
        for field in _links(model):
            if field.related_model is model:
                rows.update(**{field.name: None})
        rows.order_by().delete()


def _links(model: type[Model]) -> list[ForeignKey]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _copy_rows(model: type[Model], source: Version, target: Version, numbers: dict) -> dict[int, int]:
    rows = list(rows_of_version(model, source))
    before = [row.pk for row in rows]
    parents = [field for field in _links(model) if field.related_model is model]
    own = {field.attname: [getattr(row, field.attname) for row in rows] for field in parents}
    for row in rows:
        row.pk, row._state.adding = None, True
        for field in _links(model):
            setattr(row, field.attname, _copied(field, getattr(row, field.attname), target, numbers))
    model._base_manager.bulk_create(rows, batch_size=BATCH)
    made = dict(zip(before, (row.pk for row in rows), strict=True))
    for field in parents:
        children = []
        for row, parent in zip(rows, own[field.attname], strict=True):
            if parent is not None:
                setattr(row, field.attname, made[parent])
                children.append(row)
        model._base_manager.bulk_update(children, [field.name], batch_size=BATCH)
    return made


def _copied(field: ForeignKey, pk: int | None, target: Version, numbers: dict) -> int | None:
    """What the copy points to: a copy for a row of the version, nothing yet for one of its own model."""
    if field.related_model is Version:
        return target.pk
    if field.related_model is field.model:
        return None
    return numbers[field.related_model][pk] if pk and field.related_model in numbers else pk


def _copy_links(model: type[Model], source: Version, numbers: dict) -> None:
    """Lists of links, in their order."""
    path = model.contract_path.removesuffix("__contract")
    for field in model._meta.local_many_to_many:
        through = field.remote_field.through
        if not through._meta.auto_created:
            continue
        near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
        pairs = through._base_manager.filter(**{f"{near}__{path}": source.pk}).order_by("pk")
        mine, theirs = numbers[model], numbers.get(field.related_model)
        through._base_manager.bulk_create(
            [
                through(**{f"{near}_id": mine[one], f"{far}_id": theirs[other] if theirs else other})
                for one, other in pairs.values_list(f"{near}_id", f"{far}_id")
            ],
            batch_size=BATCH,
        )
