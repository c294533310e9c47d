"""Learning from what the secretariat has coded: masked, logged, nothing rare, used only when accepted."""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import AT_THE_DESK, WRITER, Coding
from samsyn.coding.selectors import themes_in_use
from samsyn.coding.services.learning import coded_texts
from samsyn.coding.suggesting import weights_in_use
from samsyn.commands import themes_learn
from samsyn.domain.access import Everything
from samsyn.suggester import shipped_weights
from samsyn.suggester.training import learning
from samsyn.suggester.training.examples import OWN, read_examples
from tests.builders import NOW, make_deviation

pytestmark = pytest.mark.django_db
WHY = Everything("a test")
RARE, OFTEN = "zwyxkonsult", "qvvorp"


@pytest.fixture
def remiss(db):
    return next(one for one in themes_in_use(2026) if one.key == "remiss")


@pytest.fixture
def coded(cast, remiss, settings, tmp_path):
    """Five reports of referrals, one of them with a word of its own."""
    settings.THEME_WEIGHTS = tmp_path / "suggester" / "weights.bin"
    rows = []
    for at in range(5):
        text = f"Det blev {OFTEN} igen. {RARE if at == 0 else ''}"
        deviation = make_deviation(cast, title="Det vanliga", what_happened=text)
        rows.append(
            Coding(deviation=deviation, theme_id=remiss.id, source=AT_THE_DESK[0], coded_at=NOW)
        )
    Coding.objects.filter(pk__in=[one.pk for one in rows]).delete()
    Coding.objects.bulk_create(rows)
    rows[0].subtypes.add(remiss.subtypes[2].id)
    return rows


def test_only_the_secretariats_codings_are_read_and_it_is_logged(cast, coded):
    Coding.objects.filter(pk=coded[4].pk).update(source=WRITER)
    Coding.objects.filter(pk=coded[3].pk).update(theme=None)
    found = coded_texts(by=WHY, now=NOW)
    assert [one.deviation_id for one in found] == [one.pk for one in coded[:3]]
    assert (found[0].theme, found[0].subtype, found[1].subtype) == ("remiss", "remiss_vantetid", "")
    assert found[0].text.startswith("Det vanliga\nDet blev")
    event = AuditEvent.objects.get(kind="exported", object_kind="theme_weights")
    assert (event.details, event.reason) == ({"deviations": 3}, "a test")


@pytest.mark.slow
def test_what_is_learned_is_used_when_accepted_and_holds_nothing_rare(coded, capsys, monkeypatch):
    few = read_examples(OWN)[::5]  # enough to learn from, and soon done
    monkeypatch.setattr(learning, "training_texts", lambda: few)
    assert themes_learn.learn(accept=False) == 0
    assert "nothing is changed" in capsys.readouterr().out
    assert weights_in_use() is shipped_weights()
    assert themes_learn.learn(accept=True) == 0
    told = capsys.readouterr().out
    assert "before  5 reports" in told and "after   5 reports   right 1.000" in told
    learned = weights_in_use()
    assert learned is not shipped_weights()
    assert f"={OFTEN}" in learned.rows and f".{OFTEN[:4]}" in learned.rows
    assert not [one for one in learned.features if "zwyx" in one]
    assert AuditEvent.objects.filter(kind="kept_running", object_kind="theme_weights").count() == 1


def test_without_codings_there_is_nothing_to_learn(db, capsys):
    assert themes_learn.learn(accept=True) == 1
    assert "coded nothing" in capsys.readouterr().err
