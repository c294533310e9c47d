"""Who takes part? Principals, areas, kinds of units and units, all with their time (45).

A deviation keeps the names and belongings of its day in its own columns; here stands what is known
of each party over time. `valid_from`/`valid_to` are both inclusive; null is "not known" or "still".
"""

from typing import Any

from django.db import models

from samsyn.domain import vocabulary
from samsyn.organisations.naming import folded, search_text


def principal_kinds() -> list[tuple[str, str]]:
    return vocabulary.PrincipalKind.choices()


def area_kinds() -> list[tuple[str, str]]:
    return vocabulary.AreaKind.choices()


class TimeValid(models.Model):
    """Something that began, may have ended, and may have a successor."""

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Raised at every change; a writer with an older one is refused (fault F9)."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Principal(TimeValid):
    """A huvudman: the region, a municipality, an independent provider."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "key",
            "name",
            "valid_from",
            "valid_to",
            "source",
            "version",
            "kind",
            "organisation_number",
            "is_external",
            "successor",
        )
        retention = "kept"

    kind = models.CharField(max_length=20, choices=principal_kinds)
    organisation_number = models.CharField(max_length=20, blank=True)
    is_external = models.BooleanField(default=False)
    """Outside the county and no party to its agreements (requirement 1)."""
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )


class Area(TimeValid):
    """A county, municipality, district, or the BUS area of a local group."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "key",
            "name",
            "valid_from",
            "valid_to",
            "source",
            "version",
            "kind",
            "code",
            "parent",
            "successor",
            "covers",
        )
        retention = "kept"

    kind = models.CharField(max_length=20, choices=area_kinds)
    code = models.CharField(max_length=10, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    covers = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="covered_by"
    )
    """For a BUS area: the municipalities and districts that its local group works for."""


class UnitKind(models.Model):
    """A kind of service (verksamhetstyp) as the yearly reports group them."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "key",
            "name",
            "short_label",
            "aliases",
            "order",
            "principal_kind",
            "in_reports",
            "version",
        )
        retention = "kept"

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    short_label = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField(default=100)
    principal_kind = models.CharField(max_length=20, choices=principal_kinds, blank=True)
    in_reports = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    """As in TimeValid."""

    def __str__(self) -> str:
        return self.short_label


class Unit(TimeValid):
    """A verksamhet that writes and receives deviations: a clinic, a health team, an office."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = (
            "key",
            "name",
            "valid_from",
            "valid_to",
            "source",
            "version",
            "kind",
            "principal",
            "area",
            "function_mailbox",
            "function_phone",
            "contact_function",
            "sdk_address",
            "is_external",
            "is_historic",
            "successor",
            "note",
            "folded_name",
            "search_text",
        )
        retention = "kept"

    kind = models.ForeignKey(UnitKind, on_delete=models.PROTECT)
    principal = models.ForeignKey(Principal, on_delete=models.PROTECT, related_name="units")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    """The municipality or district where the unit lies; BUS areas follow from `Area.covers`."""
    function_mailbox = models.EmailField(blank=True)
    function_phone = models.CharField(max_length=40, blank=True)
    contact_function = models.CharField(max_length=120, blank=True)
    sdk_address = models.CharField(max_length=120, blank=True)
    is_external = models.BooleanField(default=False)
    is_historic = models.BooleanField(default=False)
    """Made by an import because nobody knew it; cannot be chosen as a recipient."""
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    note = models.TextField(blank=True)
    folded_name = models.CharField(max_length=200, db_index=True)
    """The name as organisations.naming.folded has it: equal when the names are."""
    search_text = models.TextField(blank=True)
    """Every word that finds the unit: its own name and those of kind, area and principal."""

    def save(self, *args: Any, **fields: Any) -> None:
        # Both follow from other columns, so that whoever saves a unit keeps it findable.
        self.folded_name = folded(self.name)
        words = [self.name, self.kind.name, self.kind.short_label, self.principal.name]
        if self.area:
            words += [self.area.name, self.area.parent.name if self.area.parent else ""]
        self.search_text = search_text(*words)
        super().save(*args, **fields)


class UnitAlias(models.Model):
    """Another name that people use for a unit, so that they find it."""

    class Privacy:
        personal = ()
        sensitive = ()
        plain = ("unit", "name", "folded_name")
        retention = "kept"

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="alias_once")]

    def save(self, *args: Any, **fields: Any) -> None:
        self.folded_name = folded(self.name)
        super().save(*args, **fields)
