"""Official figures as if somebody had counted them, for county, group and place. Made up, and called so."""

import csv
from datetime import datetime
from io import StringIO
from random import Random

from samsyn.demo.acting import acting_as
from samsyn.domain.access import Everything
from samsyn.groups.selectors.groups import group_by_pk, local_group_of_area
from samsyn.organisations.selectors import areas_worked_for
from samsyn.surveys.services.official import import_official

DEMO = Everything("fills the demo")
SOURCE = "Påhittade tal för demon, inte ur SIP-kollen"
HEADS = ("period", "area", "group", "question", "option", "count", "mean", "n", "source")
QUESTIONS = (
    "Påhittad fråga om information före mötet",
    "Påhittad fråga om delaktighet på mötet",
    "Påhittad fråga om vad mötet ledde till",
)
"""Nobody's own wording: what the instrument asks is its owner's to publish."""
YEARS_BACK = (3, 1)
"""The first has no round of our own, the year between has no figures, and so has this one."""


def read_in_official(now: datetime) -> None:
    """Enter figures of two years for the county, the contact's group and the first place it works for."""
    rng = Random(2019)  # noqa: S311 - invented data, the same at each making
    today, contact = now.date(), acting_as("kontaktperson", now)
    assert contact.area_id is not None
    group = group_by_pk(
        local_group_of_area(contact.area_id, viewer=contact, today=today) or 0,
        viewer=DEMO,
        today=today,
    )
    assert group is not None
    (first, *_rest) = areas_worked_for(group.area_ids)
    places = (("", "", 400), (first.name, "", 60), ("", group.key, 25))
    written = StringIO()
    rows = csv.DictWriter(written, HEADS, restval="")
    rows.writeheader()
    for back in YEARS_BACK:
        for area, key, most in places:
            rows.writerows(_rows(str(today.year - back), area, key, most, rng))
    report = import_official(written.getvalue(), by=None, now=now)
    assert not report.faults, report.faults[0]


def _rows(period: str, area: str, group: str, most: int, rng: Random) -> list[dict[str, object]]:
    told = {"period": period, "area": area, "group": group, "source": SOURCE}
    found: list[dict[str, object]] = []
    for question in QUESTIONS:
        n = rng.randrange(most // 2, most)
        about: dict[str, object] = {**told, "question": question, "n": n}
        found.append({**about, "option": "Ja", "count": rng.randrange(n // 3, n)})
        found.append({**about, "mean": f"{rng.uniform(2.6, 4.4):.2f}"})
    return found
