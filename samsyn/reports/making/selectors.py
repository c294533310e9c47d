"""Which forms of an edition are there, and how far has the worker come?"""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext

from samsyn.domain.vocabulary import Listed, gettext_noop
from samsyn.jobs.selectors import JobState, state_of_job
from samsyn.reports.making.forms import FORMS, Form
from samsyn.reports.making.kept import EDITIONS, Shelf, path_of
from samsyn.reports.models import Edition

_ = gettext_noop

MAKE = "samsyn.reports.jobs.make_forms"
"""The job that makes an edition's missing forms."""


class MakingState(Listed):
    """How it stands with an edition's forms; never stored."""

    THERE = "there", _("Alla filer finns")
    WAITING = "waiting", _("Väntar på sin tur")
    RUNNING = "running", _("Görs nu")
    GIVEN_UP = "given_up", _("Gick inte att göra")
    MISSING = "missing", _("Inte gjorda än")


@dataclass(frozen=True)
class KeptForm:
    """A form of an edition: where it lies and how large it is, None while it is not made."""

    form: Form
    path: Path | None
    size: int | None

    @property
    def label(self) -> str:
        """What people call it."""
        return gettext(self.form.label)


@dataclass(frozen=True)
class Making:
    """How far an edition's forms have come."""

    forms: tuple[KeptForm, ...]
    state: MakingState

    @property
    def made(self) -> int:
        """How many are there."""
        return sum(one.path is not None for one in self.forms)

    @property
    def total(self) -> int:
        """How many there will be."""
        return len(self.forms)

    @property
    def is_going_on(self) -> bool:
        """A worker has it, or will have."""
        return self.state in {MakingState.WAITING, MakingState.RUNNING}

    @property
    def now(self) -> Form | None:
        """The one that is being made."""
        if self.state is not MakingState.RUNNING:
            return None
        return next((one.form for one in self.forms if one.path is None), None)


_STATES = {
    JobState.WAITING: MakingState.WAITING,
    JobState.RUNNING: MakingState.RUNNING,
    JobState.GIVEN_UP: MakingState.GIVEN_UP,
}


def making_of(edition: Edition) -> Making:
    """The forms of an edition that the viewer has been given; how it stands with each."""
    job = state_of_job(MAKE, edition.pk)  # before the files: what ends meanwhile is then there
    return making_by(job, forms_of(edition.content))


def making_by(job: JobState | None, forms: tuple[KeptForm, ...]) -> Making:
    """How it stands with these forms, of which this is the job."""
    if forms and all(one.path for one in forms):
        return Making(forms, MakingState.THERE)
    return Making(forms, _STATES[job] if job else MakingState.MISSING)


def kept_form(edition: Edition, key: str) -> KeptForm | None:
    """One form of an edition that the viewer has been given; None when there is no such form."""
    form = FORMS.get(key)
    return _kept(edition.content, form, EDITIONS) if form else None


def forms_of(content: str, on: Shelf = EDITIONS) -> tuple[KeptForm, ...]:
    """Every form of a content, made or not."""
    return tuple(_kept(content, form, on) for form in FORMS.values())


def _kept(content: str, form: Form, on: Shelf) -> KeptForm:
    path = path_of(content, form, on)
    try:
        return KeptForm(form, path, path.stat().st_size)
    except FileNotFoundError:
        return KeptForm(form, None, None)
