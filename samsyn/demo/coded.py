"""The secretariat has begun to code last year: one alone, then a colleague the same, not always alike."""

from datetime import datetime, timedelta
from random import Random

from samsyn.accounts.selectors.entry import account_with
from samsyn.accounts.selectors.viewers import choices_for
from samsyn.coding.selectors import ThemeCard, themes_in_use
from samsyn.coding.selectors.desk import DeskWishes, pile_of
from samsyn.coding.selectors.opinions import said_about
from samsyn.coding.services import AtTheDesk, code_at_desk
from samsyn.demo.accounts import ACCOUNTS
from samsyn.deviations.selectors.copied_texts import copied_texts
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import Role

BY_ONE, BY_BOTH, SETTLED = 34, 22, 2
DIFFERING = 0.25
"""How often two people see a deviation differently, here; of real ones nobody knows yet."""
NOTES = ("Ta upp med arbetsgruppen.", "Jämför med fjolårets.", "")


def code_some(rng: Random, now: datetime) -> list[int]:
    """Code a part of last year, the oldest first, by the two accounts of the secretariat.

    Returns the deviations (primary keys) that one of them has coded alone.
    """
    one, other = secretariat(now)
    pile = list(pile_of(DeskWishes(now.year - 1), viewer=one)[:BY_ONE])
    themes = themes_in_use(now.year - 1)
    began = now - timedelta(days=2)
    differing = []
    for minutes, deviation in enumerate(pile):
        said = said_about(deviation.pk, viewer=one).before
        chosen = next((each for each in themes if said and each.name == said.theme), themes[-1])
        at = began + timedelta(minutes=3 * minutes)
        _code(rng, deviation.pk, chosen, one, at, with_marks=rng.random() < 0.4)
        if minutes < BY_BOTH:
            is_differing = rng.random() < DIFFERING
            second = rng.choice([each for each in themes if each != chosen])
            at_once = at + timedelta(days=1)
            _code(rng, deviation.pk, second if is_differing else chosen, other, at_once)
            if is_differing:
                differing.append((deviation.pk, chosen))
    for minutes, (deviation_id, chosen) in enumerate(differing[:SETTLED]):
        _code(rng, deviation_id, chosen, one, now - timedelta(minutes=60 - minutes))
    return [deviation.pk for deviation in pile[BY_BOTH:]]


def secretariat(now: datetime) -> list[Viewer]:
    """The people of the secretariat, as they act."""
    emails = [account.email for account in ACCOUNTS if account.role is Role.SECRETARIAT]
    return [_viewer(email, now) for email in emails]


def _viewer(email: str, now: datetime) -> Viewer:
    user = account_with(email)
    assert user is not None
    return choices_for(user, now.date())[0]


def _code(
    rng: Random,
    deviation_id: int,
    theme: ThemeCard,
    by: Viewer,
    at: datetime,
    *,
    with_marks: bool = False,
) -> None:
    subtypes = [one.id for one in theme.subtypes]
    content = AtTheDesk(
        theme_id=theme.id,
        subtype_ids=tuple(sorted(rng.sample(subtypes, min(len(subtypes), rng.choice((1, 1, 2)))))),
        talk_rather=with_marks and rng.random() < 0.2,
        principle_question=with_marks and rng.random() < 0.2,
        note=rng.choice(NOTES) if with_marks else "",
        quote=_sentence(deviation_id, by) if with_marks else "",
    )
    code_at_desk(deviation_id=deviation_id, content=content, by=by, now=at)


def _sentence(deviation_id: int, by: Viewer) -> str:
    """The first sentence of what happened."""
    texts = copied_texts(deviation_id, viewer=by)
    happened = next(one.text for one in texts if one.name == "what_happened")
    return happened.partition(". ")[0]
