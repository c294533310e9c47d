"""Who can log in, and what are they, where?"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from samsyn.domain import vocabulary


def roles() -> list[tuple[str, str]]:
    return vocabulary.Role.choices()


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
        plain = ("hide_name", "language", "is_active", "created_at")
        retention = "removed one year after the last role ended; the log keeps the name"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hide_name = models.BooleanField(default=False)
    """The person is shown by role and unit everywhere (requirement 56)."""
    language = models.CharField(max_length=5, default="sv")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


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
            models.CheckConstraint(
                name="grant_has_at_most_one_scope",
                condition=models.Q(unit=None, principal=None)
                | models.Q(unit=None, area=None)
                | models.Q(principal=None, area=None),
            ),
            models.UniqueConstraint(
                name="grant_once",
                fields=["user", "role", "unit", "principal", "area"],
                nulls_distinct=False,
            ),
        ]
