"""The work of an absent person is the unit's: nothing is addressed to a person alone."""

import pytest
from django.apps import apps

from samsyn.accounts import services
from samsyn.deviations.selectors.todo import todo_of
from samsyn.domain.vocabulary import Role
from samsyn.mail.models import Letter
from samsyn.organisations.models import Unit
from tests.builders import NOW, grant_role, make_answer, make_deviation, make_user, viewer_of


@pytest.fixture
def rut(cast):
    """Bo's colleague at BUP Tofsvipan."""
    user = make_user("Rut Storlom", email="rut@example.com")
    grant_role(user, Role.CASEWORKER, cast.places.bup)
    return user


def to_answer(viewer):
    waiting = todo_of(viewer=viewer, today=NOW.date()).waiting
    return {addressing.deviation.number for addressing in waiting}


def test_colleagues_have_the_same_to_do(cast, rut):
    deviation = make_deviation(cast)
    assert to_answer(viewer_of(rut)) == to_answer(cast.viewer("bo")) == {deviation.number}


def test_what_an_absent_person_began_a_colleague_ends(cast, rut):
    deviation = make_deviation(cast)
    services.leave_role(by=cast.bo, now=NOW, grant=cast.bo.grants.get())
    assert to_answer(viewer_of(rut)) == {deviation.number}
    assert make_answer(deviation, by=viewer_of(rut))


def test_a_letter_goes_to_the_function_mailbox(cast, rut):
    make_deviation(cast)
    assert cast.places.bup.function_mailbox in recipients()
    assert not {cast.bo.email, rut.email} & recipients()


def test_without_mailbox_it_goes_to_all_who_work_there_today(cast, rut):
    Unit.objects.filter(pk=cast.places.bup.pk).update(function_mailbox="")
    make_deviation(cast)
    assert {cast.bo.email, rut.email} <= recipients()
    Letter.objects.all().delete()
    services.close_own_account(by=cast.bo, now=NOW)
    Letter.objects.all().delete()
    make_deviation(cast)
    assert rut.email in recipients() and cast.bo.email not in recipients()


def recipients():
    return set(Letter.objects.values_list("recipient", flat=True))


def test_nothing_of_a_deviation_is_assigned_to_a_person():
    """A person stands in a deviation only as who did something, never as who is to do it."""
    user = apps.get_model("accounts.User")
    for model in apps.get_app_config("deviations").get_models():
        people = {field.name for field in model._meta.fields if field.related_model is user}
        to_do = {name for name in people if name not in {"by", "author"} and name[-3:] != "_by"}
        assert not to_do, f"{model.__name__}: {to_do}"
