"""Who is met in childcare and in the dispositifs: people of the PLIE where the PLIE sent them, others elsewhere."""

from collections.abc import Iterable
from datetime import date

from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.people import Draft
from faubourg.pathways.models import Beneficiary, Pathway, name_key


class Persons:
    """Hands out persons, one row for each file; nobody is handed twice between two calls of `again`."""

    def __init__(self, followed: Iterable[tuple[Draft, Pathway]], ground: Ground) -> None:
        self.ground, self.followed = ground, list(followed)
        rows = Beneficiary.objects.of(ground.contract).exclude(participant=None)
        self.rows = {row.participant_id: row for row in rows.order_by("-pk")}
        # Numbers go on, so that nobody bears somebody else's name.
        self.count = Beneficiary.objects.of(ground.contract).count()
        self.again()

    def again(self) -> None:
        """Everybody may be handed again: another dispositif."""
        self.left = list(self.followed)

    def of_the_plie(self, sex: str, is_brsa: bool | None = None) -> Beneficiary:
        """Somebody followed, of this sex, and on RSA or not where it is asked."""
        fits = [pair for pair in self.left if pair[0].sex == sex and is_brsa in (None, pair[0].is_brsa)]
        pair = (fits or [pair for pair in self.left if pair[0].sex == sex])[0]
        self.left.remove(pair)
        participant = pair[1].participant
        if participant.pk not in self.rows:
            self.rows[participant.pk] = Beneficiary.objects.create(
                contract=self.ground.contract, participant=participant, sex=sex
            )
        return self.rows[participant.pk]

    def other(self, word: str, sex: str, born: date) -> Beneficiary:
        """Somebody whom the PLIE does not follow, not saved yet: « Parent 0012 »."""
        self.count += 1
        row = Beneficiary(
            contract=self.ground.contract, last_name=word, first_name=f"{self.count:04}", sex=sex, birth_date=born,
            birth_year=born.year,
        )  # fmt: skip
        row.name_key = f" {name_key(row.last_name, row.first_name)}"
        return row


def saved(rows: Iterable[Beneficiary]) -> list[Beneficiary]:
    """The same rows, those that were not saved written at once."""
    found = list(rows)
    Beneficiary.objects.bulk_create(row for row in found if row.pk is None)
    return found
