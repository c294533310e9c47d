"""Which masked texts has the secretariat of one deviation? For quotations; the page reads `copy_view`."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from samsyn.deviations.models import SecretariatCopy
from samsyn.deviations.selectors.visible import copied_deviations
from samsyn.domain.access import Everything, Viewer

NOT_QUOTED = {"reason"}
"""Why something was corrected is said to the parties, not to the county."""


@dataclass(frozen=True)
class CopiedText:
    """One masked text of a copy; copies never change."""

    copy_id: int
    name: str
    text: str


def copied_texts(deviation_id: int, *, viewer: Viewer) -> list[CopiedText]:
    """The masked texts of one deviation, the newest version first; none for who may not read copies."""
    copies = SecretariatCopy.objects.filter(
        deviation__in=copied_deviations(viewer=viewer).filter(pk=deviation_id)
    )
    return _texts(copies.order_by("-made_at", "-pk"))


def texts_of_copies(copies: Collection[int], *, viewer: Viewer) -> dict[tuple[int, str], str]:
    """The masked texts of some copies, by copy and name."""
    rows = SecretariatCopy.objects.filter(
        pk__in=copies, deviation__in=copied_deviations(viewer=viewer)
    )
    return {(one.copy_id, one.name): one.text for one in _texts(rows)}


def _texts(copies: Iterable[SecretariatCopy]) -> list[CopiedText]:
    return [
        CopiedText(copy.pk, name, text)
        for copy in copies
        for name, text in copy.texts.items()
        if isinstance(text, str) and text and name not in NOT_QUOTED
    ]


def masked_accounts(
    deviations: Iterable[int], *, viewer: Everything
) -> Iterator[tuple[int, dict[str, object]]]:
    """The masked account of each deviation as it stands now, for a job that says why it looks."""
    copies = SecretariatCopy.objects.filter(deviation__in=list(deviations), source="version")
    newest = dict(copies.order_by("made_at", "pk").values_list("deviation_id", "pk"))
    yield from (
        SecretariatCopy.objects.filter(pk__in=newest.values())
        .order_by("deviation_id")
        .values_list("deviation_id", "texts")
    )
