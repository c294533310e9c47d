"""How does a page reach a group or a meeting, and say why something could not be done?"""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.groups.calling import name_of
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.selectors import meetings
from samsyn.groups.selectors.groups import group_by_pk
from samsyn.groups.selectors.visible import may_keep, sees_deviations

WHY = {
    "not_yours": _("Det går inte att ändra här."),
    "name": _("Skriv något i fältet."),
    "areas": _("Välj minst ett område."),
    "time": _("Tiden stämmer inte: slutet ska komma efter början, och det får inte bli för många."),
    "level": _("Nivån finns redan, eller passar inte gruppen."),
    "already": _("Det finns redan."),
    "kind": _("Välj minst en verksamhetstyp."),
    "unit": _("Du behöver företräda en verksamhet för att skriva en avvikelse."),
    "place": _("Skriv en plats eller en länk till det digitala mötet."),
    "state": _(
        "Det går inte längre: mötet är inställt, protokollet klart eller uppgiften avslutad."
    ),
    "service": _("Verksamheten var med, eller har ingen plats i forumet."),
    "sip": _("En SIP ska ha hållits först. Skriv vilken dag."),
    "taken": _("Någon annan hann före."),
    "outcome": _("Välj ett utfall."),
    "attendance": _("Fyll i närvaron först."),
}
OUTDATED = _("Någon annan har ändrat det medan du läste. Läs igenom det igen.")
PERSONAL = _("Texten innehåller kanske personuppgifter. Inget är sparat.")
FIELD_OF = {"name": "text", "sip": "sip_held_on", "kind": "services", "place": "place"}


def by_now(request):
    return {"by": request.viewer, "now": timezone.now()}


def group_or_404(request, pk):
    """The group's card; what the viewer does not see does not exist."""
    card = group_by_pk(pk, viewer=request.viewer, today=timezone.localdate())
    if card is None:
        raise Http404
    return card


def kept_or_404(request, pk):
    """As `group_or_404`, for who keeps its meetings."""
    card = group_or_404(request, pk)
    if not request.viewer.may(Ability.KEEP_MEETINGS):
        raise Http404
    return card


def meeting_or_404(request, pk):
    """One meeting with its forum and group."""
    row = meetings.meeting_row(pk, viewer=request.viewer, today=timezone.localdate())
    if row is None:
        raise Http404
    return row


def keeps(request, group_id) -> bool:
    return may_keep(group_id, viewer=request.viewer, today=timezone.localdate())


def done(request, what, words=""):
    """Do something, and say that it is done or why not; True when it was."""
    try:
        what()
    except GroupRefused as refused:
        messages.error(request, WHY[refused.why])
    except PersonalDataFound:
        messages.error(request, PERSONAL)
    except Outdated:
        messages.error(request, OUTDATED)
    else:
        if words:
            messages.success(request, words)
        return True
    return False


def done_with(form, what):
    """What the service gave, or None when it refused, which the form then says."""
    try:
        return what()
    except GroupRefused as refused:
        field = FIELD_OF.get(refused.why)
        form.add_error(field if field in form.fields else None, WHY[refused.why])
    except PersonalDataFound as personal:
        form.tell_found(personal.found)
    except Outdated:
        form.add_error(None, OUTDATED)
    return None


def tabs_of(request, card, current):
    """The pages of one group, as far as the viewer has them."""
    pages = [("show", gettext("Översikt")), ("meetings", gettext("Möten"))]
    pages += [("members", gettext("Ledamöter")), ("tasks", gettext("Uppgifter"))]
    if card.is_local:
        pages.append(("cases", gettext("Individforum")))
        if sees_deviations(request.viewer):
            pages.insert(1, ("deviations", gettext("Avvikelser")))
    return [
        {
            "url": reverse(f"groups:{name}", args=[card.id]),
            "words": words,
            "count": None,
            "current": name == current,
        }
        for name, words in pages
    ]


def frame_of(request, card, current="", **more):
    """What every page of a group has around it."""
    return {
        "group": card,
        "tabs": tabs_of(request, card, current),
        "keeps": request.viewer.may(Ability.KEEP_MEETINGS),
        **more,
    }


def frame_of_meeting(request, row, **more):
    """What every page of a meeting has around it; its group is told from the meeting itself."""
    return {
        "meeting": meetings.meeting_card_of(row, timezone.now()),
        "meeting_name": name_of(row),
        "keeps": request.viewer.may(Ability.KEEP_MEETINGS),
        **more,
    }
