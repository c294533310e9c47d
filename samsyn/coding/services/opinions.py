"""What follows when several people say what a deviation is about? All is kept; one coding counts."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from samsyn.coding.models import (
    AT_THE_DESK,
    IMPORT,
    SECRETARIAT,
    SETTLED,
    WRITER,
    Coding,
    Opinion,
    Subtype,
    Theme,
)
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.refusals import Outdated


def say(
    deviation_id: int,
    theme: Theme | None,
    subtypes: Collection[Subtype],
    *,
    by: Viewer | Everything,
    now: datetime,
    seen: int | None = None,
) -> str:
    """Add what the secretariat says, and let the coding follow; the source that it got.

    Who has said something already, and could then see what a colleague said, decides for both (settled):
    what each said before seeing the other's stays, since agreement is measured by it. `seen` is the latest
    opinion of others that was shown: refuses Outdated when there is a later one to decide about.
    """
    _lock(deviation_id, now)
    coder = by.user_id if isinstance(by, Viewer) else None
    source = SETTLED if _both_have_spoken(deviation_id, coder) else SECRETARIAT
    if source == SETTLED and seen is not None and _has_heard_less(deviation_id, coder, seen):
        raise Outdated
    _keep_what_was_said_before(deviation_id)
    opinion = Opinion.objects.create(
        deviation_id=deviation_id, source=source, coder_id=coder, theme=theme, said_at=now
    )
    opinion.subtypes.set(subtypes)
    _follow(deviation_id)
    return source


def take_back(deviation_id: int, *, by: Viewer, now: datetime) -> bool:
    """Take back what the viewer said last, and let the coding follow; False when there is nothing.

    What has been decided together since stands: then nothing is taken back.
    """
    is_bare = _lock(deviation_id, now)
    latest = _by_age(Opinion.objects.filter(deviation_id=deviation_id, coder_id=by.user_id)).last()
    if latest is None or latest.source not in AT_THE_DESK:
        if is_bare:
            Coding.objects.filter(pk=deviation_id).delete()
        return False
    since = Opinion.objects.filter(
        deviation_id=deviation_id, source=SETTLED, said_at__gte=latest.said_at
    )
    if since.exclude(pk=latest.pk).exists():
        return False
    latest.subtypes.clear()
    latest.delete()
    _follow(deviation_id)
    return True


def _by_age(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    return opinions.order_by("said_at", "pk")


def _both_have_spoken(deviation_id: int, coder: int | None) -> bool:
    coders = Opinion.objects.filter(deviation_id=deviation_id, source__in=AT_THE_DESK)
    spoken = set(coders.values_list("coder_id", flat=True))
    return coder in spoken and len(spoken) > 1


def _has_heard_less(deviation_id: int, coder: int | None, seen: int) -> bool:
    later = Opinion.objects.filter(deviation_id=deviation_id, source__in=AT_THE_DESK, pk__gt=seen)
    return later.exclude(coder_id=coder).exists()


def _lock(deviation_id: int, now: datetime) -> bool:
    """Let two coders of one deviation wait for each other; True when nobody had coded it before.

    SQLite has one writer anyhow.
    """
    _, is_new = Coding.objects.get_or_create(
        deviation_id=deviation_id, defaults={"source": SECRETARIAT, "coded_at": now}
    )
    Coding.objects.select_for_update().get(pk=deviation_id)
    return is_new


def _keep_what_was_said_before(deviation_id: int) -> None:
    coding = Coding.objects.get(pk=deviation_id)
    if coding.source not in {WRITER, IMPORT}:
        return
    before, is_new = Opinion.objects.get_or_create(
        deviation_id=deviation_id,
        source=coding.source,
        defaults={
            "coder_id": coding.coded_by_id,
            "theme_id": coding.theme_id,
            "said_at": coding.coded_at,
        },
    )
    if is_new:
        before.subtypes.set(coding.subtypes.all())


def _follow(deviation_id: int) -> None:
    """Make the coding say what counts: decided together, else said last at the desk, else before."""
    opinions = Opinion.objects.filter(deviation_id=deviation_id)
    valid = None
    for sources in ((SETTLED,), (SECRETARIAT,), (WRITER, IMPORT)):
        valid = valid or _by_age(opinions.filter(source__in=sources)).last()
    coding = Coding.objects.get(pk=deviation_id)
    if valid is None:
        coding.subtypes.clear()
        coding.delete()
        return
    coding.theme_id, coding.source = valid.theme_id, valid.source
    coding.coded_at, coding.coded_by_id = valid.said_at, valid.coder_id
    coding.save()
    coding.subtypes.set(valid.subtypes.all())
    if valid.source in {WRITER, IMPORT}:  # as if the desk had never looked
        valid.subtypes.clear()
        valid.delete()
