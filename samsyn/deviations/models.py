"""What is stored of a deviation? Facts: who did what and when. States are derived (domain/lifecycle.py)."""

import uuid

from django.db import models
from django.db.models import F, Q

from samsyn.domain import vocabulary
from samsyn.domain.masking import masked

USER = "accounts.User"
UNIT = "organisations.Unit"


def levels() -> list[tuple[str, str]]:
    return vocabulary.Level.choices()


def contacts() -> list[tuple[str, str]]:
    return vocabulary.DirectContact.choices()


def consequences() -> list[tuple[str, str]]:
    return vocabulary.Consequence.choices()


def origins() -> list[tuple[str, str]]:
    return vocabulary.Origin.choices()


def closings() -> list[tuple[str, str]]:
    return vocabulary.Closing.choices()


def views() -> list[tuple[str, str]]:
    return vocabulary.View.choices()


def causes() -> list[tuple[str, str]]:
    return vocabulary.Cause.choices()


def outcomes() -> list[tuple[str, str]]:
    return vocabulary.AnswerOutcome.choices()


def step_kinds() -> list[tuple[str, str]]:
    return vocabulary.StepKind.choices()


def copy_sources() -> list[tuple[str, str]]:
    return [("version", "version"), ("answer", "answer"), ("message", "message")]


WAITING = Q(answered_at=None, declined_at=None, redirected_at=None, released_at=None)
"""The recipient still owes an answer: the SQL of `domain.lifecycle.WAITING` in an open deviation."""

TO_JUDGE = Q(answered_at__isnull=False, judged_at=None, redirected_at=None, released_at=None)
"""The writer has an answer to judge."""


def both_or_neither(name: str, fact: str) -> models.CheckConstraint:
    """`<fact>_at` and `<fact>_by` are set together or not at all."""
    at, by = f"{fact}_at__isnull", f"{fact}_by__isnull"
    return models.CheckConstraint(
        name=name, condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False})
    )


class Agreement(models.Model):
    """What parties have agreed to (överenskommelse); BUS is one of them. Its times are settings."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "key",
            "name",
            "valid_from",
            "valid_to",
            "acknowledge_working_days",
            "answer_days",
            "ceiling_days",
            "answers_shown_to_all",
            "is_proposal",
        )
        retention = "kept"

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    acknowledge_working_days = models.PositiveIntegerField(default=5)
    answer_days = models.PositiveIntegerField(default=30)
    ceiling_days = models.PositiveIntegerField(default=60)
    answers_shown_to_all = models.BooleanField(default=True)
    """Every recipient sees the other recipients' answers."""
    is_proposal = models.BooleanField(default=True)
    """The times are a proposal that nobody has decided: the pages say so (requirement 57)."""

    def __str__(self) -> str:
        return self.name


class AgreementPoint(models.Model):
    """One routine or point of an agreement that can be deviated from."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("agreement", "key", "name", "order", "valid_from", "valid_to")
        retention = "kept"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="points")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=100)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="point_once")]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What somebody has typed and not yet sent (utkast). May be incomplete and wrong in every way."""

    class Privacy:
        personal = ("author",)
        sensitive = ("fields",)
        plain = ("unit", "submission_key", "created_at", "saved_at", "version")
        retention = "removed 90 days after the last change, or at sending"

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Travels with the form; the same key never makes two deviations (fault F7)."""
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "-saved_at"], name="draft_of_unit")]


class NumberSeries(models.Model):
    """The last number given in a year's series; raised in one statement (fault F8)."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("series", "year", "last")
        retention = "kept"

    series = models.CharField(max_length=10)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="series_once")]


class Deviation(models.Model):
    """A sent deviation (avvikelse). Its texts stand in versions; here is what never changes, and facts.

    `reporter_kind`, `reporter_principal`, `reporter_area` are what the unit was on the day of sending
    ("as then"). `year`, `month` and `between_principals` repeat what `sent_at` and the addressings
    say, because the statistics group 1,000,000 rows by them; a test keeps them equal.
    """

    class Privacy:
        personal = ("sent_by", "withdrawn_by", "closed_by")
        sensitive = ("title", "internal_reference")
        plain = (
            "number",
            "submission_key",
            "agreement",
            "agreement_point",
            "level",
            "origin",
            "reporter_unit",
            "reporter_name_then",
            "reporter_kind",
            "reporter_principal",
            "reporter_area",
            "sent_at",
            "sent_on",
            "year",
            "month",
            "between_principals",
            "own_system_reference",
            "withdrawn_at",
            "closed_at",
            "closing",
            "version",
            "stop_text_shown_at",
        )
        retention = "by each principal's decision (gallringsbeslut); never by itself"

    number = models.CharField(max_length=40, unique=True)
    submission_key = models.UUIDField(unique=True, null=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    agreement_point = models.ForeignKey(AgreementPoint, on_delete=models.PROTECT, null=True)
    level = models.CharField(max_length=20, choices=levels)
    origin = models.CharField(max_length=20, choices=origins)
    title = models.CharField(max_length=120)
    """The title of the current version, repeated here because every list shows it."""
    reporter_unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    reporter_name_then = models.CharField(max_length=200)
    reporter_kind = models.ForeignKey(
        "organisations.UnitKind", on_delete=models.PROTECT, related_name="+"
    )
    reporter_principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, related_name="+"
    )
    reporter_area = models.ForeignKey(
        "organisations.Area", on_delete=models.PROTECT, null=True, related_name="+"
    )
    own_system_reference = models.CharField(max_length=80, blank=True)
    """The number in the writer's own deviation system (requirement 25). Seen by the parties."""
    internal_reference = models.CharField(max_length=80, blank=True)
    """Seen by the writing unit only; in no copy, mail, export, log or search index (requirement 12)."""
    stop_text_shown_at = models.DateTimeField(null=True)
    """When the stop text on serious consequence was shown to the writer (requirement 21)."""
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField()
    """The day in Stockholm when it was sent (or, on paper, reported)."""
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    between_principals = models.BooleanField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    closing = models.CharField(max_length=20, choices=closings, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Raised at every change of these facts; a writer with an older one is refused (fault F9)."""

    class Meta:
        indexes = [
            models.Index(fields=["reporter_unit", "-sent_at"], name="sent_of_unit"),
            models.Index(fields=["reporter_principal", "-sent_at"], name="sent_of_principal"),
            models.Index(fields=["-sent_at"], name="deviation_newest"),
            models.Index(
                fields=["reporter_unit", "-sent_at"],
                name="open_of_unit",
                condition=Q(closed_at=None, withdrawn_at=None),
            ),
            # Covers what the yearly figures group by, so that counting never touches the rows. Not
            # partial: SQLite reads a column of the condition from the row although it must be null.
            models.Index(
                fields=[
                    "year",
                    "between_principals",
                    "withdrawn_at",
                    "id",
                    "month",
                    "reporter_kind",
                    "reporter_principal",
                    "reporter_area",
                    "reporter_unit",
                ],
                name="deviation_counted",
            ),
        ]
        constraints = [
            both_or_neither("withdrawn_at_and_by", "withdrawn"),
            models.CheckConstraint(
                name="closed_with_reason",
                condition=Q(closed_at=None, closing="")
                | Q(closed_at__isnull=False) & ~Q(closing=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def copied_title(self) -> str:
        """The title as the secretariat sees it."""
        return masked(self.title)


class DeviationVersion(models.Model):
    """The writer's account as sent, or as corrected. Never changed (requirement 17)."""

    class Privacy:
        personal = ("made_by",)
        sensitive = (
            "title",
            "what_happened",
            "what_was_expected",
            "consequence_text",
            "proposed_measure",
            "contact_text",
            "reason",
        )
        plain = (
            "deviation",
            "number",
            "made_at",
            "happened_on",
            "discovered_on",
            "consequence",
            "direct_contact",
        )
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    happened_on = models.DateField(null=True)
    discovered_on = models.DateField(null=True)
    direct_contact = models.CharField(max_length=10, choices=contacts, blank=True)
    contact_text = models.TextField(blank=True)
    what_happened = models.TextField()
    what_was_expected = models.TextField(blank=True)
    consequence = models.CharField(max_length=20, choices=consequences, blank=True)
    consequence_text = models.TextField(blank=True)
    proposed_measure = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deviation", "number"], name="version_once")]


class Addressing(models.Model):
    """One recipient's part of a deviation (mottagare), with its own clock and answer (requirement 2).

    `kind` and `principal` are the recipient's on the day of sending. The days stand as they were
    promised then; a later change of the agreement's times does not move them.
    """

    class Privacy:
        personal = (
            "acknowledged_by",
            "investigating_by",
            "answered_by",
            "declined_by",
            "redirected_by",
            "judged_by",
        )
        sensitive = ("judgement_text",)
        plain = (
            "deviation",
            "unit",
            "name_then",
            "kind",
            "principal",
            "addressed_at",
            "acknowledge_by",
            "answer_by",
            "acknowledged_at",
            "investigating_at",
            "answered_at",
            "declined_at",
            "redirected_at",
            "redirected_from",
            "judged_at",
            "outcome",
            "released_at",
            "version",
            "clock_started_on",
        )
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="addressings")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    name_then = models.CharField(max_length=200)
    kind = models.ForeignKey("organisations.UnitKind", on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, related_name="+"
    )
    addressed_at = models.DateTimeField()
    clock_started_on = models.DateField()
    """Redirecting keeps the clock: this is the day when the first recipient got it (requirement 5)."""
    acknowledge_by = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    redirected_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="redirected_to"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    investigating_at = models.DateTimeField(null=True)
    investigating_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    redirected_at = models.DateTimeField(null=True)
    redirected_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=outcomes, blank=True)
    judgement_text = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    """When the deviation ended (closed, withdrawn) before this recipient's part was finished.

    Follows from the deviation; stored so that "what waits" is one small index at any volume.
    """
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-addressed_at"], name="inbox_of_unit"),
            models.Index(fields=["principal", "-addressed_at"], name="inbox_of_principal"),
            models.Index(fields=["unit", "answer_by"], name="waiting_at_unit", condition=WAITING),
            models.Index(
                fields=["principal", "answer_by"], name="waiting_at_principal", condition=WAITING
            ),
            models.Index(fields=["deviation"], name="to_judge", condition=TO_JUDGE),
            models.Index(
                fields=["deviation", "redirected_at", "kind", "unit", "outcome", "answered_at"],
                name="recipient_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deviation", "unit"],
                name="recipient_once",
                condition=Q(redirected_at=None),
            ),
            models.CheckConstraint(
                name="not_redirected_to_itself", condition=~Q(redirected_from=F("id"))
            ),
        ]


class Answer(models.Model):
    """A recipient's answer (svar) in one version; an amended answer is a new row with its reason."""

    class Privacy:
        personal = ("made_by",)
        sensitive = ("perspective", "cause_text", "reason")
        plain = ("addressing", "number", "view", "cause", "made_at")
        retention = "with the deviation"

    addressing = models.ForeignKey(Addressing, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    view = models.CharField(max_length=20, choices=views, blank=True)
    perspective = models.TextField()
    cause = models.CharField(max_length=20, choices=causes, blank=True)
    cause_text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["addressing", "number"], name="answer_once")]


class Measure(models.Model):
    """What a recipient will do (åtgärd), who in terms of function, and when."""

    class Privacy:
        personal = ()
        sensitive = ("text",)
        plain = (
            "addressing",
            "responsible_function",
            "due_on",
            "made_at",
            "started_at",
            "done_at",
            "dropped_at",
            "version",
        )
        retention = "with the deviation"

    addressing = models.ForeignKey(Addressing, on_delete=models.PROTECT, related_name="measures")
    text = models.TextField()
    responsible_function = models.CharField(max_length=120)
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def status(self) -> vocabulary.MeasureStatus:
        """How far it has come; the latest decisive fact wins."""
        if self.dropped_at:
            return vocabulary.MeasureStatus.DROPPED
        if self.done_at:
            return vocabulary.MeasureStatus.DONE
        started = vocabulary.MeasureStatus.ONGOING
        return started if self.started_at else vocabulary.MeasureStatus.PLANNED


class Message(models.Model):
    """One entry in the thread between the parties."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ("text",)
        plain = ("deviation", "unit", "written_at", "submission_key")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="messages")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    submission_key = models.UUIDField(unique=True, null=True)


class StepTaken(models.Model):
    """The deviation's history, one row for each thing that happened ("Vad hände sedan")."""

    class Privacy:
        personal = ("by",)
        sensitive = ("reason",)
        plain = ("deviation", "addressing", "kind", "at", "unit")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="steps")
    addressing = models.ForeignKey(
        Addressing, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=step_kinds)
    at = models.DateTimeField()
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["deviation", "at"], name="history_of_deviation")]


class Attachment(models.Model):
    """A file that a party added (bilaga); seen by the parties only, served as download only."""

    class Privacy:
        personal = ("added_by",)
        sensitive = ("name", "file")
        plain = ("deviation", "unit", "content_type", "size", "sha256", "added_at")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="attachments")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    file = models.FileField(upload_to="attachments")
    """Stored under a random name; the name that people see stands in `name`."""
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")


class SearchText(models.Model):
    """The words of a deviation as they are searched: one column for the parties, one for copies.

    Lower-cased words parted by blanks, so that SQLite's and PostgreSQL's indexes find the same.
    Neither the internal reference nor a file's name stands here.
    """

    class Privacy:
        personal = ()
        sensitive = ("party_words", "copy_words")
        plain = ("deviation",)
        retention = "with the deviation"

    deviation = models.OneToOneField(
        Deviation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    party_words = models.TextField()
    copy_words = models.TextField()


class SecretariatCopy(models.Model):
    """The secretariat's own, masked copy of one text, made when it was sent (requirement 13)."""

    class Privacy:
        personal = ()
        sensitive = ("texts",)
        plain = ("deviation", "source", "source_id", "made_at")
        retention = "with the deviation"

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="copies")
    source = models.CharField(max_length=10, choices=copy_sources)
    source_id = models.BigIntegerField()
    texts = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="one_copy_a_text")
        ]
