"""What answering is worth, with figures in place: accessible, light and dark, and 320 px wide."""

import pytest
from django.utils import timezone

from samsyn.participation.services import count
from tests.builders import make_answer, make_deviation, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    ("bo", "/att-gora/"),
    ("bo", "/enheten/"),
    ("bo", "/obesvarade/"),
    ("elof", "/enheten/"),
    ("hedda", "/obesvarade/"),
    ("doris", "/tackning/?visa=alla"),
]


def test_the_pages_are_accessible(cast, page, live_server, sign_in, assert_accessible):
    now = timezone.now()
    others = [make_unit(f"BUP Nummer {serial}", kind=cast.places.bup.kind) for serial in range(3)]
    for _ in range(2):
        deviation = make_deviation(cast, to=[cast.places.bup, *others], now=now)
    make_answer(deviation, by=cast.viewer("bo"), now=now)
    count(now=now)
    signed_in = ""
    for who, path in PAGES:
        if who != signed_in:
            page.context.clear_cookies()
            sign_in(getattr(cast, who))
            signed_in = who
        page.goto(live_server.url + path)
        assert_accessible()
    assert "i dag" in page.content() or "i natt" in page.content()
