"""What does the page around the questions say, in which language, and which one does somebody read?

Samsyn's own pages are Swedish and English; a form for families speaks whatever language a round offers. The
few sentences around the questions stand in `frames/`, one file a language, so that a reader can check one.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

from samsyn.domain.questionnaires import Questionnaire
from samsyn.domain.spoken import base_of, offerable

ASKED = "sprak"
"""In an address: the language that somebody has chosen. It is written nowhere else, not even in a cookie."""
POSTED = "pa-sprak"
"""In the form, not in the address that it is sent to; the hyphen keeps it apart from any question's code."""


@dataclass(frozen=True)
class Frame:
    """All that a page says around the questions, in one language."""

    code: str
    name: str
    """Of the language, in itself."""
    choose_language: str
    skip: str
    anonymous_title: str
    anonymous_text: str
    optional: str
    dont_know: str
    send: str
    to_correct: str
    at_least_one: str
    thanks_title: str
    thanks_text: str
    opens: str
    """With {day}."""
    closed: str
    used: str
    faults: Mapping[str, str]
    """By the codes of domain.questionnaires.AnswerFault."""
    direction: str = "ltr"

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Each sentence with its name, for whoever compares two languages."""
        for one in fields(self):
            if one.name not in {"code", "name", "direction", "faults"}:
                yield one.name, getattr(self, one.name)
        yield from self.faults.items()


def _read() -> dict[str, Frame]:
    files = sorted((Path(__file__).parent / "frames").glob("*.toml"))
    return {one.stem: Frame(one.stem, **tomllib.loads(one.read_text("utf-8"))) for one in files}


FRAMES = _read()
RIGHT_TO_LEFT = {one.code for one in FRAMES.values() if one.direction == "rtl"}
CALLED = {
    "sv": _("svenska"),
    "sv-x-lattlast": _("lätt svenska"),
    "en": _("engelska"),
    "ar": _("arabiska"),
    "so": _("somaliska"),
    "fi": _("finska"),
    "fa": _("persiska och dari"),
    "es": _("spanska"),
    "pl": _("polska"),
    "uk": _("ukrainska"),
}
"""What the secretariat calls the languages."""
SPOKEN_AS = {"prs": "fa", "pes": "fa"}
"""What browsers call a language that we have under another code: Dari, and Persian as spoken in Iran."""


def speakable(asks: Questionnaire) -> list[str]:
    """The languages that a round with these questions may speak: its questions and a frame are there."""
    return [one for one in offerable(asks) if one in FRAMES]


def frame_in(language: str) -> Frame:
    """The sentences around the questions in a language, in Swedish where we have none."""
    return FRAMES.get(language) or FRAMES.get(base_of(language)) or FRAMES["sv"]


def frame_for(request: HttpRequest, offered: Collection[str]) -> Frame:
    """The frame in the first language that the reader wants and is offered; else in Swedish.

    Wanted is what was chosen on the page, then what was chosen in Samsyn, then what the browser prefers.
    """
    there = [one for one in offered if one in FRAMES]
    return FRAMES[next((one for one in _wanted(request) if one in there), "sv")]


def _wanted(request: HttpRequest) -> Iterator[str]:
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    yield from filter(None, (request.POST.get(POSTED), request.GET.get(ASKED), cookie))
    accepted = request.headers.get("Accept-Language", "").lower()
    for code, _quality in parse_accept_lang_header(accepted):
        yield code
        yield SPOKEN_AS.get(base_of(code), base_of(code))
