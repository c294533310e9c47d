"""What codes of an older list are in a newer one: decided in words, kept, and nothing is recoded."""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import Coding, Correspondence, Subtype, Theme
from samsyn.coding.selectors.correspondences import (
    all_lists,
    codes_in,
    codes_to_compare,
    decided_correspondences,
    decisions_about,
    next_edition_after,
)
from samsyn.coding.services import code_deviation, ensure_subtype, ensure_theme
from samsyn.coding.services.correspondences import (
    CorrespondenceRefused,
    Decision,
    decide_correspondence,
)
from samsyn.coding.services.editing import change_edition
from samsyn.domain.code_lists import ListedTheme
from samsyn.domain.correspondences import Code, Translation
from samsyn.domain.refusals import Outdated, PersonalNumberFound
from samsyn.domain.vocabulary import Comparability, CorrespondenceKind
from tests.builders import NOW, make_deviation

pytestmark = pytest.mark.django_db
ONE, MANY, NONE = CorrespondenceKind
UNCLEAR = "Oklara gränser för uppdrag och ansvar"
STRUCTURE, OTHER = "Samverkan på strukturell nivå", "Övrig samverkan runt individ"


def key_of(year, theme, subtype=""):
    return next(one.key for one in codes_in(year) if one.code == Code(year, theme, subtype))


def current_of(key, newer=2021):
    return next((one for one in decisions_about(key, newer) if one.is_current), None)


def decide(cast, key, decision, *, seen="current", to=2021, by="doris"):
    if seen == "current":
        seen = current.pk if (current := current_of(key, to)) else None
    decide_correspondence(key=key, to=to, decision=decision, seen=seen, by=cast.viewer(by), now=NOW)


def place_of(theme, to=2021):
    return Translation(all_lists(), decided_correspondences(), to=to).place_of(Code(2020, theme))


def test_the_shipped_lists_come_with_a_suggestion_for_every_theme(db):
    codes = codes_to_compare(2020, 2021)
    assert len(codes) == 5
    assert all(one.decision.is_proposal and not one.is_open for one in codes)
    kinds = {one.card.code.theme: (one.decision.kind, one.decision.targets) for one in codes}
    compared = [
        name for name, (kind, to) in kinds.items() if kind is ONE and not to[0].code.subtype
    ]
    assert len(compared) == 3
    complex_ = kinds["Bristande samarbete kring barn och unga med komplex problematik"][1][0]
    assert complex_.code.subtype == "Bristande samarbete kring komplex problematik"
    assert kinds[UNCLEAR] == (NONE, ())


def test_a_decision_replaces_the_suggestion_which_is_kept(cast):
    key = key_of(2020, UNCLEAR)
    targets = (key_of(2021, STRUCTURE), key_of(2021, OTHER))
    decide(cast, key, Decision(MANY, "Efter genomläsning.", targets, named=targets[0]))
    newest, suggestion = decisions_about(key, 2021)
    assert (newest.by, newest.words, newest.is_proposal) == (
        cast.doris,
        "Efter genomläsning.",
        False,
    )
    assert suggestion.is_proposal and not suggestion.is_current
    place = place_of(UNCLEAR)
    assert place.codes == {Code(2021, STRUCTURE)} and not place.is_proposal
    logged = AuditEvent.objects.get(object_kind="correspondence")
    assert logged.object_label == "2020-2021" and logged.details == {"kind": "many", "targets": 2}


def test_nothing_that_was_coded_changes(cast):
    deviation = make_deviation(cast)
    theme = ensure_theme(year=2021, name=OTHER)[0]
    code_deviation(
        deviation_id=deviation.pk,
        theme_id=theme.pk,
        subtype_ids=[],
        source="writer",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    before = list(Coding.objects.values()), list(Theme.objects.values())
    decide(cast, key_of(2020, UNCLEAR), Decision(ONE, "Ord", (key_of(2021, OTHER),)))
    assert (list(Coding.objects.values()), list(Theme.objects.values())) == before


def test_the_second_of_two_is_told_and_nothing_is_lost(cast):
    key = key_of(2020, UNCLEAR)
    seen = current_of(key).pk
    decide(cast, key, Decision(ONE, "Först", (key_of(2021, OTHER),)), seen=seen)
    for stale in (seen, None):
        with pytest.raises(Outdated):
            decide(cast, key, Decision(NONE, "Sedan"), seen=stale)
    assert current_of(key).words == "Först"
    assert Correspondence.objects.filter(theme__name=UNCLEAR, replaced_at=None).count() == 1


def test_a_subtype_is_decided_by_itself_and_only_once(cast):
    theme = ensure_theme(year=2020, name=UNCLEAR)[0]
    ensure_subtype(theme=theme, name="Vem kallar")
    first = codes_to_compare(2020, 2021)[0]
    assert first.card.code.subtype == "Vem kallar" and first.is_open
    decide(cast, first.card.key, Decision(NONE, "Frågades inte 2021."))
    with pytest.raises(Outdated):
        decide(cast, first.card.key, Decision(NONE, "Igen"), seen=None)
    assert current_of(key_of(2020, UNCLEAR)).is_proposal


@pytest.mark.parametrize(
    ("kind", "many", "why"),
    [(ONE, 0, "one"), (ONE, 2, "one"), (MANY, 1, "several"), (NONE, 1, "no_target")],
)
def test_each_kind_has_its_number_of_targets(cast, kind, many, why):
    targets = (key_of(2021, STRUCTURE), key_of(2021, OTHER))[:many]
    with pytest.raises(CorrespondenceRefused) as refused:
        decide(cast, key_of(2020, UNCLEAR), Decision(kind, "Ord", targets))
    assert refused.value.why == why


def test_a_decision_needs_words_and_a_named_target_among_its_own(cast):
    targets = (key_of(2021, STRUCTURE), key_of(2021, OTHER))
    key, elsewhere = key_of(2020, UNCLEAR), key_of(2021, "Remisshantering")
    for decision, why in (
        (Decision(MANY, "  ", targets), "no_words"),
        (Decision(MANY, "Ord", targets, named=elsewhere), "named"),
        (Decision(ONE, "Ord", (key,)), "unknown"),
        (Decision(ONE, "Ord", ("t0",)), "unknown"),
    ):
        with pytest.raises(CorrespondenceRefused) as refused:
            decide(cast, key, decision)
        assert refused.value.why == why
    with pytest.raises(PersonalNumberFound):
        decide(cast, key, Decision(NONE, "Se 20121212-2384"))


@pytest.mark.parametrize("name", ["astrid", "elof", "gudmund", "hedda", "ivar"])
def test_only_the_secretariat_decides(cast, name):
    with pytest.raises(CorrespondenceRefused):
        decide(cast, key_of(2020, UNCLEAR), Decision(NONE, "Ord"), by=name)


def test_a_theme_taken_out_of_a_list_not_yet_in_use_opens_the_question_again(cast):
    ensure_theme(year=2026, name="Ny samverkan")
    ensure_theme(year=2026, name="Kvar")
    key = key_of(2021, OTHER)
    assert next_edition_after(2021) == 2026
    decide(cast, key, Decision(ONE, "Ord", (key_of(2026, "Ny samverkan"),)), to=2026)
    change_edition(year=2026, themes=[ListedTheme("Kvar")], by=cast.viewer("doris"), now=NOW)
    opened = next(one for one in codes_to_compare(2021, 2026) if one.card.key == key)
    assert opened.is_open
    assert decisions_about(key, 2026)[0].words == "Ord"
    assert place_of(OTHER, to=2026).how is Comparability.UNDECIDED


def test_the_newest_list_and_an_unknown_year_have_no_next(db):
    assert next_edition_after(2021) is None
    assert next_edition_after(2019) is None
    assert Subtype.objects.count() and len(all_lists()) == 2
