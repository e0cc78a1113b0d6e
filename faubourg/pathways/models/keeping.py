"""What retention and the rights of persons leave on rows: notices, what stays longer, what was asked and answered."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from faubourg.pathways.choices import PersonRight, RightAnswer
from faubourg.pathways.dates import add_months
from faubourg.pathways.models.participant import Participant
from faubourg.pathways.models.reach import TEAM, FileRow

#: Months to answer a person (RGPD, article 12, paragraph 3).
ANSWER_MONTHS = 1


class RightsRequest(FileRow):
    """What a person asked about their own data, and what was answered: dates and words of lists only."""

    contract_path = "participant__contract"
    readers = TEAM

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="rights_requests")
    right = models.CharField("demande", max_length=20, choices=PersonRight.choices)
    received_on = models.DateField("reçue le")
    answer = models.CharField("réponse", max_length=20, choices=RightAnswer.choices, blank=True)
    answered_on = models.DateField("réponse donnée le", null=True, blank=True)

    class Meta:
        verbose_name = "demande sur ses données"
        verbose_name_plural = "demandes sur ses données"
        ordering = ["participant_id", "-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__gte=F("received_on"))),
                name="rights_request_answered_after",
            ),
        ]

    def __str__(self) -> str:
        return f"Demande {self.pk}"

    @property
    def due_on(self) -> date:
        """The last day to answer."""
        return add_months(self.received_on, ANSWER_MONTHS)
