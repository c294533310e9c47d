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
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.guarding.forms import ACT, shown_again
from samsyn.web.permissions import needs
from samsyn.web.surveys.compared import differing, merged, typed_words
from samsyn.web.surveys.questions import QuestionsForm, initial_of

WHO = "took_part_"


class AnswerForm(QuestionsForm):
    """The questions, with one line for each principal that may have taken part."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, principals=(), **kwargs):
        self.principals, self.beside = principals, {}
        super().__init__(*args, **kwargs)

    def _inputs(self):
        words = _("Funktioner från %(principal)s")
        return super()._inputs() | {
            f"{WHO}{one.id}": forms.CharField(
                label=words % {"principal": one.name}, max_length=120, required=False
            )
            for one in self.principals
        }

    def who_fields(self):
        """The lines of who took part."""
        return [self._with_beside(self[f"{WHO}{one.id}"]) for one in self.principals]

    def parts(self):
        """The questionnaire's parts, each question with what a colleague saved otherwise."""
        for part in super().parts():
            yield part | {"fields": [self._with_beside(one) for one in part["fields"]]}

    def _with_beside(self, field):
        field.beside = self.beside.get(field.name)
        return field

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


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.ANSWER_SURVEYS)
def answer(request, pk, group_id):
    return _answered(request, pk, group_id)


def _answered(request, pk, group_id):
    now = timezone.now()
    today = day_in_stockholm(now)
    found = round_by_pk(pk, viewer=request.viewer, today=today)
    groups = groups_to_answer_for(pk, viewer=request.viewer, today=today)
    group = next((one for one in groups if one.id == group_id), None)
    if found is None or group is None or found.is_anonymous:
        raise Http404
    page = _Page(
        request,
        found,
        group,
        answer_of_group(pk, group_id, viewer=request.viewer, today=today),
        today,
    )
    if request.method != "POST":
        return page.shown(page.form())
    form = page.form(request.POST)
    beside = differing(form, request.POST, page.saved) if page.is_behind else {}
    if beside and found.takes_answers:
        return page.conflict(beside)
    if not form.is_valid():
        return page.shown(form)
    send = "send" in request.POST
    try:
        is_kept = _saved(form, found, group, page.version, send, request.viewer, now)
    except Outdated:  # this very moment: the page as it is now tells what differs
        return _answered(request, pk, group_id)
    if not is_kept:
        return page.shown(form)
    words = _("Svaret är skickat. Det kan ändras tills enkäten stänger.")
    messages.success(request, words if send else _("Sparat. Fortsätt när du vill."))
    return redirect(
        "surveys:show" if send else "surveys:answer", *([pk] if send else [pk, group_id])
    )


class _Page:
    """One group's answer in a round, as it stands while somebody writes."""

    def __init__(self, request, found, group, written, today):
        self.request, self.round, self.group, self.written = request, found, group, written
        self.principals = principals_of(group, today)
        self.version = written.version if written else None
        self.saved = self._saved() if written else {}

    def _saved(self):
        """What is saved, by the name of the input."""
        words = _("deltog")
        took = {f"{WHO}{one.principal_id}": one.function or words for one in self.written.took_part}
        return initial_of(self.round.asks, self.written.values) | took

    @property
    def is_behind(self):
        """True when what is posted was written from another version than the one that stands now."""
        posted = self.request.POST
        return ACT not in posted and posted.get("version", "") != str(self.version or "")

    def form(self, data=None):
        is_sent = bool(self.written and self.written.sent_at)
        return AnswerForm(
            data,
            initial={"version": self.version} | self.saved,
            asks=self.round.asks,
            language=get_language(),
            principals=self.principals,
            viewer=self.request.viewer,
            is_whole=is_sent or "send" in self.request.POST,
        )

    def conflict(self, beside):
        """A colleague saved first: both answers beside each other, to be saved on the newer version."""
        posted = merged(self.request.POST, self.saved, beside, self.version)
        form = self.form(shown_again(posted))
        form.beside = beside
        in_order = sorted(beside, key=lambda name: not name.startswith(WHO))  # as the page has them
        return self.shown(form, 409, differs=[form[name] for name in in_order])

    def shown(self, form, status=200, **more):
        posted = self.request.POST
        is_lost = self.request.method == "POST" and not self.round.takes_answers
        context = {
            "round": self.round,
            "group": self.group,
            "written": self.written,
            "form": form,
            "typed": typed_words(form, posted) if is_lost else (),
            **more,
        }
        status = 422 if form.errors else status
        return render(self.request, "surveys/answer.html", context, status=status)


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


def _saved(form, found, group, version, send, viewer, now):
    """True when it was kept; else the form says what was refused. Raises Outdated."""
    try:
        save_answer(
            found.id,
            group.id,
            form.values,
            form.took_part,
            seen_version=version,
            by=viewer,
            now=now,
            send=send,
            decided=form.decided,
        )
    except AnswersUnfit as unfit:
        form.refuse(unfit.faults)
    except PersonalDataFound as found_data:
        form.tell_found(found_data.found)
    except SurveyRefused:
        form.add_error(None, _("Enkäten har stängt och tar inte emot fler svar."))
    else:
        return True
    return False
