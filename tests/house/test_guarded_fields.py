"""Which stored texts has the guard read, and why not the others? No child is ever identifiable."""

import importlib
from collections import Counter

import pytest
from django import forms
from django.apps import apps
from django.db import models

from samsyn.guarding.services import LONGEST as LONGEST_NAME
from samsyn.web.guarding.forms import GuardedForm
from tests.house.source import inside, python_files
from tests.house.test_read_before import functions_that_ask

READ_BY = {
    "audit.AuditEvent": {"reason": "deviations.services.opening.open_with_reason"},
    "coding.Correspondence": {"decision": "coding.services.correspondences.decide_correspondence"},
    "coding.Remark": {"note": "coding.services.desk.code_at_desk"},
    "deviations.Addressing": {"judgement_text": "deviations.services.closing.judge_answer"},
    "deviations.Answer": dict.fromkeys(
        ("perspective", "cause_text", "reason"), "deviations.services.answering.amend_answer"
    ),
    "deviations.Attachment": {"name": "deviations.services.attaching.attach_file"},
    "deviations.Deviation": dict.fromkeys(
        ("title", "own_system_reference", "internal_reference"),
        "deviations.services.sending.send_deviation",
    ),
    "deviations.DeviationVersion": {
        "reason": "deviations.services.correcting.correct_deviation",
        **dict.fromkeys(
            (
                *("title", "contact_text", "what_happened", "what_was_expected"),
                *("consequence_text", "proposed_measure"),
            ),
            "deviations.services.sending.send_deviation",
        ),
    },
    "deviations.Measure": dict.fromkeys(
        ("text", "responsible_function"), "deviations.services.answering.answer_deviation"
    ),
    "deviations.Message": {"text": "deviations.services.talking.write_message"},
    "deviations.StepTaken": {"reason": "deviations.services.closing.withdraw_deviation"},
    "disclosure.Decision": {"reason": "disclosure.services.decide"},
    "followups.FollowupStep": {"note": "followups.services.withdraw_followup"},
    "followups.FollowupText": dict.fromkeys(
        ("said", "done", "by_function", "source"), "followups.services.write_followup"
    ),
    "groups.AgendaItem": {
        "heading": "groups.services.agenda.add_item",
        "note": "groups.services.agenda.add_item",
        "minutes": "groups.services.agenda.write_item",
    },
    "groups.CaseTime": {"place": "groups.services.cases.lay_out_times"},
    "groups.Decision": {"text": "groups.services.minutes.decide"},
    "groups.Meeting": {
        "place": "groups.services.meetings.plan_meetings",
        "introduction": "groups.services.meetings.plan_meetings",
        "cancelled_because": "groups.services.meetings.cancel_meeting",
    },
    "groups.Task": {
        "text": "groups.services.tasks.give_task",
        "responsible": "groups.services.tasks.give_task",
        "result": "groups.services.tasks.end_task",
    },
    "lifts.LiftStep": dict.fromkeys(("title", "words"), "lifts.services.starting.start_lift"),
    "lifts.RegionalMeasureVersion": dict.fromkeys(
        ("words", "owner", "follow_up"), "lifts.services.measuring.change_measure"
    ),
    "notice.Seen": {"note": "notice.services.mark_seen"},
    "plans.PlanDocument": {"name": "plans.services.attach_document"},
    "plans.PlanItemVersion": dict.fromkeys(
        ("priority", "goal", "activity", "responsible", "indicator", "follow_up"),
        "plans.services.write_point",
    ),
    "reports.Edition": {"errata": "reports.services.steps.freeze"},
    "reports.Passage": {"text": "reports.services.writing.write_prose"},
    "reports.ReportQuoteStep": {"reason": "reports.quotes.services.send_back_quote"},
    "reports.ReportStep": {"note": "reports.services.steps.hand_in"},
    "series.PublishedValue": dict.fromkeys(
        ("source", "reason"), "series.services.published.correct_value"
    ),
    "series.SeriesBreak": dict.fromkeys(
        ("words_sv", "words_en"), "series.services.breaks.change_break"
    ),
    "surveys.AnonymousAnswer": {"values": "surveys.services.anonymous.answer_by_link"},
    "surveys.GroupAnswer": {"values": "surveys.services.answering.save_answer"},
    "surveys.OfficialFigure": dict.fromkeys(
        ("question", "option", "source"), "surveys.services.official.import_official"
    ),
    "surveys.TookPart": {"function": "surveys.services.answering.save_answer"},
}
"""The service that says the last word on each free text; of several, the one that is easiest forgotten."""

UNREAD = {
    "made by the program of stored codes and figures, or of texts that were read": {
        "audit.AuditEvent": {"object_label", "details"},
        "deviations.SearchText": {"parties", "party_words", "copy_words"},
        "deviations.SecretariatCopy": {"texts"},
        "lifts.Lift": {"page", "page_words"},
        "mail.Letter": {"subject", "body", "calendar", "last_error"},
        "notice.Chart": {"values", "name", "points"},
        "notice.Seen": {"name"},
        "participation.Figures": {"acknowledge_days", "answer_days"},
        "plans.PlanBasis": {"words", "leads_to"},
        "push.Delivery": {"body"},
        "reports.Edition": {"content"},
        "reports.KeptReport": {"roles", "content"},
        "reports.Passage": {"chapter", "key", "figures"},
        "reports.WrittenReport": {"title", "subtitle"},
        "tally.Balance": {"subtypes", "services", "reporter_name", "recipient_name"},
        "tally.Line": {"subtypes", "services", "reporter_name", "recipient_name"},
    },
    "codes of closed lists, chosen and not typed": {
        "groups.RequiredService": {"kind_keys"},
        "push.Webhook": {"events"},
        "series.SeriesBreak": {"dimensions"},
        "surveys.Round": {"languages"},
    },
    "what is typed before it is handed in: the own unit's or person's alone, and read then (ADR 0044)": {
        "deviations.AnswerDraft": {"fields"},
        "deviations.Draft": {"fields"},
    },
    "its own check, which lets through less, and a second reader (reports/quotes/checking.py)": {
        "reports.ReportQuoteStep": {"text"},
    },
    "the name of somebody at work, which is what the field is for": {
        "accounts.Invitation": {"name", "title"},
        "accounts.JoiningRequest": {"name", "title"},
        "accounts.User": {"name", "title"},
        "audit.AuditEvent": {"actor_name", "acting_for"},
        "groups.Person": {"name", "title"},
    },
    "the registry: what organisations and places are called, from which the guard learns": {
        "deviations.Addressing": {"name_then"},
        "deviations.Deviation": {"reporter_name_then"},
        "groups.Forum": {"name"},
        "groups.Group": {"name", "source"},
        "groups.RequiredService": {"label", "source"},
        "groups.StatedOfGroups": {"source"},
        "guarding.NotName": {"word", "folded_word"},
        "organisations.Area": {"name", "source"},
        "organisations.Principal": {"name", "source"},
        "organisations.Unit": {
            *("name", "source", "contact_function", "sdk_address", "note"),
            *("folded_name", "search_text"),
        },
        "organisations.UnitAlias": {"name", "folded_name"},
        "organisations.UnitKind": {"name", "aliases"},
    },
    "headings of a public list that the secretariat decides, read by everybody before it is used": {
        "coding.CodeBook": {"name"},
        "coding.Subtype": {"name"},
        "coding.Theme": {"name"},
        "deviations.Agreement": {"name"},
        "deviations.AgreementPoint": {"name"},
        "groups.AgendaTemplateItem": {"heading", "help_text", "source"},
    },
    "what is asked of everybody, with the address of who asks": {
        "surveys.QuestionnaireVersion": {"content"},
        "surveys.Round": {"title", "title_en"},
    },
    "no words: secrets, and the name of a machine": {
        "accounts.User": {"password"},
        "jobs.WorkerLease": {"machine"},
        "push.CalendarFeed": {"acting_key"},
        "push.Webhook": {"secret", "old_secret"},
    },
}
"""The texts that nothing reads, and why."""
UNREAD_FORMS = {
    "samsyn.web.coding.editions.ListForm": "headings of a public list",
    "samsyn.web.guarding.word_forms.TryForm": "nothing of it is stored",
    "samsyn.web.lifts.forms.MeasureFields": "a part of forms that have it",
    "samsyn.web.quotes.forms.WordsForm": "words for printing have a stricter check of their own",
    "samsyn.web.registry.place_forms.KindForm": "what a kind of service is also called",
    "samsyn.web.styleguide.examples.ExampleForm": "nothing of it is stored",
    "samsyn.web.surveys.editor.QuestionForm": "what is asked of everybody",
}
"""Forms with a field of several lines that have no guard beside it, and why."""


def free_texts():
    """Every stored text that somebody could have written a sentence in, as "app.Model", "field"."""
    for model in apps.get_models():
        if not model.__module__.startswith("samsyn."):
            continue
        for field in model._meta.concrete_fields:
            is_line = type(field) is models.CharField and (field.max_length or 0) >= LONGEST_NAME
            is_text = isinstance(field, models.TextField | models.JSONField)
            if (is_line or is_text) and not field.choices:
                yield model._meta.label, field.name


def test_every_free_text_is_read_or_it_is_said_why_not():
    read = {(model, field) for model, fields in READ_BY.items() for field in fields}
    unread = [
        (model, field)
        for some in UNREAD.values()
        for model, fields in some.items()
        for field in fields
    ]
    counted = Counter([*read, *unread])
    assert [one for one, times in counted.items() if times > 1] == []
    assert set(free_texts()) - counted.keys() == set(), "read it (CONTRIBUTING.md), or say why not"
    assert counted.keys() - set(free_texts()) == set(), "no such text"


@pytest.mark.parametrize("field", ["text", "note", "words"])
def test_a_new_text_would_be_seen(field):
    assert any(name == field for _model, name in free_texts())


def test_who_stores_a_free_text_says_the_last_word():
    asks = functions_that_ask()
    silent = {
        service
        for fields in READ_BY.values()
        for service in fields.values()
        if tuple(f"samsyn.{service}".rsplit(".", 1)) not in asks
    }
    assert silent == set()


def test_every_field_of_several_lines_has_the_guard_beside_it():
    found = {
        f"{form.__module__}.{form.__qualname__}"
        for form in forms_of_pages()
        if not issubclass(form, GuardedForm)
        and any(isinstance(one.widget, forms.Textarea) for one in form.base_fields.values())
    }
    assert found == UNREAD_FORMS.keys()


def forms_of_pages():
    for path in python_files("samsyn/web"):
        name = inside(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for one in vars(importlib.import_module(name)).values():
            if isinstance(one, type) and issubclass(one, forms.Form) and one.__module__ == name:
                yield one
