"""What operations of a campaign answer instead of acting."""


class FollowupError(Exception):
    """A refusal; its text is the French sentence to show."""


NOT_RUNNING = "Les campagnes se tiennent avec la ou le chef·fe de projet."
NOT_YOURS = "Cette demande n’est pas adressée à votre organisme."
WHY = "Dites pourquoi, en quelques mots."
