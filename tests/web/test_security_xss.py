"""Does anything that somebody typed run in somebody else's browser? (fault F12)"""

import re
from pathlib import Path

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

import samsyn.web
from samsyn.mail.html import html_of
from samsyn.mail.models import Letter
from samsyn.web.icons import ICONS
from tests.client import watched
from tests.web.hostile_world import (
    CORPUS,
    LONG,
    MARK,
    SHORT,
    body_of,
    client_of,
    undone,
    visits,
    world,
)

__all__ = ["world"]
pytestmark = pytest.mark.django_db

TEMPLATES = sorted(Path(samsyn.web.__file__).parent.glob("templates/**/*.html"))
SOURCE = "\n".join(path.read_text() for path in TEMPLATES)
OWN_HTMX = set(re.findall(r"(?<=[\s\"])(?:data-)?hx-[\w:-]+(?==)", SOURCE))
"""The htmx attributes that our own templates make; no other may be in a page."""
OWN_TAGS = set(re.findall(r"<([a-z][a-z0-9]*)", SOURCE + "".join(ICONS.values())))
OWN_TAGS |= {"tbody", "select", "option", "optgroup", "input", "textarea", "ins", "del"}
OWN_TAGS |= {
    "desc",
    "g",
    "line",
    "text",
    "tspan",
}  # of charts, which are drawn and not in templates
NEVER = {"iframe", "object", "embed", "base", "applet", "frame", "frameset", "style", "math"}
NEVER |= {"marquee", "audio", "video", "source", "template", "mglyph", "hx-partial"}
LEADS = {"href", "src", "action", "formaction", "srcset", "poster", "ping", "data", "background"}
HARMLESS_PLACES = {"value", "title", "alt", "aria-label", "placeholder", "label", "data-name"}
"""Where a typed text may stand as an attribute: browsers only show it."""
HARMLESS_PLACES |= {"data-label"}  # a column's head, which the style sheet writes on narrow screens
HARMLESS_PLACES |= {"data-words"}  # what the guard found, which its script only compares and shows
SLUGS = re.compile(r"[a-z0-9 -]+")
"""What is left of a name in the address of a chapter: letters, digits and hyphens say nothing."""
RANDOM = {"data-hx-headers:inherited"}
"""A token of random signs, in which the mark can stand by chance."""
SAYS_WHERE = {"canonical", "alternate"}
"""Links of the head that tell addresses of ours; browsers load nothing from them."""
SCHEMES = re.compile(
    r"(mailto:|tel:|/(?!/)|#|\?|data:image/svg\+xml|http://testserver/|http://localhost:8000/"
    r"|https://example\.org/)"  # what the published report's prose links to
)


def elements_of(html):
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return [element for element in page.iter() if isinstance(element.tag, str)]


def hits(html):
    """What in this page could run, load or send something that our templates did not mean."""
    found = []
    for element in elements_of(html):
        tag = element.tag.rpartition("}")[2]
        if tag in NEVER or tag not in OWN_TAGS or (tag == "noscript" and not is_ours(element)):
            found.append(f"<{tag}>")
        if tag == "script" and not element.get("src", "").startswith("/static/"):
            found.append(f"<script>{(element.text or '')[:60]}")
        loads = element.get("rel") not in SAYS_WHERE
        if tag == "link" and loads and not element.get("href", "").startswith("/static/"):
            found.append(f"<link {element.get('href')}>")
        if tag == "meta" and element.get("http-equiv"):
            found.append("<meta http-equiv>")
        found += [f"<{tag} {name}={value!r}>" for name, value in wrong_attributes(element)]
    return found


def is_ours(noscript):
    """The chart as a picture, for who has no scripts: nothing else stands in a noscript."""
    return [child.tag for child in noscript] == ["img"] and noscript[0].get("src", "").startswith(
        "/statistik/"
    )


def wrong_attributes(element):
    for name, value in element.attrib.items():
        name = name.rpartition("}")[2].lower()
        is_htmx = name.startswith(("hx-", "data-hx-"))
        leads = name in LEADS and not SCHEMES.match(value.strip())
        shown = MARK in value and name not in HARMLESS_PLACES | LEADS | RANDOM
        if SLUGS.fullmatch(value):
            continue
        if (
            name.startswith("on")
            or MARK in name
            or leads
            or shown
            or name in {"style", "srcdoc"}
            or (is_htmx and name not in OWN_HTMX)
        ):
            yield name, value


def words_of(html):
    return " ".join("\n".join(html5lib.parse(html).itertext()).split())


def is_html(response):
    return response.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.parametrize("line", [line for line in CORPUS if "<" in line and "&" not in line][:20])
def test_the_check_sees_what_is_not_escaped(line):
    """Otherwise the tests below would prove nothing."""
    whole = f"<!doctype html><title>-</title><p>{line}</p><p title='{line}'>"
    assert hits(whole) or "‹" in line


def test_the_check_lets_what_is_escaped_pass():
    safe = f'<!doctype html><title>-</title><p title="{escape(SHORT)}">{escape(LONG)}</p>'
    assert not hits(safe)
    assert words_of(safe).endswith(" ".join(LONG.split()))


@pytest.mark.slow
def test_nothing_typed_runs_on_any_page(world):
    """Every address, every kind of person; and no GET changes anything but sessions and log."""
    wrong, pages, shown = [], 0, set()
    for name, path, person in visits(world):
        with undone(), watched() as seen:
            response = client_of(world, person).get(path)
            html = body_of(response).decode() if is_html(response) else ""
        if seen.writes:
            wrong.append(f"{person} GET {path} writes {seen.writes[0][:80]}")
        if html:
            pages += 1
            shown |= {name} if MARK in html else set()
            wrong += [f"{person} {path}: {hit}" for hit in (hits(html) if MARK in html else ())]
    assert not wrong, "\n".join(wrong[:20])
    assert pages > 100
    assert len(shown) > 40, "the hostile world is hardly shown: has a page moved?"


@pytest.mark.parametrize("person", ["astrid", "bo", "doris"])
def test_what_was_typed_stands_there_sign_for_sign(world, person):
    """Neither run nor mangled: escaped once, by the template."""
    page = client_of(world, person).get(reverse("deviations:show", args=[world.case.number]))
    words = words_of(page.content.decode())
    for line in CORPUS:
        assert " ".join(line.split()) in words, line


def test_every_title_stands_in_the_lists(world):
    for person, name in (("astrid", "sent"), ("bo", "inbox"), ("doris", "copies")):
        page = client_of(world, person).get(reverse(f"inbox:{name}"), {"per": "50"})
        found = words_of(page.content.decode())
        titles = [" ".join(one.title.split()) for one in world.listed]
        assert len(titles) >= 30 and not [one for one in titles if one not in found], name
        assert not hits(page.content.decode())


def test_other_states_and_their_reasons(world):
    for deviation in world.others:
        for person in ("astrid", "bo", "doris", "elof"):
            page = client_of(world, person).get(reverse("deviations:show", args=[deviation.number]))
            assert not hits(page.content.decode()), (person, deviation.number)


ASKED = {
    "inbox:inbox": ("bo", ["q", "lage", "ar", "niva", "slag", "ordning", "per", "sida"]),
    "inbox:copies": ("doris", ["q", "sida"]),
    "registry:who": ("astrid", ["q"]),
    "registry:find": ("astrid", ["q"]),
    "registry:units": ("gudmund", ["q", "kind", "principal", "area", "day", "show", "page"]),
    "registry:areas": ("gudmund", ["kind"]),
    "account:people": ("gudmund", ["q", "page"]),
    "audit:log": ("gudmund", ["kind", "number", "day_from", "day_to", "page"]),
    "statistics:start": ("doris", ["year", "scope", "count", "by", "also_by", SHORT]),
    "deviations:find_units": ("astrid", ["q", "en", "utom"]),
    "deviations:new": ("astrid", ["till"]),
    "account:join": ("anonymous", ["q", "unit"]),
    "account:new_invitation": ("gudmund", ["role", "q", "place"]),
    "account_login": ("anonymous", ["next"]),
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
def test_what_stands_in_the_address_does_not_run(world, name, htmx):
    person, parameters = ASKED[name]
    headers = {"HX-Request": "true"} if htmx else {}
    client, path = client_of(world, person), reverse(name)
    for line in (SHORT, CORPUS[0], CORPUS[30]):
        response = client.get(path, dict.fromkeys(parameters, line), headers=headers)
        assert response.status_code < 500
        assert not hits(response.content.decode()), line


TYPED = {
    "deviations:edit_draft": ("astrid", ["draft"]),
    "deviations:recipients": ("astrid", ["draft"]),
    "deviations:review": ("astrid", ["draft"]),
    "deviations:answer": ("berit", ["theirs"]),
    "deviations:amend": ("bo", ["theirs"]),
    "deviations:decline": ("berit", ["theirs"]),
    "deviations:redirect": ("bo", ["theirs", "bos_part"]),
    "deviations:judge": ("astrid", ["theirs", "bos_part"]),
    "deviations:measure": ("bo", ["theirs", "measure"]),
    "deviations:correct": ("astrid", ["theirs"]),
    "deviations:message": ("bo", ["theirs"]),
    "deviations:withdraw": ("astrid", ["theirs"]),
    "files:attach": ("bo", ["theirs"]),
    "audit:open": ("frej", ["theirs"]),
    "registry:new": ("gudmund", []),
    "registry:edit": ("gudmund", ["bup"]),
    "registry:end": ("gudmund", ["bup"]),
    "registry:edit_principal": ("gudmund", ["region"]),
    "registry:new_area": ("gudmund", []),
    "registry:edit_area": ("gudmund", ["area"]),
    "registry:end_area": ("gudmund", ["area"]),
    "registry:new_kind": ("gudmund", []),
    "registry:edit_kind": ("gudmund", ["kind"]),
    "registry:import_write": ("gudmund", []),
    "account:new_invitation": ("gudmund", []),
    "account:join": ("anonymous", []),
    "account:accept": ("anonymous", ["invited"]),
    "account:give_role": ("gudmund", ["astrid"]),
    "account:details": ("astrid", []),
    "agreements:new": ("gudmund", []),
    "agreements:edit": ("gudmund", ["agreement"]),
    "agreements:new_point": ("gudmund", ["agreement"]),
    "agreements:add_rule": ("gudmund", ["agreement"]),
    "agreements:add_pause": ("gudmund", ["agreement"]),
    "account_login": ("anonymous", []),
    "account_reset_password": ("anonymous", []),
}
FIELDS = (
    "reason text title name q role place email login password phone note aliases kind_id version "
    "what_happened what_was_expected contact_text consequence consequence_text proposed_measure "
    "happened_on direct_contact point level theme own_system_reference internal_reference "
    "recipients unit_search view perspective cause cause_text outcome status to_unit valid_from "
    "submission_key contact_function function_phone function_mailbox sdk_address answer_days "
    "ceiling_days more find measures-0-text measures-0-responsible_function measures-0-due_on"
)


@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_wrong_comes_back_harmless(world, name):
    """Forms that refuse show what was typed: with every field hostile, and in an expired log-in."""
    person, things = TYPED[name]
    path = reverse(name, args=[world.things[thing] for thing in things])
    data = dict.fromkeys(FIELDS.split(), SHORT) | {
        "what_happened": LONG,
        "measures-TOTAL_FORMS": "2",
    }
    for who in (person, "anonymous"):
        with undone():
            response = client_of(world, who).post(path, data | {"measures-INITIAL_FORMS": "0"})
        assert response.status_code < 500
        if is_html(response):
            assert not hits(response.content.decode())


def test_a_hostile_file_is_told_of_harmlessly(world):
    head = "name;kind;principal;area;aliases;note\n"
    row = '"' + '";"'.join(SHORT.replace('"', '""') for _ in range(6)) + '"\n'
    for text in (head + row, f"{SHORT};name\n{SHORT}\n", '{"' + SHORT + '": 1}', LONG):
        file = SimpleUploadedFile(f"{SHORT}.csv", text.encode())
        with undone():
            response = client_of(world, "gudmund").post(reverse("registry:import"), {"file": file})
        assert response.status_code in {200, 422}
        assert not hits(response.content.decode())


@pytest.mark.parametrize("person", ["anonymous", "astrid"])
def test_no_hostile_address_runs_on_its_error_page(world, person):
    client = client_of(world, person)
    for line in CORPUS[::9]:
        for path in (f"/{line}", f"/avvikelser/{line}/", f"/avvikelser/{line}/svara/"):
            response = client.get(path.replace("#", "%23").replace("?", "%3F"))
            assert response.status_code in {302, 404}
            if is_html(response) and response.status_code == 404:
                assert not hits(response.content.decode())


NAMES_THE_UNIT = {"invitation", "joining_confirm"}
"""Letters about an account say where, in the registry's words; no word of a case comes near them."""

TAGS_OF_LETTERS = {
    *("html", "head", "meta", "title", "body", "div", "h1", "p", "span", "br"),
    *("table", "tr", "td", "a"),
}


def test_letters_hold_nothing_that_was_typed(world):
    """Not one word of a case, and nothing that could run in either part (requirement 14)."""
    assert Letter.objects.count() > 40
    for letter in Letter.objects.all():
        # A signed token is random letters: once in a hundred runs they would spell the mark.
        body = "" if letter.kind in NAMES_THE_UNIT else re.sub(r"/brevlada/\S+", "", letter.body)
        assert MARK not in letter.subject + body
        assert "\n" not in letter.subject
        html = html_of(letter.subject, letter.body, letter.language)
        assert set(re.findall(r"<(\w+)", html)) <= TAGS_OF_LETTERS
