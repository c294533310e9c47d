"""What do the letters say? Number, kind of event and link; never anything of a case (requirement 14)."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from samsyn.domain.vocabulary import Listed, gettext_noop

_ = gettext_noop


class LetterKind(Listed):
    """Why somebody gets a letter about a deviation; the label is the whole news."""

    NEW = "new", _("Ni har fått en ny avvikelse")
    REGISTERED = "registered", _("Er rapport på papper är registrerad i Samsyn")
    REDIRECTED_HERE = "redirected_here", _("En avvikelse har omdirigerats till er")
    REDIRECTED = "redirected", _("Er avvikelse har omdirigerats till en annan verksamhet")
    ACKNOWLEDGED = "acknowledged", _("Er avvikelse är mottagen")
    ANSWERED = "answered", _("Er avvikelse har fått ett svar")
    ANSWER_AMENDED = "answer_amended", _("Ett svar på er avvikelse har ändrats")
    DECLINED = "declined", _("En mottagare anser att er avvikelse inte gäller överenskommelsen")
    JUDGED = "judged", _("Den som rapporterade har bedömt ert svar")
    MESSAGE = "message", _("Det finns ett nytt meddelande")
    ATTACHED = "attached", _("Det finns en ny bilaga")
    CORRECTED = "corrected", _("En avvikelse till er har rättats")
    RETYPED = "retyped", _("Avskriften av er rapport på papper har rättats")
    WITHDRAWN = "withdrawn", _("En avvikelse till er har återkallats")
    CLOSED = "closed", _("En avvikelse är avslutad")
    CLOSED_BY_TIME = "closed_by_time", _("En avvikelse är avslutad av tidsgränsen")
    REOPENED = "reopened", _("En avvikelse har öppnats igen")
    ACKNOWLEDGE_SOON = "acknowledge_soon", _("Påminnelse: en avvikelse väntar på att ni kvitterar")
    ANSWER_SOON = "answer_soon", _("Påminnelse: en avvikelse väntar på ert svar")
    LATE_AT_UNIT = "late_at_unit", _("En avvikelse till er enhet är försenad")
    LATE_AT_PRINCIPAL = "late_at_principal", _("En avvikelse till en av era enheter är försenad")
    LIFT_DECIDED = "lift_decided", _("En fråga om er avvikelse har fått ett beslut")
    LATE_IN_AREA = "late_in_area", _("En avvikelse till en enhet i ert område är försenad")


@dataclass(frozen=True)
class LetterText:
    """A letter's subject (one line) and body (plain text)."""

    subject: str
    body: str


@dataclass(frozen=True, order=True)
class Addressee:
    """To whom a letter goes, in which language, and where its link leads."""

    address: str
    language: str = "sv"
    path: str = ""
    """The page behind the link; empty for the deviation's own page."""


def letter_about(kind: LetterKind, number: str, language: str, path: str = "") -> LetterText:
    """The letter about an event of the deviation with this number, in the addressee's language."""
    sentence, body = _notice(kind, language)
    link = settings.BASE_URL + (path or f"/avvikelser/{number}/")
    return LetterText(
        f"Samsyn: {number} – {sentence}", body.replace(_NUMBER, number).replace(_LINK, link)
    )


_NUMBER, _LINK = "\0number\0", "\0link\0"
"""Where the two stand that differ between letters of one kind: no text has such signs."""


@cache
def _notice(kind: LetterKind, language: str) -> tuple[str, str]:
    """The news in one sentence and the body around number and link, drawn once for all letters."""
    with translation.override(language):
        sentence = gettext(kind.label)
        words = {"sentence": sentence, "number": _NUMBER, "link": _LINK}
        return sentence, render_to_string("mail/notice.body.txt", words)


def summary_letter(figures: object, link: str, language: str) -> LetterText:
    """A morning's summary: figures of what waits and a link; not even a number of a deviation."""
    with translation.override(language):
        body = render_to_string("mail/summary.body.txt", {"figures": figures, "link": link})
        waits = gettext("Det här väntar")
        return LetterText(f"Samsyn: {waits}", body)
