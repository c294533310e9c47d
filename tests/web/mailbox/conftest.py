"""A unit without users, its case and its letter's link, on the cast's day."""

import re

import pytest
import time_machine

from samsyn.mail.models import Letter
from tests.builders import NOW, make_deviation, make_unit
from tests.web.mailbox.visiting import MAILBOX, enter


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def silent(cast):
    """A unit that has never heard of Samsyn."""
    return make_unit("BUP Sparven", principal=cast.places.region, function_mailbox=MAILBOX)


@pytest.fixture
def case(cast, silent):
    return make_deviation(cast, to=[silent, cast.places.bup], internal_reference="Akt 4711")


@pytest.fixture
def link(case):
    return re.search(r"/brevlada/\S+/", Letter.objects.get(recipient=MAILBOX).body)[0]


@pytest.fixture
def guest(client, link):
    return enter(client, link)
