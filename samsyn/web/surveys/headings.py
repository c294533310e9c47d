"""What is a questionnaire called, what does it say first, and into which parts does it fall?"""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samsyn.domain.access import Ability
from samsyn.domain.questionnaires import Part
from samsyn.web.permissions import needs
from samsyn.web.surveys.editor import changed, texts_of, version_or_404


class HeadingsForm(forms.Form):
    """Titles in Swedish and English. A new part is made with the next question that is put in it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Rubrik"), max_length=120)
    title_en = forms.CharField(
        label=gettext_lazy("Rubrik på engelska"), max_length=120, required=False
    )
    lead = forms.CharField(label=gettext_lazy("Inledning"), max_length=400, required=False)
    lead_en = forms.CharField(
        label=gettext_lazy("Inledning på engelska"), max_length=400, required=False
    )
    new_part = forms.CharField(label=gettext_lazy("En del till"), max_length=120, required=False)

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        for part in asks.parts:
            number = {"title": part.title["sv"]}
            self.fields[f"part_{part.key}"] = forms.CharField(
                label=_("Delen ”%(title)s”") % number, max_length=120, initial=part.title["sv"]
            )
            self.fields[f"part_{part.key}_en"] = forms.CharField(
                label=_("Delen ”%(title)s” på engelska") % number,
                max_length=120,
                required=False,
                initial=part.title.get("en", ""),
            )
        self.order_fields([name for name in self.fields if name != "new_part"])

    def written(self, asks):
        """The questionnaire with these headings."""
        found = self.cleaned_data
        parts = [
            replace(
                part,
                title=texts_of(found[f"part_{part.key}"], found[f"part_{part.key}_en"], part.title),
            )
            for part in asks.parts
        ]
        if name := found["new_part"]:
            taken = {part.key for part in parts}
            key = slugify(name) or "del"
            while key in taken:
                key += "-2"
            parts.append(Part(key, {"sv": name}, ()))
        return replace(
            asks,
            title=texts_of(found["title"], found["title_en"], asks.title),
            lead=texts_of(found["lead"], found["lead_en"], asks.lead),
            parts=tuple(parts),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.KEEP_SURVEYS)
def edit(request, pk):
    card = version_or_404(request, pk)
    if card.settled_at:
        raise Http404
    asks = card.asks
    initial = {"version": card.version}
    for name in ("title", "lead"):
        texts = getattr(asks, name)
        initial |= {name: texts.get("sv", ""), f"{name}_en": texts.get("en", "")}
    posted = request.POST if request.method == "POST" else None
    form = HeadingsForm(posted, asks=asks, initial=initial)
    if posted is not None and form.is_valid() and changed(request, form, card, form.written(asks)):
        messages.success(request, _("Rubrikerna är sparade."))
        return redirect("surveys:version", pk)
    context = {"card": card, "form": form}
    return render(request, "surveys/headings.html", context, status=422 if form.errors else 200)
