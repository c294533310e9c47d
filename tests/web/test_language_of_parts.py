"""On a page in another language, people's own words say that they are Swedish (WCAG 3.1.2)."""

import pytest
from django.urls import reverse

from samsyn.deviations.services import save_draft, start_draft
from tests.builders import NOW
from tests.client import parsed
from tests.full_case import ACCOUNT, make_full_case, part_of

pytestmark = pytest.mark.django_db
WRITTEN = [
    *(value for value in vars(ACCOUNT).values() if isinstance(value, str) and " " in value),
    "Kan ni skicka tiden",
    "En annan mottagning",
    "Fel antal veckor",
    "Kallelsen nådde fel brevlåda",
    "Adressen var gammal",
    "Ny brevlåda för kallelser",
    "Vi har hittat kallelsen",
    "Bra, vi prövar det",
    "Kallelse till mötet",
]
"""What people have typed in the full case, as far as it is text and not a code."""
FIRST_LINES = [text.splitlines()[0][:30] for text in WRITTEN]
NO_PARTS = {"title", "textarea", "input", "option", "script"}
"""Elements that hold text only: nothing in them can say its language."""


def english(client, user):
    client.login_as(user)
    client.get(reverse("public:language", args=["en"]))
    return client


def spoken(element, language=None):
    """Every piece of text with the language that it stands in."""
    tag = str(element.tag).rpartition("}")[2]
    if tag in NO_PARTS:
        return
    language = element.get("lang", language)
    yield element.text or "", language
    for child in element:
        yield from spoken(child, language)
        yield child.tail or "", language


def check(page):
    found = [
        one for one in spoken(parsed(page.text)) if any(line in one[0] for line in FIRST_LINES)
    ]
    assert found, "nothing of what people wrote stands here"
    assert not [text for text, language in found if language != "sv"]


@pytest.fixture
def case(cast):
    return make_full_case(cast)


@pytest.mark.parametrize("who", ["astrid", "bo", "elof", "doris"])
def test_the_deviation(client, cast, case, who):
    page = english(client, getattr(cast, who)).get(reverse("deviations:show", args=[case.number]))
    assert '<html lang="en"' in page.text
    check(page)


@pytest.mark.parametrize(
    ("who", "name", "part"),
    [
        ("bo", "amend", False),
        ("bo", "measure", True),
        ("astrid", "judge", True),
        ("astrid", "correct", False),
        ("astrid", "withdraw", False),
    ],
)
def test_the_steps(client, cast, case, who, name, part):
    own = part_of(case, cast.places.bup)
    thing = own.measures.latest("pk") if name == "measure" else own
    arguments = [case.number, thing.pk] if part else [case.number]
    check(english(client, getattr(cast, who)).get(reverse(f"deviations:{name}", args=arguments)))


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("bo", "inbox:inbox"),
        ("astrid", "inbox:sent"),
        ("doris", "inbox:copies"),
        ("doris", "todo:start"),
        ("astrid", "todo:start"),
    ],
)
def test_the_lists(client, cast, case, who, name):
    if (who, name) == ("astrid", "todo:start"):
        type(part_of(case, cast.places.bup)).objects.update(judged_at=None, outcome="")
    check(english(client, getattr(cast, who)).get(reverse(name)))


def test_drafts_and_their_review(client, cast, case, before_the_guard):
    draft = start_draft(by=cast.viewer("astrid"), now=NOW)
    fields = {name: str(value) for name, value in vars(ACCOUNT).items()}
    fields |= {
        "point": f"{cast.agreement.pk}-{cast.agreement.points.first().pk}",
        "level": "individual",
        "recipients": [str(cast.places.bup.pk)],
    }
    save_draft(draft_id=draft.pk, fields=fields, by=cast.viewer("astrid"), now=NOW)
    client = english(client, cast.astrid)
    check(client.get(reverse("inbox:drafts")))
    check(client.get(reverse("deviations:review", args=[draft.submission_key])))


def test_a_swedish_page_says_it_once(client, cast, case):
    page = client.login_as(cast.astrid).get(reverse("deviations:show", args=[case.number]))
    assert page.text.count('lang="sv"') == 1
