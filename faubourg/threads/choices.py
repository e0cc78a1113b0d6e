"""What a comment is."""

from django.db import models


class CommentKind(models.TextChoices):
    """A remark among colleagues, or an opinion, which has a right to an answer."""

    REMARK = "commentaire", "commentaire"
    OPINION = "avis", "avis"
