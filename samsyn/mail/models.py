"""Which letters wait, and which have left? The outbox: filled in the writer's transaction, sent after it."""

import uuid

from django.db import models


class Letter(models.Model):
    """A notice. Its text is number, kind of event and link; never anything of a case (requirement 14)."""

    class Privacy:
        personal = ("recipient",)
        sensitive = ()
        plain = (
            "message_id",
            "kind",
            "deviation_number",
            "subject",
            "body",
            "language",
            "created_at",
            "sent_at",
            "attempts",
            "last_error",
            "next_attempt_at",
        )
        retention = "90 days after sending"

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Becomes the Message-ID header, the same at every attempt, so that a repeat can be recognised."""
    kind = models.CharField(max_length=40)
    deviation_number = models.CharField(max_length=40, blank=True)
    recipient = models.EmailField()
    language = models.CharField(max_length=5, default="sv")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"], name="letter_waiting", condition=models.Q(sent_at=None)
            )
        ]
