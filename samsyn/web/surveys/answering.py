"""How does a group write its joint answer? Saved as often as one likes, and changed until the close."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.access import Ability
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.domain.vocabulary import PrincipalKind
from samsyn.organisations import selectors as organisations
from samsyn.surveys.refusals import AnswersUnfit, SurveyRefused
from samsyn.surveys.selectors.answers import answer_of_group, groups_to_answer_for
from samsyn.surveys.selectors.rounds import round_by_pk
from samsyn.surveys.services.answering import TOOK_PART, Took, save_answer
from samsyn.web.permissions import needs
from samsyn.web.surveys.questions import QuestionsForm, initial_of

WHO = "took_part_"


class AnswerForm(QuestionsForm):
    """The questions, with one line for each principal that may have taken part."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, principals=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.principals = principals
        for one in principals:
            self.fields[f"{WHO}{one.id}"] = forms.CharField(
                label=_("Funktioner från %(principal)s") % {"principal": one.name},
                max_length=120,
                required=False,
            )

    def who_fields(self):
        """The lines of who took part."""
        return [self[f"{WHO}{one.id}"] for one in self.principals]

    @property
    def took_part(self):
        """Who took part, as the service takes it: one for each principal with something written."""
        found = {one.id: self.cleaned_data.get(f"{WHO}{one.id}", "") for one in self.principals}
        return [Took(pk, words.strip()) for pk, words in found.items() if words.strip()]

    def clean(self):
        found = super().clean()
        if self.is_whole and not self.took_part:
            self._ask_who()
        return found

    def _ask_who(self):
        name = f"{WHO}{self.principals[0].id}" if self.principals else None
        if name not in self.errors:
            self.add_error(name, _("Skriv vilka som deltog i svaret, för minst en huvudman."))

    def refuse(self, faults):
        asked = dict(faults)
        if asked.pop(TOOK_PART, None):
            self._ask_who()
        super().refuse(asked)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.ANSWER_SURVEYS)
def answer(request, pk, group_id):
    now = timezone.now()
    today = day_in_stockholm(now)
    found = round_by_pk(pk, viewer=request.viewer, today=today)
    groups = groups_to_answer_for(pk, viewer=request.viewer, today=today)
    group = next((one for one in groups if one.id == group_id), None)
    if found is None or group is None or found.is_anonymous:
        raise Http404
    written = answer_of_group(pk, group_id, viewer=request.viewer, today=today)
    form = _form(request, found, group, written, today)
    context = {"round": found, "group": group, "written": written, "form": form}
    if request.method == "POST" and form.is_valid():
        send = "send" in request.POST
        if _saved(form, found, group, send, request.viewer, now):
            words = _("Svaret är skickat. Det kan ändras tills enkäten stänger.")
            messages.success(request, words if send else _("Sparat. Fortsätt när du vill."))
            return redirect(
                "surveys:show" if send else "surveys:answer", *([pk] if send else [pk, group_id])
            )
    return render(request, "surveys/answer.html", context, status=422 if form.errors else 200)


def _form(request, found, group, written, today):
    principals = principals_of(group, today)
    initial = {"version": written.version if written else None}
    if written:
        initial |= initial_of(found.asks, written.values)
        words = _("deltog")
        initial |= {f"{WHO}{one.principal_id}": one.function or words for one in written.took_part}
    is_sent = bool(written and written.sent_at)
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        asks=found.asks,
        language=get_language(),
        principals=principals,
        viewer=request.viewer,
        is_whole=is_sent or "send" in request.POST,
    )


def principals_of(group, today):
    """Who may have taken part: the region, and the principals with units where the group works."""
    units = {pk for area in group.area_ids for pk in organisations.units_of_bus_area(area, today)}
    near = {one.principal_id for one in organisations.units_by_pk(units).values()}
    there = organisations.principals_on(today)
    wanted = [
        one
        for one in there
        if one.id in near or (one.kind is PrincipalKind.REGION and not one.is_external)
    ]
    return sorted(wanted, key=lambda one: (one.kind is not PrincipalKind.MUNICIPALITY, one.name))


def _saved(form, found, group, send, viewer, now):
    """True when it was kept; else the form says what was refused."""
    try:
        save_answer(
            found.id,
            group.id,
            form.values,
            form.took_part,
            seen_version=form.cleaned_data["version"],
            by=viewer,
            now=now,
            send=send,
            decided=form.decided,
        )
    except AnswersUnfit as unfit:
        form.refuse(unfit.faults)
    except PersonalDataFound as found_data:
        form.tell_found(found_data.found)
    except Outdated:
        form.add_error(
            None,
            _("En kollega har sparat medan du skrev. Öppna enkäten i en ny flik och jämför."),
        )
    except SurveyRefused:
        form.add_error(None, _("Enkäten har stängt och tar inte emot fler svar."))
    else:
        return True
    return False
