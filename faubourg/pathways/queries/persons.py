"""Persons of the dispositifs who may be one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.models import Beneficiary, Participant

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


def maybe_followed(contract: Contract) -> QuerySet[Beneficiary]:
    """Persons of the dispositifs tied to no file, of the very names of one and of no other birth date; one query."""
    files = Participant.objects.of(contract).present().filter(anonymised_at=None, name_key=OuterRef("name_key"))
    dated = Q(birth_date=None) | Q(birth_date=OuterRef("birth_date"))
    rows = Beneficiary.objects.of(contract).filter(participant=None, merged_into=None, anonymised_at=None)
    same = Exists(files.filter(dated).order_by()) | Q(Exists(files.order_by()), birth_date=None)
    return rows.exclude(name_key="").filter(same).order_by("pk")
