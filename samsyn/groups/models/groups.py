"""Which groups work together around children, where, on which levels, and since when? (38)

`valid_from`/`valid_to` are both inclusive; null is "not known" or "still" (domain.time_valid).
"""

from django.db import models
from django.db.models import Q

from samsyn.groups.vocabulary import ForumLevel, GroupKind, StatedFigure

AREA, UNIT_KIND = "organisations.Area", "organisations.UnitKind"


class Group(models.Model):
    """A local BUS group, or one of the county's bodies (BUSSAM, Kommun-BUS, SLL-BUS)."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("key", "name", "kind", "valid_from", "valid_to", "source", "version")
        retention = "kept"

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=GroupKind.choices())
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class GroupArea(models.Model):
    """What a group works for, in a time: a BUS area, or a municipality or district by itself.

    Roles in a group are held for its BUS area, so this row is also what lets somebody in.
    """

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("group", "area", "valid_from", "valid_to")
        retention = "kept"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(AREA, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "area"], condition=Q(valid_to=None), name="group_area_once"
            )
        ]


class Forum(models.Model):
    """A level of a group that meets: styrgrupp, arbetsgrupp, individforum, or a temporary one."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("group", "level", "name", "valid_from", "valid_to")
        retention = "kept"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="forums")
    level = models.CharField(max_length=10, choices=ForumLevel.choices())
    name = models.CharField(max_length=120, blank=True)
    """Empty when the level's own name says it; a temporary one has the name of its question."""
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "level"],
                condition=Q(valid_to=None) & ~Q(level=ForumLevel.TEMPORARY.value),
                name="level_once",
            )
        ]


class RequiredService(models.Model):
    """A service that a local group must have in it, by the agreement; or one that it is asked to have."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            *("key", "label", "kind_keys", "principal_kind", "is_required", "order"),
            *("valid_from", "valid_to", "source"),
        )
        retention = "kept"

    key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=80)
    kind_keys = models.JSONField(default=list)
    """Keys of the kinds of units of which any one is enough, as the registry names them."""
    principal_kind = models.CharField(max_length=20, blank=True)
    """Only of this sort of principal, as for independent schools; empty for any."""
    is_required = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=100)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=400, blank=True)


class StatedOfGroups(models.Model):
    """What a printed source said of the groups of a day, kept beside what is known by name."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("said_of", "day", "figure", "place", "service", "value", "among", "source")
        retention = "kept"

    said_of = models.CharField(max_length=40)
    """The time as the source writes it: "2014-05-09", "2020"."""
    day = models.DateField()
    """The last day of that time, on which it is compared."""
    figure = models.CharField(max_length=10, choices=StatedFigure.choices())
    place = models.CharField(max_length=10)
    """county or city."""
    service = models.CharField(max_length=40, blank=True)
    """Key of the service that was missing."""
    value = models.PositiveIntegerField()
    among = models.PositiveIntegerField(null=True)
    """Of how many groups, where the source says so."""
    source = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["said_of", "figure", "place", "service"], name="stated_of_groups_once"
            )
        ]
