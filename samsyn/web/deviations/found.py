"""Which deviation does the address name, for this viewer? Not theirs: logged, and then 404."""

from typing import NoReturn

from django.http import Http404
from django.utils import timezone

from samsyn.audit import services as audit
from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.deviations.selectors.shared_view import SharedView, shared_view
from samsyn.deviations.selectors.visible import exists_for_others
from samsyn.domain.vocabulary import AuditKind


def case_or_404(request, number: str) -> SharedView:
    """The deviation as its parties see it; anybody else gets 404, and the attempt is logged."""
    seen = shared_view(number, viewer=request.viewer, today=timezone.localdate())
    if seen is None:
        refuse(request, number)
    return seen


def refuse(request, number: str) -> NoReturn:
    """Log an attempt on what exists but is not the viewer's, and answer as if it did not exist."""
    deviation_id = exists_for_others(number)
    if deviation_id and request.viewer:
        audit.refused(
            by=request.viewer,
            now=timezone.now(),
            object_kind="deviation",
            object_id=deviation_id,
            label=number,
            principals=principals_concerned(deviation_id),
        )
    raise Http404


def own_part_or_404(seen: SharedView):
    """The part of the viewer's own unit as a recipient."""
    if seen.mine is None:
        raise Http404
    return seen.mine


def part_or_404(seen: SharedView, addressing_id: int):
    """One recipient's part, if the viewer stands on any side of it."""
    for part in seen.parties:
        if part.addressing.pk == addressing_id and part.side:
            return part
    raise Http404


def principals_of(seen: SharedView) -> set[int]:
    """The principals whose registrars see what happens to the deviation in the log."""
    parties = {part.addressing.principal_id for part in seen.parties}
    return parties | {seen.deviation.reporter_principal_id}


def has_read(request, deviation, principals) -> None:
    """Log that the viewer has been shown what a deviation says (requirement 16)."""
    audit.record(
        AuditKind.READ,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        object_id=deviation.pk,
        label=deviation.number,
        principals=principals,
    )
