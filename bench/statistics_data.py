"""How does a county of 10,000 deviations become one of 1,000,000 in five years, or of 200,000 in one?

By copies, in SQL: `python -m bench.statistics_data SIZE [YEARS]`.

Copy k of deviation r takes its recipients from deviation r + 37k and its codes from deviation r + 101k
(so nearly every combination occurs somewhere), its reporter from all units in turn, and its year from
r + k. The registry's units are there four times. Texts, versions and copies of the secretariat are left
out: no figure reads them. The tally steps aside meanwhile and counts everything once at the end.
"""

import json
import sys
import time

import django

django.setup()

from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from samsyn.coding.models import Coding  # noqa: E402
from samsyn.deviations.models import Addressing, Deviation  # noqa: E402
from samsyn.organisations.models import Unit  # noqa: E402
from samsyn.tally import keeping  # noqa: E402

FIRST_YEAR, FIVE_YEARS = 2021, 5
TIMES_UNITS = 4
SUBTYPES = "coding_coding_subtypes"


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def number(sql):
    return run(sql)[0][0] or 0


def columns_of(model):
    return [field.column for field in model._meta.concrete_fields]


def copied(model, source, **different):
    """INSERT … SELECT of every column of a model, some of them different."""
    columns = columns_of(model)
    values = ", ".join(different.get(column, f"o.{column}") for column in columns)
    run(f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {values} FROM {source}")


def more_units():
    """The registry's units as many times as wanted, each time under other names."""
    step = number("SELECT MAX(id) FROM organisations_unit")
    for time_ in range(1, TIMES_UNITS):
        more = time_ * step
        copied(
            Unit,
            f"organisations_unit o WHERE o.id <= {step}",
            id=f"o.id + {more}",
            key=f"o.key || '-{time_}'",
            name=f"o.name || ' {time_}'",
        )
    run("CREATE TABLE bench_of (r integer PRIMARY KEY, id bigint, first_unit bigint)")
    run(
        "INSERT INTO bench_of SELECT ROW_NUMBER() OVER (ORDER BY id) - 1, id, "
        f"{step} FROM deviations_deviation"
    )
    run("CREATE TABLE bench_unit (u integer PRIMARY KEY, id bigint)")
    run(
        "INSERT INTO bench_unit SELECT ROW_NUMBER() OVER (ORDER BY id) - 1, id "
        "FROM organisations_unit"
    )


def spread(units, years):
    """Let every unit write and receive also in the first county, so that all sizes have as many."""
    run(
        "UPDATE deviations_deviation SET (reporter_unit_id, reporter_name_then, reporter_kind_id,"
        " reporter_principal_id, reporter_area_id) = (SELECT w.id, w.name, w.kind_id,"
        " w.principal_id, w.area_id FROM bench_of f"
        f" JOIN bench_unit b ON b.u = (f.r * 13) % {units} JOIN organisations_unit w ON w.id = b.id"
        f" WHERE f.id = deviations_deviation.id), year = {FIRST_YEAR} + id % {years}"
    )
    run(
        "UPDATE deviations_addressing SET (unit_id, name_then) = (SELECT w.id, w.name"
        " FROM bench_of f JOIN organisations_unit w"
        f" ON w.id = deviations_addressing.unit_id + (f.r % {TIMES_UNITS}) * f.first_unit"
        " WHERE f.id = deviations_addressing.deviation_id)"
    )


def one_copy(k, base, units, shift, years):
    """One more of every deviation of the first county."""
    reporter = (
        f"bench_of f JOIN deviations_deviation o ON o.id = f.id"
        f" JOIN bench_unit b ON b.u = (f.r * 13 + {k} * 7) % {units}"
        " JOIN organisations_unit w ON w.id = b.id"
    )
    copied(
        Deviation,
        reporter,
        id=f"o.id + {k * shift}",
        number=f"o.number || '-{k}'",
        submission_key="NULL",
        year=f"{FIRST_YEAR} + (f.r + {k}) % {years}",
        reporter_unit_id="w.id",
        reporter_name_then="w.name",
        reporter_kind_id="w.kind_id",
        reporter_principal_id="w.principal_id",
        reporter_area_id="w.area_id",
    )

    def taken_from(table, key, away):
        return (
            f"bench_of f JOIN bench_of g ON g.r = (f.r + {k * away}) % {base}"
            f" JOIN {table} o ON o.{key} = g.id"
        )

    other = f"((f.r + {k}) % {TIMES_UNITS}) * f.first_unit"
    copied(
        Addressing,
        f"{taken_from('deviations_addressing', 'deviation_id', 37)}"
        " JOIN organisations_unit w"
        f" ON w.id = (o.unit_id - 1 + {other}) % (f.first_unit * {TIMES_UNITS}) + 1",
        id=f"o.id + {k * 4 * shift}",
        deviation_id=f"f.id + {k * shift}",
        unit_id="w.id",
        name_then="w.name",
        redirected_from_id="NULL",
    )
    coded = taken_from("coding_coding", "deviation_id", 101)
    copied(Coding, coded, deviation_id=f"f.id + {k * shift}")
    run(
        f"INSERT INTO {SUBTYPES} (coding_id, subtype_id) SELECT f.id + {k * shift}, o.subtype_id"
        f" FROM {taken_from(SUBTYPES, 'coding_id', 101)}"
    )


def between_principals():
    """What every copy is by the rule: some standing recipient has another principal."""
    run(
        "UPDATE deviations_deviation SET between_principals = EXISTS (SELECT 1 FROM "
        "deviations_addressing a WHERE a.deviation_id = deviations_deviation.id AND "
        "a.redirected_at IS NULL AND a.principal_id <> deviations_deviation.reporter_principal_id)"
    )


def keys_go_on():
    """Let PostgreSQL give keys beyond those that the copies were given: an import comes after them."""
    models = [Unit, Deviation, Addressing]
    for sql in connection.ops.sequence_reset_sql(no_style(), models):
        run(sql)


def grow(size, years=FIVE_YEARS):
    """As many deviations in so many years, to a whole copy; how long copying and counting took."""
    began = time.perf_counter()
    tables = connection.introspection.table_names()
    keeping.uninstall()
    with transaction.atomic():
        if "bench_of" not in tables:
            more_units()
            spread(number("SELECT COUNT(*) FROM bench_unit"), years)
        base = number("SELECT COUNT(*) FROM bench_of")
        shift = number("SELECT MAX(id) FROM bench_of") + 1
        units = number("SELECT COUNT(*) FROM bench_unit")
        there = number("SELECT COUNT(*) FROM deviations_deviation") // base
        for k in range(there, size // base + bool(size % base > base // 2)):
            one_copy(k, base, units, shift, years)
        between_principals()
        keys_go_on()
    run("ANALYZE")
    copied_at = time.perf_counter()
    keeping.install()
    run("ANALYZE")
    counted_at = time.perf_counter()
    return {
        "deviations": number("SELECT COUNT(*) FROM deviations_deviation"),
        "copying": copied_at - began,
        "counting": counted_at - copied_at,
        "balances": number("SELECT COUNT(*) FROM tally_balance"),
        "lines": number("SELECT COUNT(*) FROM tally_line"),
    }


if __name__ == "__main__":
    json.dump(grow(*map(int, sys.argv[1:])), sys.stdout)
