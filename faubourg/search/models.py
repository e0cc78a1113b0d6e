"""The index of everything that can be looked for, the same on both engines: entries, their words, their names."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class SearchEntry(models.Model):
    """One thing that can be found. `stems` is « ⎵stem⎵stem⎵ »: a phrase is looked for between two spaces."""

    scope = models.CharField("périmètre", max_length=120)
    kind = models.CharField("nature", max_length=30)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    code = models.CharField("code", max_length=120, blank=True)
    title = models.TextField("intitulé")
    text = models.TextField("texte", blank=True)
    stems = models.TextField("racines")

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "index de recherche"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="search_entry_object")]
        indexes = [models.Index(fields=["scope", "kind"], name="search_entry_scope")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """Where one stem is found in a scope, for one kind: pks of entries, joined by spaces (docs/adr/0010)."""

    scope = models.CharField("périmètre", max_length=120)
    kind = models.CharField("nature", max_length=30)
    stem = models.CharField("racine", max_length=80)
    word = models.CharField("mot", max_length=80, help_text="Tel qu’un texte l’écrit, pour le proposer.")
    entries = models.TextField("entrées")
    titles = models.TextField("entrées dont c’est un mot du titre", blank=True)

    class Meta:
        verbose_name = "mot de l’index"
        verbose_name_plural = "mots de l’index"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["stem", "scope", "kind"], name="search_word_unique")]
        indexes = [models.Index(fields=["scope"], name="search_word_scope")]

    def __str__(self) -> str:
        return self.word


class SearchName(models.Model):
    """A code or a name of an entry, whole: it comes first when asked for, and finds its other names."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="names")
    scope = models.CharField("périmètre", max_length=120)
    key = models.CharField("racines du nom", max_length=200)
    is_synonym = models.BooleanField("vaut les autres noms", default=False)

    class Meta:
        verbose_name = "nom de l’index"
        verbose_name_plural = "noms de l’index"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="search_name_unique")]
        indexes = [models.Index(fields=["key", "scope"], name="search_name_key")]

    def __str__(self) -> str:
        return self.key
