"""The people who sign in, and those who are invited to."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from faubourg.accounts.choices import InvitationState

#: Left out of initials.
SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "en"}
#: The scope of what belongs to no contract, in the journal and in invitations.
INSTANCE = "instance"


class UserQuerySet(models.QuerySet):
    """Reads of accounts."""

    def for_user(self, user):
        """All accounts for the administrator of the instance; one's own for the others."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_instance_admin else self.filter(pk=user.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Creates accounts known by their e-mail address."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """An address without capitals: it is looked up as it is kept."""
        return (email or "").strip().lower()

    def create_user(self, email: str, password: str | None = None, **fields):
        """Save an account; without password nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        """Save an administrator of the instance."""
        return self.create_user(email, password, is_instance_admin=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str):
        """The account of this address, whatever the case."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """An account: an e-mail address and the function under which the person is shown."""

    email = models.EmailField("adresse électronique", unique=True)
    function = models.CharField("nom affiché", max_length=120, help_text="Fonction ou nom sous lequel on vous voit.")
    is_active = models.BooleanField("compte actif", default=True)
    is_instance_admin = models.BooleanField("administrateur·rice de l’instance", default=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    weekly_digest = models.BooleanField(
        "lettre hebdomadaire",
        default=True,
        help_text="Le lundi, un courriel dit ce qui a changé dans votre travail. Rien de nouveau : pas de courriel.",
    )
    session_generation = models.PositiveIntegerField("génération des sessions", default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["function"]

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ["function", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.function or self.email

    @property
    def initials(self) -> str:
        """Two letters for the account's disc: « Chef·fe de projet » gives CP."""
        words = [word.partition("·")[0] for word in self.function.replace("’", " ").split() if word[0].isalpha()]
        words = [word for word in words if word not in SMALL_WORDS]
        return "".join(word[0] for word in words[:2]).upper() or "?"

    def get_session_auth_hash(self) -> str:
        """What a session keeps to prove itself: another password or another generation ends it."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self):
        """The same under the keys that the instance had before."""
        yield from (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | None) -> str:
        value = f"{self.password}:{self.session_generation}"
        return salted_hmac("faubourg.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


class InvitationQuerySet(models.QuerySet):
    """Reads of invitations."""

    def in_scope(self, scope: str):
        """Those that open one scope (for instance « contrat/niort-2024-2030 »), the newest first."""
        return self.filter(scope=scope).order_by("-created_at", "-pk")

    def waiting(self):
        """Neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """A link sent to an address. `scope` and `grant` say what it opens; the app that wrote them reads them."""

    email = models.EmailField("adresse électronique")
    function = models.CharField("nom affiché", max_length=120, blank=True)
    scope = models.CharField("périmètre", max_length=120)
    grant = models.CharField("ce qu’elle donne", max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, verbose_name="invité par", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, verbose_name="acceptée par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "scope", "grant"],
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="invitation_accepted_or_revoked",
            ),
        ]
        indexes = [models.Index(fields=["scope"], name="invitation_scope")]

    def __str__(self) -> str:
        return f"Invitation : {self.function or self.email}"

    def state(self, now: datetime) -> InvitationState:
        """Where the invitation stands at `now`."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if self.expires_at <= now else InvitationState.WAITING


class SharedCount(models.Model):
    """The rows of Django's database cache: attempts to sign in are counted once for all the processes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_shared_count"
        verbose_name = "compteur partagé"
        verbose_name_plural = "compteurs partagés"

    def __str__(self) -> str:
        return self.cache_key


class DraftQuerySet(models.QuerySet):
    """Reads of drafts."""

    def for_user(self, user):
        """One's own drafts: nobody else reads them, administrators neither."""
        return self.filter(user=user) if user.is_authenticated and user.is_active else self.none()


class Draft(models.Model):
    """What a person has typed in a form and not sent yet. `place` is the address of the form: an object's section.

    It lives here because it belongs to one person and outlives their session, as an account does; it says nothing
    about the domain until it is sent, so it is not journalled. Forms about participants keep none.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField("formulaire", max_length=400)
    typed = models.JSONField("ce qui est écrit", default=dict, help_text="Nom de chaque champ → ce qu’il envoie.")
    saved_at = models.DateTimeField("gardé le", db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="draft_unique")]

    def __str__(self) -> str:
        return self.place
