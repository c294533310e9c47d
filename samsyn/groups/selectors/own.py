"""Which seats has a person held, in words that the person may take away? (GDPR art. 15)"""

from typing import Any

from django.db.models import Q

from samsyn.domain.access import Viewer
from samsyn.groups.models import Member


def own_seats(email: str, *, viewer: Viewer) -> list[dict[str, Any]]:
    """Every seat of the person behind the account: by the account, or by the same address at work."""
    mine = Q(person__user=viewer.user_id) | Q(person__email=email.lower())
    rows = Member.objects.filter(mine).select_related("forum__group", "person", "kind")
    return [
        {
            "group": row.forum.group.name,
            "level": row.forum.level,
            "kind": row.kind.short_label,
            "seat": row.seat,
            "name": row.person.name if row.person else "",
            "title": row.person.title if row.person else "",
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        for row in rows.order_by("valid_from", "pk")
    ]
