"""What a row hangs on, as a name: its model says it by `hangs_on`, its own links, the first that is filled."""

from django.db.models import Model


def subject_of(row: Model) -> str:
    """« actions.action/12 »: what the first filled link of `hangs_on` points to, else the row itself; no query."""
    for name in getattr(row, "hangs_on", ()):
        link = row._meta.get_field(name)
        if (pk := getattr(row, link.attname)) is not None:
            return subject_at(link.related_model, pk)
    # The person who is signed in comes as a lazy object: its model is asked of its `_meta`.
    return subject_at(row._meta.model, row.pk)


def subject_at(model: type[Model], pk) -> str:
    """The name of the row `pk` of `model` itself."""
    return f"{model._meta.label_lower}/{pk}"
