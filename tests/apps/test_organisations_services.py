"""What the services refuse and keep: editing, ending, merging, units made by an import, tables."""

from dataclasses import replace
from datetime import date

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.commands import import_registry
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import PrincipalKind
from samsyn.organisations import selectors, services
from samsyn.organisations.models import Area, Principal, Unit
from samsyn.organisations.refusals import UnitRefused
from samsyn.organisations.services import UnitFields
from samsyn.organisations.unit_table import NotATable, read_unit_table
from tests.builders import make_area, make_principal, make_unit, make_unit_kind


@pytest.fixture
def unit(db):
    return make_unit("BUP Gråtruten")


def fields_of(unit, **changes):
    names = UnitFields.__dataclass_fields__
    return replace(UnitFields(**{name: getattr(unit, name) for name in names}), **changes)


def test_an_older_version_is_refused_and_changes_nothing(unit, now):
    fields = fields_of(unit, name="Ny")
    services.edit_unit(pk=unit.pk, version=1, fields=fields, by=None, now=now)
    with pytest.raises(Outdated):
        services.edit_unit(
            pk=unit.pk, version=1, fields=fields_of(unit, name="Annan"), by=None, now=now
        )
    assert selectors.unit_by_pk(unit.pk).name == "Ny"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": " - "}, "name_missing"),
        ({"valid_from": date(2024, 1, 2), "valid_to": date(2024, 1, 1)}, "ends_before_start"),
    ],
)
def test_unsound_fields_are_refused(unit, now, changes, why):
    with pytest.raises(UnitRefused) as refused:
        services.edit_unit(
            pk=unit.pk, version=1, fields=fields_of(unit, **changes), by=None, now=now
        )
    assert refused.value.why == why


def test_the_same_name_may_return_at_another_time(unit, now):
    again = fields_of(unit, name="bup  gråtruten")
    with pytest.raises(UnitRefused, match="same_name"):
        services.create_unit(fields=again, by=None, now=now)
    services.end_unit(pk=unit.pk, version=1, valid_to=date(2025, 12, 31), by=None, now=now)
    later = replace(again, valid_from=date(2026, 1, 1))
    assert services.create_unit(fields=later, by=None, now=now)


def test_nobody_succeeds_oneself(unit, now):
    with pytest.raises(UnitRefused, match="own_successor"):
        services.end_unit(
            pk=unit.pk,
            version=1,
            valid_to=date(2026, 1, 1),
            successor=unit.pk,
            by=None,
            now=now,
        )


def test_aliases_come_and_go(unit, now):
    services.add_alias(pk=unit.pk, name="Truten", by=None, now=now)
    services.add_alias(pk=unit.pk, name="truten ", by=None, now=now)
    assert selectors.aliases_of(unit.pk) == ["Truten"]
    services.remove_alias(pk=unit.pk, name="Truten", by=None, now=now)
    assert selectors.aliases_of(unit.pk) == []
    assert AuditEvent.objects.count() == 2


def ensure(now, name, principal="Trastby kommun", kind="Skola", area=""):
    return services.ensure_historic_unit(
        name=name, kind=kind, principal_name=principal, area_name=area, by=None, now=now
    )


def test_an_unknown_unit_is_made_once(db, now):
    made, is_new = ensure(now, "Sävsparvens skola", area="Trastby/Norra Trastby")
    assert is_new and made.is_historic and made.place == "Norra Trastby, Trastby"
    again, is_new = ensure(now, "sävsparvens skola")
    assert (again.id, is_new) == (made.id, False)
    assert Principal.objects.count() == 1 and Area.objects.count() == 2


def test_the_same_name_at_another_municipality_is_another_unit(db, now):
    here, _ = ensure(now, "Talltitans skola")
    there, is_new = ensure(now, "Talltitans skola", "Siskaryds kommun")
    assert is_new and here.id != there.id


def test_an_independent_principal_is_made_and_found_by_kind(db, now):
    made, _ = ensure(now, "Korpens skola", "Fristående huvudman")
    assert made.principal_kind == PrincipalKind.INDEPENDENT and not made.is_external
    stiftelsen = make_principal("Stiftelsen Nötskrikan", kind=PrincipalKind.INDEPENDENT)
    known = make_unit("Nötskrikans skola", principal=stiftelsen)
    found, is_new = ensure(now, "Nötskrikans skola", "Fristående huvudman")
    assert (found.id, is_new) == (known.pk, False)


def test_a_unit_is_found_by_alias_and_under_the_county_council(db, now):
    region = make_principal("Region Fågelsjö", kind=PrincipalKind.REGION)
    make_principal("Fågelsjö läns landsting", kind=PrincipalKind.REGION, successor=region)
    unit = make_unit("BUP Orren", principal=region)
    services.add_alias(pk=unit.pk, name="BUP Tjädern", by=None, now=now)
    found, is_new = ensure(now, "BUP Tjädern", "Fågelsjö läns landsting", kind="BUP")
    assert (found.id, is_new) == (unit.pk, False)


def test_columns_are_checked_before_rows():
    for text in ("", "name;kind\n", "name,kind,principal,name\n", "name;kind;principal\na;b;c;d"):
        with pytest.raises(NotATable):
            read_unit_table(text)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_usual_separator(separator):
    rows = read_unit_table(
        f"\ufeffName{separator}kind{separator}principal\n\na{separator}b{separator}'-c"
    )
    assert [(row.line, row.cells) for row in rows] == [
        (3, {"name": "a", "kind": "b", "principal": "-c"})
    ]


def test_a_table_by_command(db, now, tmp_path, capsys):
    make_principal("Trastby kommun")
    make_area("Trastby")
    make_unit_kind("Skola")
    file = tmp_path / "units.csv"
    file.write_text("name,kind,principal,area\nLavskrikans skola,skola,Trastby,Trastby\n")
    assert import_registry.main([str(file), "--dry-run"]) == 0
    assert not Unit.objects.exists()
    assert import_registry.main([str(file)]) == 0
    assert Unit.objects.get().area.name == "Trastby"
    file.write_text("name,kind,principal\nEn skola,trollkonst,Trastby\n")
    capsys.readouterr()
    assert import_registry.main([str(file)]) == 1
    assert "rad 2" in capsys.readouterr().err
    assert import_registry.main([str(tmp_path / "missing.json")]) == 1
