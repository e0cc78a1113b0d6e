"""Who changed what, when: entries that are only ever added."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

#: How the reason of an entry begins when the author has no account.
BY_LINK = "par lien personnel"


class EntryKeptError(Exception):
    """Somebody tried to change or remove an entry; the database refuses it too (`guards`)."""

    def __init__(self) -> None:
        super().__init__("Le journal ne se modifie pas et ne s’efface pas.")


class EntryQuerySet(models.QuerySet):
    """Entries can be read and added, never changed nor removed."""

    def about(self, obj):
        """The entries of one object, the newest first."""
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(content_type=kind, object_id=str(obj.pk)).order_by("-pk")

    def on(self, subjects):
        """The entries that belong to the history of any of these subjects (see `subjects`), the newest first."""
        return self.filter(subject__in=list(subjects)).order_by("-pk")

    def in_scope(self, scope: str):
        """The entries of a scope (for instance « contrat/niort-2024-2030 »), the newest first."""
        return self.filter(scope=scope).order_by("-pk")

    def update(self, **kwargs):
        """Refused."""
        raise EntryKeptError

    def delete(self):
        """Refused."""
        raise EntryKeptError

    delete.alters_data = True
    delete.queryset_only = True


class Entry(models.Model):
    """One act: a verb, the object, and each changed field as [old, new].

    `subject` names what the object hangs on, so that a role that was removed is still told with its action.
    """

    at = models.DateTimeField("date", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verb = models.CharField("acte", max_length=60)
    scope = models.CharField("périmètre", max_length=120)
    subject = models.CharField("rattaché à", max_length=120, blank=True, editable=False)
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=40, blank=True)
    target = GenericForeignKey("content_type", "object_id")
    label = models.CharField("objet", max_length=300)
    changes = models.JSONField("changements", default=dict, blank=True)
    reason = models.TextField("motif", blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "journal"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="journal_entry_object"),
            models.Index(fields=["scope", "id"], name="journal_entry_scope"),
            models.Index(fields=["subject", "id"], name="journal_entry_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} : {self.label}"

    def save(self, *args, **kwargs) -> None:
        """Only a new entry is saved."""
        if not self._state.adding:
            raise EntryKeptError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refused."""
        raise EntryKeptError

    @property
    def author(self) -> str:
        """Who did it: a person, the holder of a personal link, or a command."""
        if self.actor_id:
            return str(self.actor)
        return self.reason.removeprefix("par ") if self.reason.startswith(BY_LINK) else "ligne de commande"
