"""Which reports can anybody read? A list with a search in their texts, and a feed of every edition."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from samsyn.reports.shelf import all_published, found_on_shelf, shelf
from samsyn.web.permissions import public
from samsyn.web.published.addresses import address_of, tag_of, whole_address

LONGEST_SEARCH = 100


@public
@require_safe
def list_(request):
    asked = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\0", "").strip()
    reports = found_on_shelf(asked) if asked else shelf()
    context = {
        "asked": asked,
        "reports": [(one, address_of(one.edition)) for one in reports],
        "address": whole_address(reverse("published:list")),
    }
    return render(request, "published/list.html", context)


@public
@require_safe
def feed(request):
    published = all_published()
    newest = published[0].published_at if published else None
    made = get_conditional_response(request, last_modified=newest and int(newest.timestamp()))
    if made is None:
        with override("sv"):  # the reports' language, whatever the reader of the feed prefers
            made = HttpResponse(
                _atom(published), content_type="application/atom+xml; charset=utf-8"
            )
    if newest:
        made.headers["Last-Modified"] = http_date(newest.timestamp())
    return made


def _atom(published) -> str:
    made = Atom1Feed(
        title=_("Rapporter om avvikelser i samverkan"),
        link=whole_address(reverse("published:list")),
        description=None,
        subtitle=_("Varje publicerad utgåva, och varje rättelse som en ny utgåva."),
        language="sv",
        feed_url=whole_address(reverse("published:feed")),
        feed_guid=tag_of("feed"),
        author_name=settings.PUBLISHER_NAME or "Samsyn",
    )
    for one in published:
        made.add_item(
            title=_entry_title(one),
            link=whole_address(address_of(one.edition)),
            description=" ".join([one.report.standing.errata, *one.report.summary]).strip(),
            unique_id=tag_of(f"report/{one.edition.report_id}/{one.edition.number}"),
            pubdate=one.published_at,
            updateddate=one.published_at,
        )
    return made.writeString("utf-8")


def _entry_title(one) -> str:
    if one.edition.number == 1:
        return one.report.title
    return _("%(title)s, utgåva %(number)s (rättad)") % {
        "title": one.report.title,
        "number": one.edition.number,
    }
