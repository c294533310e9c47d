"""How many rows are there, without counting a hundred thousand of them?"""

from dataclasses import dataclass

COUNTED = 1000
MOST_PAGES = 2000


@dataclass(frozen=True)
class Page:
    """Some rows of a long list, and where they stand in it."""

    rows: list
    number: int
    size: int
    count: int
    """Exact up to 1,000; one more means "more than 1,000"."""
    has_next: bool

    @property
    def first(self):
        return (self.number - 1) * self.size + 1

    @property
    def last(self):
        return self.first + len(self.rows) - 1

    @property
    def previous(self):
        return self.number - 1

    @property
    def next(self):
        return self.number + 1

    @property
    def is_over(self):
        return self.count > COUNTED


def page_of(rows, number: str, size: int, *, whole=None) -> Page:
    """One page of a queryset: two queries, one more row than shown, and at most 1,001 counted.

    `whole` is the same list before it was narrowed by what is dear to ask (words, a standing). With it
    that is asked once, for the keys of the rows; to count and to fetch would ask twice.
    """
    at = min(max(int(number), 1), MOST_PAGES) if number.isdecimal() else 1
    start = (at - 1) * size
    if whole is not None and start + size < COUNTED:
        bare = rows.select_related(None).prefetch_related(None)
        keys = list(bare.values_list("pk", flat=True)[: COUNTED + 1])
        found = list(whole.filter(pk__in=keys[start : start + size]))
        return Page(found, at, size, len(keys), start + size < len(keys))
    found = list(rows[start : start + size + 1])
    is_whole = at == 1 and len(found) <= size
    count = len(found) if is_whole else rows.order_by()[: COUNTED + 1].count()
    return Page(found[:size], at, size, count, len(found) > size)
