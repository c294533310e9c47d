"""What can be asked of the statistics? The address holds the whole question, and each part has a default."""

from dataclasses import replace
from urllib.parse import urlencode

from django import forms
from django.forms.utils import ErrorDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Naming, OwnSide, Scope
from samsyn.exports.tables import label_of
from samsyn.statistics.areas import is_answered
from samsyn.statistics.choices import values_to_choose
from samsyn.statistics.permissions import has_own, may_break_down_by, own_of

FREE_TEXT = {Dimension.REPORTER_UNIT, Dimension.RECIPIENT_UNIT}
"""Too many to choose from in a list: the name is written."""
NOT_NARROWED_BY = {Dimension.YEAR, Dimension.RECIPIENT_SERVICES}
"""Years are asked for by themselves; a combination is what several services together narrow to."""


class QuestionForm(forms.Form):
    """`year` (several), `scope`, `count`, `by`, `also_by`, `naming`, `mine`; conditions by dimension."""

    year = forms.TypedMultipleChoiceField(
        label=_("År"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    scope = forms.ChoiceField(label=_("Vilka rapporter"))
    count = forms.ChoiceField(label=_("Räkna"))
    by = forms.ChoiceField(label=_("Fördela på"))
    also_by = forms.ChoiceField(label=_("och på"), required=False)
    naming = forms.ChoiceField(label=_("Enheter och områden"))
    mine = forms.ChoiceField(label=_("Hela länet eller egna"), required=False)

    def __init__(self, data, *, years, viewer):
        start = {"scope": Scope.BETWEEN, "count": Counted.DEVIATIONS, "by": Dimension.THEME}
        defaults = {name: one.value for name, one in start.items()}
        defaults |= {"naming": Naming.THEN.value, "year": [str(years[0])]}
        given = {name: data.getlist(name) if name == "year" else data[name] for name in data}
        super().__init__({**defaults, **given})
        self.viewer = viewer
        self.given = data
        self.fields["year"].choices = [(year, str(year)) for year in years]
        for name, listed in (("scope", Scope), ("count", Counted), ("naming", Naming)):
            self.fields[name].choices = [(one.value, gettext(one.label)) for one in listed]
        dimensions = [(one.value, gettext(one.label)) for one in self.dimensions]
        self.fields["by"].choices = dimensions
        self.fields["also_by"].choices = [("", gettext("Inget mer")), *dimensions]
        if not self.is_own:
            self._offer_what_is_answered()
        if has_own(viewer):
            sides = [(one.value, gettext(one.label)) for one in OwnSide]
            self.fields["mine"].choices = [("", gettext("Hela länet")), *sides]
        else:
            del self.fields["mine"]

    def _offer_what_is_answered(self):
        """Leave out each choice that, with the rest as it stands, is never answered to this viewer.

        What is asked now stays: the page says why it shows nothing, and what can be asked instead.
        """
        for name in ("by", "also_by", "count"):
            asked_now = str(self.data.get(name, ""))
            self.fields[name].widget.choices = [
                (value, words)
                for value, words in self.fields[name].choices
                if value == asked_now or self._is_answered(**{name: value})
            ]

    def _is_answered(self, **changes):
        asked = {name: self.data.get(name, "") for name in ("by", "also_by", "count")} | changes
        try:
            by = tuple(Dimension(asked[name]) for name in ("by", "also_by") if asked[name])
            question = Question((), count=Counted(asked["count"]), by=by, where=self.where)
        except ValueError:  # somebody wrote in the address: the form says so
            return True
        question = replace(question, by=tuple(dict.fromkeys(by)))
        return is_answered(question, viewer=self.viewer)

    def may_narrow_by(self, dimension):
        """Whether one more condition, on this dimension, leaves a question that is answered."""
        question = self.question
        narrower = replace(question, where=(*question.where, (dimension, "")))
        return self.is_own or is_answered(narrower, viewer=self.viewer)

    @property
    def is_own(self):
        """Whether the question is about the viewer's own deviations."""
        return has_own(self.viewer) and bool(self.data.get("mine"))

    @property
    def dimensions(self):
        """What the viewer may ask by."""
        own = self.is_own
        return [one for one in Dimension if may_break_down_by(one, viewer=self.viewer, own=own)]

    @property
    def where(self):
        """The conditions of the address, in the order of the dimensions; several values are AND."""
        return tuple(
            (one, text.strip())
            for one in self.dimensions
            if one not in NOT_NARROWED_BY
            for text in self.given.getlist(one.value)
            if text.strip()
        )

    @property
    def question(self) -> Question:
        """What is asked; the same dimension twice is asked once."""
        chosen = self.cleaned_data
        by = dict.fromkeys(one for one in (chosen["by"], chosen["also_by"]) if one)
        mine = chosen.get("mine")
        return Question(
            years=tuple(sorted(chosen["year"])),
            scope=Scope(chosen["scope"]),
            count=Counted(chosen["count"]),
            by=tuple(Dimension(one) for one in by),
            where=self.where,
            naming=Naming(chosen["naming"]),
            own=own_of(OwnSide(mine), viewer=self.viewer) if mine else None,
        )


class NarrowForm(forms.Form):
    """One field for each dimension that a question can be narrowed by; an empty one narrows nothing.

    Nothing is read from it: its fields are conditions in the address, beside those that stand there.
    `refused` is a condition (UnknownValue) that the statistics did not know; it is told at its field.
    """

    def __init__(self, form, *, refused=None):
        self.refused = refused
        said = {refused.dimension.value: refused.value} if refused else None
        super().__init__(said)
        choices = values_to_choose()
        for dimension in form.dimensions:
            if dimension not in NOT_NARROWED_BY and form.may_narrow_by(dimension):
                self.fields[dimension.value] = _field(dimension, choices)

    def full_clean(self):
        self._errors = ErrorDict()
        self.cleaned_data = {}
        if self.refused and self.refused.dimension.value in self.fields:
            words = gettext("”%(value)s” finns inte. Välj eller skriv ett namn som finns.")
            self.add_error(self.refused.dimension.value, words % {"value": self.refused.value})


def _field(dimension, choices):
    label = gettext(dimension.label)
    if dimension in FREE_TEXT:
        return forms.CharField(label=label, required=False, max_length=200)
    if dimension is Dimension.MONTH:
        words = [(str(number), str(name)) for number, name in MONTHS.items()]
    else:
        words = [(value.key, label_of(dimension, value)) for value in choices[dimension]]
    return forms.ChoiceField(label=label, required=False, choices=[("", gettext("Alla")), *words])


def address_of(question: Question, **changes) -> str:
    """The query string that asks exactly this, whatever the defaults are one day."""
    return urlencode(asked_as_pairs(replace(question, **changes)))


def asked_as_pairs(question: Question) -> list[tuple[str, str]]:
    """The question as the fields of a form, each with its value."""
    words = [("year", str(year)) for year in question.years]
    words += [("scope", question.scope), ("count", question.count), ("naming", question.naming)]
    words += [(name, one.value) for name, one in zip(("by", "also_by"), question.by, strict=False)]
    if question.own:
        words.append(("mine", question.own.side))
    return words + [(dimension.value, text) for dimension, text in question.where]
