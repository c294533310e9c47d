"""What has been asked, of whom and when, and what was answered?

A group's joint answer has the group's name. An anonymous answer has nothing that leads to a person, and
nothing that tells when it came: ADR 0048.
"""

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from samsyn.surveys.limits import FEWEST
from samsyn.surveys.vocabulary import Audience, CameBy, Use

USER = "accounts.User"
GROUP, FORUM = "groups.Group", "groups.Forum"
PLACE = (Coalesce("group", 0), Coalesce("forum", 0))
"""Nulls are alike: SQLite has no unique constraint that says so."""


def random_key() -> int:
    """A key that tells nothing of when its row was written: an INTEGER, which is SQLite's row number too."""
    return 1 + secrets.randbelow(2**31 - 1)


def new_token() -> str:
    """The secret part of an anonymous link's address: 96 bits, short enough for a QR code on paper."""
    return secrets.token_urlsafe(12)


class Questionnaire(models.Model):
    """A set of questions over time; what is asked stands in its versions."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("key", "use")
        retention = "kept"

    key = models.SlugField(max_length=60, unique=True)
    """As files and commands name it: `--template uppfoljning`."""
    use = models.CharField(max_length=12, choices=Use.choices())


class QuestionnaireVersion(models.Model):
    """What a questionnaire asked from some day on. Settled versions never change."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ()
        plain = ("questionnaire", "number", "content", "written_at", "settled_at", "version")
        retention = "kept"

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    """As domain.questionnaires.to_data writes it."""
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    """None for what came with Samsyn."""
    settled_at = models.DateTimeField(null=True)
    """When it could be used by rounds; None for a draft."""
    version = models.PositiveIntegerField(default=1)
    """Raised at every change of the draft."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="number_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(settled_at=None), name="one_draft"
            ),
        ]


class Round(models.Model):
    """One time that a questionnaire is sent, with its days."""

    class Privacy:
        personal = ("written_by",)
        sensitive = ()
        plain = (
            *("asks", "audience", "title", "title_en", "year", "opens_on", "closes_on"),
            *("first_reminder_on", "last_reminder_on", "sent_at", "closed_at"),
            *("languages", "written_at", "version"),
        )
        retention = "kept"

    asks = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="rounds")
    audience = models.CharField(max_length=12, choices=Audience.choices())
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField()
    """The year that the results belong to in series."""
    opens_on = models.DateField()
    closes_on = models.DateField()
    """The last day for answers, inclusive."""
    first_reminder_on = models.DateField(null=True)
    last_reminder_on = models.DateField(null=True)
    """Those who have not answered get a letter on these two days; None for no letter."""
    sent_at = models.DateTimeField(null=True)
    """When it was settled and everybody asked; None for a draft."""
    closed_at = models.DateTimeField(null=True)
    """When it was closed: by a person, or by itself after the last day."""
    languages = models.JSONField(default=list)
    """What its links speak; nobody has chosen when it is empty (domain.spoken.offered)."""
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="closes_after_it_opens"
            )
        ]
        indexes = [models.Index(fields=["closed_at", "closes_on"], name="round_to_close")]


class Invitation(models.Model):
    """Who is asked in a round: a group, one of its members, or whoever has the link."""

    class Privacy:
        personal = ("person",)
        sensitive = ("token",)
        plain = (
            *("round", "group", "forum", "is_personal", "asked_on", "reminded_on"),
            "has_answered",
        )
        retention = "kept; the person goes with the seat in the group"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, null=True, related_name="+")
    """Whose answer it is, or becomes part of; None in a link for the whole county."""
    forum = models.ForeignKey(FORUM, on_delete=models.PROTECT, null=True, related_name="+")
    """Where a level of the group is asked by itself."""
    person = models.ForeignKey(
        "groups.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_personal = models.BooleanField(default=False)
    """True for one person's own link; it stays true when the person is forgotten."""
    token = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 - unique unless null
    """The secret of a link that needs no account; None for a group, which answers signed in."""
    asked_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    """The latest letter of reminder."""
    has_answered = models.BooleanField(default=False)
    """Of a personal link: that something was sent by it, never what or when."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                *("round", *PLACE), condition=Q(is_personal=False), name="place_asked_once"
            ),
            models.UniqueConstraint(
                *("round", *PLACE, "person"),
                condition=Q(person__isnull=False),
                name="person_asked_once",
            ),
        ]


class GroupAnswer(models.Model):
    """A group's joint answer. It can be changed by the group until the round closes."""

    class Privacy:
        personal = ("started_by", "sent_by")
        sensitive = ("values",)
        plain = (
            *("round", "group", "serial", "came_by", "started_at", "changed_at", "sent_at"),
            "version",
        )
        retention = "kept"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers")
    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveSmallIntegerField(default=1)
    """1, or the place among several answers of one group: pages write one, files may hold more."""
    values = models.JSONField(default=dict)
    """Answers by question code."""
    came_by = models.CharField(max_length=8, choices=CameBy.choices())
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    """None while it is being written: it counts nowhere."""
    sent_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "group", "serial"], name="group_answer_once")
        ]


class TookPart(models.Model):
    """A function that took part in a group's answer, and for which principal. Never a person's name."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("answer", "principal", "function")
        retention = "kept"

    answer = models.ForeignKey(GroupAnswer, on_delete=models.CASCADE, related_name="took_part")
    principal = models.ForeignKey(
        "organisations.Principal", on_delete=models.PROTECT, related_name="+"
    )
    function = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "principal", "function"], name="took_part_once"
            )
        ]


class AnonymousAnswer(models.Model):
    """What somebody answered: nobody can tell who, nor when within the round."""

    class Privacy:
        personal = ()
        sensitive = ("values",)
        plain = ("round", "group", "forum")
        retention = "kept"

    id = models.IntegerField(primary_key=True, default=random_key)
    """Random, so that no order is kept; when the round closes all its rows are written anew in one step."""
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="anonymous_answers")
    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, null=True, related_name="+")
    forum = models.ForeignKey(FORUM, on_delete=models.PROTECT, null=True, related_name="+")
    values = models.JSONField()


class OfficialFigure(models.Model):
    """One figure of the official SIP-kollen, counted by others; never an answer, never counted with ours."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            *("period", "area", "group", "question", "option", "count", "mean", "n"),
            *("source", "imported_at"),
        )
        retention = "kept"

    period = models.CharField(max_length=6)
    """A year or half a year: 2025, 2025H1."""
    area = models.ForeignKey(
        "organisations.Area", on_delete=models.PROTECT, null=True, related_name="+"
    )
    group = models.ForeignKey(GROUP, on_delete=models.PROTECT, null=True, related_name="+")
    """Neither for the whole county."""
    question = models.CharField(max_length=300)
    option = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(null=True)
    mean = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    n = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                *("period", Coalesce("area", 0), Coalesce("group", 0), "question", "option"),
                name="official_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(count=None, mean__isnull=False) | Q(count__isnull=False, mean=None),
                name="counted_or_mean",
            ),
            models.CheckConstraint(condition=Q(n__gte=FEWEST), name="of_enough_answers"),
        ]
