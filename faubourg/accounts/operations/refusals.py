"""Why an act on an account or an invitation is refused: French sentences."""

from faubourg.accounts.choices import InvitationState
from faubourg.ui.typography import nbsp

TAKEN = "Cette adresse est déjà celle d’un autre compte."
CLOSED_ADDRESS = (
    "Le compte de cette adresse est fermé. La personne qui administre l’instance peut le rouvrir ; "
    "l’invitation pourra alors servir."
)
LAST_ADMINISTRATOR = "Il n’y a pas d’autre compte d’administration ouvert : nommez d’abord une autre personne."
SENTENCES = {
    InvitationState.ACCEPTED: "Cette invitation a déjà servi. Connectez-vous avec votre adresse et votre mot de passe.",
    InvitationState.EXPIRED: "Cette invitation a expiré. Demandez-en une nouvelle à la personne qui vous a invité·e.",
    InvitationState.REVOKED: "Cette invitation a été retirée. Si c’est une erreur, voyez avec qui vous a invité·e.",
}


class AccountError(ValueError):
    """An act on an account or an invitation that is refused; the text is a French sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(nbsp(sentence))
