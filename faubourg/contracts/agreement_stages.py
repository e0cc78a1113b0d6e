"""Where a written commitment stands: its stages, their table, and the words of documents that stand for them."""

import re
import unicodedata

from django.db import models


class AgreementStage(models.TextChoices):
    """From what remains to be signed to what is over."""

    TO_CONCLUDE = "a-conclure", "à conclure"
    SIGNED = "signe", "signé"
    RENEWED = "renouvele", "renouvelé"
    ENDED = "termine", "terminé"


#: From each stage, those that may follow; a renewed commitment ends too, its follow-up is another row.
AGREEMENT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    AgreementStage.TO_CONCLUDE: (AgreementStage.SIGNED,),
    AgreementStage.SIGNED: (AgreementStage.RENEWED, AgreementStage.ENDED),
    AgreementStage.RENEWED: (AgreementStage.ENDED,),
    AgreementStage.ENDED: (),
}
#: Kinds offered while typing; a document may say another.
AGREEMENT_KINDS = ("convention", "charte", "protocole", "pacte", "accord-cadre", "contrat d’objectifs")
#: How the words of documents begin, without accents, for each stage; « en cours » alone may mean two of them.
_WORDS = (
    (
        AgreementStage.TO_CONCLUDE,
        r"(?:reste )?a (?:conclure|signer|etablir|creer|formaliser)|en (?:cours de|projet|prep)",
    ),
    (AgreementStage.RENEWED, r"renouvel|reconduit|prolonge"),
    (AgreementStage.ENDED, r"termine|echue?\b|expire|clos|caduc|caduque|denonce"),
    (AgreementStage.SIGNED, r"signe|conclue?\b|en vigueur|active?\b"),
)


def stage_of(words: str) -> str:
    """The stage that the words of a document stand for (« signée en 2023 »); an empty text when they do not say it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c)).strip()
    return next((stage for stage, pattern in _WORDS if re.match(pattern, bare)), "")
