"""How does a table of units come in: checked row by row, written only when every row is right?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.audit import services as audit
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.time_valid import first_day_of, last_day_of
from samsyn.domain.vocabulary import AuditKind
from samsyn.organisations.cards import AreaCard, PrincipalCard
from samsyn.organisations.models import Unit
from samsyn.organisations.naming import folded
from samsyn.organisations.registry_entries import Finding, ImportReport, Tally, errors_at
from samsyn.organisations.selectors.areas import area_by_path
from samsyn.organisations.selectors.kinds import kinds_in_order, spellings
from samsyn.organisations.selectors.principals import principal_by_any_name
from samsyn.organisations.services.changes import new_key, record_change, save, set_fields
from samsyn.organisations.services.edit import replace_aliases
from samsyn.organisations.unit_table import BETWEEN_ALIASES, NO, YES, UnitRow

LONGEST = {
    "name": 200,
    "contact_function": 120,
    "function_phone": 40,
    "function_mailbox": 254,
    "sdk_address": 120,
}
_TEXTS = ("function_phone", "function_mailbox", "contact_function", "sdk_address", "note")


@dataclass
class _Checked:
    """A row with its references found, and what is wrong with it."""

    row: UnitRow
    stored: Unit | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


@transaction.atomic
def load_units(
    *, rows: list[UnitRow], dry_run: bool, by: Viewer | Everything | None, now: datetime
) -> ImportReport:
    """Make or change one unit a row; one wrong row and nothing is written (requirement 46).

    A row with an id that exists changes that unit; a row without one, the unit of that name and
    principal. An empty cell empties; a column that the table lacks leaves everything as it is.
    """
    tally = Tally()
    findings: list[Finding] = []
    report = ImportReport(dry_run, {"units": tally}, findings)
    checked = _checked_rows(rows)
    for one in checked:
        findings += errors_at(_("rad %d") % one.row.line, one.wrong)
    findings += _undated(checked)
    if not report.errors:
        with transaction.atomic():
            for one in checked:
                _write(one, report, by, now)
            _link_successors(checked)
            if dry_run:
                transaction.set_rollback(True)
    if report.is_written:
        counts = {"units": vars(tally)}
        audit.record(
            AuditKind.IMPORTED, by=by, now=now, object_kind="registry", details={"counts": counts}
        )
    return report


def _undated(checked: list[_Checked]) -> list[Finding]:
    undated = sum(not one.row.cell("valid_from") for one in checked)
    if not undated:
        return []
    text = ngettext(
        "%(count)d av %(all)d saknar startdatum.",
        "%(count)d av %(all)d saknar startdatum.",
        undated,
    )
    return [Finding(_("verksamheter"), text % {"count": undated, "all": len(checked)})]


def _checked_rows(rows: list[UnitRow]) -> list[_Checked]:
    kinds = {folded(each): kind.id for kind in kinds_in_order() for each in spellings(kind)}
    by_key = {unit.key: unit for unit in Unit.objects.prefetch_related("aliases")}
    by_name = {(unit.folded_name, unit.principal_id): unit for unit in by_key.values()}
    coming = {row.cell("id") for row in rows}
    principal_of, area_of = cache(principal_by_any_name), cache(area_by_path)
    seen: set[str] = set()
    checked = []
    for row in rows:
        one = _Checked(row)
        _check_texts(one)
        _check_references(one, kinds, principal_of, area_of)
        _check_days(one)
        key = row.cell("id")
        name = (folded(row.cell("name")), one.fields.get("principal_id", 0))
        one.stored = by_key.get(key) if key else by_name.get(name)
        who = key or "/".join(map(str, name))
        if who in seen:
            one.wrong.append(_("Samma verksamhet står på två rader."))
        seen.add(who)
        successor = row.cell("successor")
        if successor and successor not in by_key and successor not in coming:
            one.wrong.append(_("Efterföljaren ”%s” finns inte.") % successor)
        if successor and successor == key:
            one.wrong.append(_("En verksamhet kan inte efterträda sig själv."))
        checked.append(one)
    return checked


def _check_texts(one: _Checked) -> None:
    row = one.row
    if not folded(row.cell("name")):
        one.wrong.append(_("Namn saknas."))
    one.fields["name"] = row.cell("name")
    for column in _TEXTS:
        if column in row.cells:
            one.fields[column] = row.cell(column)
    for column, most in LONGEST.items():
        if len(row.cell(column)) > most:
            one.wrong.append(
                _("”%(column)s” är längre än %(most)d tecken.") % {"column": column, "most": most}
            )
    if row.cell("function_mailbox"):
        try:
            validate_email(row.cell("function_mailbox"))
        except ValidationError:
            one.wrong.append(_("”%s” är ingen e-postadress.") % row.cell("function_mailbox"))
    if "external" in row.cells:
        answer = row.cell("external").casefold()
        if answer not in {YES, NO, ""}:
            one.wrong.append(_("”external” ska vara ja eller nej."))
        one.fields["is_external"] = answer == YES


def _check_references(
    one: _Checked,
    kinds: dict[str, int],
    principal_of: Callable[[str], PrincipalCard | None],
    area_of: Callable[[str], AreaCard | None],
) -> None:
    row = one.row
    kind = kinds.get(folded(row.cell("kind")))
    if kind is None:
        one.wrong.append(_("Verksamhetstypen ”%s” finns inte.") % row.cell("kind"))
    one.fields["kind_id"] = kind
    principal = principal_of(row.cell("principal")) if row.cell("principal") else None
    if principal is None:
        one.wrong.append(_("Huvudmannen ”%s” finns inte.") % row.cell("principal"))
    else:
        one.fields["principal_id"] = principal.id
    if "area" in row.cells:
        area = area_of(row.cell("area")) if row.cell("area") else None
        if row.cell("area") and area is None:
            one.wrong.append(_("Området ”%s” finns inte.") % row.cell("area"))
        one.fields["area_id"] = area.id if area else None


def _check_days(one: _Checked) -> None:
    for column, day_of in (("valid_from", first_day_of), ("valid_to", last_day_of)):
        written = one.row.cell(column)
        if column not in one.row.cells:
            continue
        try:
            one.fields[column] = day_of(written) if written else None
        except ValueError:
            one.wrong.append(_("”%s” är inget datum (skriv ÅÅÅÅ-MM-DD).") % written)
    first: date | None = one.fields.get("valid_from")
    last: date | None = one.fields.get("valid_to")
    if first and last and last < first:
        one.wrong.append(_("Slutar innan den börjar."))


def _write(
    one: _Checked, report: ImportReport, by: Viewer | Everything | None, now: datetime
) -> None:
    is_new = one.stored is None
    unit = one.stored or Unit(key=one.row.cell("id") or new_key(Unit, one.fields["name"]))
    one.stored = unit
    changes = set_fields(unit, **one.fields)
    if is_new:
        unit.save()
    if "aliases" in one.row.cells:
        changes |= replace_aliases(unit, one.row.cell("aliases").split(BETWEEN_ALIASES))
    if changes and not is_new:
        unit.version += 1
        save(unit, {**{name: [] for name in changes if name != "aliases"}, "version": []})
        record_change(unit, what="imported", changes=changes, by=by, now=now)
    report.tallies["units"].count(is_new, bool(changes))
    if is_new:
        report.names_of_new.append(unit.name)
    elif changes:
        report.names_of_changed.append(unit.name)


def _link_successors(checked: list[_Checked]) -> None:
    by_key = {unit.key: unit for unit in Unit.objects.all()}
    for one in checked:
        if one.stored and "successor" in one.row.cells:
            unit = by_key[one.stored.key]
            successor = by_key.get(one.row.cell("successor"))
            if unit.successor_id != (successor.pk if successor else None):
                unit.successor = successor
                unit.save(update_fields=["successor"])
