"""What holds in every browser test: Debian's Chromium, Swedish, and axe on whatever page stands open."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.client import BACKEND

# Playwright keeps an event loop in the main thread, so Django would refuse every query there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": RULES,
    "preload": False,
    "resultTypes": ["violations"],  # what is right need not be told element by element
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def base_url():
    """Ours instead of pytest-playwright's, whose way of defining it is deprecated in pytest 9."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": SWITCHES}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


@pytest.fixture
def complaints():
    """What the browser complained about: scripts that failed, content that our policy refused."""
    return []


@pytest.fixture
def page(page, complaints):
    """The page; any complaint fails the test."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
    )
    yield page
    assert not complaints, complaints


@pytest.fixture
def sign_in(context, client, live_server):
    """sign_in(cast.astrid): the browser is then signed in as her."""

    def signed_in_as(user):
        client.force_login(user, backend=BACKEND)
        name = "samsyn_session"
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])

    return signed_in_as


@pytest.fixture
def assert_accessible(page, complaints):
    """assert_accessible(): axe finds nothing, light and dark, and 320 px has no sideways scroll."""

    def check():
        # A pressed link may still be on its way: a page half read has neither main nor heading.
        page.wait_for_load_state()
        page.locator("main h1").first.wait_for()
        assert not complaints, complaints
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=OPTIONS)
            assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"
        before = page.viewport_size
        page.set_viewport_size({"width": 320, "height": 640})
        wider = page.evaluate(OVERFLOW)
        page.set_viewport_size(before)
        page.wait_for_timeout(50)
        complaints.clear()  # axe writes styles of its own, which the policy refuses
        assert wider <= 0, f"{page.url} is {wider} px wider than a 320 px screen"

    return check
