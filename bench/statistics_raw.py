"""The SQL that somebody would write by hand for some of the questions, over the covering indexes (P11)."""

ONE_YEAR = "d.year = 2023 AND d.between_principals AND d.withdrawn_at IS NULL"
FIVE_YEARS = (
    "d.year IN (2021, 2022, 2023, 2024, 2025) AND d.between_principals AND d.withdrawn_at IS NULL"
)
DEVIATIONS = "FROM deviations_deviation d"
CODED = f"{DEVIATIONS} LEFT JOIN coding_coding c ON c.deviation_id = d.id"
SUBTYPES = f"{CODED} LEFT JOIN coding_coding_subtypes s ON s.coding_id = d.id"
RECEIVED = (
    f"{DEVIATIONS} JOIN deviations_addressing a"
    " ON a.deviation_id = d.id AND a.redirected_at IS NULL"
)
TO_BUP = (
    "EXISTS (SELECT 1 FROM deviations_addressing a JOIN organisations_unitkind k ON k.id = a.kind_id"
    " WHERE a.deviation_id = d.id AND a.redirected_at IS NULL AND k.short_label = 'BUP')"
)


def _grouped(columns: str, source: str, counted: str = "*", which: str = ONE_YEAR) -> str:
    return f"SELECT {columns}, COUNT({counted}) {source} WHERE {which} GROUP BY {columns}"


def _questions(together: str) -> dict[str, str]:
    services = (
        f"(SELECT {together} FROM (SELECT DISTINCT a.kind_id AS pk FROM deviations_addressing a"
        " WHERE a.deviation_id = d.id AND a.redirected_at IS NULL ORDER BY 1) keys)"
    )
    return {
        "theme": _grouped("c.theme_id", CODED),
        "month": _grouped("d.month", DEVIATIONS),
        "reporting unit": _grouped("d.reporter_unit_id", DEVIATIONS),
        "district": _grouped("d.reporter_area_id", DEVIATIONS),
        "recipients by service": _grouped("a.kind_id", RECEIVED, "DISTINCT d.id"),
        "combination of services": (
            f"SELECT services, COUNT(*) FROM (SELECT {services} AS services {DEVIATIONS}"
            f" WHERE {ONE_YEAR}) combined GROUP BY services"
        ),
        "receiving unit": _grouped("a.unit_id", RECEIVED),
        "subtype": _grouped("s.subtype_id", SUBTYPES),
        "unit x theme": _grouped("d.reporter_unit_id, c.theme_id", CODED),
        "unit x month": _grouped("d.reporter_unit_id, d.month", DEVIATIONS),
        "unit x subtype": _grouped("d.reporter_unit_id, s.subtype_id", SUBTYPES),
        "unit x receiving unit": _grouped("d.reporter_unit_id, a.unit_id", RECEIVED),
        "theme, where to BUP": _grouped("c.theme_id", CODED, which=f"{ONE_YEAR} AND {TO_BUP}"),
        "theme x year, five years": _grouped("d.year, c.theme_id", CODED, which=FIVE_YEARS),
        "district x year, five years": _grouped(
            "d.year, d.reporter_area_id", DEVIATIONS, which=FIVE_YEARS
        ),
    }


RAW = {
    "sqlite": _questions("group_concat(pk, ' ')"),
    "postgresql": _questions("string_agg(pk::text, ' ' ORDER BY pk)"),
}
