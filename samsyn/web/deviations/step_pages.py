"""In which words is each step told, and what does its button say?"""

from django.utils.translation import gettext_lazy as _

from samsyn.domain.vocabulary import StepKind
from samsyn.web.deviations.taking import StepPage

ACKNOWLEDGE = StepPage(
    StepKind.ACKNOWLEDGED,
    "deviations:acknowledge",
    _("Kvittera avvikelsen"),
    _("Kvittensen visar den som skrev att avvikelsen har kommit fram. Svaret kommer senare."),
    _("Kvittera"),
    _("Avvikelsen är kvitterad."),
)
INVESTIGATE = StepPage(
    StepKind.INVESTIGATING,
    "deviations:investigate",
    _("Börja utreda"),
    _("Visar de andra parterna att ni har börjat titta på det som hände."),
    _("Markera som under utredning"),
    _("Avvikelsen är markerad som under utredning."),
)
DECLINE = StepPage(
    StepKind.DECLINED,
    "deviations:decline",
    _("Avböj avvikelsen"),
    _(
        "Avböj om det som hände inte omfattas av överenskommelsen. "
        "Gäller det en annan verksamhet, omdirigera i stället."
    ),
    _("Avböj"),
    _("Avvikelsen är avböjd. Den som skrev ser er motivering."),
)
REDIRECT = StepPage(
    StepKind.REDIRECTED,
    "deviations:redirect",
    _("Omdirigera avvikelsen"),
    _(
        "Skicka vidare till den verksamhet som det gäller. Svarstiden löper vidare. "
        "Efteråt ser ni inte avvikelsen längre."
    ),
    _("Omdirigera"),
    _("Avvikelsen är omdirigerad och syns inte längre hos er."),
    template="deviations/redirect.html",
)
JUDGE = StepPage(
    StepKind.JUDGED,
    "deviations:judge",
    _("Bedöm svaret"),
    _("Din bedömning visar mottagaren vad svaret ledde till, och räknas i statistiken."),
    _("Spara bedömningen"),
    _("Svaret är bedömt."),
    template="deviations/judge.html",
)
CLOSE = StepPage(
    StepKind.CLOSED,
    "deviations:close",
    _("Avsluta avvikelsen"),
    _(
        "Alla mottagare har svarat eller avböjt och varje svar är bedömt. Avvikelsen går att öppna igen."
    ),
    _("Avsluta"),
    _("Avvikelsen är avslutad."),
)
WITHDRAW = StepPage(
    StepKind.WITHDRAWN,
    "deviations:withdraw",
    _("Återkalla avvikelsen"),
    _(
        "Mottagarna behöver inte svara längre. De ser er motivering, "
        "och avvikelsen räknas inte i statistiken."
    ),
    _("Återkalla"),
    _("Avvikelsen är återkallad."),
)
REOPEN = StepPage(
    StepKind.REOPENED,
    "deviations:reopen",
    _("Öppna avvikelsen igen"),
    _("Den som inte har svarat får svara, och svar kan bedömas på nytt. Alla parter får veta det."),
    _("Öppna igen"),
    _("Avvikelsen är öppen igen."),
)
CORRECT = StepPage(
    StepKind.CORRECTED,
    "deviations:correct",
    _("Rätta avvikelsen"),
    _("Rättelsen blir en ny version. Den tidigare texten finns kvar, med ändringarna synliga."),
    _("Spara rättelsen"),
    _("Avvikelsen är rättad."),
    template="deviations/correct.html",
)
MESSAGE = StepPage(
    StepKind.MESSAGE,
    "deviations:message",
    _("Skriv till de andra parterna"),
    _("Fråga, förtydliga eller bjud in till ett samtal. Skriv inga namn."),
    _("Skicka meddelandet"),
    _("Meddelandet är skickat."),
)
MEASURE = StepPage(
    StepKind.MEASURE_CHANGED,
    "deviations:measure",
    _("Uppdatera åtgärden"),
    _("Alla parter ser hur långt åtgärden har kommit."),
    _("Spara"),
    _("Åtgärden är uppdaterad."),
    template="deviations/measure.html",
)
