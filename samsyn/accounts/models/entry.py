"""Who has been invited, and who has asked to join? What became of it is derived from the moments."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from samsyn.accounts.models.places import once, role_fits_scope, roles
from samsyn.domain import vocabulary
from samsyn.domain.access import SCOPE_OF_ROLE, ScopeKind

OPEN = Q(accepted_at=None, withdrawn_at=None)
WAITING = Q(decided_at=None) & ~Q(confirmed_at=None)


def reasons_to_decline() -> list[tuple[str, str]]:
    return vocabulary.DeclinedJoining.choices()


class Invitation(models.Model):
    """Somebody is asked to take a role, by a letter whose link works once."""

    class Privacy:
        personal = ("email", "name", "title", "invited_by", "accepted_by")
        sensitive = ()
        plain = (
            "language",
            "role",
            "unit",
            "principal",
            "area",
            "created_at",
            "sent_at",
            "expires_at",
            "token_hash",
            "accepted_at",
            "withdrawn_at",
        )
        retention = "SAMSYN_ENTRY_KEPT_DAYS after it was accepted, withdrawn or expired"

    email = models.EmailField()
    language = models.CharField(max_length=5, default="sv")
    name = models.CharField(max_length=120, blank=True)
    """As the person wrote it when asking to join; else empty until the person writes it."""
    title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=roles)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True)
    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, null=True, blank=True
    )
    area = models.ForeignKey("organisations.Area", on_delete=models.PROTECT, null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    """When the latest letter was written; its link alone works."""
    expires_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="invitation_role_fits_scope", condition=role_fits_scope()),
            *[once("invited_once", kind, "email", "role", while_=OPEN) for kind in ScopeKind],
        ]

    @property
    def scope_id(self) -> int | None:
        """Primary key of what the role is for; None for the county."""
        return self.unit_id or self.principal_id or self.area_id

    @property
    def place(self) -> str:
        """The name of what the role is for; empty for the county."""
        held = self.unit or self.principal or self.area
        return str(held.name) if held else ""

    @property
    def column(self) -> dict[str, int]:
        """The filled place as a grant's keyword."""
        scope = SCOPE_OF_ROLE[vocabulary.Role(self.role)]
        return {f"{scope.value}_id": self.scope_id} if self.scope_id else {}


class JoiningRequest(models.Model):
    """Somebody asks to work in Samsyn for a unit, as caseworker."""

    class Privacy:
        personal = ("email", "name", "title", "user", "decided_by")
        sensitive = ()
        plain = (
            "unit",
            "language",
            "created_at",
            "token_hash",
            "confirm_until",
            "confirmed_at",
            "decided_at",
            "approved",
            "decline_reason",
        )
        retention = (
            "an unconfirmed one a week after its link expired; a decided one "
            "SAMSYN_ENTRY_KEPT_DAYS after the decision; one that waits until it is decided"
        )

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, default="sv")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    """The account that asks; empty as long as nobody is known to own the address."""
    created_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - unique
    confirm_until = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    """The address is the person's own: from here on somebody is asked to decide."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    approved = models.BooleanField(null=True)
    decline_reason = models.CharField(max_length=20, choices=reasons_to_decline, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="joining_waits_once", fields=["email", "unit"], condition=WAITING
            ),
        ]
        indexes = [models.Index(fields=["email", "created_at"], name="joining_of_address")]
