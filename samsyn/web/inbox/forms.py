"""How is a list narrowed? A form whose answers stand in the address, so that every view has a link."""

from django import forms
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.deviations.selectors.lists import Order, Standing, Wishes
from samsyn.domain.vocabulary import Level, gettext_noop
from samsyn.organisations import selectors as organisations
from samsyn.web.deviations.draft_forms import choices_of

YEARS_BACK = 10
PAGE_SIZES = (25, 50)
ORDERS = {
    Order.NEWEST: gettext_noop("Nyast först"),
    Order.OLDEST: gettext_noop("Äldst först"),
    Order.DEADLINE: gettext_noop("Närmaste svarsdag först"),
}
SAVED = {
    "inbox": (
        Standing.OPEN,
        Standing.OVERDUE,
        Standing.TO_ACKNOWLEDGE,
        Standing.TO_ANSWER,
        Standing.CLOSED,
    ),
    "sent": (
        Standing.OPEN,
        Standing.OVERDUE,
        Standing.TO_JUDGE,
        Standing.TO_ANSWER,
        Standing.CLOSED,
    ),
    "copies": (Standing.OPEN, Standing.OVERDUE, Standing.ANSWERED, Standing.CLOSED),
}
"""The standings that stand ready as links above each list; all are in the form."""


class Select(forms.Select):
    """One of a list without groups, drawn at once: by templates, the fifty lines cost most of a page."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.format_value(value)
        options = (
            (key, " selected" if str(key) in chosen else "", words) for key, words in self.choices
        )
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class ListForm(forms.Form):
    """Anything in an address that is not understood narrows nothing."""

    q = forms.CharField(
        label=_("Sök"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "data-keyboard-search": ""}),
    )
    lage = forms.ChoiceField(label=_("Läge"), required=False, widget=Select)
    ar = forms.TypedChoiceField(
        label=_("År"), required=False, coerce=int, empty_value=None, widget=Select
    )
    niva = forms.ChoiceField(label=_("Nivå"), required=False, widget=Select)
    slag = forms.TypedChoiceField(
        label=_("Verksamhetstyp"), required=False, coerce=int, empty_value=None, widget=Select
    )
    ordning = forms.ChoiceField(label=_("Ordning"), required=False, widget=Select)

    def __init__(self, data, *, orders):
        super().__init__(data)
        this_year = timezone.localdate().year
        everything = [("", gettext("Alla"))]
        years = [(year, str(year)) for year in range(this_year, this_year - YEARS_BACK, -1)]
        kinds = [(kind.id, kind.short_label) for kind in organisations.kinds_in_order()]
        self.fields["lage"].choices = everything + choices_of(Standing)
        self.fields["ar"].choices = everything + years
        self.fields["niva"].choices = everything + choices_of(Level)
        self.fields["slag"].choices = everything + kinds
        self.fields["ordning"].choices = [(one.value, gettext(ORDERS[one])) for one in orders]


def wishes_of(form: ListForm) -> Wishes:
    """What the address asks for."""
    form.is_valid()  # what is wrong is missing from cleaned_data, and narrows nothing
    chosen = form.cleaned_data
    return Wishes(
        text=chosen.get("q", ""),
        standing=Standing(chosen["lage"]) if chosen.get("lage") else None,
        year=chosen.get("ar"),
        level=chosen.get("niva", ""),
        kind_id=chosen.get("slag"),
        order=Order(chosen.get("ordning") or Order.NEWEST),
    )


def wishes_from(query) -> Wishes:
    """What an address asks for, also where no form is drawn (downloads of a list)."""
    return wishes_of(ListForm(query, orders=list(Order)))
