"""What may be proposed as one: the three kinds of rows that the instance holds once."""

from django.db import models


class InstanceRow(models.TextChoices):
    """The kinds of rows that contracts share."""

    ORGANISATION = "organisation", "organisation"
    TERRITORY = "territoire", "territoire"
    SCHEME = "dispositif", "dispositif"
