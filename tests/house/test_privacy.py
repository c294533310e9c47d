"""Is it known of every stored field whether it tells of a person, and is nothing stored of a child?"""

import re

import pytest
from django.apps import apps

MODELS = [model for model in apps.get_models() if model.__module__.startswith("samsyn.")]
OF_A_CHILD = re.compile(
    r"child|barn(?!$)|pupil|patient|guardian|birth|personal_?n|personnummer|ssn|"
    r"first_name|last_name|surname|street|postal|postcode|zip|address$|diagnos"
)
NOT_OF_A_CHILD = {"sdk_address": "the unit's address in secure digital communication"}


def stored_fields(model):
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return {field.name for field in fields if field.name != "id"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_stands_once_in_the_privacy_map(model):
    privacy = model.Privacy
    placed = [*privacy.personal, *privacy.sensitive, *privacy.plain]
    assert len(placed) == len(set(placed)), "a field stands twice"
    assert set(placed) == stored_fields(model)
    assert privacy.retention.strip()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_asks_for_a_childs_name_number_or_address(model):
    """Requirement 10: a deviation can be told without saying who the child is."""
    suspect = {name for name in stored_fields(model) if OF_A_CHILD.search(name)}
    assert not suspect - NOT_OF_A_CHILD.keys()


@pytest.mark.parametrize(
    "name", ["child_name", "personal_number", "street", "patient", "birth_date"]
)
def test_the_search_would_find_such_a_field(name):
    assert OF_A_CHILD.search(name)


def test_nothing_sensitive_stands_in_letters_or_log():
    for name in ("mail.Letter", "audit.AuditEvent"):
        assert apps.get_model(name).Privacy.sensitive == ()
