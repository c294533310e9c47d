"""What does a deviation count as? The one view that says it, in SQL that both databases know."""
# ruff: noqa: S608  (the SQL is put together from this app's own constants)

from django.db import connection

from samsyn.tally.models import KEY, RECIPIENT
from samsyn.tally.outcomes import BIT_OF_OUTCOME

VIEW = "tally_facts"
LINE_COLUMNS = ", ".join(("deviation_id", "of_recipient", *KEY, "received"))
BITS = " ".join(f"WHEN '{outcome}' THEN {bit}" for outcome, bit in BIT_OF_OUTCOME.items())
STANDING = "FROM deviations_addressing a WHERE a.deviation_id = d.id AND a.redirected_at IS NULL"
"""A recipient that was redirected away counts no more, its successor does."""

COLUMN = {
    "year": "d.year",
    "month": "d.month",
    "between_principals": "d.between_principals",
    "answered": f"EXISTS (SELECT 1 {STANDING} AND a.answered_at IS NOT NULL)",
    "is_coded": "c.theme_id IS NOT NULL",
    "theme_id": "COALESCE(c.theme_id, 0)",
    "outcomes": f"(SELECT COALESCE(SUM(DISTINCT CASE a.outcome {BITS} END), 0) {STANDING})",
    "reporter_unit_id": "d.reporter_unit_id",
    "reporter_name": "d.reporter_name_then",
    "reporter_kind_id": "d.reporter_kind_id",
    "reporter_principal_id": "d.reporter_principal_id",
    "reporter_area_id": "COALESCE(d.reporter_area_id, 0)",
}
OF_DEVIATION = ("0", "''", "0", "0", "FALSE")
OF_RECIPIENT = (
    "COALESCE(r.unit_id, 0)",
    "COALESCE(r.name_then, '')",
    "COALESCE(r.kind_id, 0)",
    "COALESCE(r.principal_id, 0)",
    "r.answered_at IS NOT NULL",
)
FROM = "FROM deviations_deviation d LEFT JOIN coding_coding c ON c.deviation_id = d.id"
RECIPIENTS = (
    "LEFT JOIN deviations_addressing r ON r.deviation_id = d.id AND r.redirected_at IS NULL"
)


def facts() -> str:
    """The SELECT behind the view: a line for each deviation, and one for each of its recipients."""
    together = COLUMN | {
        "services": _in_one("a.kind_id", STANDING),
        "subtypes": _in_one(
            "s.subtype_id", "FROM coding_coding_subtypes s WHERE s.coding_id = d.id"
        ),
    }

    def lines(of_recipient: str, recipient: tuple[str, ...], received: str, source: str) -> str:
        values = together | dict(zip(RECIPIENT, recipient, strict=True))
        columns = ", ".join(f"{values[name]} AS {name}" for name in KEY)
        return (
            f"SELECT d.id AS deviation_id, {of_recipient} AS of_recipient, {columns},"
            f" {received} AS received {source} WHERE d.withdrawn_at IS NULL"
        )

    services = f"(SELECT COUNT(DISTINCT a.kind_id) {STANDING})"
    whole = lines("FALSE", OF_DEVIATION, services, FROM)
    one = "CASE WHEN r.id IS NULL THEN 0 ELSE 1 END"
    return f"{whole} UNION ALL {lines('TRUE', OF_RECIPIENT, one, f'{FROM} {RECIPIENTS}')}"


def _in_one(key: str, source: str) -> str:
    """The different keys in order, as one text."""
    aggregate = (
        "string_agg(pk::text, ' ' ORDER BY pk)"
        if connection.vendor == "postgresql"
        else "group_concat(pk, ' ')"
    )
    keys = f"SELECT DISTINCT {key} AS pk {source} ORDER BY 1"
    return f"COALESCE((SELECT {aggregate} FROM ({keys}) keys), '')"
