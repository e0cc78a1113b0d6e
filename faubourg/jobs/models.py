"""One row a job: when it ran, and who holds it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

#: A holder beats more often than this; one that does not was killed, and its job may be taken over.
STALE_AFTER = timedelta(minutes=2)


class JobLockQuerySet(models.QuerySet):
    """Locks by what may be done with them."""

    def available(self, *, now: datetime, ran_before: datetime):
        """Free and last run before `ran_before`, or held by nobody alive."""
        free = Q(running_since__isnull=True) & (Q(last_run__isnull=True) | Q(last_run__lte=ran_before))
        return self.filter(free | Q(running_since__isnull=False, heartbeat__lt=now - STALE_AFTER))


class JobLock(models.Model):
    """The lock of a job. It is held from `running_since` on, as long as `heartbeat` is recent."""

    name = models.CharField("tâche", max_length=60, unique=True)
    last_run = models.DateTimeField("dernier passage", null=True, blank=True)
    last_success = models.DateTimeField("dernière réussite", null=True, blank=True)
    running_since = models.DateTimeField("en cours depuis", null=True, blank=True)
    heartbeat = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    error = models.TextField("dernière erreur", blank=True)

    objects = JobLockQuerySet.as_manager()

    class Meta:
        verbose_name = "verrou de tâche"
        verbose_name_plural = "verrous de tâches"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(running_since__isnull=True, heartbeat__isnull=True)
                | Q(running_since__isnull=False, heartbeat__isnull=False),
                name="job_lock_held_beats",
            )
        ]

    def __str__(self) -> str:
        return self.name
