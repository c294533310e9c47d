"""What can a registry file say, once read? Entries that refer to each other by key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from samsyn.domain.vocabulary import AreaKind, PrincipalKind


@dataclass(frozen=True)
class Finding:
    """Something that the reader of the report should know; an error stops the whole import."""

    where: str
    """Which part of the file: a line, an id, a section."""
    message: str
    is_error: bool = False


@dataclass(frozen=True, kw_only=True)
class TimeValidEntry:
    """What principals, areas and units have in common. None and "" mean: the file does not say."""

    key: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class PrincipalEntry(TimeValidEntry):
    kind: PrincipalKind
    is_external: bool = False


@dataclass(frozen=True, kw_only=True)
class AreaEntry(TimeValidEntry):
    kind: AreaKind
    code: str = ""
    parent: str | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KindEntry:
    key: str
    name: str
    short_label: str
    aliases: tuple[str, ...] = ()
    order: int = 100
    principal_kind: str = ""
    in_reports: bool = False


@dataclass(frozen=True, kw_only=True)
class UnitEntry(TimeValidEntry):
    kind: str
    principal: str
    area: str | None = None
    is_area_guessed: bool = False
    """The area was read out of the name: it fills a gap and never replaces what somebody entered."""
    aliases: tuple[str, ...] = ()
    is_external: bool = False
    note: str = ""


@dataclass
class Registry:
    """A whole file, with what its reader found."""

    principals: list[PrincipalEntry] = field(default_factory=list)
    areas: list[AreaEntry] = field(default_factory=list)
    kinds: list[KindEntry] = field(default_factory=list)
    units: list[UnitEntry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def has_errors(self) -> bool:
        """True when nothing of it may be written."""
        return any(finding.is_error for finding in self.findings)


@dataclass
class Tally:
    """How many of one sort were new, changed or already so."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def count(self, is_new: bool, is_changed: bool) -> None:
        """Count one entry."""
        if is_new:
            self.new += 1
        elif is_changed:
            self.changed += 1
        else:
            self.unchanged += 1

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged


@dataclass
class ImportReport:
    """What an import did, or in a dry run would do."""

    is_dry_run: bool
    tallies: dict[str, Tally]
    """By sort: principals, areas, kinds, units."""
    findings: list[Finding]
    names_of_new: list[str] = field(default_factory=list)
    names_of_changed: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_error]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_error]

    @property
    def is_written(self) -> bool:
        return not self.is_dry_run and not self.errors


def errors_at(where: str, messages: Iterable[str]) -> list[Finding]:
    """The messages as errors of one place."""
    return [Finding(where, message, is_error=True) for message in messages]
