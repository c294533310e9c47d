"""What a deviation is about: said when sending, changed by the secretariat, in its year's words."""

import uuid

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import Coding
from samsyn.coding.selectors import codings_of, themes_in_use
from samsyn.coding.services import CodingRefused, code_deviation, ensure_theme, send_and_code
from samsyn.deviations.content import Account, Submission
from samsyn.deviations.models import Deviation
from samsyn.domain.access import Everything
from tests.builders import make_deviation

pytestmark = pytest.mark.django_db


def submission_of(cast):
    return Submission(
        account=Account(title="Mötet ställdes in", what_happened="Ingen kom."),
        recipient_ids=(cast.places.bup.pk,),
        agreement_id=cast.agreement.pk,
    )


def sent(cast, now, theme_id, key=None, subtype_ids=()):
    return send_and_code(
        submission_key=key or uuid.uuid4(),
        submission=submission_of(cast),
        theme_id=theme_id,
        subtype_ids=subtype_ids,
        by=cast.viewer("astrid"),
        now=now,
    )


def test_the_list_of_2021_ships_and_serves_later_years(db):
    names = [theme.name for theme in themes_in_use(2026)]
    assert names == [theme.name for theme in themes_in_use(2021)]
    assert names[:2] == ["Samordnad individuell plan, SIP", "Remisshantering"]
    assert len(themes_in_use(2026)[0].subtypes) == 4


def test_the_list_of_2020_ships_and_serves_the_years_before(db):
    assert [theme.key for theme in themes_in_use(2020)] == [
        "sip",
        "komplex",
        "uppdrag",
        "remiss",
        "granser",
    ]
    assert themes_in_use(2018) == themes_in_use(2020)


def test_a_newer_list_takes_over_from_its_year(db):
    ensure_theme(year=2025, name="Övergångar")
    assert [theme.name for theme in themes_in_use(2026)] == ["Övergångar"]
    assert len(themes_in_use(2024)) == 5


def test_sending_says_what_it_is_about(cast, now):
    theme = themes_in_use(2026)[0]
    deviation = sent(cast, now, theme.id, subtype_ids=[theme.subtypes[0].id])
    card = codings_of([deviation.pk], viewer=cast.viewer("astrid"))[deviation.pk]
    assert (card.theme, card.subtypes) == (theme.name, (theme.subtypes[0].name,))


def test_the_same_submission_is_sent_and_coded_once(cast, now):
    key, theme = uuid.uuid4(), themes_in_use(2026)[0]
    assert sent(cast, now, theme.id, key).pk == sent(cast, now, theme.id, key).pk
    assert Coding.objects.count() == Deviation.objects.count() == 1


def test_a_wrong_theme_sends_nothing(cast, now):
    with pytest.raises(CodingRefused):
        sent(cast, now, 987654)
    assert not Deviation.objects.exists()


def test_the_secretariat_codes_anew_and_the_log_knows(cast, now):
    deviation = make_deviation(cast)
    first, second = themes_in_use(2026)[:2]
    for theme in (first, second):
        code_deviation(
            deviation_id=deviation.pk,
            theme_id=theme.id,
            source="secretariat",
            by=cast.viewer("doris"),
            now=now,
        )
    assert Coding.objects.get(deviation=deviation).theme_id == second.id
    events = AuditEvent.objects.filter(object_id=deviation.pk, details__coded=second.key)
    assert events.get().actor_name == "Doris Kvistrum"


@pytest.mark.parametrize("name", ["bo", "cecilia", "elof", "ivar"])
def test_nobody_else_may_say(cast, now, name):
    deviation = make_deviation(cast)
    with pytest.raises(CodingRefused):
        code_deviation(
            deviation_id=deviation.pk,
            theme_id=None,
            source="writer",
            by=cast.viewer(name),
            now=now,
        )


def test_a_subtype_of_another_theme_is_refused(cast, now):
    deviation = make_deviation(cast)
    first, second = themes_in_use(2026)[:2]
    with pytest.raises(CodingRefused):
        code_deviation(
            deviation_id=deviation.pk,
            theme_id=first.id,
            subtype_ids=[second.subtypes[0].id],
            source="import",
            by=Everything("test"),
            now=now,
        )
