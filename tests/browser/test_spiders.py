"""The spider on a wide and a narrow screen: the picture, the table beside it, and no scripts needed."""

import pytest
from django.utils import timezone

from samsyn.surveys.services.importing import import_answers
from tests.surveys import make_group, shipped_questions
from tests.web.test_spiders import THREE_YEARS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_three_years_lie_over_each_other(cast, page, live_server, sign_in, assert_accessible):
    shipped_questions("spindel")
    group = make_group(cast.places.bus_area, name="BUS Enskede-Årsta-Vantör")
    text = THREE_YEARS.read_text(encoding="utf-8")
    assert not import_answers(text, "spindel", by=None, now=timezone.now()).faults
    sign_in(cast.hedda)
    page.goto(f"{live_server.url}/enkater/spindel/{group.pk}/")
    assert_accessible()
    picture = page.get_by_role("img", name="Spindelmätning: BUS Enskede-Årsta-Vantör")
    for year in ("2017", "2018", "2019"):
        assert picture.get_by_text(year, exact=True).count() >= 2  # beside the web and at its line
    dashes = picture.locator("path[stroke-dasharray]").evaluate_all(
        "paths => paths.map(one => one.getAttribute('stroke-dasharray'))"
    )
    assert len(set(dashes)) >= 3
    assert picture.get_by_text("10", exact=True).count() == 1
    table = page.get_by_role("table", name="Medelvärden")
    assert table.get_by_role("row").count() == 10
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
