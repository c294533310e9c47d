"""What must hold for every page that any test fetches? (look.md, WCAG 2.2 AA, CSP)"""

import contextlib
import re

import html5lib
from django.db import connection
from django.test import Client

from samsyn.web.surveys.languages import FRAMES, RIGHT_TO_LEFT
from tests import seen_pages

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
QUERY_LIMIT = 25
MAY_BE_WRITTEN = re.compile(r'"(django_session|audit_audit\w+|axes_\w+)"')
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
BOOKKEEPING = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.IGNORECASE)
WITHOUT_TOKEN = ("/svara/",)
"""Answered by the secret in the address alone: a token would open a session (ADR 0048)."""
XHTML = "{http://www.w3.org/1999/xhtml}"


class PageClient(Client):
    """Django's test client, which checks every HTML page that it gets.

    `client.login_as(cast.astrid)`; `client.get("/inkorg/", queries=10)`. A page that cannot pass
    is fetched with `unchecked="why"`; fragments for htmx (`client.fragment(...)`) need no h1.
    """

    def login_as(self, user):
        self.force_login(user, backend=BACKEND)
        return self

    def get(self, path, data=None, *, queries=QUERY_LIMIT, unchecked="", **extra):
        with watched() as seen:
            response = super().get(path, data, **extra)
        if not unchecked:
            assert not seen.writes, f"GET {path} writes: {seen.writes[0]}"
            listing = "\n".join(seen.queries)
            assert len(seen.queries) <= queries, (
                f"GET {path}: {len(seen.queries)} queries\n{listing}"
            )
            self._check(response)
        return response

    def post(self, path, data=None, *, unchecked="", **extra):
        response = super().post(path, data, **extra)
        if not unchecked:
            self._check(response)
        return response

    def fragment(self, path, data=None, *, method="get", **extra):
        headers = {"HX-Request": "true", **extra.pop("headers", {})}
        return getattr(self, method)(path, data, headers=headers, **extra)

    def _check(self, response):
        if connection.vendor != "sqlite":
            return  # The same templates: reading each page once more would take a third of the time.
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        is_moved = 300 <= response.status_code < 400
        if not is_html or is_moved or response.streaming:
            return
        html = response.content.decode()
        is_whole = html.lstrip().lower().startswith("<!doctype")
        is_fragment = "HTTP_HX_REQUEST" in response.request and not is_whole
        seen_pages.once(check_fragment if is_fragment else check_page, html)


class Watched:
    def __init__(self):
        self.queries, self.writes = [], []

    def __call__(self, execute, sql, params, many, context):
        if not BOOKKEEPING.match(sql):
            self.queries.append(sql)
        if WRITES.match(sql) and not MAY_BE_WRITTEN.search(sql):
            self.writes.append(sql)
        return execute(sql, params, many, context)


@contextlib.contextmanager
def watched():
    """Every query inside, and those that change more than sessions, the log and lock-outs."""
    seen = Watched()
    with connection.execute_wrapper(seen):
        yield seen


def check_page(html):
    """Fail with the reason when a whole page breaks one of the house's rules."""
    page = parsed(html)
    assert page.get("lang") in {"sv", "en", *FRAMES}, "<html> has no lang"
    direction = "rtl" if page.get("lang") in RIGHT_TO_LEFT else None
    assert page.get("dir") == direction, "<html> runs in another direction than its language"
    h1 = [text_of(element) for element in all_of(page, "h1")]
    assert len(h1) == 1 and h1[0], f"a page has exactly one h1, not {h1}"
    titles = [text_of(element) for element in all_of(page.find(XHTML + "head"), "title")]
    assert len(titles) == 1 and titles[0].startswith(h1[0]), f"title {titles} and h1 {h1} differ"
    check_elements(page)


def check_fragment(html):
    """Fail when a fragment breaks a rule that holds for parts of pages too."""
    check_elements(parsed(f"<!DOCTYPE html><title>-</title>{html}"), whole=False)


def parsed(html):
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    page = parser.parse(html)
    lines = html.splitlines()
    errors = [
        f"{code} {data}: {lines[where[0] - 1].strip()}" for where, code, data in parser.errors
    ]
    assert not errors, f"invalid HTML: {errors[:3]}"
    return page


def check_elements(page, whole=True):
    elements = [element for element in page.iter() if isinstance(element.tag, str)]
    ids = [element.get("id") for element in elements if element.get("id")]
    twice = {one for one in ids if ids.count(one) > 1}
    assert not twice, f"ids used twice: {twice}"
    check_names(elements, set(ids), whole)
    check_forms(page)
    for element in elements:
        tag = element.tag.removeprefix(XHTML)
        assert element.get("style") is None, f"style attribute on <{tag}>"
        inline = [name for name in element.attrib if name.startswith("on")]
        assert not inline, f"inline handler {inline} on <{tag}>"
        if tag in {"script", "style"} and not element.get("src"):
            data = element.get("type", "").endswith("json")
            assert data or element.get("nonce"), f"inline <{tag}> without nonce"
        if tag == "img":
            assert element.get("alt") is not None, "img without alt"


def check_names(elements, ids, whole):
    """Everything that can be operated has a name, and every reference leads somewhere."""
    labelled = {e.get("for") for e in elements if e.tag == XHTML + "label" and text_of(e)}
    inside = {id(child) for e in elements if e.tag == XHTML + "label" for child in e.iter()}
    for element in elements:
        tag = element.tag.removeprefix(XHTML)
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            missing = set((element.get(attribute) or "").split()) - ids
            assert not (missing and whole), f"<{tag} {attribute}> points at nothing: {missing}"
        aria = element.get("aria-label") or element.get("aria-labelledby")
        hidden = tag == "input" and element.get("type") in {"hidden", "submit", "button", "reset"}
        if tag in {"input", "select", "textarea"} and not hidden:
            named = aria or element.get("id") in labelled or id(element) in inside
            assert named, f"<{tag} name={element.get('name')}> has no label"
        if tag in {"button", "a"} and (tag == "button" or element.get("href")):
            pictured = any(e.get("alt") or e.get("aria-label") for e in element.iter())
            assert aria or text_of(element) or pictured, f"<{tag}> has no text: {element.attrib}"


def check_forms(page):
    for form in all_of(page, "form"):
        assert form.get("action"), f"form without action: {form.attrib}"
        is_open = form.get("action").startswith(WITHOUT_TOKEN)
        if form.get("method", "get").lower() == "post" and not is_open:
            names = {element.get("name") for element in form.iter()}
            assert "csrfmiddlewaretoken" in names, f"form {form.get('action')} has no CSRF token"


def all_of(page, tag):
    return list(page.iter(XHTML + tag))


def text_of(element):
    return " ".join("".join(element.itertext()).split())
