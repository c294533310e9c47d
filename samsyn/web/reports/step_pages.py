"""What does the page of each step say? From draft to edition, what happens and what is asked."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsyn.domain.editions import ReportStepKind
from samsyn.reports import services


@dataclass(frozen=True)
class StepPage:
    """What the page of a step says."""

    slug: str
    kind: ReportStepKind
    service: Callable
    heading: str | Promise
    what_happens: tuple[str | Promise, ...]
    done: str | Promise
    note: str | Promise = ""
    """The label of what is written along; none, then nothing is asked."""
    is_note_needed: bool = False


PAGES = {
    page.slug: page
    for page in (
        StepPage(
            "lamna-in",
            ReportStepKind.ASKED,
            services.hand_in,
            _("Lämna för granskning"),
            (
                _("En kollega läser rapporten, och godkänner den eller skickar tillbaka den."),
                _("Ingen kan ändra texten så länge den granskas."),
            ),
            _("Rapporten är lämnad för granskning."),
            _("Till den som granskar"),
        ),
        StepPage(
            "skicka-tillbaka",
            ReportStepKind.SENT_BACK,
            services.send_back,
            _("Skicka tillbaka"),
            (
                _("Rapporten blir ett utkast igen, som alla på sekretariatet kan skriva i."),
                _(
                    "En utgåva som är fryst men inte publicerad dras in. Ingen utomstående har sett den."
                ),
            ),
            _("Rapporten är tillbaka hos den som skriver."),
            _("Vad som behöver ändras"),
            is_note_needed=True,
        ),
        StepPage(
            "godkann",
            ReportStepKind.APPROVED,
            services.approve,
            _("Godkänn"),
            (
                _(
                    "Du går i god för att texten får publiceras: att den stämmer, och att ingen känns igen."
                ),
                _("Därefter kan rapporten frysas."),
            ),
            _("Rapporten är godkänd."),
            _("Kommentar"),
        ),
        StepPage(
            "frys",
            ReportStepKind.FROZEN,
            services.freeze,
            _("Frys som utgåva"),
            (
                _(
                    "Texter, tabeller och diagram sparas som de är nu, med nummer, dag och kontrollsumma."
                ),
                _(
                    "Utgåvan ändras aldrig, inte heller om uppgifterna ändras. Ännu ser ingen annan den."
                ),
            ),
            _("Utgåvan är fryst. Den syns utåt först när du publicerar den."),
            _("Vad utgåvan rättar"),
            is_note_needed=True,
        ),
        StepPage(
            "publicera",
            ReportStepKind.PUBLISHED,
            services.publish,
            _("Publicera"),
            (
                _(
                    "Vem som helst kan läsa utgåvan och hämta den som PDF, Word, Excel och öppna data."
                ),
                _(
                    "En publicerad utgåva tas inte bort. Är något fel gör ni en ny, som säger vad den rättar."
                ),
            ),
            _("Utgåvan är publicerad."),
        ),
        StepPage(
            "ratta",
            ReportStepKind.REOPENED,
            services.reopen,
            _("Öppna för rättelse"),
            (
                _(
                    "Rapporten blir ett utkast igen. Den utgåva som är publicerad ligger kvar som den är."
                ),
                _("När den nya utgåvan publiceras säger den gamla att det finns en nyare."),
            ),
            _("Rapporten är öppnad för rättelse."),
            _("Vad som är fel"),
            is_note_needed=True,
        ),
    )
}
