"""Which one-time codes went to function mailboxes, and from when are older letters' links void?"""

from django.db import models

from samsyn.deviations.models.addressing import Addressing
from samsyn.deviations.models.choices import UNIT, USER


class MailboxCode(models.Model):
    """A one-time code that went to a recipient's function mailbox; only its check sum is kept."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("addressing", "salt", "check_sum", "sent_at", "tries", "used_at")
        retention = "30 days"

    addressing = models.ForeignKey(
        Addressing, on_delete=models.PROTECT, related_name="mailbox_codes"
    )
    salt = models.CharField(max_length=32)
    check_sum = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["addressing", "-sent_at"], name="codes_of_recipient")]


class MailboxRevocation(models.Model):
    """Somebody made every earlier link to a unit's mailbox void, and what was opened by one."""

    class Privacy:
        personal = ("by",)
        sensitive = ()
        plain = ("unit", "at")
        retention = "kept; a link is void after its days all the same"

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["unit", "-at"], name="revocations_of_unit")]
