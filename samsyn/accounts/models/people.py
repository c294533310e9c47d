"""Who can log in, and what are they, where?"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from samsyn.accounts.models.places import once, role_fits_scope, roles
from samsyn.domain import vocabulary
from samsyn.domain.access import ScopeKind


def letter_choices() -> list[tuple[str, str]]:
    return vocabulary.LetterChoice.choices()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. No personal number is ever stored."""

    class Privacy:
        personal = ("email", "name", "title", "phone", "last_login", "password")
        sensitive = ()
        plain = (
            "hide_name",
            "language",
            "letters",
            "is_active",
            "created_at",
            "session_generation",
            "warned_inactive_at",
        )
        retention = "removed one year after the last role ended; the log keeps the name"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hide_name = models.BooleanField(default=False)
    """The person is shown by role and unit everywhere (requirement 56)."""
    language = models.CharField(max_length=5, default="sv")
    letters = models.CharField(
        max_length=20, choices=letter_choices, default=vocabulary.LetterChoice.MAILBOX
    )
    """How the person wants to hear of the own units' deviations."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    session_generation = models.PositiveIntegerField(default=0)
    """Part of every session's check sum: raising it logs the person out everywhere."""
    warned_inactive_at = models.DateTimeField(null=True)
    """When a letter told that the account will be closed since nobody logs in."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def shown_name(self) -> str:
        """The name for a deviation's parties; empty when hidden: show role and unit instead."""
        return "" if self.hide_name else self.name

    def get_session_auth_hash(self) -> str:
        return self._session_check_sum(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (self._session_check_sum(key) for key in settings.SECRET_KEY_FALLBACKS)

    def _session_check_sum(self, secret: str | bytes) -> str:
        value = f"{self.password}:{self.session_generation}"
        return salted_hmac("samsyn.session", value, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """A person holds a role for exactly one unit, principal or area, or for the county."""

    class Privacy:
        personal = ("user",)
        sensitive = ()
        plain = ("role", "unit", "principal", "area", "valid_from", "valid_to")
        retention = "with the user"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=roles)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True)
    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, null=True, blank=True
    )
    area = models.ForeignKey("organisations.Area", on_delete=models.PROTECT, null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="grant_role_fits_scope", condition=role_fits_scope()),
            *[
                once("grant_once", kind, "user", "role", while_=Q(valid_to=None))
                for kind in ScopeKind
            ],
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class MorningSummary(models.Model):
    """A person has got the summary of a morning: at most one a day."""

    class Privacy:
        personal = ("user",)
        sensitive = ()
        plain = ("sent_on",)
        retention = "90 days"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "sent_on"], name="summary_once_a_day")
        ]
