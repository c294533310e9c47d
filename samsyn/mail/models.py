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
            "calendar",
            "secret",
            "language",
            "created_at",
            "first_attempt_at",
            "next_attempt_at",
            "sent_at",
            "given_up_at",
            "put_aside_at",
            "copied_at",
            "attempts",
            "last_error",
        )
        retention = "90 days after sending; the body of one with a secret, an hour"

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Becomes the Message-ID header, the same at every attempt, so that a repeat can be recognised."""
    kind = models.CharField(max_length=40)
    deviation_number = models.CharField(max_length=40, blank=True)
    recipient = models.EmailField()
    language = models.CharField(max_length=5, default="sv")
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    """Plain text; the HTML part is drawn from it at sending (html.py). Emptied when a secret is forgotten."""
    calendar = models.TextField(blank=True)
    """An iCalendar object that goes with it: time, place and link of a meeting, nothing of the agenda."""
    secret = models.BooleanField(default=False)
    """It holds a code or a link that opens something by itself."""
    created_at = models.DateTimeField()
    first_attempt_at = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    """Not before then; while a worker tries, the moment from which it counts as dead."""
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    """Refused for good, tried too long, or sent and bounced; an administrator may send it again."""
    put_aside_at = models.DateTimeField(null=True)
    copied_at = models.DateTimeField(null=True)
    """When the people who want the same letter themselves had got theirs; null: nobody has looked."""
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    """Class and codes ("SMTPRecipientsRefused 550 5.1.1"); never what the server wrote."""

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"], name="letter_waiting", condition=models.Q(sent_at=None)
            ),
            models.Index(
                fields=["created_at"],
                name="letter_given_up",
                condition=models.Q(given_up_at__isnull=False),
            ),
            models.Index(
                fields=["created_at"],
                name="letter_with_secret",
                condition=models.Q(secret=True) & ~models.Q(body=""),
            ),
            models.Index(fields=["recipient"], name="letter_recipient"),
            models.Index(
                fields=["created_at"],
                name="letter_to_copy",
                condition=models.Q(copied_at=None) & ~models.Q(deviation_number=""),
            ),
        ]


class BrokenMailbox(models.Model):
    """An address that letters do not reach (requirement 47). The row goes when it works again."""

    class Privacy:
        personal = ("mailbox",)
        sensitive = ()
        plain = ("since", "last_at", "source", "code")
        retention = "until it works again, at most a year after the last sign"

    mailbox = models.EmailField(unique=True)
    """In lower case."""
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    source = models.CharField(max_length=10)
    """A BounceSource."""
    code = models.CharField(max_length=40, blank=True)
    """A reply code or a provider's word ("550 5.1.1", "bounced")."""
