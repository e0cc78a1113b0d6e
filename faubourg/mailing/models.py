"""The outbox: what the instance writes to people, one row a recipient, a job and a period."""

from datetime import datetime

from django.conf import settings
from django.db import models

from faubourg.mailing.choices import WAITING, State


class MessageQuerySet(models.QuerySet):
    """Messages by what is left to do with them."""

    def waiting(self):
        """Neither sent nor abandoned."""
        return self.filter(state__in=WAITING)

    def due(self, now: datetime):
        """What can be tried at `now` and that no passage holds, the oldest first."""
        return self.waiting().filter(due_at__lte=now, claimed_at__isnull=True).order_by("due_at", "pk")


class Message(models.Model):
    """A message to one address. `job` and `period` say why it exists, so that it is written once."""

    recipient = models.EmailField("destinataire")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    job = models.CharField("envoi", max_length=60, help_text="Ce qui écrit : invitation, lettre hebdomadaire…")
    period = models.CharField("période", max_length=60, help_text="Ce qui ne doit être écrit qu’une fois : 2026-S47…")
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    html = models.TextField("texte mis en page")
    personal_link = models.TextField(
        "lien personnel",
        blank=True,
        editable=False,
        help_text="Vidé, et retiré des textes, quand le message est parti.",
    )
    state = models.CharField("état", max_length=20, choices=State, default=State.TO_SEND)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    error = models.TextField("dernière erreur", blank=True)
    created_at = models.DateTimeField("écrit le")
    due_at = models.DateTimeField("prochain essai")
    claimed_at = models.DateTimeField("envoi commencé le", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "job", "period"], name="message_once"),
            models.CheckConstraint(
                condition=models.Q(state=State.SENT, sent_at__isnull=False)
                | (~models.Q(state=State.SENT) & models.Q(sent_at__isnull=True)),
                name="message_sent_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="message_due")]

    def __str__(self) -> str:
        return self.subject
