"""Pages of figures and of the secretariat's lists: axe, 320 px, the keyboard; empty and with something."""

import pytest

from tests.builders import make_answer, make_deviation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/statistik/",
    "/statistik/?by=reporter_municipality&scope=all",
    "/statistik/serier/",
    "/statistik/serier/publicerade/",
    "/statistik/serier/publicerade/nytt/",
    "/statistik/serier/seriebrott/",
    "/statistik/serier/seriebrott/nytt/",
    "/statistik/sma-tal/",
    "/statistik/sticker-ut/",
    "/tackning/",
    "/tackning/verksamheter/",
    "/svarstider/",
    "/kodning/",
    "/kodning/listor/",
    "/kodning/oense/",
    "/samma-handelse/",
    "/registrera/",
)
WITH_FIGURES = ("/statistik/begransa/", "/statistik/?by=reporter_municipality&also_by=month")
REACHABLE = """
  [...document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary)')]
    .filter((one) => one.checkVisibility() && !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0)
    .filter((one) => one.type !== 'radio' || one.checked
      || !document.querySelector(`main input[type=radio][name="${one.name}"]:checked`)
      && one === document.querySelector(`main input[type=radio][name="${one.name}"]`))
    .map((one, place) => { one.dataset.place = place; return place; })
"""
FOCUSED = """
  (() => { const one = document.activeElement, look = getComputedStyle(one);
    const beside = one.labels?.[0] ? getComputedStyle(one.labels[0]) : look;
    const shown = (look.outlineStyle !== 'none' && look.outlineWidth !== '0px') || look.boxShadow !== 'none'
      || beside.outlineStyle !== 'none' || beside.boxShadow !== 'none';
    return [one.dataset.place ?? null, shown, one.outerHTML.slice(0, 80)]; })()
"""


def unreached_by_tab(page):
    """What in the page's main part the tabulator does not reach, or reaches without showing where it is."""
    left = set(map(str, page.evaluate(REACHABLE)))
    seen, unseen = set(), {}
    for _ in range(len(left) + 60):
        page.keyboard.press("Tab")
        place, is_shown, what = page.evaluate(FOCUSED)
        left.discard(place)
        # A date has several stops; its calendar button draws a ring of its own inside the field.
        if is_shown:
            seen.add(place)
        elif place is not None:
            unseen[place] = what
        if not left:
            break
    return sorted(left), [what for place, what in unseen.items() if place not in seen]


def walk(pages, page, live_server, assert_accessible):
    faults = []
    for path in pages:
        response = page.goto(live_server.url + path)
        if response.status == 404:
            faults.append(f"{path}: 404")
            continue
        try:
            assert_accessible()
        except AssertionError as fault:
            faults.append(f"{path}: {fault}")
        left, unseen = unreached_by_tab(page)
        if left or unseen:
            faults.append(f"{path}: not reached {left}, focus not seen {unseen}")
    assert not faults, "\n".join(faults)


def test_with_nothing_but_a_register(cast, page, live_server, sign_in, assert_accessible):
    sign_in(cast.doris)
    walk(PAGES, page, live_server, assert_accessible)


def test_with_something_on_every_page(cast, page, live_server, sign_in, assert_accessible):
    for _ in range(2):
        made = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
        make_answer(made, by=cast.viewer("berit"))
    sign_in(cast.doris)
    walk((*PAGES, *WITH_FIGURES), page, live_server, assert_accessible)
