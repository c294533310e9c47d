"""What has the secretariat left to code, what comes next, and how far has it come?

Everything is driven by the index on the day of sending or by the opinions, which are as many as people
have had the time for. So the desk is as quick with a million deviations as with a hundred.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsyn.coding.models import AT_THE_DESK, SETTLED, Coding, Opinion, QuoteMark, Remark
from samsyn.deviations.calendar import STOCKHOLM
from samsyn.deviations.selectors.copied_texts import texts_of_copies
from samsyn.deviations.selectors.visible import STANDING, copied_deviations
from samsyn.domain.access import Viewer
from samsyn.domain.remarking import Noted
from samsyn.domain.vocabulary import Listed, Scope, gettext_noop

_ = gettext_noop


class Pile(Listed):
    """Which of the year's deviations lie on the desk."""

    TO_CODE = "att-koda", _("Att koda")
    NOBODY = "ingen", _("Ingen har kodat")
    BY_WRITER = "skrivaren", _("Kodade av den som skrev")
    SECOND = "andra-gangen", _("Att koda en andra gång")
    CODED = "kodade", _("Kodade av sekretariatet")


@dataclass(frozen=True)
class DeskWishes:
    """Which deviations somebody wants to code."""

    year: int
    scope: Scope = Scope.BETWEEN
    pile: Pile = Pile.TO_CODE


def pile_of(wishes: DeskWishes, *, viewer: Viewer) -> QuerySet[Any]:
    """The deviations of one pile, the oldest first; withdrawn ones lie in none."""
    deviations = _of_year(wishes, viewer)
    said = Opinion.objects.filter(deviation=OuterRef("pk"), source__in=AT_THE_DESK)
    coded = Coding.objects.filter(pk=OuterRef("pk"), theme__isnull=False)
    if wishes.pile is Pile.CODED:
        deviations = deviations.filter(pk__in=_at_the_desk())
    elif wishes.pile is Pile.SECOND:
        own = said.filter(coder_id=viewer.user_id)
        settled = said.filter(source=SETTLED)
        deviations = deviations.filter(~Exists(own), ~Exists(settled), pk__in=_at_the_desk())
    else:
        deviations = deviations.filter(~Exists(said))
        if wishes.pile is Pile.BY_WRITER:
            deviations = deviations.filter(Exists(coded))
        elif wishes.pile is Pile.NOBODY:
            deviations = deviations.filter(~Exists(coded))
    return deviations.defer("internal_reference").order_by("sent_at", "pk")


def _at_the_desk() -> QuerySet[Opinion, int]:
    return Opinion.objects.filter(source__in=AT_THE_DESK).values_list("deviation_id", flat=True)


def _of_year(wishes: DeskWishes, viewer: Viewer) -> QuerySet[Any]:
    # By the moment and not by `year`, so that the index on it both narrows and gives the order.
    start = datetime(wishes.year, 1, 1, tzinfo=STOCKHOLM)
    end = datetime(wishes.year + 1, 1, 1, tzinfo=STOCKHOLM)
    deviations = copied_deviations(viewer=viewer).filter(
        STANDING, sent_at__gte=start, sent_at__lt=end
    )
    if wishes.scope is Scope.ALL:
        return deviations
    return deviations.filter(between_principals=wishes.scope is Scope.BETWEEN)


def after(deviation: Any, wishes: DeskWishes, *, viewer: Viewer) -> str | None:
    """The number of the next one in the pile."""
    rows = pile_of(wishes, viewer=viewer).filter(
        Q(sent_at__gt=deviation.sent_at) | Q(pk__gt=deviation.pk), sent_at__gte=deviation.sent_at
    )
    return rows.values_list("number", flat=True).first()


def before(deviation: Any, wishes: DeskWishes, *, viewer: Viewer) -> str | None:
    """The number of the one before, of those that the viewer can go back to: coded ones too."""
    rows = _of_year(wishes, viewer).filter(
        Q(sent_at__lt=deviation.sent_at) | Q(pk__lt=deviation.pk), sent_at__lte=deviation.sent_at
    )
    return rows.order_by("-sent_at", "-pk").values_list("number", flat=True).first()


def coded_at_desk(wishes: DeskWishes, *, viewer: Viewer) -> int:
    """How many of the year and scope somebody at the secretariat has coded."""
    return _of_year(wishes, viewer).filter(pk__in=_at_the_desk()).count()


@dataclass(frozen=True)
class QuoteCard:
    """A marked passage, in its words."""

    id: int
    words: str


@dataclass(frozen=True)
class Remarks:
    """What the secretariat has noted and marked of one deviation."""

    noted: Noted
    quotes: tuple[QuoteCard, ...]
    changed_by: Any = None
    """Who noted last; None when nobody has."""


def remarks_on(deviation_id: int, *, viewer: Viewer) -> Remarks:
    """Flags, note and marked passages; the caller has found the deviation with its viewer."""
    remarks = Remark.objects.filter(pk=deviation_id).select_related("changed_by")
    remark = remarks.first() or Remark()
    marks = list(QuoteMark.objects.filter(copy__deviation=deviation_id).order_by("marked_at", "pk"))
    texts = texts_of_copies({one.copy_id for one in marks}, viewer=viewer) if marks else {}
    return Remarks(
        noted=Noted(remark.talk_rather, remark.principle_question, remark.note),
        changed_by=remark.changed_by,
        quotes=tuple(
            QuoteCard(one.pk, texts[one.copy_id, one.name][one.start : one.end]) for one in marks
        ),
    )
