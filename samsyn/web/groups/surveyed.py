"""What do the group's latest surveys say, beside what stands on its page? Spider, families, follow-up."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samsyn.domain.access import Ability
from samsyn.domain.questionnaires import said
from samsyn.exports.tables import number_in_words
from samsyn.reports.of_spiders import summary_of
from samsyn.reports.whose import About, AboutKind, may_have
from samsyn.surveys.limits import least
from samsyn.surveys.selectors.answers import answer_of_group
from samsyn.surveys.selectors.latest import rounds_asking
from samsyn.surveys.selectors.official import official_of_groups
from samsyn.surveys.selectors.results import results_of_group
from samsyn.surveys.selectors.spiders import spiders_of_group
from samsyn.surveys.vocabulary import Use
from samsyn.web.groups.lines import Slot

YES = "ja"


def spider_of(request, card):
    """The group's latest spider: its highest and lowest corner, and what differs."""
    if _latest(request, card, Use.SPIDER, closed=True) is None:
        return None
    today = timezone.localdate()
    spiders = spiders_of_group(card.id, viewer=request.viewer, today=today)
    lines = summary_of(spiders or (), _language())
    if not lines:
        return None
    url = reverse("surveys:spider_of_group", args=[card.id])
    return Slot(_("Spindelmätning"), lines, url, _("Se spindeln"))


def voices_of(request, card):
    """The families' voice in the latest closed round: what most and fewest said yes to."""
    found = _latest(request, card, Use.VOICES, closed=True)
    today = timezone.localdate()
    if found is None:
        return None
    results = results_of_group(found.id, card.id, viewer=request.viewer, today=today)
    if results is None:
        return None
    title = said(found.titles, _language())
    shown = [one for one in results.tallies if one.n and YES in one.counts]
    if not shown:
        words = _("%(title)s: för få svar för att visas, gränsen är %(least)s.")
        lines = (words % {"title": title, "least": least()},)
    else:
        shown.sort(key=lambda one: one.counts[YES] / one.n)
        words = _("%(title)s: flest ja på %(most)s, minst på %(fewest)s.")
        ends = {"most": _yes(shown[-1]), "fewest": _yes(shown[0])}
        lines = (words % {"title": title, **ends},)
    url = reverse("surveys:results_of_group", args=[found.id, card.id])
    return Slot(_("Familjernas röst"), lines, url, _("Se alla svar"))


def official_of(request, card):
    """Official SIP-kollen results of the group and its places, apart from our own; or that there are none."""
    if not (card.is_local and request.viewer.may(Ability.READ_SURVEYS)):
        return None
    figures = official_of_groups([card], viewer=request.viewer)
    if figures:
        newest = max(one.year for one in figures)
        sources = {one.source.rstrip(".") for one in figures if one.year == newest}
        words = _("Det senaste året med tal är %(year)s, räknade av andra. Källa: %(source)s.")
        line = words % {"year": newest, "source": "; ".join(sorted(sources))}
    else:
        line = _("Inga tal är inlästa för gruppen eller de platser som den arbetar för.")
    url = reverse("surveys:voices_of_group", args=[card.id])
    return Slot(_("Officiella SIP-kollen-resultat"), (line,), url, _("Se år för år"))


def same_year_of(request, card):
    """Deviations and surveys of one year beside each other: the report about the group's area."""
    viewer = request.viewer
    about = [About(AboutKind.AREA, pk, card.name) for pk in card.area_ids]
    there = [one for one in about if may_have(one, viewer=viewer)]
    if not (card.is_local and there and viewer.may(Ability.READ_SURVEYS)):
        return None
    words = _(
        "Avvikelser, spindelmätning, uppföljning och familjernas röst i en rapport, år för år."
    )
    url = f"{reverse('local_reports:show')}?{urlencode({'about': there[0].key})}"
    return Slot(_("Samma år bredvid varandra"), (words,), url, _("Öppna rapporten"))


def followup_of(request, card):
    """The latest yearly follow-up: whether the group has answered, and until when it can."""
    found = _latest(request, card, Use.FOLLOWUP, closed=False)
    today = timezone.localdate()
    if found is None or found.is_anonymous:
        return None
    written = answer_of_group(found.id, card.id, viewer=request.viewer, today=today)
    told = {"title": said(found.titles, _language()), "last": date_format(found.closes_on, "j F Y")}
    if written and written.sent_at:
        told["day"] = date_format(timezone.localtime(written.sent_at), "j F Y")
        line = _("%(title)s: gruppen svarade %(day)s.") % told
    elif found.takes_answers:
        line = _("%(title)s: gruppen har inte svarat. Sista dagen är %(last)s.") % told
    else:
        line = _("%(title)s: gruppen svarade inte.") % told
    url = reverse("surveys:show", args=[found.id])
    return Slot(_("Årlig uppföljning"), (line,), url, _("Till enkäten"))


def _latest(request, card, use, *, closed):
    """The latest round of a kind that asked the group; the rounds are read once for each request."""
    if not (card.is_local and request.viewer.may(Ability.READ_SURVEYS)):
        return None
    kept = vars(request).setdefault("rounds_asking", {})
    if card.id not in kept:
        today = timezone.localdate()
        kept[card.id] = rounds_asking(card.id, viewer=request.viewer, today=today)
    there = (one for one in kept[card.id] if one.use is use)
    return next((one for one in there if one.closed_at or not closed), None)


def _language():
    return (get_language() or "sv")[:2]


def _yes(tally):
    """ "Fick säga (10 av 12)"."""
    figures = {
        "what": said(tally.question.name, _language()) or said(tally.question.text, _language()),
        "yes": number_in_words(tally.counts[YES]),
        "n": number_in_words(tally.n),
    }
    return _("%(what)s (%(yes)s av %(n)s)") % figures
