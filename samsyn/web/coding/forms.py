"""What can be said of one deviation at the desk?"""

from dataclasses import asdict, astuple

from django import forms
from django.utils.translation import gettext_lazy as _

from samsyn.coding.services import AtTheDesk
from samsyn.domain.remarking import Noted, together
from samsyn.web.deviations.draft_forms import long_text
from samsyn.web.guarding.forms import GuardedForm

NONE_FITS = "inget"
THEME_KEYS = "123456789"
SUBTYPE_KEYS = "qwertyuio"
PROPOSAL_KEYS = "fg"
"""One key a choice. The rest of the page has other letters: b c k n p s z."""
LONGEST_QUOTE = 2000
LONGEST_NAME = 40
"""Of a deviation's number, and of a mark's."""


class Named(forms.MultipleChoiceField):
    """Things named by what the page was drawn with; what has gone since is no fault of who ticked it."""

    def valid_value(self, value):
        return len(value) <= LONGEST_NAME

    def __init__(self, **more):
        super().__init__(required=False, **more)


class DeskForm(GuardedForm):
    """Theme and subtypes of the year's list, flags, a note, a quotation to mark and marks to remove."""

    unguarded = ("quote", "seen_note")
    """Words of the copy, and the note as it was drawn."""

    theme = forms.ChoiceField(
        label=_("Tema"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett tema, eller att inget passar.")},
    )
    subtypes = forms.TypedMultipleChoiceField(required=False, coerce=int)
    talk_rather = forms.BooleanField(label=_("Kommunikation snarare än avvikelse"), required=False)
    principle_question = forms.BooleanField(label=_("Principfråga"), required=False)
    quote = forms.CharField(
        label=_("Märk ett citat"),
        required=False,
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Klistra in ett stycke ur texten, ord för ord."),
    )
    unmarked = Named()
    same_event = Named(label=_("Samma händelse som"))
    is_apart = forms.BooleanField(required=False)
    seen_talk_rather = forms.BooleanField(required=False)
    seen_principle_question = forms.BooleanField(required=False)
    seen_note = forms.CharField(required=False, strip=False)
    seen_opinion = forms.IntegerField(required=False, min_value=0)
    note = long_text(
        _("Anteckning"), rows=2, hint=_("Bara sekretariatet ser den. Skriv inga namn.")
    )

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = themes
        self.fields["theme"].choices = [(str(one.id), one.name) for one in themes] + [
            (NONE_FITS, _("Inget tema i listan passar"))
        ]
        self.fields["subtypes"].choices = [
            (sub.id, sub.name) for one in themes for sub in one.subtypes
        ]

    def at_the_desk(self) -> AtTheDesk:
        """What is handed to the service; subtypes of themes that were not chosen in the end are left."""
        found = self.cleaned_data
        theme = next((one for one in self.themes if str(one.id) == found["theme"]), None)
        own = {one.id for one in theme.subtypes} if theme else set()
        return AtTheDesk(
            theme_id=theme.id if theme else None,
            subtype_ids=tuple(one for one in found["subtypes"] if one in own),
            talk_rather=found["talk_rather"],
            principle_question=found["principle_question"],
            note=found["note"],
            quote=found["quote"],
            unmarked=tuple(int(one) for one in found["unmarked"] if one.isdecimal()),
            seen=self._seen(),
            seen_opinion=found["seen_opinion"],
        )

    def _seen(self):
        """Flags and note as the page was drawn with them."""
        found = self.cleaned_data
        return Noted(*(found[name] for name in SEEN))

    def choices(self, suggestions=()):
        """The themes as the page draws them: each with its key, and its subtypes with theirs."""
        proposed = dict(zip(PROPOSAL_KEYS, suggestions, strict=False))
        proposals = {one.theme_id: (key, one.because) for key, one in proposed.items()}
        chosen = str(self["theme"].value() or "")
        subtypes = {str(one) for one in self["subtypes"].value() or ()}
        drawn = [
            {
                "key": THEME_KEYS[place] if place < len(THEME_KEYS) else "",
                "value": str(theme.id),
                "words": theme.name,
                "proposal": proposals.get(theme.id),
                "checked": str(theme.id) == chosen,
                "subtypes": [
                    {
                        "key": SUBTYPE_KEYS[at] if at < len(SUBTYPE_KEYS) else "",
                        "value": str(one.id),
                        "words": one.name,
                        "checked": str(one.id) in subtypes,
                    }
                    for at, one in enumerate(theme.subtypes)
                ],
            }
            for place, theme in enumerate(self.themes)
        ]
        none_fits = {
            "key": "0",
            "value": NONE_FITS,
            "words": dict(self.fields["theme"].choices)[NONE_FITS],
            "checked": chosen == NONE_FITS,
            "subtypes": [],
            "in_swedish": False,
        }
        return [*drawn, none_fits]


SEEN = ("seen_talk_rather", "seen_principle_question", "seen_note")


def shown_of(said, remarks) -> dict:
    """What the page is drawn with, told back when it is saved: nothing newer is written over unseen."""
    return {
        **dict(zip(SEEN, astuple(remarks.noted), strict=True)),
        "seen_opinion": said.latest_shown,
    }


def caught_up(form, said, remarks) -> DeskForm:
    """The same form with what was typed, and with what a colleague has changed since it was drawn."""
    content = form.at_the_desk()
    noted, _ = together(seen=content.seen, mine=content.noted, stored=remarks.noted)
    typed = form.data.copy()
    for name, value in {**asdict(noted), **shown_of(said, remarks)}.items():
        typed[name] = str(value).lower() if isinstance(value, bool) else value
    return DeskForm(typed, themes=form.themes, viewer=form.viewer)


def initial_of(said, remarks) -> dict:
    """What the form holds when it opens: what the viewer said last, never what others said."""
    own = said.settled if said.others and said.settled else said.own
    initial = asdict(remarks.noted) | shown_of(said, remarks)
    if own:
        initial["theme"] = str(own.theme_id) if own.theme_id else NONE_FITS
        initial["subtypes"] = list(own.subtype_ids)
    return initial
