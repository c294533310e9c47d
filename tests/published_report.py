"""Editions to test with, as freezing and publishing leave them, without a year of deviations behind."""

from dataclasses import replace

from samsyn.domain.access import ScopeKind
from samsyn.domain.report import Standing, to_json
from samsyn.reports.models import Edition, WrittenReport
from tests.builders import NOW
from tests.made_report import make_report

YEAR = 2021


def make_edition(cast, number=1, *, published=True, withdrawn=False, errata="", year=YEAR, **of):
    """An edition of the county's report of a year, frozen and (unless said) published by Doris."""
    report, _ = WrittenReport.objects.get_or_create(
        year=year,
        scope=of.get("scope", ScopeKind.COUNTY),
        scope_id=of.get("scope_id"),
        language=of.get("language", "sv"),
        defaults={"title": "Avvikelser", "made_at": NOW, "made_by": cast.doris},
    )
    standing = Standing(number, NOW.date().isoformat(), errata)
    content = replace(make_report(), standing=standing, year=year)
    return Edition.objects.create(
        report=report,
        number=number,
        content=to_json(content),
        fingerprint=content.fingerprint,
        errata=errata,
        frozen_at=NOW,
        frozen_by=cast.doris,
        published_at=NOW if published else None,
        withdrawn_at=NOW if withdrawn else None,
    )
