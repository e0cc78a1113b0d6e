"""A rule of strength beside Django's: a long password that is a common word in disguise is a common password."""

import re
import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

#: What Django's list, made of English leaks, does not know; letters only, without accents.
FRENCH = {
    "motdepasse", "monmotdepasse", "azerty", "azertyuiop", "azertyuiopqsdfghjklm", "qsdfghjklm", "bonjour", "soleil",
    "chocolat", "doudou", "loulou", "marseille", "bienvenue", "administrateur", "administration", "mairie",
    "prefecture", "agglomeration", "faubourg", "contratdeville", "politiquedelaville", "jetaime",
    "mamaison", "vacances",
}  # fmt: skip
MIN_DISTINCT = 5


class DisguiseValidator(CommonPasswordValidator):
    """Refuses a common word followed by figures, repeated, or written with signs, and a handful of characters."""

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError when nothing but a common word is left without figures, signs and repetitions."""
        plain = unicodedata.normalize("NFKD", password.lower())
        word = re.sub(r"[^a-z]", "", plain)
        # The shortest piece that, repeated, gives the whole: « passwordpassword » is « password ».
        piece = re.sub(r"^(.+?)\1+$", r"\1", word[:256])
        if piece in FRENCH or piece in self.passwords or len(set(plain)) < MIN_DISTINCT:
            raise ValidationError(
                "Ce mot de passe est un mot courant, même suivi de chiffres : assemblez plutôt trois mots sans lien.",
                code="password_disguised",
            )

    def get_help_text(self) -> str:
        """For forms that list the rules."""
        return "Votre mot de passe ne peut pas être un mot courant suivi de chiffres."
