"""Which report does the address name, and what is said when something was refused?"""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.reports.selectors.drafts import draft_of
from samsyn.reports.services import ReportRefused
from samsyn.web.guarding.forms import words_for

OUTDATED = _("En kollega har ändrat det här sedan du öppnade sidan. Nu ser du det som gäller.")
REFUSED = {
    "state": _(
        "Rapporten är lämnad för granskning eller fryst. Den ändras först när den skickas tillbaka."
    ),
    "too_long": _("Texten är för lång. Ett kapitel rymmer 20 000 tecken."),
    "no_words": _("Skriv något här."),
    "no_figures": _(
        "Meningen måste säga minst en av sina siffror. Annars skriver du den som text."
    ),
    "exists": _("Citatet står redan i ett annat kapitel."),
    "own_hand_in": _("Den som har lämnat in rapporten kan inte godkänna den. Be en kollega."),
    "apart": _("Det finns meningar som inte stämmer med siffrorna."),
    "without_chapter": _("Det finns texter vars kapitel inte finns längre."),
    "copied": _("Det finns text från ett tidigare år som ingen har läst igenom."),
    "undecided": _("Vakten undrar om ord i texten. Välj vid fältet i kapitlet vad som gäller."),
}
"""What the pages say of `ReportRefused.why`; what is not here is no page for the viewer (404)."""


def draft_or_404(request, year):
    """The report of a year, as it stands."""
    draft = draft_of(year, viewer=request.viewer)
    if draft is None:
        raise Http404
    return draft


def chapter_or_404(draft, key):
    """A chapter that the data give."""
    for _depth, chapter in draft.all_chapters():
        if chapter.key == key:
            return chapter
    raise Http404


def passage_or_404(draft, pk):
    """Something written in the report, also what has been taken out."""
    for one in draft.passages:
        if one.pk == pk:
            return one
    raise Http404


def seen_version(request) -> int:
    """The version that stood in the form."""
    posted = request.POST.get("version", "")
    return int(posted) if posted.isdecimal() else 0


def words_of(refusal) -> str:
    """What a page says of a refusal; 404 for what no page offers."""
    if isinstance(refusal, Outdated):
        return str(OUTDATED)
    if isinstance(refusal, ReportRefused):
        if refusal.why not in REFUSED:
            raise Http404 from refusal
        return str(REFUSED[refusal.why])
    assert isinstance(refusal, PersonalDataFound)
    return str(words_for([one for findings in refusal.found.values() for one in findings]))


def tell(request, refusal) -> None:
    """Say a refusal at the top of the next page."""
    messages.error(request, words_of(refusal))
