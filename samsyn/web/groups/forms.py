"""What is asked of who keeps a group? Free texts pass the guard (GuardedForm)."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsyn.domain.vocabulary import AreaKind
from samsyn.groups.services.groups import GroupContent
from samsyn.groups.services.meetings import MOST_IN_A_SERIES, MeetingContent
from samsyn.groups.services.members import MemberContent
from samsyn.groups.services.tasks import TaskContent
from samsyn.groups.vocabulary import CaseOutcome, ForumLevel, GroupKind, Presence, Seat
from samsyn.guarding.last_word import ALL_BUT_NAMES, ONLY_PERSONAL_NUMBERS
from samsyn.organisations import selectors as organisations
from samsyn.web.days import DayField
from samsyn.web.guarding.forms import GuardedForm

LONG = 4000


def choices_of(listed):
    return [(member.value, _(member.label)) for member in listed]


def day(label, *, required=True, hint=""):
    return DayField(label=label, help_text=hint, required=required)


def clock(label):
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


def long_text(label, *, required=False, rows=4, hint=""):
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONG,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class GroupForm(forms.Form):
    """A group of the county, for the secretariat."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Namn"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Vilket slags grupp"), choices=choices_of(GroupKind), widget=forms.RadioSelect
    )
    areas = forms.MultipleChoiceField(
        label=_("Områden"),
        required=False,
        help_text=_(
            "BUS-området, eller kommuner och stadsdelsområden. Rollen i gruppen hålls där."
        ),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    valid_from = day(_("Finns från"), required=False)
    valid_to = day(_("Finns till och med"), required=False)
    source = forms.CharField(label=_("Källa"), max_length=400, required=False)

    def __init__(self, *args, is_known=False, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = {AreaKind.BUS, AreaKind.MUNICIPALITY, AreaKind.DISTRICT}
        areas = organisations.areas_on(timezone.localdate())
        self.fields["areas"].choices = [
            (str(area.id), area.name) for area in areas if area.kind in kinds
        ]
        if is_known:
            self.fields["kind"].disabled = True

    @property
    def content(self) -> GroupContent:
        found = self.cleaned_data
        return GroupContent(
            found["name"],
            GroupKind(found["kind"]),
            tuple(map(int, found["areas"])),
            found["valid_from"],
            found["valid_to"],
            found["source"],
        )


class LevelForm(forms.Form):
    """A level of a group."""

    level = forms.ChoiceField(label=_("Nivå"))
    name = forms.CharField(
        label=_("Namn"),
        max_length=120,
        required=False,
        help_text=_("Bara för en tillfällig grupp."),
    )

    def __init__(self, *args, is_local=True, **kwargs):
        super().__init__(*args, **kwargs)
        levels = [one for one in ForumLevel if (one is ForumLevel.BODY) is not is_local]
        self.fields["level"].choices = choices_of(levels if is_local else [ForumLevel.TEMPORARY])


class MemberForm(forms.Form):
    """Who sits where, for which service."""

    forum = forms.ChoiceField(label=_("Nivå"))
    name = forms.CharField(label=_("Namn"), max_length=120)
    title = forms.CharField(label=_("Funktion"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-post i arbetet"), required=False, help_text=_("Dit går kallelserna.")
    )
    kind = forms.TypedChoiceField(label=_("Verksamhetstyp"), coerce=int)
    unit = forms.TypedChoiceField(
        label=_("Verksamhet"), coerce=int, required=False, empty_value=None
    )
    seat = forms.ChoiceField(
        label=pgettext_lazy("in a group", "Plats"),
        choices=choices_of(Seat),
        widget=forms.RadioSelect,
        initial=Seat.ORDINARY,
    )
    leads = forms.BooleanField(label=_("Sammankallande"), required=False)
    valid_from = day(_("Från"), required=False, hint=_("Lämna tomt för i dag."))

    def __init__(self, *args, forums=(), units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].choices = forums
        kinds = organisations.kinds_in_order()
        self.fields["kind"].choices = [("", "–"), *((kind.id, kind.name) for kind in kinds)]
        self.fields["unit"].choices = [("", "–"), *units]

    @property
    def content(self) -> MemberContent:
        found = self.cleaned_data
        return MemberContent(
            found["name"],
            found["kind"],
            Seat(found["seat"]),
            title=found["title"],
            email=found["email"],
            unit_id=found["unit"],
            leads=found["leads"],
            valid_from=found["valid_from"],
        )


class MeetingForm(GuardedForm):
    """When and where, and how often."""

    only = {"place": ONLY_PERSONAL_NUMBERS}

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    forum = forms.ChoiceField(label=_("Nivå"))
    day = day(_("Dag"))
    starts = clock(_("Börjar"))
    ends = clock(_("Slutar"))
    place = forms.CharField(label=_("Plats"), max_length=200, required=False)
    digital_place = forms.URLField(
        label=_("Länk till digitalt möte"), max_length=500, required=False, assume_scheme="https"
    )
    introduction = long_text(_("Inledning till dagordningen"), rows=3)
    times = forms.IntegerField(
        label=_("Antal möten"), initial=1, min_value=1, max_value=MOST_IN_A_SERIES, required=False
    )
    every_weeks = forms.IntegerField(
        label=_("Veckor emellan"),
        min_value=1,
        max_value=26,
        required=False,
        help_text=_("För en serie: samma veckodag och klockslag."),
    )

    def __init__(self, *args, forums=(), is_known=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].choices = forums
        if is_known:
            for name in ("forum", "times", "every_weeks"):
                del self.fields[name]

    @property
    def content(self) -> MeetingContent:
        found = self.cleaned_data
        return MeetingContent(
            moment(found["day"], found["starts"]),
            moment(found["day"], found["ends"]),
            found["place"],
            found["digital_place"],
            found["introduction"],
        )


class CancelForm(GuardedForm):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label=_("Varför mötet ställs in"), max_length=300, required=False)


class ItemForm(GuardedForm):
    """An item of the group's own."""

    heading = forms.CharField(label=_("Punkt"), max_length=200)
    note = long_text(_("Vad ledamöterna ska veta före mötet"), rows=3)


class WriteItemForm(GuardedForm):
    """What stands at an item before the meeting, and after it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = long_text(_("Vad ledamöterna ska veta före mötet"), rows=3)
    minutes = long_text(_("Vad som sades"), rows=6, hint=_("Skriv inget om ett enskilt barn."))
    decision = long_text(
        _("Beslut"), rows=3, hint=_("Ett beslut åt gången. Det sparade står kvar.")
    )

    def __init__(self, *args, has_begun=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_begun:
            del self.fields["minutes"], self.fields["decision"]


class AttendanceForm(forms.Form):
    """How each member took part."""

    def __init__(self, *args, attendance=(), **kwargs):
        super().__init__(*args, **kwargs)
        for one in attendance:
            member = one.member
            substitute = _("ersättare")
            seat = f" ({substitute})" if member.seat is Seat.SUBSTITUTE else ""
            self.fields[f"m{member.id}"] = forms.ChoiceField(
                label=f"{member.kind_label}: {member.name or '–'}{seat}",
                choices=choices_of(Presence),
                widget=forms.RadioSelect,
                required=False,
                initial=one.presence,
            )

    @property
    def presence(self) -> dict[int, Presence]:
        return {
            int(name[1:]): Presence(value) for name, value in self.cleaned_data.items() if value
        }


class TaskForm(GuardedForm):
    """What somebody shall do, and by when."""

    only = {"responsible": ALL_BUT_NAMES}

    text = long_text(_("Vad som ska göras"), required=True, rows=3)
    responsible = forms.CharField(
        label=_("Ansvarig"), max_length=120, help_text=_("En funktion, eller ett namn i arbetet.")
    )
    due_on = day(_("Klart senast"), required=False)

    @property
    def content(self) -> TaskContent:
        found = self.cleaned_data
        return TaskContent(found["text"], found["responsible"], found["due_on"])


class EndTaskForm(GuardedForm):
    """What came of a task."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    result = long_text(_("Vad det ledde till"), rows=2)


class TimesForm(GuardedForm):
    """Fixed times of an individforum."""

    only = {"place": ONLY_PERSONAL_NUMBERS}

    day = day(_("Första dagen"))
    starts = clock(_("Börjar"))
    ends = clock(_("Slutar"))
    place = forms.CharField(label=_("Plats"), max_length=200, required=False)
    times = forms.IntegerField(
        label=_("Antal tider"), initial=1, min_value=1, max_value=MOST_IN_A_SERIES
    )
    every_weeks = forms.IntegerField(
        label=_("Veckor emellan"), initial=4, min_value=1, max_value=26
    )


class BookForm(forms.Form):
    """The conditions for a case: nothing of who it is about is asked for."""

    sip_held_on = day(
        _("Dag då SIP hölls"), hint=_("Individforum är till för ärenden där en SIP inte räckte.")
    )
    services = forms.MultipleChoiceField(
        label=_("Verksamheter som behövs"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = organisations.kinds_in_order()
        self.fields["services"].choices = [(str(kind.id), kind.short_label) for kind in kinds]


class OutcomeForm(forms.Form):
    """What an individforum came to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Utfall"), choices=choices_of(CaseOutcome))


def moment(day_, clock_: time) -> datetime:
    """A day and a clock as a moment in Stockholm."""
    return timezone.make_aware(datetime.combine(day_, clock_))
