"""What somebody at a unit without users does: open, type the code, answer."""

import re

from samsyn.mail.models import Letter

MAILBOX = "sparven@region.example"


def page_of(case, step=""):
    return f"/avvikelser/{case.number}/{step}"


def newest_code():
    return re.search(r"\b\d{6}\b", Letter.objects.filter(kind="mailbox_code").latest("pk").body)[0]


def enter(client, link):
    client.post(link)
    response = client.post(f"{link}kod/", {"code": newest_code()})
    assert response.status_code == 302, response.text
    return client


def version_of(case, unit):
    return case.addressings.get(unit=unit).version


def answer_form(**typed):
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 10}
    return {
        "version": 1,
        "view": "differs",
        "perspective": "Vi fick aldrig någon kallelse.",
        **{f"measures-{name}": value for name, value in rows.items()},
        **typed,
    }
