"""What people say of an object and the files that they join to it, whatever the object."""

from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from faubourg.threads.choices import CommentKind
from faubourg.threads.formats import LABELS
from faubourg.ui.typography import NBSP, nbsp, number

FOLDER = "pieces"
MEBIBYTE = 1024 * 1024
REMOVED = nbsp("« commentaire retiré »")


def opaque_path(attachment: "Attachment", filename: str) -> str:
    """Where the file lies: a name drawn at random, so that nothing typed by a person reaches the disk."""
    name = uuid4().hex
    return f"{FOLDER}/{name[:2]}/{name}"


class TargetQuerySet(models.QuerySet):
    """Rows by the object that they are about."""

    def about(self, target: models.Model):
        """Those of one object."""
        return self.about_each(type(target), [target.pk])

    def about_each(self, model: type[models.Model], pks):
        """Those of several objects of a model."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(content_type=kind, object_id__in=[str(pk) for pk in pks])


class Targeted(models.Model):
    """About any object. `scope` is that of the journal, for instance « contrat/niort-2024-2030 »."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", editable=False)
    object_id = models.CharField(max_length=40, editable=False)
    target = GenericForeignKey("content_type", "object_id")
    scope = models.CharField("périmètre", max_length=120, db_index=True, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        abstract = True


class CommentQuerySet(TargetQuerySet):
    """Comments by where they stand. A reply stands where the comment that it answers does."""

    def present(self):
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def open(self):
        """Those that nobody settled."""
        return self.filter(resolved_at=None, reply_to__resolved_at=None)

    def settled(self):
        """The others."""
        return self.exclude(resolved_at=None, reply_to__resolved_at=None)

    def with_answers(self):
        """Each with `is_answered`: whether somebody else than its author replied."""
        replies = Comment.objects.filter(reply_to=OuterRef("pk"), removed_at=None)
        return self.annotate(is_answered=Exists(replies.exclude(author=OuterRef("author"))))


class Comment(Targeted):
    """A comment, or a reply to one: replies have no replies. Once removed its line stays, without its text."""

    kind = models.CharField("nature", max_length=12, choices=CommentKind, default=CommentKind.REMARK)
    reply_to = models.ForeignKey(
        "self",
        verbose_name="répond à",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+", editable=False
    )
    text = models.TextField("commentaire", blank=True)
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="personnes mentionnées", blank=True, related_name="+"
    )
    at = models.DateTimeField("date", editable=False)
    edited_at = models.DateTimeField("modifié le", null=True, editable=False)
    resolved_at = models.DateTimeField("réglé le", null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="réglé par",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    removed_at = models.DateTimeField("retiré le", null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "commentaire"
        verbose_name_plural = "commentaires"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="comment_object")]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(text=""), name="comment_removed_has_no_text"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(reply_to__isnull=True) | Q(resolved_at__isnull=True, kind=CommentKind.REMARK),
                name="comment_reply_is_plain",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_text[:80]

    @property
    def is_removed(self) -> bool:
        """Whether only its line is left."""
        return self.removed_at is not None

    @property
    def is_opinion(self) -> bool:
        """Whether it has a right to an answer."""
        return self.kind == CommentKind.OPINION

    @property
    def root_id(self) -> int:
        """The comment that opens the thread: itself, or the one that it answers."""
        return self.reply_to_id or self.pk

    @property
    def shown_text(self) -> str:
        """The text, or what stands in its place."""
        return REMOVED if self.is_removed else self.text


class Attachment(Targeted):
    """A file joined to an object: `name` is what people read, the file itself has an opaque name."""

    name = models.CharField("nom", max_length=200)
    file = models.FileField("fichier", upload_to=opaque_path, editable=False)
    mime_type = models.CharField("type", max_length=100, editable=False, help_text="Établi d’après le contenu.")
    size = models.PositiveIntegerField("taille en octets", editable=False)
    sha256 = models.CharField("empreinte", max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+", editable=False
    )
    at = models.DateTimeField("date", editable=False)

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["at", "pk"]
        constraints = [
            # Its index also serves the look-up by object.
            models.UniqueConstraint(fields=["content_type", "object_id", "sha256"], name="attachment_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def nature(self) -> str:
        """« document PDF », « classeur Excel »…"""
        return LABELS.get(self.mime_type, self.mime_type)

    @property
    def weight(self) -> str:
        """Its size as people say it: « 340 Ko », « 1,2 Mo »; never less than one kilobyte."""
        if self.size >= MEBIBYTE:
            return f"{number(self.size / MEBIBYTE, 1)}{NBSP}Mo"
        return f"{number(max(1, round(self.size / 1024)))}{NBSP}Ko"
