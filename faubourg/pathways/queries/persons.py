"""Persons of the dispositifs who may be one."""

from django.db.models import QuerySet

from faubourg.pathways.models import Beneficiary

#: Letters of the name that are compared: a slip further on does not hide the other row.
SAME = 4


def alike(user, person: Beneficiary) -> QuerySet[Beneficiary]:
    """The others, among those whom `user` sees, whose first name or last name begins as one of this person's.

    Not those who are merged, anonymised, or tied to another file.
    """
    words = [word[:SAME] for word in person.name_key.split()]
    rows = Beneficiary.objects.for_user(user).of(person.contract).filter(merged_into=None, anonymised_at=None)
    if person.participant_id:
        rows = rows.filter(participant=None)
    found = rows.none()
    for word in words:
        found = found | rows.filter(name_key__contains=f" {word}")
    return found.exclude(pk=person.pk).order_by("last_name", "first_name", "pk")
